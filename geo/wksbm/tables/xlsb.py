"""
Binary Excel workbooks (.xlsb): calamine reads the values, the records say the rest.

calamine makes room for every cell between the first and the last, so the bounds of a worksheet
are read before it.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

import xlrd
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from wksbm.errors import InputError, Problem
from wksbm.tables.grid import Cell, Grid, GridBuilder, Merge, Position
from wksbm.tables.marks import take_marks
from wksbm.tables.workbook import Book, Worksheet, cell_text, damaged, open_zip
from wksbm.text import Text

_ROW, _SHARED_STRING, _STRING_ITEM, _FONT, _COLUMNS, _SHEET, _MERGED = 0, 7, 19, 43, 60, 156, 176
_STYLE, _STYLES_BEGIN, _STYLES_END = 47, 617, 618
_ERRORS = (3, 11)
_CELLS = frozenset(range(1, 12)) | {62}
_ROW_HIDDEN, _COLUMN_HIDDEN, _RICH, _SUPERSCRIPT = 0x10, 0x01, 0x01, 1
_MOST_CELLS = 40_000_000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_Runs = dict[int, tuple[tuple[int, bool], ...]]
"""Number of a shared string -> where its font changes, and whether to a superscript."""


def xlsb_book(data: bytes, file: str) -> Book:
    """
    Open a binary Excel workbook.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        If the workbook is damaged or bloated; on reading also if its cells lie too far apart.
    """
    archive = open_zip(data, file)
    try:
        with _panics_as_errors():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        parts = _parts(archive)
        raised = _raised(archive)
    except Exception as error:
        raise InputError(damaged(file, error)) from error
    return Book(
        tuple(
            Worksheet(
                sheet.name,
                sheet.visible != SheetVisibleEnum.Visible,
                partial(_read, book, archive, sheet.name, parts.get(sheet.name, ""), raised, file),
            )
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        )
    )


@dataclass
class _Facts:
    """What the records of a worksheet say beside the values."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merge] = field(default_factory=list)
    strings: dict[Position, int] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0


@dataclass(frozen=True)
class _Raised:
    """Superscripts of a workbook."""

    strings: _Runs
    styles: frozenset[int]


def _read(
    book: CalamineWorkbook,
    archive: zipfile.ZipFile,
    title: str,
    part: str,
    raised: _Raised,
    file: str,
) -> Grid:
    try:
        facts, marked = _facts(archive.read(part), raised)
        if facts.last_row * facts.last_column > _MOST_CELLS:
            raise InputError(_too_far(file, facts))
        return _grid(book, title, facts, marked, raised, file)
    except InputError:
        raise
    except Exception as error:
        raise InputError(damaged(file, error)) from error


def _grid(
    book: CalamineWorkbook,
    title: str,
    facts: _Facts,
    marked: set[Position],
    raised: _Raised,
    file: str,
) -> Grid:
    builder = GridBuilder(file, typed=True)
    marks: dict[Position, str] = {}
    errors: dict[int, dict[int, Cell]] = {}
    for (row, column), text in facts.errors.items():
        errors.setdefault(row, {})[column] = text, False
    with _panics_as_errors():
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    for row, values in enumerate(rows, 1):
        cells = {column: cell_text(value) for column, value in enumerate(values, 1) if value != ""}
        cells |= errors.get(row, {})
        for column in [column for column in cells if (row, column) in marked]:
            text = cells[column][0]
            if (number := facts.strings.get((row, column))) is not None:
                text, mark = take_marks(_cut(text, raised.strings[number]))
            else:
                text, mark = "", text
            cells[column] = text, False
            marks[row, column] = mark
        builder.add_typed(row, cells)
    return builder.build(
        facts.merged,
        hidden_rows=facts.hidden_rows,
        hidden_columns=facts.hidden_columns,
        marks={position: mark for position, mark in marks.items() if mark},
    )


@contextmanager
def _panics_as_errors() -> Iterator[None]:
    """Raise ValueError for a panic of calamine, which is no `Exception`; show nothing of it."""
    try:
        with _silent():
            yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(str(error)) from error


@contextmanager
def _silent() -> Iterator[None]:
    """Keep what a library writes to the console by itself from it."""
    try:
        shown = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(shown, 2)
        os.close(nowhere)
        os.close(shown)


