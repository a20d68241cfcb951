"""Names of villages and kecamatan, made comparable; and the spellings kept in `aliases.csv`.

`name_key` takes away what writing adds to a name (prefix, capitals, spaces, hyphens, apostrophes,
accents, a zero for the letter O, an alias in brackets); names with the same key are the same.
`weak_key` also takes away doubled letters and is to be used only where it leaves one candidate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wksbm.csvfile import read_rows
from wksbm.errors import InputError, Problem
from wksbm.text import Text

DESA_PREFIXES = frozenset(
    {"desa", "kalurahan", "kelurahan", "ds", "kel", "kal", "klh", "pemerintah", "pemdes", "pemkal"}
)
KECAMATAN_PREFIXES = frozenset({"kecamatan", "kapanewon", "kemantren", "kec", "kap", "kpn"})
KABUPATEN_PREFIXES = frozenset({"kabupaten", "kab", "kota", "kotamadya", "kodya"})
_PREFIXES = DESA_PREFIXES | KECAMATAN_PREFIXES

_WORDS = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_ALSO_CALLED = re.compile(
    r"(?:(?<!\s)\s+)?(?:/|;|\balias\b|\bd/h\b|\ba\.?k\.?a\b)\s*", re.IGNORECASE
)
_BLANK = frozenset({"nan", "null", "none", "n/a", "#n/a", "na"})
_ALIAS_COLUMNS = ("tingkat", "varian", "kode")
_KODE = {
    "desa": re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}"),
    "kecamatan": re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"),
}


@dataclass(frozen=True)
class Aliases:
    """
    Known spellings that no rule would recognise.

    Parameters
    ----------
    desa
        `name_key` of the spelling -> codes of the villages that are written so.
    kecamatan
        `name_key` of the spelling -> 8-character codes.
    """

    desa: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kecamatan: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def is_blank(text: str) -> bool:
    """Tell whether a cell that should hold a name holds none (blank, a dash, dots, ``n/a``)."""
    return text.strip().casefold() in _BLANK or not any(char.isalnum() for char in text)


def name_key(name: str) -> str:
    """
    Return what is left of a name without prefix, punctuation, spaces and capitals.

    Parameters
    ----------
    name
        A name as written, e.g. ``Ds. KARANG DUW'ET (Duwet)``.

    Returns
    -------
    str
        For example ``karangduwet``; empty when the name has no letter or digit.
    """
    return _key(_BRACKETS.sub(" ", name), _PREFIXES) or _key(name, _PREFIXES)


def kabupaten_key(name: str) -> str:
    """Return the key of a kabupaten's name: ``KAB. GUNUNG KIDUL`` gives ``gunungkidul``."""
    return _key(name, KABUPATEN_PREFIXES)


def weak_key(name: str) -> str:
    """Return `name_key` with doubled letters made single: ``Kepekk`` gives ``kepek``."""
    return re.sub(r"(.)\1+", r"\1", name_key(name))


def other_names(name: str) -> tuple[str, ...]:
    """
    Return the names that one cell gives besides its first.

    Parameters
    ----------
    name
        For example ``Ngloro (Nglora)``, ``Ngloro / Nglora`` or ``Ngloro alias Nglora``.

    Returns
    -------
    tuple of str
        The texts in brackets and after the sign, and what stands before the sign.
    """
    found = [text.strip() for text in _BRACKETS.findall(name)]
    outside = _BRACKETS.sub(" ", name)
    parts = _ALSO_CALLED.split(outside)
    if len(parts) > 1:
        found += [part.strip() for part in parts]
    return tuple(dict.fromkeys(text for text in found if name_key(text)))


def starts_as(name: str, prefixes: frozenset[str]) -> bool:
    """Tell whether a name opens with one of the prefixes, e.g. ``Kec. Wonosari``."""
    words = _words(name)
    return len(words) > 1 and words[0] in prefixes


def read_aliases(path: Path) -> Aliases:
    """
    Read the spellings of names.

    Parameters
    ----------
    path
        CSV (UTF-8, comma) with the columns tingkat (desa or kecamatan), varian and kode (13
        characters for a desa, 8 for a kecamatan); further columns such as sumber are for people.

    Returns
    -------
    Aliases

    Raises
    ------
    InputError
        With every wrong row, or when the file cannot be read.
    """
    problems: list[Problem] = []
    found: dict[str, dict[str, list[str]]] = {"desa": {}, "kecamatan": {}}
    for row, cells in read_rows(path, _ALIAS_COLUMNS):
        level, variant, kode = (cells[column].strip() for column in _ALIAS_COLUMNS)
        wrong = _wrong_alias(level, variant, kode)
        if wrong:
            column, text, expected = wrong
            problems.append(
                Problem(
                    Text("isian salah", "wrong entry"),
                    file=path.name,
                    row=row,
                    column=column,
                    found=text,
                    expected=expected,
                )
            )
            continue
        codes = found[level].setdefault(name_key(variant), [])
        if kode not in codes:
            codes.append(kode)
    if problems:
        raise InputError(problems)
    desa, kecamatan = (
        {key: tuple(sorted(codes)) for key, codes in found[level].items()}
        for level in ("desa", "kecamatan")
    )
    return Aliases(desa, kecamatan)


def _words(name: str) -> list[str]:
    """Split into words of lower-case letters without accents; apostrophes join."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _WORDS.findall(re.sub(r"['`´‘’ʼ\"“”]", "", text))


def _key(name: str, prefixes: Iterable[str]) -> str:
    words = _words(name)
    while len(words) > 1 and words[0] in prefixes:
        words = words[1:]
    return "".join(word if word.isdigit() else word.replace("0", "o") for word in words)


def _wrong_alias(level: str, variant: str, kode: str) -> tuple[str, str, Text] | None:
    if level not in _KODE:
        return "tingkat", level, Text("desa atau kecamatan", "desa or kecamatan")
    if not name_key(variant):
        return "varian", variant, Text("sebuah nama", "a name")
    if not _KODE[level].fullmatch(kode):
        example = "34.03.01.2001" if level == "desa" else "34.03.01"
        return "kode", kode, Text(f"kode seperti {example}", f"a code such as {example}")
    return None
