"""Broken, disguised and hostile files are mended in a copy or refused with one sentence."""

from __future__ import annotations

import random
import struct
import zipfile
from pathlib import Path

import pytest
from wksbm.boundaries.describe import describe
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import AtlasError, InputError

from tests.board import codes
from tests.boundaries.files import plain, shapefile, without, write, zipped

VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:9/x.shp'
    "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>&b;</name></Document></kml>'
)


def _refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_boundaries(path)
    try:
        assert describe(path).problems
    except InputError as error:
        assert error.problems
    return str(caught.value)


def _told(path: Path) -> str:
    report = read_boundaries(path).report
    assert report.features == report.villages + report.duplicates + report.dropped
    return "\n".join(problem.render("en") for problem in report.problems)


def test_a_missing_dbf_is_refused(tmp_path: Path) -> None:
    refusal = _refusal(without(shapefile(plain(), tmp_path), ".dbf"))
    assert "the .dbf is missing" in refusal
    assert ".shp, .shx, .dbf and .prj together" in refusal


def test_a_missing_index_is_rebuilt_in_a_copy(tmp_path: Path) -> None:
    shp = without(shapefile(plain(), tmp_path), ".shx")
    read = read_boundaries(shp)
    assert list(read.villages.index) == codes()
    assert "the .shx is missing" in _told(shp)
    assert not shp.with_suffix(".shx").exists()


def test_a_wrong_index_is_rebuilt(tmp_path: Path) -> None:
    shp = shapefile(plain(), tmp_path)
    index = bytearray(shp.with_suffix(".shx").read_bytes())
    index[100:104] = struct.pack(">I", 77)
    shp.with_suffix(".shx").write_bytes(index)
    assert list(read_boundaries(shp).villages.index) == codes()
    assert "the .shx is wrong" in _told(shp)


