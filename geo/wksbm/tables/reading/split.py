"""Cells that say two things: code and name, or village and sub-district."""

from __future__ import annotations

import re

import pandas as pd

from wksbm.codes import parse_code
from wksbm.names import is_blank
from wksbm.tables.reading.sections import DISTRICT_COLUMN, VILLAGE_COLUMN
from wksbm.tables.reading.table import Table
from wksbm.text import Text

CODE_COLUMN = "(kode)"
_CODE = r"(?:[0-9]{2}[. ][0-9]{2}[. ][0-9]{2}[. ][0-9]{4}|[0-9]{10})"
_CODE_FIRST = re.compile(rf"[(\[]?\s*({_CODE})\s*[)\]]?\s*[-–—:/|,.]?\s*([^\W\d].*)")
_CODE_LAST = re.compile(rf"([^\W\d].*?)\s*[-–—:/|,(\[]?\s*({_CODE})\s*[)\]]?")
_SEPARATORS = re.compile(r"\s*[/|,;–—]\s*|\s+-\s+|\s*\(\s*|\)\s*|\s*>\s*")


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
            table.set_column(CODE_COLUMN, _part(cells, pairs, 0, ""), "kode")
            if not any(other != name for other in table.columns("desa")):
                table.set_column(VILLAGE_COLUMN, _part(cells, pairs, 1, ""), "desa")
            _note(table, name, Text("kode dan nama dipisahkan", "code and name were split"))
            return
    if table.first("kecamatan"):
        return
    for name in table.columns("desa", "nama"):
        pairs = {text: _district_and_village(table, text) for text in pd.unique(table.cells[name])}
        if _most(pairs):
            cells = table.cells[name]
            table.set_column(DISTRICT_COLUMN, _part(cells, pairs, 0, ""), "kecamatan")
            table.set_column(VILLAGE_COLUMN, _part(cells, pairs, 1, None), "desa")
            what = Text("kapanewon dan kalurahan dipisahkan", "sub-district and village were split")
            _note(table, name, what)
            return


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
    if found := _CODE_FIRST.fullmatch(text.strip()):
        code, name = found.groups()
    elif found := _CODE_LAST.fullmatch(text.strip()):
        name, code = found.groups()
    else:
        return None
    return (code, name) if parse_code(code) else None


def _district_and_village(table: Table, text: str) -> tuple[str, str] | None:
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) != 2:
        return None
    first, second = parts
    forward = table.vocabulary.lies_in(second, first)
    backward = table.vocabulary.lies_in(first, second)
    if forward and backward:
        return None
    return (first, second) if forward else (second, first) if backward else None


def _note(table: Table, name: str, what: Text) -> None:
    table.note(what, column=name)
