"""Cells that say two things: code and name, or village and sub-district."""

from __future__ import annotations

import re

import pandas as pd

from wksbm.codes import parse_code
from wksbm.names import is_blank
from wksbm.tables.headings import heading_key
from wksbm.tables.reading.columns import joined_texts
from wksbm.tables.reading.sections import DISTRICT_COLUMN, VILLAGE_COLUMN
from wksbm.tables.reading.table import Table
from wksbm.tables.reading.vocabulary import Vocabulary, district_in, village_in
from wksbm.text import Text

CODE_COLUMN = "(kode)"
_CODE = r"(?:[0-9]{2}[. ][0-9]{2}[. ][0-9]{2}[. ][0-9]{4}|[0-9]{10})"
_CODE_FIRST = re.compile(rf"[(\[]?\s*({_CODE})\s*[)\]]?\s*[-–—:/|,.]?\s*([^\W\d].*)")
_CODE_LAST = re.compile(rf"([^\W\d].*?)\s*[-–—:/|,(\[]?\s*({_CODE})\s*[)\]]?")
_LEVELS = (
    "prop|prov|propinsi|provinsi",
    "kab|kabupaten|kabkot|kab_kota|kabkota",
    "kec|kecamatan|kap",
    "desa|kel|kelurahan|kalurahan|kal",
)
_PARTS = tuple(
    re.compile(rf"(?:(?:kd|kode|no|id)_?)?(?:{words})|(?:{words})(?:no|_?kode)")
    for words in _LEVELS
)
_SAMPLE = 2_000
_NUMBERED = re.compile(r"^\s*[0-9]{1,3}(?:[.)-]\s*|\s+)(?=[^\W\d])")
_SEPARATORS = re.compile(r"(?:(?<!\s)\s+)?[/|,;–—(>]\s*|(?<!\s)\s+-\s+|\)\s*")


def split_places(table: Table) -> None:
    """
    Split place columns of which most cells hold two things; the parts become columns.

    "3403012003 - PIYAMAN" gives a code and a name, "Saptosari / Kepek" a sub-district and a
    village that lies in it. What does not split keeps its text as the name.
    """
    for name in table.columns("kode", "kode_bps", "desa", "nama"):
        pairs = {text: _code_and_name(text) for text in pd.unique(table.cells[name])}
        if _most(pairs):
            cells = table.cells[name]
            role = "kode_bps" if table.roles[name] == "kode_bps" else "kode"
            table.set_column(CODE_COLUMN, _part(cells, pairs, 0, ""), role)
            if not any(other != name for other in table.columns("desa")):
                table.set_column(VILLAGE_COLUMN, _part(cells, pairs, 1, ""), "desa")
            _note(table, name, Text("kode dan nama dipisahkan", "code and name were split"))
            return
    if _join_codes(table) or table.first("kecamatan"):
        return
    named = table.columns("desa", "nama")
    if not table.first("desa", "kode", "kode_bps"):
        named += [name for name in table.cells.columns if _may_be_address(table, name)]
    for name in named:
        pairs = {text: _district_and_village(table, text) for text in pd.unique(table.cells[name])}
        if _most(pairs):
            cells = table.cells[name]
            table.set_column(DISTRICT_COLUMN, _part(cells, pairs, 0, ""), "kecamatan")
            table.set_column(VILLAGE_COLUMN, _part(cells, pairs, 1, None), "desa")
            what = Text("kapanewon dan kalurahan dipisahkan", "sub-district and village were split")
            _note(table, name, what)
            return


def _may_be_address(table: Table, name: str) -> bool:
    return not table.roles[name] or heading_key(name).startswith("alamat")


def _join_codes(table: Table) -> bool:
    """Put a code together that stands in four columns: province, kabupaten, kecamatan, desa."""
    parts = []
    for pattern, digits in zip(_PARTS, (2, 2, (2, 3), (3, 4)), strict=True):
        wanted = digits if isinstance(digits, tuple) else (digits,)
        fitting = [
            name
            for name in table.cells.columns
            if pattern.fullmatch(heading_key(name)) and _digits(table.cells[name]) in wanted
        ]
        if len(fitting) != 1:
            return False
        parts.append(table.cells[fitting[0]].str.strip())
    codes = joined_texts(parts, ".")
    if not all(parse_code(str(code)) for code in codes.unique()[:_SAMPLE]):
        return False
    table.set_column(CODE_COLUMN, codes, "kode")
    table.note(Text("kode disusun dari empat kolom", "the code is put together of four columns"))
    return True


def _digits(cells: pd.Series[str]) -> int:
    """Return how many digits every cell has, 0 when they differ or are none."""
    lengths = cells.str.strip().where(cells.str.strip().str.fullmatch("[0-9]+"), "").str.len()
    return int(lengths.iloc[0]) if lengths.nunique() == 1 else 0


def _most(pairs: dict[str, tuple[str, str] | None]) -> bool:
    filled = [pair for text, pair in pairs.items() if not is_blank(text)]
    return bool(filled) and sum(pair is not None for pair in filled) * 2 >= len(filled)


def _part(
    cells: pd.Series[str], pairs: dict[str, tuple[str, str] | None], at: int, other: str | None
) -> pd.Series[str]:
    parts = {
        text: pair[at] if pair else (text if other is None or (at and text) else other)
        for text, pair in pairs.items()
    }
    return cells.map(parts).astype("str")


def _code_and_name(text: str) -> tuple[str, str] | None:
    if parse_code(text):
        return None
    if found := _CODE_FIRST.fullmatch(text.strip()):
        code, name = found.groups()
    elif found := _CODE_LAST.fullmatch(text.strip()):
        name, code = found.groups()
    else:
        return None
    return (code, name) if parse_code(code) else None


def drop_numbers(table: Table) -> None:
    """Take the running number off names: ``1. Paliyan``, ``02) Grogol``."""
    for name in table.columns("desa", "kecamatan", "nama"):
        texts = [str(text) for text in pd.unique(table.cells[name]) if text]
        if len(texts) > _SAMPLE or not all(_NUMBERED.match(text) for text in texts):
            continue
        bare = table.cells[name].str.replace(_NUMBERED, "", regex=True)
        table.set_column(name, bare, table.roles[name])
        _note(table, name, Text("nomor di depan nama dilepas", "numbers before names left out"))


def _address(text: str) -> tuple[str, str] | None:
    """Return sub-district and village of an address that names both by their level."""
    village, district = village_in(text), district_in(text, Vocabulary())
    return (district, village) if village and district else None


def _district_and_village(table: Table, text: str) -> tuple[str, str] | None:
    if (found := _address(text)) is not None:
        return found if table.vocabulary.lies_in(found[1], found[0]) else None
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) < 2:
        return None
    first, second = parts[-2:]
    forward = table.vocabulary.lies_in(second, first)
    backward = table.vocabulary.lies_in(first, second)
    if forward and backward:
        return None
    return (first, second) if forward else (second, first) if backward else None


def _note(table: Table, name: str, what: Text) -> None:
    table.note(what, column=name)
