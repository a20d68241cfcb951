"""Boundary files as offices send them: told apart by what they hold, or refused with a cure."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from wksbm.boundaries.describe import describe
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import InputError
from wksbm.names import Aliases
from wksbm.tables.village_list import VillageList

from tests.board import codes
from tests.boundaries import office_files as office
from tests.boundaries.files import plain, write
from tests.cli.workspace import ROOT, run
from tests.shared import FIELD

LAYERS = FIELD / "boundaries"
BPS = [f"3403010{number:03d}" for number in range(1, 10)]


@pytest.mark.parametrize("make", office.SHAPES.values(), ids=office.SHAPES.keys())
def test_files_of_every_shape_give_the_same_villages(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    read = read_boundaries(make(tmp_path))
    assert list(read.villages.index) == codes()
    assert list(read.villages["desa"]) == list(plain()["desa"])


def test_a_bps_code_in_four_columns_can_be_named(tmp_path: Path) -> None:
    read = read_boundaries(office.four_columns(tmp_path), columns={"kode": "a+b+c+d"})
    assert list(read.villages["kode_bps"]) == BPS


def test_folders_are_kecamatan_where_no_column_names_them(tmp_path: Path) -> None:
    read = read_boundaries(office.kml(tmp_path, kecamatan="catatan"))
    assert list(read.villages["kecamatan"]) == list(plain()["kecamatan"])
    said = " ".join(problem.render("en") for problem in read.report.problems)
    assert "folders in the KML are taken as those of the kecamatan" in said


def test_folders_that_cut_across_kecamatan_are_none(tmp_path: Path) -> None:
    text = office.kml(tmp_path, kecamatan="catatan").read_text(encoding="utf-8")
    first, *rest = text.split("<Placemark>")
    moved = [*rest[3:5], rest[0], *rest[1:3], *rest[5:]]
    bare = [part.replace("</Folder>", "") for part in moved]
    bare = [re.sub("<Folder><name>.*?</name>", "", part) for part in bare]
    ends = "</Document></kml>"
    bare = [part.replace(ends, "") for part in bare]
    halves = ("<Placemark>".join(["", *bare[:4]]), "<Placemark>".join(["", *bare[4:]]))
    head = first.split("<Folder>")[0]
    folders = "".join(
        f"<Folder><name>Bagian {n}</name>{half}</Folder>" for n, half in enumerate(halves)
    )
    read = read_boundaries(office.text(tmp_path, head + folders + ends, "lain.kml"))
    assert list(read.villages.index) == codes()
    assert set(read.villages["kecamatan"]) == {""}


def test_a_zip_inside_a_zip_names_a_cure_that_works(tmp_path: Path) -> None:
    path = office.nested_zip(tmp_path)
    with pytest.raises(InputError, match=r"Unpack kiriman\.zip .*--boundaries batas\.zip"):
        read_boundaries(path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "buka")
    assert list(read_boundaries(tmp_path / "buka/data/batas.zip").villages.index) == codes()


def test_folders_that_draw_the_same_village_differently_are_refused(tmp_path: Path) -> None:
    path = office.kml(tmp_path, times=2)
    with pytest.raises(InputError, match="--layer"):
        read_boundaries(path)


def test_several_layers_of_villages_are_refused_with_a_cure_that_works(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "batas.gpkg", layer="lama")
    plain().to_file(path, layer="baru", engine="pyogrio")
    with pytest.raises(InputError, match='--layer "lama"'):
        read_boundaries(path)
    assert len(read_boundaries(path, layer="lama").villages) == 9


def test_several_collections_in_one_file_are_refused(tmp_path: Path) -> None:
    held = office.geojson(tmp_path)
    with pytest.raises(InputError, match=r"a, b.*\.geojson of its own"):
        read_boundaries(office.text(tmp_path, {"a": held, "b": held}))


def test_a_server_that_sent_only_a_part_is_reported(tmp_path: Path) -> None:
    path = office.text(tmp_path, {**office.geojson(tmp_path), "exceededTransferLimit": True})
    said = " ".join(problem.render("en") for problem in read_boundaries(path).report.problems)
    assert "only a part: 9 features" in said


def _list(folder: Path) -> Path:
    path = folder / "daftar.csv"
    plain()[["kode", "desa", "kecamatan"]].to_csv(path, index=False)
    return path


def test_names_alone_are_refused_and_the_cure_works(tmp_path: Path) -> None:
    path = office.names_only(tmp_path)
    with pytest.raises(InputError, match=r"--villages list\.csv"):
        read_boundaries(path)
    listed = VillageList(_list(tmp_path), "34.03", Aliases())
    assert list(read_boundaries(path, find_codes=listed).villages.index) == codes()


def test_a_feature_that_the_list_does_not_know_is_reported_on_both_sides(tmp_path: Path) -> None:
    table = plain().drop(columns="kode")
    table.loc[0, "desa"] = "Xyzzy"
    path = write(table, tmp_path / "batas.gpkg")
    listed = VillageList(_list(tmp_path), "34.03", Aliases())
    read = read_boundaries(path, find_codes=listed)
    said = " ".join(problem.render("en") for problem in read.report.problems)
    assert list(read.villages.index) == codes()[1:]
    assert "Xyzzy" in said
    assert "1 villages of daftar.csv got no feature" in said


def test_info_reports_features_without_codes_and_doubles(tmp_path: Path) -> None:
    table = plain()
    table.loc[8, "kode"] = None
    twice = gpd.GeoDataFrame(table.iloc[[*range(9), 0]], crs=table.crs)
    found = describe(write(twice, tmp_path / "b.gpkg"))
    said = " ".join(found.to_json("en")["problems"])
    assert "1 features without a village code are left out" in said
    assert "1 villages stand more than once" in said


def _cases() -> list[dict[str, object]]:
    path = LAYERS / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


@pytest.mark.real
@pytest.mark.parametrize("case", _cases(), ids=lambda case: str(case["boundary"]))
def test_files_of_the_field(case: dict[str, object], tmp_path: Path) -> None:
    boundary, table = LAYERS / str(case["boundary"]), LAYERS / str(case["table"])
    words = ["check", "--root", ROOT, "--boundaries", boundary, "--groups", table]
    words += ["--region", "34.04", "--lang", "en", "--out", tmp_path / "out"]
    result = run(*words)
    if result.code == 1 and case["asking_is_right_too"]:
        assert "--villages" in result.err or "kabupaten beside the codes" in result.err
        return
    assert result.code == 0, result.err
    report = json.loads((tmp_path / "out/data/link_report.json").read_text(encoding="utf-8"))
    linked = next(one for one in report if one["table"] == table.name)
    assert (linked["villages"], linked["value_linked"]) == (case["villages"], case["total"])


@pytest.mark.real
def test_the_cures_named_for_files_of_the_field_work(tmp_path: Path) -> None:
    table = LAYERS / "06_float_noise" / "jumlah.csv"
    boundary = LAYERS / "11_wrong_cure" / "m_nocode.geojson"
    result = run(
        *["check", "--root", ROOT, "--boundaries", boundary, "--groups", table],
        *["--region", "34.04", "--villages", table, "--out", tmp_path / "out"],
    )
    assert result.code == 0, result.err
    report = json.loads((tmp_path / "out/data/link_report.json").read_text(encoding="utf-8"))
    assert report[0]["value_linked"] == 63


def test_shapes_of_the_field_keep_their_area(tmp_path: Path) -> None:
    read = read_boundaries(office.topojson(tmp_path))
    expected = shapely.area(plain().geometry.to_numpy()).sum()
    assert np.isclose(shapely.area(read.villages.geometry.to_numpy()).sum(), expected)
