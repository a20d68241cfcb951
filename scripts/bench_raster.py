"""
Measure zonal sums against rasterstats, and the whole of density and reach by itself.

The raster is made up: cells of 100 m (3 arc seconds where the shapes are in degrees), people of a
lognormal distribution, a tenth of the cells without data, in compressed tiles.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from rasterio import Affine
from rasterstats import zonal_stats
from wksbm.crs import areas_km2, metric_crs
from wksbm.raster.density import choose_bandwidth, density_surface, per_thousand
from wksbm.raster.grid import make_grid
from wksbm.raster.population import people_by_village, populated_cells
from wksbm.raster.population_file import open_population
from wksbm.raster.reach import metres_to_nearest, people_within, window_of
from wksbm.raster.siting import cover_greedily, cover_most, thin_candidates

CELL_M = 100.0
CELL_DEGREES = 1 / 1200
SMALL_KM2 = 0.5
SEED = 1
T = TypeVar("T")


def bench_zonal(shapes: gpd.GeoSeries) -> None:
    """People per village: time and, in a field of equal density, error against the area."""
    with tempfile.TemporaryDirectory() as folder:
        path = _raster(shapes, Path(folder) / "people.tif", even=False)
        raster = open_population(path)
        print(f"\nzonal sums, {len(shapes)} villages, {raster.width} x {raster.height} cells")
        mine = _report("this atlas, sums", lambda: people_by_village(raster, shapes))
        rows = _report(
            "this atlas, people of every cell",
            lambda: populated_cells(raster, shapes, metric_crs(shapes)),
        )
        print(f"  memory so far: {_peak_gb():.2f} GB")
        theirs = _report("rasterstats", lambda: _rasterstats(shapes, path))
        print(f"    {theirs / mine:.1f} and {theirs / rows:.1f} times as long as this atlas")
        even = _raster(shapes, Path(folder) / "even.tif", even=True)
        cell = abs(raster.transform[0] * raster.transform[4])
        true = shapely.area(shapes.to_numpy()) / cell
        small = (areas_km2(shapes) < SMALL_KM2).to_numpy()
        for name, found in (
            ("this atlas", people_by_village(open_population(even), shapes).to_numpy()),
            ("rasterstats", _rasterstats(shapes, even)),
        ):
            error = np.abs(found / true - 1) * 100
            few = f"{np.median(error[small]):.2g} %" if small.any() else "none"
            print(
                f"  error of {name}: median {np.median(error):.2g} %, largest {error.max():.2g} %; "
                f"median of the {small.sum()} villages under {SMALL_KM2} km²: {few}"
            )


def bench_reach(shapes: gpd.GeoSeries) -> None:
    """Density with its bandwidth, reach and proposals, with a group per 700 populated cells."""
    generator = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory() as folder:
        raster = open_population(_raster(shapes, Path(folder) / "people.tif", even=False))
        metric = metric_crs(shapes)
        cells = populated_cells(raster, shapes, metric)
        some = generator.choice(len(cells.table), size=max(len(cells.table) // 700, 10))
        groups = cells.points[some]
        print(f"\ndensity and reach, {len(cells.table):,} cells, {len(groups):,} groups")
        grid = _step("grid", lambda: make_grid(shapes.to_crs(metric), CELL_M))
        bandwidth = _step("bandwidth", lambda: choose_bandwidth(groups, grid))
        surface = _step("density", lambda: density_surface(groups, grid, bandwidth=bandwidth))
        people = cells.table["people"].to_numpy(float)
        _step("per 1,000 people", lambda: per_thousand(surface, cells.points, people))
        metres = _step("distances", lambda: metres_to_nearest(cells, groups))
        _step("people within", lambda: people_within(cells, metres, (500, 1000, 2000, 5000)))
        far = metres > 3000
        print(f"  window {window_of(cells).rows} x {window_of(cells).columns}, {far.sum():,} far")
        demand, lives = cells.points[far], people[far]
        kept = _step("candidates", lambda: thin_candidates(cells.points, demand, lives, reach=3000))
        options = cells.points[kept]
        best = _step(
            f"10 of {len(kept):,} places, HiGHS",
            lambda: cover_most(options, demand, lives, reach=3000, k=10),
        )
        greedy = cover_greedily(options, demand, lives, reach=3000, k=10)
        print(f"  greedy reaches {greedy.total / best.total:.1%}; proven: {best.optimal}")
        print(f"  memory: {_peak_gb():.2f} GB")


def _raster(shapes: gpd.GeoSeries, path: Path, *, even: bool) -> Path:
    cell = CELL_M if shapes.crs.is_projected else CELL_DEGREES
    west, south, east, north = shapes.total_bounds
    columns, rows = int((east - west) / cell) + 4, int((north - south) / cell) + 4
    generator = np.random.default_rng(SEED)
    values = np.ones((rows, columns), dtype=np.float32)
    if not even:
        values = generator.lognormal(1, 1, (rows, columns)).astype(np.float32)
        values[generator.random((rows, columns)) < 0.1] = -99999
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        count=1,
        dtype="float32",
        nodata=-99999,
        crs=shapes.crs.to_wkt(),
        transform=Affine(cell, 0, west - 2 * cell, 0, -cell, north + 2 * cell),
        tiled=True,
        blockxsize=512,
        blockysize=512,
        compress="deflate",
    ) as target:
        target.write(values, 1)
    return path


def _rasterstats(shapes: gpd.GeoSeries, path: Path) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = zonal_stats(shapes, str(path), stats="sum")
    return np.array([row["sum"] or 0.0 for row in found], dtype=float)


def _report(name: str, run: Callable[[], object], *, runs: int = 3) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    middle = statistics.median(seconds)
    print(f"  {name}: {middle:.3f} s (min {min(seconds):.3f}, max {max(seconds):.3f}, n={runs})")
    return middle


def _step(name: str, run: Callable[[], T]) -> T:
    start = time.perf_counter()
    value = run()
    print(f"  {name}: {time.perf_counter() - start:.2f} s")
    return value


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
