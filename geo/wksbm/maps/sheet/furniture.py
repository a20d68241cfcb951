"""The parts of a printed page around the map: text, badges, scale bar, north arrow, graticule.

A `Sheet` is a matplotlib figure whose coordinates are millimetres from the lower left corner of
the paper. A block knows its height before it is drawn, so that a page can be laid out first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text as TextArtist
from matplotlib.transforms import Affine2D, Transform
from matplotlib.typing import LineStyleType

from wksbm.maps.sheet.frame import MapFrame, Window, degree_label
from wksbm.maps.sheet.theme import Page, TextStyle, drawable, text_width, wrap
from wksbm.maps.symbols import (
    BACKDROP,
    FRAME,
    GRATICULE,
    HAIRLINE,
    INK,
    MM_PER_INCH,
    MM_PER_POINT,
    PAPER,
    SOFT_INK,
)
from wksbm.text import Lang, number

_CAP_HEIGHT = 0.66
_DESCENT = 0.24
_ELLIPSIS = "…"
_FULL_STOP = r"(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.!?](?= [A-Z0-9])"
_SENTENCE_END = re.compile(_FULL_STOP)
_CLAUSE_END = re.compile(f"{_FULL_STOP}|;(?= )")


@dataclass(frozen=True)
class Pen:
    """
    How a line is drawn.

    Parameters
    ----------
    colour
        As ``#rrggbb``.
    width
        Points.
    dashes
        Lengths of dashes and gaps as multiples of the width; none for a solid line.
    """

    colour: str
    width: float
    dashes: tuple[float, ...] = ()

    @property
    def linestyle(self) -> LineStyleType:
        """The dashes as matplotlib wants them."""
        return (0, self.dashes) if self.dashes else "solid"


@dataclass
class Sheet:
    """
    A page that is being drawn.

    Parameters
    ----------
    page
        Size of the paper.
    figure, mm
        The figure, and the transform from millimetres on paper to its pixels.
    parts
        What has been drawn, by name of the part (``title``, ``legend``, ``scale`` ...).
    """

    page: Page
    figure: Figure = field(init=False)
    mm: Transform = field(init=False)
    parts: dict[str, list[Artist]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        size = (self.page.width / MM_PER_INCH, self.page.height / MM_PER_INCH)
        self.figure = Figure(figsize=size, facecolor=PAPER)
        self.mm = Affine2D().scale(1 / MM_PER_INCH) + self.figure.dpi_scale_trans

    def add(self, artist: Artist, part: str, *, zorder: float = 1.0) -> None:
        """Put an artist whose coordinates are millimetres on the page."""
        if not artist.is_transform_set():
            artist.set_transform(self.mm)
        artist.set_zorder(zorder)
        artist.set_clip_on(False)
        self.figure.add_artist(artist)
        self.parts.setdefault(part, []).append(artist)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        style: TextStyle,
        part: str,
        *,
        align: Literal["left", "center", "right"] = "left",
        zorder: float = 5.0,
        gid: str | None = None,
    ) -> TextArtist:
        """Set one line of plain text; `y` is its base line. Nothing in it is markup."""
        artist = TextArtist(
            x,
            y,
            drawable(text),
            fontproperties=style.font(),
            color=style.colour,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            gid=gid,
        )
        artist.set_transform(self.mm)
        self.add(artist, part, zorder=zorder)
        return artist

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        part: str,
        *,
        colour: str = HAIRLINE,
        width: float = 0.5,
        dashes: tuple[float, ...] = (),
        zorder: float = 1.0,
    ) -> None:
        """Draw a line; its width is in points, its dashes are multiples of the width."""
        artist = Line2D(list(xs), list(ys), color=colour, linewidth=width, transform=self.mm)
        artist.set_linestyle(Pen(colour, width, dashes).linestyle)
        self.add(artist, part, zorder=zorder)

    def ring(
        self,
        points: Sequence[tuple[float, float]],
        part: str,
        *,
        pen: Pen,
        zorder: float = 1.0,
        gid: str | None = None,
    ) -> None:
        """Draw a closed line."""
        outline = Polygon(points, closed=True, fill=False, joinstyle="round", gid=gid)
        outline.set(edgecolor=pen.colour, linewidth=pen.width, linestyle=pen.linestyle)
        self.add(outline, part, zorder=zorder)

    def disc(
        self,
        middle: tuple[float, float],
        radius: float,
        part: str,
        *,
        fill: str,
        pen: Pen,
        zorder: float = 1.0,
        gid: str | None = None,
    ) -> None:
        """Draw a filled circle."""
        circle = Circle(middle, radius, facecolor=fill, transform=self.mm, gid=gid)
        circle.set(edgecolor=pen.colour, linewidth=pen.width, linestyle=pen.linestyle)
        self.add(circle, part, zorder=zorder)

    def marks(
        self,
        points: npt.NDArray[np.float64],
        part: str,
        *,
        marker: str,
        size: float,
        colour: str,
        zorder: float = 1.0,
        gid: str | None = None,
    ) -> None:
        """Draw a mark of `size` millimetres at each point (rows of x and y)."""
        artist = Line2D(points[:, 0], points[:, 1], linestyle="none", marker=marker, color=colour)
        artist.set(markersize=size / MM_PER_POINT, markeredgewidth=0, gid=gid, transform=self.mm)
        self.add(artist, part, zorder=zorder)

    def box(
        self,
        window: Window,
        part: str,
        *,
        fill: str,
        pen: Pen | None = None,
        zorder: float = 1.0,
        gid: str | None = None,
    ) -> None:
        """Draw a filled rectangle, without a line unless a pen is given."""
        corner = (window.left, window.bottom)
        shape = Rectangle(corner, window.width, window.height, facecolor=fill, gid=gid)
        if pen is None:
            shape.set(linewidth=0)
        else:
            shape.set(edgecolor=pen.colour, linewidth=pen.width, linestyle=pen.linestyle)
        self.add(shape, part, zorder=zorder)


class Block(Protocol):
    """Something of known height that hangs from a point of the page."""

    @property
    def height(self) -> float:
        """Height in millimetres."""

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it with its upper left corner at (`left`, `top`)."""


