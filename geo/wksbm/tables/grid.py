"""The cells of one sheet, gathered row by row within bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from wksbm.errors import InputError, Problem
from wksbm.limits import exceeded, limits
from wksbm.personal.columns import no_hits
from wksbm.text import Text

_CHUNK_ROWS = 20_000

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
        self._sparse: list[Mapping[int, str]] = []
        self._flags: list[dict[int, bool]] = []
        self._texts: list[pd.DataFrame] = []
        self._numeric: list[pd.DataFrame] = []
        self._columns: set[int] = set()
        self._count = 0
        self._last = 0
        self._cells = 0
        self._limits = limits()

    def add(self, row: int, cells: Sequence[str]) -> bool:
        """Add a row of texts (first column first); say whether it held anything."""
        if not any(cell and not cell.isspace() for cell in cells):
            return False
        if len(cells) > self._limits.columns:
            filled = sum(1 for cell in cells if cell and not cell.isspace())
            self._exceed("columns", filled, self._limits.columns, row)
        self._rows.append(cells)
        self._count_row(row)
        return True

    def add_typed(self, row: int, cells: dict[int, Cell]) -> bool:
        """Add a row of (text, is number) by column number; say whether it held anything."""
        filled = {column: cell for column, cell in cells.items() if cell[0].strip()}
        if not filled:
            return False
        self._exceed("columns", len(filled), self._limits.columns, row)
        longest = max(len(text) for text, _ in filled.values())
        self._exceed("cell", longest, self._limits.cell, row)
        self._flags.append({column: True for column, (_, flag) in filled.items() if flag})
        self._sparse.append({column: text for column, (text, _) in filled.items()})
        self._count_row(row)
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

    def _count_row(self, row: int) -> None:
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
        self._count += 1
        self._exceed("rows", self._count, self._limits.rows, row)
        if len(self._numbers) >= _CHUNK_ROWS:
            self._flush()

    def _flush(self) -> None:
        if not self._numbers:
            return
        index = pd.Index(self._numbers, name="row")
        filled: set[int] = set()
        for row in self._rows:
            filled.update(number for number, cell in enumerate(row, 1) if cell)
        filled.update(*self._sparse)
        texts, numeric = {}, {}
        for column in sorted(filled):
            series = pd.Series(
                self._texts_of(column),
                index=index,
                dtype="str",
            ).str.strip()
            if not series.ne("").any():
                continue
            texts[column] = series
            self._columns.add(column)
            self._exceed("columns", len(self._columns), self._limits.columns)
            self._cells += int(series.ne("").sum())
            self._exceed("cells", self._cells, self._limits.cells)
            if self._typed:
                numeric[column] = pd.Series(
                    [column in flags for flags in self._flags], index=index, dtype=bool
                )
        self._texts.append(pd.DataFrame(texts, index=index))
        self._numeric.append(pd.DataFrame(numeric, index=index))
        self._numbers, self._rows, self._sparse, self._flags = [], [], [], []

    def _texts_of(self, column: int) -> list[str]:
        if self._typed:
            return [cells.get(column, "") for cells in self._sparse]
        return [cells[column - 1] if column <= len(cells) else "" for cells in self._rows]

    def _exceed(self, name: str, found: int, most: int, row: int | None = None) -> None:
        if found > most:
            raise InputError(exceeded(name, self._file, found=found, row=row))


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
