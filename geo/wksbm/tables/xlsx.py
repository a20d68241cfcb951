"""Excel workbooks (.xlsx, .xlsm), read as a stream: values, merged ranges, hidden rows."""

from __future__ import annotations

import datetime
import io
import warnings
from functools import partial
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from wksbm.errors import InputError, Problem
from wksbm.tables.grid import Cell, Grid, GridBuilder, Merge
from wksbm.tables.workbook import LAST_COLUMN, Sheet, damaged, open_zip, plain_number
from wksbm.text import Text


def xlsx_sheets(data: bytes, file: str) -> list[Sheet]:
    """
    List the worksheets of an Excel workbook.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        If the workbook is damaged, bloated or holds XML entities.
    """
    open_zip(data, file).close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
        except Exception as error:
            raise InputError(damaged(file, error)) from error
    return [
        Sheet(sheet.title, sheet.sheet_state != "visible", partial(_read, sheet, file))
        for sheet in book.worksheets
        if isinstance(sheet, ReadOnlyWorksheet)
    ]


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """Reads cached values; a formula that was never computed reads as its sign ``=``."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["value"] = "=" + (element.find(FORMULA_TAG).text or "")
        return cell


def _read(sheet: Any, file: str) -> Grid:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _stream(sheet, file)
    except InputError:
        raise
    except Exception as error:
        raise InputError(damaged(file, error)) from error


def _stream(sheet: Any, file: str) -> Grid:
    builder = GridBuilder(file, typed=True)
    book = sheet.parent
    hidden = 0
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for row, cells in parser.parse():
            is_hidden = parser.row_dimensions.pop(str(row), {}).get("hidden") in ("1", "true")
            columns = {
                cell["column"]: _text(cell["value"]) for cell in cells if cell["value"] is not None
            }
            if columns and max(columns) > LAST_COLUMN:
                raise InputError(_too_wide(file, row))
            hidden += builder.add_typed(row, columns) and is_hidden
        ranges = parser.merged_cells.mergeCell if parser.merged_cells else []
    return builder.build([_merge(entry.ref) for entry in ranges], hidden)


def _merge(reference: str) -> Merge:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return first_row, first_column, last_row, last_column


def _text(value: Any) -> Cell:
    if isinstance(value, bool):
        return str(value).upper(), False
    if isinstance(value, int | float):
        return plain_number(value), True
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat(), False
    return str(value), False


def _too_wide(file: str, row: int) -> Problem:
    return Problem(
        Text("sel di luar batas lembar kerja", "a cell outside the bounds of a worksheet"),
        file=file,
        row=row,
        cure=Text("Buka dan simpan ulang di Excel", "Open it and save it again in Excel"),
    )
