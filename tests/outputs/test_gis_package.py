"""The GeoPackage holds what it says, as OGC wants it, and the same bytes each time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import geopandas as gpd
import pyogrio
import pytest
from wksbm.layers.model import Atlas
from wksbm.outputs.gis.package import write_gis
from wksbm.outputs.gis.project import write_project
from wksbm.outputs.gis.tables import class_columns, package_tables

from tests.board import HOSTILE_NAMES, analysed, atlas, codes
from tests.outputs.gis import ROOT, sample_atlas, styles, write_sample

SPATIAL = ["desa", "kecamatan", "kelompok", "daerah"]


@contextmanager
def opened(package: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{package}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_gis(analysed(tmp_path, HOSTILE_NAMES, sample=True), tmp_path)
    return tmp_path / "desa.gpkg"


def test_it_holds_villages_subdistricts_groups_areas_and_styles(package: Path) -> None:
    listed = dict(pyogrio.list_layers(package))
    assert list(listed) == [*SPATIAL, "layer_styles"]
    assert [listed[name] for name in SPATIAL] == ["MultiPolygon"] * 2 + ["Point", "MultiPolygon"]
    for name in SPATIAL:
        assert pyogrio.read_info(package, layer=name)["crs"] == "EPSG:4326"
    assert len(gpd.read_file(package, layer="kecamatan")) == 3
    areas = gpd.read_file(package, layer="daerah")
    assert areas["nomor"].tolist() == list(range(1, len(areas) + 1))


def test_without_groups_and_areas_these_tables_and_their_styles_are_not_there(
    tmp_path: Path,
) -> None:
    board = atlas(tmp_path)
    write_gis(replace(board, groups=board.groups.iloc[:0]), tmp_path)
    listed = [name for name, _ in pyogrio.list_layers(tmp_path / "desa.gpkg")]
    assert listed == ["desa", "kecamatan", "layer_styles"]
    styled = {table for table, _ in styles(tmp_path / "desa.gpkg")}
    assert styled == {"desa", "kecamatan"}


def test_villages_bear_the_class_of_each_indicator(package: Path) -> None:
    table = gpd.read_file(package, layer="desa")
    assert table["kode"].tolist() == codes()
    expected = ["zero", "c0", "c0", "c1", "c1", "c2", "c2", "c3", "not_reported"]
    assert table["jumlah_kelompok_kelas"].tolist() == expected
    assert table["kelompok_per_1000_kelas"].tolist() == expected
    assert "gugus_moran_kelas" not in table.columns


def test_a_class_column_never_takes_the_place_of_another(tmp_path: Path) -> None:
    board = atlas(tmp_path)
    board = replace(board, villages=board.villages.assign(jumlah_kelompok_kelas="milik orang"))
    columns = class_columns(board)
    assert columns["jumlah_kelompok"] == "jumlah_kelompok_kelas_"
    write_gis(board, tmp_path)
    table = gpd.read_file(tmp_path / "desa.gpkg", layer="desa")
    assert set(table["jumlah_kelompok_kelas"]) == {"milik orang"}
    assert table["jumlah_kelompok_kelas_"].iloc[0] == "zero"


def test_columns_that_the_package_needs_itself_get_another_name(tmp_path: Path) -> None:
    board = atlas(tmp_path)
    own = {"fid": 7, "geom": 1.5, "Geometry": "x", "JUMLAH_KELOMPOK": 3, "Desa": "y", "GEOM_": 2}
    write_gis(replace(board, villages=board.villages.assign(**own)), tmp_path)
    table = gpd.read_file(tmp_path / "desa.gpkg", layer="desa")
    renamed = ["fid_", "geom_", "Geometry", "JUMLAH_KELOMPOK_", "Desa_", "GEOM__"]
    assert [table[name].iloc[0] for name in renamed] == [7, 1.5, "x", 3, "y", 2]
    assert table["jumlah_kelompok"].tolist()[:3] == board.villages["jumlah_kelompok"].tolist()[:3]
    assert table["desa"].tolist() == board.villages["desa"].tolist()


def test_groups_hold_only_what_the_page_shows(tmp_path: Path) -> None:
    board = atlas(tmp_path)
    board = replace(board, groups=board.groups.assign(ketua="rahasia", telepon="0812"))
    write_gis(board, tmp_path)
    groups = gpd.read_file(tmp_path / "desa.gpkg", layer="kelompok")
    assert list(groups.columns) == [
        "kode", "nama_kelompok", "jenis", "padukuhan", "tahun_berdiri", "geometry",
    ]  # fmt: skip
    assert b"rahasia" not in (tmp_path / "desa.gpkg").read_bytes()


def test_suppressed_counts_are_nowhere_in_the_package(tmp_path: Path) -> None:
    built = sample_atlas(30)
    hidden = built.villages.index[built.villages["status_data"] == "suppressed"]
    assert len(hidden) > 3
    write_gis(built, tmp_path)
    table = gpd.read_file(tmp_path / "desa.gpkg", layer="desa").set_index("kode").loc[hidden]
    assert table["jumlah_kelompok"].isna().all()
    assert set(table["jumlah_kelompok_kelas"]) == {"suppressed"}
    groups = gpd.read_file(tmp_path / "desa.gpkg", layer="kelompok")
    assert not set(groups["kode"]) & set(hidden)


def test_it_is_a_valid_geopackage(package: Path) -> None:
    with opened(package) as connection:

        def ask(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        assert ask("PRAGMA application_id") == [(0x47504B47,)]
        assert ask("PRAGMA user_version") == [(10200,)]
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
        contents = ask("SELECT table_name, data_type, last_change, srs_id FROM gpkg_contents")
        assert [row[:2] for row in contents] == [
            *((name, "features") for name in SPATIAL),
            ("layer_styles", "attributes"),
        ]
        assert {row[2] for row in contents} == {"2000-01-01T00:00:00.000Z"}
        indexed = ask(
            "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"
        )
        assert sorted(str(row[0]) for row in indexed) == sorted(SPATIAL)
        for name in SPATIAL:
            held = ask(f'SELECT count(*) FROM "{name}"')
            assert ask(f'SELECT count(*) FROM "rtree_{name}_geom"') == held


@pytest.mark.optional
def test_gdals_own_checker_finds_nothing(package: Path) -> None:
    checker = "import sys; from osgeo_utils.samples.validate_gpkg import main; sys.exit(main())"
    system = {"PATH": "/usr/bin:/bin"}
    command = ["/usr/bin/python3", "-c", checker, str(package)]
    try:
        found = subprocess.run(command, env=system, capture_output=True, text=True, check=False)
    except OSError:
        pytest.skip("there is no system Python")
    if "ModuleNotFoundError" in found.stderr:
        pytest.skip("Debian's python3-gdal is not installed")
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_metadata_say_title_sources_licence_date_and_crs(package: Path) -> None:
    told = pyogrio.read_info(package, layer="desa")["dataset_metadata"]
    assert told["TITLE"] == "Atlas papan catur (DATA CONTOH)"
    assert told["SOURCE"] == "papan_catur.csv; Dinas Contoh; 2026; CC0"
    assert (told["LICENCE"], told["DATE"], told["CRS"]) == ("CC0", "2026", "EPSG:4326")
    assert "rekaan" in told["NOTES"]
    with opened(package) as connection:
        rows = connection.execute(
            "SELECT identifier, description FROM gpkg_contents WHERE data_type = 'features'"
        ).fetchall()
    assert [row[0] for row in rows] == [
        "Kalurahan", "Kapanewon", "Kelompok WKSBM", "Daerah statistik pindai",
    ]  # fmt: skip
    for _, description in rows:
        assert "Dinas Contoh" in description and "CC0" in description and "rekaan" in description


def test_names_of_any_kind_leave_every_style_readable(tmp_path: Path) -> None:
    board = analysed(tmp_path, HOSTILE_NAMES)
    kinds = ["<b>&\"'", "a\x0bb", "]]>", "", *HOSTILE_NAMES[:5]]
    write_gis(replace(board, groups=board.groups.assign(jenis=kinds)), tmp_path)
    for row in styles(tmp_path / "desa.gpkg").values():
        fromstring(row["styleQML"])
        fromstring(row["styleSLD"].encode())
    groups = styles(tmp_path / "desa.gpkg")["kelompok", "Kelompok WKSBM"]
    values = [item.get("value") for item in fromstring(groups["styleQML"]).iter("category")]
    assert "<b>&\"'" in values and "]]>" in values and values[-1] == ""
    assert not any("\x0b" in (value or "") for value in values)


def test_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.outputs.gis import write_sample\n"
        "write_sample(Path(sys.argv[1]))\n"
    )
    here, there = tmp_path / "sini", tmp_path / "sana"
    here.mkdir()
    there.mkdir()
    write_sample(here)
    different = {"PYTHONHASHSEED": "1", "TZ": "Asia/Jakarta", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-c", script, str(there)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **different}, cwd=there, check=True,
    )  # fmt: skip
    for name in ("desa.gpkg", "desa.qgz", "desa.parquet"):
        assert (here / name).read_bytes() == (there / name).read_bytes()


def test_tables_are_not_changed_by_writing(tmp_path: Path) -> None:
    board: Atlas = atlas(tmp_path)
    before = board.villages.copy()
    write_gis(board, tmp_path)
    write_project(board, (), tmp_path)
    assert board.villages.equals(before)
    assert [table.name for table in package_tables(board)] == SPATIAL[:3]
