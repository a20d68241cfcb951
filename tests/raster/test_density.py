"""Density of groups: nothing lost over the edge, the bandwidth that foresees best, the ratio."""

from __future__ import annotations

import math
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from wksbm.raster.density import choose_bandwidth, density_surface, gaussian, per_thousand
from wksbm.raster.grid import Grid, make_grid

UTM = "EPSG:32749"
WEST, NORTH = 440_000.0, 9_120_000.0


def _region(*shapes: shapely.Geometry) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes), crs=UTM)


def _square(side: float = 3000) -> Grid:
    return make_grid(_region(shapely.box(WEST, NORTH - side, WEST + side, NORTH)), 100)


def test_the_grid_holds_the_region_by_shares() -> None:
    shape = shapely.box(WEST + 50, NORTH - 250, WEST + 150, NORTH - 100)
    grid = make_grid(_region(shape), 100)
    assert (grid.rows, grid.columns, grid.west, grid.north) == (2, 2, WEST, NORTH - 100)
    assert grid.inside.tolist() == [[0.5, 0.5], [0.25, 0.25]]
    assert grid.inside.sum() * grid.cell_km2 == pytest.approx(shape.area / 1e6)


def test_villages_that_overlap_or_meet_count_once() -> None:
    left, right = (shapely.box(WEST + x, NORTH - 200, WEST + x + 150, NORTH) for x in (0, 100))
    assert make_grid(_region(left, right), 100).inside.tolist() == [[1, 1, 0.5], [1, 1, 0.5]]


def test_a_region_in_degrees_is_refused() -> None:
    with pytest.raises(ValueError, match="metres"):
        make_grid(gpd.GeoSeries([shapely.box(110, -8, 111, -7)], crs=4326), 100)


def test_the_grid_of_a_huge_region_gets_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wksbm.raster.grid.MOST_CELLS", 100)
    grid = make_grid(_region(shapely.box(WEST, NORTH - 3000, WEST + 3000, NORTH)), 100)
    assert grid.cell == 400


def test_the_kernel_is_a_gaussian_that_sums_to_one() -> None:
    kernel = gaussian(200, 100)
    assert kernel.shape == (17, 17)
    assert kernel.sum() == pytest.approx(1)
    assert kernel[8, 8] / kernel[8, 10] == pytest.approx(math.exp(0.5))
    assert kernel[0, 0] == 0 < kernel[0, 8]


def test_one_group_in_the_open_has_the_density_of_the_kernel() -> None:
    grid = _square()
    surface = density_surface(np.array([[WEST + 1550.0, NORTH - 1550.0]]), grid, bandwidth=200)
    top = surface.values[15, 15]
    assert top == pytest.approx(1 / (2 * math.pi * 0.2**2), rel=0.01)
    assert surface.values[15, 17] == pytest.approx(top * math.exp(-0.5))
    assert surface.integral == pytest.approx(1)


@pytest.mark.parametrize("bandwidth", [150, 400, 1000, 5000])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_surface_adds_up_to_the_groups_or_members(bandwidth: float, weighted: bool) -> None:
    generator = np.random.default_rng(2)
    island = shapely.Point(WEST + 4000, NORTH - 4000).buffer(3000)
    cape = shapely.box(WEST + 6900, NORTH - 4150, WEST + 9000, NORTH - 3900)
    grid = make_grid(_region(island, cape), 100)
    points = generator.uniform(0, 1, (400, 2)) * [9000, 8000] + np.array([WEST, NORTH - 8000])
    points = points[shapely.contains_xy(island.union(cape), points)]
    weights = generator.integers(10, 90, len(points)).astype(float)
    surface = density_surface(
        points, grid, weights=weights if weighted else None, bandwidth=bandwidth
    )
    expected = weights.sum() if weighted else len(points)
    assert surface.total == expected
    assert surface.integral == pytest.approx(expected, rel=1e-6)
    assert np.isnan(surface.values[grid.inside == 0]).all()
    assert (surface.values[grid.inside > 0] >= 0).all()


