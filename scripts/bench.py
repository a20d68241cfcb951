"""
Measure this atlas's statistics, page and printed maps beside the peers they are compared with.

    python scripts/bench.py                 everything
    python scripts/bench.py local scan      only these
    python scripts/bench.py page zonal --boundaries desa.parquet --region 33
    python scripts/bench.py sheet --boundaries desa.parquet --region 33
    python scripts/bench.py tables --before FOLDER   beside an older checkout

Both run in the same process, one after the other, several times; the ratio of the medians is what
counts, the seconds are those of this machine. The map is made up: Voronoi cells of random points,
as many as Jawa Tengah has villages.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import esda
import geopandas as gpd
import numpy as np
import pandas as pd
import pygeoda
import shapely
from bench_page import bench_page, real_shapes
from bench_raster import bench_reach, bench_zonal
from bench_sheet import bench_sheet, sample_shapes
from bench_tables import bench_tables
from libpysal.graph import Graph
from wksbm.stats.autocorrelation import local_moran
from wksbm.stats.neighbours import contiguity, village_points
from wksbm.stats.scan import scan

VILLAGES = 8561
GROUPS = 500_000
SIDE = 180_000.0
PERMUTATIONS = 9_999
REPLICAS = 999
SEED = 1


def main() -> None:
    """Run the benchmarks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "what", nargs="*", choices=[*BENCHMARKS, *ON_SHAPES, *OTHERS, []], help="default: all"
    )
    parser.add_argument("--boundaries", type=Path, help="shapes for the page; default: made up")
    parser.add_argument("--region", default="", help="only villages whose code begins with it")
    parser.add_argument("--before", type=Path, help="an older checkout, for tables")
    given = parser.parse_args()
    names = given.what or [*BENCHMARKS, *ON_SHAPES, *OTHERS]
    print(f"{os.cpu_count()} CPUs, {VILLAGES} villages")
    for name in names:
        if name in ON_SHAPES:
            ON_SHAPES[name](
                real_shapes(given.boundaries, given.region) if given.boundaries else villages()
            )
        elif name == "tables":
            bench_tables(given.before)
        elif name == "sheet":
            if given.boundaries:
                bench_sheet(real_shapes(given.boundaries, given.region), on_processor)
            else:
                bench_sheet(sample_shapes(), on_processor)
                bench_sheet(villages().translate(400_000, 9_000_000), on_processor)
        else:
            BENCHMARKS[name]()


def bench_local() -> None:
    """Local Moran: every village's p-value from as many permutations."""
    shapes = villages()
    links = contiguity(shapes)
    values = pd.Series(np.random.default_rng(SEED).normal(size=VILLAGES), index=shapes.index)
    values += pd.Series(links.matrix @ values.to_numpy() / 3, index=shapes.index)
    weights = links.graph.to_W()
    opened = pygeoda.open(gpd.GeoDataFrame(geometry=shapes.reset_index(drop=True)))
    geoda = pygeoda.queen_weights(opened)
    numbers = values.to_numpy()

    def ours(seed: int) -> np.ndarray:
        result = local_moran(values, links, seed=seed, permutations=PERMUTATIONS)
        return result.table["p"].to_numpy()

    def by_pygeoda(seed: int) -> np.ndarray:
        result = pygeoda.local_moran(
            geoda,
            values.tolist(),
            permutations=PERMUTATIONS,
            permutation_method="lookup-table",
            seed=seed,
        )
        return np.minimum(1, 2 * np.array(result.lisa_pvalues()))

    def by_esda(seed: int) -> np.ndarray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = esda.Moran_Local(
                numbers, weights, permutations=PERMUTATIONS, seed=seed, keep_simulations=False
            )
        return np.minimum(1, 2 * result.p_sim)

    print(f"\nlocal Moran, {PERMUTATIONS:,} permutations")
    reference = [by_esda(seed) for seed in (11, 12)]
    floor = np.abs(reference[0] - reference[1]).mean()
    print(f"  mean difference of p between two seeds of esda: {floor:.5f}")
    mine = report("this atlas", lambda: ours(SEED))
    for name, run in (("pygeoda", by_pygeoda), ("esda", by_esda)):
        theirs = report(name, lambda run=run: run(SEED))
        print(f"    {theirs / mine:.1f} times as long as this atlas")
    off = np.mean([np.abs(ours(seed) - reference[0]).mean() for seed in range(5)])
    print(f"  mean difference of p between this atlas and esda: {off:.5f}")


def bench_neighbours() -> None:
    """Contiguity with a tolerance against libpysal's fuzzy contiguity."""
    shapes = villages()
    print("\nneighbours")
    mine = report("this atlas (tolerance chosen)", lambda: contiguity(shapes))
    theirs = report(
        "libpysal, buffer of 0.5 m", lambda: Graph.build_fuzzy_contiguity(shapes, buffer=0.5)
    )
    print(f"    {theirs / mine:.1f} times as long as this atlas")


def bench_scan() -> None:
    """Kulldorff's scan: every circle up to half the population, all replicas."""
    shapes = villages()
    generator = np.random.default_rng(SEED)
    population = pd.Series(generator.lognormal(8, 0.5, VILLAGES), index=shapes.index)
    mean = population / population.sum() * GROUPS
    count = pd.Series(generator.poisson(mean).astype(float), index=shapes.index)
    points = village_points(shapes)
    print(f"\nscan statistic, {GROUPS:,} groups, {REPLICAS} replicas (no peer in Python)")
    report(
        "this atlas", lambda: scan(count, population, points, seed=SEED, replicas=REPLICAS), runs=1
    )


def villages() -> gpd.GeoSeries:
    """Return the made-up map, in metres."""
    points = np.random.default_rng(SEED).uniform(0, SIDE, (VILLAGES, 2))
    frame = shapely.box(0, 0, SIDE, SIDE)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=frame)
    )
    clipped = shapely.intersection(cells, frame)
    index = pd.Index([f"v{place:05}" for place in range(len(clipped))], name="kode")
    return gpd.GeoSeries(clipped, index=index, crs="EPSG:32749")


def report(
    name: str,
    run: Callable[[], object],
    *,
    runs: int = 3,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Time `run` after one run to warm up; print and return the median in seconds."""
    if runs > 1:
        run()
    seconds = []
    for _ in range(runs):
        start = clock()
        run()
        seconds.append(clock() - start)
    middle = statistics.median(seconds)
    print(f"  {name}: {middle:.3f} s (min {min(seconds):.3f}, max {max(seconds):.3f}, n={runs})")
    return middle


on_processor = partial(report, clock=time.process_time)
BENCHMARKS: dict[str, Callable[[], None]] = {
    "neighbours": bench_neighbours,
    "local": bench_local,
    "scan": bench_scan,
}
OTHERS = ("sheet", "tables")
ON_SHAPES: dict[str, Callable[[gpd.GeoSeries], None]] = {
    "page": bench_page,
    "zonal": bench_zonal,
    "reach": bench_reach,
}

if __name__ == "__main__":
    main()
