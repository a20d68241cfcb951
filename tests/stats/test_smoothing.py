"""Empirical Bayes rates: by hand, against esda and pygeoda, and with villages left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from esda.smoothing import Empirical_Bayes, Spatial_Empirical_Bayes
from libpysal.graph import Graph
from wksbm.stats.neighbours import Neighbours, contiguity
from wksbm.stats.smoothing import empirical_bayes, spatial_empirical_bayes

from tests.stats import geoda
from tests.stats.maps import counties, squares


def queen() -> Neighbours:
    return Neighbours(Graph.build_contiguity(counties(), rook=False), "contiguity", 0.0)


def sids() -> tuple[pd.Series, pd.Series]:
    return counties()["SID79"].astype(float), counties()["BIR79"].astype(float)


def test_global_rates_are_those_of_esda_and_pygeoda() -> None:
    deaths, births = sids()
    ours = empirical_bayes(deaths, births, per=1.0)
    theirs = Empirical_Bayes(deaths.to_numpy(), births.to_numpy()).r.ravel()
    assert ours.to_numpy() == pytest.approx(theirs, abs=1e-12)
    result = geoda.rates("gda_rateSmootherEBS", deaths, births)
    assert ours.to_numpy() == pytest.approx(result, abs=1e-9)


@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")
def test_spatial_rates_are_those_of_esda() -> None:
    deaths, births = sids()
    ours = spatial_empirical_bayes(deaths, births, queen(), per=1.0)
    weights = queen().graph.to_W()
    theirs = Spatial_Empirical_Bayes(deaths.to_numpy(), births.to_numpy(), weights).r.ravel()
    defined = np.isfinite(theirs)  # esda divides 0 by 0 where a whole neighbourhood has none
    assert defined.sum() > 90
    assert ours.to_numpy()[defined] == pytest.approx(theirs[defined], abs=1e-12)
    assert (ours[~defined] == 0).all()


def test_by_hand() -> None:
    # rates 0.1 and 0.3 with 100 residents each: m = 0.2, spread = 0.01, m/mean(n) = 0.002
    # A = 0.008, noise = 0.002: weight 0.8
    count = pd.Series([10.0, 30.0])
    smoothed = empirical_bayes(count, pd.Series([100.0, 100.0]), per=1000)
    assert smoothed.tolist() == pytest.approx([120.0, 280.0])


def test_differences_that_chance_explains_vanish() -> None:
    count, population = pd.Series([9.0, 10.0, 11.0]), pd.Series([100.0, 100.0, 100.0])
    assert empirical_bayes(count, population).tolist() == pytest.approx([100.0] * 3)


def test_small_villages_lean_more() -> None:
    population = pd.Series([100.0, 10_000.0, 10_000.0, 10_000.0])
    smoothed = empirical_bayes(pd.Series([4.0, 400.0, 100.0, 150.0]), population)
    common = 654 / 30_100 * 1000
    assert abs(smoothed[0] - common) < 0.5 * abs(40 - common)
    assert smoothed[1] == pytest.approx(40, abs=0.6)


@pytest.mark.parametrize("population", [0.0, -5.0, np.nan])
def test_one_village_without_population_spoils_no_other(population: float) -> None:
    shapes = squares(3, 3)
    residents = pd.Series(np.full(9, 1000.0), index=shapes.index)
    count = pd.Series(np.arange(9.0) * 5, index=shapes.index)
    broken = residents.mask(residents.index == "b1", population)
    rest = shapes.index.drop("b1")
    for smoothed, alone in (
        (empirical_bayes(count, broken), empirical_bayes(count[rest], residents[rest])),
        (
            spatial_empirical_bayes(count, broken, contiguity(shapes)),
            spatial_empirical_bayes(count[rest], residents[rest], contiguity(shapes[rest])),
        ),
    ):
        assert np.isnan(smoothed["b1"])
        pd.testing.assert_series_equal(smoothed[rest], alone)


def test_a_village_that_did_not_report_is_nobodys_neighbour() -> None:
    shapes = squares(1, 3)
    residents = pd.Series([1000.0] * 3, index=shapes.index)
    count = pd.Series([10.0, np.nan, 40.0], index=shapes.index)
    smoothed = spatial_empirical_bayes(count, residents, contiguity(shapes))
    assert smoothed.tolist() == pytest.approx([10.0, np.nan, 40.0], nan_ok=True)


def test_no_group_and_no_village() -> None:
    nothing = pd.Series([0.0, 0.0])
    assert empirical_bayes(nothing, pd.Series([10.0, 20.0])).tolist() == [0.0, 0.0]
    unknown = pd.Series([np.nan, np.nan])
    assert empirical_bayes(unknown, pd.Series([10.0, 20.0])).isna().all()
    shapes = squares(1, 2)
    zero = pd.Series([0.0, 0.0], index=shapes.index)
    smoothed = spatial_empirical_bayes(zero, zero + 10, contiguity(shapes))
    assert smoothed.tolist() == [0.0, 0.0]