@dataclass(frozen=True)
class Stack:
    """Blocks below each other, with the gaps between them given by each block's predecessor."""

    blocks: tuple[tuple[Block, float], ...]

    @property
    def height(self) -> float:
        """Height of all blocks and the gaps between them."""
        heights = sum(block.height for block, _ in self.blocks)
        return heights + sum(gap for _, gap in self.blocks[:-1])

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the blocks from top to bottom."""
        for block, gap in self.blocks:
            block.draw(sheet, left, top)
            top -= block.height + gap


@dataclass(frozen=True)
class Paragraph:
    """
    A text broken into lines of at most `width`.

    What does not fit is left out as whole sentences where two fit, else behind a sentence, clause
    or word, never right before a number; an ellipsis tells it where there is room.
    """

    text: str
    style: TextStyle
    width: float
    part: str
    max_lines: int = 12
    zorder: float = 5.0

    @property
    def lines(self) -> list[str]:
        """The lines as set; none for an empty text."""
        if not self.text.strip() or not self.max_lines:
            return []
        lines = self._broken(self.text)
        if len(lines) <= self.max_lines:
            return lines
        fitting = len(" ".join(lines[: self.max_lines]).split(" "))
        for shorter in _shortened(drawable(self.text).split(" "), fitting):
            lines = self._broken(shorter)
            if len(lines) <= self.max_lines and lines[-1] != _ELLIPSIS:
                return lines
        return wrap(self.text, self.style, self.width, max_lines=self.max_lines)

    def _broken(self, text: str) -> list[str]:
        """Return the lines of a text; one more than there may be if it is too long."""
        return wrap(text, self.style, self.width, max_lines=self.max_lines + 1)

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.style.line_height

    @property
    def ascent(self) -> float:
        """From the top to the base line of the first line."""
        return self.style.size * MM_PER_POINT * (_CAP_HEIGHT + (self.style.leading - 0.9) / 2)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Set the lines."""
        for place, line in enumerate(self.lines):
            baseline = top - self.ascent - place * self.style.line_height
            sheet.write(line, left, baseline, self.style, self.part, zorder=self.zorder)


