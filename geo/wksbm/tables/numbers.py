"""Numbers as Indonesian offices write them, rule by rule.

==  ===================================================  =====================================
1   blank ``-`` ``–`` ``...`` ``tidak ada data`` ``n/a``  no figure
2   ``nihil`` ``nol`` ``tidak ada``                       0
3   ``'07``                                               7 (an apostrophe only marks text)
4   ``12 kelompok`` ``12 orang``                          12 (a known unit after the number)
5   ``± 50`` ``sekitar 50``                               50
6   ``1.234.567`` ``1.234,5`` ``1,5``                     Indonesian: point groups, comma decimal
7   ``1,234,567`` ``1,234.5`` ``1.5``                     English: comma groups, point decimal
8   ``1.234`` ``1,234``                                   either; settled by the other cells of
                                                          the column (rules 6, 7); in a column of
                                                          residents, families or ``jumlah_*`` whose
                                                          every point is so: 1234; else refused
9   ``>10 tahun`` ``10-15`` ``50+`` ``(5)`` ``#REF!``     refused: not one number
10  ``-3``, ``2,5`` or more than 10⁹ for a count          refused
11  ``12¹`` ``12*`` ``12 1)`` ``12 *)`` ``12r``           12: a footnote mark is no digit
12  ``belum ada kelompok`` ``tdk punya`` for a count      0 (see `wksbm.tables.absence`)
==  ===================================================  =====================================

A refused cell never becomes a number; the reason is kept with its row.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from wksbm.tables.absence import read_absence
from wksbm.tables.footnotes import figure_without_marks
from wksbm.tables.headings import heading_key
from wksbm.tables.spelled import without_words
from wksbm.text import Text

Style = Literal["", "id", "en"]

_LARGEST_COUNT = 1e9
_LARGEST = 1e15
_SMALLEST = 1e-12
"""Sums of a million such numbers are still exact."""
_NO_FIGURE = frozenset(
    {"", "-", "--", "---", "–", "—", ".", "..", "...", "…", "?", "nan", "null", "none"}
    | {"n/a", "na", "#n/a", "t.a.d", "tad", "tidak ada data", "tdk ada data", "belum ada data"}
    | {"data tidak ada", "data belum ada", "tidak tersedia", "tidak diketahui", "belum melapor"}
    | {"tidak melapor", "belum lapor", "belum terdata", "tidak terdata", "no data", "tanpa data"}
)
_ZERO = frozenset({"nihil", "nol", "tidak ada", "tdk ada", "tidak ada kelompok", "zero"})
_UNITS = (
    r"kelompok|klpk|klp|kel|unit|buah|orang|org|jiwa|anggota|kk|rumah tangga|tps|wksbm|"
    r"lembaga|paguyuban|km2|km²|ha|rupiah|groups?|people|members"
)
_ABOUT = re.compile(
    r"(?:±|\+/-|\+-|~|ca\.?|sekitar|kurang lebih|kira-kira|lebih kurang|k\.?l\.)\s*"
)
_NUMBER = re.compile(rf"(?P<sign>[-+]?)(?P<body>[0-9][0-9.,]*)\s*(?:(?:{_UNITS})\.?)?")
_PLAIN = re.compile(r"[0-9]+")
_INDONESIAN = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")

_GROUPED = re.compile(
    r"(?:.*_)?(?:penduduk|populasi|population|jiwa|kk|kepala_keluarga)(?:_.*)?"
    r"|(?:jumlah|jml|jmlh|jum|banyak|banyaknya|cacah)_.+"
)
_RELATIVE = re.compile(
    r"kepadatan|density|laju|pertumbuhan|growth|rasio|ratio|persen|percent|pct|rata|indeks|index|_per_"
)

_NOT_ONE = Text("bukan satu angka", "not one number")
_MARKED = Text("angka kecil di antara angka", "a raised figure between the digits")
_AMBIGUOUS = Text(
    "bisa berarti ribuan atau desimal, dan kolomnya tidak memutuskannya",
    "could be thousands or decimals, and its column does not tell which",
)
_NEGATIVE = Text("jumlah tidak boleh negatif", "a count cannot be negative")
_FRACTION = Text("jumlah tidak boleh pecahan", "a count cannot be a fraction")
_TOO_LARGE = Text("terlalu besar untuk suatu jumlah", "too large for a count")
_OUT_OF_SIZE = Text("terlalu besar atau terlalu kecil", "too large or too small for a figure")
_FORMULA = Text(
    "rumus yang belum dihitung; buka dan simpan berkas itu di Excel",
    "a formula without its value; open and save the file in Excel",
)
_ERROR = Text("sel ini berisi kesalahan Excel", "the cell holds an Excel error")
_MERGED = Text("satu angka untuk beberapa baris (sel gabungan)", "one number for several rows")
MERGED_MARK = "⟨sel gabungan⟩"
"""Appended to a number that a merged cell gives to several rows."""


@dataclass(frozen=True)
class Numbers:
    """
    A column of numbers.

    Parameters
    ----------
    values
        Float, on the index of the texts; NaN where there is no figure or it was refused.
    refused
        Row -> why its cell was refused.
    style
        How the column writes numbers: ``id``, ``en``, or ``""`` when nothing tells.
    """

    values: pd.Series[float]
    refused: Mapping[int, Text]
    style: Style


@dataclass(frozen=True)
class _Reading:
    value: float = math.nan
    style: Style = ""
    reason: Text | None = None
    either: tuple[float, float] | None = None
    separator: str = ""


def groups_thousands(heading: str) -> bool:
    """Tell by its heading whether a column counts people, families or other whole things."""
    key = heading_key(heading)
    return bool(_GROUPED.fullmatch(key)) and not _RELATIVE.search(key)


def read_numbers(
    texts: pd.Series[str],
    numeric: pd.Series[bool] | None = None,
    *,
    count: bool = False,
    nonnegative: bool = False,
    grouped: bool = False,
    style: Style = "",
) -> Numbers:
    """
    Read a column of numbers by the rules above.

    Parameters
    ----------
    texts
        The cells.
    numeric
        True where the file holds a number, written with a decimal point; None when all are text.
    count
        True when only whole numbers from 0 can be right.
    nonnegative
        True when a number below 0 cannot be right.
    grouped
        True for a column of which `groups_thousands` holds: ``9.111`` is 9111 where every figure
        with a point is written so and none with a comma.
    style
        How ambiguous cells are meant where the column itself does not tell.

    Returns
    -------
    Numbers
    """
    typed = np.zeros(len(texts), bool) if numeric is None else numeric.to_numpy(bool)
    values = np.full(len(texts), np.nan)
    refused: dict[int, Text] = {}
    groups = [(mask, flag) for flag, mask in ((False, ~typed), (True, typed)) if mask.any()]
    for mask, is_number in groups:
        codes, uniques = pd.factorize(texts[mask])
        readings = [_typed(text) if is_number else _read(text) for text in uniques]
        if not is_number:
            if grouped and _all_thousands(readings):
                style = "id"
            style = _style(readings, style)
            readings = [_settle(reading, style) for reading in readings]
        if nonnegative or count:
            readings = [_not_negative(reading) for reading in readings]
        if count:
            readings = [
                _as_count(reading, str(text))
                for reading, text in zip(readings, uniques, strict=True)
            ]
        values[mask] = np.array([reading.value for reading in readings], float)[codes]
        reasons = [reading.reason for reading in readings]
        if any(reasons):
            wrong = np.array([reason is not None for reason in reasons])[codes]
            rows = texts.index[mask][wrong]
            refused |= {
                int(row): reason
                for row, code in zip(rows, codes[wrong], strict=True)
                if (reason := reasons[code]) is not None
            }
    return Numbers(pd.Series(values, index=texts.index), dict(sorted(refused.items())), style)


def read_number(text: str) -> float | None:
    """
    Read one number that stands alone.

    Returns
    -------
    float or None
        NaN for "no figure"; None when it is refused.
    """
    reading = _settle(_read(text), "")
    return None if reading.reason else reading.value


def is_numeric(texts: pd.Series[str]) -> bool:
    """
    Tell whether a column holds numbers.

    Parameters
    ----------
    texts
        The cells. At least as many must be figures as are refused, and at least twice as many
        as are words without any digit.
    """
    times = texts.value_counts(sort=False)
    figures = refused = words = 0
    for text, weight in times.items():
        reading = _read(str(text))
        if reading.reason is not None:
            refused += weight
            words += weight * (not re.search("[0-9]", str(text)))
        elif reading.either or not math.isnan(reading.value):
            figures += weight
    return figures > 0 and refused <= figures and words * 2 <= figures


def _read(text: str) -> _Reading:
    bare = figure_without_marks(text)
    if bare is None:
        return _Reading(reason=_MARKED)
    if not bare and text.strip():
        return _Reading(reason=_NOT_ONE)
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", bare)).strip().casefold()
    text = without_words(text.lstrip("'`‘’").replace("−", "-"))
    if text in _NO_FIGURE:
        return _Reading()
    if text in _ZERO:
        return _Reading(0.0)
    if text.endswith(MERGED_MARK):
        return _Reading(reason=_MERGED)
    if text.startswith("="):
        return _Reading(reason=_FORMULA)
    if text.startswith("#"):
        return _Reading(reason=_ERROR)
    found = _NUMBER.fullmatch(_ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text)
    return _body(found["body"], found["sign"]) if found else _Reading(reason=_NOT_ONE)


def _body(body: str, sign: str) -> _Reading:
    factor = -1.0 if sign == "-" else 1.0
    if _PLAIN.fullmatch(body):
        return _finite(factor * float(body), "")
    if _EITHER.fullmatch(body):
        whole, thousandths = re.split("[.,]", body)
        joined, split = (
            factor * float(whole + thousandths),
            factor * float(f"{whole}.{thousandths}"),
        )
        if "." in body:
            return _Reading(either=(joined, split), separator=".")
        return _Reading(either=(split, joined), separator=",")
    if _INDONESIAN.fullmatch(body):
        return _finite(factor * float(body.replace(".", "").replace(",", ".")), "id")
    if _ENGLISH.fullmatch(body):
        return _finite(factor * float(body.replace(",", "")), "en")
    if _DECIMAL.fullmatch(body):
        return _finite(factor * float(body.replace(",", ".")), "id" if "," in body else "en")
    return _Reading(reason=_NOT_ONE)


def _typed(text: str) -> _Reading:
    try:
        return _finite(float(text), "")
    except ValueError:
        return _read(text)


def _finite(value: float, style: Style) -> _Reading:
    """Read a figure; what sums and rates could carry beyond all numbers is none."""
    if math.isnan(value) or math.isinf(value):
        return _Reading(reason=_NOT_ONE)
    if value and not _SMALLEST <= abs(value) <= _LARGEST:
        return _Reading(reason=_OUT_OF_SIZE)
    return _Reading(value, style)


def _style(readings: list[_Reading], otherwise: Style) -> Style:
    styles: set[Style] = {reading.style for reading in readings if reading.style}
    if not styles:
        return otherwise
    return styles.pop() if len(styles) == 1 else ""


def _all_thousands(readings: list[_Reading]) -> bool:
    """Tell whether nothing in a column speaks against points that group thousands."""
    separators = {reading.separator for reading in readings if reading.either}
    return separators == {"."} and {reading.style for reading in readings} <= {"", "id"}


def _settle(reading: _Reading, style: Style) -> _Reading:
    if reading.either is None:
        return reading
    if not style:
        return _Reading(reason=_AMBIGUOUS)
    return _Reading(reading.either[0 if style == "id" else 1], style)


def _not_negative(reading: _Reading) -> _Reading:
    return _Reading(reason=_NEGATIVE) if reading.value < 0 else reading


def _as_count(reading: _Reading, text: str) -> _Reading:
    if reading.reason is _NOT_ONE:
        return _words_of_count(text) or reading
    if reading.value > _LARGEST_COUNT:
        return _Reading(reason=_TOO_LARGE)
    if not math.isnan(reading.value) and reading.value != math.floor(reading.value):
        return _Reading(reason=_FRACTION)
    return reading


def _words_of_count(text: str) -> _Reading | None:
    """Read words that say none or no report; ``kosong`` says either in a column of figures."""
    absence = read_absence(text) if re.search(r"\w", text) else ""
    if absence == "none" and "kosong" not in text.casefold():
        return _Reading(0.0)
    return _Reading() if absence == "no_report" else None
