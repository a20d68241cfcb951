"""Rates, shares and shortfalls against figures counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.stats.gaps import rank_gaps
from geo.stats.rates import crude_rate, share, shortfall

CODES = pd.Index(["a", "b", "c", "d", "e"], name="kode")
COUNT = pd.Series([0.0, 5.0, 20.0, 30.0, np.nan], index=CODES)
POPULATION = pd.Series([1000.0, 1000.0, 2000.0, 1000.0, 1000.0], index=CODES)


def test_rate_keeps_zero_and_not_reported_apart() -> None:
    rate = crude_rate(COUNT, POPULATION, per=1000)
    assert rate.tolist()[:4] == [0, 5, 10, 30]
    assert np.isnan(rate["e"])


@pytest.mark.parametrize("population", [0.0, -5.0, np.nan])
def test_rate_is_undefined_without_residents(population: float) -> None:
    rate = crude_rate(pd.Series([3.0]), pd.Series([population]), per=1000)
    assert rate.isna().all()


def test_share_ignores_groups_of_unknown_condition() -> None:
    villages = pd.Series(["a", "a", "a", "b", "c"])
    holds = pd.Series([1.0, 0.0, np.nan, np.nan, 1.0])
    result = share(holds, villages, CODES)
    assert result["a"] == 50
    assert result["c"] == 100
    assert result[["b", "d", "e"]].isna().all()


def test_shortfall_counts_whole_groups_to_the_median_village() -> None:
    # rates 0, 5, 10, 30: median 7.5 per 1,000
    missing = shortfall(COUNT, POPULATION)
    assert missing.tolist()[:4] == [8, 3, 0, 0]
    assert np.isnan(missing["e"])


def test_village_at_the_median_lacks_nothing_despite_rounding() -> None:
    count = pd.Series([1.0, 3.0, 9.0])
    population = pd.Series([900.0, 1100.0, 1300.0])
    assert shortfall(count, population)[1] == 0


def test_inputs_are_left_as_they_were() -> None:
    count, population = COUNT.copy(), POPULATION.copy()
    shortfall(count, population)
    rank_gaps(count, population)
    pd.testing.assert_series_equal(count, COUNT)
    pd.testing.assert_series_equal(population, POPULATION)


def test_gaps_are_ranked_by_missing_groups_and_unreported_come_last() -> None:
    ranked = rank_gaps(COUNT, POPULATION)
    assert ranked.index.tolist() == ["a", "b", "e"]
    assert ranked["rank"].tolist() == [1, 2, 0]
    assert ranked["reason"].tolist() == ["none", "below_median", "not_reported"]
    assert ranked["missing"].tolist()[:2] == [8, 3]


def test_village_without_groups_and_without_population_is_still_listed() -> None:
    population = POPULATION.copy()
    population["a"] = np.nan
    ranked = rank_gaps(COUNT, population)
    assert ranked.loc["a", "reason"] == "none"
    # rates 5, 10, 30: median 10, so b lacks 5; a comes after it
    assert ranked.index.tolist() == ["b", "a", "e"]
    assert ranked.loc["b", "missing"] == 5


def test_village_whose_rate_is_unknown_is_listed_unranked() -> None:
    population = POPULATION.copy()
    population["d"] = 0.0
    ranked = rank_gaps(COUNT, population)
    assert ranked.loc["d", ["rank", "reason"]].tolist() == [0, "unknown"]
    assert ranked.index[-2:].tolist() == ["d", "e"]


def test_ties_are_broken_by_rate_and_code() -> None:
    count = pd.Series([0.0, 0.0, 5.0, 5.0, 5.0], index=CODES)
    population = pd.Series([1000.0] * 5, index=CODES)
    assert rank_gaps(count, population).index.tolist() == ["a", "b"]
