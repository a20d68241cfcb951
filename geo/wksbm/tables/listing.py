"""Name several rows in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from wksbm.errors import Problem
from wksbm.tables.reading.model import PART_ROWS
from wksbm.text import Text

_LISTED = 8


def row_numbers(rows: Sequence[int]) -> str:
    """
    Return the numbers of the first rows: ``2, 3, 5``, with an ellipsis for the rest.

    Rows of stacked sheets are numbered as in their own sheet.
    """
    return ", ".join(str(row % PART_ROWS) for row in rows[:_LISTED]) + (
        " …" if len(rows) > _LISTED else ""
    )


def listed(what: Text, rows: Sequence[int]) -> Text:
    """Add to a finding how many rows it is about, and which."""
    shown, noun = row_numbers(rows), "row" if len(rows) == 1 else "rows"
    return Text(
        f"{what.id} ({len(rows)} baris: {shown})", f"{what.en} ({len(rows)} {noun}: {shown})"
    )


def noted_rows(
    file: str, what: Text, rows: Sequence[int], column: str | None = None, found: str | None = None
) -> Problem:
    """Return one problem about several rows."""
    return Problem(listed(what, rows), file=file, column=column, found=found)
