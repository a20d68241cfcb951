"""A grid of square cells in metres over a region, and rasters on it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from pyproj import CRS
from rasterio import Affine
from scipy.spatial import cKDTree

from wksbm.crs import require_metric
from wksbm.raster.shares import off_the_edges, rounded_shares

Array = npt.NDArray[np.float64]

MOST_CELLS = 25_000_000


@dataclass(frozen=True)
class Grid:
    """
    Square cells, the first row in the north.

    Parameters
    ----------
    west, north
        Outer corner, metres.
    cell
        Side of a cell, metres.
    rows, columns
        Number of cells.
    crs
        In metres.
    inside
        Share of each cell's area that lies in the region, 0 to 1, shape (rows, columns), float32.
    """

    west: float
    north: float
    cell: float
    rows: int
    columns: int
    crs: CRS
    inside: npt.NDArray[np.float32]

    @property
    def transform(self) -> Affine:
        """From (column, row) to the (x, y) of a cell's north-western corner."""
        return Affine(self.cell, 0.0, self.west, 0.0, -self.cell, self.north)

    def middles(self, cells: npt.NDArray[np.int64]) -> Array:
        """Return the middles of cells (row x columns + column), shape (n, 2), metres."""
        row, column = np.divmod(cells, self.columns)
        x = self.west + (column + 0.5) * self.cell
        return np.column_stack([x, self.north - (row + 0.5) * self.cell])

    @property
    def cell_km2(self) -> float:
        """Area of one cell."""
        return self.cell**2 / 1e6

    def place(self, points: Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """
        Tell in which cell points lie.

        Returns
        -------
        cells : ndarray
            row x columns + column; 0 where outside.
        known : ndarray of bool
            Whether the point lies on the grid, in a cell that touches the region.
        """
        column = np.floor((points[:, 0] - self.west) / self.cell).astype(np.int64)
        row = np.floor((self.north - points[:, 1]) / self.cell).astype(np.int64)
        on = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        cells = np.where(on, row * self.columns + column, 0)
        return cells, on & (self.inside.ravel()[cells] > 0)

    def gather(self, points: Array, weights: Array, *, nearest: bool = False) -> Array:
        """
        Add up weights by cell, shape (rows, columns).

        Points off the region are left out or, with `nearest`, counted in the nearest of its cells.
        """
        cells, known = self.place(points)
        if nearest and not known.all() and self.inside.any():
            held = np.flatnonzero(self.inside.ravel() > 0)
            _, place = cKDTree(self.middles(held)).query(points[~known], workers=1)
            cells[~known] = held[place]
            known = np.ones(len(points), dtype=bool)
        total = np.bincount(
            cells[known], weights=weights[known], minlength=self.rows * self.columns
        )
        return np.asarray(total, dtype=float).reshape(self.rows, self.columns)


def make_grid(region: gpd.GeoSeries, cell: float) -> Grid:
    """
    Lay a grid over a region, with corners at whole multiples of the cell.

    Parameters
    ----------
    region
        Polygons in a CRS in metres.
    cell
        Side of a cell, metres; doubled until the grid has no more than `MOST_CELLS`.

    Raises
    ------
    ValueError
        If `region` is empty, not in metres, or `cell` is not above 0.
    """
    require_metric(region)
    if not cell > 0:
        raise ValueError("`cell` must be above 0")
    west, south, east, north = (float(bound) for bound in region.total_bounds)
    if not math.isfinite(west):
        raise ValueError("`region` is empty")
    while (east - west) / cell * ((north - south) / cell) > MOST_CELLS:
        cell *= 2
    left, top = math.floor(west / cell), math.ceil(north / cell)
    columns, rows = math.ceil(east / cell) - left, top - math.floor(south / cell)
    origin = left * cell, top * cell
    inside = _shares(region, origin, cell, rows, columns)
    return Grid(*origin, cell, rows, columns, CRS(region.crs), inside)


def covering(grid: Grid, region: gpd.GeoSeries) -> Grid:
    """Return the same cells with another region inside, in the grid's CRS."""
    origin = grid.west, grid.north
    return replace(grid, inside=_shares(region, origin, grid.cell, grid.rows, grid.columns))


def coarser(grid: Grid) -> Grid:
    """Return a grid of cells twice as large from the same corner, no share of area lost."""
    rows, columns = -(-grid.rows // 2), -(-grid.columns // 2)
    padded = np.zeros((rows * 2, columns * 2), dtype=np.float32)
    padded[: grid.rows, : grid.columns] = grid.inside
    inside = padded.reshape(rows, 2, columns, 2).mean(axis=(1, 3))
    return replace(
        grid, cell=grid.cell * 2, rows=rows, columns=columns, inside=inside.astype(np.float32)
    )


def _shares(
    region: gpd.GeoSeries, origin: tuple[float, float], cell: float, rows: int, columns: int
) -> npt.NDArray[np.float32]:
    """Add up the shares of the cells inside each polygon; overlaps count once."""
    shares = np.zeros(rows * columns)
    west, north = origin
    everywhere = np.broadcast_to(np.float32(1), (rows, columns))
    source = NumPyRasterSource(
        everywhere,
        west,
        north - rows * cell,
        west + columns * cell,
        north,
        srs_wkt=region.crs.to_wkt(),
    )
    polygons = region[~region.is_empty & region.notna()]
    pieces = shapely.get_parts(polygons.to_numpy())
    for first in range(0, len(pieces), 250):
        moved = off_the_edges(
            gpd.GeoSeries(pieces[first : first + 250], crs=region.crs), cell, cell
        )
        batch = gpd.GeoDataFrame(geometry=moved)
        found = exact_extract(source, batch, ["cell_id", "coverage"], output="pandas")
        cells = np.concatenate(found["cell_id"].to_numpy()).astype(np.int64)
        np.add.at(shares, cells, rounded_shares(np.concatenate(found["coverage"].to_numpy())))
    return np.minimum(shares, 1).astype(np.float32).reshape(rows, columns)
