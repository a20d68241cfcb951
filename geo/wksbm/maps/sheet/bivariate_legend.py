"""The legend of two indicators at once: a square of three by three colours with its two axes."""

from __future__ import annotations

from dataclasses import dataclass

from wksbm.layers.model import Axis, Layer
from wksbm.maps.sheet.frame import Window
from wksbm.maps.sheet.furniture import Paragraph, Pen, Sheet, soft
from wksbm.maps.sheet.theme import TextStyle, text_width, wrap
from wksbm.maps.symbols import INK, KECAMATAN_EDGE, MM_PER_POINT, ink_on
from wksbm.text import Lang, Text, fill, number, several

_LEVELS = 3
_CELL_SHARE, _FLATNESS = 0.23, 0.62
_GAP, _ARROW = 1.2, 1.3
_REACH = 2.2


@dataclass(frozen=True)
class SquareLegend:
    """
    Nine colours: the first indicator grows to the right, the second upwards.

    Parameters
    ----------
    layer
        With two axes; the count of villages stands in each cell.
    width, size
        In millimetres and points.
    lang
        Language.
    """

    layer: Layer
    width: float
    size: float
    lang: Lang

    @property
    def height(self) -> float:
        """Height of heading, square, levels and axis."""
        rows = _LEVELS * self._cell_height + self._levels_height + self._line
        return self._heading.height + 1.6 + self._line + 0.6 + rows

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw heading, square and axes."""
        self._heading.draw(sheet, left, top)
        top -= self._heading.height + 1.6
        across, up = self.layer.axes
        square, ceiling = left + self._room, top - self._line - 0.6
        self._draw_name(sheet, up, left, top)
        for row in range(_LEVELS):
            upper = ceiling - row * self._cell_height
            self._draw_level(sheet, up, _LEVELS - 1 - row, square, upper)
            for column in range(_LEVELS):
                entry_key = f"c{column}{_LEVELS - 1 - row}"
                self._draw_cell(sheet, entry_key, square + column * self._cell_width, upper)
        bottom = ceiling - _LEVELS * self._cell_height
        for column in range(_LEVELS):
            lines = self._words(across, column, self._cell_width - 0.8)
            middle = square + (column + 0.5) * self._cell_width
            for place, line in enumerate(lines):
                baseline = bottom - 0.6 - (place + 0.75) * self._style.line_height
                sheet.write(line, middle, baseline, self._style, "legend", align="center")
        baseline = bottom - self._levels_height - 0.7 * self._line
        name = across.name.to(self.lang)
        start = square + _LEVELS * self._cell_width / 2 - text_width(name, self._bold) / 2 - _REACH
        sheet.write(name, start, baseline, self._bold, "legend")
        tail = start + text_width(name, self._bold) + 1.2
        level = baseline + self.size * MM_PER_POINT * 0.25
        self._draw_arrow(sheet, (tail, level), (tail + _REACH * 1.6, level))

    def _draw_name(self, sheet: Sheet, up: Axis, left: float, top: float) -> None:
        name = up.name.to(self.lang)
        right = left + self._room - _GAP
        baseline = top - 0.75 * self._line
        sheet.write(name, right, baseline, self._bold, "legend", align="right")
        x = left + self._room + self._cell_width * 0.12
        foot = top - self._line + 0.2
        self._draw_arrow(sheet, (x, foot), (x, foot + self._line * 0.9))

    def _draw_level(self, sheet: Sheet, up: Axis, level: int, square: float, upper: float) -> None:
        lines = self._words(up, level, self._room - _GAP)
        middle = upper - self._cell_height / 2 - self.size * MM_PER_POINT * 0.33
        for place, line in enumerate(lines):
            above = ((len(lines) - 1) / 2 - place) * self._style.line_height
            right = square - _GAP
            sheet.write(line, right, middle + above, self._style, "legend", align="right")

    def _draw_cell(self, sheet: Sheet, key: str, left: float, upper: float) -> None:
        entry = self.layer.classes_by_key[key]
        cell = Window(left, upper - self._cell_height, self._cell_width, self._cell_height)
        pen = Pen(KECAMATAN_EDGE, 0.35)
        sheet.box(cell, "legend", fill=entry.colour, pen=pen, zorder=3, gid=f"legend-{key}")
        style = TextStyle(self.size, 400, ink_on(entry.colour))
        baseline = upper - self._cell_height / 2 - self.size * MM_PER_POINT * 0.33
        count = number(entry.count, self.lang)
        sheet.write(count, left + self._cell_width / 2, baseline, style, "legend", align="center")

    def _draw_arrow(
        self, sheet: Sheet, tail: tuple[float, float], tip: tuple[float, float]
    ) -> None:
        sheet.line((tail[0], tip[0]), (tail[1], tip[1]), "legend", colour=INK, width=0.7, zorder=4)
        across = tip[0] > tail[0]
        for side in (-1, 1):
            back = (
                (tip[0] - _ARROW, tip[1] + side * _ARROW * 0.55)
                if across
                else (tip[0] + side * _ARROW * 0.55, tip[1] - _ARROW)
            )
            xs, ys = (back[0], tip[0]), (back[1], tip[1])
            sheet.line(xs, ys, "legend", colour=INK, width=0.7, zorder=4)

    def _words(self, axis: Axis, level: int, room: float) -> list[str]:
        """Return a level in words, without the axis's name, which stands beside them all."""
        text, name = axis.levels[level].to(self.lang), axis.name.to(self.lang)
        short = text.replace(name, "").strip() or text
        return wrap(short, self._style, room, max_lines=2)

    @property
    def _levels_height(self) -> float:
        across = self.layer.axes[0]
        lines = (self._words(across, level, self._cell_width - 0.8) for level in range(_LEVELS))
        return max(map(len, lines)) * self._style.line_height + 0.6

    @property
    def _style(self) -> TextStyle:
        return TextStyle(self.size * 0.9)

    @property
    def _bold(self) -> TextStyle:
        return TextStyle(self.size * 0.9, 600)

    @property
    def _line(self) -> float:
        return self._style.line_height * 1.1

    @property
    def _cell_width(self) -> float:
        return self.width * _CELL_SHARE

    @property
    def _cell_height(self) -> float:
        return self._cell_width * _FLATNESS

    @property
    def _room(self) -> float:
        """Width of the words at the left of the square."""
        return self.width - _LEVELS * self._cell_width

    @property
    def _heading(self) -> Paragraph:
        style = TextStyle(self.size * 1.08, 600)
        title = self.layer.spec.title.to(self.lang)
        return Paragraph(title, style, self.width, "legend", max_lines=3)


def counts_note(width: float, size: float, noun: Text, lang: Lang) -> Paragraph:
    """Say what the numbers in the cells are."""
    note = fill(Text("Angka: banyaknya {noun}.", "Numbers: {noun}."), noun=several(noun))
    return Paragraph(note.to(lang), soft(TextStyle(size * 0.9)), width, "legend", max_lines=2)
