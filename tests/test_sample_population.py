"""The synthetic population raster agrees with the village estimates and says what it is."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
from wksbm.boundaries.source import read_sidecar
from wksbm.crs import metric_crs
from wksbm.raster.population import people_by_village, populated_cells
from wksbm.raster.population_file import open_population
from wksbm.raster.reach import metres_to_nearest

ROOT = Path(__file__).resolve().parents[1]
RASTER = ROOT / "layers" / "rasters" / "penduduk_contoh.tif"


@pytest.fixture(scope="module")
def villages() -> gpd.GeoSeries:
    path = ROOT / "boundaries" / "gunungkidul" / "batas_desa_perkiraan.zip"
    return gpd.read_file(path).set_index("KDEPUM").geometry.sort_index()


@pytest.fixture(scope="module")
def residents() -> pd.Series[int]:
    table = pd.read_csv(ROOT / "layers/tables/penduduk_2024.csv", dtype={"kode": str})
    return table.set_index("kode")["penduduk"].sort_index()


def test_it_is_small_and_says_that_it_is_made_up() -> None:
    assert RASTER.stat().st_size < 200_000
    source = read_sidecar(RASTER, "").source
    assert source.sample and "DATA CONTOH" in source.title
    with rasterio.open(RASTER) as raster:
        assert "DATA CONTOH" in raster.tags()["judul"]
        assert raster.crs.to_epsg() == 4326 and raster.dtypes == ("uint16",)
    assert open_population(RASTER).year == 2024


def test_every_resident_is_in_some_cell(residents: pd.Series[int]) -> None:
    with rasterio.open(RASTER) as raster:
        assert int(raster.read(1).astype(np.int64).sum()) == residents.sum()


def test_villages_agree_with_the_estimates(
    villages: gpd.GeoSeries, residents: pd.Series[int]
) -> None:
    people = people_by_village(open_population(RASTER), villages)
    assert people.sum() == pytest.approx(residents.sum(), rel=0.002)
    assert (people / residents - 1).abs().max() < 0.05


def test_people_live_in_settlements_and_most_of_them_near_a_group(
    villages: gpd.GeoSeries,
) -> None:
    metric = metric_crs(villages)
    cells = populated_cells(open_population(RASTER), villages, metric)
    people = cells.table["people"].sort_values(ascending=False)
    densest = people.head(len(people) // 10)
    assert densest.sum() > 0.3 * people.sum()
    register = pd.read_csv(ROOT / "layers/tables/kelompok_contoh.csv", dtype={"kode": str})
    reported = cells.of(villages.index.isin(register["kode"]))
    placed = register.dropna(subset=["lon"])
    points = gpd.GeoSeries.from_xy(placed["lon"], placed["lat"], crs=4326).to_crs(metric)
    metres = metres_to_nearest(reported, np.column_stack([points.x, points.y]))
    near = reported.table["people"][metres <= 1000].sum() / reported.table["people"].sum()
    assert 0.9 < near < 0.995
