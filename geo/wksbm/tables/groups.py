"""The groups that one cell of a register names: one, several, none, or nobody can tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wksbm.names import name_key
from wksbm.tables.absence import ABSENCE_WORDS, read_absence, word_set
from wksbm.tables.headings import GROUP_PHRASE, heading_key
from wksbm.text import Text

_NUMBERED = re.compile(r"(?:^|(?<=[\s,;.)]))\(?([0-9]{1,2})[.)]\s*(?=[^\W\d])")
_BULLET = re.compile(r"^\s*[-–•*·▪]\s*")
_BLANKS = re.compile(r"[^\S\n\r]+")
_JOINED = r"[,/&+]| dan "
_BRACKETS = re.compile(r"\([^)]*\)?")
_PLACE_WORDS = word_set("""rt rw dusun dsn ds padukuhan pedukuhan pdk dukuh desa kalurahan kel
    kelurahan kapanewon kecamatan kec blok gang gg jl jalan lingkungan kampung kp no nomor""")
_KIND_WORDS = word_set("""kelompok klp kube kwt poktan gapoktan paguyuban arisan posyandu dasawisma
    dawis uppks uppka koperasi lumbung wksbm pkk kth pokja karang bkb bkr bkl pik yasinan""")
_COUNTED = re.compile(
    rf"(?i)\s*[0-9]+(?:[.,][0-9]+)?\s*(?:buah|unit|{'|'.join(sorted(_KIND_WORDS))})?\s*"
)

_COUNT_BEHIND = re.compile(
    r"(?i) ?(?:[0-9]{1,2}[.)]|[-–•*])? ?([^\W\d][^0-9]*?)( ?[:=] ?| ?\( ?| )[0-9]{1,3}"
    r" ?(?:buah|unit|klp|kelompok)? ?\)? ?[.]? ?"
)

NOT_PLAIN = rf"(?i)^[^a-z]|^$|[;\n\r,/&+(]|[0-9][.)]|[:=]\s*[0-9]|\b(?:dan|{ABSENCE_WORDS})\b"
"""What a name of one group usually does not hold; the others need not be read word by word."""

_SEVERAL = Text(
    "mungkin beberapa kelompok dalam satu sel; tulis satu baris per kelompok",
    "perhaps several groups in one cell; write one row for each",
)
_A_NUMBER = Text(
    "angka, bukan nama kelompok; satu baris harus berisi satu kelompok",
    "a number, not the name of a group; a row stands for one group",
)
_KINDS_AND_NUMBERS = Text(
    "jenis dan angkanya, bukan nama kelompok; buat satu kolom angka untuk setiap jenis",
    "kinds and their numbers, not names of groups; make a column of figures for each kind",
)
_UNCLEAR = Text(
    "tidak jelas apakah berarti tidak ada kelompok; tulis 'nihil' atau nama kelompoknya",
    "it is not clear whether this means none; write 'nihil' or the name of the group",
)


@dataclass(frozen=True)
class Named:
    """
    What a cell of group names says.

    Parameters
    ----------
    names
        The groups; empty where it names none.
    nil
        True when it reports that there is none.
    refused
        Why nobody can tell how many groups it names.
    joined
        True when it is read as one group although ``dan`` or ``/`` may join two.
    """

    names: tuple[str, ...] = ()
    nil: bool = False
    refused: Text | None = None
    joined: bool = False


def read_names(text: str) -> Named:
    """
    Read a cell of group names.

    Numbered lists, lines with bullets, what semicolons separate, and parts that each begin with
    the same word for a kind of group are several groups. What follows a comma and is no address
    is refused; ``dan`` and ``/`` usually stand inside a name.

    Parameters
    ----------
    text
        As written.

    Examples
    --------
    >>> read_names("1. KWT Mawar 2. KWT Melati").names
    ('KWT Mawar', 'KWT Melati')
    >>> read_names("Sido Rukun, RT 03").names, read_names("belum ada").nil
    (('Sido Rukun, RT 03',), True)
    """
    absence = read_absence(text)
    if absence == "none":
        return Named(nil=True)
    if absence == "no_report":
        return Named()
    if absence == "unclear":
        return Named(refused=_UNCLEAR)
    if _COUNTED.fullmatch(text):
        return Named(refused=_A_NUMBER)
    if counts_kinds(text):
        return Named(refused=_KINDS_AND_NUMBERS)
    lines = [line for line in re.split(r"[\n\r;]+", text) if name_key(line)]
    marks = list(_NUMBERED.finditer(text))
    if len(marks) > 1:
        return _numbered(text, marks)
    if len(lines) > 1:
        bare = [_BULLET.sub("", line).strip() for line in lines]
        marked = all(_BULLET.match(line) for line in lines)
        if ";" in text or marked or _same_kind(bare):
            return _several(bare)
        return Named(refused=_SEVERAL)
    parts = _parts(_BRACKETS.sub(" ", text), _JOINED)
    if len(parts) > 1 and _same_kind(parts):
        return _several(parts)
    listed = [_parts(_BRACKETS.sub(" ", text), ",")[1:]]
    listed += [inside for found in _BRACKETS.findall(text) if len(inside := _parts(found, ",")) > 1]
    if not all(_is_address(part) for group in listed for part in group):
        return Named(refused=_SEVERAL)
    return Named((text,), joined=len(parts) > 1 and not listed[0])


def counts_kinds(text: str) -> bool:
    """
    Tell whether a cell gives numbers of kinds, not names.

    Examples
    --------
    >>> counts_kinds("Arisan 3, Kematian 2"), counts_kinds("Arisan: 2"), counts_kinds("Mawar 2")
    (True, True, False)
    """
    spaced = _BLANKS.sub(" ", text)
    parts = [part for part in re.split(r"[,;+\n\r]| dan ", spaced) if name_key(part)]
    found = [_COUNT_BEHIND.fullmatch(part) for part in parts]
    stems = [(match[1], match[2].strip()) for match in found if match]
    if not stems or len(stems) < len(parts) or any(map(_is_address, parts)):
        return False
    kinds = {heading_key(stem) for stem, _ in stems}
    named = all(set(kind.split("_")) <= GROUP_PHRASE for kind in kinds)
    several = len(stems) > 1 and len(kinds) == len(stems)
    return any(sign in (":", "=") for _, sign in stems) or (several and named)


def _parts(text: str, separator: str) -> list[str]:
    spaced = _BLANKS.sub(" ", text)
    return [part.strip("() ") for part in re.split(separator, spaced) if name_key(part)]


def _numbered(text: str, marks: list[re.Match[str]]) -> Named:
    """Read what stands behind 1. 2. 3.; the numbers must count up from 1."""
    in_order = [int(mark[1]) for mark in marks] == list(range(1, len(marks) + 1))
    if not in_order or name_key(text[: marks[0].start()]):
        return Named(refused=_SEVERAL)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return _several([text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)])


def _several(names: list[str]) -> Named:
    tidy = tuple(" ".join(name.split()).strip(" ,;.-") for name in names)
    if any(read_absence(name) for name in tidy):
        return Named(refused=_UNCLEAR)
    distinct = {name_key(name): name for name in tidy}
    return Named(tuple(distinct.values()))


def _same_kind(parts: list[str]) -> bool:
    """Tell whether each part begins with the same word for a kind of group and has a name."""
    words = [re.findall(r"\w+", part.casefold()) for part in parts]
    first = {word[0] for word in words if word}
    return len(first) == 1 and first <= _KIND_WORDS and all(len(word) > 1 for word in words)


def _is_address(part: str) -> bool:
    words = re.findall(r"[^\W\d]+|\d+", part.casefold())
    return bool(words) and (words[0] in _PLACE_WORDS or all(word.isdigit() for word in words))
