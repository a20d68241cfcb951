"""The scan on maps whose villages differ without any spatial pattern, as real ones do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from wksbm.stats.missing import dispersion
from wksbm.stats.neighbours import village_points
from wksbm.stats.scan import ScanResult, scan

from tests.stats.maps import real_villages

MAPS = 120
MOST = 0.05 + 2.6 * np.sqrt(0.05 * 0.95 / MAPS)


def scanned(count: pd.Series, residents: pd.Series, points: np.ndarray, seed: int) -> ScanResult:
    """Scan as the atlas does: replicas as varied as the map, where it varies beyond chance."""
    spread = dispersion(count, residents)
    variation = spread.heterogeneity if spread.p <= 0.05 else 0.0
    return scan(count, residents, points, seed=seed, replicas=99, heterogeneity=variation)


@pytest.fixture(scope="module")
def land() -> tuple[pd.Series, np.ndarray]:
    generator = np.random.default_rng(8)
    index = pd.Index([f"v{place:03}" for place in range(144)])
    residents = pd.Series(generator.integers(1000, 9000, 144).astype(float), index=index)
    return residents, generator.uniform(0, 40_000, (144, 2))


@pytest.mark.parametrize("variation", [0.2, 0.5])
def test_villages_that_merely_differ_are_no_area(
    land: tuple[pd.Series, np.ndarray], variation: float
) -> None:
    residents, points = land
    found = taken_for_areas = 0
    for seed in range(MAPS):
        generator = np.random.default_rng([seed, 1])
        own = generator.gamma(1 / variation**2, variation**2, len(residents))
        count = pd.Series(generator.poisson(residents * 0.01 * own).astype(float), residents.index)
        found += bool(scanned(count, residents, points, seed).clusters)
        if seed < 20:
            plain = scan(count, residents, points, seed=seed, replicas=99)
            taken_for_areas += bool(plain.clusters)
    assert found / MAPS <= MOST
    assert taken_for_areas >= 18  # what the plain Poisson null makes of the same maps


def test_without_variation_nothing_changes(land: tuple[pd.Series, np.ndarray]) -> None:
    residents, points = land
    count = pd.Series(np.random.default_rng(1).poisson(residents * 0.01), residents.index, float)
    plain = scan(count, residents, points, seed=3, replicas=99)
    assert scan(count, residents, points, seed=3, replicas=99, heterogeneity=0.0) == plain
    with pytest.raises(ValueError, match="heterogeneity"):
        scan(count, residents, points, seed=3, heterogeneity=-0.1)


class TestRealVillages:
    pytestmark = pytest.mark.real

    def test_planted_cluster_and_hole_are_found_all_the_same(self) -> None:
        shapes = real_villages()
        points = village_points(shapes)
        residents = pd.Series(
            np.random.default_rng(4).integers(1000, 9000, 144).astype(float), shapes.index
        )

        def around(centre: int, size: int) -> np.ndarray:
            return np.argsort(np.hypot(*(points - points[centre]).T), kind="stable")[:size]

        runs, found = 80, np.zeros(2)
        for run in range(runs):
            generator = np.random.default_rng([run, 5])
            rich = around(int(generator.integers(144)), 8)
            poor = next(
                place
                for start in generator.permutation(144)
                if not set(place := around(int(start), 6)) & set(rich)
            )
            factor = np.ones(144)
            factor[rich], factor[poor] = 2.0, 0.4
            mean = 50 * residents / residents.mean() * factor
            count = pd.Series(generator.poisson(mean).astype(float), shapes.index)
            clusters = scanned(count, residents, points, run).clusters
            for place, (kind, planted) in enumerate((("high", rich), ("low", poor))):
                labels = set(shapes.index[planted])
                found[place] += any(
                    2 * len(labels & set(cluster.members)) >= len(labels)
                    for cluster in clusters
                    if cluster.kind == kind
                )
        assert (found / runs >= 0.9).all(), found / runs
