"""Draw the villages of a printed map in the colours and hatches of their classes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import shapely

from wksbm.layers.model import Layer, LegendClass
from wksbm.maps import symbols
from wksbm.maps.sheet.frame import Geometries
from wksbm.maps.sheet.furniture import Pen, Sheet
from wksbm.maps.sheet.paint import paint, paint_hatch
from wksbm.maps.symbols import fill_of, hatch_of

_BROAD, _THINNEST = 4.0, 0.3
_SPECK, _SPECK_PEN = 0.12, 0.6


def draw_classes(
    sheet: Sheet, shapes: Geometries, keys: npt.NDArray[np.str_], layer: Layer
) -> None:
    """
    Draw every village in its class, whatever its state.

    Parameters
    ----------
    sheet, shapes
        The page, and the villages on it, in millimetres.
    keys
        Class of each village.
    layer
        Whose classes they are.
    """
    fine = fineness(shapes)
    for entry in layer.classes:
        _draw_class(sheet, shapes[keys == entry.key], entry, fill_of(layer, entry), fine)


def fineness(shapes: Geometries) -> float:
    """Return by how much lines are thinner where villages are small on the page: 1 or less."""
    return min(1.0, max(mean_breadth(shapes) / _BROAD, _THINNEST))


def mean_breadth(shapes: Geometries) -> float:
    """Return the side in millimetres of a square as large as the mean of these areas."""
    return math.sqrt(float(shapely.area(shapes).mean()))


def _draw_class(
    sheet: Sheet, shapes: Geometries, entry: LegendClass, fill: str, fine: float
) -> None:
    """Draw the villages of a class; those that their own border would cover wear its colour."""
    pen, gid = Pen(symbols.edge_on(fill), 0.4 * fine), f"class-{entry.key}"
    specks = shapely.area(shapes) < _SPECK
    paint(sheet, shapes[~specks], "villages", fill=fill, pen=pen, zorder=1, gid=gid)
    visible = Pen(fill, _SPECK_PEN)
    paint(
        sheet, shapes[specks], "villages", fill=fill, pen=visible, zorder=1.3, gid=f"{gid}-specks"
    )
    hatch = hatch_of(entry)
    if hatch and len(shapes):
        ink = symbols.hatch_ink_on(fill)
        paint_hatch(sheet, shapes, hatch, ink, zorder=1.1, gid=f"{gid}-hatch")
