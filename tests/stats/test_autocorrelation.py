"""Moran's I, local Moran and Gi*: against esda, pygeoda and published figures; the known traps."""

from __future__ import annotations

from itertools import pairwise

import esda
import numpy as np
import pandas as pd
import pytest
from libpysal.graph import Graph
from wksbm.stats.autocorrelation import getis_ord, local_moran, moran
from wksbm.stats.neighbours import Neighbours, contiguity, village_points
from wksbm.stats.rates import standardised_rates

from tests.stats import geoda
from tests.stats.maps import (
    counties,
    noise,
    published_neighbours,
    real_villages,
    squares,
)

quiet = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::UserWarning:esda", "ignore::FutureWarning"
)
PUBLISHED_I = 0.16622343552567  # esda's documentation of Moran_Rate, SIDS of 1979


@pytest.fixture(scope="module")
def sids() -> pd.Series:
    table = counties()
    return standardised_rates(table["SID79"].astype(float), table["BIR79"].astype(float))


@pytest.fixture(scope="module")
def queen() -> Neighbours:
    return Neighbours(Graph.build_contiguity(counties(), rook=False), "contiguity", 0.0)


def test_the_published_figure(sids: pd.Series) -> None:
    result = moran(sids, published_neighbours(), seed=1)
    assert result.statistic == pytest.approx(PUBLISHED_I, abs=1e-12)
    assert result.expected == pytest.approx(-1 / 99)
    assert 0.005 < result.p < 0.025  # esda's two-sided p under normality is 0.0089


def test_moran_of_a_chess_board_by_hand() -> None:
    # 2x2 with corner neighbours: every lag is minus a third of the value
    values = pd.Series([1.0, -1.0, -1.0, 1.0], index=squares(2, 2).index)
    result = moran(values, contiguity(squares(2, 2)), seed=1)
    assert result.statistic == pytest.approx(-1 / 3)


@quiet
def test_local_moran_is_that_of_esda_and_pygeoda(sids: pd.Series, queen: Neighbours) -> None:
    ours = local_moran(sids, queen, seed=1, permutations=9999).table
    theirs = esda.Moran_Local(sids.to_numpy(), queen.graph.to_W(), permutations=0)
    statistic, tail = geoda.local("local_moran", sids)
    assert ours["statistic"].to_numpy() == pytest.approx(theirs.Is, abs=1e-9)
    assert ours["statistic"].to_numpy() == pytest.approx(statistic, abs=1e-9)
    both = np.minimum(1, 2 * tail)
    error = 5 * 2 * np.sqrt(np.maximum(both / 2 * (1 - both / 2), 1e-4) / 9999 * 2)
    assert (np.abs(ours["p"].to_numpy() - both) <= error).all()


def test_standardised_rates_are_those_of_esda_and_pygeoda(sids: pd.Series) -> None:
    table = counties()
    deaths, births = table["SID79"].astype(float), table["BIR79"].astype(float)
    theirs = esda.moran.assuncao_rate(deaths.to_numpy(), births.to_numpy())
    assert sids.to_numpy() == pytest.approx(theirs, abs=1e-9)
    result = geoda.rates("gda_rateStandardizeEB", deaths, births)
    assert sids.to_numpy() == pytest.approx(result, abs=1e-9)


@quiet
def test_getis_ord_is_that_of_esda_and_pygeoda(queen: Neighbours) -> None:
    births = counties()["BIR79"].astype(float)
    ours = getis_ord(births, queen, seed=1, permutations=9999).table
    theirs = esda.G_Local(
        births.to_numpy(), queen.graph.to_W(), star=True, transform="B", permutations=0
    )
    statistic, tail = geoda.local("local_gstar", births)
    assert ours["statistic"].to_numpy() == pytest.approx(theirs.Zs, abs=1e-9)
    # pygeoda gives the mean of the village and its neighbours over the sum of all
    members, count = queen.cardinalities + 1, len(births)
    spread = births.std(ddof=0) * np.sqrt((count * members - members**2) / (count - 1))
    share = (ours["statistic"] * spread + members * births.mean()) / members / births.sum()
    assert share.to_numpy() == pytest.approx(statistic, abs=1e-9)
    both = np.minimum(1, 2 * tail)
    assert np.abs(ours["p"].to_numpy() - both).max() < 0.06


