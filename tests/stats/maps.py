"""Maps for tests of spatial statistics: boards of squares, and the counties of North Carolina."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import libpysal
import numpy as np
import pandas as pd
import shapely
from libpysal.graph import Graph
from wksbm.stats.neighbours import Neighbours

from tests.shared import VILLAGES, shared


def squares(rows: int, columns: int, *, side: float = 1000.0, gap: float = 0.0) -> gpd.GeoSeries:
    """Return a board of squares `gap` metres apart, row by row, labelled a1, a2, ..."""
    step = side + gap
    cells = [
        shapely.box(column * step, row * step, column * step + side, row * step + side)
        for row in range(rows)
        for column in range(columns)
    ]
    labels = [f"{chr(97 + row)}{column}" for row in range(rows) for column in range(columns)]
    return gpd.GeoSeries(cells, index=pd.Index(labels, name="kode"), crs="EPSG:32749")


def pairs(neighbours: Neighbours) -> set[tuple[str, str]]:
    """Return the unordered pairs of neighbours."""
    rows, columns = neighbours.matrix.nonzero()
    names = neighbours.index
    return {
        (str(names[row]), str(names[column]))
        for row, column in zip(rows, columns, strict=True)
        if row < column
    }


@cache
def counties() -> gpd.GeoDataFrame:
    """Return North Carolina's counties with births and sudden infant deaths (libpysal's sids2)."""
    frame = gpd.read_file(libpysal.examples.get_path("sids2.shp")).set_crs(4326)
    return frame.set_index(frame["FIPS"].astype(str).rename("kode"))


@cache
def published_neighbours() -> Neighbours:
    """Return the counties' weights as published beside them (sids2.gal)."""
    stream = libpysal.io.open(libpysal.examples.get_path("sids2.gal"))
    weights = stream.read()
    stream.close()
    weights.remap_ids(list(counties().index))
    return Neighbours(Graph.from_W(weights), "contiguity", 0.0)


def noise(population: pd.Series, rate: float, seed: int) -> pd.Series:
    """Return counts without any pattern: Poisson at the same rate everywhere."""
    generator = np.random.default_rng(seed)
    return pd.Series(generator.poisson(population * rate).astype(float), index=population.index)


@cache
def real_villages() -> gpd.GeoSeries:
    """Return the real 144 villages as published, by code."""
    frame = gpd.read_file(shared(*VILLAGES))
    column = next(
        name
        for name in frame.columns
        if frame[name].astype(str).str.match(r"34\.03\.\d\d\.\d{4}$").all()
    )
    return frame.set_index(column).geometry.rename_axis("kode")
