"""Tables and lists on the pages of the book, as text at fixed places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from wksbm.maps import symbols
from wksbm.maps.sheet.furniture import Sheet, soft
from wksbm.maps.sheet.theme import TextStyle, wrap

ROW = 5.1
HEAD = 6.2
_TEXT, _STRONG = TextStyle(8.2), TextStyle(8.2, 600)
_HEADING = TextStyle(7.4, 600)
_INSET = 1.2


@dataclass(frozen=True)
class ListColumn:
    """A column of a table: heading, width in millimetres, and whether it holds numbers."""

    heading: str
    width: float
    numeric: bool = False


@dataclass(frozen=True)
class ListRow:
    """A row of a table; a swatch of `colour` stands before its second cell unless it is empty."""

    cells: tuple[str, ...]
    colour: str = ""


def draw_table(
    sheet: Sheet, columns: Sequence[ListColumn], rows: Sequence[ListRow], left: float, top: float
) -> float:
    """
    Draw a table.

    Parameters
    ----------
    sheet
        The page.
    columns, rows
        What it holds; a text that is wider than its column is cut with an ellipsis.
    left, top
        Its upper left corner in millimetres.

    Returns
    -------
    float
        Height in millimetres.
    """
    width = sum(column.width for column in columns)
    _write_row(sheet, columns, [column.heading for column in columns], left, top, HEAD, head=True)
    level = top - HEAD
    sheet.line((left, left + width), (level, level), "table", colour=symbols.INK, width=0.8)
    for row in rows:
        _write_row(sheet, columns, row.cells, left, level, ROW, head=False, colour=row.colour)
        level -= ROW
        sheet.line(
            (left, left + width), (level, level), "table", colour=symbols.HAIRLINE, width=0.4
        )
    return top - level


def cut(text: str, style: TextStyle, width: float) -> str:
    """Return a text on one line, cut with an ellipsis where it is wider than `width`."""
    return wrap(text, style, width, max_lines=1)[0] if text else ""


def _write_row(
    sheet: Sheet,
    columns: Sequence[ListColumn],
    cells: Sequence[str],
    left: float,
    top: float,
    height: float,
    *,
    head: bool,
    colour: str = "",
) -> None:
    for place, (column, text) in enumerate(zip(columns, cells, strict=True)):
        style = soft(_HEADING) if head else _STRONG if place == 1 else _TEXT
        baseline = top - height / 2 - style.size * symbols.MM_PER_POINT * 0.33
        room, start = column.width - 2 * _INSET, left + _INSET
        if place == 1 and colour:
            swatch = Rectangle(
                (start, top - height / 2 - 1.3),
                4.0,
                2.6,
                facecolor=colour,
                edgecolor=symbols.FRAME,
                linewidth=0.3,
            )
            sheet.add(swatch, "table", zorder=3)
        if place == 1:
            start, room = start + 5.4, room - 5.4
        if column.numeric:
            right = left + column.width - _INSET
            sheet.write(cut(text, style, room), right, baseline, style, "table", align="right")
        else:
            sheet.write(cut(text, style, room), start, baseline, style, "table")
        left += column.width
