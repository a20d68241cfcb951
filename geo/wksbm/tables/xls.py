"""Old Excel workbooks (.xls): values, merged ranges, what is hidden, superscripts."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

import xlrd

from wksbm.errors import InputError
from wksbm.tables.foreign import protected
from wksbm.tables.grid import Cell, Grid, GridBuilder, Position
from wksbm.tables.marks import take_marks
from wksbm.tables.workbook import Book, Worksheet, cell_text, damaged

_SUPERSCRIPT = 1
_BARE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")


def is_bare_xls(data: bytes) -> bool:
    """Say whether a file is a workbook of Excel 2 to 5 without the compound file around it."""
    return data.startswith(_BARE)


def xls_book(data: bytes, file: str) -> Book:
    """
    Open an old Excel workbook.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        If the workbook is damaged or protected by a password.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except Exception as error:
        problem = protected(file) if "encrypted" in str(error) else damaged(file, error)
        raise InputError(problem) from error
    return Book(
        tuple(
            Worksheet(sheet.name, sheet.visibility != 0, partial(_read, book, sheet, file))
            for sheet in book.sheets()
        )
    )


def _read(book: xlrd.Book, sheet: Any, file: str) -> Grid:
    try:
        return _grid(book, sheet, file)
    except InputError:
        raise
    except Exception as error:
        raise InputError(damaged(file, error)) from error


def _grid(book: xlrd.Book, sheet: Any, file: str) -> Grid:
    builder = GridBuilder(file, typed=True)
    marks: dict[Position, str] = {}
    raised = {
        number
        for number, style in enumerate(book.xf_list)
        if book.font_list[style.font_index].escapement == _SUPERSCRIPT
    }
    for row in range(sheet.nrows):
        cells: dict[int, Cell] = {}
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            found, mark = _value(book, cell), ""
            if runs := sheet.rich_text_runlist_map.get((row, column)):
                text, mark = take_marks(_runs(book, found[0], runs))
                found = text, False
            elif cell.xf_index in raised:
                found, mark = ("", False), found[0]
            cells[column + 1] = found
            if mark:
                marks[row + 1, column + 1] = mark
        builder.add_typed(row + 1, cells)
    return builder.build(
        [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column + 1 for column, info in sheet.colinfo_map.items() if info.hidden},
        marks=marks,
    )


def _value(book: xlrd.Book, cell: Any) -> Cell:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A"), False
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError):
            return "#VALUE!", False
        return cell_text(moment.time() if 0 <= cell.value < 1 else moment)
    return cell_text(cell.value)


def _runs(book: xlrd.Book, text: str, starts: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a text where its font changes, and say of each part whether it is superscript."""
    ends = [start for start, _ in starts[1:]] + [len(text)]
    parts = [(text[: starts[0][0]], False)]
    for (start, font), end in zip(starts, ends, strict=True):
        parts.append((text[start:end], book.font_list[font].escapement == _SUPERSCRIPT))
    return parts
