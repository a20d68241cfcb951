"""What a made-up table is: its sheets, and what it says about every village."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Formula:
    """A formula, its result, and whether the file holds the result."""

    text: str
    result: int
    stored: bool = True

    def __str__(self) -> str:
        return str(self.result)


Cell = str | int | float | Formula | None
Rows = list[list[Cell]]
Merge = tuple[int, int, int, int]
Figures = Mapping[str, int]
"""Village code -> groups. A village that is not in it has no figure."""

TEXT = ("csv", "semicolon", "tab", "bar", "latin", "utf16")
BOOKS = ("xlsx", "ods")
OLD_BOOKS = ("xls", "html")
"""Formats that are tried only on request."""


@dataclass
class Sheet:
    """
    One sheet.

    Parameters
    ----------
    rows
        Its cells from the first row on; None is an empty cell.
    title
        Its name.
    merges
        Merged cells: first row, first column, last row, last column, from 0, both ends included.
    superscripts
        (row, column) -> a footnote mark after the text of that cell.
    hidden
        Whether the sheet is hidden.
    hidden_rows, hidden_columns
        From 0.
    """

    rows: Rows
    title: str = "Sheet1"
    merges: list[Merge] = field(default_factory=list)
    superscripts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass
class Table:
    """
    A table with its truth.

    Parameters
    ----------
    family
        Kind of layout.
    sheets
        One or more.
    truth
        Groups of every village that has a figure; 0 is reported none.
    doubt
        Why a careful official would ask; "" where the table is read without a doubt. In doubt
        asking is right, and so is the truth, and so are `also`.
    also
        Other figures that are right as well.
    refuse
        The table says nothing about groups: it must not give any figure.
    books
        It needs a workbook (several sheets, merged or hidden cells).
    review
        Villages that have rows, but no figure that could be known: they must be listed.
    note
        What is special about it.
    """

    family: str
    sheets: list[Sheet]
    truth: Figures
    doubt: str = ""
    also: tuple[Figures, ...] = ()
    refuse: bool = False
    books: bool = False
    review: frozenset[str] = frozenset()
    note: str = ""
