"""Tables written by hand: cells between bars, truth in words."""

from __future__ import annotations

import re

from tests.tables.layouts.model import Cell, Sheet, Table
from tests.tables.layouts.villages import village

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]+)?")


def written(
    name: str,
    text: str,
    truth: str = "",
    *,
    doubt: str = "",
    refuse: bool = False,
    also: tuple[str, ...] = (),
    review: str = "",
    note: str = "",
) -> Table:
    """
    Return a table written by hand.

    Parameters
    ----------
    name
        What it is.
    text
        A line per row, cells between ``|``. ``^`` is a cell merged with the one above. A line
        ``# Title`` begins a sheet of a workbook. Digits become numbers.
    truth, also, review
        ``Gari 3, Kepek/Wonosari 0``: villages (``/`` and the kapanewon for twins) and figures.
    doubt, refuse, note
        As in `Table`.
    """
    sheets: list[Sheet] = []
    merges: list[dict[tuple[int, int], int]] = []
    for line in text.strip("\n").split("\n"):
        if line.startswith("# "):
            sheets.append(Sheet([], line[2:].strip()))
            merges.append({})
            continue
        if not sheets:
            sheets.append(Sheet([]))
            merges.append({})
        row: list[Cell] = []
        for place, cell in enumerate(line.split("|") if line.strip() else []):
            value = cell.strip()
            if value == "^":
                _extend(merges[-1], len(sheets[-1].rows), place)
            row.append(None if value in ("", "^") else _value(value))
        sheets[-1].rows.append(row)
    for sheet, spans in zip(sheets, merges, strict=True):
        sheet.merges = [(top, column, bottom, column) for (top, column), bottom in spans.items()]
    return Table(
        name,
        sheets,
        _figures(truth),
        doubt=doubt,
        also=tuple(_figures(other) for other in also),
        refuse=refuse,
        books=len(sheets) > 1 or any(merges),
        review=frozenset(_figures(review)),
        note=note,
    )


def _extend(spans: dict[tuple[int, int], int], row: int, column: int) -> None:
    """Let the merged cell above a row reach down to it."""
    for (top, left), bottom in spans.items():
        if left == column and bottom == row - 1:
            spans[top, left] = row
            return
    spans[row - 1, column] = row


def _value(text: str) -> Cell:
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text.replace("\\n", "\n")


def _figures(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        place, _, figure = entry.rpartition(" ") if entry[-1].isdigit() else (entry, "", "0")
        name, _, kapanewon = place.partition("/")
        found[village(name, kapanewon).kode] = int(figure)
    return found
