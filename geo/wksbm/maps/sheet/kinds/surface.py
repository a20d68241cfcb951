"""A surface above the villages: groups per km² or per 1,000 people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from wksbm.layers.model import Atlas, Layer
from wksbm.layers.spread import Spread
from wksbm.layers.surface_words import SurfaceKind
from wksbm.layers.surfaces import Surface, find_surface
from wksbm.maps.sheet.kinds.base import PrintedMap, Shapes, unfit
from wksbm.maps.sheet.map_body import Land
from wksbm.maps.sheet.surface_bands import draw_surface
from wksbm.maps.spec import MapSpec
from wksbm.maps.surface import KNOWN, surface_layer
from wksbm.maps.symbols import CircleScale
from wksbm.text import Text


@dataclass(frozen=True)
class SurfaceMap(PrintedMap):
    """
    Bands of a surface.

    Parameters
    ----------
    surface
        What lies above the villages.
    """

    surface: Surface

    sort = Text("Peta permukaan", "Surface map of")
    villages_named = False

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Find the surface that the map is named after."""
        layer, surface, _ = cls.computed(atlas, spec)
        return cls(atlas, layer, surface)

    @classmethod
    def can_show(cls, atlas: Atlas, spec: MapSpec) -> bool:
        """Whether the surface has been computed."""
        return _find(atlas, spec) is not None

    @staticmethod
    def computed(atlas: Atlas, spec: MapSpec) -> tuple[Layer, Surface, Spread]:
        """Return the surface, its layer, and what it was made with."""
        model, surface = atlas.layer(spec.layers[0]), _find(atlas, spec)
        if surface is None or atlas.spread is None:
            wanted = Text(
                "letak kelompok dan raster penduduk", "places of groups, population raster"
            )
            raise unfit(spec, model, wanted)
        return surface_layer(atlas, model, surface), surface, atlas.spread

    def draw_above(self, land: Land, circles: CircleScale | None) -> Shapes:
        """Draw the bands."""
        known = land.shapes[land.keys == KNOWN]
        draw_surface(land.sheet, land.frame, self.surface, land.shapes, known)
        return ()


def _find(atlas: Atlas, spec: MapSpec) -> Surface | None:
    kinds: tuple[SurfaceKind, ...] = get_args(SurfaceKind)
    return next((find_surface(atlas, kind) for kind in kinds if kind == spec.drawing), None)
