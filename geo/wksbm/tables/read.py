"""Read a table from whatever an office sends: CSV, TSV, XLSX, ODS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from wksbm.errors import InputError, Problem
from wksbm.tables.book import open_book
from wksbm.tables.grid import Grid
from wksbm.tables.layout import Layout, find_layout
from wksbm.tables.model import RawTable
from wksbm.tables.sidecar import read_source
from wksbm.tables.workbook import Book, Worksheet
from wksbm.text import Text, both

_MOST_BYTES = 1_000_000_000


@dataclass(frozen=True)
class _Content:
    """What a file holds: a table, and how it was recognised."""

    layout: Layout
    notes: tuple[Problem, ...]


def read_table(path: Path, *, sheet: str | None = None) -> RawTable:
    """
    Read a table; its format is told by its content, not by its name.

    Parameters
    ----------
    path
        CSV with any separator and encoding, TSV, XLSX or ODS. A ``<stem>.toml`` beside it may
        give title, publisher, licence, date, url and ``sample``.
    sheet
        Name of the sheet of a workbook; None takes the first visible one with a table.

    Returns
    -------
    RawTable

    Raises
    ------
    InputError
        If the file is missing, empty, damaged, of another format, or has no rows.
    """
    data = _bytes(path)
    source = read_source(path, data)
    content = _content(data, path.name, sheet)
    layout = content.layout
    notes = (replace(note, file=path.name) for note in (*content.notes, *layout.notes))
    return RawTable(
        name=path.name,
        cells=layout.cells,
        totals=layout.totals,
        source=source,
        notes=tuple(notes),
        numeric=layout.numeric,
        refused=layout.refused,
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(
                Problem(
                    Text("berkas terlalu besar", "the file is too large"),
                    file=path.name,
                    expected=Text("paling besar 1 GB", "at most 1 GB"),
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            Problem(
                Text("berkas tidak dapat dibuka", "the file cannot be opened"),
                file=str(path),
                found=error.strerror,
                cure=Text("Periksa nama dan foldernya", "Check its name and folder"),
            )
        ) from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError(Problem(Text("berkas ini kosong", "the file is empty"), file=path.name))
    return data


def _content(data: bytes, file: str, sheet: str | None) -> _Content:
    book = open_book(data, file)
    if len(book.sheets) == 1 and not book.sheets[0].title:
        return _Content(find_layout(book.sheets[0].read(), file), book.notes)
    content = _named_sheet(book, sheet, file) if sheet else _first_sheet(book, file)
    return replace(content, notes=(*content.notes, *book.notes))


def _named_sheet(book: Book, name: str, file: str) -> _Content:
    for sheet in book.sheets:
        if sheet.title.strip().casefold() == name.strip().casefold():
            return _Content(find_layout(sheet.read(), file), (_taken(sheet, ()),))
    raise InputError(
        Problem(
            Text(f"tidak ada lembar '{name}'", f"there is no sheet '{name}'"),
            file=file,
            expected=both(", ".join(sheet.title for sheet in book.sheets)),
        )
    )


def _first_sheet(book: Book, file: str) -> _Content:
    """Take the first visible sheet whose headings are known, else the first that is not empty."""
    candidates = [sheet for sheet in book.sheets if not sheet.hidden] or book.sheets
    fallback: tuple[Worksheet, Grid] | None = None
    for sheet in candidates:
        grid = sheet.read()
        if grid.cells.empty:
            continue
        fallback = fallback or (sheet, grid)
        try:
            layout = find_layout(grid, file)
        except InputError:
            continue
        if layout.known:
            return _Content(layout, (_taken(sheet, book.sheets),))
    if fallback is None:
        raise InputError(Problem(Text("berkas ini kosong", "the file is empty"), file=file))
    sheet, grid = fallback
    return _Content(find_layout(grid, file), (_taken(sheet, book.sheets),))


def _taken(sheet: Worksheet, sheets: tuple[Worksheet, ...]) -> Problem:
    others = [
        Text(f"'{other.title}' (tersembunyi)", f"'{other.title}' (hidden)")
        if other.hidden
        else both(f"'{other.title}'")
        for other in sheets
        if other is not sheet
    ]
    left = Text(", ".join(text.id for text in others), ", ".join(text.en for text in others))
    return Problem(
        Text(
            f"dibaca dari lembar '{sheet.title}'"
            + (f"; tidak dibaca: {left.id}" if left.id else ""),
            f"read from sheet '{sheet.title}'" + (f"; not read: {left.en}" if left.en else ""),
        )
    )
