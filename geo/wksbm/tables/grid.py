"""The cells of one sheet, gathered row by row within bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from wksbm.errors import InputError, Problem
from wksbm.personal.columns import no_hits
from wksbm.text import Text

_CHUNK_ROWS = 20_000
_MOST_COLUMNS = 1_000
_MOST_ROWS = 2_000_000

Cell = tuple[str, bool]
"""A cell's text, and whether the file holds it as a number."""
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, all counted from 1."""
Position = tuple[int, int]
"""Row and column of a cell, both counted from 1."""


@dataclass(frozen=True)
class Grid:
    """
    A sheet as it stands, without its blank rows and columns.

    Parameters
    ----------
    cells
        Stripped texts; index: row number, columns: column number, both counted from 1.
    numeric
        True where the file holds a number; None for text files.
    merged
        Merged ranges.
    hidden_rows, hidden_columns
        Rows and columns with content that the file hides; None where its format cannot tell.
    unstored
        Formulas without a stored result; their cells hold the formula itself.
    marks
        Superscript texts (footnote marks) that were taken out of cells; a cell that held nothing
        else is blank.
    hits
        Where personal numbers stood (see `wksbm.personal.columns.MaskedCells`).
    """

    cells: pd.DataFrame
    numeric: pd.DataFrame | None = None
    merged: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] | None = frozenset()
    hidden_columns: frozenset[int] | None = frozenset()
    unstored: frozenset[Position] = frozenset()
    marks: Mapping[Position, str] = field(default_factory=dict)
    hits: pd.DataFrame = field(default_factory=no_hits)

    @property
    def columns(self) -> list[int]:
        """The numbers of the columns with content, from left to right."""
        return [int(str(column)) for column in self.cells.columns]


class GridBuilder:
    """
    Gathers rows; blank ones and columns without content cost nothing.

    Parameters
    ----------
    file
        Name of the file, for messages.
    typed
        True when cells know whether they are numbers (spreadsheets).
    """

    def __init__(self, file: str, *, typed: bool) -> None:
        self._file = file
        self._typed = typed
        self._numbers: list[int] = []
        self._rows: list[Sequence[str]] = []
        self._flags: list[dict[int, bool]] = []
        self._texts: list[pd.DataFrame] = []
        self._numeric: list[pd.DataFrame] = []
        self._columns: set[int] = set()
        self._count = 0
        self._last = 0

    def add(self, row: int, cells: Sequence[str]) -> bool:
        """Add a row of texts (first column first); say whether it held anything."""
        if not any(cell and not cell.isspace() for cell in cells):
            return False
        self._append(row, cells)
        return True

    def add_typed(self, row: int, cells: dict[int, Cell]) -> bool:
        """Add a row of (text, is number) by column number; say whether it held anything."""
        filled = {column: cell for column, cell in cells.items() if cell[0].strip()}
        if not filled:
            return False
        texts = [""] * max(filled)
        for column, (text, _) in filled.items():
            texts[column - 1] = text
        self._flags.append({column: True for column, (_, flag) in filled.items() if flag})
        self._append(row, texts)
        return True

    def build(
        self,
        merged: Sequence[Merge] = (),
        *,
        hidden_rows: Collection[int] | None = (),
        hidden_columns: Collection[int] | None = (),
        unstored: Collection[Position] = (),
        marks: Mapping[Position, str] | None = None,
    ) -> Grid:
        """Return the grid of all rows added, and what is known about them; blank rows count not."""
        self._flush()
        columns = sorted(self._columns)
        texts = _stack(self._texts, columns, "").astype("str")
        numeric = _stack(self._numeric, columns, False).astype(bool) if self._typed else None
        return Grid(
            texts,
            numeric,
            tuple(merged),
            _among(hidden_rows, texts.index),
            _among(hidden_columns, columns),
            frozenset(unstored),
            dict(marks or {}),
        )

    def _append(self, row: int, cells: Sequence[str]) -> None:
        if row <= self._last:
            raise InputError(
                Problem(
                    Text("nomor baris tidak berurutan", "the rows are not numbered in order"),
                    file=self._file,
                    row=row,
                    cure=Text("Buka dan simpan ulang di Excel", "Open and save it again in Excel"),
                )
            )
        self._last = row
        self._numbers.append(row)
        self._rows.append(cells)
        self._count += 1
        if self._count > _MOST_ROWS:
            raise InputError(self._too_big(Text("terlalu banyak baris", "too many rows")))
        if len(self._rows) >= _CHUNK_ROWS:
            self._flush()

    def _flush(self) -> None:
        if not self._rows:
            return
        index = pd.Index(self._numbers, name="row")
        filled: set[int] = set()
        for cells in self._rows:
            filled.update(number for number, cell in enumerate(cells, 1) if cell)
        texts, numeric = {}, {}
        for column in sorted(filled):
            series = pd.Series(
                [cells[column - 1] if column <= len(cells) else "" for cells in self._rows],
                index=index,
                dtype="str",
            ).str.strip()
            if not series.ne("").any():
                continue
            texts[column] = series
            if self._typed:
                numeric[column] = pd.Series(
                    [column in flags for flags in self._flags], index=index, dtype=bool
                )
        self._columns |= set(texts)
        if len(self._columns) > _MOST_COLUMNS:
            raise InputError(self._too_big(Text("terlalu banyak kolom", "too many columns")))
        self._texts.append(pd.DataFrame(texts, index=index))
        self._numeric.append(pd.DataFrame(numeric, index=index))
        self._numbers, self._rows, self._flags = [], [], []

    def _too_big(self, what: Text) -> Problem:
        most = f"{_MOST_ROWS:_} × {_MOST_COLUMNS:_}".replace("_", " ")
        return Problem(
            what,
            file=self._file,
            expected=Text(f"paling banyak {most}", f"at most {most}"),
            cure=Text("Pastikan ini tabel yang benar", "Make sure that this is the right table"),
        )


def _among(
    hidden: Collection[int] | None, filled: Sequence[int] | pd.Index[int]
) -> frozenset[int] | None:
    """Return the hidden rows or columns that hold something."""
    return None if hidden is None else frozenset(number for number in hidden if number in filled)


def _stack(chunks: list[pd.DataFrame], columns: list[int], blank: str | bool) -> pd.DataFrame:
    """Put chunks under each other; a chunk lacks the columns that are blank in it."""
    full = [chunk.reindex(columns=columns, fill_value=blank) for chunk in chunks]
    if not full:
        return pd.DataFrame(columns=columns, index=pd.Index([], dtype=np.int64, name="row"))
    return pd.concat(full) if len(full) > 1 else full[0]
