"""Random neighbourhoods: the shared table gives exactly the conditional distribution."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from wksbm.stats.permutation import tail_counts


def exact_tails(values: np.ndarray, village: int, size: int, total: float) -> tuple[float, float]:
    """Return the true chances of a sum at least, and at most, `total` over the others."""
    others = np.delete(values, village)
    sums = np.array(
        [others[list(chosen)].sum() for chosen in combinations(range(len(others)), size)]
    )
    return float((sums >= total - 1e-9).mean()), float((sums <= total + 1e-9).mean())


@pytest.mark.parametrize("seed", [1, 2])
def test_tails_are_those_of_draws_from_the_other_villages(seed: int) -> None:
    generator = np.random.default_rng(seed)
    values = generator.normal(size=10)
    values[3] = 9.0  # an outlier that must not be drawn as its own neighbour
    sizes = np.array([1, 2, 3, 4, 2, 3, 1, 5, 2, 3])
    sums = generator.normal(size=10) * np.sqrt(sizes)
    draws_asked = 60_000
    high, low, draws = tail_counts(values, sums, sizes, permutations=draws_asked, seed=seed)
    for village in range(10):
        above, below = exact_tails(values, village, int(sizes[village]), sums[village])
        error = 4 * np.sqrt(0.25 / draws[village])
        assert high[village] / draws[village] == pytest.approx(above, abs=error)
        assert low[village] / draws[village] == pytest.approx(below, abs=error)
        kept = draws_asked * (1 - sizes[village] / 10)
        assert draws[village] == pytest.approx(kept, abs=5 * np.sqrt(draws_asked))


def test_sums_that_differ_by_rounding_only_count_as_equal() -> None:
    values = np.array([0.1, 0.2, 0.3, 0.1, 0.2, 0.3])
    sizes = np.full(6, 2)
    sums = np.full(6, 0.1 + 0.2)
    high, low, draws = tail_counts(values, sums, sizes, permutations=5000, seed=1)
    equal = tail_counts(values, sums + 1e-15, sizes, permutations=5000, seed=1)
    assert (high + low > draws).all()
    assert [part.tolist() for part in equal] == [high.tolist(), low.tolist(), draws.tolist()]


def test_no_choice_means_no_draw() -> None:
    high, low, draws = tail_counts(
        np.arange(4.0), np.array([0.0, 6, 5, 1]), np.array([0, 3, 2, 1]), permutations=99, seed=1
    )
    assert draws[:2].tolist() == high[:2].tolist() == low[:2].tolist() == [0, 0]
    assert (draws[2:] > 0).all()


def test_a_seed_repeats_and_another_differs() -> None:
    generator = np.random.default_rng(5)
    values, sizes = generator.normal(size=300), generator.integers(1, 9, 300)
    sums = generator.normal(size=300) * 2

    def run(seed: int) -> list[int]:
        return tail_counts(values, sums, sizes, permutations=999, seed=seed)[0].tolist()

    assert run(1) == run(1)
    assert run(1) != run(2)


@pytest.mark.parametrize(("count", "longest"), [(500, 12), (12, 9), (400, 90)])
def test_draws_hold_no_village_twice_and_each_equally_often(count: int, longest: int) -> None:
    from wksbm.stats.permutation import _sequences

    table = _sequences(count, longest, 4000, np.random.default_rng(1))
    assert table.shape == (4000, longest)
    assert all(len(set(row)) == longest for row in table.tolist())
    first = np.bincount(table[:, 0], minlength=count)
    last = np.bincount(table[:, -1], minlength=count)
    expected = 4000 / count
    for times in (first, last):
        assert times.sum() == 4000
        assert times.max() < expected + 6 * np.sqrt(expected) + 1