@dataclass(frozen=True)
class Rule:
    """A thin line across the column."""

    width: float
    part: str = "rule"
    colour: str = HAIRLINE
    weight: float = 0.5

    @property
    def height(self) -> float:
        """A line takes no height."""
        return 0.0

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the line."""
        xs, ys = (left, left + self.width), (top, top)
        sheet.line(xs, ys, self.part, colour=self.colour, width=self.weight)


@dataclass(frozen=True)
class Badge:
    """A warning that goes with the picture, as a label: filled, or only outlined."""

    text: str
    style: TextStyle
    colour: str
    filled: bool
    part: str = "badge"

    @property
    def height(self) -> float:
        """Height of the label."""
        return self.style.size * MM_PER_POINT * 1.75

    @property
    def width(self) -> float:
        """Width of the label."""
        return text_width(drawable(self.text), self._set) + self.height

    @property
    def _set(self) -> TextStyle:
        colour = PAPER if self.filled else self.colour
        return TextStyle(self.style.size, self.style.weight, colour)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the label."""
        inset = 0.15
        box = FancyBboxPatch(
            (left + inset, top - self.height + inset),
            self.width - 2 * inset,
            self.height - 2 * inset,
            boxstyle=f"round,pad=0,rounding_size={self.height * 0.18}",
            facecolor=self.colour if self.filled else PAPER,
            edgecolor=self.colour,
            linewidth=0.8,
            transform=sheet.mm,
        )
        sheet.add(box, self.part, zorder=4)
        size = self.style.size * MM_PER_POINT
        baseline = top - self.height / 2 - size * _CAP_HEIGHT / 2
        sheet.write(self.text, left + self.height / 2, baseline, self._set, self.part)


@dataclass(frozen=True)
class Row:
    """Badges side by side, in a new line where the column is full."""

    badges: tuple[Badge, ...]
    width: float
    gap: float = 2.0

    @property
    def height(self) -> float:
        """Height of all lines."""
        return max((below for _, below in self._corners), default=0.0)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the badges."""
        for badge, (right, below) in zip(self.badges, self._corners, strict=True):
            badge.draw(sheet, left + right - badge.width, top - below + badge.height)

    @property
    def _corners(self) -> list[tuple[float, float]]:
        """Lower right corner of each badge, from the upper left corner of the row."""
        corners = []
        x = y = 0.0
        for badge in self.badges:
            if x and x + badge.width > self.width:
                x, y = 0.0, y + badge.height + self.gap
            corners.append((x + badge.width, y + badge.height))
            x += badge.width + self.gap
        return corners


@dataclass(frozen=True)
class ScaleBar:
    """
    A scale bar with its numeric scale, and the north arrow at the right end of the column.

    Parameters
    ----------
    width
        Of the column.
    mm_per_km
        Millimetres on paper per true kilometre on the ground, at the middle of the map.
    denominator
        Of the numeric scale, ``1 : denominator``.
    north
        Direction of true north at the middle of the map, degrees clockwise from straight up.
    style
        Of the numbers.
    lang
        Language of the numbers.
    paper
        Size of paper at which the numeric scale holds; without one it is left out.
    """

    width: float
    mm_per_km: float
    denominator: int
    north: float
    style: TextStyle
    lang: Lang
    paper: str

    _BAR = 1.5
    _ARROW = 11.0
    _CELLS = 4

    @property
    def kilometres(self) -> float:
        """Length of the whole bar: the largest round one that leaves room for the arrow."""
        room = (self.width - self._ARROW - 12) / self.mm_per_km
        steps = (value * 10.0**power for power in range(-4, 6) for value in (1, 2, 4, 5, 8))
        return max(step for step in steps if step <= max(room, 2e-4))

    @property
    def height(self) -> float:
        """Height of the arrow, which is the higher of the two."""
        return max(self._ARROW, 2 * self.style.line_height + self._BAR + 1.6)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the bar and the arrow."""
        length = self.kilometres * self.mm_per_km
        cell = length / self._CELLS
        left_bar = left + 1.0
        upper = top - self.style.line_height - 0.4
        for place in range(self._CELLS):
            box = Rectangle(
                (left_bar + place * cell, upper - self._BAR),
                cell,
                self._BAR,
                facecolor=INK if place % 2 == 0 else PAPER,
                edgecolor=INK,
                linewidth=0.5,
                gid=f"scale-{place}",
            )
            sheet.add(box, "scale", zorder=3)
        baseline = upper + 0.8
        for fraction in (0.0, 0.5, 1.0):
            label = _kilometres(self.kilometres * fraction, self.lang)
            x = left_bar + length * fraction
            sheet.write(label, x, baseline, self.style, "scale", align="center")
        last = _kilometres(self.kilometres, self.lang)
        after = left_bar + length + text_width(last, self.style) / 2
        sheet.write(" km", after + 0.7, baseline, self.style, "scale")
        if self.paper:
            self._write_numeric(sheet, left_bar, upper)
        self._draw_arrow(sheet, left + self.width - 4.0, top - self.height / 2)

    def _write_numeric(self, sheet: Sheet, left: float, upper: float) -> None:
        below = upper - self._BAR - self.style.line_height * 0.85
        numeric = f"1 : {number(self.denominator, self.lang)} ({self.paper})"
        sheet.write(numeric, left, below, self.style, "scale")

    def _draw_arrow(self, sheet: Sheet, x: float, y: float) -> None:
        turn = Affine2D().rotate_deg(-self.north).translate(x, y) + sheet.mm
        half = self._ARROW / 2
        tip, notch, foot = (0.0, half - 3.2), (0.0, -half + 1.3), -half
        for side, colour in ((-1, INK), (1, PAPER)):
            outline = [tip, (side * 2.5, foot), notch]
            shape = Polygon(outline, closed=True, facecolor=colour, edgecolor=INK, linewidth=0.6)
            shape.set_transform(turn)
            sheet.add(shape, "north", zorder=3)
        style = TextStyle(max(8.0, self.style.size), 700)
        letter = {"id": "U", "en": "N"}[self.lang]
        sheet.write(letter, x, y + half - 2.5, style, "north", align="center")


