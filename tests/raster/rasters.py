"""Small rasters whose answers can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
from rasterio import Affine
from shapely.geometry.base import BaseGeometry
from wksbm.raster.population import PopulatedCells
from wksbm.raster.population_file import PopulationRaster, open_population

UTM = "EPSG:32749"
WEST, NORTH = 440_000.0, 9_120_000.0


def write_raster(
    path: Path,
    values: object,
    *,
    cell: float = 100.0,
    crs: str | None = UTM,
    nodata: float | None = None,
    west: float = WEST,
    north: float = NORTH,
    dtype: str = "float32",
    tags: dict[str, str] | None = None,
    **profile: object,
) -> Path:
    """Write a GeoTIFF of one band, its first row in the north."""
    cells = np.asarray(values, dtype=dtype)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=cells.shape[1],
        height=cells.shape[0],
        count=1,
        dtype=dtype,
        crs=crs,
        nodata=nodata,
        transform=Affine(cell, 0, west, 0, -cell, north),
        **profile,
    ) as target:
        target.write(cells, 1)
        if tags:
            target.update_tags(**tags)
    return path


def raster(path: Path, values: object, **options: object) -> PopulationRaster:
    """Write and open."""
    return open_population(write_raster(path, values, **options))  # type: ignore[arg-type]


def places(*shapes: BaseGeometry, crs: str = UTM) -> gpd.GeoSeries:
    """Return villages a, b, c, ... with these shapes."""
    index = pd.Index([chr(ord("a") + number) for number in range(len(shapes))], name="kode")
    return gpd.GeoSeries(list(shapes), index=index, crs=crs)


def cells_at(points: list[tuple[float, float]], people: list[float]) -> PopulatedCells:
    """Return populated cells of one village at some places, without a file behind them."""
    whole = PopulationRaster(Path("x.tif"), None, (100.0, 0, 0, 0, -100.0, 0), 1000, 1000)  # type: ignore[arg-type]
    xy = np.array(points, dtype=float).reshape(-1, 2)
    table = pd.DataFrame(
        {
            "village": np.zeros(len(xy), dtype=np.int32),
            "cell": np.arange(len(xy), dtype=np.int64),
            "people": np.array(people, dtype=float),
            "x": xy[:, 0],
            "y": xy[:, 1],
        }
    )
    index = pd.Index(["a"], name="kode")
    return PopulatedCells(table, index, None, whole, np.array([True]))  # type: ignore[arg-type]
