"""Legends of printed maps. Colours, labels and counts are those of the layer, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

from wksbm.config import Labels
from wksbm.layers.model import Layer, LegendClass
from wksbm.maps.sheet.furniture import Paragraph, Sheet, Stack, soft
from wksbm.maps.sheet.theme import TextStyle, text_width, wrap
from wksbm.maps.symbols import (
    CIRCLE_OPACITY,
    INK,
    KECAMATAN_EDGE,
    MARK_SIZE,
    MM_PER_POINT,
    CircleScale,
    fill_of,
    hatch_ink_on,
    hatch_of,
    is_marked,
)
from wksbm.text import Lang, number, several

SWATCH_WIDTH, LABEL_GAP, ROW_GAP = 7.5, 2.4, 1.15
CENTRED = 0.33
"""How far the base line lies below the middle of a line of type, in sizes."""
_SWATCH_HEIGHT = 4.2
_GROUP_GAP, _HEAD_GAP = 1.6, 1.6
_NARROW = 50.0

Swatch = Callable[[Sheet, float, float], None]
"""Draws a symbol from its left end and its middle height."""


@dataclass(frozen=True)
class LegendRow:
    """
    A symbol, what it stands for, and how many there are.

    Parameters
    ----------
    lines
        The label as it is broken.
    style
        How it is set.
    height
        Of the row with the gap below it, in millimetres.
    middle, baseline
        How far below its top the middle of the symbol and the first line stand.
    swatch
        Draws the symbol; None without one.
    count
        At the right end; may be empty.
    """

    lines: Sequence[str]
    style: TextStyle
    height: float
    middle: float
    baseline: float
    swatch: Swatch | None = None
    count: str = ""


@dataclass(frozen=True)
class Legend:
    """
    Rows below a heading.

    Parameters
    ----------
    rows
        From top to bottom.
    width
        Of the column, in millimetres.
    size
        Type size in points.
    label_left
        Where labels begin.
    head, head_gap
        Heading, what stands below it, and the gap below both.
    count_label
        What is counted; may be empty.
    part
        Of the page.
    """

    rows: tuple[LegendRow, ...]
    width: float
    size: float
    label_left: float
    head: tuple[Paragraph, ...] = ()
    head_gap: float = 0.0
    count_label: str = ""
    part: str = "legend"

    @property
    def height(self) -> float:
        """Height of heading and rows."""
        return self._head_height + sum(row.height for row in self.rows)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw heading and rows."""
        right = left + self.width
        Stack(tuple((paragraph, 0.0) for paragraph in self.head)).draw(sheet, left, top)
        if self.head and self.count_label:
            baseline = top - self.head[0].style.size * MM_PER_POINT * 0.88
            style = count_style(self.size)
            sheet.write(self.count_label, right, baseline, style, self.part, align="right")
        top -= self._head_height
        for row in self.rows:
            middle = top - row.middle
            if row.swatch is not None:
                row.swatch(sheet, left, middle)
            for place, line in enumerate(row.lines):
                baseline = top - row.baseline - place * row.style.line_height
                sheet.write(line, left + self.label_left, baseline, row.style, self.part)
            if row.count:
                _write_count(sheet, row.count, right, middle, self.size, self.part)
            top -= row.height

    @property
    def _head_height(self) -> float:
        return sum(paragraph.height for paragraph in self.head) + self.head_gap


def centred_row(
    lines: Sequence[str],
    style: TextStyle,
    height: float,
    middle: float,
    swatch: Swatch,
    count: str = "",
    drop: float = CENTRED,
) -> LegendRow:
    """Return a row whose label is centred on its symbol; `drop` is that of one line, in sizes."""
    baseline = middle + style.size * MM_PER_POINT * drop - (len(lines) - 1) / 2 * style.line_height
    return LegendRow(lines, style, height, middle, baseline, swatch, count)


def layer_legend(
    layer: Layer,
    width: float,
    size: float,
    labels: Labels,
    lang: Lang,
    circles: CircleScale | None = None,
    *,
    headed: bool = True,
) -> Legend:
    """
    Return the legend of a layer: circles or classes, then zero and villages without data.

    Parameters
    ----------
    layer
        The layer that the map shows.
    width, size
        Of the column in millimetres; of the type in points, the rest follows.
    labels
        What villages are called.
    lang
        Language.
    circles
        The scale of the circles; None without circles or when no value is above 0.
    headed
        False for what is left of a legend that is headed elsewhere.
    """
    style, box = TextStyle(size), swatch_size(width, size)
    label_left = box[0] + LABEL_GAP
    categories = layer.spec.symbology == "categories"
    most = 2 if categories or width < _NARROW else 1

    def row(entry: LegendClass) -> LegendRow:
        count = number(entry.count, lang)
        room = width - label_left - text_width(count, count_style(size)) - 2
        lines = wrap(entry.label.to(lang), style, room, max_lines=most)
        more = (len(lines) - 1) * style.line_height
        height = max(box[1] + ROW_GAP, style.line_height) + more
        swatch = partial(_draw_class, layer, entry, box)
        return centred_row(lines, style, height, (box[1] + more) / 2, swatch, count)

    special = [entry for entry in layer.classes if _is_special(entry, categories=categories)]
    classes = [entry for entry in layer.classes if entry not in special]
    rows = [row(entry) for entry in classes if layer.spec.symbology != "symbols"]
    if rows and special:
        rows[-1] = replace(rows[-1], height=rows[-1].height + _GROUP_GAP)
    rows += map(row, special)
    counted = (layer.measured or several(labels.desa)).to(lang)
    count_label = counted if rows else ""
    if circles is not None:
        rows.insert(0, _circles_row(layer, circles, width, style, lang))
    if not headed:
        return Legend(tuple(rows), width, size, label_left)
    head = _head(layer, width, size, lang, counted)
    return Legend(tuple(rows), width, size, label_left, head, _HEAD_GAP, count_label)


