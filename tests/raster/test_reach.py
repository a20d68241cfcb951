"""Distances to the nearest group, people within reach, white spots: all counted by hand."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import CRS
from wksbm.raster.population import PopulatedCells, populated_cells
from wksbm.raster.reach import (
    distance_raster,
    mean_distance,
    metres_to_nearest,
    people_within,
    white_spots,
    window_of,
)

from tests.raster.rasters import NORTH, UTM, WEST, cells_at, places, raster

METRIC = CRS.from_user_input(UTM)


def _cells(folder: Path, values: object, villages: gpd.GeoSeries) -> PopulatedCells:
    return populated_cells(raster(folder / "p.tif", values), villages, METRIC)


def _box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(
        WEST + 100 * west, NORTH - 100 * south, WEST + 100 * east, NORTH - 100 * north
    )


def _at(column: float, row: float) -> list[float]:
    """Return the middle of a cell."""
    return [WEST + 100 * column + 50, NORTH - 100 * row - 50]


def test_distances_agree_with_brute_force() -> None:
    generator = np.random.default_rng(1)
    where, groups = generator.uniform(0, 9000, (500, 2)), generator.uniform(0, 9000, (40, 2))
    cells = cells_at([tuple(point) for point in where], [1.0] * 500)
    expected = np.linalg.norm(where[:, None] - groups[None], axis=2).min(axis=1)
    assert metres_to_nearest(cells, groups) == pytest.approx(expected, rel=1e-12)


def test_without_groups_everybody_is_infinitely_far() -> None:
    cells = cells_at([(0, 0), (5, 5)], [1, 2])
    assert np.isinf(metres_to_nearest(cells, np.empty((0, 2)))).all()


def test_people_within_reach_are_counted_with_the_limit_included(tmp_path: Path) -> None:
    # a row of five cells with 1, 2, 4, 8, 16 people; the group meets in the first one
    villages = places(_box(0, 1, 2.5, 0), _box(2.5, 1, 5, 0))
    cells = _cells(tmp_path, [[1, 2, 4, 8, 16]], villages)
    metres = metres_to_nearest(cells, np.array([_at(0, 0)]))
    table = people_within(cells, metres, (99, 100, 250, 300, 5000))
    assert table.loc["a"].tolist() == [1, 3, 5, 5, 5]
    assert table.loc["b"].tolist() == [0, 0, 2, 10, 26]
    assert mean_distance(cells, metres).tolist() == pytest.approx(
        [(0 * 1 + 100 * 2 + 200 * 2) / 5, (200 * 2 + 300 * 8 + 400 * 16) / 26]
    )


def test_a_village_where_nobody_lives_has_no_mean_distance(tmp_path: Path) -> None:
    cells = _cells(tmp_path, [[1, 0]], places(_box(0, 1, 1, 0), _box(1, 1, 2, 0)))
    mean = mean_distance(cells, metres_to_nearest(cells, np.array([_at(0, 0)])))
    assert mean["a"] == 0 and np.isnan(mean["b"])


def test_the_distance_raster_lies_on_the_cells_of_the_people(tmp_path: Path) -> None:
    values = [[0, 0, 0, 0], [0, 5, 0, 6], [0, 0, 7, 0]]
    cells = _cells(tmp_path, values, places(_box(0, 3, 4, 0)))
    window = window_of(cells)
    metres = metres_to_nearest(cells, np.array([_at(1, 1)]))
    laid = distance_raster(cells, metres, window)
    diagonal = 100 * 2**0.5
    assert np.nan_to_num(laid, nan=-1) == pytest.approx(
        np.array([[0, -1, 200], [-1, diagonal, -1]])
    )
    assert tuple(window.transform)[:6] == (100, 0, WEST + 100, 0, -100, NORTH - 100)


# 8 x 5 cells: a spot of 40 people round the north-western corner (a diagonal step included), one
# of 60 in the east over both villages, a single cell of 9, and cells near the group in the middle
SPOTS = np.array(
    [
        [10, 10, 0, 0, 0, 0, 0, 20],
        [0, 0, 20, 0, 0, 0, 0, 20],
        [0, 0, 0, 0, 30, 0, 0, 20],
        [0, 0, 0, 30, 30, 0, 0, 0],
        [9, 0, 0, 0, 0, 0, 0, 1],
    ]
)
GROUP = np.array([[WEST + 450.0, NORTH - 250.0]])
VILLAGES = gpd.GeoDataFrame(geometry=places(_box(0, 5, 7.25, 0), _box(7.25, 5, 8, 0)))


def _spots(folder: Path, **changes: float) -> gpd.GeoDataFrame:
    cells = _cells(folder, SPOTS, VILLAGES.geometry)
    settings = {"beyond": 150.0, "fewest": 5.0, "people_per_km2": 500.0} | changes
    return white_spots(cells, metres_to_nearest(cells, GROUP), VILLAGES, **settings)


def test_white_spots_are_connected_and_ranked_by_people(tmp_path: Path) -> None:
    spots = _spots(tmp_path)
    assert spots.index.tolist() == [1, 2, 3]
    assert spots["people"].tolist() == pytest.approx([60, 40, 9])
    assert spots["cells"].tolist() == [3, 3, 1]
    assert spots["kode"].tolist() == ["b", "a", "a"]
    assert spots["kodes"].tolist() == [("b", "a"), ("a",), ("a",)]
    assert spots.area.tolist() == pytest.approx([30_000, 30_000, 10_000])
    assert spots["nearest_m"].tolist() == pytest.approx([300, 100 * 5**0.5, 100 * (16 + 4) ** 0.5])
    assert spots["farthest_m"].iloc[0] == pytest.approx(100 * (9 + 4) ** 0.5)


def test_a_spot_holds_its_cells_and_no_others(tmp_path: Path) -> None:
    first = _spots(tmp_path).geometry.iloc[1]
    expected = shapely.union_all([_box(0, 1, 2, 0), _box(2, 2, 3, 1)])
    assert first.is_valid
    assert first.symmetric_difference(expected).area < 1e-3


@pytest.mark.parametrize(
    ("changes", "people"),
    [
        ({"fewest": 10}, [60, 40]),
        ({"fewest": 61}, []),
        ({"beyond": 400}, [10, 9]),
        ({"beyond": 10_000}, []),
        ({"people_per_km2": 1500}, [60, 20]),
        ({"people_per_km2": 0}, [60, 40, 9, 1]),
    ],
)
def test_the_settings_decide(tmp_path: Path, changes: dict[str, float], people: list) -> None:
    assert _spots(tmp_path, **{"fewest": 1.0} | changes)["people"].tolist() == pytest.approx(people)


def test_a_spot_is_cut_at_the_outer_border(tmp_path: Path) -> None:
    villages = gpd.GeoDataFrame(geometry=places(_box(0, 1, 1.5, 0)))
    cells = _cells(tmp_path, [[10, 10]], villages.geometry)
    far = metres_to_nearest(cells, np.array([[WEST + 9000.0, NORTH]]))
    spots = white_spots(cells, far, villages, beyond=100, fewest=1, people_per_km2=1)
    assert spots["people"].tolist() == [15]
    assert spots.area.tolist() == pytest.approx([15_000])


def test_villages_whose_groups_are_not_known_are_no_white_spot(tmp_path: Path) -> None:
    cells = _cells(tmp_path, SPOTS, VILLAGES.geometry).of(np.array([True, False]))
    far = metres_to_nearest(cells, GROUP)
    spots = white_spots(cells, far, VILLAGES, beyond=150, fewest=1, people_per_km2=500)
    assert spots["people"].tolist() == pytest.approx([40, 15, 9])
    assert set(spots["kode"]) == {"a"}


def test_a_raster_in_degrees_gives_spots_on_the_villages(tmp_path: Path) -> None:
    village = gpd.GeoDataFrame(
        geometry=gpd.GeoSeries([shapely.box(110.5, -8, 110.51, -7.99)], index=["a"], crs=4326)
    )
    source = raster(
        tmp_path / "p.tif",
        np.ones((12, 12)),
        cell=0.001,
        west=110.499,
        north=-7.989,
        crs="EPSG:4326",
    )
    cells = populated_cells(source, village.geometry, METRIC)
    far = np.full(len(cells.table), 9e9)
    spots = white_spots(cells, far, village, beyond=1, fewest=1, people_per_km2=1)
    assert spots["people"].tolist() == pytest.approx([100])
    assert spots.geometry.iloc[0].symmetric_difference(village.geometry.iloc[0]).area < 1e-9