@quiet
def test_p_values_differ_from_esdas_no_more_than_two_seeds_of_esda(
    sids: pd.Series, queen: Neighbours
) -> None:
    weights, seeds = queen.graph.to_W(), range(5)
    ours = [local_moran(sids, queen, seed=seed, permutations=499).table["p"] for seed in seeds]
    theirs = [
        np.minimum(
            1,
            2
            * esda.Moran_Local(
                sids.to_numpy(), weights, permutations=499, seed=seed, n_jobs=1
            ).p_sim,
        )
        for seed in seeds
    ]
    between = np.mean([np.abs(one - two).mean() for one, two in pairwise(theirs)])
    against = np.mean([np.abs(one - two).mean() for one, two in zip(ours, theirs, strict=True)])
    assert against < 1.3 * between


class TestTraps:
    """What silently goes wrong elsewhere."""

    def board(self) -> tuple[pd.Series, Neighbours]:
        shapes = squares(12, 12)
        generator = np.random.default_rng(3)
        return pd.Series(generator.normal(size=144), index=shapes.index), contiguity(shapes)

    @quiet
    def test_one_missing_value_does_not_spread(self) -> None:
        values, links = self.board()
        broken = values.mask(values.index == "f5")
        result = local_moran(broken, links, seed=1).table
        assert result.loc["f5", "cluster"] == "left_out"
        assert result.drop("f5")[["statistic", "p", "q"]].notna().all().all()
        rest = values.drop("f5")
        alone = local_moran(rest, links.among(rest.index), seed=1).table
        pd.testing.assert_frame_equal(result.drop("f5"), alone)
        assert moran(broken, links, seed=1) == moran(rest, links.among(rest.index), seed=1)
        # esda calls every village significant then
        spoilt = esda.Moran_Local(broken.to_numpy(), links.graph.to_W(), permutations=99, seed=1)
        assert (spoilt.p_sim < 0.05).mean() > 0.9

    @pytest.mark.parametrize("statistic", [local_moran, getis_ord])
    def test_an_island_is_undefined_not_significant(self, statistic: object) -> None:
        values, links = self.board()
        alone = links.among(values.index)
        around = ["a1", "b0", "b1"]
        lonely = values.mask(values.index.isin(around))
        result = statistic(lonely, alone, seed=1).table  # type: ignore[operator]
        assert result.loc["a0", "cluster"] == "undefined"
        assert np.isnan(result.loc["a0", ["p", "q"]].astype(float)).all()

    @pytest.mark.parametrize("statistic", [local_moran, getis_ord])
    def test_equal_values_have_no_clusters(self, statistic: object) -> None:
        values, links = self.board()
        result = statistic(values * 0 + 7.1, links, seed=1)  # type: ignore[operator]
        assert set(result.table["cluster"]) == {"undefined"}
        assert np.isnan(moran(values * 0 + 7.1, links, seed=1).statistic)

    def test_too_few_villages_are_undefined(self) -> None:
        shapes = squares(1, 3)
        values = pd.Series([1.0, 2.0, 3.0], index=shapes.index)
        assert set(local_moran(values, contiguity(shapes), seed=1).table["cluster"]) == {
            "undefined"
        }

    def test_no_value_at_all(self) -> None:
        values, links = self.board()
        result = local_moran(values * np.nan, links, seed=1)
        assert set(result.table["cluster"]) == {"left_out"}
        assert moran(values * np.nan, links, seed=1).villages == 0

    def test_too_few_permutations_are_said(self) -> None:
        values, links = self.board()
        assert not local_moran(values, links, seed=1, permutations=999).reachable
        enough = local_moran(values, links, seed=1)
        assert enough.reachable
        assert enough.permutations == 19_999


