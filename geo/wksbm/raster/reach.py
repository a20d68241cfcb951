"""How far people live from the nearest group, and where many live far from any.

Distances are straight lines between the middle of a cell and a group: roads are longer, and within
a cell of 100 m a home may be up to 71 m nearer or farther.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from rasterio import Affine
from rasterio.features import shapes as outlines
from scipy import ndimage
from scipy.spatial import cKDTree

from wksbm.raster.grid import Array
from wksbm.raster.population import PopulatedCells
from wksbm.raster.population_file import PopulationRaster

_ROUNDED = 1e-5
"""What rounding the shares of a cell that villages have together may take from its people."""
NEIGHBOURS_OF_A_CELL = np.ones((3, 3), dtype=np.int8)


def metres_to_nearest(cells: PopulatedCells, points: Array) -> Array:
    """
    Measure the straight line from each populated cell to the nearest group.

    Parameters
    ----------
    cells
        Where people live.
    points
        Groups, shape (n, 2), metres in the cells' CRS.

    Returns
    -------
    ndarray
        Metres, one per row of the cells; infinite when there is no group.
    """
    if not len(points):
        return np.full(len(cells.table), np.inf)
    distances, _ = cKDTree(points).query(cells.points, workers=1)
    return np.asarray(distances, dtype=float)


def people_within(cells: PopulatedCells, metres: Array, reaches: Sequence[float]) -> pd.DataFrame:
    """
    Count the people of each village who live within some distances of a group.

    Parameters
    ----------
    cells, metres
        Cells and their distances (see `metres_to_nearest`).
    reaches
        Metres, the limit included.

    Returns
    -------
    DataFrame
        People, index `kode`, one column per reach.
    """
    people = cells.table["people"].to_numpy(float)
    return pd.DataFrame(
        {reach: cells.by_village(np.where(metres <= reach, people, 0.0)) for reach in reaches}
    )


def mean_distance(cells: PopulatedCells, metres: Array) -> pd.Series[float]:
    """Return the mean distance of each village's people, metres; NaN where nobody lives."""
    people = cells.table["people"].to_numpy(float)
    total = cells.by_village(people)
    return cells.by_village(people * metres) / total.where(total > 0)


