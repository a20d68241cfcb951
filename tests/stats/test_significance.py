"""Two-sided p-values, false discoveries, permutations enough for the correction."""

from __future__ import annotations

import numpy as np
import pytest
from wksbm.stats.significance import (
    MOST_PERMUTATIONS,
    corrected,
    permutations_needed,
    reachable,
    two_sided,
)


def test_two_sides_of_the_smaller_tail() -> None:
    p = two_sided(np.array([4, 90, 50]), np.array([95, 10, 50]), np.array([99, 99, 99]))
    assert p.tolist() == [0.10, 0.22, 1.0]


def test_one_tail_alone_finds_too_much_on_pure_noise() -> None:
    generator = np.random.default_rng(1)
    high = generator.integers(0, 1000, 20_000)
    p = two_sided(high, 999 - high, np.full(20_000, 999))
    smaller_tail = (np.minimum(high, 999 - high) + 1) / 1000
    assert (smaller_tail < 0.05).mean() > 0.09
    assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.005)


def test_benjamini_hochberg_by_hand() -> None:
    # sorted: 0.01*4/1, 0.02*4/2, 0.03*4/3, 0.5*4/4, each the least of itself and those above
    q = corrected(np.array([0.5, 0.02, np.nan, 0.01, 0.03]))
    assert q == pytest.approx([0.5, 0.04, np.nan, 0.04, 0.04], nan_ok=True)


def test_what_was_not_tested_stays_untested() -> None:
    assert np.isnan(corrected(np.array([np.nan, np.nan]))).all()


@pytest.mark.parametrize(
    ("tests", "expected"), [(10, 9_999), (144, 19_999), (438, 49_999), (8561, 999_999)]
)
def test_permutations_reach_the_correction(tests: int, expected: int) -> None:
    needed = permutations_needed(tests, 0.05)
    assert needed == expected
    assert reachable(tests, needed, 0.05)


def test_out_of_reach_is_said() -> None:
    assert not reachable(144, 999, 0.05)
    assert permutations_needed(83_246, 0.01) == MOST_PERMUTATIONS
    assert not reachable(83_246, MOST_PERMUTATIONS, 0.01)