def test_the_surface_agrees_with_a_sum_over_all_groups() -> None:
    """Brute force with the same correction, from the definition: sum K(x - p) / share(p)."""
    grid = make_grid(_region(shapely.box(WEST, NORTH - 1200, WEST + 1700, NORTH)), 100)
    cells = [(0, 0), (11, 16), (5, 8), (5, 8), (2, 15)]
    points = np.array([[WEST + 100 * c + 50, NORTH - 100 * r - 50] for r, c in cells])
    surface = density_surface(points, grid, bandwidth=240)
    rows, columns = np.indices((12, 17))

    def kernel(row: int, column: int) -> np.ndarray:
        squared = ((rows - row) ** 2 + (columns - column) ** 2) * (100 / 240) ** 2
        return np.where(squared <= 16, np.exp(-squared / 2), 0)

    expected = sum(kernel(row, column) / kernel(row, column).sum() for row, column in cells) / 0.01
    assert surface.values == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_even_groups_lose_little_at_the_edge() -> None:
    """100 per km²; without the correction the corners would show 34, and 10 % would be lost."""
    grid = _square(2000)
    rows, columns = np.indices((20, 20)).reshape(2, -1)
    points = np.column_stack([WEST + columns * 100 + 50.0, NORTH - rows * 100 - 50.0])
    values = density_surface(points, grid, bandwidth=300).values
    assert values.mean() == pytest.approx(100)
    assert values.min() > 55 and values.max() < 125


def test_groups_outside_the_region_do_not_count() -> None:
    grid = _square()
    points = np.array([[WEST + 50, NORTH - 50], [WEST - 500, NORTH - 50], [WEST + 50, NORTH + 9e6]])
    assert density_surface(points, grid, bandwidth=300).total == 1


def _clustered(spread: float, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    centres = generator.uniform(2000, 18_000, (25, 2))
    points = centres.repeat(20, axis=0) + generator.normal(0, spread, (500, 2))
    return points + np.array([WEST, NORTH - 20_000])


def test_the_bandwidth_is_that_of_the_largest_likelihood_counted_one_by_one() -> None:
    grid = _square(20_000)
    points = _clustered(400, 4)
    middles = (np.floor((points - [WEST, NORTH]) / 100) + 0.5) * 100
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)

    def score(bandwidth: float) -> float:
        kernel = np.where(apart <= 4 * bandwidth, np.exp(-((apart / bandwidth) ** 2) / 2), 0)
        np.fill_diagonal(kernel, 0)
        volume = 2 * math.pi * (bandwidth / 1000) ** 2 * (1 - math.exp(-8))
        others = kernel.sum(axis=1) / volume
        return float(np.log(0.99 * others + 0.01 * len(points) / 400).sum())

    series = 200 * 2 ** (np.arange(14) / 3)
    best = series[np.argmax([score(bandwidth) for bandwidth in series])]
    assert choose_bandwidth(points, grid) == pytest.approx(best)


def test_wide_clusters_get_a_wider_bandwidth() -> None:
    grid = _square(20_000)
    chosen = [choose_bandwidth(_clustered(spread, 7), grid) for spread in (150, 600, 1200)]
    assert chosen[0] < chosen[1] < chosen[2]


def test_one_stray_group_does_not_decide() -> None:
    grid = _square(20_000)
    points = _clustered(300, 9)
    stray = np.vstack([points, [[WEST + 100, NORTH - 19_900]]])
    assert choose_bandwidth(stray, grid) <= 1.3 * choose_bandwidth(points, grid)


def test_a_bandwidth_needs_two_groups_and_must_be_above_zero() -> None:
    grid = _square()
    with pytest.raises(ValueError, match="two points"):
        choose_bandwidth(np.array([[WEST + 50, NORTH - 50]]), grid)
    with pytest.raises(ValueError, match="bandwidth"):
        density_surface(np.empty((0, 2)), grid, bandwidth=0)


def test_the_ratio_is_groups_per_thousand_people() -> None:
    """5 groups among 1,000 people in the same cell: 5 per 1,000 wherever anyone lives."""
    grid = _square()
    spot = np.array([[WEST + 1550.0, NORTH - 1550.0]])
    surface = density_surface(spot.repeat(5, axis=0), grid, bandwidth=200)
    ratio = per_thousand(surface, spot, np.array([1000.0])).values
    known = ratio[np.isfinite(ratio)]
    assert known == pytest.approx(np.full(len(known), 5.0))
    assert np.isnan(ratio[0, 0]) and np.isfinite(ratio[15, 15])


def test_people_beside_the_region_count_in_its_nearest_cell() -> None:
    """The middle of a wide raster cell that is cut by the border may lie outside."""
    grid = _square()
    inside, beside = np.array([[WEST + 50.0, NORTH - 50.0]]), np.array([[WEST - 400.0, NORTH + 9]])
    surface = density_surface(inside, grid, bandwidth=200)
    here, there = (
        per_thousand(surface, spot, np.array([1000.0])).values for spot in (inside, beside)
    )
    assert np.isfinite(here[0, 0])
    np.testing.assert_array_equal(here, there)


def test_no_number_of_this_machine_is_in_the_surface(tmp_path: Path) -> None:
    del tmp_path
    points = _clustered(400, 1)
    grid = _square(20_000)
    first, second = (density_surface(points, grid).values for _ in range(2))
    assert first.tobytes() == second.tobytes()
