"""A short list beside a printed map: numbers or bars, names, figures."""

from __future__ import annotations

from dataclasses import dataclass

from wksbm.maps.sheet.frame import Window
from wksbm.maps.sheet.furniture import Paragraph, Pen, Sheet, soft
from wksbm.maps.sheet.theme import TextStyle, text_width, wrap
from wksbm.maps.symbols import FRAME, HAIRLINE, INK, MM_PER_POINT, PAPER

DISC_RADIUS = 1.9
_ROW = 1.34
_BAR_WIDTH, _BAR_SHARE = 14.0, 0.42
_GAP = 2.0
_PADDING = 2.4


@dataclass(frozen=True)
class Item:
    """
    One line of a list.

    Parameters
    ----------
    name, figure
        What stands at the left and at the right end.
    number
        In a disc before the name, or a letter; None without one.
    share
        0 to 1, drawn as a bar before the figure; None without one.
    """

    name: str
    figure: str
    number: int | str | None = None
    share: float | None = None


@dataclass(frozen=True)
class Listing:
    """
    A list with its heading.

    Parameters
    ----------
    heading, figures
        Of the list, and of the figures at its right.
    items
        The lines.
    rest
        What is said below them; may be empty.
    width
        In millimetres.
    size
        Type size in points.
    colour
        Of the bars.
    framed
        True on the map itself: with a white ground and a line around it.
    disc
        Colour of the discs.
    """

    heading: str
    figures: str
    items: tuple[Item, ...]
    rest: str
    width: float
    size: float
    colour: str = INK
    framed: bool = False
    disc: str = INK

    @property
    def height(self) -> float:
        """Height of heading, lines and the rest."""
        below = self._rest.height + (0.6 if self._rest.height else 0.0)
        return self._heading.height + 0.9 + len(self.items) * self._row + below + 2 * self._pad

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the list."""
        if self.framed:
            ground = Window(left, top - self.height, self.width, self.height)
            sheet.box(ground, "listing", fill=PAPER, pen=Pen(FRAME, 0.5), zorder=6.5)
        left, top, right = left + self._pad, top - self._pad, left + self.width - self._pad
        self._heading.draw(sheet, left, top)
        style = soft(TextStyle(self.size))
        baseline = top - self._heading.style.size * MM_PER_POINT * 0.88
        self._write(sheet, self.figures, right, baseline, style, right=True)
        top -= self._heading.height + 0.9
        for item in self.items:
            self._draw_item(sheet, item, left, right, top - self._row / 2)
            top -= self._row
        self._rest.draw(sheet, left, top - 0.6)

    def _draw_item(
        self, sheet: Sheet, item: Item, left: float, right: float, middle: float
    ) -> None:
        style = TextStyle(self.size)
        baseline = middle - self.size * MM_PER_POINT * 0.33
        radius = self.size * MM_PER_POINT * 0.62
        figure = text_width(item.figure, style)
        room = right - left - figure - _GAP
        if item.number is not None:
            middles = (left + radius, middle)
            draw_number(sheet, item.number, middles, radius, "listing", disc=self.disc)
            left += 2 * radius + 1.4
            room -= 2 * radius + 1.4
        if item.share is not None:
            bar = Window(right - self._figures_width - _GAP - _BAR_WIDTH, 0, _BAR_WIDTH, 0)
            height = self.size * MM_PER_POINT * _BAR_SHARE
            bottom = middle - height / 2
            full = Window(bar.left, bottom, bar.width, height)
            part = Window(bar.left, bottom, bar.width * item.share, height)
            sheet.box(full, "listing", fill=HAIRLINE, zorder=7.0)
            sheet.box(part, "listing", fill=self.colour, zorder=7.1)
            room = bar.left - left - _GAP
        (name,) = wrap(item.name, style, room, max_lines=1)
        self._write(sheet, name, left, baseline, style)
        self._write(sheet, item.figure, right, baseline, style, right=True)

    def _write(
        self, sheet: Sheet, text: str, x: float, y: float, style: TextStyle, *, right: bool = False
    ) -> None:
        sheet.write(text, x, y, style, "listing", align="right" if right else "left", zorder=7.5)

    @property
    def _figures_width(self) -> float:
        style = TextStyle(self.size)
        return max((text_width(item.figure, style) for item in self.items), default=0.0)

    @property
    def _row(self) -> float:
        return self.size * MM_PER_POINT * _ROW

    @property
    def _pad(self) -> float:
        return _PADDING if self.framed else 0.0

    @property
    def _heading(self) -> Paragraph:
        style = TextStyle(self.size * 1.08, 600)
        room = self.width - 2 * self._pad - text_width(self.figures, TextStyle(self.size)) - 2
        return Paragraph(self.heading, style, room, "listing", max_lines=2, zorder=7.5)

    @property
    def _rest(self) -> Paragraph:
        style = soft(TextStyle(self.size))
        room = self.width - 2 * self._pad
        return Paragraph(self.rest, style, room, "listing", max_lines=2, zorder=7.5)


def draw_number(
    sheet: Sheet,
    number: int | str,
    middle: tuple[float, float],
    radius: float,
    part: str,
    *,
    zorder: float = 7.2,
    disc: str = INK,
) -> None:
    """Draw a number or letter in a dark disc with a white rim."""
    rim = radius * 1.18
    sheet.disc(middle, rim, part, fill=PAPER, pen=Pen(PAPER, 0.0), zorder=zorder)
    name = f"{part}-{number}"
    sheet.disc(middle, radius, part, fill=disc, pen=Pen(disc, 0.0), zorder=zorder + 0.1, gid=name)
    text = str(number)
    size = radius / MM_PER_POINT * 1.45
    style = TextStyle(size, 700, PAPER)
    style = style.times(min(1.0, 1.45 * radius / text_width(text, style)))
    baseline = middle[1] - style.size * MM_PER_POINT * 0.325
    sheet.write(text, middle[0], baseline, style, part, align="center", zorder=zorder + 0.2)
