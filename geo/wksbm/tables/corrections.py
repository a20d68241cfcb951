"""Read back `perlu_diperiksa.xlsx` after a person has filled in the right codes and figures."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from wksbm.codes import Code, format_kemendagri, parse_code, why_not_code
from wksbm.errors import InputError, Problem
from wksbm.personal.numbers import masked_text
from wksbm.tables.book import open_book
from wksbm.tables.gazetteer import Gazetteer
from wksbm.tables.headings import COUNT, ORIGINAL, heading_key
from wksbm.tables.model import Correction, RawTable
from wksbm.tables.numbers import read_number, read_numbers
from wksbm.tables.read import read_bytes
from wksbm.tables.reading.model import PART_ROWS, Columns
from wksbm.text import Text, both

_COLUMNS = ("tabel", "baris", "kode_benar")
_FIGURE, _HEADING = "angka_benar", "kolom"
_SEARCHED_ROWS = 20
_COMPARED_CHARACTERS = 32_000
"""A cell of a workbook holds no more."""
_MOVED = Text(
    "baris ini bukan lagi baris yang diperbaiki", "this is no longer the row that was corrected"
)
_NEW_LIST = Text(
    "Jalankan wksbm build tanpa --corrections dan isi perlu_diperiksa.xlsx yang baru",
    "Run wksbm build without --corrections and fill in the new perlu_diperiksa.xlsx",
)


@dataclass(frozen=True)
class Corrected:
    """
    What a person has decided about the rows of one table.

    Parameters
    ----------
    kodes
        Row -> code of its village.
    figures
        Row -> heading -> figure; of a register, the number of groups under the heading of names.
    """

    kodes: Mapping[int, str] = field(default_factory=dict)
    figures: Mapping[int, Mapping[str, float]] = field(default_factory=dict)

    @property
    def rows(self) -> frozenset[int]:
        """Every row that a person has decided about."""
        return frozenset((*self.kodes, *self.figures))


def read_corrections(path: Path) -> dict[tuple[str, int], Correction]:
    """
    Read corrections.

    Parameters
    ----------
    path
        The workbook (or a CSV) with the columns tabel, baris and kode_benar or angka_benar; rows
        with neither correct nothing. `kolom` names the column that angka_benar is for; columns
        ``asal: <heading>`` hold the row as the person saw it.

    Returns
    -------
    dict
        (name of the table, row) -> what was decided.

    Raises
    ------
    InputError
        With every wrong row.
    """
    cells = _cells_of(path)
    columns = {heading_key(heading): heading for heading in cells.columns}
    original = {
        heading: heading.removeprefix(ORIGINAL)
        for heading in cells.columns
        if heading.startswith(ORIGINAL)
    }
    corrections: dict[tuple[str, int], Correction] = {}
    problems: list[Problem] = []
    for line in _lines(cells, columns):
        if not line.kode and not line.figure:
            continue
        wrong = [_wrong(path.name, line.number, column, what) for column, what in line.faults()]
        problems += wrong
        if wrong:
            continue
        code = parse_code(line.kode)
        seen = {name: str(cells.at[line.number, heading]) for heading, name in original.items()}
        new = Correction(
            _write(code) if code else "",
            seen,
            {line.heading: float(read_number(line.figure) or 0)} if line.figure else {},
        )
        place = (line.table, int(line.row))
        joined = _join(corrections.get(place), new)
        if isinstance(joined, str):
            what = Text("baris ini diperbaiki dua kali", "the row is corrected twice")
            problems.append(_wrong(path.name, line.number, joined, what))
        else:
            corrections[place] = joined
    if problems:
        raise InputError(problems)
    return corrections


def _cells_of(path: Path) -> pd.DataFrame:
    """
    Return the cells of the list below its headings; index: row number.

    It is our own form: no line of it is a title or a total, whatever stands in it.
    """
    for sheet in open_book(read_bytes(path), path.name).sheets:
        grid = sheet.read().cells
        for place, row in enumerate(grid.iloc[:_SEARCHED_ROWS].itertuples(index=False)):
            keys = {heading_key(str(text)) for text in row}
            if {"tabel", "baris"} <= keys and {"kode_benar", _FIGURE} & keys:
                named = [number for number, text in enumerate(row) if text]
                below = grid.iloc[place + 1 :, named]
                return below.set_axis([str(row[number]) for number in named], axis=1)
    raise InputError(
        Problem(
            Text("kolom tidak ada", "a column is missing"),
            file=path.name,
            column="tabel, baris, kode_benar",
            cure=Text(
                "Pakai perlu_diperiksa.xlsx yang ditulis oleh wksbm build",
                "Use the perlu_diperiksa.xlsx that wksbm build wrote",
            ),
        )
    )


@dataclass(frozen=True)
class _Line:
    """One line of the list, as written."""

    number: int
    table: str
    row: str
    kode: str
    figure: str
    heading: str

    def faults(self) -> Iterator[tuple[str, Text]]:
        """List the columns that cannot be used, and why."""
        if self.kode and parse_code(self.kode) is None:
            yield "kode_benar", why_not_code(self.kode)
        if self.figure and not _is_figure(self.figure):
            yield (
                _FIGURE,
                Text(
                    "bukan satu angka; tulis tanpa titik ribuan, misalnya 1250",
                    "not one number; write it without a thousands point, e.g. 1250",
                ),
            )
        if not self.row.isdigit():
            yield "baris", Text("nomor baris tidak terbaca", "the row number cannot be read")


def _lines(cells: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[_Line]:
    names = (*_COLUMNS, _FIGURE, _HEADING)
    for number, row in cells.iterrows():
        texts = (str(row[columns[name]]) if name in columns else "" for name in names)
        table, *rest = texts
        yield _Line(int(str(number)), masked_text(table), *rest)


def _is_figure(text: str) -> bool:
    value = read_number(text)
    return value is not None and not math.isnan(value)


def _join(known: Correction | None, new: Correction) -> Correction | str:
    """Join two decisions about one row; the column in which they differ, if they do."""
    if known is None:
        return new
    if known.kode and new.kode and known.kode != new.kode:
        return "kode_benar"
    if any(known.figures.get(name, value) != value for name, value in new.figures.items()):
        return _FIGURE
    return Correction(known.kode or new.kode, known.cells, {**known.figures, **new.figures})


def apply_corrections(
    raw: RawTable,
    corrections: Mapping[tuple[str, int], Correction],
    gazetteer: Gazetteer,
    columns: Columns,
) -> Corrected:
    """
    Return what a person has decided about the rows of a table.

    Parameters
    ----------
    raw
        The table.
    corrections
        Corrections of any tables (see `read_corrections`).
    gazetteer
        The villages.
    columns
        What the columns of the table are.

    Raises
    ------
    InputError
        If a row is not there, is not the one that the person saw, gets no mapped village, or a
        figure for a column that holds none or that cannot hold it.
    """
    kodes: dict[int, str] = {}
    figures: dict[int, Mapping[str, float]] = {}
    problems: list[Problem] = []
    labels = sheet_labels(raw)
    for (table, line), correction in sorted(corrections.items(), key=lambda entry: entry[0]):
        if table not in labels:
            continue
        row = labels.index(table) * PART_ROWS + line
        problem = _misplaced(raw, row, correction, columns.personal)
        if problem is not None:
            problems.append(problem)
            continue
        code = parse_code(correction.kode)
        found = gazetteer.by_code(code) if code else ()
        if len(found) == 1:
            kodes[row] = found[0]
        elif correction.kode:
            what = Text("kode_benar bukan desa di peta", "kode_benar is not a mapped village")
            problems.append(_unfit(what, table, line, correction.kode))
        given = _figures(correction, columns)
        if isinstance(given, Problem):
            problems.append(replace(given, file=table, row=line))
        elif given:
            figures[row] = given
    if problems:
        raise InputError(problems)
    return Corrected(kodes, figures)


def sheet_labels(raw: RawTable) -> tuple[str, ...]:
    """Return what a table is called in the list, once for each of its sheets or blocks."""
    titles = raw.layout.sheets
    if len(titles) == 1:
        return (raw.name,)
    return tuple(
        f"{raw.name} [{title}]" if titles.count(title) == 1 else f"{raw.name} [{title} {part}]"
        for part, title in enumerate(titles, 1)
    )


def _misplaced(
    raw: RawTable, row: int, correction: Correction, personal: Collection[str]
) -> Problem | None:
    if row not in raw.cells.index:
        what = Text("perbaikan untuk baris yang tidak ada", "correction of a row that is not there")
        return _unfit(what, raw.name, row, correction.kode, _NEW_LIST)
    change = _change(_cells(raw, row), correction.cells, personal)
    if change is None:
        return None
    column, found, expected = change
    return Problem(
        _MOVED,
        file=raw.name,
        row=row,
        column=column,
        found=found,
        expected=both(f"'{expected}'"),
        cure=_NEW_LIST,
    )


def _figures(correction: Correction, columns: Columns) -> dict[str, float] | Problem:
    """Return the figures by heading, or what is wrong with one of them."""
    names = figure_headings(columns)
    given: dict[str, float] = {}
    for heading, value in correction.figures.items():
        name = heading if heading in names else names[0] if not heading and len(names) == 1 else ""
        if not name:
            return Problem(
                Text("kolom angka_benar tidak dikenal", "angka_benar is for no known column"),
                column=_HEADING,
                found=heading,
                expected=both(", ".join(names)),
            )
        count = columns.kind != "attributes"
        checked = read_numbers(pd.Series({0: f"{value:.15g}"}), pd.Series({0: True}), count=count)
        if 0 in checked.refused:
            return Problem(checked.refused[0], column=_FIGURE, found=f"{value:g}")
        given[name] = value
    return given


def figure_headings(columns: Columns) -> tuple[str, ...]:
    """Return the columns whose figures a person can correct."""
    if columns.kind == "attributes":
        return tuple(columns.figures.values())
    if columns.kind == "register":
        heading = columns.roles.get("nama_kelompok")
        return (heading,) if heading else ()
    total = columns.roles.get(COUNT)
    return (*([total] if total else ()), *columns.kind_columns)


def _cells(raw: RawTable, row: int) -> dict[str, str]:
    return {str(heading): str(text) for heading, text in raw.cells.loc[row].items()}


def _change(
    now: Mapping[str, str], seen: Mapping[str, str], personal: Collection[str]
) -> tuple[str, str, str] | None:
    """Return heading, present and former text of the first cell that has changed."""
    for heading, before in seen.items():
        found = str(now.get(heading, ""))
        if heading not in personal and not _same(found, before):
            return heading, found, before
    return None


def _same(one: str, other: str) -> bool:
    """
    Compare a cell as read with one in the list.

    How a spreadsheet saves a text or number does not matter, nor whether the list is of a time
    when personal numbers still stood in it.
    """
    first, second = _plain(one), _plain(other)
    if first == second or first == masked_text(second):
        return True
    try:
        return float(first) == float(second)
    except ValueError:
        return False


def _plain(text: str) -> str:
    words = "".join(char if char.isprintable() else " " for char in text[:_COMPARED_CHARACTERS])
    return " ".join(words.split()).lstrip("'`‘’")


def _unfit(what: Text, table: str, row: int, kode: str, cure: Text | None = None) -> Problem:
    return Problem(what, file=table, row=row, column="kode_benar", found=kode, cure=cure)


def _write(code: Code) -> str:
    if code.system == "kemendagri":
        return format_kemendagri(code.digits)
    return f"ID{code.digits}" if code.system == "bps" else code.digits


def _wrong(file: str, row: int, column: str, what: Text) -> Problem:
    return Problem(what, file=file, row=row, column=column)
