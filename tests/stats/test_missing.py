"""Kinds of shortage: counted by hand, with Poisson probabilities from their definition."""

from __future__ import annotations

from math import exp, factorial

import numpy as np
import pandas as pd
import pytest
from wksbm.stats.missing import (
    chance_of_so_few,
    dispersion,
    shortage_classes,
    wanted_by_district,
)

from tests.stats.maps import noise


def poisson_at_most(count: int, mean: float) -> float:
    """Return P(X <= count) from the definition."""
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))


def test_the_chance_of_so_few() -> None:
    chance = chance_of_so_few(pd.Series([0.0, 2.0, np.nan, 5.0]), pd.Series([3.0, 6.5, 4, np.nan]))
    assert chance[0] == pytest.approx(exp(-3))
    assert chance[1] == pytest.approx(poisson_at_most(2, 6.5))
    assert chance[2:].isna().all()


def classes(**changes: object) -> pd.DataFrame:
    """Eight villages of 10,000 residents with 100 groups each, and some that differ."""
    villages = {f"v{place}": (100.0, 10_000.0) for place in range(8)} | changes
    table = pd.DataFrame.from_dict(villages, orient="index", columns=["count", "population"])
    return shortage_classes(table["count"], table["population"])


def test_each_kind_has_its_reason() -> None:
    found = classes(
        silent=(np.nan, 10_000.0),
        none=(0.0, 10_000.0),
        fewer=(40.0, 10_000.0),
        small=(1.0, 300.0),
        more=(220.0, 10_000.0),
        nobody=(5.0, np.nan),
        none_unknown=(0.0, np.nan),
    )["shortage"]
    assert found["silent"] == "no_report"
    assert found["none"] == "none"
    assert found["fewer"] == "fewer"
    assert found["small"] == "small"
    assert found["more"] == "more"
    assert found["nobody"] == "undefined"
    assert found["none_unknown"] == "none"
    assert (found[[f"v{place}" for place in range(8)]] == "expected").all()


def test_a_difference_that_nobody_would_act_upon_is_as_expected() -> None:
    # 9,000 of 10,000 expected is far more than chance, and still within a fifth
    found = classes(large=(9000.0, 1_000_000.0), larger=(11_000.0, 1_000_000.0))
    assert found.loc["large", "expected"] == pytest.approx(10_000)
    assert found.loc["large", "q"] < 1e-6
    assert found.loc["large", "shortage"] == "expected"


def test_the_correction_counts_every_judged_village() -> None:
    alone = shortage_classes(pd.Series([12.0, 38.0]), pd.Series([1000.0, 1000.0]))
    low, high = 2 * poisson_at_most(12, 25.0), 2 * (1 - poisson_at_most(37, 25.0))
    assert alone["q"].tolist() == pytest.approx([min(2 * low, high), high])


def test_no_report_takes_no_part() -> None:
    with_silent = classes(silent=(np.nan, 900_000.0))
    assert with_silent.loc["v0", "expected"] == pytest.approx(100)
    assert with_silent.loc["silent", ["expected", "chance", "q"]].isna().all()


def test_nothing_recorded_at_all() -> None:
    found = shortage_classes(pd.Series([0.0, 0.0, np.nan]), pd.Series([10.0, 20.0, 30.0]))
    assert found["shortage"].tolist() == ["none", "none", "no_report"]


def test_the_median_of_the_own_district() -> None:
    count = pd.Series([10.0, 20.0, 60.0, 5.0, np.nan])
    population = pd.Series([1000.0, 1000.0, 2000.0, 500.0, 1000.0])
    wanted = wanted_by_district(count, population, pd.Series(["a", "a", "a", "b", "b"]))
    assert wanted.tolist() == pytest.approx([20, 20, 40, 5, np.nan], nan_ok=True)


def test_dispersion_of_chance_is_one_and_of_differences_more() -> None:
    generator = np.random.default_rng(1)
    population = pd.Series(generator.integers(1000, 9000, 4000).astype(float))
    chance = pd.Series(generator.poisson(population * 0.01).astype(float))
    assert dispersion(chance, population).ratio == pytest.approx(1, abs=0.1)
    assert dispersion(chance * 3, population).ratio == pytest.approx(3, abs=0.3)
    alone = dispersion(pd.Series([3.0]), pd.Series([10.0]))
    assert np.isnan(alone.ratio)
    assert alone.heterogeneity == 0


def test_pure_noise_rarely_shows_a_shortage() -> None:
    residents = pd.Series(np.random.default_rng(1).integers(500, 9000, 144).astype(float))
    maps, found = 500, 0
    for seed in range(maps):
        kinds = shortage_classes(noise(residents, 0.01, seed), residents)["shortage"]
        found += bool(kinds.isin(["fewer", "more"]).any())
    assert found / maps <= 0.05 + 2.6 * np.sqrt(0.05 * 0.95 / maps)


def test_heterogeneity_is_the_variance_of_the_rates() -> None:
    generator = np.random.default_rng(2)
    population = pd.Series(generator.integers(4000, 9000, 5000).astype(float))
    factors = generator.gamma(1 / 0.09, 0.09, 5000)
    count = pd.Series(generator.poisson(population * 0.01 * factors).astype(float))
    found = dispersion(count, population)
    assert found.heterogeneity == pytest.approx(0.09, rel=0.1)
    assert found.p < 1e-9
    calm = dispersion(pd.Series(generator.poisson(population * 0.01).astype(float)), population)
    assert calm.p > 0.001
    assert calm.heterogeneity < 0.002
