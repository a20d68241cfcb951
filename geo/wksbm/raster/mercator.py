"""Pictures in Web Mercator, as web maps show them, of values on a metric grid."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from rasterio import Affine
from rasterio.warp import Resampling, reproject, transform_bounds

from wksbm.raster.grid import Array, Grid

_WEB_MERCATOR = "EPSG:3857"
_TILE = 256
_WORLD = 2 * math.pi * 6_378_137.0
_MOST_CELLS = 400_000


class Frame(NamedTuple):
    """Cells of a picture: Web Mercator metres, the first row in the north."""

    west: float
    south: float
    east: float
    north: float
    columns: int
    rows: int

    @property
    def transform(self) -> Affine:
        """From (column, row) to the (x, y) of a cell's north-western corner."""
        across = (self.east - self.west) / self.columns
        down = (self.north - self.south) / self.rows
        return Affine(across, 0.0, self.west, 0.0, -down, self.north)

    @property
    def pixels(self) -> list[float]:
        """Left, top, right and bottom in pixels of the web map's zoom 0."""
        step = _TILE / _WORLD
        corners = (self.west, -self.north, self.east, -self.south)
        return [round(_TILE / 2 + corner * step, 7) for corner in corners]


def picture_frame(grid: Grid, cell: float) -> Frame:
    """
    Return the picture that covers a grid, in cells of about `cell` metres on the ground.

    Parameters
    ----------
    grid
        In any metric CRS.
    cell
        Metres; larger where the picture would have more than 400,000 cells.
    """
    right, bottom = grid.transform @ (grid.columns, grid.rows)
    west, south, east, north = transform_bounds(
        grid.crs, _WEB_MERCATOR, grid.west, bottom, right, grid.north, densify_pts=21
    )
    stretch = math.cosh((south + north) / 2 * 2 * math.pi / _WORLD)
    side = max(cell * stretch, math.sqrt((east - west) * (north - south) / _MOST_CELLS))
    columns, rows = math.ceil((east - west) / side), math.ceil((north - south) / side)
    return Frame(west, south, east, north, columns, rows)


def warped(values: Array, grid: Grid, frame: Frame) -> Array:
    """
    Return the values of a grid in the cells of a picture.

    Parameters
    ----------
    values
        Shape (rows, columns) of the grid, without NaN.
    grid, frame
        From where, and to where.

    Returns
    -------
    ndarray
        Shape (rows, columns) of the picture: the value at each cell's middle, to an eighth of a
        cell; 0 beyond the grid.
    """
    found: Array = np.zeros((frame.rows, frame.columns))
    reproject(
        values,
        found,
        src_transform=grid.transform,
        src_crs=grid.crs,
        dst_transform=frame.transform,
        dst_crs=_WEB_MERCATOR,
        resampling=Resampling.nearest,
    )
    return found
