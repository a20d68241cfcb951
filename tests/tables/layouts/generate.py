"""Make tables of all families, the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from tests.tables.layouts import (
    books,
    cells,
    counts,
    more,
    odd,
    parts,
    persons,
    registers,
    shapes,
    stored,
)
from tests.tables.layouts.model import BOOKS, TEXT, Table

Family = Callable[[Random], Table]
FAMILIES: tuple[Family, ...] = (
    *counts.FAMILIES,
    *parts.FAMILIES,
    *shapes.FAMILIES,
    *cells.FAMILIES,
    *registers.FAMILIES,
    *persons.FAMILIES,
    *books.FAMILIES,
    *more.FAMILIES,
    *stored.FAMILIES,
    *odd.FAMILIES,
)


def make(seed: int, formats: Sequence[str] = (*TEXT, *BOOKS)) -> tuple[Table, str]:
    """
    Return a table and the format to write it in.

    Families follow one another with the seed, so that any run of seeds holds all of them; their
    dirt and format are drawn independently.
    """
    rng = Random(seed)
    table = FAMILIES[seed % len(FAMILIES)](rng)
    texts = [form for form in formats if form in TEXT]
    books = [form for form in formats if form not in TEXT]
    if table.books or len(table.sheets) > 1:
        return table, rng.choice(books)
    return table, rng.choice(texts if rng.random() < 0.5 and texts else books)


def make_many(
    count: int, *, first: int = 0, formats: Sequence[str] = (*TEXT, *BOOKS)
) -> Iterator[tuple[int, Table, str]]:
    """Return that many tables with their seeds and formats."""
    for seed in range(first, first + count):
        table, form = make(seed, formats)
        yield seed, table, form
