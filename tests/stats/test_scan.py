"""The scan statistic against a brute force, hand counts, published results, noise and plants."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import libpysal
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from wksbm.errors import InputError
from wksbm.stats.scan import ScanResult, scan
from wksbm.stats.scan_kernel import raise_maxima

from tests.shared import FACTS, VILLAGES, shared

STREAM_WIDTH = 64


def _llr(inside: float, expected: float, total: float) -> float:
    ratio = inside * math.log(inside / expected) if inside else 0.0
    outside = total - inside
    return ratio + (outside * math.log(outside / (total - expected)) if outside else 0.0)


@dataclass(frozen=True)
class Circle:
    members: tuple[int, ...]
    radius: float
    inside: float
    expected: float
    llr: float


def _circles(
    count: NDArray[np.float64],
    population: NDArray[np.float64],
    points: NDArray[np.float64],
    largest_share: float = 0.5,
) -> list[Circle]:
    """Return every circle of the map, found with nothing but loops."""
    found = []
    for x, y in points:
        distance = [math.hypot(px - x, py - y) for px, py in points]
        for radius in sorted({round(d, 3) for d in distance}):
            members = [i for i, d in enumerate(distance) if round(d, 3) <= radius]
            share = sum(population[i] for i in members) / population.sum()
            if share > largest_share + 1e-12:
                break
            inside, expected = sum(count[i] for i in members), share * count.sum()
            llr = _llr(inside, expected, count.sum())
            found.append(Circle(tuple(members), radius, inside, expected, llr))
    return found


def _replicas(total: int, population: NDArray[np.float64], number: int, seed: int) -> list[object]:
    """Return the random maps that a seed promises: streams of 64 maps each."""
    streams = np.random.SeedSequence(seed).spawn(math.ceil(number / STREAM_WIDTH))
    maps = [
        np.random.default_rng(stream).multinomial(
            total, population / population.sum(), size=STREAM_WIDTH
        )
        for stream in streams
    ]
    return list(np.concatenate(maps)[:number])


def _small_map(seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return a small map; every third one is a grid (equal distances), some villages are huge."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 18))
    points = rng.uniform(0, 9000, (n, 2)) + 430_000
    if seed % 3 == 0:
        points = np.array([(x, y) for x in range(4) for y in range(5)])[:n] * 1000.0 + 430_000.25
    population = np.rint(rng.lognormal(7, 1.2, n)) + 1
    rate = rng.choice([0.002, 0.01, 0.05], n)
    return rng.poisson(population * rate).astype(float), population, points


def _series(values: NDArray[np.float64]) -> pd.Series[float]:
    return pd.Series(values, index=[f"34.03.01.{2001 + i}" for i in range(len(values))])


@pytest.mark.parametrize("seed", range(24))
def test_same_as_brute_force(seed: int) -> None:
    count, population, points = _small_map(seed)
    found = scan(
        _series(count), _series(population), points, seed=seed, replicas=70, significance=0.999
    )
    if count.sum() == 0:
        assert found == ScanResult((), None, 70, 0)
        return
    circles = _circles(count, population, points)
    maxima = [
        max((c.llr for c in _circles(np.asarray(one), population, points)), default=0.0)
        for one in _replicas(int(count.sum()), population, 70, seed)
    ]
    expected, taken = [], set[int]()
    for circle in sorted(circles, key=lambda c: (-round(c.llr, 9), c.radius)):
        if circle.llr > 1e-9 and not taken & set(circle.members):
            taken |= set(circle.members)
            expected.append(circle)
    assert found.windows == len(circles)
    assert found.replicas == 70
    p = [(sum(m >= circle.llr - 1e-9 for m in maxima) + 1) / 71 for circle in expected]
    expected = [circle for circle, value in zip(expected, p, strict=True) if value <= 0.999]
    assert len(found.clusters) == len(expected)
    for cluster, circle, value in zip(found.clusters, expected, p, strict=False):
        labels = {_series(count).index[i] for i in circle.members}
        assert set(cluster.members) == labels
        assert cluster.kind == ("high" if circle.inside > circle.expected else "low")
        assert cluster.recorded == circle.inside
        assert cluster.expected == pytest.approx(circle.expected, rel=1e-12)
        assert cluster.radius_m == pytest.approx(circle.radius, abs=1e-3)
        assert cluster.log_likelihood_ratio == pytest.approx(circle.llr, abs=1e-9)
        assert cluster.p == value


@pytest.mark.parametrize("seed", range(30))
def test_compiled_loop_is_exact(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, replicas = 12, 37
    share = rng.dirichlet(np.full(n, rng.choice([0.1, 1.0, 20.0])))
    total = int(rng.choice([1, 7, 300, 500_000]))
    counts = rng.multinomial(total, share[::-1] if seed % 2 else share, size=replicas)
    orders = [rng.permutation(n)[: n - 2] for _ in range(5)]
    ends = np.array([np.where(rng.random(n - 2) < 0.8, 1, 0) for _ in orders])
    within = np.array([np.cumsum(share[order]) * total for order in orders]) * ends
    maxima = np.zeros(replicas)
    raise_maxima(
        np.concatenate(orders).astype(np.uint32),
        within.ravel(),
        np.arange(6) * (n - 2),
        float(total),
        np.ascontiguousarray(counts.T, dtype=np.int32),
        maxima,
    )
    for counted, highest in zip(counts, maxima, strict=True):
        exact = [
            _llr(counted[order[: size + 1]].sum(), expected, total)
            for order, row in zip(orders, within, strict=True)
            for size, expected in enumerate(row)
            if expected > 0
        ]
        assert highest == pytest.approx(max(exact), rel=1e-9, abs=1e-9)


def test_line_of_five_villages_counted_by_hand() -> None:
    """
    Ten and ten groups in the first two of five equal villages on a line; E is 4 per village.

    Circles up to half the population hold one or two villages. The neighbours of the three inner
    villages are equally far and enter together, which makes three; so only the two ends have a
    circle of two.
    """
    count = pd.Series([10.0, 10, 0, 0, 0], index=list("ABCDE"))
    population = pd.Series(100.0, index=count.index)
    points = np.array([[x, 0.0] for x in (0, 1000, 2000, 3000, 4000)])
    found = scan(count, population, points, seed=1)
    assert found.windows == 7
    high, low = found.clusters
    assert found.best == high
    assert (high.kind, high.members, high.radius_m) == ("high", ("A", "B"), 1000)
    assert (high.recorded, high.relative_risk, high.p) == (20, math.inf, 0.001)
    assert high.expected == pytest.approx(8)
    assert high.log_likelihood_ratio == pytest.approx(20 * math.log(20 / 8))
    assert (low.kind, low.members, low.recorded) == ("low", ("E", "D"), 0)
    assert low.relative_risk == 0
    assert low.log_likelihood_ratio == pytest.approx(20 * math.log(20 / 12))


def test_relative_risk_compares_inside_with_outside() -> None:
    count = pd.Series([30.0, 10, 10, 10], index=list("ABCD"))
    population = pd.Series(100.0, index=count.index)
    points = np.array([[0.0, 0], [9000, 0], [9000, 9100], [0, 9200]])
    best = scan(count, population, points, seed=1, largest_share=0.25).best
    assert best is not None
    assert (best.members, best.radius_m, best.recorded) == (("A",), 0.0, 30)
    assert best.expected == pytest.approx(15)
    assert best.relative_risk == pytest.approx(2 / (30 / 45))


def test_villages_at_one_point_are_never_separated() -> None:
    count = pd.Series([40.0, 0, 5, 5, 5, 5], index=list("ABCDEF"))
    population = pd.Series(100.0, index=count.index)
    points = np.array([[0.0, 0], [0, 0], [5000, 0], [5000, 5100], [0, 5200], [9000, 9000]])
    best = scan(count, population, points, seed=1).best
    assert best is not None
    assert best.members == ("A", "B")
    assert best.recorded == 40


def _random_map(n: int, seed: int) -> tuple[pd.Series[float], pd.Series[float], pd.DataFrame]:
    rng = np.random.default_rng(seed)
    index = [f"34.03.{1 + i // 100:02d}.{2001 + i % 100}" for i in range(n)]
    points = pd.DataFrame(rng.uniform(0, 40_000, (n, 2)), index=index, columns=["x", "y"])
    population = pd.Series(np.rint(rng.lognormal(8.4, 0.5, n)), index=index)
    count = rng.poisson(population / population.mean() * 50)
    return pd.Series(count.astype(float), index=index), population, points


def _nearest(points: pd.DataFrame, place: tuple[float, float], number: int) -> list[str]:
    distance = np.hypot(points["x"] - place[0], points["y"] - place[1])
    return list(distance.sort_values().index[:number])


def _planted_map() -> tuple[pd.Series[float], pd.Series[float], pd.DataFrame]:
    count, population, points = _random_map(150, 5)
    count[_nearest(points, (8_000, 8_000), 8)] *= 2
    count[_nearest(points, (32_000, 32_000), 6)] *= 0
    return count, population, points


def test_finds_high_and_low_clusters_that_do_not_overlap() -> None:
    count, population, points = _planted_map()
    found = scan(count, population, points, seed=1)
    high = next(cluster for cluster in found.clusters if cluster.kind == "high")
    low = next(cluster for cluster in found.clusters if cluster.kind == "low")
    assert len(set(high.members) & set(_nearest(points, (8_000, 8_000), 8))) >= 6
    assert set(low.members) >= set(_nearest(points, (32_000, 32_000), 6))
    members = [member for cluster in found.clusters for member in cluster.members]
    assert len(members) == len(set(members))
    ratios = [cluster.log_likelihood_ratio for cluster in found.clusters]
    assert ratios == sorted(ratios, reverse=True)
    assert all(cluster.p <= 0.05 for cluster in found.clusters)
    assert found.best == found.clusters[0]


def test_members_are_listed_from_the_centre_outward() -> None:
    count, population, points = _planted_map()
    for cluster in scan(count, population, points, seed=1).clusters:
        here = points.loc[list(cluster.members)]
        distance = np.hypot(here["x"] - here["x"].iloc[0], here["y"] - here["y"].iloc[0])
        assert distance.is_monotonic_increasing
        assert distance.iloc[-1] == pytest.approx(cluster.radius_m)


def test_result_does_not_depend_on_the_order_of_rows() -> None:
    count, population, points = _random_map(150, 5)
    options = {"seed": 3, "replicas": 99, "significance": 0.99}
    found = scan(count, population, points, **options)  # type: ignore[arg-type]
    assert any(0.02 < cluster.p < 0.98 for cluster in found.clusters)
    shuffled = count.sample(frac=1, random_state=1)
    assert scan(shuffled, population, points, **options) == found  # type: ignore[arg-type]
    places = points.loc[shuffled.index].to_numpy()
    assert scan(shuffled, population[::-1], places, **options) == found  # type: ignore[arg-type]


def test_result_does_not_depend_on_the_number_of_threads() -> None:
    count, population, points = _random_map(150, 5)
    one, two, three, seven = (
        scan(count, population, points, seed=3, replicas=200, significance=0.99, threads=threads)
        for threads in (1, 2, 3, 7)
    )
    assert any(0.02 < cluster.p < 0.98 for cluster in one.clusters)
    assert one == two == three == seven


def test_seed_decides_the_p_values() -> None:
    count, population, points = _random_map(60, 8)
    same = [scan(count, population, points, seed=1, replicas=99).best for _ in range(2)]
    others = [scan(count, population, points, seed=s, replicas=99).best for s in range(2, 9)]
    assert same[0] == same[1]
    assert len({best.p for best in others if best}) > 1


def test_inputs_are_left_as_they_were() -> None:
    count, population, points = _planted_map()
    before = count.copy(), population.copy(), points.copy()
    scan(count, population, points, seed=1, replicas=9)
    pd.testing.assert_series_equal(count, before[0])
    pd.testing.assert_series_equal(population, before[1])
    pd.testing.assert_frame_equal(points, before[2])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("count", np.nan),
        ("population", np.nan),
        ("population", 0),
        ("population", -3),
        ("population", np.inf),
        ("x", np.nan),
        ("y", np.inf),
    ],
)
def test_unusable_villages_take_no_part(column: str, value: float) -> None:
    count, population, points = _planted_map()
    table = pd.DataFrame({"count": count, "population": population}).join(points)
    out = _nearest(points, (8_000, 8_000), 3)[1:]
    without = table.drop(index=out)
    table.loc[out, column] = value
    found = scan(table["count"], table["population"], table[["x", "y"]], seed=1, replicas=99)
    assert found == scan(
        without["count"], without["population"], without[["x", "y"]], seed=1, replicas=99
    )
    assert found.clusters


def test_village_without_a_population_in_the_table_takes_no_part() -> None:
    count, population, points = _planted_map()
    less = population.drop(index=count.index[4])
    kept = count.drop(index=count.index[4])
    assert scan(count, less, points, seed=1, replicas=9) == scan(
        kept, less, points, seed=1, replicas=9
    )


@pytest.mark.parametrize(
    ("count", "population"),
    [
        ([], []),
        ([5.0], [100.0]),
        ([5.0, np.nan, 3.0], [100.0, 100.0, 0.0]),
        ([0.0, 0.0, 0.0], [100.0, 100.0, 100.0]),
        ([4.0, 4.0, 1.0], [60.0, 60.0, np.nan]),
    ],
)
def test_too_little_to_compare_gives_nothing(count: list[float], population: list[float]) -> None:
    points = np.arange(2.0 * len(count)).reshape(-1, 2)
    found = scan(
        _series(np.array(count)), _series(np.array(population)), points, seed=1, replicas=9
    )
    assert found.clusters == ()
    assert found.best is None


def test_village_above_the_largest_share_is_no_circle() -> None:
    count = pd.Series([90.0, 2, 3], index=list("ABC"))
    population = pd.Series([200.0, 100, 90], index=count.index)
    points = np.array([[0.0, 0], [2000, 0], [3000, 0]])
    found = scan(count, population, points, seed=1)
    assert found.windows == 4
    assert [cluster.members for cluster in found.clusters] == [("B", "C")]
    none = scan(count, population, points, seed=1, largest_share=0.1)
    assert none == ScanResult((), None, 999, 0)


def test_exactly_uniform_counts_have_no_cluster_at_all() -> None:
    _, population, points = _random_map(80, 2)
    found = scan(population / 1, population, points, seed=1, replicas=99)
    assert found.clusters == ()
    assert found.best is None
    assert found.windows > 80


def test_nearly_uniform_counts_have_no_significant_cluster() -> None:
    _, _, points = _random_map(80, 2)
    count = pd.Series(np.tile([49.0, 50, 51, 50], 20), index=points.index)
    found = scan(count, pd.Series(4000.0, index=points.index), points, seed=1, replicas=99)
    assert found.clusters == ()
    assert found.best is not None
    assert found.best.p == 1.0


def test_wrong_counts_are_all_named() -> None:
    count = pd.Series([1.5, -2.0, 3.0, np.inf], index=["d1", "d2", "d3", "d4"])
    with pytest.raises(InputError) as caught:
        scan(count, count * 0 + 100, np.zeros((4, 2)), seed=1)
    text = str(caught.value)
    assert [name in text for name in count.index] == [True, True, False, True]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("largest_share", 0.0),
        ("largest_share", 0.51),
        ("replicas", 0),
        ("significance", 0.0),
        ("significance", 1.0),
    ],
)
def test_options_out_of_range_are_refused(option: str, value: float) -> None:
    count = pd.Series([1.0, 2.0], index=["a", "b"])
    with pytest.raises(ValueError, match=option):
        scan(count, count, np.zeros((2, 2)), seed=1, **{option: value})  # type: ignore[arg-type]


def test_repeated_labels_and_wrong_points_are_refused() -> None:
    count = pd.Series([1.0, 2.0], index=["a", "a"])
    with pytest.raises(ValueError, match="unique"):
        scan(count, count, np.zeros((2, 2)), seed=1)
    count = pd.Series([1.0, 2.0], index=["a", "b"])
    with pytest.raises(ValueError, match="shape"):
        scan(count, count, np.zeros((3, 2)), seed=1)


# County seats (longitude, latitude; rounded to 0.001 degrees) of the two published clusters and of
# the counties next to them. All other counties are placed at their centroids, which are farther
# away than the circles concerned reach.
SEATS = {
    "Bladen": (-78.605, 34.629),
    "Brunswick": (-78.148, 34.068),
    "Columbus": (-78.703, 34.339),
    "Cumberland": (-78.878, 35.053),
    "Hoke": (-79.224, 34.981),
    "Moore": (-79.417, 35.346),
    "Pender": (-77.926, 34.552),
    "Richmond": (-79.774, 34.939),
    "Robeson": (-79.009, 34.618),
    "Sampson": (-78.323, 34.998),
    "Scotland": (-79.463, 34.774),
    "Bertie": (-76.946, 35.998),
    "Gates": (-76.753, 36.404),
    "Halifax": (-77.590, 36.328),
    "Hertford": (-76.930, 36.388),
    "Northampton": (-77.421, 36.390),
    "Warren": (-78.155, 36.398),
}


@pytest.fixture(scope="module")
def carolina() -> gpd.GeoDataFrame:
    """Return births and sudden infant deaths in 100 counties, metric, centroids as points."""
    counties = gpd.read_file(libpysal.examples.get_path("sids2.shp")).set_index("NAME")
    return counties.set_crs(4267).to_crs(32119)


def _high_clusters(counties: gpd.GeoDataFrame, points: gpd.GeoSeries) -> list[set[str]]:
    found = scan(
        (counties["SID74"] + counties["SID79"]).astype(float),
        (counties["BIR74"] + counties["BIR79"]).astype(float),
        pd.DataFrame({"x": points.x, "y": points.y}),
        seed=1,
    )
    assert found.clusters[0].p == 0.001
    return [set(cluster.members) for cluster in found.clusters if cluster.kind == "high"]


def test_published_clusters_of_north_carolina(carolina: gpd.GeoDataFrame) -> None:
    """
    Kulldorff (1997), application to sudden infant deaths 1974-84 in North Carolina.

    Most likely cluster: Bladen, Columbus, Hoke, Robeson and Scotland; the second one: Halifax,
    Hertford and Northampton (scan for high rates). https://doi.org/10.1080/03610929708831995
    They come out to the county with the county seats as points; the next test has centroids.
    """
    points = carolina.centroid
    seats = gpd.GeoSeries.from_xy(*zip(*SEATS.values(), strict=True), index=list(SEATS), crs=4267)
    points[seats.index] = seats.to_crs(carolina.crs)
    assert _high_clusters(carolina, points)[:2] == [
        {"Bladen", "Columbus", "Hoke", "Robeson", "Scotland"},
        {"Halifax", "Hertford", "Northampton"},
    ]


def test_clusters_of_north_carolina_from_centroids(carolina: gpd.GeoDataFrame) -> None:
    """Centroids instead of seats move one county of each cluster, but neither cluster."""
    assert _high_clusters(carolina, carolina.centroid)[:2] == [
        {"Bladen", "Hoke", "Robeson", "Scotland"},
        {"Bertie", "Halifax", "Hertford", "Northampton"},
    ]


@pytest.mark.parametrize(
    ("counties", "likelihood_ratio"),
    [
        (("Columbus", "Bladen", "Robeson"), 124587.391),
        (
            ("Northampton", "Halifax", "Hertford", "Bertie", "Edgecombe", "Warren", "Gates"),
            182768.987,
        ),
        (
            ("Hertford", "Gates", "Bertie", "Northampton", "Chowan", "Perquimans", "Halifax"),
            39205.468,
        ),
    ],
)
def test_likelihood_ratio_agrees_with_dcluster(
    carolina: gpd.GeoDataFrame, counties: tuple[str, ...], likelihood_ratio: float
) -> None:
    """
    The statistic that R's DCluster prints for the deaths of 1974-78 (`opgam`, `kn.iscluster`).

    It prints centre and size; these are the only counties near the centre with that ratio. The
    counties are joined to one place here, so that they are the only circle of the map.
    """
    part = carolina.index.isin(counties)
    sums = carolina[["SID74", "BIR74"]].astype(float).groupby(part).sum()
    best = scan(sums["SID74"], sums["BIR74"], np.array([[0.0, 0], [1000, 0]]), seed=1).best
    assert best is not None
    assert best.members == ("True",)
    assert math.exp(best.log_likelihood_ratio) == pytest.approx(likelihood_ratio, rel=1e-8)


def _false_alarms(population: pd.Series[float], points: pd.DataFrame, maps: int) -> int:
    """
    Count the maps of pure noise on which anything is significant.

    99 replicas are as honest as 999: the rank of one map among 100 alike is uniform, so p <= 0.05
    has the probability 5/100 whatever their number; more only make p finer.
    """
    alarms = 0
    for seed in range(maps):
        draw = np.random.default_rng([seed, 9]).multinomial(7200, population / population.sum())
        count = pd.Series(draw.astype(float), index=population.index)
        alarms += bool(scan(count, population, points, seed=seed, replicas=99, threads=1).clusters)
    return alarms


# 5 % of 250 maps, and three standard errors (3.4 maps) on either side.
MAPS, FEWEST_ALARMS, MOST_ALARMS = 250, 3, 22


def test_noise_raises_no_more_than_the_promised_alarms() -> None:
    _, population, points = _random_map(144, 3)
    assert FEWEST_ALARMS <= _false_alarms(population, points, MAPS) <= MOST_ALARMS


@pytest.fixture(scope="module")
def kalurahan() -> gpd.GeoDataFrame:
    villages = gpd.read_file(shared(*VILLAGES)).to_crs(32749)
    villages = villages.set_index("KDEPUM").sort_index()
    facts = pd.read_csv(shared(*FACTS), dtype=str)
    residents = facts.set_index("kode_kemendagri")["penduduk_est_2024_dari_tps"].astype(float)
    places = villages.representative_point()
    return villages.assign(penduduk=residents, x=places.x, y=places.y)


@pytest.mark.real
def test_noise_on_the_real_villages(kalurahan: gpd.GeoDataFrame) -> None:
    assert len(kalurahan) == 144
    points = pd.DataFrame(kalurahan[["x", "y"]])
    assert FEWEST_ALARMS <= _false_alarms(kalurahan["penduduk"], points, MAPS) <= MOST_ALARMS


def _grow(
    neighbours: list[set[int]], size: int, banned: set[int], rng: np.random.Generator
) -> set[int]:
    """Return a random connected patch of villages, neighbour by neighbour; rarely a circle."""
    for start in rng.permutation(len(neighbours)):
        patch = {int(start)} - banned
        while patch and len(patch) < size:
            edge = sorted(set().union(*(neighbours[i] for i in patch)) - patch - banned)
            if not edge:
                break
            patch.add(int(rng.choice(edge)))
        if len(patch) == size:
            return patch
    raise AssertionError("no room")


@pytest.mark.real
def test_planted_cluster_and_hole_are_found(kalurahan: gpd.GeoDataFrame) -> None:
    """Found: a reported cluster of the right kind holds at least half of the planted villages."""
    near = kalurahan.geometry.buffer(1)
    neighbours = [set(np.flatnonzero(near.intersects(one))) - {i} for i, one in enumerate(near)]
    points = pd.DataFrame(kalurahan[["x", "y"]])
    population = kalurahan["penduduk"]
    found = {"high": 0, "low": 0}
    for run in range(200):
        rng = np.random.default_rng([run, 7])
        cluster = _grow(neighbours, 8, set(), rng)
        beside = set().union(*(neighbours[i] for i in cluster))
        hole = _grow(neighbours, 6, cluster | beside, rng)
        risk = np.ones(len(population))
        risk[list(cluster)], risk[list(hole)] = 2.0, 0.4
        count = rng.poisson(50 * population / population.mean() * risk).astype(float)
        result = scan(
            pd.Series(count, index=population.index), population, points, seed=run, replicas=99
        )
        for kind, planted in (("high", cluster), ("low", hole)):
            labels = set(population.index[list(planted)])
            found[kind] += any(
                len(labels & set(one.members)) >= len(labels) / 2
                for one in result.clusters
                if one.kind == kind
            )
    assert all(number >= 180 for number in found.values()), found
