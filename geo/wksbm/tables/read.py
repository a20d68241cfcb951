"""Read a table from whatever an office sends: CSV, TSV, XLSX, ODS."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from wksbm.boundaries.source import read_sidecar
from wksbm.errors import InputError, Problem
from wksbm.tables.delimited import read_delimited
from wksbm.tables.grid import Grid
from wksbm.tables.layout import Layout, find_layout
from wksbm.tables.model import RawTable
from wksbm.tables.ods import ods_sheets
from wksbm.tables.workbook import Sheet, open_zip, other_format
from wksbm.tables.xlsx import xlsx_sheets
from wksbm.text import Text, both

_MOST_BYTES = 1_000_000_000
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"{\\rtf")


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
    source = read_sidecar(path, hashlib.sha256(data).hexdigest(), reading=True).source
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
    if data.startswith(b"PK"):
        return _workbook(data, file, sheet)
    _refuse_other_formats(data, file)
    text = read_delimited(data, file)
    note = Problem(
        Text(
            f"dibaca sebagai teks {text.encoding}, pemisah {text.separator.id}",
            f"read as {text.encoding} text, separator {text.separator.en}",
        )
    )
    return _Content(find_layout(text.grid, file), (note,))


def _workbook(data: bytes, file: str, name: str | None) -> _Content:
    with open_zip(data, file) as archive:
        members = set(archive.namelist())
    if "xl/workbook.bin" in members:
        raise InputError(other_format(file, "XLSB"))
    if any(member.startswith("xl/") for member in members):
        sheets = xlsx_sheets(data, file)
    elif "content.xml" in members:
        sheets = ods_sheets(data, file)
    else:
        raise InputError(other_format(file, "ZIP"))
    return _named_sheet(sheets, name, file) if name else _first_sheet(sheets, file)


def _named_sheet(sheets: list[Sheet], name: str, file: str) -> _Content:
    for sheet in sheets:
        if sheet.title.strip().casefold() == name.strip().casefold():
            return _Content(find_layout(sheet.read(), file), (_taken(sheet, []),))
    raise InputError(
        Problem(
            Text(f"tidak ada lembar '{name}'", f"there is no sheet '{name}'"),
            file=file,
            expected=both(", ".join(sheet.title for sheet in sheets)),
        )
    )


def _first_sheet(sheets: list[Sheet], file: str) -> _Content:
    """Take the first visible sheet whose headings are known, else the first that is not empty."""
    candidates = [sheet for sheet in sheets if not sheet.hidden] or sheets
    fallback: tuple[Sheet, Grid] | None = None
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
            return _Content(layout, (_taken(sheet, sheets),))
    if fallback is None:
        raise InputError(Problem(Text("berkas ini kosong", "the file is empty"), file=file))
    sheet, grid = fallback
    return _Content(find_layout(grid, file), (_taken(sheet, sheets),))


def _taken(sheet: Sheet, sheets: list[Sheet]) -> Problem:
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


def _refuse_other_formats(data: bytes, file: str) -> None:
    opening = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(other_format(file, "XLS / XLSX + password"))
    if data.startswith(b"%PDF"):
        raise InputError(other_format(file, "PDF"))
    if opening.startswith(_MARKUP):
        raise InputError(other_format(file, "HTML / XML"))