@dataclass(frozen=True)
class Window:
    """
    A part of the population raster, as arrays.

    Parameters
    ----------
    row, column
        Of its first cell in the raster.
    rows, columns
        Its size.
    raster
        The whole.
    """

    row: int
    column: int
    rows: int
    columns: int
    raster: PopulationRaster

    @property
    def transform(self) -> Affine:
        """From (column, row) of the window to x and y in the raster's CRS."""
        a, _, west, _, e, north = self.raster.transform
        return Affine(a, 0.0, west + a * self.column, 0.0, e, north + e * self.row)

    def flat(self, cells: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Tell where in the flattened window cells of the raster lie."""
        row, column = np.divmod(cells, self.raster.width)
        flat = (row - self.row) * self.columns + (column - self.column)
        return np.asarray(flat, dtype=np.int64)


def window_of(cells: PopulatedCells) -> Window:
    """
    Return the smallest part of the raster that holds all populated cells.

    Raises
    ------
    ValueError
        If there is none.
    """
    if not len(cells.table):
        raise ValueError("there are no populated cells")
    row, column = np.divmod(cells.table["cell"].to_numpy(), cells.raster.width)
    top, left = int(row.min()), int(column.min())
    return Window(top, left, int(row.max()) - top + 1, int(column.max()) - left + 1, cells.raster)


def distance_raster(cells: PopulatedCells, metres: Array, window: Window) -> Array:
    """Lay distances on the raster's own cells; NaN where nobody lives."""
    values = np.full(window.rows * window.columns, np.nan)
    values[window.flat(cells.table["cell"].to_numpy())] = metres
    return values.reshape(window.rows, window.columns)


def white_spots(
    cells: PopulatedCells,
    metres: Array,
    villages: gpd.GeoDataFrame,
    *,
    beyond: float,
    fewest: float,
    people_per_km2: float,
) -> gpd.GeoDataFrame:
    """
    Find connected populated areas that are far from any group.

    Parameters
    ----------
    cells, metres
        Cells and their distances; those of villages whose groups are not known must not be among
        them.
    villages
        Polygons on the index `kode`.
    beyond
        Metres; only cells farther than that take part.
    fewest
        Areas with fewer people are left out.
    people_per_km2
        Cells with fewer people per km² count as not populated. A cell that villages share counts
        with all its people.

    Returns
    -------
    GeoDataFrame
        In the villages' CRS, index from 1 by number of people: people, cells, nearest_m and
        farthest_m (of its cells), kode (the village with most of its people), kodes (tuple of all
        of them, most people first), geometry (its cells cut at the villages' outer border). Cells
        are connected where they share a side or a corner.
    """
    columns = ["people", "cells", "nearest_m", "farthest_m", "kode", "kodes", "geometry"]
    empty = gpd.GeoDataFrame({name: [] for name in columns}, geometry="geometry", crs=villages.crs)
    if not len(cells.table):
        return empty
    window = window_of(cells)
    place = window.flat(cells.table["cell"].to_numpy())
    size = window.rows * window.columns
    far = np.zeros(size, dtype=bool)
    far[place[inhabited(cells, people_per_km2) & (metres > beyond)]] = True
    labels, count = ndimage.label(
        far.reshape(window.rows, window.columns), structure=NEIGHBOURS_OF_A_CELL
    )
    if not count:
        return empty
    rows = cells.table.assign(spot=labels.ravel()[place], metres=metres)
    rows = rows[rows["spot"] > 0]
    sums = rows.groupby("spot")["people"].sum()
    kept = sums[sums >= fewest]
    if kept.empty:
        return empty
    kept = kept.sort_values(ascending=False, kind="stable")
    rows = rows[rows["spot"].isin(kept.index)]
    by_spot = rows.groupby("spot")
    parts = rows.groupby(["spot", "village"])["people"].sum()
    kodes = {
        int(spot): tuple(
            str(cells.villages[village])
            for village in parts[spot].sort_values(ascending=False, kind="stable").index
        )
        for spot in kept.index.to_numpy(int)
    }
    chosen = np.where(np.isin(labels, kept.index), labels, 0).astype(np.int32)
    geometry = _cut(_polygons(chosen, window, villages), kodes, villages)
    frame = gpd.GeoDataFrame(
        {
            "people": kept,
            "cells": by_spot["cell"].nunique().reindex(kept.index),
            "nearest_m": by_spot["metres"].min().reindex(kept.index),
            "farthest_m": by_spot["metres"].max().reindex(kept.index),
            "kode": pd.Series({spot: names[0] for spot, names in kodes.items()}),
            "kodes": pd.Series(kodes),
        },
        geometry=geometry.reindex(kept.index),
        crs=villages.crs,
    ).loc[kept.index]
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame


def inhabited(cells: PopulatedCells, people_per_km2: float) -> npt.NDArray[np.bool_]:
    """
    Tell of each row whether its cell, with all its people, is populated.

    Parameters
    ----------
    cells
        The rows; a cell that villages share counts with what they have of it together.
    people_per_km2
        The fewest people per km².
    """
    if not len(cells.table):
        return np.zeros(0, dtype=bool)
    _, place = np.unique(cells.table["cell"].to_numpy(), return_inverse=True)
    total = np.bincount(place, weights=cells.table["people"])
    fewest = people_per_km2 * cell_km2(cells)
    return np.asarray(total[place] >= fewest * (1 - _ROUNDED), dtype=bool)


def cell_side(cells: PopulatedCells) -> float:
    """Return the side in metres of a square as large as one of the raster's cells."""
    return math.sqrt(cell_km2(cells)) * 1000


def cell_km2(cells: PopulatedCells) -> float:
    """Return the area of one of the raster's cells in the middle of the region, in km²."""
    raster = cells.raster
    row, column = np.divmod(cells.table["cell"].to_numpy(), raster.width)
    a, _, west, _, e, north = raster.transform
    x, y = west + a * float(np.median(column)), north + e * float(np.median(row))
    box = shapely.box(x, y + e, x + a, y)
    return float(gpd.GeoSeries([box], crs=raster.crs).to_crs(cells.crs).area.iloc[0] / 1e6)


def _polygons(
    labels: npt.NDArray[np.int32], window: Window, villages: gpd.GeoDataFrame
) -> gpd.GeoSeries:
    """Outline the labelled cells, in the villages' CRS, on the index of the labels."""
    found: dict[int, list[shapely.Geometry]] = {}
    for outline, label in outlines(
        labels, mask=labels > 0, connectivity=8, transform=window.transform
    ):
        found.setdefault(int(label), []).append(shapely.geometry.shape(outline))
    merged = {label: shapely.union_all(parts) for label, parts in sorted(found.items())}
    series = gpd.GeoSeries(merged, crs=window.raster.crs).make_valid()
    return series.to_crs(villages.crs)


def _cut(
    spots: gpd.GeoSeries, kodes: dict[int, tuple[str, ...]], villages: gpd.GeoDataFrame
) -> gpd.GeoSeries:
    """Keep of each spot what lies in its villages."""
    shapes = villages.geometry
    cut = {
        spot: shapely.normalize(
            shapely.intersection(shape, shapely.union_all(shapes[list(kodes[spot])].to_numpy()))
        )
        for spot, shape in spots.items()
    }
    return gpd.GeoSeries(cut, crs=villages.crs)
