"""Rates, shares and shortfalls against figures counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from wksbm.stats.gaps import rank_gaps
from wksbm.stats.rates import (
    common_rate,
    crude_rate,
    expected_count,
    missing_groups,
    poisson_interval,
    share,
    shortfall,
    standardised_rates,
    standardised_ratio,
)

CODES = pd.Index(["a", "b", "c", "d", "e"], name="kode")
COUNT = pd.Series([0.0, 5.0, 20.0, 30.0, np.nan], index=CODES)
POPULATION = pd.Series([1000.0, 1000.0, 2000.0, 1000.0, 1000.0], index=CODES)


def test_rate_keeps_zero_and_not_reported_apart() -> None:
    rate = crude_rate(COUNT, POPULATION, per=1000)
    assert rate.tolist()[:4] == [0, 5, 10, 30]
    assert np.isnan(rate["e"])


def test_the_common_rate_is_of_the_villages_that_have_both_figures() -> None:
    assert common_rate(COUNT, POPULATION) == pytest.approx(55 / 5)
    assert common_rate(COUNT, POPULATION.where(POPULATION < 2000), per=100) == pytest.approx(
        35 / 30
    )
    assert common_rate(COUNT, POPULATION.where(POPULATION < 2000, 0)) == pytest.approx(35 / 3)
    assert np.isnan(common_rate(COUNT, POPULATION * np.nan))


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


class TestIntervalsAndRatios:
    """Exact Poisson intervals, expected numbers, ratios."""

    def test_published_limits(self) -> None:
        # Garwood's table, 95 %: 0 -> 0 to 3.689, 5 -> 1.624 to 11.668, 100 -> 81.36 to 121.63
        count = pd.Series([0.0, 5.0, 100.0])
        limits = poisson_interval(count, pd.Series([1000.0] * 3))
        assert limits["lower"].tolist() == pytest.approx([0, 1.624, 81.36], abs=0.006)
        assert limits["upper"].tolist() == pytest.approx([3.689, 11.668, 121.63], abs=0.006)

    def test_unknown_stays_unknown(self) -> None:
        limits = poisson_interval(pd.Series([np.nan, 5.0, 5.0]), pd.Series([100.0, 0.0, np.nan]))
        assert limits.isna().all().all()

    def test_expected_and_ratio_by_hand(self) -> None:
        count = pd.Series([10.0, 30.0, np.nan, 7.0])
        population = pd.Series([1000.0, 1000.0, 500.0, 0.0])
        assert expected_count(count, population).tolist() == pytest.approx(
            [20, 20, np.nan, np.nan], nan_ok=True
        )
        assert standardised_ratio(count, population).tolist() == pytest.approx(
            [0.5, 1.5, np.nan, np.nan], nan_ok=True
        )

    def test_expected_numbers_add_up_to_those_recorded(self) -> None:
        count = pd.Series([3.0, 5.0, 0.0, 40.0])
        population = pd.Series([100.0, 900.0, 50.0, 2000.0])
        assert expected_count(count, population).sum() == pytest.approx(48)

    def test_nothing_recorded(self) -> None:
        count, population = pd.Series([0.0, 0.0]), pd.Series([10.0, 20.0])
        assert expected_count(count, population).tolist() == [0.0, 0.0]
        assert standardised_ratio(count, population).isna().all()
        assert standardised_rates(count, population).isna().all()
        unknown = pd.Series([np.nan, np.nan])
        assert expected_count(unknown, population).isna().all()

    def test_missing_groups_are_whole(self) -> None:
        missing = missing_groups(
            pd.Series([1.0, 5.0, np.nan, 0.0]), pd.Series([4.2, 5.0, 3.0, 2.0])
        )
        assert missing.tolist() == pytest.approx([4, 0, np.nan, 2], nan_ok=True)
