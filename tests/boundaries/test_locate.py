"""Coordinates are brought to WGS 84 whatever the file says, or the file is refused."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import CRS
from shapely.geometry import box
from wksbm.boundaries.model import Boundaries
from wksbm.boundaries.provinces import at_home
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import InputError

from tests.board import codes, villages
from tests.boundaries.files import plain, shapefile, swapped, with_shapes, without, write
from tests.shared import shared

NO_AUTHORITY = (
    'PROJCS["Gunungkidul",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",'
    'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",300000.0],PARAMETER["False_Northing",9000000.0],'
    'PARAMETER["Central_Meridian",110.5],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def _is_the_board(read: Boundaries) -> bool:
    bounds = read.villages.geometry.bounds.to_numpy()
    return bool(np.allclose(bounds, villages().geometry.bounds.to_numpy(), atol=2e-6))


def _told(read: Boundaries) -> str:
    return "\n".join(problem.render("en") for problem in read.report.problems)


@pytest.mark.parametrize("epsg", [4326, 4755, 32749, 23835, 23836, 9494, 3857])
def test_stated_systems_are_used(epsg: int, tmp_path: Path) -> None:
    read = read_boundaries(shapefile(plain().to_crs(epsg), tmp_path))
    assert _is_the_board(read)
    assert read.report.crs_source == "file"
    assert read.report.crs == f"EPSG:{epsg}"
    assert read.report.area_km2 == pytest.approx(43.90, abs=0.01)


def test_a_prj_without_authority(tmp_path: Path) -> None:
    shp = shapefile(plain().to_crs(CRS.from_wkt(NO_AUTHORITY)), tmp_path)
    shp.with_suffix(".prj").write_text(NO_AUTHORITY)
    read = read_boundaries(shp)
    assert _is_the_board(read)
    assert (read.report.crs, read.report.crs_source) == ("Gunungkidul", "file")


def test_a_compound_system(tmp_path: Path) -> None:
    shp = shapefile(plain(), tmp_path)
    shp.with_suffix(".prj").write_text(CRS("EPSG:4326+5773").to_wkt("WKT1_GDAL"))
    read = read_boundaries(shp)
    assert _is_the_board(read)
    assert read.report.crs == "EPSG:4326"


@pytest.mark.parametrize("epsg", [4326, 32749, 23835, 3857])
@pytest.mark.parametrize("prj", [None, "halo", 'LOCAL_CS["x",UNIT["metre",1]]', "\udc81"])
def test_a_missing_system_is_told_by_the_coordinates(
    epsg: int, prj: str | None, tmp_path: Path
) -> None:
    shp = without(shapefile(plain().to_crs(epsg), tmp_path), ".prj")
    if prj is not None:
        shp.with_suffix(".prj").write_bytes(prj.encode("utf-8", "surrogateescape"))
    read = read_boundaries(shp)
    assert _is_the_board(read)
    assert (read.report.crs, read.report.crs_source) == (f"EPSG:{epsg}", "guessed")
    assert f"fit EPSG:{epsg}, which is used" in _told(read)


@pytest.mark.parametrize("epsg", [4326, 32749])
@pytest.mark.parametrize("is_stated", [True, False])
def test_swapped_axes_are_put_right(epsg: int, is_stated: bool, tmp_path: Path) -> None:
    shp = shapefile(swapped(plain().to_crs(epsg)), tmp_path)
    read = read_boundaries(shp if is_stated else without(shp, ".prj"))
    assert _is_the_board(read)
    assert read.report.crs_source == ("file" if is_stated else "guessed")
    assert "swapped" in _told(read)


@pytest.mark.parametrize(("true", "claimed"), [(32749, 4326), (4326, 32749), (32749, 32748)])
def test_a_system_that_cannot_be_is_replaced(true: int, claimed: int, tmp_path: Path) -> None:
    table = plain().to_crs(true).set_crs(claimed, allow_override=True)
    read = read_boundaries(shapefile(table, tmp_path))
    assert _is_the_board(read)
    assert (read.report.crs, read.report.crs_source) == (f"EPSG:{true}", "guessed")
    assert f"states EPSG:{claimed}, but the coordinates fit EPSG:{true}" in _told(read)


def test_a_system_that_is_asked_for(tmp_path: Path) -> None:
    shp = without(shapefile(plain().to_crs(23836), tmp_path), ".prj")
    read = read_boundaries(shp, crs="EPSG:23836")
    assert _is_the_board(read)
    assert (read.report.crs, read.report.crs_source) == ("EPSG:23836", "option")


def test_a_system_asked_for_overrules_the_file(tmp_path: Path) -> None:
    table = plain().to_crs(23836).set_crs(32749, allow_override=True)
    read = read_boundaries(shapefile(table, tmp_path), crs="EPSG:23836")
    assert _is_the_board(read)
    assert read.report.crs_source == "option"
    assert "as asked" in _told(read)


@pytest.mark.parametrize("crs", ["EPSG:0", "halo", "EPSG:32748", "EPSG:5773"])
def test_a_system_asked_for_must_fit(crs: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_boundaries(shapefile(plain().to_crs(32749), tmp_path), crs=crs)


def test_zones_that_nobody_can_tell_apart_are_refused(tmp_path: Path) -> None:
    table = plain().assign(kode=[f"91{kode[2:]}" for kode in codes()])
    moved = table.to_crs(32749).set_crs(None, allow_override=True)
    path = write(moved, tmp_path / "b.gpkg")
    with pytest.raises(InputError, match="cannot be told") as caught:
        read_boundaries(path)
    assert "EPSG:32752, EPSG:32753" in str(caught.value)
    for named in ("EPSG:32752", "EPSG:32753"):
        assert f"--crs {named}" in str(caught.value)
        assert read_boundaries(path, crs=named).report.crs == named


def test_a_wrong_system_asked_for_is_refused_with_the_one_that_fits(tmp_path: Path) -> None:
    path = shapefile(plain().to_crs(32749), tmp_path)
    with pytest.raises(InputError, match="--crs EPSG:32749 "):
        read_boundaries(path, crs="EPSG:32748")
    assert _is_the_board(read_boundaries(path, crs="EPSG:32749"))


def test_coordinates_elsewhere_are_refused(tmp_path: Path) -> None:
    table = with_shapes(plain(), plain().geometry.translate(xoff=-100))
    with pytest.raises(InputError, match=r"do not lie where the codes say.*--crs EPSG:CODE"):
        read_boundaries(write(table, tmp_path / "b.gpkg"))


def test_one_village_outside_indonesia_is_refused(tmp_path: Path) -> None:
    shapes = [*plain().geometry[:8], box(0, 0, 0.02, 0.02)]
    with pytest.raises(InputError, match="1 features lie outside Indonesia"):
        read_boundaries(write(with_shapes(plain(), shapes), tmp_path / "b.gpkg"))


def test_one_village_in_another_province_is_told(tmp_path: Path) -> None:
    shapes = [*plain().geometry[:8], box(140, -3, 140.02, -2.98)]
    read = read_boundaries(write(with_shapes(plain(), shapes), tmp_path / "b.gpkg"))
    assert "1 features lie far from the province" in _told(read)


@pytest.mark.real
def test_every_real_village_lies_in_the_box_of_its_province() -> None:
    table = gpd.read_parquet(shared("data", "desa_indonesia.parquet"), columns=["kode", "geometry"])
    bounds = shapely.bounds(table.geometry.to_numpy())
    middles = (bounds[:, :2] + bounds[:, 2:]) / 2
    provinces = table["kode"].str[:2].to_numpy()
    assert at_home(middles[:, 0], middles[:, 1], provinces).all()
