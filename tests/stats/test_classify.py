"""What a legend prints is how the villages were classed."""

from __future__ import annotations

import mapclassify
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wksbm.stats.classify import class_bounds, class_numbers


def _bounds(values: list[float], scheme: str = "quantiles", k: int = 5, decimals: int = 1):
    return class_bounds(
        pd.Series(values, dtype=float), scheme=scheme, k=k, decimals=decimals, breaks=()
    )


def test_quartiles_of_eight_values() -> None:
    bounds = _bounds([1, 2, 3, 4, 5, 6, 7, 8], k=4, decimals=0)
    assert bounds[0] == 1
    assert bounds[-1] == 8
    numbers = class_numbers(pd.Series([1.0, 2, 3, 4, 5, 6, 7, 8]), bounds)
    assert numbers.value_counts().tolist() == [2, 2, 2, 2]


def test_natural_breaks_find_the_two_crowds() -> None:
    bounds = _bounds([1, 1.1, 1.2, 9, 9.1, 9.2], "fisher_jenks", k=2)
    assert bounds == (1.0, 1.2, 9.2)


def test_upper_bound_belongs_to_its_class() -> None:
    numbers = class_numbers(pd.Series([0.0, 1.0, 1.0001, 2.0, np.nan]), (0.0, 1.0, 2.0))
    assert numbers.tolist() == [0, 0, 1, 1, -1]


def test_no_value_gives_no_class() -> None:
    assert _bounds([np.nan, np.nan]) == ()


def test_equal_values_give_one_class() -> None:
    assert _bounds([3.0, 3.0, 3.0]) == (3.0, 3.0)


def test_fixed_breaks_beyond_the_data_are_left_out() -> None:
    values = pd.Series([2.0, 4.0, 6.0])
    bounds = class_bounds(values, scheme="breaks", k=5, decimals=0, breaks=(1, 3, 5, 100))
    assert bounds == (2, 3, 5, 6)


def test_outermost_bounds_are_rounded_outwards() -> None:
    bounds = _bounds([1.26, 2.0, 8.74])
    assert bounds[0] == 1.2
    assert bounds[-1] == 8.8


@given(
    st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=60),
    st.sampled_from(["quantiles", "fisher_jenks", "equal_interval", "pretty"]),
    st.integers(2, 9),
    st.integers(0, 3),
)
def test_every_value_lies_in_the_class_whose_bounds_are_printed(
    values: list[float], scheme: str, k: int, decimals: int
) -> None:
    series = pd.Series(values, dtype=float)
    bounds = class_bounds(series, scheme=scheme, k=k, decimals=decimals, breaks=())
    numbers = class_numbers(series, bounds)
    assert list(bounds) == sorted(set(bounds)) or len(set(bounds)) == 1
    assert numbers.between(0, max(len(bounds) - 2, 0)).all()
    for value, number in zip(series, numbers, strict=True):
        assert value <= bounds[number + 1] + 1e-6 * 10**-decimals
        assert value >= bounds[number] - 1e-6 * 10**-decimals


@pytest.mark.parametrize("scheme", ["quantiles", "fisher_jenks", "equal_interval", "pretty"])
def test_no_class_is_empty(scheme: str) -> None:
    series = pd.Series([1.0, 1, 1, 1, 1, 2, 50, 50, 1000])
    bounds = class_bounds(series, scheme=scheme, k=5, decimals=0, breaks=())
    assert set(class_numbers(series, bounds)) == set(range(len(bounds) - 1))


@pytest.mark.parametrize(
    ("scheme", "peer"),
    [
        ("quantiles", mapclassify.Quantiles),
        ("fisher_jenks", mapclassify.FisherJenks),
        ("equal_interval", mapclassify.EqualInterval),
        ("pretty", mapclassify.PrettyBreaks),
    ],
)
@pytest.mark.parametrize("k", [3, 5, 7])
def test_bounds_are_those_of_mapclassify(scheme: str, peer: type, k: int) -> None:
    values = np.random.default_rng(k).gamma(2, 20, 144)
    bounds = class_bounds(pd.Series(values), scheme=scheme, k=k, decimals=6)
    assert bounds[1:-1] == pytest.approx(peer(values, k=k).bins[: len(bounds) - 2], abs=1e-6)
