"""Legends of printed maps. Colours, labels and counts are those of the layer, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

from wksbm.config import Labels
from wksbm.layers.model import Layer, LegendClass
from wksbm.maps.sheet.furniture import Paragraph, Sheet, soft
from wksbm.maps.sheet.theme import TextStyle, text_width, wrap
from wksbm.maps.symbols import (
    CIRCLE_OPACITY,
    INK,
    KECAMATAN_EDGE,
    MARK_SIZE,
    MM_PER_POINT,
    PALE_LAND,
    CircleScale,
    hatch_ink_on,
    hatch_of,
    is_marked,
)
from wksbm.text import Lang, number, plural

_SWATCH_WIDTH, _SWATCH_HEIGHT = 7.5, 4.2
_ROW_GAP = 1.15
_GROUP_GAP = 1.6
_NARROW = 50.0


@dataclass(frozen=True)
class Legend:
    """
    The legend of one layer.

    Parameters
    ----------
    layer
        The layer that the map shows.
    width
        Of the column, in millimetres.
    size
        Type size in points; the rest follows.
    labels
        What villages are called.
    lang
        Language.
    circles
        The scale of the circles; None without circles or when no value is above 0.
    headed
        False for what is left of a legend that is headed elsewhere.
    """

    layer: Layer
    width: float
    size: float
    labels: Labels
    lang: Lang
    circles: CircleScale | None = None
    headed: bool = True

    @property
    def height(self) -> float:
        """Height of heading and entries."""
        gap = _GROUP_GAP if self._classes and self._special else 0.0
        rows = sum(map(self._row_of, (*self._classes, *self._special)))
        return self._head_height + self._circles_height + rows + gap

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw heading, circles or classes, zero and no-data entries."""
        if self.headed:
            self._heading.draw(sheet, left, top)
            self._unit.draw(sheet, left, top - self._heading.height)
            self._draw_count_heading(sheet, left, top)
        top -= self._head_height
        if self.circles is not None:
            self._draw_circles(sheet, left, top, self.circles)
            top -= self._circles_height
        for entry in self._classes:
            self._draw_entry(sheet, left, top, entry)
            top -= self._row_of(entry)
        if self._classes and self._special:
            top -= _GROUP_GAP
        for entry in self._special:
            self._draw_entry(sheet, left, top, entry)
            top -= self._row_of(entry)

    @property
    def _head_height(self) -> float:
        return self._heading.height + self._unit.height + 1.6 if self.headed else 0.0

    @property
    def _classes(self) -> list[LegendClass]:
        if self.layer.spec.symbology == "symbols":
            return []
        special = self._special
        return [entry for entry in self.layer.classes if entry not in special]

    @property
    def _special(self) -> list[LegendClass]:
        if self.layer.spec.symbology == "categories":
            return [entry for entry in self.layer.classes if entry.hatch]
        return [entry for entry in self.layer.classes if entry.lower is None]

    @property
    def _row(self) -> float:
        return max(_SWATCH_HEIGHT * self.size / 9 + _ROW_GAP, self._style.line_height)

    @property
    def _swatch(self) -> float:
        return _SWATCH_WIDTH * (0.75 if self.width < _NARROW else max(1.0, self.size / 9.2))

    @property
    def _label_left(self) -> float:
        return self._swatch + 2.4

    def _row_of(self, entry: LegendClass) -> float:
        more = len(self._label_lines(entry)) - 1
        return self._row + more * self._style.line_height

    def _label_lines(self, entry: LegendClass) -> list[str]:
        """Break a label; those of categories, and all in a narrow column, may take two lines."""
        count_width = text_width(number(entry.count, self.lang), self._count_style)
        room = self.width - self._label_left - count_width - 2
        worded = self.layer.spec.symbology == "categories" or self.width < _NARROW
        most = 2 if worded else 1
        return wrap(entry.label.to(self.lang), self._style, room, max_lines=most)

    @property
    def _style(self) -> TextStyle:
        return TextStyle(self.size)

    @property
    def _count_style(self) -> TextStyle:
        return soft(TextStyle(self.size * 0.9))

    @property
    def _count_label(self) -> str:
        if self.layer.measured is not None:
            return self.layer.measured.to(self.lang)
        noun = self.labels.desa
        return plural(noun.en) if self.lang == "en" else noun.id

    @property
    def _heading(self) -> Paragraph:
        style = TextStyle(self.size * 1.08, 600)
        room = self.width - text_width(self._count_label, self._count_style) - 3
        title = self.layer.spec.title.to(self.lang)
        return Paragraph(title, style, room, "legend", max_lines=3)

    @property
    def _unit(self) -> Paragraph:
        """The unit, unless the heading says it already."""
        unit = self.layer.spec.unit.to(self.lang)
        said = unit.casefold() in self.layer.spec.title.to(self.lang).casefold()
        style = soft(TextStyle(self.size * 0.9))
        return Paragraph("" if said else unit, style, self.width * 0.7, "legend", max_lines=2)

    def _draw_count_heading(self, sheet: Sheet, left: float, top: float) -> None:
        if self._classes or self._special:
            right, style = left + self.width, self._count_style
            baseline = top - self._heading.style.size * MM_PER_POINT * 0.88
            sheet.write(self._count_label, right, baseline, style, "legend", align="right")

    def _draw_entry(self, sheet: Sheet, left: float, top: float, entry: LegendClass) -> None:
        lines = self._label_lines(entry)
        height = _SWATCH_HEIGHT * self.size / 9
        bottom = top - height - (len(lines) - 1) * self._style.line_height / 2
        on_circles = self.layer.spec.symbology == "symbols" and not entry.hatch
        corner, size, name = (left, bottom), (self._swatch, height), f"legend-{entry.key}"
        fill = PALE_LAND if on_circles else entry.colour
        box = Rectangle(corner, *size, facecolor=fill, linewidth=0, gid=name)
        sheet.add(box, "legend", zorder=3)
        if entry.hatch:
            hatching = Rectangle(
                corner,
                *size,
                facecolor="none",
                edgecolor=hatch_ink_on(entry.colour),
                linewidth=0,
                hatch=hatch_of(entry),
                gid=f"{name}-hatch",
            )
            sheet.add(hatching, "legend", zorder=3.1)
        outline = Rectangle(
            corner, *size, facecolor="none", edgecolor=KECAMATAN_EDGE, linewidth=0.35
        )
        sheet.add(outline, "legend", zorder=4)
        if is_marked(self.layer, entry):
            middle = np.array([[left + self._swatch / 2, bottom + height / 2]])
            sheet.add(zero_mark(middle, sheet), "legend", zorder=5)
        baseline = bottom + height / 2 - self.size * MM_PER_POINT * 0.33
        for place, line in enumerate(lines):
            above = ((len(lines) - 1) / 2 - place) * self._style.line_height
            sheet.write(line, left + self._label_left, baseline + above, self._style, "legend")
        self._write_count(sheet, left, bottom + height / 2, entry.count)

    def _write_count(self, sheet: Sheet, left: float, middle: float, count: int) -> None:
        """Write a number of villages at the right end of the column."""
        baseline = middle - self.size * MM_PER_POINT * 0.33
        text, right = number(count, self.lang), left + self.width
        sheet.write(text, right, baseline, self._count_style, "legend", align="right")

    @property
    def _circles_height(self) -> float:
        if self.circles is None:
            return 0.0
        return self._circles_span(self.circles) + _GROUP_GAP + 1.6

    def _circles_span(self, circles: CircleScale) -> float:
        """Height of the nested circles or of their labels, whichever is higher."""
        examples = circles.examples()
        return max(2 * circles.radius(examples[0]), len(examples) * self._label_step) + 1.0

    @property
    def _label_step(self) -> float:
        return self._style.line_height * 0.9

    def _draw_circles(self, sheet: Sheet, left: float, top: float, circles: CircleScale) -> None:
        """Draw nested circles on one base line, each with a leader to its value beside it."""
        examples = circles.examples()
        counts = [entry.count for entry in self.layer.classes if entry.lower is not None]
        largest = circles.radius(examples[0])
        middle = top - self._circles_span(circles) / 2
        centre, base = left + largest + 0.3, middle - largest
        labels_left = centre + largest + 5.0
        crowns = [base + 2 * circles.radius(value) for value in examples]
        levels = keep_apart(crowns, self._label_step, middle)
        for value, crown, level in zip(examples, crowns, levels, strict=True):
            radius = circles.radius(value)
            circle = Circle(
                (centre, base + radius),
                radius,
                facecolor=to_rgba(circles.colour, CIRCLE_OPACITY),
                edgecolor=circles.edge,
                linewidth=0.6,
                gid=f"legend-circle-{value:g}",
                transform=sheet.mm,
            )
            sheet.add(circle, "legend", zorder=3)
            sheet.line(
                (centre, labels_left - 3.2, labels_left - 0.8),
                (crown, crown, level),
                "legend",
                colour=INK,
                width=0.4,
                zorder=4,
            )
            if value == examples[0]:
                self._write_count(sheet, left, level, sum(counts))
            label = number(value, self.lang, decimals=_decimals(value))
            baseline = level - self.size * MM_PER_POINT * 0.3
            sheet.write(label, labels_left, baseline, self._style, "legend")


def keep_apart(heights: Sequence[float], step: float, middle: float) -> list[float]:
    """
    Give labels a place beside their marks so that they keep apart.

    Parameters
    ----------
    heights
        Of the marks, from the highest to the lowest.
    step
        Least distance of two labels.
    middle
        Height around which the labels stand when the marks are nearer to each other than that.

    Returns
    -------
    list of float
        Heights of the labels, in the same order; those of the marks where these have room.
    """
    if all(upper - lower >= step for upper, lower in pairwise(heights)):
        return list(heights)
    highest = middle + (len(heights) - 1) * step / 2
    return [highest - place * step for place in range(len(heights))]


def zero_mark(points: npt.NDArray[np.float64], sheet: Sheet, size: float = MARK_SIZE) -> Line2D:
    """Return crosses of `size` mm at points of the page: villages that reported none."""
    return Line2D(
        points[:, 0],
        points[:, 1],
        linestyle="none",
        marker="x",
        markersize=size / MM_PER_POINT,
        markeredgewidth=size / MARK_SIZE,
        color=INK,
        transform=sheet.mm,
    )


def _decimals(value: float) -> int:
    return next((digits for digits in range(6) if round(value, digits) == value), 6)
