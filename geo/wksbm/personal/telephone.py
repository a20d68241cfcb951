"""Telephone numbers in a text, as people in Indonesia write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wksbm.personal.identity import is_village_code

CONTACT = (
    r"tel|telp|telpon|telepon|telf|tlp|tlpn|phone|hp|nohp|hape|handphone|ponsel|wa|nowa|whatsapp|"
    r"sms|fax|faks|faksimili|cp|kontak|contact|hub|hubungi"
)
"""Words behind which a number is a telephone, as alternatives of a pattern."""
_FEWEST, _MOST = 9, 13
_FEWEST_AFTER_WORD = 6
_MOST_ABROAD = 14
"""With 62 before them, numbers have one digit more than with 0."""
_WHOLE = 10
"""So many digits without a separator are a whole number; what follows them is another."""
_START = re.compile(
    r"(?<![0-9])(?:\+ ?62|\(\+?62\)|62(?= ?[.\-]?\(?0?\)? ?8)|\(?0(?=[ .\-]?8)"
    r"|\(0[2-9][0-9]{1,2}\))"
)
_GROUP = re.compile(r"(?P<separator>[ .\-()]{0,3})(?P<digits>[0-9]+)")
_AMOUNT_BEFORE = re.compile(r"(?<![^\W\d_])(?:rp|idr)\.? ?$", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:no ?[.:]?|(?:sk|surat|akta|perda|perkal|keputusan) (?:no|nomor)[.:]?) ?:? ?$",
    re.IGNORECASE,
)
_DECIMAL_BEFORE = re.compile(r"(?:^|[^0-9])[0-9]{1,3}[.,]$")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9])")
_DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{4,}")
_WORD = re.compile(rf"(?<![^\W\d_])(?:{CONTACT})(?![^\W\d_])", re.IGNORECASE)
_GAP = re.compile(
    rf"(?:[\s.:;,=/()+\-]|(?:no|nomor|nomer|num|number|kantor|rumah|{CONTACT})(?![^\W\d_])){{0,12}}",
    re.IGNORECASE,
)
_NEXT = re.compile(r" ?[/,;&] ?|\s+(?:dan|atau|and|or)\s+")
_SEEN_BEFORE = 24


def telephones(plain: str) -> Iterator[tuple[int, int]]:
    """
    List the telephone numbers in a text.

    Parameters
    ----------
    plain
        The text, its digits in ASCII.

    Yields
    ------
    tuple
        Where each begins and ends. Between 9 and 13 digits; behind a word for a telephone 6 do.
    """
    for found in _START.finditer(plain):
        before = plain[max(0, found.start() - _SEEN_BEFORE) : found.start()]
        called = _WORD.search(before)
        if _AMOUNT_BEFORE.search(before) or _DECIMAL_BEFORE.search(before):
            continue
        if _NUMBER_BEFORE.search(before) and not called:
            continue
        abroad = "62" in found[0]
        if abroad and "+" not in found[0] and _THOUSANDS.match(plain, found.start()):
            continue
        end = _end(plain, found.start(), found.end(), _FEWEST, _MOST_ABROAD if abroad else _MOST)
        if end:
            yield found.start(), end
    for found in _WORD.finditer(plain):
        yield from _after_word(plain, found.end())


def _after_word(plain: str, at: int) -> Iterator[tuple[int, int]]:
    """List the numbers behind a word for a telephone: ``hp/wa no. 391234 / 392345``."""
    opening = _GAP.match(plain, at)
    start = opening.end() if opening else at
    while start < len(plain) and plain[start].isdigit():
        if _THOUSANDS.match(plain, start) or _DECIMAL.match(plain, start):
            return
        end = _end(plain, start, start, _FEWEST_AFTER_WORD, _MOST_ABROAD)
        if not end or is_village_code(re.sub("[^0-9]", "", plain[start:end])):
            return
        yield start, end
        following = _NEXT.match(plain, end)
        if following is None:
            return
        start = following.end()


def _end(plain: str, start: int, at: int, fewest: int, most: int) -> int:
    """
    Return where a number ends, or 0 where it is none.

    Groups are taken in as long as digits are missing, and after that while they look alike: the
    same separator and three digits or more.
    """
    digits = sum(sign.isdigit() for sign in plain[start:at])
    enough = _FEWEST if plain[start] in "0+(" or plain.startswith("62", start) else fewest
    separator = ""
    end = 0
    while group := _GROUP.match(plain, at):
        length = len(group["digits"])
        alike = group["separator"] == separator and length > 2
        solid = not separator and digits >= _WHOLE
        if end and (digits + length > most or solid or not (digits < enough or alike)):
            break
        if group["separator"] and end:
            separator = group["separator"]
        digits += length
        at = end = group.end()
        if digits > most:
            return 0
    return end if digits >= fewest else 0
