"""Read a table from whatever an office sends: the file, its sidecar, and where the table lies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from wksbm.boundaries.model import Source
from wksbm.boundaries.source import read_sidecar
from wksbm.errors import InputError, Problem
from wksbm.personal.columns import masked_words
from wksbm.personal.numbers import masked_text
from wksbm.reading import check_file
from wksbm.tables.book import open_book
from wksbm.tables.gate import masked_book
from wksbm.tables.model import RawTable
from wksbm.tables.reading.answers import heading_signature
from wksbm.tables.reading.remembered import read_remembered
from wksbm.tables.reading.sheets import read_sheets
from wksbm.tables.reading.vocabulary import Vocabulary
from wksbm.tables.workbook import Book
from wksbm.text import Text


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    vocabulary: Vocabulary | None = None,
    answers: Mapping[str, str] | None = None,
) -> RawTable:
    """
    Read a table; its format is told by its content, not by its name.

    Parameters
    ----------
    path
        A text table with any separator and encoding, or a workbook (see
        `wksbm.tables.book.open_book`). A ``<stem>.toml`` beside it may give title, publisher,
        licence, date, url, ``sample``, and under ``[reading]`` answers to questions.
    sheet
        Name of the sheet of a workbook; None lets the contents decide.
    vocabulary
        Names of the boundary layer: evidence of which rows name sub-districts. Without them the
        file is kept at hand, and read again by `wksbm.tables.link.link_table`, which knows them.
    answers
        What a person has said about the table, by key (see `wksbm.tables.reading.answers`); goes
        before what is remembered beside the table.

    Returns
    -------
    RawTable

    Raises
    ------
    InputError
        If the file is missing, empty, damaged, of another format, or has no rows.
    """
    data = read_bytes(path)
    sidecar = read_sidecar(path, hashlib.sha256(data).hexdigest(), reading=True)
    book = masked_book(open_book(data, path.name))
    given = dict(answers or {}) | ({"lembar": sheet} if sheet else {})
    given = {key: masked_text(words) for key, words in given.items()}
    remembered = read_remembered(path, sidecar.reading)
    reread = partial(_read, book, sidecar.source, masked_text(path.name))
    table = reread({**remembered.own, **given}, vocabulary)
    signature = signature_of(table)
    dropped = []
    if remembered.own and remembered.own_signature != signature:
        dropped.append(
            Problem(
                Text(
                    "judul kolom sudah berubah; jawaban yang diingat tidak dipakai",
                    "the headings have changed; remembered answers are not used",
                ),
                file=path.with_suffix(".toml").name,
            )
        )
        table = reread(given, vocabulary)
    elif not remembered.own and (known := remembered.elsewhere.get(signature)):
        table = reread({**known, **given}, vocabulary)
    again = reread if table.doubts or vocabulary is None else None
    return replace(table, notes=(*table.notes, *dropped), reread=again)


def signature_of(table: RawTable) -> str:
    """Return what the headings of a table are known by (see `heading_signature`)."""
    return heading_signature([name for name in table.cells.columns if not name.startswith("(")])


def _read(
    book: Book,
    source: Source,
    file: str,
    answers: Mapping[str, str],
    vocabulary: Vocabulary | None,
) -> RawTable:
    found = read_sheets(book.sheets, file, vocabulary or Vocabulary(), answers)
    table, block = found.table, found.table.block
    notes = (*found.notes, *book.notes, *table.notes)
    if elsewhere := found.layout.masked.get(""):
        notes = (*notes, Problem(_outside_rows(masked_words(elsewhere))))
    return RawTable(
        name=file,
        cells=block.cells,
        totals=table.totals,
        source=source,
        notes=tuple(replace(note, file=file) for note in notes),
        numeric=block.numeric,
        refused={row: why for row, why in block.refused.items() if row in block.cells.index},
        layout=found.layout,
        doubts=tuple(found.doubts),
        checksums=tuple(table.checksums),
        answers=dict(answers),
        informed=vocabulary is not None,
    )


def _outside_rows(masked: Text) -> Text:
    return Text(
        f"di luar baris data: {masked.id}",
        f"outside the rows of data: {masked.en}",
    )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a table file; an `InputError` if there are none or far too many."""
    try:
        check_file(path)
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
