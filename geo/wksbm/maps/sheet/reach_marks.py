"""Areas beyond reach and proposed places on a printed map: marks, legend and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wksbm.maps.reach import SPOT_COLOUR, ReachMarks, listed
from wksbm.maps.sheet.frame import Geometries, MapFrame, Window
from wksbm.maps.sheet.furniture import Paragraph, Pen, Sheet
from wksbm.maps.sheet.paint import paint
from wksbm.maps.sheet.ranked_list import Item, Listing, draw_number
from wksbm.maps.sheet.scan_areas import number_places
from wksbm.maps.sheet.theme import TextStyle
from wksbm.maps.symbols import INK, KECAMATAN_EDGE, PAPER
from wksbm.text import (
    Lang,
    Text,
    distance,
    exact,
    fill,
    number,
)

_RADIUS = 1.55
_CIRCLE = Pen(INK, 0.7, (3.0, 2.0))
_CASING = Pen(PAPER, 1.6)
_HALO, _HALO_SCALE = 0.8, 3.0
_SWATCH_WIDTH, _SWATCH_HEIGHT, _SWATCH_GAP = 7.5, 4.2, 2.4
_NARROW, _NARROWER = 50.0, 0.75
_ROW_GAP = 1.15
_BEYOND = Text(
    "daerah belum terjangkau dalam {reach}, sedikitnya {fewest} orang",
    "area beyond a reach of {reach}, at least {fewest} people",
)
_AROUND = Text("jangkauan {reach} dari usulan tempat", "reach of {reach} round a proposed place")


def reach_listings(
    marks: ReachMarks, lang: Lang, width: float, size: float, rows: int
) -> tuple[Listing, ...]:
    """
    List the areas and the places.

    Parameters
    ----------
    marks
        What is on the map.
    lang
        Language.
    width, size
        In millimetres and points.
    rows
        Most lines of each list; without any it only tells how many there are, and where.
    """
    return tuple(
        Listing(
            heading=found.heading.to(lang),
            figures=found.figures.to(lang) if found.rows else "",
            items=tuple(
                Item(name, number(people, lang), mark) for mark, name, people in found.rows
            ),
            rest=found.rest.to(lang) if found.rest else "",
            width=width,
            size=size,
            colour=INK,
            disc=found.disc,
        )
        for found in listed(marks, rows)
        if found.rows or found.rest
    )


@dataclass(frozen=True)
class ReachLegend:
    """
    What the areas beyond reach and the circles round proposed places mean.

    Parameters
    ----------
    marks
        What is on the map; what is not is not explained.
    width, size
        In millimetres and points.
    lang
        Language.
    circled
        False where the page is so small that discs hide the circles.
    """

    marks: ReachMarks
    width: float
    size: float
    lang: Lang
    circled: bool = True

    @property
    def height(self) -> float:
        """Height of the entries."""
        return sum(self._row(words) for words in (self._beyond, self._around))

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw each symbol with its meaning beside it."""
        width, height = self._swatch
        for words, draw in ((self._beyond, self._draw_area), (self._around, self._draw_circle)):
            if words.lines:
                middle = top - max(words.height, height) / 2
                draw(sheet, Window(left, middle - height / 2, width, height))
                words.draw(sheet, left + width + _SWATCH_GAP, middle + words.height / 2)
            top -= self._row(words)

    def _draw_area(self, sheet: Sheet, box: Window) -> None:
        pen = Pen(KECAMATAN_EDGE, 0.35)
        sheet.box(box, "legend", fill=SPOT_COLOUR, pen=pen, zorder=3, gid="legend-spots")

    def _draw_circle(self, sheet: Sheet, box: Window) -> None:
        middle = (box.left + box.width / 2, box.bottom + box.height / 2)
        ring = shapely.get_coordinates(shapely.Point(middle).buffer(box.height / 2)).tolist()
        sheet.ring(ring, "legend", pen=_CIRCLE, zorder=3, gid="legend-reach-circles")
        dot = box.height / 6
        sheet.disc(middle, dot, "legend", fill=INK, pen=Pen(INK, 0.0), zorder=3)

    def _row(self, words: Paragraph) -> float:
        return max(words.height, self._swatch[1]) + _ROW_GAP if words.lines else 0.0

    @property
    def _swatch(self) -> tuple[float, float]:
        """Width and height of a symbol, as those of the classes."""
        wider = _NARROWER if self.width < _NARROW else max(1.0, self.size / 9.2)
        return _SWATCH_WIDTH * wider, _SWATCH_HEIGHT * self.size / 9

    @property
    def _beyond(self) -> Paragraph:
        fewest = exact(self.marks.fewest)
        told = fill(_BEYOND, reach=distance(self.marks.reach_m), fewest=fewest)
        return self._words(told if self.marks.spots else None)

    @property
    def _around(self) -> Paragraph:
        told = fill(_AROUND, reach=distance(self.marks.reach_m))
        return self._words(told if self.marks.places and self.circled else None)

    def _words(self, told: Text | None) -> Paragraph:
        room = self.width - self._swatch[0] - _SWATCH_GAP
        text = told.to(self.lang) if told else ""
        return Paragraph(text, TextStyle(self.size), room, "legend", max_lines=3)


def draw_marks(sheet: Sheet, frame: MapFrame, marks: ReachMarks) -> list[BaseGeometry]:
    """
    Draw areas, circles, numbers of places and letters of areas.

    Parameters
    ----------
    sheet, frame
        The page, and where the land lies on it.
    marks
        What is drawn.

    Returns
    -------
    list of shapely geometries
        The boxes of the discs.
    """
    areas = _on_page(frame, [spot.area for spot in marks.spots])
    circles = _on_page(frame, [place.circle for place in marks.places])
    halo = Pen(PAPER, _HALO * min(1.0, frame.mm_per_km / _HALO_SCALE))
    paint(sheet, areas, "spots", fill=None, pen=halo, zorder=2.4)
    paint(sheet, areas, "spots", fill=SPOT_COLOUR, pen=None, zorder=2.5, gid="spots")
    circles = shapely.intersection(circles, frame.window.box)
    for pen, level in ((_CASING, 2.6), (_CIRCLE, 2.7)):
        paint(sheet, circles, "reach-circles", fill=None, pen=pen, zorder=level)
    radius = _RADIUS * sheet.page.scale
    discs: list[BaseGeometry] = []
    for place in marks.places:
        (middle,) = _on_page(frame, [place.middle])
        draw_number(sheet, place.number, (middle.x, middle.y), radius, "places", zorder=6.4)
        discs.append(middle.buffer(radius).envelope)
    lettered = [index for index, spot in enumerate(marks.spots) if spot.letter]
    placed = number_places(frame, areas[lettered], discs, (), radius)
    for index, label in placed.items():
        letter = marks.spots[lettered[index]].letter
        draw_number(
            sheet, letter, (label.x, label.y), radius, "spot-letters", zorder=6.0, disc=SPOT_COLOUR
        )
    return [*discs, *(label.box for label in placed.values())]


def _on_page(frame: MapFrame, shapes: Sequence[BaseGeometry]) -> Geometries:
    return frame.to_page(np.array(list(shapes), dtype=object)) if shapes else np.empty(0, object)
