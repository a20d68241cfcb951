"""Excel's XML of 2003 (SpreadsheetML), which applications export under the name .xls."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from wksbm.errors import InputError, Problem
from wksbm.tables.grid import Cell, Grid, GridBuilder, Merge, Position
from wksbm.tables.marks import take_marks
from wksbm.tables.workbook import LAST_COLUMN, Book, Worksheet, damaged, plain_number
from wksbm.text import both

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE}}}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_SUP = "{http://www.w3.org/TR/REC-html40}Sup"
_MOST_REPEATED_ROWS = 10_000


def spreadsheetml_book(data: bytes, file: str) -> Book:
    """
    Open a workbook in Excel's XML of 2003.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        If the XML is damaged or holds entities.
    """
    sheets: list[tuple[str, bool]] = []
    hidden = False
    raised: set[str] = set()
    try:
        for element in _elements(data, {f"{_SS}Style", f"{_X}Visible", f"{_SS}Worksheet"}):
            if element.tag == f"{_SS}Style":
                font = element.find(f"{_SS}Font")
                if font is not None and font.get(f"{_SS}VerticalAlign") == "Superscript":
                    raised.add(element.get(f"{_SS}ID", ""))
            elif element.tag == f"{_X}Visible":
                hidden = (element.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
            else:
                sheets.append((element.get(f"{_SS}Name", ""), hidden))
                hidden = False
    except Exception as error:
        raise InputError(damaged(file, error)) from error
    return Book(
        tuple(
            Worksheet(
                title or f"Sheet{number + 1}", is_hidden, partial(_read, data, number, raised, file)
            )
            for number, (title, is_hidden) in enumerate(sheets)
        ),
        (Problem(both("SpreadsheetML 2003")),),
    )


def _elements(data: bytes, tags: set[str]) -> Iterator[Element]:
    """Yield the elements of `tags` in document order, each emptied after use."""
    for _, element in iterparse(io.BytesIO(data.lstrip(b" \t\r\n"))):
        if element.tag in tags:
            yield element
            element.clear()
        elif element.tag == f"{_SS}Row":
            element.clear()


def _read(data: bytes, number: int, raised: set[str], file: str) -> Grid:
    try:
        return _grid(data, number, raised, file)
    except InputError:
        raise
    except Exception as error:
        raise InputError(damaged(file, error)) from error


def _grid(data: bytes, number: int, raised: set[str], file: str) -> Grid:
    builder = GridBuilder(file, typed=True)
    merged: list[Merge] = []
    marks: dict[Position, str] = {}
    unstored: set[Position] = set()
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    row, column, sheet = 0, 0, 0
    for element in _elements(data, {f"{_SS}Row", f"{_SS}Column", f"{_SS}Worksheet"}):
        if element.tag == f"{_SS}Worksheet":
            sheet += 1
        if sheet != number or element.tag == f"{_SS}Worksheet":
            continue
        is_hidden = element.get(f"{_SS}Hidden") == "1"
        span = int(element.get(f"{_SS}Span", "0"))
        if element.tag == f"{_SS}Column":
            first = int(element.get(f"{_SS}Index", str(column + 1)))
            column = first + span
            if is_hidden:
                hidden_columns.update(range(first, min(column, LAST_COLUMN) + 1))
            continue
        first = int(element.get(f"{_SS}Index", str(row + 1)))
        row = first + span
        cells: dict[int, Cell] = {}
        at = 0
        for cell in element.findall(f"{_SS}Cell"):
            at = int(cell.get(f"{_SS}Index", str(at + 1)))
            across, down = (int(cell.get(f"{_SS}Merge{way}", "0")) for way in ("Across", "Down"))
            found, mark = _value(cell, raised)
            if found[0].strip():
                cells[at] = found
                if across or down:
                    merged.append((first, at, first + down, at + across))
                if cell.find(f"{_SS}Data") is None:
                    unstored.add((first, at))
            if mark:
                marks[first, at] = mark
            at += across
        if cells and max(cells) > LAST_COLUMN:
            raise ValueError(f"Index {max(cells)}")
        if builder.add_typed(first, cells) and is_hidden:
            hidden_rows.add(first)
    return builder.build(
        merged,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        unstored=unstored,
        marks=marks,
    )


def _value(cell: Element, raised: set[str]) -> tuple[Cell, str]:
    """Return what a cell holds, and the superscripts taken out of it."""
    data = cell.find(f"{_SS}Data")
    if data is None:
        return (cell.get(f"{_SS}Formula", ""), False), ""
    text, mark = take_marks(_runs(data))
    kind = data.get(f"{_SS}Type", "String")
    found: Cell = (text, False)
    if kind == "Number":
        found = plain_number(float(text)), True
    elif kind == "Boolean":
        found = ("TRUE" if text.strip() == "1" else "FALSE"), False
    elif kind == "DateTime":
        found = text.strip().removesuffix(".000").removesuffix("T00:00:00"), False
    if cell.get(f"{_SS}StyleID") in raised:
        return ("", False), found[0] + mark
    return found, mark


def _runs(element: Element, raised: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a cell's text, and whether each is superscript."""
    raised = raised or element.tag == _SUP
    yield element.text or "", raised
    for child in element:
        yield from _runs(child, raised)
        yield child.tail or "", raised
