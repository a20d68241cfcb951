"""The entrance of every table: whatever is read has no personal number left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wksbm.personal.columns import mask_cells
from wksbm.personal.numbers import masked_text
from wksbm.tables.grid import Grid
from wksbm.tables.workbook import Book, Worksheet


def masked_book(book: Book) -> Book:
    """Return a book whose titles and cells hold no personal numbers, however often it is read."""
    return replace(book, sheets=tuple(map(_masked_sheet, book.sheets)))


def _masked_sheet(sheet: Worksheet) -> Worksheet:
    return replace(sheet, title=masked_text(sheet.title), read=_masked_reader(sheet.read))


def _masked_reader(read: Callable[[], Grid]) -> Callable[[], Grid]:
    return lambda: masked_grid(read())


def masked_grid(grid: Grid) -> Grid:
    """Return a grid without personal numbers; its `hits` say where some stood."""
    masked = mask_cells(grid.cells)
    if masked.hits.empty:
        return grid
    numeric = grid.numeric
    if numeric is not None:
        numeric = numeric.copy()
        for column, hits in masked.hits.groupby("column"):
            numeric.loc[hits["row"].unique(), column] = False
    return replace(grid, cells=masked.cells, numeric=numeric, hits=masked.hits)
