"""Metres and degrees are never mixed, and areas are those on the ellipsoid."""

from __future__ import annotations

import geopandas as gpd
import pytest
from pyproj import Geod
from shapely.geometry import box
from wksbm.crs import EQUAL_AREA, WGS84, areas_km2, metric_crs, require_metric

from tests.board import villages


def _boxes(*bounds: tuple[float, float, float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([box(*edges) for edges in bounds], crs=WGS84)


@pytest.mark.parametrize(
    ("bounds", "epsg"),
    [
        ((110.3, -8.2, 110.8, -7.8), 32749),
        ((95.0, 5.0, 95.5, 5.5), 32646),
        ((140.0, -3.0, 141.0, -2.0), 32754),
    ],
)
def test_metric_crs_is_the_utm_zone_of_the_middle(
    bounds: tuple[float, float, float, float], epsg: int
) -> None:
    assert metric_crs(_boxes(bounds)).to_epsg() == epsg


def test_metric_crs_of_projected_shapes_is_the_same() -> None:
    assert metric_crs(villages().to_crs(23835)).to_epsg() == 32749


def test_metric_crs_of_all_indonesia_is_round_its_middle() -> None:
    crs = metric_crs(_boxes((95, -11, 141, 6)))
    assert "Azimuthal Equal Area" in crs.coordinate_operation.method_name
    require_metric(_boxes((95, -11, 141, 6)).to_crs(crs))


def test_metric_crs_needs_shapes_with_a_crs() -> None:
    with pytest.raises(ValueError, match="no CRS"):
        metric_crs(gpd.GeoSeries([box(0, 0, 1, 1)]))
    with pytest.raises(ValueError, match="empty"):
        metric_crs(gpd.GeoSeries([], crs=WGS84))


def test_areas_are_geodesic_whatever_the_crs() -> None:
    board = villages()
    expected = [
        abs(Geod(ellps="WGS84").geometry_area_perimeter(s)[0]) / 1e6 for s in board.geometry
    ]
    for crs in (WGS84, 32749, 23835, 3857, EQUAL_AREA):
        measured = areas_km2(board.geometry.to_crs(crs))
        assert list(measured.index) == list(board.index)
        assert measured.to_numpy() == pytest.approx(expected, rel=1e-4)


def test_the_area_of_nothing_is_zero() -> None:
    assert areas_km2(gpd.GeoSeries([None, box(110, -8, 110.1, -7.9)], crs=WGS84)).iloc[0] == 0


def test_areas_need_a_crs() -> None:
    with pytest.raises(ValueError, match="no CRS"):
        areas_km2(gpd.GeoSeries([box(0, 0, 1, 1)]))


@pytest.mark.parametrize("epsg", [4326, 4755, 2225])
def test_degrees_and_feet_are_refused_where_metres_are_needed(epsg: int) -> None:
    shapes = gpd.GeoSeries([box(0, 0, 1, 1)], crs=epsg)
    with pytest.raises(ValueError, match="metres"):
        require_metric(shapes)


def test_shapes_without_crs_are_refused_where_metres_are_needed() -> None:
    with pytest.raises(ValueError, match="no CRS"):
        require_metric(gpd.GeoSeries([box(0, 0, 1, 1)]))


def test_metres_pass() -> None:
    require_metric(villages().to_crs(32749))