@pytest.mark.parametrize("suffix", [".shp", ".dbf"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_shapefile_that_is_cut_off_is_refused(suffix: str, share: float, tmp_path: Path) -> None:
    part = shapefile(plain(), tmp_path).with_suffix(suffix)
    data = part.read_bytes()
    part.write_bytes(data[: int(len(data) * share)])
    refusal = _refusal(tmp_path / "batas.shp")
    assert "cut off" in refusal or "not a boundary format" in refusal


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "fgb", "parquet", "kml", "zip"])
def test_any_other_file_that_is_cut_off_is_refused(suffix: str, tmp_path: Path) -> None:
    if suffix == "zip":
        shp = shapefile(plain(), tmp_path / "a")
        path = zipped(sorted(shp.parent.iterdir()), tmp_path / "batas.zip")
    else:
        path = write(plain(), tmp_path / f"batas.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refusal = _refusal(path)
    assert "cut off" in refusal or "damaged" in refusal


def test_parts_of_different_shapefiles_are_refused(tmp_path: Path) -> None:
    shp = shapefile(plain(), tmp_path / "a")
    other = shapefile(plain()[:5], tmp_path / "b")
    for suffix in (".dbf", ".shx"):
        shp.with_suffix(suffix).write_bytes(other.with_suffix(suffix).read_bytes())
    shp.with_suffix(".shx").unlink()
    assert "9 features but the .dbf 5 rows" in _refusal(shp)


def test_rows_marked_as_deleted_are_told(tmp_path: Path) -> None:
    shp = shapefile(plain(), tmp_path)
    table = bytearray(shp.with_suffix(".dbf").read_bytes())
    start, width = struct.unpack("<HH", table[8:12])
    table[start + 2 * width] = ord("*")
    shp.with_suffix(".dbf").write_bytes(table)
    assert len(read_boundaries(shp).villages) == 8
    assert "1 rows of the .dbf are marked as deleted" in _told(shp)


@pytest.mark.parametrize("suffix", ["SHP", "Shp"])
def test_capitals_in_suffixes_do_not_matter(suffix: str, tmp_path: Path) -> None:
    for part in sorted(shapefile(plain(), tmp_path).parent.iterdir()):
        part.rename(part.with_suffix(part.suffix.upper()))
    (tmp_path / "batas.SHP").rename(tmp_path / f"batas.{suffix}")
    assert len(read_boundaries(tmp_path / f"batas.{suffix}").villages) == 9


@pytest.mark.parametrize("written", ["UTF-8", "CP1252"])
@pytest.mark.parametrize("stated", [None, "UTF-8", "ISO-8859-1", "CP1252", "???"])
def test_the_encoding_is_told_by_the_content(
    written: str, stated: str | None, tmp_path: Path
) -> None:
    shp = shapefile(plain().assign(desa="Désa Ngoro’"), tmp_path, encoding=written)
    shp.with_suffix(".cpg").unlink()
    if stated is not None:
        shp.with_suffix(".cpg").write_text(stated)
    assert set(read_boundaries(shp).villages["desa"]) == {"Désa Ngoro’"}
    assert (f"shows the encoding {written}" in _told(shp)) == (stated is None)


@pytest.mark.parametrize("name", ["b.shp", "b.gpkg", "b.geojson", "b.kml", "b.vrt", "b.parquet"])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("halo dunia\n" * 40, "plain text"),
        (VRT, "points to other files"),
        (f'{{"type": "FeatureCollection", "features": [], "x": "{VRT[:18]}"}}', "points to other"),
        ('{"type": "FeatureCollection", "x": "gdal_streamed_alg"}', "points to other files"),
        (BILLION_LAUGHS, "XML declarations"),
        ("<!DOCTYPE html><html><body>404</body></html>", "HTML page"),
        ('{"type": "Topology", "objects": {}}', "TopoJSON"),
        ("", "empty"),
        ("\0\1\2\3" * 100, "not a boundary format"),
    ],
)
def test_what_is_no_boundary_file_is_refused_by_its_content(
    name: str, content: str, why: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert why in _refusal(tmp_path / name)


def test_the_suffix_does_not_count(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "batas.gpkg")
    assert len(read_boundaries(path.rename(tmp_path / "batas.bin")).villages) == 9


def test_geojson_features_that_gdal_would_skip_are_not_lost(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "batas.geojson")
    path.write_text(path.read_text().replace('"type": "Feature"', '"type": "Faeture"', 2))
    assert "7 / 9" in _refusal(path)


@pytest.mark.parametrize("name", ["../batas.shp", "/batas.shp", "a/../../batas.shp", "C:/b.shp"])
def test_a_zip_whose_names_lead_out_of_it_is_refused(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as opened:
        opened.writestr(name, b"x")
    assert "lead out of its folder" in _refusal(tmp_path / "b.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as opened,
        opened.open("batas.shp", "w") as member,
    ):
        for _ in range(300):
            member.write(bytes(1 << 20))
    assert "too large once unpacked" in _refusal(tmp_path / "b.zip")


def test_a_zip_without_boundaries_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as opened:
        opened.writestr("baca.txt", "halo")
        opened.writestr("batas.dbf", "halo")
    assert "no boundary file inside" in _refusal(tmp_path / "b.zip")


def test_missing_files_and_empty_folders_are_refused(tmp_path: Path) -> None:
    assert "no such file" in _refusal(tmp_path / "tidak_ada.gpkg")
    (tmp_path / "b.gdb").mkdir()
    assert "no boundary file inside" in _refusal(tmp_path / "b.gdb")
    (tmp_path / "kosong").mkdir()
    assert "no boundary file inside" in _refusal(tmp_path / "kosong")


def test_odd_folder_names_work(tmp_path: Path) -> None:
    path = tmp_path / "data é" / "日本" / "a b" / "#1" / "batas.gpkg"
    assert len(read_boundaries(write(plain(), path)).villages) == 9


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "fgb", "parquet", "shp"])
def test_mutants_are_read_or_refused_and_nothing_is_lost(suffix: str, tmp_path: Path) -> None:
    seed = write(plain(), tmp_path / f"batas.{suffix}")
    data = seed.read_bytes()
    chance = random.Random(suffix)
    outcomes = set()
    for number in range(25):
        mutant = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        seed.write_bytes(mutant[: chance.randrange(len(mutant))] if number % 5 == 0 else mutant)
        try:
            read = read_boundaries(seed)
        except AtlasError as error:
            assert error.problems
            outcomes.add("refused")
            continue
        outcomes.add("read")
        report = read.report
        assert report.features == report.villages + report.duplicates + report.dropped
        assert len(read.villages) == report.villages
        assert read.villages.geometry.is_valid.all()
        assert report.villages == 9 or report.problems
    assert "refused" in outcomes
