"""The worst villages of an indicator: numbered on the map and listed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from wksbm.layers.model import Atlas, Layer
from wksbm.maps.sheet.frame import Geometries, MapFrame
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.sheet.ranked_list import DISC_RADIUS, Item, Listing, draw_number
from wksbm.maps.sheet.scan_areas import number_places
from wksbm.maps.symbols import INK
from wksbm.text import LANGUAGES, Lang, Text, join_words, number

MOST = 10
_PRIORITY, _SHORTFALL = "priority", "shortfall"


@dataclass(frozen=True)
class Worst:
    """
    One numbered village.

    Parameters
    ----------
    number
        1 is the worst.
    kode
        Village.
    name
        With its sub-district.
    figure
        Its value, and the range of ranks where there is one.
    """

    number: int
    kode: str
    name: str
    figure: Text


def find_worst(atlas: Atlas, layer: Layer) -> tuple[Worst, ...]:
    """
    Return the ten worst villages of an indicator, fewer where fewer have a shortfall.

    Parameters
    ----------
    atlas
        The built atlas.
    layer
        The indicator: priorities by their rank, anything else by value, the highest first where
        higher is worse, else the lowest; equal values by code, of the shortfall as the list of
        under-served villages has them.
    """
    if layer.spec.measure.kind == _PRIORITY:
        ranked = [
            (priority.kode, _range(priority.best, priority.worst))
            for priority in atlas.priorities[:MOST]
        ]
    else:
        known = layer.values.dropna().sort_index()
        if layer.spec.measure.kind == _SHORTFALL:
            listed = [gap.kode for gap in atlas.gaps if gap.rank and gap.kode in known.index]
            known = known[listed][known[listed] > 0]
        ordered = known.sort_values(ascending=not layer.spec.higher_is_worse, kind="stable")
        ranked = [(str(kode), "") for kode in ordered.index[:MOST]]
    return tuple(
        Worst(place, kode, _name(atlas, kode), _figure(layer, kode, extent))
        for place, (kode, extent) in enumerate(ranked, 1)
    )


def worst_listing(
    worst: Sequence[Worst], layer: Layer, lang: Lang, width: float, size: float, rows: int
) -> Listing:
    """
    List the numbered villages.

    Parameters
    ----------
    worst
        As `find_worst` returns them.
    layer
        Their indicator.
    lang
        Language.
    width, size
        In millimetres and points.
    rows
        Most villages that are listed; the map numbers all of them.
    """
    left_out = len(worst) - rows
    rest = {"id": f"dan {left_out} lagi", "en": f"and {left_out} more"}[lang]
    ranged = layer.spec.measure.kind == _PRIORITY
    figures = {"id": "skor (peringkat)", "en": "score (ranks)"}[lang] if ranged else ""
    return Listing(
        heading=heading(len(worst), layer).to(lang),
        figures=figures or layer.spec.unit.to(lang),
        items=tuple(
            Item(village.name, village.figure.to(lang), number=village.number)
            for village in worst[:rows]
        ),
        rest=rest if left_out > 0 else "",
        width=width,
        size=size,
        colour=INK,
    )


def heading(count: int, layer: Layer) -> Text:
    """Say what the numbered villages are."""
    if layer.spec.measure.kind == _PRIORITY:
        return Text(f"{count} prioritas teratas", f"First {count} priorities")
    if layer.spec.measure.kind == _SHORTFALL:
        return Text(f"{count} kekurangan terbesar", f"{count} largest shortfalls")
    if layer.spec.higher_is_worse:
        return Text(f"{count} nilai tertinggi", f"{count} highest values")
    return Text(f"{count} nilai terendah", f"{count} lowest values")


def told(worst: Sequence[Worst], layer: Layer) -> Text:
    """Read the list out, for those who do not see it."""

    def listed(lang: Lang) -> str:
        names = [f"{item.number} {item.name} ({item.figure.to(lang)})" for item in worst]
        return f"{heading(len(worst), layer).to(lang)}: {join_words(names, lang)}"

    return Text(*(listed(lang) for lang in LANGUAGES))


def draw_worst(
    sheet: Sheet,
    frame: MapFrame,
    worst: Sequence[Worst],
    shapes: Geometries,
    blocked: Sequence[BaseGeometry],
    spare: Sequence[BaseGeometry],
) -> list[BaseGeometry]:
    """
    Write the numbers of the villages on the map.

    Parameters
    ----------
    sheet, frame
        The page, and where the land lies on it.
    worst, shapes
        The villages and their areas on the page, in the same order.
    blocked, spare
        What the discs must not cover, and what they leave free where they can.

    Returns
    -------
    list of shapely geometries
        The boxes of the discs. A village too small for its disc has it nearby, with a leader.
    """
    radius = DISC_RADIUS * sheet.page.scale
    placed = number_places(frame, shapes, blocked, spare, radius)
    for place, label in placed.items():
        middle = shapely.Point(label.x, label.y)
        if not shapes[place].intersects(middle):
            near = shapely.get_coordinates(shapely.shortest_line(middle, shapes[place]))
            xs, ys = near[:, 0].tolist(), near[:, 1].tolist()
            sheet.line(xs, ys, "worst", colour=INK, width=0.7, zorder=5.8)
        draw_number(sheet, worst[place].number, (label.x, label.y), radius, "worst", zorder=6.0)
    return [label.box for label in placed.values()]


def _name(atlas: Atlas, kode: str) -> str:
    village = atlas.villages.loc[kode]
    return f"{village['desa']}, {village['kecamatan']}"


def _range(best: int, worst: int) -> str:
    return f"{best}" if best == worst else f"{best}–{worst}"


def _figure(layer: Layer, kode: str, extent: str) -> Text:
    ranks = f" ({extent})" if extent else ""
    value = float(layer.values[kode])
    return Text(
        *(f"{number(value, lang, decimals=layer.spec.decimals)}{ranks}" for lang in LANGUAGES)
    )
