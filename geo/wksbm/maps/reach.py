"""Populated areas without a group nearby, and places proposed for new ones, on a printed map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wksbm.layers.model import Atlas
from wksbm.layers.reach_tables import PROPOSAL_TABLE, SPOT_TABLE, spot_table
from wksbm.layers.spread import Proposal, Spread
from wksbm.maps.areas import number_places
from wksbm.maps.frame import GEOGRAPHIC, Geometries, MapFrame, Window
from wksbm.maps.furniture import Paragraph, Pen, Sheet
from wksbm.maps.listing import Item, Listing, draw_number
from wksbm.maps.shapes import paint
from wksbm.maps.theme import INK, KECAMATAN_EDGE, PAPER, TextStyle
from wksbm.text import (
    LANGUAGES,
    Lang,
    Text,
    amount,
    distance,
    exact,
    figure,
    fill,
    join_words,
    number,
)

SPOT_COLOUR = "#c63d00"
MOST_LISTED = 10
_RADIUS = 1.55
_CIRCLE = Pen(INK, 0.7, (3.0, 2.0))
_CASING = Pen(PAPER, 1.6)
_HALO, _HALO_SCALE = 0.8, 3.0
_SWATCH_WIDTH, _SWATCH_HEIGHT, _SWATCH_GAP = 7.5, 4.2, 2.4
_NARROW, _NARROWER = 50.0, 0.75
_ROW_GAP = 1.15
SPOTS = Text("Daerah belum terjangkau", "Areas beyond reach")
PLACES = Text("Usulan tempat", "Proposed places")
_PEOPLE = Text("orang", "people")
_GAINED = Text("orang terjangkau", "people reached")
_BEYOND = Text(
    "daerah belum terjangkau dalam {reach}, sedikitnya {fewest} orang",
    "area beyond a reach of {reach}, at least {fewest} people",
)
_AROUND = Text("jangkauan {reach} dari usulan tempat", "reach of {reach} round a proposed place")
_ELSEWHERE = Text(
    "{count} di peta; daftarnya di {table}.csv", "{count} on the map, listed in {table}.csv"
)


@dataclass(frozen=True)
class Spot:
    """
    A populated area beyond reach.

    Parameters
    ----------
    letter
        ``A`` has most people; empty for those that are drawn without a name.
    name
        The village with most of its people, with its sub-district.
    people
        How many live there.
    area
        EPSG:4326.
    """

    letter: str
    name: str
    people: float
    area: BaseGeometry


@dataclass(frozen=True)
class Place:
    """
    A proposed place.

    Parameters
    ----------
    number
        1 adds most.
    name
        Of the candidate, or the village that it lies in, with its sub-district.
    gained
        People whom it brings within reach.
    middle, circle
        The place and what it reaches, EPSG:4326.
    """

    number: int
    name: str
    gained: float
    middle: BaseGeometry
    circle: BaseGeometry


@dataclass(frozen=True)
class ReachMarks:
    """
    What is marked on a map of reach.

    Parameters
    ----------
    spots, places
        Both from the one with most people to that with fewest.
    reach_m
        Metres within which a group serves people.
    fewest
        Areas with fewer people are not among the spots.
    """

    spots: tuple[Spot, ...]
    places: tuple[Place, ...]
    reach_m: float
    fewest: float


def reach_marks(atlas: Atlas, spread: Spread) -> ReachMarks:
    """Return the areas beyond reach, the largest ten with a letter, and the proposed places."""
    table = spot_table(atlas.villages, spread)
    spots = tuple(
        Spot(
            ascii_uppercase[place] if place < MOST_LISTED else "",
            f"{row.desa}, {row.kecamatan}",
            float(row.penduduk),
            row.geometry,
        )
        for place, row in enumerate(table.itertuples())
    )
    points = gpd.GeoSeries.from_xy(
        [entry.lon for entry in spread.proposals],
        [entry.lat for entry in spread.proposals],
        crs=GEOGRAPHIC,
    )
    metric = spread.density.grid.crs if spread.density else points.estimate_utm_crs()
    circles = points.to_crs(metric).buffer(spread.config.reach_m).to_crs(GEOGRAPHIC)
    places = tuple(
        Place(entry.number, _name(atlas, entry), entry.gained, middle, circle)
        for entry, middle, circle in zip(spread.proposals, points, circles, strict=True)
    )
    return ReachMarks(spots, places, spread.config.reach_m, spread.config.fewest_people)


class ReachList(NamedTuple):
    """
    A list of areas or of places.

    Parameters
    ----------
    heading, figures
        Of the list, and of its figures.
    rows
        Letter or number, name, and people.
    rest
        How many are not listed, and in which table all are where none is; None if all are listed.
    disc
        Colour of the mark.
    """

    heading: Text
    figures: Text
    rows: tuple[tuple[str, str, float], ...]
    rest: Text | None
    disc: str


def listed(marks: ReachMarks, most: int = MOST_LISTED) -> tuple[ReachList, ReachList]:
    """Return the areas, then the places: at most `most` of each, and never more than ten."""
    spots = [(spot.letter, spot.name, spot.people) for spot in marks.spots]
    places = [(str(place.number), place.name, place.gained) for place in marks.places]
    shown = min(most, MOST_LISTED)
    rests = (_rest(len(spots), shown, SPOT_TABLE), _rest(len(places), shown, PROPOSAL_TABLE))
    return (
        ReachList(SPOTS, _PEOPLE, tuple(spots[:shown]), rests[0], SPOT_COLOUR),
        ReachList(PLACES, _GAINED, tuple(places[:shown]), rests[1], INK),
    )


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


def marks_told(marks: ReachMarks) -> tuple[Text, ...]:
    """Read both lists out, for those who do not see them."""
    circles = circles_told(marks.reach_m)
    told = [
        Text(*(_told(found, lang) for lang in LANGUAGES)) for found in listed(marks) if found.rows
    ]
    return (*told, circles) if marks.places else tuple(told)


def circles_told(reach_m: float) -> Text:
    """Say what the circles round proposed places are, `reach_m` metres."""
    told = Text("Lingkaran: jangkauan {reach}", "Circles: a reach of {reach}")
    return fill(told, reach=distance(reach_m))


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


def _name(atlas: Atlas, entry: Proposal) -> str:
    if entry.kode not in atlas.villages.index:
        return entry.name
    village = atlas.villages.loc[entry.kode]
    return entry.name or f"{village['desa']}, {village['kecamatan']}"


def _rest(count: int, shown: int, table: str) -> Text | None:
    if count <= shown:
        return None
    if not shown:
        return fill(_ELSEWHERE, count=figure(count), table=table)
    return amount(count - shown, Text("lainnya", "other"))


def _told(found: ReachList, lang: Lang) -> str:
    names = [
        f"{mark} {name} ({number(people, lang)} {_PEOPLE.to(lang)})"
        for mark, name, people in found.rows
    ]
    return f"{found.heading.to(lang)}: {join_words(names, lang)}"
