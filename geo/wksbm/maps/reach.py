"""Populated areas without a group nearby, and places proposed for new ones: what maps list."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import NamedTuple

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from wksbm.crs import GEOGRAPHIC
from wksbm.layers.model import Atlas
from wksbm.layers.reach_tables import PROPOSAL_TABLE, SPOT_TABLE, spot_table
from wksbm.layers.spread import Proposal, Spread
from wksbm.maps.symbols import INK
from wksbm.text import Text, amount, distance, figure, fill, join_texts

SPOT_COLOUR = "#c63d00"
MOST_LISTED = 10
SPOTS = Text("Daerah belum terjangkau", "Areas beyond reach")
PLACES = Text("Usulan tempat", "Proposed places")
_PEOPLE = Text("orang", "people")
_GAINED = Text("orang terjangkau", "people reached")
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


def describe_marks(marks: ReachMarks) -> tuple[Text, ...]:
    """Read both lists out, for those who do not see them."""
    lists = tuple(_read_out(found) for found in listed(marks) if found.rows)
    return (*lists, circles_sentence(marks.reach_m)) if marks.places else lists


def circles_sentence(reach_m: float) -> Text:
    """Say what the circles round proposed places are, `reach_m` metres."""
    sentence = Text("Lingkaran: jangkauan {reach}", "Circles: a reach of {reach}")
    return fill(sentence, reach=distance(reach_m))


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


def _read_out(found: ReachList) -> Text:
    entry = Text("{mark} {name} ({people} orang)", "{mark} {name} ({people} people)")
    names = join_texts(
        fill(entry, mark=mark, name=name, people=figure(people))
        for mark, name, people in found.rows
    )
    return fill(
        Text("{heading}: {names}", "{heading}: {names}"), heading=found.heading, names=names
    )
