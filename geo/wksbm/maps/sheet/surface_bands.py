"""A surface on a printed map: bands of its classes, cut off at the borders of the villages."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from contourpy import FillType, contour_generator
from pyproj import Transformer
from shapely.geometry import Polygon

from wksbm.crs import GEOGRAPHIC
from wksbm.layers.model import LegendClass
from wksbm.layers.surfaces import Surface
from wksbm.maps.sheet.frame import Geometries, MapFrame
from wksbm.maps.sheet.furniture import Pen, Sheet
from wksbm.maps.sheet.paint import paint
from wksbm.maps.surface import carried_on
from wksbm.raster.grid import Array, Grid

_VILLAGE_LINE = Pen("#5f6b73", 0.25)
_FINEST = 0.03


def draw_surface(
    sheet: Sheet, frame: MapFrame, surface: Surface, villages: Geometries, known: Geometries
) -> None:
    """
    Draw the bands of a surface, and the lines of the villages above them.

    Parameters
    ----------
    sheet, frame
        The page, and where the land lies on it.
    surface
        What is drawn.
    villages, known
        The villages on the page, and those of them that the surface covers.
    """
    land = shapely.union_all(known)
    for entry, band in zip(surface.numeric, bands(surface), strict=True):
        _paint(sheet, frame, band, land, entry)
    nobody = next((entry for entry in surface.classes if entry.key == "nobody"), None)
    if nobody is not None:
        _paint(sheet, frame, _not_known(surface), land, nobody)
    lines = "village-lines"
    paint(sheet, villages, lines, fill=None, pen=_VILLAGE_LINE, zorder=1.8, gid=lines)


def bands(surface: Surface) -> list[Geometries]:
    """
    Return where a surface is above the lower bound of each of its classes.

    Parameters
    ----------
    surface
        The surface; its values are carried on beyond the edge of what is known.

    Returns
    -------
    list of ndarray
        Polygons for each numeric class, in EPSG:4326; each lies within that before it.
    """
    filled = carried_on(surface.values)
    return [
        _above(filled, surface.grid, entry.lower if place else -math.inf)
        for place, entry in enumerate(surface.numeric)
        if entry.lower is not None
    ]


def _not_known(surface: Surface) -> Geometries:
    inside = surface.grid.inside > 0
    nobody = np.where(inside, np.isnan(surface.values), np.nan)
    return _above(carried_on(nobody), surface.grid, 0.5)


def _above(values: Array, grid: Grid, level: float) -> Geometries:
    """Return the polygons where a field on the middles of cells is above a level, EPSG:4326."""
    padded = np.pad(values, 1, mode="edge")
    x = grid.west + (np.arange(padded.shape[1]) - 0.5) * grid.cell
    y = grid.north - (np.arange(padded.shape[0]) - 0.5) * grid.cell
    generator = contour_generator(x, y, padded, fill_type=FillType.OuterOffset)
    polygons = [Polygon(rings[0], rings[1:]) for rings in _rings(generator.filled(level, math.inf))]
    to_degrees = Transformer.from_crs(grid.crs, GEOGRAPHIC, always_xy=True)

    def geographic(vertices: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(to_degrees.transform(vertices[:, 0], vertices[:, 1]))

    return np.asarray(shapely.transform(np.array(polygons, dtype=object), geographic))


def _rings(filled: Any) -> Iterator[list[npt.NDArray[np.float64]]]:
    """Yield the rings of each polygon, the outer one first."""
    for points, offsets in zip(*filled, strict=True):
        yield [points[start:end] for start, end in pairwise(offsets)]


def _paint(
    sheet: Sheet, frame: MapFrame, band: Geometries, land: shapely.Geometry, entry: LegendClass
) -> None:
    if not len(band):
        return
    on_page = shapely.make_valid(shapely.simplify(frame.to_page(band), _FINEST))
    cut = shapely.intersection(shapely.union_all(on_page), land)
    parts = shapely.get_parts(cut)
    areas = parts[shapely.area(parts) > 0]
    name = f"surface-{entry.key}"
    paint(sheet, areas, "surface", fill=entry.colour, pen=None, zorder=1.4, gid=name)
