"""Whole columns of a table read at once; equal cells are read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from wksbm.errors import Problem
from wksbm.names import is_blank, name_key
from wksbm.tables.listing import noted_rows
from wksbm.tables.model import RawTable
from wksbm.tables.numbers import Numbers, groups_thousands, read_numbers
from wksbm.tables.workbook import plain_number
from wksbm.text import Text

SHOWN_VALUES = 5


def each_once(read: Callable[[str], Any], cells: pd.Series[str]) -> pd.Series[Any]:
    """Apply a function to each distinct cell; returns its results on the index of the cells."""
    codes, uniques = pd.factorize(cells)
    found = np.empty(len(uniques), dtype=object)
    found[:] = [read(str(text)) for text in uniques]
    return pd.Series(found[codes], index=cells.index)


def name_keys(names: pd.Series[str]) -> pd.Series[str]:
    """Return `wksbm.names.name_key` of each cell."""
    return each_once(name_key, names).astype("str")


def blank_cells(cells: pd.Series[str]) -> pd.Series[bool]:
    """Tell which cells hold no name (see `wksbm.names.is_blank`)."""
    return each_once(is_blank, cells).astype(bool)


def numbers_of(
    raw: RawTable, heading: str, *, count: bool = False, nonnegative: bool = False
) -> Numbers:
    """Read a column of figures by the rules that its heading and its file call for."""
    typed = None if raw.numeric is None else raw.numeric[heading]
    return read_numbers(
        raw.cells[heading],
        typed,
        count=count,
        nonnegative=nonnegative,
        grouped=groups_thousands(heading),
    )


def with_figures(raw: RawTable, figures: Mapping[int, Mapping[str, float]]) -> RawTable:
    """Return the table with the figures that a person has given to some of its cells."""
    if not figures:
        return raw
    cells = raw.cells.copy()
    numeric = (
        pd.DataFrame(False, index=cells.index, columns=cells.columns)
        if raw.numeric is None
        else raw.numeric.copy()
    )
    for row, given in figures.items():
        for heading, value in given.items():
            cells.loc[row, heading] = plain_number(value)
            numeric.loc[row, heading] = True
    return replace(raw, cells=cells, numeric=numeric)


def cell_reason(raw: RawTable, row: int, heading: str, why: Text) -> Text:
    """Say what is wrong with one cell."""
    found = str(raw.cells.at[row, heading])
    return Text(
        f"kolom '{heading}' berisi '{found}': {why.id}",
        f"column '{heading}' reads '{found}': {why.en}",
    )


def cells_note(raw: RawTable, heading: str, rows: Sequence[int], what: Text) -> Problem:
    """Return a note about several cells of a column, with the first of their texts."""
    found = raw.cells.loc[list(rows), heading].drop_duplicates()
    shown = "; ".join(found[:SHOWN_VALUES]) + (" …" if len(found) > SHOWN_VALUES else "")
    return noted_rows(raw.name, what, rows, heading, shown)
