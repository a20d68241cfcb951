"""Excel workbooks (.xlsx, .xlsm), read as a stream: values, merged ranges, what is hidden."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import openpyxl
from defusedxml import EntitiesForbidden
from defusedxml.ElementTree import iterparse
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import (
    FORMULA_TAG,
    INLINE_STRING,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHEET_MAIN_NS

from wksbm.errors import InputError, Problem
from wksbm.tables.grid import Grid, GridBuilder, Merge, Position
from wksbm.tables.marks import take_marks
from wksbm.tables.workbook import LAST_COLUMN, Worksheet, cell_text, damaged, open_zip
from wksbm.text import Text

_MAIN = f"{{{SHEET_MAIN_NS}}}"
_RAISED = f".//{_MAIN}vertAlign[@val='superscript']"
_PROLOGUE_BYTES = 10_000
_TRUE = ("1", "true")
_NO_SIZE = ("0", "0.0")


def xlsx_sheets(data: bytes, file: str) -> list[Worksheet]:
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
    with warnings.catch_warnings(), open_zip(data, file) as archive:
        warnings.simplefilter("ignore")
        try:
            _forbid_entities(archive)
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
            for number, string in _raised_strings(archive):
                sheets[0]._shared_strings[number] = string
        except Exception as error:
            raise InputError(damaged(file, error)) from error
    return [
        Worksheet(sheet.title, sheet.sheet_state != "visible", partial(_read, sheet, file))
        for sheet in sheets
    ]


def _forbid_entities(archive: zipfile.ZipFile) -> None:
    """Look for entities in every part; openpyxl may have been imported with a parser of its own."""
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")):
            with archive.open(member) as source:
                if b"<!ENTITY" in source.read(_PROLOGUE_BYTES):
                    raise EntitiesForbidden(member, None, None, None, None, None)


class _Raised(str):
    """The text of a cell, from which superscripts (`mark`) were taken out."""

    __slots__ = ("mark",)
    mark: str


def _raised(element: Any) -> _Raised:
    """Read a string element with rich text."""
    runs = [
        (part.text or "", run.find(_RAISED) is not None)
        for run in element
        if run.tag in (f"{_MAIN}r", f"{_MAIN}t")
        for part in ([run] if run.tag == f"{_MAIN}t" else run.findall(f"{_MAIN}t"))
    ]
    text, mark = take_marks(runs)
    string = _Raised(text)
    string.mark = mark
    return string


def _raised_strings(archive: zipfile.ZipFile) -> Iterator[tuple[int, _Raised]]:
    """Yield number and text of the shared strings that hold superscripts."""
    for member in archive.namelist():
        if member.casefold().endswith("/sharedstrings.xml") and b"vertAlign" in archive.read(
            member
        ):
            with archive.open(member) as source:
                elements = (element for _, element in iterparse(source))
                strings = (element for element in elements if element.tag == f"{_MAIN}si")
                for number, element in enumerate(strings):
                    if element.find(_RAISED) is not None:
                        yield number, _raised(element)
                    element.clear()


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """
    Reads cached values; a formula that was never computed reads as its sign ``=``.

    Parameters
    ----------
    source
        The worksheet's XML.
    sheet
        The worksheet of openpyxl that it belongs to.
    """

    def __init__(self, source: Any, sheet: Any) -> None:
        book = sheet.parent
        super().__init__(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.unstored: set[Position] = set()
        self.marks: dict[Position, str] = {}
        self._raised_styles = {
            number
            for number, style in enumerate(book._cell_styles)
            if book._fonts[style.fontId].vertAlign == "superscript"
        }
        properties = book.calculation
        self._uncomputed = bool(properties is not None and properties.fullCalcOnLoad)

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        value = cell["value"]
        if value is None or (value == 0 and self._uncomputed):
            formula = element.find(FORMULA_TAG)
            if formula is not None and not _stored_blank(element):
                value = "=" + (formula.text or "")
                self.unstored.add((cell["row"], cell["column"]))
        elif element.get("t") == "inlineStr" and element.find(_RAISED) is not None:
            value = _raised(element.find(INLINE_STRING))
        if type(value) is _Raised and value.mark:
            self.marks[cell["row"], cell["column"]] = value.mark
        elif cell["style_id"] in self._raised_styles and value is not None:
            self.marks[cell["row"], cell["column"]] = cell_text(value)[0]
            value = None
        cell["value"] = value
        return cell


def _stored_blank(element: Any) -> bool:
    """Say whether a formula has a blank text as its result."""
    return element.get("t") == "str" and element.find(VALUE_TAG) is not None


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
    hidden: set[int] = set()
    with sheet._get_source() as source:
        parser = _Parser(source, sheet)
        for row, cells in parser.parse():
            columns = {
                cell["column"]: cell_text(cell["value"])
                for cell in cells
                if cell["value"] is not None
            }
            if columns and max(columns) > LAST_COLUMN:
                raise InputError(_too_wide(file, row))
            builder.add_typed(row, columns)
            if _is_hidden(parser.row_dimensions.pop(str(row), {}), "ht"):
                hidden.add(row)
        ranges = parser.merged_cells.mergeCell if parser.merged_cells else []
    return builder.build(
        [_merge(entry.ref) for entry in ranges],
        hidden_rows=hidden,
        hidden_columns={
            column
            for entry in parser.column_dimensions.values()
            if _is_hidden(entry, "width")
            for column in range(int(entry["min"]), min(int(entry["max"]), LAST_COLUMN) + 1)
        },
        unstored=parser.unstored,
        marks=parser.marks,
    )


def _is_hidden(properties: Mapping[str, str], size: str) -> bool:
    return properties.get("hidden") in _TRUE or properties.get(size) in _NO_SIZE


def _merge(reference: str) -> Merge:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return first_row, first_column, last_row, last_column


def _too_wide(file: str, row: int) -> Problem:
    return Problem(
        Text("sel di luar batas lembar kerja", "a cell outside the bounds of a worksheet"),
        file=file,
        row=row,
        cure=Text("Buka dan simpan ulang di Excel", "Open it and save it again in Excel"),
    )
