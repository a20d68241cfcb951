"""OpenDocument spreadsheets (.ods), read as a stream: values, merged ranges, what is hidden."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from wksbm.errors import InputError
from wksbm.limits import exceeded, limits
from wksbm.tables.foreign import other_format
from wksbm.tables.grid import Cell, Grid, GridBuilder, Merge, Position
from wksbm.tables.marks import take_marks
from wksbm.tables.workbook import (
    LAST_COLUMN,
    Worksheet,
    damaged,
    open_zip,
    plain_number,
)

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}


@dataclass
class _Styles:
    """Names of the styles that say something about what is read."""

    hidden: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)

    def add(self, style: Element) -> None:
        name = style.get(f"{_STYLE}name", "")
        table = style.find(f"{_STYLE}table-properties")
        text = style.find(f"{_STYLE}text-properties")
        if table is not None and table.get(f"{_TABLE}display") == "false":
            self.hidden.add(name)
        if text is not None and _is_raised(text.get(f"{_STYLE}text-position", "")):
            self.raised.add(name)


def _is_raised(position: str) -> bool:
    """Say whether a text position (``super 58%``, ``33% 58%``) lies above the line."""
    height = position.split(" ")[0].rstrip("%")
    return height == "super" or (height.replace(".", "", 1).isdigit() and float(height) > 0)


def ods_sheets(data: bytes, file: str) -> list[Worksheet]:
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
    styles = _Styles()
    titles: list[tuple[str, str]] = []
    is_spreadsheet = False
    tags = {f"{_STYLE}style", f"{_TABLE}table", f"{_OFFICE}spreadsheet"}
    try:
        for element in _elements(archive, tags):
            if element.tag == f"{_STYLE}style":
                styles.add(element)
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
        Worksheet(title, style in styles.hidden, partial(_read, archive, number, styles, file))
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


def _read(archive: zipfile.ZipFile, number: int, styles: _Styles, file: str) -> Grid:
    try:
        return _stream(archive, number, styles, file)
    except InputError:
        raise
    except Exception as error:
        raise InputError(damaged(file, error)) from error


def _stream(archive: zipfile.ZipFile, number: int, styles: _Styles, file: str) -> Grid:
    builder = GridBuilder(file, typed=True)
    merged: list[Merge] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    unstored: set[Position] = set()
    marks: dict[Position, str] = {}
    row, column, table, copies = 1, 1, 0, 0
    tags = {f"{_TABLE}table-row", f"{_TABLE}table-column", f"{_TABLE}table"}
    for element in _elements(archive, tags):
        if element.tag == f"{_TABLE}table":
            table += 1
            continue
        if table != number:
            continue
        collapsed = element.get(f"{_TABLE}visibility", "visible") != "visible"
        if element.tag == f"{_TABLE}table-column":
            after = column + _times(element, "number-columns-repeated")
            if collapsed:
                hidden_columns.update(range(column, min(after, LAST_COLUMN + 1)))
            column = after
            continue
        repeated = _times(element, "number-rows-repeated")
        found = _cells(element, row, styles)
        rows = range(row, row + repeated)
        held = len(found.cells) + len(found.marks)
        if held:
            copies += held * repeated - found.written
            if copies > limits().repeated:
                raise InputError(exceeded("repeated", file, found=copies, row=row))
        if found.cells:
            merged += found.merged
            for each in rows:
                builder.add_typed(each, found.cells)
            hidden_rows.update(rows if collapsed else ())
            unstored.update((each, column) for each in rows for column in found.unstored)
        if found.marks:
            marks |= {(each, at): mark for each in rows for at, mark in found.marks.items()}
        row += repeated
    return builder.build(
        merged,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        unstored=unstored,
        marks=marks,
    )


def _times(element: Element, attribute: str) -> int:
    return max(int(element.get(f"{_TABLE}{attribute}", "1")), 1)


@dataclass
class _Row:
    """The cells of a row and what is known about them, by column."""

    cells: dict[int, Cell] = field(default_factory=dict)
    written: int = 0
    merged: list[Merge] = field(default_factory=list)
    unstored: set[int] = field(default_factory=set)
    marks: dict[int, str] = field(default_factory=dict)


def _cells(element: Element, row: int, styles: _Styles) -> _Row:
    found = _Row()
    column = 1
    for child in element:
        if child.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = _times(child, "number-columns-repeated")
        covered = range(column, min(column + repeated, LAST_COLUMN + 1))
        column += repeated
        (text, is_number), mark = _value(child, styles)
        if child.tag != f"{_TABLE}table-cell":
            continue
        if mark:
            found.marks |= dict.fromkeys(covered, mark)
        if not text.strip():
            continue
        found.cells |= dict.fromkeys(covered, (text, is_number))
        found.written += 1
        if _is_unstored(child):
            found.unstored.update(covered)
        rows = int(child.get(f"{_TABLE}number-rows-spanned", "1"))
        columns = int(child.get(f"{_TABLE}number-columns-spanned", "1"))
        if rows > 1 or columns > 1:
            left = covered.start
            found.merged.append((row, left, row + rows - 1, left + columns - 1))
    return found


def _value(cell: Element, styles: _Styles) -> tuple[Cell, str]:
    """Return what a cell holds, and the superscripts taken out of it."""
    found, mark = _typed(cell), ""
    if found is None:
        runs = [
            run
            for number, paragraph in enumerate(cell.findall(f"{_TEXT}p"))
            for run in ([("\n", False)] if number else []) + list(_runs(paragraph, styles))
        ]
        text, mark = take_marks(runs)
        found = text, False
    if _is_unstored(cell):
        return ("=" + cell.get(f"{_TABLE}formula", ""), False), ""
    if cell.get(f"{_TABLE}style-name") in styles.raised:
        return ("", False), found[0].strip() + mark
    return found, mark


def _typed(cell: Element) -> Cell | None:
    """Read a cell that is no text."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        return plain_number(float(cell.get(f"{_OFFICE}value", "nan"))), True
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00"), False
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper(), False
    return None


def _is_unstored(cell: Element) -> bool:
    """Say whether a cell holds a formula without its result."""
    return bool(
        cell.get(f"{_TABLE}formula")
        and not cell.get(f"{_OFFICE}value-type")
        and not any("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))
    )


def _runs(element: Element, styles: _Styles, raised: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a paragraph, and whether each is superscript."""
    raised = raised or element.get(f"{_TEXT}style-name") in styles.raised
    yield _BLANKS.get(element.tag, element.text or ""), raised
    for child in element:
        yield from _runs(child, styles, raised)
        yield child.tail or "", raised