def _cut(text: str, starts: tuple[tuple[int, bool], ...]) -> Iterator[tuple[str, bool]]:
    """Cut a text where its font changes."""
    yield text[: starts[0][0]], False
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, is_raised), end in zip(starts, ends, strict=True):
        yield text[start:end], is_raised


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the records of a part (MS-XLSB 2.1.4)."""
    position = 0
    while position < len(data):
        kind, position = _variable(data, position, 2)
        size, position = _variable(data, position, 4)
        yield kind, data[position : position + size]
        position += size


def _variable(data: bytes, position: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; return it and the position after it."""
    value = 0
    for place in range(most):
        byte = data[position + place]
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            return value, position + place + 1
    return value, position + most


def _facts(data: bytes, raised: _Raised) -> tuple[_Facts, set[Position]]:
    """Return what the records say, and which cells hold superscripts."""
    facts = _Facts()
    marked: set[Position] = set()
    row = 0
    for kind, record in _records(data):
        if kind == _ROW:
            row = _number(record, 0) + 1
            if record[11] & _ROW_HIDDEN:
                facts.hidden_rows.add(row)
        elif kind in _CELLS:
            column = _number(record, 0) + 1
            facts.last_row = max(facts.last_row, row)
            facts.last_column = max(facts.last_column, column)
            if kind in _ERRORS:
                facts.errors[row, column] = xlrd.error_text_from_code.get(record[8], "#N/A")
            if kind == _SHARED_STRING and _number(record, 8) in raised.strings:
                facts.strings[row, column] = _number(record, 8)
                marked.add((row, column))
            elif _number(record, 4) & 0xFFFFFF in raised.styles:
                marked.add((row, column))
        elif kind == _COLUMNS and record[16] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<2I", record)
            facts.hidden_columns.update(range(first + 1, min(last, 16_383) + 2))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            facts.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return facts, marked


def _number(record: bytes, at: int) -> int:
    return int.from_bytes(record[at : at + 4], "little")


def _wide(record: bytes, at: int) -> tuple[str, int]:
    """Read a text with its length before it; return it and the position after it."""
    size = _number(record, at)
    size = 0 if size == 0xFFFFFFFF else size
    end = at + 4 + 2 * size
    return record[at + 4 : end].decode("utf-16-le"), end


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the title of each sheet -> its part."""
    relations = {
        element.get("Id", ""): element.get("Target", "")
        for element in fromstring(archive.read("xl/_rels/workbook.bin.rels")).iter(_RELATION)
    }
    parts: dict[str, str] = {}
    for kind, record in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            relation, after = _wide(record, 8)
            target = relations.get(relation, "")
            path = PurePosixPath(target.lstrip("/"))
            parts[_wide(record, after)[0]] = str(
                path if target.startswith("/") else PurePosixPath("xl") / path
            )
    return parts


def _raised(archive: zipfile.ZipFile) -> _Raised:
    """Find the shared strings and the cell styles with superscripts."""
    members = set(archive.namelist())
    fonts: list[bool] = []
    styles: list[int] = []
    is_cell_style = False
    if "xl/styles.bin" in members:
        for kind, record in _records(archive.read("xl/styles.bin")):
            if kind == _FONT:
                fonts.append(int.from_bytes(record[6:8], "little") == _SUPERSCRIPT)
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                is_cell_style = kind == _STYLES_BEGIN
            elif kind == _STYLE and is_cell_style:
                styles.append(int.from_bytes(record[4:6], "little"))
    strings: _Runs = {}
    if any(fonts) and "xl/sharedStrings.bin" in members:
        items = (
            record
            for kind, record in _records(archive.read("xl/sharedStrings.bin"))
            if kind == _STRING_ITEM
        )
        for number, record in enumerate(items):
            if record[0] & _RICH and any(is_raised for _, is_raised in _starts(record, fonts)):
                strings[number] = tuple(_starts(record, fonts))
    raised = frozenset(
        number for number, font in enumerate(styles) if font < len(fonts) and fonts[font]
    )
    return _Raised(strings, raised)


def _starts(record: bytes, fonts: list[bool]) -> Iterator[tuple[int, bool]]:
    """Yield where the font of a shared string changes, and whether to a superscript."""
    _, after = _wide(record, 1)
    for run in range(_number(record, after)):
        start, font = struct.unpack_from("<2H", record, after + 4 + 4 * run)
        yield start, font < len(fonts) and fonts[font]


def _too_far(file: str, facts: _Facts) -> Problem:
    return Problem(
        Text("sel-selnya terlalu berjauhan", "its cells lie too far apart"),
        file=file,
        found=f"{facts.last_row} × {facts.last_column}",
        cure=Text(
            "Hapus sel yang jauh dari tabel, atau simpan sebagai .xlsx",
            "Delete the cells far from the table, or save it as .xlsx",
        ),
    )
