"""The scale of proportional circles: large enough to compare, small enough to be told apart."""

from __future__ import annotations

import math

import numpy as np
import shapely

from wksbm.layers.model import Atlas, Layer
from wksbm.maps.sheet.frame import MapFrame, middles_and_rooms
from wksbm.maps.symbols import INK, PAPER, CircleScale, symbol_colour

_FILLED_BY_LARGEST_CIRCLE = 0.8
_LAND_UNDER_CIRCLES = 0.13
_LARGEST_CIRCLE_RADII = (1.2, 8.0)


def circle_scale(
    layer: Layer | None, frame: MapFrame, atlas: Atlas, *, over_fills: bool = False
) -> CircleScale | None:
    """
    Choose the scale of the circles.

    The median circle fits its village, the largest one is no larger than a mean village, and
    all of them together cover a small part of the land.

    Parameters
    ----------
    layer
        Their layer; None without circles.
    frame, atlas
        Where the land lies, and the land.
    over_fills
        True where they lie on the colours of another layer: they are white, then.

    Returns
    -------
    CircleScale or None
        None where no value is above 0.
    """
    if layer is None or not float(layer.values.max()) > 0:
        return None
    largest = float(layer.values.max())
    shapes = frame.outlines(atlas.villages.geometry.to_numpy())
    values = layer.values.reindex(atlas.villages.index).to_numpy(dtype=float)
    shown = values > 0
    land, (_, rooms) = shapely.area(shapes), middles_and_rooms(shapes)
    fitting = math.pi * float(np.median(rooms[shown] ** 2 / values[shown]))
    mm2_per_unit = min(
        fitting,
        float(land.sum()) * _LAND_UNDER_CIRCLES / float(values[shown].sum()),
        float(land.mean()) * _FILLED_BY_LARGEST_CIRCLE / largest,
    )
    least, most = (math.pi * radius**2 / largest for radius in _LARGEST_CIRCLE_RADII)
    mm2_per_unit = min(max(mm2_per_unit, least), most)
    colour, edge = (PAPER, INK) if over_fills else (symbol_colour(layer), PAPER)
    return CircleScale(mm2_per_unit, colour, largest, layer.spec.decimals, edge)
