"""The board of nine villages with people in cells, for density and reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from wksbm.atlas.build import build_atlas
from wksbm.boundaries.model import Source
from wksbm.config import RasterConfig
from wksbm.layers.model import Atlas
from wksbm.layers.people import PeopleInputs
from wksbm.layers.spread import Spread
from wksbm.raster.population_file import open_population
from wksbm.tables.model import LinkedTable

from tests.board import NORTH, SIDE, WEST, codes, settings
from tests.layers.boards import SPECS
from tests.layers.tables import attributes, boundaries, register
from tests.raster.rasters import write_raster

A, B, C, D, E, F, G, H, I = codes()  # noqa: E741


MIDDLES = {
    kode: (WEST + (place % 3 + 0.5) * SIDE, NORTH - (place // 3 + 0.5) * SIDE)
    for place, kode in enumerate(codes())
}


def people(folder: Path, **options: Any) -> PeopleInputs:
    """Return a raster with 1,000 people in the middle of each village."""
    values = np.zeros((9, 9))
    values[1::3, 1::3] = 1000
    where = {"cell": SIDE / 3, "west": WEST, "north": NORTH, "crs": "EPSG:4326"} | options
    path = write_raster(folder / "orang_2020.tif", values, **where)
    return PeopleInputs(open_population(path), Source("orang_2020.tif"))


def groups() -> LinkedTable:
    """Return the register: B reports none, C nothing; of D's and E's groups one has no place."""
    number = {A: (2, 2), D: (4, 3), E: (5, 4), F: (1, 1), G: (1, 1), H: (1, 1), I: (1, 1)}
    rows: list[dict[str, Any]] = [{"kode": B, "nil": True}]
    for kode, (count, placed) in number.items():
        lon, lat = MIDDLES[kode]
        for place in range(count):
            spot = {"lon": lon, "lat": lat} if place < placed else {}
            rows.append({"kode": kode, "jumlah_anggota": 10.0, **spot})
    return register(rows)


def build(
    folder: Path,
    *,
    given: PeopleInputs | None = None,
    table: LinkedTable | None = None,
    minimum_groups: int = 0,
    **changes: Any,
) -> Atlas:
    """Build the atlas with a bandwidth of 500 m unless told otherwise."""
    config = replace(
        settings(folder),
        raster=RasterConfig(**({"bandwidth_m": 500.0} | changes)),
        minimum_groups=minimum_groups,
    )
    residents = attributes(penduduk=[1000.0] * 5 + [2000.0] + [1000.0] * 3)
    return build_atlas(
        config,
        boundaries(),
        groups() if table is None else table,
        [residents],
        SPECS,
        people=people(folder) if given is None else given,
    )


def spread_of(atlas: Atlas) -> Spread:
    assert atlas.spread is not None
    return atlas.spread
