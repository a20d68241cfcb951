"""GeoTIFFs, tables and GeoPackage of density and reach say what the atlas says."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import rasterio
from rio_cogeo import cog_validate
from wksbm.layers.people import PeopleInputs
from wksbm.outputs.rasters import write_rasters
from wksbm.outputs.tables import write_village_tables

from tests.board import NORTH, SIDE, WEST
from tests.board import atlas as plain_atlas
from tests.layers.spread_board import MIDDLES, B, E, build, people, spread_of
from tests.layers.tables import counts
from tests.outputs.raster_files import ALL


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    write_rasters(build(tmp_path), folder)
    return folder


def test_every_file_is_there(written: Path) -> None:
    assert {path.name for path in written.iterdir()} == ALL


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("name", sorted(name for name in ALL if name.endswith(".tif")))
def test_rasters_are_valid_cogs_that_say_what_they_are(written: Path, name: str) -> None:
    assert cog_validate(written / name, strict=True) == (True, [], [])
    with rasterio.open(written / name) as source:
        assert source.tags()["judul"] == "Atlas papan catur"
        assert "orang_2020.tif" in source.tags()["sumber"]
        assert source.tags()["metode"]
        assert "contoh" not in source.tags()
        assert source.units[0] and source.descriptions[0]


def test_the_density_of_the_file_adds_up_to_the_groups(written: Path, tmp_path: Path) -> None:
    density = spread_of(build(tmp_path)).density
    assert density is not None
    with rasterio.open(written / "kerapatan.tif") as source:
        cells = source.read(1, masked=True)
        assert source.tags()["jumlah"] == "10" and source.tags()["lebar_pita_m"] == "500"
        middle = gpd.GeoSeries.from_xy(*np.array([MIDDLES[E]]).T, crs=4326).to_crs(source.crs)
        top = np.unravel_index(cells.argmax(), cells.shape)
        assert np.hypot(*(np.array(source.xy(*top)) - [middle.x[0], middle.y[0]])) < 100
    assert (cells * density.grid.inside).sum() * 0.01 == pytest.approx(10, rel=1e-4)


@pytest.mark.optional
def test_gdal_finds_the_distances_on_the_cells_of_the_people(written: Path) -> None:
    program = shutil.which("gdalinfo")
    if program is None:
        pytest.skip("Debian's gdal-bin is not installed")
    said = subprocess.run(
        [program, "-json", written / "jangkauan.tif"], capture_output=True, check=True, text=True
    )
    corners = json.loads(said.stdout)["cornerCoordinates"]
    cell = SIDE / 3
    # people in known villages: from the first column and row of middles to the last
    assert corners["upperLeft"] == pytest.approx([WEST + cell, NORTH - cell], abs=1e-6)
    assert corners["lowerRight"] == pytest.approx([WEST + 8 * cell, NORTH - 8 * cell], abs=1e-6)


def test_the_distance_of_a_cell_is_that_of_its_village(written: Path) -> None:
    with rasterio.open(written / "jangkauan.tif") as source:
        (near,), (far,) = source.sample([MIDDLES[E], MIDDLES[B]])
        assert (source.read(1) != source.nodata).sum() == 7
    assert near == pytest.approx(0, abs=1) and far == pytest.approx(2205, abs=3)


def test_tables_of_reach_have_a_row_per_village_and_per_district(written: Path) -> None:
    villages = pd.read_csv(written / "jangkauan_desa.csv")
    assert len(villages) == 9 and villages["penduduk_1km"].sum() == pytest.approx(6000)
    districts = pd.read_csv(written / "jangkauan_kecamatan.csv")
    assert districts["penduduk_dinilai"].tolist() == pytest.approx([2000, 2000, 3000, 7000])
    book = openpyxl.load_workbook(written / "jangkauan.xlsx")
    assert book.sheetnames == ["kapanewon", "kalurahan", "Keterangan kolom"]
    heads = [str(cell.value) for cell in book["kapanewon"][1]]
    assert not any("_" in head for head in heads)
    assert [row[1].value for row in book["kapanewon"].iter_rows(min_row=2)][-1] == "seluruhnya"


def test_the_package_holds_spots_and_proposals(written: Path) -> None:
    layers = pyogrio.list_layers(written / "titik_kosong.gpkg")
    assert layers.tolist() == [["titik_kosong", "MultiPolygon"], ["usulan_lokasi", "Point"]]
    spots = gpd.read_file(written / "titik_kosong.gpkg", layer="titik_kosong")
    assert spots.crs.to_epsg() == 4326 and spots["kode"].tolist() == [B]
    assert spots.contains(gpd.points_from_xy(*np.array([MIDDLES[B]]).T)[0]).all()
    listed = pd.read_csv(written / "titik_kosong.csv")
    assert listed["penduduk"].tolist() == spots["penduduk"].tolist()
    places = gpd.read_file(written / "titik_kosong.gpkg", layer="usulan_lokasi")
    assert len(places) == len(pd.read_csv(written / "usulan_lokasi.csv")) == 2


def test_the_same_bytes_each_time(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "lagi"
    again.mkdir()
    write_rasters(build(tmp_path), again)
    for name in ALL:
        assert (again / name).read_bytes() == (written / name).read_bytes(), name


def test_a_sample_says_so_inside_the_raster_and_on_the_sheet(tmp_path: Path) -> None:
    given = people(tmp_path)
    assert given.raster_source is not None
    sample = replace(given, raster_source=replace(given.raster_source, sample=True))
    write_rasters(build(tmp_path, given=sample), tmp_path)
    with rasterio.open(tmp_path / "kerapatan.tif") as source:
        assert "DATA CONTOH" in source.tags()["contoh"]
    book = openpyxl.load_workbook(tmp_path / "jangkauan.xlsx")
    assert "DATA CONTOH" in str(book["kapanewon"]["A1"].value)


def test_what_cannot_be_computed_is_not_written(tmp_path: Path) -> None:
    for name, atlas in (
        ("tanpa", plain_atlas(tmp_path)),
        ("kerapatan", build(tmp_path, given=PeopleInputs())),
        ("penduduk", build(tmp_path, table=counts([1.0] * 9))),
        ("cukup", build(tmp_path, reach_m=3000.0)),
    ):
        (tmp_path / name).mkdir()
        write_rasters(atlas, tmp_path / name)
    assert list((tmp_path / "tanpa").iterdir()) == []
    assert [path.name for path in (tmp_path / "kerapatan").iterdir()] == ["kerapatan.tif"]
    assert list((tmp_path / "penduduk").iterdir()) == []
    assert {path.name for path in (tmp_path / "cukup").iterdir()} == ALL - {"titik_kosong.gpkg"}


def test_the_village_table_explains_the_new_columns(tmp_path: Path) -> None:
    write_village_tables(build(tmp_path), {}, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "desa.xlsx")
    rows = {row[0]: row for row in book.worksheets[1].iter_rows(values_only=True)}
    for column in ("penduduk_raster", "beda_penduduk_pct", "jarak_kelompok_m", "penduduk_500m"):
        assert rows[column][2] != column and rows[column][3]
    assert "garis lurus" in str(rows["penduduk_500m"][2])
