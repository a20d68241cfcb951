"""`wksbm info` can say what a file is, usable or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from wksbm.boundaries.describe import describe
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import InputError

from tests.board import codes
from tests.boundaries.files import CROSSWALK, plain, shapefile, with_shapes, without, write


def test_a_good_file(tmp_path: Path) -> None:
    table = plain()
    table.loc[8, "kode"] = "34.04.01.2001"
    table.loc[7, "kode"] = None
    found = describe(write(table, tmp_path / "batas.gpkg", layer="desa"))
    assert (found.file, found.driver, found.layer) == ("batas.gpkg", "GPKG", "desa")
    assert found.layers == ("desa",)
    assert (found.schema, found.columns["kode"]) == ("plain", "kode")
    assert (found.crs, found.crs_source) == ("EPSG:4326", "file")
    assert (found.features, found.villages) == (9, 8)
    assert found.codes == ("kemendagri",)
    assert found.kabupaten == {"34.03": 7, "34.04": 1}
    assert found.bounds == pytest.approx((110.50, -7.96, 110.56, -7.90))
    assert json.dumps(found.to_json("id"))


def test_what_would_be_mended_is_told(tmp_path: Path) -> None:
    shp = without(shapefile(plain().to_crs(32749), tmp_path), ".prj", ".shx")
    found = describe(shp)
    assert (found.driver, found.layer) == ("ESRI Shapefile", "batas")
    assert (found.crs, found.crs_source) == ("EPSG:32749", "guessed")
    told = " ".join(found.to_json("en")["problems"])
    assert ".shx is missing" in told
    assert "fit EPSG:32749" in told


def test_a_readable_file_without_villages_is_described(tmp_path: Path) -> None:
    table = plain().assign(kode=[kode[:8] for kode in codes()])
    found = describe(write(table, tmp_path / "b.gpkg"))
    assert (found.features, found.villages, found.schema) == (9, 0, "")
    assert "not of villages" in found.to_json("en")["problems"][0]


def test_a_file_of_points_is_described(tmp_path: Path) -> None:
    found = describe(
        write(with_shapes(plain(), plain().geometry.representative_point()), tmp_path / "b.gpkg")
    )
    assert found.villages == 9
    assert found.bounds is None
    assert "no village has an area" in found.to_json("en")["problems"][-1]


def test_a_file_elsewhere_is_described(tmp_path: Path) -> None:
    moved = with_shapes(plain(), plain().geometry.translate(xoff=-100))
    found = describe(write(moved, tmp_path / "b.gpkg"))
    assert (found.crs, found.crs_source, found.bounds) == ("EPSG:4326", "file", None)
    assert "do not lie where the codes say" in found.to_json("en")["problems"][-1]


def test_no_boundary_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("kode,jumlah\n34.03.01.2001,5\n")
    with pytest.raises(InputError, match="plain text"):
        describe(tmp_path / "b.csv")


def test_what_a_build_would_say_of_its_region_and_crosswalk(tmp_path: Path) -> None:
    table = plain()
    table.loc[8, "kode"] = "34.04.01.2001"
    path = write(table, tmp_path / "b.gpkg")
    found = describe(path, region="34.03", crosswalk=CROSSWALK)
    read = read_boundaries(path, region="34.03", crosswalk=CROSSWALK)
    assert (found.villages, found.used) == (9, 8)
    assert found.problems == read.report.problems
    told = " ".join(found.to_json("en")["problems"])
    assert "1 features outside region 34.03 are left out" in told
    assert "1 of the region's 9 villages are not in the file" in told


def test_a_region_that_the_file_does_not_hold(tmp_path: Path) -> None:
    found = describe(write(plain(), tmp_path / "b.gpkg"), region="34.04")
    assert (found.villages, found.used, found.bounds) == (9, 0, None)
    assert (
        "no village of region 34.04; the file holds 34.03 (9)"
        in found.to_json("en")["problems"][-1]
    )


def test_the_region_of_a_file_of_bps_codes_is_read_as_a_bps_code(tmp_path: Path) -> None:
    table = plain().assign(kode=[f"3403010{number:03d}" for number in range(1, 10)])
    told = " ".join(
        describe(write(table, tmp_path / "b.gpkg"), region="34.03").to_json("en")["problems"]
    )
    assert "the region 34.03 is read as a BPS code" in told
    assert table["kabupaten"].iloc[0] in told
