"""Personal numbers in a text: found, named by their kind, and replaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from stdnum.id import npwp

from wksbm.personal.identity import is_identity, is_identity_rounded, is_village_code
from wksbm.personal.telephone import CONTACT, telephones

NumberKind = Literal["NIK", "KK", "NPWP", "telepon", "surel", "rekening"]
KINDS: tuple[NumberKind, ...] = get_args(NumberKind)

_BANK = r"rek|rekening|norek|bri|britama|simpedes|bpd|bni|bca|bsi|btn|bank\s+[a-z]+|a/c|account"
_PAPER = r"nik|ktp|kk|npwp|nitku|kartu\s+keluarga|induk\s+kependudukan"
SUSPECT = (
    r"@|[0-9][eE]\+?1[45]|\+ ?62|\(0[2-9][0-9]{1,2}\)"
    r"|(?:^|[^0-9])\(?(?:0|62)[) .\-]{0,2}8[0-9 .\-)]{5}"
    r"|[0-9](?:[ .\-]?[0-9]){13}"
    rf"|(?i:(?:^|[^a-z])(?:{CONTACT}|{_BANK}|{_PAPER})(?:[^a-z0-9][^0-9]{{0,40}})?)"
    r"[0-9](?:[ .()\-]{0,2}[0-9]){5}"
)
"""What a text in ASCII holds in which something personal is found; also understood by RE2."""
PLAIN_DECIMAL = r"^[-+]?[0-9]{1,3}[.,][0-9]+$"
"""A coordinate or another decimal: nothing personal."""

_SUSPECT = re.compile(SUSPECT)
_PLAIN_DECIMAL = re.compile(PLAIN_DECIMAL)
_TO_ASCII: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{
        ord(sign): str(value)
        for signs in ("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉")
        for value, sign in enumerate(signs)
    },
}
_MAIL = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_ROUNDED = re.compile(r"(?<![0-9.,])[1-9](?:[.,][0-9]{1,15})?[eE]\+?15(?![0-9])")
_SIXTEEN = re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){15}(?:\.0+)?(?![0-9])")
_NPWP_WRITTEN = re.compile(
    r"(?<![0-9])[0-9]{2}[. ]?[0-9]{3}[. ]?[0-9]{3}[. ]?[0-9][-. ]?[0-9]{3}[. ]?[0-9]{3}(?![0-9])"
)
_NPWP_POINTS = re.compile(r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9][-.][0-9]{3}\.[0-9]{3}")
_AFTER_PAPER = re.compile(
    rf"(?<![^\W\d_])(?P<word>{_PAPER})(?![^\W\d_])"
    r"[^0-9A-Za-z]{0,12}(?:(?:no|nomor|nomer|number)[^0-9A-Za-z]{0,6})?"
    r"(?P<number>[0-9](?:[ .\-]?[0-9]){11,21})(?![0-9])",
    re.IGNORECASE,
)
_AFTER_BANK = re.compile(
    rf"(?<![^\W\d_])(?:{_BANK})(?![^\W\d_])(?P<gap>[^0-9\n]{{0,40}})"
    r"(?P<number>[0-9](?:[ .\-]?[0-9]){7,17})(?![0-9])",
    re.IGNORECASE,
)
_MONEY_WORD = re.compile(r"(?<![^\W\d_])(?:rp|idr)(?![^\W\d_])", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{4,}")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[ .\-](?:19|20)[0-9]{2}")
_DATE = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:(?:19|20)[0-9]{2}|[0-9]{2}(?![-/.]?[0-9]))"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?![0-9])"
)
_FAMILY = re.compile(r"(?<![^\W\d_])(?:kk|kartu\s+keluarga)[^0-9]{0,15}$", re.IGNORECASE)
_AFTER_COMMA = re.compile(r"(?:^|[^0-9])[0-9]{1,3}[.,]$")
_SEEN_BEFORE = 5
"""So many characters tell whether a number is the fraction of another."""


@dataclass(frozen=True)
class Masked:
    """
    A text without personal numbers.

    Parameters
    ----------
    text
        Each number replaced by its kind in square brackets, e.g. ``[NIK]``; the rest as it was.
    kinds
        The kind of each number that was replaced, from left to right.
    """

    text: str
    kinds: tuple[NumberKind, ...] = ()


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    kind: NumberKind


def mask(text: str) -> Masked:
    """
    Replace the personal numbers in a text.

    Parameters
    ----------
    text
        A cell, a heading, a file's name, a message.

    Returns
    -------
    Masked
        NIK and KK are told by region and date, an NPWP by its form or check digit, a telephone by
        08, 628, +62, an area code in brackets or the word before it, an account by the word
        before it. Amounts, dates, decrees, codes of villages and coordinates stay.

    Examples
    --------
    >>> mask("KWT Bu Siti, hp 0812-3456-7890").text
    'KWT Bu Siti, hp [telepon]'
    >>> mask("Rp 1.500.000").kinds
    ()
    """
    plain = text if text.isascii() else _in_ascii(text)
    if not _SUSPECT.search(plain) or _PLAIN_DECIMAL.match(plain):
        return Masked(text)
    covered, taken = bytearray(len(plain)), []
    for hit in _hits(plain):
        if not any(covered[hit.start : hit.end]):
            covered[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            taken.append(hit)
    if not taken:
        return Masked(text)
    taken.sort(key=lambda hit: hit.start)
    parts, at = [], 0
    for hit in taken:
        parts += [text[at : hit.start], f"[{hit.kind}]"]
        at = hit.end
    return Masked("".join((*parts, text[at:])), tuple(hit.kind for hit in taken))


def masked_text(text: str) -> str:
    """Return a text without its personal numbers (see `mask`)."""
    return mask(text).text


def _in_ascii(text: str) -> str:
    """Write digits of all scripts, dashes and blanks plainly, a character for a character."""
    signs = []
    for sign in text.translate(_TO_ASCII):
        category = unicodedata.category(sign)
        if category == "Nd":
            signs.append(str(unicodedata.decimal(sign)))
        elif category == "Pd":
            signs.append("-")
        elif category in ("Zs", "Cf"):
            signs.append(" ")
        else:
            signs.append(sign)
    return "".join(signs)


def _hits(plain: str) -> Iterator[_Hit]:
    """List what is personal, the surest kinds first."""
    for found in _MAIL.finditer(plain):
        yield _Hit(*found.span(), "surel")
    yield from _papers(plain)
    dates = bytearray(len(plain))
    for found in _DATE.finditer(plain):
        dates[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    for start, end in telephones(plain):
        if not any(dates[start:end]):
            yield _Hit(start, end, "telepon")
    for found in _AFTER_BANK.finditer(plain):
        start, end = found.span("number")
        if any(dates[start:end]) or _MONEY_WORD.search(found["gap"]):
            continue
        if _may_be_account(found["number"]):
            yield _Hit(start, end, "rekening")


def _papers(plain: str) -> Iterator[_Hit]:
    """List NIK, KK and NPWP."""
    for found in _ROUNDED.finditer(plain):
        if is_identity_rounded(found[0]):
            yield _Hit(*found.span(), _person_or_family(plain, found.start()))
    for found in _NPWP_WRITTEN.finditer(plain):
        if _is_fraction(plain, found.start()):
            continue
        if _NPWP_POINTS.fullmatch(found[0]) or (found[0].isdigit() and npwp.is_valid(found[0])):
            yield _Hit(*found.span(), "NPWP")
    for found in _SIXTEEN.finditer(plain):
        if _is_fraction(plain, found.start()):
            continue
        number = found[0].split(".0")[0] if found[0].endswith(".0") else found[0]
        if is_identity(number):
            yield _Hit(*found.span(), _person_or_family(plain, found.start()))
        elif number.isdigit() and number.startswith("0") and npwp.is_valid(number):
            yield _Hit(*found.span(), "NPWP")
    for found in _AFTER_PAPER.finditer(plain):
        word = found["word"].casefold()
        kind: NumberKind = "NIK"
        if word in ("npwp", "nitku"):
            kind = "NPWP"
        elif word == "kk" or word.startswith("kartu"):
            kind = "KK"
        yield _Hit(*found.span("number"), kind)


def _is_fraction(plain: str, start: int) -> bool:
    return bool(_AFTER_COMMA.search(plain[max(0, start - _SEEN_BEFORE) : start]))


def _person_or_family(plain: str, start: int) -> NumberKind:
    return "KK" if _FAMILY.search(plain[max(0, start - 40) : start]) else "NIK"


def _may_be_account(number: str) -> bool:
    """Tell an account from an amount, a decimal, years and the code of a village."""
    if _THOUSANDS.fullmatch(number) or _DECIMAL.fullmatch(number) or _YEARS.match(number):
        return False
    return not is_village_code(re.sub("[^0-9]", "", number))
