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

from geo.layers.model import Atlas
from geo.layers.reach_tables import spot_table
from geo.layers.spread import Proposal, Spread
from geo.maps.areas import number_places
from geo.maps.frame import GEOGRAPHIC, Geometries, MapFrame
from geo.maps.furniture import Pen, Sheet
from geo.maps.listing import Item, Listing, draw_number
from geo.maps.shapes import paint
from geo.maps.theme import INK, PAPER
from geo.text import LANGUAGES, Lang, Text, amount, distance, fill, join_words, number

SPOT_COLOUR = "#c63d00"
MOST_LISTED = 10
_RADIUS = 1.55
_CIRCLE = Pen(INK, 0.7, (3.0, 2.0))
_CASING = Pen(PAPER, 1.6)
_SPOT = Pen(PAPER, 0.5)
SPOTS = Text("Daerah belum terjangkau", "Areas beyond reach")
PLACES = Text("Usulan tempat", "Proposed places")
_PEOPLE = Text("orang", "people")
_GAINED = Text("orang terjangkau", "people reached")


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
    """

    spots: tuple[Spot, ...]
    places: tuple[Place, ...]
    reach_m: float


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
    return ReachMarks(spots, places, spread.config.reach_m)


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
        How many are not listed; None if all are.
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
    return (
        ReachList(SPOTS, _PEOPLE, tuple(spots[:shown]), _rest(len(spots) - shown), SPOT_COLOUR),
        ReachList(PLACES, _GAINED, tuple(places[:shown]), _rest(len(places) - shown), INK),
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
        Most lines of each list.
    """
    return tuple(
        Listing(
            heading=found.heading.to(lang),
            figures=found.figures.to(lang),
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
        if found.rows
    )


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
    paint(sheet, areas, "spots", fill=SPOT_COLOUR, pen=_SPOT, zorder=2.5, gid="spots")
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


def _rest(left_out: int) -> Text | None:
    return amount(left_out, Text("lainnya", "other")) if left_out > 0 else None


def _told(found: ReachList, lang: Lang) -> str:
    names = [
        f"{mark} {name} ({number(people, lang)} {_PEOPLE.to(lang)})"
        for mark, name, people in found.rows
    ]
    return f"{found.heading.to(lang)}: {join_words(names, lang)}"
