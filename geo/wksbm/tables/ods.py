"""OpenDocument spreadsheets (.ods), read as a stream: values, merged ranges, hidden rows."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from wksbm.errors import InputError
from wksbm.tables.grid import Cell, Grid, GridBuilder, Merge
from wksbm.tables.workbook import LAST_COLUMN, Sheet, damaged, open_zip, other_format, plain_number

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_REPEATED_ROWS = 10_000


def ods_sheets(data: bytes, file: str) -> list[Sheet]:
    """
    List the sheets of an OpenDocument spreadsheet.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        If the file is damaged, bloated or holds XML entities.
    """
    archive = open_zip(data, file)
    hidden_styles: set[str] = set()
    titles: list[tuple[str, str]] = []
    is_spreadsheet = False
    tags = {f"{_STYLE}style", f"{_TABLE}table", f"{_OFFICE}spreadsheet"}
    try:
        for element in _elements(archive, tags):
            if element.tag == f"{_STYLE}style":
                properties = element.find(f"{_STYLE}table-properties")
                if properties is not None and properties.get(f"{_TABLE}display") == "false":
                    hidden_styles.add(element.get(f"{_STYLE}name", ""))
            elif element.tag == f"{_OFFICE}spreadsheet":
                is_spreadsheet = True
            else:
                name = element.get(f"{_TABLE}name", "")
                titles.append((name, element.get(f"{_TABLE}style-name", "")))
    except Exception as error:
        raise InputError(damaged(file, error)) from error
    if not is_spreadsheet:
        raise InputError(other_format(file, "OpenDocument"))
    return [
        Sheet(title, style in hidden_styles, partial(_read, archive, number, file))
        for number, (title, style) in enumerate(titles)
    ]


def _elements(archive: zipfile.ZipFile, tags: set[str]) -> Iterator[Element]:
    """Yield the elements of `tags` in document order, each emptied after use."""
    with archive.open("content.xml") as source:
        for _, element in iterparse(source):
            if element.tag in tags:
                yield element
                element.clear()
            elif element.tag == f"{_TABLE}table-row":
                element.clear()


def _read(archive: zipfile.ZipFile, number: int, file: str) -> Grid:
    try:
        return _stream(archive, number, file)
    except InputError:
        raise
    except Exception as error:
        raise InputError(damaged(file, error)) from error


def _stream(archive: zipfile.ZipFile, number: int, file: str) -> Grid:
    builder = GridBuilder(file, typed=True)
    merged: list[Merge] = []
    hidden, row, table = 0, 1, 0
    for element in _elements(archive, {f"{_TABLE}table-row", f"{_TABLE}table"}):
        if element.tag == f"{_TABLE}table":
            table += 1
            continue
        if table != number:
            continue
        repeated = max(int(element.get(f"{_TABLE}number-rows-repeated", "1")), 1)
        cells, ranges = _cells(element, row)
        if cells:
            merged += ranges
            collapsed = element.get(f"{_TABLE}visibility", "visible") != "visible"
            for offset in range(min(repeated, _MOST_REPEATED_ROWS)):
                hidden += builder.add_typed(row + offset, cells) and collapsed
        row += repeated
    return builder.build(merged, hidden)


def _cells(element: Element, row: int) -> tuple[dict[int, Cell], list[Merge]]:
    cells: dict[int, Cell] = {}
    merged: list[Merge] = []
    column = 1
    for child in element:
        if child.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = max(int(child.get(f"{_TABLE}number-columns-repeated", "1")), 1)
        cell = _value(child)
        if cell[0].strip() and child.tag == f"{_TABLE}table-cell":
            last = min(column + repeated, LAST_COLUMN + 1)
            cells |= dict.fromkeys(range(column, last), cell)
            rows = int(child.get(f"{_TABLE}number-rows-spanned", "1"))
            columns = int(child.get(f"{_TABLE}number-columns-spanned", "1"))
            if rows > 1 or columns > 1:
                merged.append((row, column, row + rows - 1, column + columns - 1))
        column += repeated
    return cells, merged


def _value(cell: Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        return plain_number(float(cell.get(f"{_OFFICE}value", "nan"))), True
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00"), False
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper(), False
    paragraphs = ["".join(part.itertext()) for part in cell.findall(f"{_TEXT}p")]
    text = "\n".join(paragraphs)
    if not text and cell.get(f"{_TABLE}formula") and not kind:
        return "=" + cell.get(f"{_TABLE}formula", ""), False
    return text, False
