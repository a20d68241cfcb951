"""Where next: the covering model against trying every choice, and against spopt."""

from __future__ import annotations

import itertools

import numpy as np
import pulp
import pytest
from spopt.locate import MCLP
from wksbm.raster.siting import MOST_CANDIDATES, cover_greedily, cover_most, thin_candidates


def _line(*where: float) -> np.ndarray:
    return np.array([[place, 0.0] for place in where])


# The middle place reaches 6 of 10 people at once and is taken first by the greedy answer, but the
# two outer places together reach all 10.
PEOPLE_AT = _line(0, 10, 20, 30)
PEOPLE = np.array([2.0, 3.0, 3.0, 2.0])
PLACES = _line(5, 15, 25)


def test_the_model_beats_the_greedy_answer_where_it_can() -> None:
    greedy = cover_greedily(PLACES, PEOPLE_AT, PEOPLE, reach=5, k=2)
    assert greedy.chosen.tolist() == [1, 0] and greedy.gained.tolist() == [6, 2]
    best = cover_most(PLACES, PEOPLE_AT, PEOPLE, reach=5, k=2)
    assert best.chosen.tolist() == [0, 2] and best.gained.tolist() == [5, 5]
    assert best.optimal and best.total == 10


def test_no_more_places_are_proposed_than_help() -> None:
    for solve in (cover_greedily, cover_most):
        assert (solve(PLACES, PEOPLE_AT, PEOPLE, reach=5, k=9).gained > 0).all()
        assert solve(PLACES, PEOPLE_AT, PEOPLE, reach=5, k=9).total == 10
        assert solve(PLACES, PEOPLE_AT[1:3], PEOPLE[1:3], reach=5, k=9).chosen.tolist() == [1]


def test_nobody_to_reach_gives_no_place() -> None:
    for solve in (cover_greedily, cover_most):
        for demand in (np.empty((0, 2)), _line(900)):
            none = solve(PLACES, demand, np.ones(len(demand)), reach=5, k=2)
            assert none.chosen.tolist() == [] and none.total == 0
        assert solve(np.empty((0, 2)), PEOPLE_AT, PEOPLE, reach=5, k=2).total == 0


def test_of_equal_places_the_first_is_taken() -> None:
    greedy = cover_greedily(_line(0, 1, 2), _line(1), np.array([4.0]), reach=5, k=2)
    assert greedy.chosen.tolist() == [0]


def _case(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    return (
        generator.uniform(0, 100, (11, 2)),
        generator.uniform(0, 100, (60, 2)),
        generator.integers(1, 40, 60).astype(float),
    )


def _reached(points: np.ndarray, demand: np.ndarray, people: np.ndarray, reach: float) -> float:
    apart = np.linalg.norm(points[:, None] - demand[None], axis=2)
    return float(people[(apart <= reach).any(axis=0)].sum())


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("k", [1, 3, 4])
def test_no_choice_of_so_many_places_reaches_more(seed: int, k: int) -> None:
    points, demand, people = _case(seed)
    best = cover_most(points, demand, people, reach=18, k=k)
    tried = max(
        _reached(points[list(choice)], demand, people, 18)
        for choice in itertools.combinations(range(len(points)), k)
    )
    assert best.optimal
    assert best.total == pytest.approx(tried)
    assert best.total == pytest.approx(_reached(points[best.chosen], demand, people, 18))
    greedy = cover_greedily(points, demand, people, reach=18, k=k)
    assert (1 - 1 / np.e) * tried <= greedy.total <= best.total
    assert (np.diff(best.gained) <= 1e-9).all()


@pytest.mark.filterwarnings("ignore:Constructing LpVariable:DeprecationWarning")
@pytest.mark.parametrize("seed", [1, 2])
def test_spopt_agrees(seed: int) -> None:
    generator = np.random.default_rng(seed)
    points, demand = generator.uniform(0, 100, (40, 2)), generator.uniform(0, 100, (200, 2))
    people = generator.integers(1, 90, 200).astype(float)
    apart = np.linalg.norm(demand[:, None] - points[None], axis=2)
    model = MCLP.from_cost_matrix(apart, people, service_radius=12, p_facilities=6)
    model = model.solve(pulp.HiGHS(msg=False), results=False)
    ours = cover_most(points, demand, people, reach=12, k=6)
    assert ours.total == pytest.approx(model.problem.objective.value())


def test_crowded_candidates_are_thinned_to_the_best_of_each_square() -> None:
    points = np.array([[10.0, 10], [20, 10], [30, 10], [260, 10], [9000, 10]])
    demand, people = np.array([[520.0, 10.0], [-480.0, 10]]), np.array([9.0, 1.0])
    # squares of 250 m: of the first three only the second reaches both; the fourth stands alone
    assert thin_candidates(points, demand, people, reach=500).tolist() == [1, 3]


def test_thousands_of_candidates_become_few() -> None:
    generator = np.random.default_rng(3)
    points = generator.uniform(0, 40_000, (20_000, 2))
    kept = thin_candidates(points, points[:3000], np.ones(3000), reach=1000)
    assert 200 < len(kept) <= MOST_CANDIDATES
    assert (np.diff(kept) > 0).all()