def count_style(size: float) -> TextStyle:
    """Return how counts beside labels of this size are set."""
    return soft(TextStyle(size * 0.9))


def swatch_size(width: float, size: float) -> tuple[float, float]:
    """Return width and height of the symbols in a column of this width and type."""
    wider = 0.75 if width < _NARROW else max(1.0, size / 9.2)
    return SWATCH_WIDTH * wider, _SWATCH_HEIGHT * size / 9


def _is_special(entry: LegendClass, *, categories: bool) -> bool:
    return entry.hatch if categories else entry.lower is None


def _head(
    layer: Layer, width: float, size: float, lang: Lang, count_label: str
) -> tuple[Paragraph, ...]:
    """Return the title and the unit, unless the title says it already."""
    title, unit = layer.spec.title.to(lang), layer.spec.unit.to(lang)
    if unit.casefold() in title.casefold():
        unit = ""
    room = width - text_width(count_label, count_style(size)) - 3
    return (
        Paragraph(title, TextStyle(size * 1.08, 600), room, "legend", max_lines=3),
        Paragraph(unit, count_style(size), width * 0.7, "legend", max_lines=2),
    )


def _draw_class(
    layer: Layer,
    entry: LegendClass,
    box: tuple[float, float],
    sheet: Sheet,
    left: float,
    middle: float,
) -> None:
    width, height = box
    corner, name = (left, middle - height / 2), f"legend-{entry.key}"
    fill = fill_of(layer, entry)
    ground = Rectangle(corner, width, height, facecolor=fill, linewidth=0, gid=name)
    sheet.add(ground, "legend", zorder=3)
    if entry.hatch:
        hatching = Rectangle(corner, width, height, facecolor="none", linewidth=0)
        hatching.set(edgecolor=hatch_ink_on(entry.colour), hatch=hatch_of(entry))
        hatching.set_gid(f"{name}-hatch")
        sheet.add(hatching, "legend", zorder=3.1)
    outline = Rectangle(corner, width, height, facecolor="none", edgecolor=KECAMATAN_EDGE)
    outline.set_linewidth(0.35)
    sheet.add(outline, "legend", zorder=4)
    if is_marked(layer, entry):
        sheet.add(zero_mark(np.array([[left + width / 2, middle]]), sheet), "legend", zorder=5)


def _circles_row(
    layer: Layer, circles: CircleScale, width: float, style: TextStyle, lang: Lang
) -> LegendRow:
    """Return nested circles on one base line, each with a leader to its value beside it."""
    examples, step = circles.examples(), style.line_height * 0.9
    largest = circles.radius(examples[0])
    span = max(2 * largest, len(examples) * step) + 1.0
    total = sum(entry.count for entry in layer.classes if entry.lower is not None)

    def draw(sheet: Sheet, left: float, middle: float) -> None:
        centre, base = left + largest + 0.3, middle - largest
        labels_left = centre + largest + 5.0
        crowns = [base + 2 * circles.radius(value) for value in examples]
        levels = keep_apart(crowns, step, middle)
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
            xs = (centre, labels_left - 3.2, labels_left - 0.8)
            sheet.line(xs, (crown, crown, level), "legend", colour=INK, width=0.4, zorder=4)
            if value == examples[0]:
                _write_count(sheet, number(total, lang), left + width, level, style.size, "legend")
            label = number(value, lang, decimals=_decimals(value))
            baseline = level - style.size * MM_PER_POINT * 0.3
            sheet.write(label, labels_left, baseline, style, "legend")

    height = span + _GROUP_GAP + 1.6
    return LegendRow((), style, height, span / 2, 0.0, draw)


def _write_count(
    sheet: Sheet, count: str, right: float, middle: float, size: float, part: str
) -> None:
    baseline = middle - size * MM_PER_POINT * CENTRED
    sheet.write(count, right, baseline, count_style(size), part, align="right")


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