def test_the_four_kinds_of_cluster() -> None:
    shapes = squares(9, 9)
    values = pd.Series(np.random.default_rng(1).normal(0, 0.1, 81), index=shapes.index)
    values[["a0", "a1", "b0", "b1", "a2", "b2", "c0", "c1"]] = 5.0
    values[["h8", "i8", "i7", "h7", "g8", "g7", "i6", "h6"]] = -5.0
    values["a1"] = -5.0
    values["i8"] = 5.0
    result = local_moran(values, contiguity(shapes), seed=1).table["cluster"]
    assert (result[["b0", "b1"]] == "hh").all()
    assert (result[["h7", "h8", "g8"]] == "ll").all()
    assert result["a1"] == "lh"
    assert result["i8"] == "hl"
    assert result["e4"] == "ns"
    hot = getis_ord(values, contiguity(shapes), seed=1).table["cluster"]
    assert (hot[["b0", "b1"]] == "hot").all()
    assert (hot[["h7", "h8"]] == "cold").all()


def test_a_seed_repeats() -> None:
    shapes = squares(6, 6)
    values = pd.Series(np.random.default_rng(1).normal(size=36), index=shapes.index)
    one, two = (local_moran(values, contiguity(shapes), seed=9).table for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


@pytest.fixture(scope="module")
def village_map() -> tuple[pd.Series, Neighbours]:
    shapes = real_villages()
    residents = np.random.default_rng(4).integers(1000, 12_000, len(shapes)).astype(float)
    return pd.Series(residents, index=shapes.index), contiguity(shapes)


class TestNoiseAndPower:
    """On the real 144 villages, with residents between 1,000 and 12,000."""

    pytestmark = pytest.mark.real

    @pytest.mark.parametrize("statistic", [local_moran, getis_ord])
    def test_pure_noise_rarely_shows_a_cluster(
        self, village_map: tuple[pd.Series, Neighbours], statistic: object
    ) -> None:
        residents, links = village_map
        maps = 200
        found = 0
        for seed in range(maps):
            values = standardised_rates(noise(residents, 0.01, seed), residents)
            q = statistic(values, links, seed=seed, permutations=9999).table["q"]  # type: ignore[operator]
            found += bool((q <= 0.05).any())
        assert found / maps <= 0.05 + 2.6 * np.sqrt(0.05 * 0.95 / maps)

    def test_pure_noise_has_no_autocorrelation(
        self, village_map: tuple[pd.Series, Neighbours]
    ) -> None:
        residents, links = village_map
        maps = 200
        p = [
            moran(
                standardised_rates(noise(residents, 0.01, seed), residents),
                links,
                seed=seed,
                permutations=499,
            ).p
            for seed in range(maps)
        ]
        assert np.mean(np.array(p) <= 0.05) <= 0.05 + 2.6 * np.sqrt(0.05 * 0.95 / maps)

    @pytest.mark.parametrize(
        ("statistic", "many", "few"), [(local_moran, "hh", "ll"), (getis_ord, "hot", "cold")]
    )
    def test_a_planted_cluster_and_a_planted_hole_are_found(
        self, village_map: tuple[pd.Series, Neighbours], statistic: object, many: str, few: str
    ) -> None:
        residents, links = village_map
        points = village_points(real_villages())
        runs, found = 80, np.zeros(2)
        for run in range(runs):
            generator = np.random.default_rng(run)
            rich = _around(points, generator.integers(144), 8)
            poor = next(
                place
                for start in generator.permutation(144)
                if not set(place := _around(points, start, 6)) & set(rich)
            )
            factor = np.ones(144)
            factor[rich], factor[poor] = 2.0, 0.4
            mean = 50 * residents / residents.mean() * factor
            count = pd.Series(generator.poisson(mean).astype(float), index=residents.index)
            values = standardised_rates(count, residents)
            cluster = statistic(values, links, seed=run, permutations=9999).table["cluster"]  # type: ignore[operator]
            found += [(cluster.iloc[rich] == many).any(), (cluster.iloc[poor] == few).any()]
        assert (found / runs >= 0.9).all(), found / runs


def _around(points: np.ndarray, centre: int, size: int) -> np.ndarray:
    return np.argsort(np.hypot(*(points - points[centre]).T), kind="stable")[:size]
