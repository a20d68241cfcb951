"""The worst villages of an indicator: numbered on the map and listed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from wksbm.layers.model import Atlas, Layer
from wksbm.maps.sheet.kinds.base import Column, Corner, PrintedMap, Shapes, unfit
from wksbm.maps.sheet.kinds.indicator import IndicatorMap
from wksbm.maps.sheet.map_body import Land, PlacedName, VillageNames
from wksbm.maps.sheet.ranked_list import DISC_RADIUS, Item, Listing, draw_number
from wksbm.maps.sheet.scan_areas import draw_leader, number_places
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import INK
from wksbm.text import Text, figure, fill, join_texts

MOST = 10
_PRIORITY, _SHORTFALL = "priority", "shortfall"
_RANKS = Text("skor (peringkat)", "score (ranks)")
_READ_OUT = Text("{heading}: {names}", "{heading}: {names}")


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


@dataclass(frozen=True)
class NumberedMap(IndicatorMap):
    """
    An indicator with its worst villages numbered and listed.

    Parameters
    ----------
    worst
        The numbered villages.
    """

    worst: tuple[Worst, ...]

    corner = Corner(58.0)

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Find the worst villages of an indicator that has figures."""
        layer = atlas.layer(spec.layers[0])
        if layer.spec.symbology == "categories":
            raise unfit(spec, layer, Text("indikator dengan angka", "an indicator with figures"))
        return cls(atlas, layer, find_worst(atlas, layer))

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Read the list out."""
        if not self.worst:
            return ()
        entry = Text("{number} {name} ({figure})", "{number} {name} ({figure})")
        names = join_texts(
            fill(entry, number=str(item.number), name=item.name, figure=item.figure)
            for item in self.worst
        )
        return (fill(_READ_OUT, heading=self._heading, names=names),)

    @property
    def listable(self) -> int:
        """Villages that are numbered."""
        return len(self.worst)

    def lists(self, column: Column, shown: int) -> tuple[Listing, ...]:
        """List the numbered villages, the others as a number: the map numbers all of them."""
        if not self.worst or not shown:
            return ()
        lang, left_out = self.atlas.config.lang, len(self.worst) - shown
        figures = _RANKS if self._ranked else self.layer.spec.unit
        rest = Text(f"dan {left_out} lagi", f"and {left_out} more").to(lang)
        items = tuple(
            Item(village.name, village.figure.to(lang), number=village.number)
            for village in self.worst[:shown]
        )
        listing = Listing(
            heading=self._heading.to(lang),
            figures=figures.to(lang),
            items=items,
            rest=rest if left_out > 0 else "",
            width=column.width,
            size=column.list_size,
            colour=INK,
        )
        return (listing,)

    def place_names(self, land: Land, names: VillageNames, taken: Shapes) -> list[PlacedName]:
        """Draw the numbers first, off the names that have a place."""
        wanted = [label.box for label, _ in names.place(taken)]
        return names.place([*taken, *self._draw_numbers(land, taken, wanted)])

    def _draw_numbers(
        self, land: Land, taken: Sequence[BaseGeometry], spare: Sequence[BaseGeometry]
    ) -> list[BaseGeometry]:
        """
        Write the numbers of the villages on the map; return the boxes of the discs.

        A village too small for its disc has it nearby, with a leader.
        """
        sheet, radius = land.sheet, DISC_RADIUS * land.sheet.page.scale
        kodes = [village.kode for village in self.worst]
        shapes = land.shapes[self.atlas.villages.index.get_indexer(kodes)]
        placed = number_places(land.frame, shapes, taken, spare, radius)
        for place, label in placed.items():
            draw_leader(sheet, label, shapes[place], "worst")
            number = self.worst[place].number
            draw_number(sheet, number, (label.x, label.y), radius, "worst", zorder=6.0)
        return [label.box for label in placed.values()]

    @property
    def _ranked(self) -> bool:
        return self.layer.spec.measure.kind == _PRIORITY

    @property
    def _heading(self) -> Text:
        """Say what the numbered villages are."""
        count = len(self.worst)
        if self._ranked:
            return Text(f"{count} prioritas teratas", f"First {count} priorities")
        if self.layer.spec.measure.kind == _SHORTFALL:
            return Text(f"{count} kekurangan terbesar", f"{count} largest shortfalls")
        if self.layer.spec.higher_is_worse:
            return Text(f"{count} nilai tertinggi", f"{count} highest values")
        return Text(f"{count} nilai terendah", f"{count} lowest values")


def _name(atlas: Atlas, kode: str) -> str:
    village = atlas.villages.loc[kode]
    return f"{village['desa']}, {village['kecamatan']}"


def _range(best: int, worst: int) -> str:
    return f"{best}" if best == worst else f"{best}–{worst}"


def _figure(layer: Layer, kode: str, extent: str) -> Text:
    value = figure(float(layer.values[kode]), decimals=layer.spec.decimals)
    ranks = f" ({extent})" if extent else ""
    return Text(f"{value.id}{ranks}", f"{value.en}{ranks}")
