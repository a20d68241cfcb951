"""Areas beyond reach and proposed places on a printed map: marks, legend and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wksbm.layers.model import Atlas
from wksbm.maps.reach import (
    MOST_LISTED,
    SPOT_COLOUR,
    ReachMarks,
    describe_marks,
    listed,
    reach_marks,
)
from wksbm.maps.sheet.frame import Geometries, MapFrame, Window
from wksbm.maps.sheet.furniture import Paragraph, Pen, Sheet
from wksbm.maps.sheet.kinds.base import LEGEND_GAP, Blocks, Column, Corner, PrintedMap, Shapes
from wksbm.maps.sheet.kinds.surface import SurfaceMap
from wksbm.maps.sheet.legend import LABEL_GAP, ROW_GAP, Legend, centred_row, swatch_size
from wksbm.maps.sheet.map_body import Land
from wksbm.maps.sheet.paint import paint
from wksbm.maps.sheet.ranked_list import Item, Listing, draw_number
from wksbm.maps.sheet.scan_areas import number_places
from wksbm.maps.sheet.theme import TextStyle
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import INK, KECAMATAN_EDGE, MM_PER_POINT, PAPER, CircleScale
from wksbm.text import Lang, Text, distance, exact, fill, number

_RADIUS = 1.55
_CIRCLE = Pen(INK, 0.7, (3.0, 2.0))
_CASING = Pen(PAPER, 1.6)
_HALO, _HALO_SCALE = 0.8, 3.0
_MARKS_GAP = 1.2
_BEYOND = Text(
    "daerah belum terjangkau dalam {reach}, sedikitnya {fewest} orang",
    "area beyond a reach of {reach}, at least {fewest} people",
)
_AROUND = Text("jangkauan {reach} dari usulan tempat", "reach of {reach} round a proposed place")


@dataclass(frozen=True)
class ReachMap(SurfaceMap):
    """
    Distance to the nearest group, areas beyond reach and proposed places.

    Parameters
    ----------
    marks
        The areas and the places.
    """

    marks: ReachMarks

    corner = Corner(48.0, cut=True)

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Find the surface and what is marked on it."""
        layer, surface, spread = cls.computed(atlas, spec)
        return cls(atlas, layer, surface, reach_marks(atlas, spread))

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Read both lists out."""
        return describe_marks(self.marks)

    @property
    def listable(self) -> int:
        """Lines of the longer list."""
        return min(max(len(self.marks.spots), len(self.marks.places)), MOST_LISTED)

    def legend_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Explain the marks below the surface, as if they were its classes."""
        lang = self.atlas.config.lang
        return (
            (self.legend(self.layer, column, circles), _MARKS_GAP),
            (reach_legend(self.marks, column, lang), LEGEND_GAP),
        )

    def lists(self, column: Column, shown: int) -> tuple[Listing, ...]:
        """List areas and places; without any line it says how many there are, and where."""
        lang = self.atlas.config.lang
        return tuple(
            Listing(
                heading=found.heading.to(lang),
                figures=found.figures.to(lang) if found.rows else "",
                items=tuple(
                    Item(name, number(people, lang), mark) for mark, name, people in found.rows
                ),
                rest=found.rest.to(lang) if found.rest else "",
                width=column.width,
                size=column.list_size,
                colour=INK,
                disc=found.disc,
            )
            for found in listed(self.marks, shown)
            if found.rows or found.rest
        )

    def draw_above(self, land: Land, circles: CircleScale | None) -> Shapes:
        """Draw the marks above the surface."""
        super().draw_above(land, circles)
        return draw_marks(land.sheet, land.frame, self.marks)


def reach_legend(marks: ReachMarks, column: Column, lang: Lang) -> Legend:
    """Explain areas and circles that are on the map; discs hide circles on a narrow page."""
    style, (width, height) = TextStyle(column.size), swatch_size(column.width, column.size)
    label_left = width + LABEL_GAP
    reach, fewest = distance(marks.reach_m), exact(marks.fewest)
    entries = (
        (marks.spots, fill(_BEYOND, reach=reach, fewest=fewest), _draw_area),
        (marks.places and not column.page.narrow, fill(_AROUND, reach=reach), _draw_circle),
    )
    rows = []
    for there, sentence, draw in entries:
        if there:
            room = column.width - label_left
            label = Paragraph(sentence.to(lang), style, room, "legend", max_lines=3)
            taller, swatch = max(label.height, height), partial(draw, width, height)
            drop = label.ascent / (style.size * MM_PER_POINT) - style.leading / 2
            row = centred_row(label.lines, style, taller + ROW_GAP, taller / 2, swatch, drop=drop)
            rows.append(row)
    return Legend(tuple(rows), column.width, column.size, label_left)


def _draw_area(width: float, height: float, sheet: Sheet, left: float, middle: float) -> None:
    box, pen = Window(left, middle - height / 2, width, height), Pen(KECAMATAN_EDGE, 0.35)
    sheet.box(box, "legend", fill=SPOT_COLOUR, pen=pen, zorder=3, gid="legend-spots")


def _draw_circle(width: float, height: float, sheet: Sheet, left: float, middle: float) -> None:
    centre = (left + width / 2, middle)
    ring = shapely.get_coordinates(shapely.Point(centre).buffer(height / 2)).tolist()
    sheet.ring(ring, "legend", pen=_CIRCLE, zorder=3, gid="legend-reach-circles")
    sheet.disc(centre, height / 6, "legend", fill=INK, pen=Pen(INK, 0.0), zorder=3)


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