def draw_ground(sheet: Sheet, frame: MapFrame, lang: Lang) -> None:
    """Draw the window of the map with its graticule, and degrees unless it is small."""
    window = frame.window
    corner, size = (window.left, window.bottom), (window.width, window.height)
    ground = Rectangle(corner, *size, facecolor=BACKDROP, edgecolor="none", gid="ground")
    sheet.add(ground, "ground", zorder=0.1)
    neatline = Rectangle(corner, *size, facecolor="none", edgecolor=FRAME, linewidth=0.7)
    sheet.add(neatline, "frame", zorder=8)
    lines = [line for _, line in (*frame.meridians(), *frame.parallels())]
    graticule = LineCollection(
        [shapely.get_coordinates(line) for line in lines],
        colors=GRATICULE,
        linewidths=0.5,
        transform=sheet.mm,
        gid="graticule",
    )
    sheet.add(graticule, "graticule", zorder=0.2)
    if sheet.page.narrow:
        return
    small = soft(TextStyle(sheet.page.size(6.0)))
    for degrees, line in frame.meridians():
        x, _ = min(shapely.get_coordinates(line).tolist(), key=lambda point: point[1])
        text = degree_label(degrees, meridian=True, lang=lang)
        if x + text_width(text, small) + 2 < window.left + window.width:
            sheet.write(text, x + 0.7, window.bottom + 1.0, small, "degrees", zorder=0.3)
    for degrees, line in frame.parallels():
        _, y = min(shapely.get_coordinates(line).tolist(), key=lambda point: point[0])
        text = degree_label(degrees, meridian=False, lang=lang)
        if y + text_width(text, small) + 2 < window.bottom + window.height:
            written = sheet.write(
                text,
                window.left + 0.5 + 0.95 * small.size * MM_PER_POINT,
                y + 0.7,
                small,
                "degrees",
                zorder=0.3,
            )
            written.set(rotation=90, rotation_mode="anchor")


def soft(style: TextStyle) -> TextStyle:
    """Return the style in the quieter ink."""
    return TextStyle(style.size, style.weight, SOFT_INK, style.leading)


def _shortened(words: Sequence[str], fitting: int) -> Iterator[str]:
    """Yield ways to cut a text of which the first `fitting` words fit, the best first."""
    text, room = " ".join(words), len(" ".join(words[:fitting]))
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, room + 2)]
    if len(ends) < 2:
        ends = [found.end() for found in _CLAUSE_END.finditer(text, 0, room + 2)]
    for end in reversed(ends):
        yield f"{text[:end]} {_ELLIPSIS}"
        yield text[:end]
    for count in range(fitting, 0, -1):
        if not any(sign.isdigit() for sign in words[count]):
            yield f"{' '.join(words[:count])} {_ELLIPSIS}"


def _kilometres(value: float, lang: Lang) -> str:
    decimals = next((digits for digits in range(5) if round(value, digits) == value), 5)
    return number(value, lang, decimals=decimals)
