"""Neighbours: counted on boards, and on the real villages whose borders do not quite meet."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from wksbm.stats.neighbours import contiguity, nearest, village_points, within_distance

from tests.stats.maps import pairs, real_villages, squares


def test_squares_that_touch_at_a_side_or_corner_are_neighbours() -> None:
    found = contiguity(squares(2, 2))
    assert found.pairs == 6
    assert found.exact_pairs == 6
    assert found.islands == ()
    assert found.cardinalities.tolist() == [3, 3, 3, 3]


@pytest.mark.parametrize(("gap", "reach"), [(0.3, 0.5), (0.8, 1.0), (1.9, 2.0), (8.0, 10.0)])
def test_the_tolerance_is_chosen_from_the_gaps(gap: float, reach: float) -> None:
    found = contiguity(squares(4, 4, gap=gap))
    # the diagonal gap is longer by a factor of 1.41
    assert found.reach >= reach
    assert found.islands == ()
    assert found.exact_pairs == 0
    assert found.exact_islands == 16
    assert found.pairs >= 24


def test_touching_squares_need_the_smallest_tolerance() -> None:
    assert contiguity(squares(3, 3)).reach == 0.5


def test_a_given_tolerance_is_kept() -> None:
    board = squares(1, 3, gap=3.0)
    assert contiguity(board, tolerance=2.9).pairs == 0
    found = contiguity(board, tolerance=3.0)
    assert pairs(found) == {("a0", "a1"), ("a1", "a2")}
    assert found.reach == 3.0
    with pytest.raises(ValueError, match="negative"):
        contiguity(board, tolerance=-1)


def test_overlapping_squares_are_neighbours() -> None:
    assert contiguity(squares(1, 2, gap=-5.0)).pairs == 1


def test_an_island_is_reported() -> None:
    board = squares(1, 3)
    far = gpd.GeoSeries([board.iloc[2].buffer(-200)], index=["pulau"], crs=board.crs)
    moved = far.translate(9000)
    found = contiguity(pd.concat([board, moved]))
    assert found.islands == ("pulau",)
    assert found.cardinalities.tolist() == [1, 2, 1, 0]


def test_degrees_are_measured_in_metres() -> None:
    board = squares(3, 3, gap=0.3).set_crs("EPSG:32749", allow_override=True)
    placed = board.translate(450_000, 9_120_000).to_crs(4326)
    assert contiguity(placed).pairs == 20
    assert within_distance(placed, metres=1001).pairs == 12


def test_nearest_takes_k_and_never_the_village_itself() -> None:
    found = nearest(squares(1, 4), k=1)
    assert found.cardinalities.tolist() == [1, 1, 1, 1]
    matrix = found.matrix.toarray()
    assert np.diag(matrix).sum() == 0
    assert matrix[1].tolist() == [1, 0, 0, 0]  # a0 and a2 are equally near: the first is taken
    assert nearest(squares(1, 3), k=9).cardinalities.tolist() == [2, 2, 2]
    with pytest.raises(ValueError, match="at least 1"):
        nearest(squares(1, 3), k=0)


def test_a_distance_holds_its_limit() -> None:
    board = squares(1, 4)
    assert within_distance(board, metres=1000).pairs == 3
    assert within_distance(board, metres=999.9).islands == ("a0", "a1", "a2", "a3")
    assert within_distance(board, metres=2000).pairs == 5
    with pytest.raises(ValueError, match="above 0"):
        within_distance(board, metres=0)


def test_villages_that_are_left_out_are_nobodys_neighbour() -> None:
    found = contiguity(squares(1, 3)).among(pd.Index(["a0", "a2"]))
    assert list(found.index) == ["a0", "a2"]
    assert found.islands == ("a0", "a2")
    assert found.pairs == 0


def test_points_lie_inside_and_missing_shapes_are_refused() -> None:
    board = squares(2, 2)
    points = village_points(board)
    assert points.shape == (4, 2)
    assert board.contains(gpd.GeoSeries.from_xy(*points.T, index=board.index, crs=board.crs)).all()
    with pytest.raises(ValueError, match="no point"):
        village_points(gpd.GeoSeries([None, board.iloc[0]], crs=board.crs))
    with pytest.raises(ValueError, match="no CRS"):
        contiguity(gpd.GeoSeries(list(board)))


class TestRealVillages:
    pytestmark = pytest.mark.real

    def test_exact_contiguity_fails_and_the_chosen_tolerance_does_not(self) -> None:
        found = contiguity(real_villages())
        assert (found.exact_pairs, found.exact_islands) == (62, 55)
        assert found.reach == 0.5
        assert found.pairs == 383
        assert found.islands == ()
        assert found.cardinalities.mean() == pytest.approx(5.3, abs=0.05)

    def test_a_wide_tolerance_changes_next_to_nothing(self) -> None:
        wide = contiguity(real_villages(), tolerance=25)
        assert 383 <= wide.pairs <= 386
