"""Every usual kind of boundary file becomes the same villages, or is refused with a cure."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import ContentError, InputError

from tests.board import codes, villages
from tests.boundaries.files import CROSSWALK, big, plain, shapefile, with_shapes, write, zipped
from tests.shared import shared


def _problems(path: Path, **options: object) -> str:
    report = read_boundaries(path, **options).report  # type: ignore[arg-type]
    return "\n".join(problem.render("en") for problem in report.problems)


def _refusal(path: Path, **options: object) -> str:
    with pytest.raises(InputError) as caught:
        read_boundaries(path, **options)  # type: ignore[arg-type]
    for problem in caught.value.problems:
        assert problem.render("id") != problem.render("en")
    return str(caught.value)


@pytest.mark.parametrize("suffix", ["shp", "gpkg", "geojson", "fgb", "parquet", "kml"])
def test_every_format_gives_the_same_villages(suffix: str, tmp_path: Path) -> None:
    read = read_boundaries(write(plain(), tmp_path / f"batas.{suffix}"), region="34.03")
    board = villages()
    assert list(read.villages.index) == codes()
    assert read.villages.index.name == "kode"
    assert read.villages.crs.to_epsg() == 4326
    for column in ("desa", "kecamatan", "kode_kecamatan", "kabupaten", "provinsi"):
        assert list(read.villages[column]) == list(board[column])
    assert (read.villages["kode_bps"] == "").all()
    assert shapely.equals_exact(
        shapely.normalize(read.villages.geometry.to_numpy()),
        shapely.normalize(board.geometry.to_numpy()),
        tolerance=1e-9,
    ).all()
    report = read.report
    assert (report.features, report.villages, report.duplicates, report.dropped) == (9, 9, 0, 0)
    assert (report.crs, report.crs_source, report.schema) == ("EPSG:4326", "file", "plain")
    assert report.problems == ()
    assert report.area_km2 == pytest.approx(read.villages["luas_km2"].sum(), abs=1e-5)
    assert report.area_km2 == pytest.approx(43.90, abs=0.01)


def test_geoparquet_in_arrow_encoding(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "batas.parquet", geometry_encoding="geoarrow")
    read = read_boundaries(path, region="34.03.02")
    assert list(read.villages.index) == codes()[3:6]


def test_a_zip_with_folders_and_junk(tmp_path: Path) -> None:
    shp = shapefile(plain(), tmp_path / "a")
    archive = zipped(sorted(shp.parent.iterdir()), tmp_path / "batas.zip", inside="kab/desa/")
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("__MACOSX/kab/desa/._batas.shp", b"junk")
        opened.writestr("kab/.DS_Store", b"junk")
        opened.writestr("kab/baca.txt", b"halo")
    read = read_boundaries(archive)
    assert list(read.villages.index) == codes()
    assert read.report.problems == ()


def test_a_folder_with_a_shapefile(tmp_path: Path) -> None:
    assert len(read_boundaries(shapefile(plain(), tmp_path / "a").parent).villages) == 9


def test_source_toml_says_what_the_folder_holds(tmp_path: Path) -> None:
    path = write(plain().rename(columns={"kode": "aa", "desa": "bb"}), tmp_path / "k" / "b.gpkg")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / "k" / "source.toml").write_text(
        'title = "Batas"\npublisher = "P"\nlicence = "CC0"\ndate = "2025"\nurl = "u"\n'
        f'file = "b.gpkg"\napproximate = true\nvillages = 10\nsha256 = "{"0" * 64}"\n'
        'notes = "x"\n[columns]\nkode = "aa"\ndesa = "bb"\n',
        encoding="utf-8",
    )
    read = read_boundaries(tmp_path / "k")
    assert read.source.title == "Batas"
    assert read.source.licence == "CC0"
    assert read.source.approximate
    assert not read.source.sample
    assert read.source.sha256 == digest
    assert read.report.schema == "columns"
    told = "\n".join(problem.render("en") for problem in read.report.problems)
    assert "sha256 differs" in told
    assert "9 villages, but 10" in told


def test_a_source_toml_cannot_lead_out_of_its_folder(tmp_path: Path) -> None:
    write(plain(), tmp_path / "b.gpkg")
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / "source.toml").write_text('title = "B"\nfile = "../b.gpkg"\n')
    with pytest.raises(ContentError, match="same folder"):
        read_boundaries(tmp_path / "k")


def test_the_title_of_a_bare_file_is_its_name(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "batas.gpkg")
    source = read_boundaries(path).source
    assert source.title == "batas.gpkg"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("region", ["34.03.01", "340301", "34.03.01."])
def test_the_region_keeps_what_its_code_begins(region: str, tmp_path: Path) -> None:
    read = read_boundaries(write(plain(), tmp_path / "batas.gpkg"), region=region)
    assert list(read.villages.index) == codes()[:3]
    assert read.report.features == 9
    assert read.report.dropped == 6


def test_a_region_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    assert "34.03 (9)" in _refusal(write(plain(), tmp_path / "b.gpkg"), region="34.04")
    assert "region" in _refusal(write(plain(), tmp_path / "c.gpkg"), region="3x")


def test_big_columns(tmp_path: Path) -> None:
    table = big()
    table.loc[0, "KDEBPS"] = "3403010001"
    table.loc[1, "KDEPUM"] = "12.--.--.----"
    table.loc[2, "WADMKD"] = None
    table.loc[4, "WADMKK"] = None
    read = read_boundaries(shapefile(table, tmp_path / "a"), region="34.03")
    assert read.report.schema == "big"
    assert (read.report.features, read.report.villages, read.report.dropped) == (9, 8, 1)
    assert read.villages.loc["34.03.01.2001", "kode_bps"] == "3403010001"
    assert read.villages.loc["34.03.01.2003", "desa"] == "Kepek"
    assert read.villages.loc["34.03.02.2002", "kabupaten"] == "Gunungkidul"
    assert read.villages["luas_km2"].min() > 4.8
    told = "\n".join(problem.render("en") for problem in read.report.problems)
    assert "1 features without a village code" in told
    assert "1 of them" in told


def _bps() -> gpd.GeoDataFrame:
    board = villages().reset_index()
    return board[["kode_bps", "desa", "kecamatan", "geometry"]]


HDX = {"kode_bps": "ADM4_PCODE", "desa": "ADM4_EN", "kecamatan": "ADM3_EN"}
BPS = {"kode_bps": "iddesa", "desa": "nmdesa", "kecamatan": "nmkec"}
GADM = {"kode_bps": "CC_4", "desa": "NAME_4", "kecamatan": "NAME_3"}
PLAIN = {"kode_bps": "kode", "desa": "nama_desa", "kecamatan": "KAPANEWON"}


@pytest.mark.parametrize(
    ("schema", "names"), [("hdx", HDX), ("bps", BPS), ("gadm", GADM), ("plain", PLAIN)]
)
def test_bps_codes_become_kemendagri_codes(
    schema: str, names: dict[str, str], tmp_path: Path
) -> None:
    table = _bps()
    if schema == "hdx":
        table["kode_bps"] = "ID" + table["kode_bps"]
    path = write(table.rename(columns=names), tmp_path / "batas.gpkg")
    read = read_boundaries(path, region="34.03", crosswalk=CROSSWALK)
    assert list(read.villages.index) == codes()
    assert dict(zip(read.villages["kode_bps"], read.villages.index, strict=True)) == CROSSWALK
    assert list(read.villages["desa"]) == list(villages()["desa"])
    assert list(read.villages["kecamatan"]) == list(villages()["kecamatan"])
    assert read.report.schema == schema

    alone = read_boundaries(path, region="34.03")
    assert list(alone.villages.index) == list(CROSSWALK)
    assert set(alone.villages["kode_kecamatan"]) == {"3403010"}
    assert "only a BPS code" in _problems(path)


def test_the_parts_of_a_bps_code_are_put_together(tmp_path: Path) -> None:
    table = _bps().drop(columns="kode_bps").rename(columns=BPS)
    table = table.assign(kdprov=34, kdkab=3, kdkec=10, kddesa=range(1, 10))
    path = write(table, tmp_path / "batas.gpkg")
    assert list(read_boundaries(path, crosswalk=CROSSWALK).villages.index) == codes()


def test_alf_anas_columns(tmp_path: Path) -> None:
    names = {"kode": "KODE_KD", "desa": "KEL_DESA", "kecamatan": "KECAMATAN"}
    names |= {"kabupaten": "KAB_KOTA", "provinsi": "PROVINSI"}
    read = read_boundaries(write(plain().rename(columns=names), tmp_path / "batas.geojson"))
    assert read.report.schema == "alf_anas"
    assert list(read.villages.index) == codes()


@pytest.mark.parametrize("as_type", ["str", "int64", "float64"])
def test_a_code_without_points_is_no_bps_code(as_type: str, tmp_path: Path) -> None:
    table = plain()
    table["kode"] = table["kode"].str.replace(".", "", regex=False).astype(as_type)
    path = write(table, tmp_path / "batas.gpkg")
    assert list(read_boundaries(path, region="34.03").villages.index) == codes()


def test_membership_counts_more_than_the_seventh_digit(tmp_path: Path) -> None:
    table = _bps().rename(columns=PLAIN)
    table["kode"] = [f"34030120{n:02d}" for n in range(1, 10)]
    crosswalk = dict(zip(table["kode"], codes(), strict=True))
    path = write(table, tmp_path / "batas.gpkg")
    assert list(read_boundaries(path, crosswalk=crosswalk).villages.index) == codes()
    assert read_boundaries(path).villages.index[0] == "34.03.01.2001"


def test_kode_bps_is_filled_from_the_crosswalk(tmp_path: Path) -> None:
    read = read_boundaries(write(plain(), tmp_path / "b.gpkg"), crosswalk=CROSSWALK)
    assert list(read.villages["kode_bps"]) == list(CROSSWALK)


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = write(plain().rename(columns={"kode": "aa", "desa": "bb"}), tmp_path / "b.gpkg")
    assert "no column with village codes or village names" in _refusal(path)
    read = read_boundaries(path, columns={"kode": "aa", "desa": "bb"})
    assert list(read.villages.index) == codes()
    refusal = _refusal(path, columns={"kode": "zz", "dess": "bb"})
    assert "'zz'" in refusal
    assert "'dess'" in refusal


def test_kecamatan_codes_are_not_village_codes(tmp_path: Path) -> None:
    table = plain().assign(kode=[kode[:8] for kode in codes()])
    assert "not of villages" in _refusal(write(table, tmp_path / "b.gpkg"))


def test_several_village_layers_need_a_choice(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "b.gpkg", layer="satu")
    write(plain()[:6], path, layer="dua")
    assert "satu (9), dua (6)" in _refusal(path)
    assert len(read_boundaries(path, layer="dua").villages) == 6
    assert "satu, dua" in _refusal(path, layer="tiga")


def test_layers_without_villages_are_left_aside_and_told(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "b.gpkg", layer="desa")
    write(plain().drop(columns="kode"), path, layer="lain")
    assert "found: 'lain'" in _problems(path)
    assert len(read_boundaries(path).villages) == 9


def test_the_same_feature_twice_counts_once(tmp_path: Path) -> None:
    path = write(pd.concat([plain(), plain()[:1]]), tmp_path / "b.gpkg")
    report = read_boundaries(path).report
    assert (report.features, report.villages, report.duplicates, report.dropped) == (10, 9, 1, 0)
    assert report.overlap_km2 == 0
    assert "counted once" in _problems(path)


def test_parts_of_one_village_are_joined(tmp_path: Path) -> None:
    table = plain()
    for column in ("kode", "desa", "kecamatan"):
        table.loc[1, column] = table.loc[0, column]
    report = read_boundaries(write(table, tmp_path / "b.gpkg")).report
    assert (report.features, report.villages, report.duplicates) == (9, 8, 1)
    assert report.area_km2 == pytest.approx(43.90, abs=0.01)


def test_one_code_for_two_villages_is_refused(tmp_path: Path) -> None:
    table = plain()
    table.loc[[1, 4], "kode"] = table.loc[[0, 3], "kode"].to_numpy()
    refusal = _refusal(write(table, tmp_path / "b.gpkg"))
    assert "34.03.01.2001: Utara (Lor), Beji (Lor)" in refusal
    assert "34.03.02.2001: Tengah (Tengah), Ngoro-oro (Tengah)" in refusal


def test_two_codes_for_one_shape_are_told(tmp_path: Path) -> None:
    shapes = list(plain().geometry)
    shapes[1] = shapes[0]
    path = write(with_shapes(plain(), shapes), tmp_path / "b.gpkg")
    assert "very same shape" in _problems(path)
    assert read_boundaries(path).report.overlap_km2 == pytest.approx(4.878, abs=0.001)


def test_points_are_no_boundaries(tmp_path: Path) -> None:
    path = write(with_shapes(plain(), plain().geometry.representative_point()), tmp_path / "b.gpkg")
    assert "no village has an area" in _refusal(path)


def test_a_file_without_features(tmp_path: Path) -> None:
    assert "no feature at all" in _refusal(write(plain()[:0], tmp_path / "b.gpkg"))


def test_nothing_is_written_beside_the_input_and_nothing_of_it_changes(tmp_path: Path) -> None:
    shapefile(plain(), tmp_path / "a").with_suffix(".shx").unlink()
    write(plain(), tmp_path / "a" / "b.gpkg")
    before = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    read_boundaries(tmp_path / "a" / "batas.shp")
    read_boundaries(tmp_path / "a" / "b.gpkg")
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == before


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "region", "count", "area"),
    [
        ("batas_desa_gunungkidul.zip", "34.03", 144, 1475.18),
        ("desa_diy.gpkg", "34.03", 144, 1475.18),
        ("desa_diy.gpkg", "", 438, 3170.7),
        ("desa_indonesia.parquet", "34.03", 144, 1475.18),
    ],
)
def test_real_boundaries(file: str, region: str, count: int, area: float) -> None:
    read = read_boundaries(shared("data", file), region=region)
    assert len(read.villages) == count
    assert read.villages.geometry.is_valid.all()
    report = read.report
    assert report.features == report.villages + report.duplicates + report.dropped
    assert report.area_km2 == pytest.approx(area, rel=0.001)


@pytest.mark.real
@pytest.mark.parametrize("file", ["kecamatan_diy.gpkg", "kabupaten_jawa.gpkg"])
def test_real_outlines_of_higher_levels_are_refused(file: str) -> None:
    assert "not of villages" in _refusal(shared("data", file))
