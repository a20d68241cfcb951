"""Kulldorff's scan statistic: circles with far more, or far fewer, groups than expected."""

from __future__ import annotations

import heapq
import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy.special import xlogy

from wksbm.errors import InputError, Problem
from wksbm.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

# How many replicas the compiled loop compares side by side; each such block has its own random
# stream, so the number is part of what makes a seed repeatable.
_ABREAST = 64
_CENTRES_AT_ONCE = 64
# Log likelihood ratios closer than this are equal: the same villages, added up in another order.
_TIE = 1e-9
_LARGEST_TOTAL = np.iinfo(np.int32).max
# Distances are ordered as whole millimetres, joined with the village's position in one integer.
_POSITION_BITS = 24


@dataclass(frozen=True)
class ScanCluster:
    """
    One circle of villages with more, or fewer, groups than the rest lets expect.

    Parameters
    ----------
    kind
        ``high`` (more than expected) or ``low`` (fewer).
    members
        Index labels of the villages, from the centre outward.
    radius_m
        Metres from the centre village's point to the farthest member's; 0 for one village.
    recorded
        Number of groups c in these villages.
    expected
        Number E that their share of the population lets expect.
    relative_risk
        (c / E) / ((C - c) / (C - E)): rate inside over rate outside; infinite when no group is
        outside.
    log_likelihood_ratio
        How much better two rates explain the counts than one, in natural logarithms.
    p
        Monte Carlo p-value of a map whose best circle is at least this good,
        (replicas with a maximum >= this + 1) / (replicas + 1). It holds for all circles and both
        kinds together and needs no further correction.
    """

    kind: Literal["high", "low"]
    members: tuple[str, ...]
    radius_m: float
    recorded: float
    expected: float
    relative_risk: float
    log_likelihood_ratio: float
    p: float


@dataclass(frozen=True)
class ScanResult:
    """
    What a scan found.

    Parameters
    ----------
    clusters
        Significant clusters without a village in common, best first.
    best
        The best circle, significant or not; None when there is no circle, or when every circle
        holds exactly what is expected.
    replicas
        Number of random maps behind the p-values.
    windows
        Number of circles compared (the same villages seen from two centres count twice).
    """

    clusters: tuple[ScanCluster, ...]
    best: ScanCluster | None
    replicas: int
    windows: int


@dataclass(frozen=True)
class _Villages:
    """The villages that take part, in the order of their labels."""

    labels: tuple[str, ...]
    count: NDArray[np.float64]
    share: NDArray[np.float64]
    points: NDArray[np.float64]

    @property
    def total(self) -> float:
        return float(self.count.sum())


@dataclass(frozen=True)
class _Windows:
    """
    Circles around some centres (rows), growing village by village (columns).

    `order` holds the villages, `millimetres` their distances, `expected` the groups expected up
    to here, `closed` whether a circle ends here, `lengths` the villages within reach.
    """

    order: NDArray[np.int64]
    millimetres: NDArray[np.int64]
    expected: NDArray[np.float64]
    closed: NDArray[np.bool_]
    lengths: NDArray[np.int64]


@dataclass(frozen=True)
class _Best:
    """Each centre's best circle: its LLR, number of villages (0: no circle) and radius."""

    centres: NDArray[np.int64]
    ratios: NDArray[np.float64]
    sizes: NDArray[np.int64]
    millimetres: NDArray[np.int64]


@dataclass(frozen=True)
class _Findings:
    """What the circles of some centres gave: in the replicas and in the map itself."""

    maxima: NDArray[np.float64]
    best: tuple[_Best, ...]
    windows: int


def scan(
    count: pd.Series[float],
    population: pd.Series[float],
    points: pd.DataFrame | NDArray[np.float64],
    *,
    seed: int,
    largest_share: float = 0.5,
    replicas: int = 999,
    significance: float = 0.05,
    heterogeneity: float = 0.0,
    threads: int | None = None,
) -> ScanResult:
    """
    Find circles of villages with significantly more or fewer groups than the rest (Kulldorff).

    Around every village's point a circle grows from neighbour to neighbour until it holds
    `largest_share` of the population. Of a circle with c of all C groups, where its share of the
    population lets expect E, the log likelihood ratio is ::

        LLR = c ln(c / E) + (C - c) ln((C - c) / (C - E)),      0 ln 0 = 0

    for c > E (a high cluster) as for c < E (a low one). The largest LLR of the map is compared
    with the largest LLR of `replicas` maps on which the C groups fall on the villages at random
    in proportion to the population (multinomial), or, with `heterogeneity`, in proportion to the
    population times a random factor of each village. One maximum over both kinds, as SaTScan's
    scan for high *and* low rates takes it, makes the p-value hold for the whole map.

    Parameters
    ----------
    count
        Number of groups per village, whole numbers, unique index (`kode`); 0 means reported
        none, NaN not reported.
    population
        Residents, matched by index.
    points
        One point per village in a metric CRS, metres: a frame with the columns x and y in this
        order, matched by index, or an array of shape (n, 2) in the order of `count`.
    seed
        Seed of the replicas.
    largest_share
        Largest part of the population in a circle, above 0 and at most 0.5. Half is Kulldorff's
        choice: a larger "cluster" of one kind would only be another name for the opposite kind
        in the villages outside it. A single village above the limit is in no circle of its own.
    replicas
        Number of random maps; a p-value cannot be below 1 / (replicas + 1).
    significance
        Largest p-value of a reported cluster.
    heterogeneity
        Variance of the villages' own rates relative to the common one, without any spatial
        pattern (`wksbm.stats.missing.heterogeneity`). The replicas then differ between villages
        as much as the map does: each village's share is multiplied by a gamma variable of
        mean 1 and this variance before the groups fall. 0 is Kulldorff's test, which takes
        every difference between villages that chance alone does not make for a cluster.
    threads
        Number of threads, by default one per processor. The result does not depend on it.

    Returns
    -------
    ScanResult
        The most likely cluster, then secondary ones in decreasing LLR, each without a village
        in common with those before it, as far as p <= `significance`. The p-value of a secondary
        cluster compares it with the replicas' *best* circles and is therefore conservative.
        Nothing (`best` is None) with fewer than two villages, without any group, or when every
        village alone is above `largest_share`.

    Raises
    ------
    InputError
        When counts are negative or not whole: all such villages are named.
    ValueError
        When an index is not unique or an option is out of its range.

    Notes
    -----
    Missing values: a village with a NaN count, a NaN, infinite, zero or negative population or a
    point that is not finite takes no part, neither in C nor in the population nor as a point.

    Villages at the same distance from a centre (to the millimetre) enter a circle together: no
    circle separates them, and which comes first must not hang on their codes. The same circle
    from two centres is reported from where its radius is smaller, then from the lower label.
    The order of the rows has no influence.

    A low cluster can be the shadow of a high one (and conversely): all expectations share the
    same C, so a strong cluster lowers the rate of all others; see Zhang, Assunção & Kulldorff
    (2010) for a sequential way out, which is not taken here.

    References
    ----------
    Kulldorff, M. (1997). A spatial scan statistic. *Communications in Statistics - Theory and
    Methods* 26(6), 1481-1496. https://doi.org/10.1080/03610929708831995

    Kulldorff, M. & Nagarwalla, N. (1995). Spatial disease clusters: detection and inference.
    *Statistics in Medicine* 14(8), 799-810. https://doi.org/10.1002/sim.4780140809

    Zhang, Z., Assunção, R. & Kulldorff, M. (2010). Spatial scan statistics adjusted for multiple
    clusters. *Journal of Probability and Statistics*, 642379. https://doi.org/10.1155/2010/642379
    """
    _check_options(largest_share, replicas, significance, heterogeneity)
    villages = _taking_part(count, population, points)
    if len(villages.labels) < 2 or villages.total == 0:
        return ScanResult((), None, replicas, 0)
    findings = _compare(
        villages, largest_share, _draw(villages, replicas, seed, heterogeneity), threads
    )
    maxima = np.sort(findings.maxima[:replicas])
    clusters: list[ScanCluster] = []
    best: ScanCluster | None = None
    for cluster in _without_overlap(villages, largest_share, findings, maxima):
        best = best or cluster
        if cluster.p > significance:
            break
        clusters.append(cluster)
    return ScanResult(tuple(clusters), best, replicas, findings.windows)


def _check_options(
    largest_share: float, replicas: int, significance: float, heterogeneity: float
) -> None:
    if not 0 <= heterogeneity < math.inf:
        raise ValueError(f"heterogeneity is {heterogeneity}; it must not be negative")
    if not 0 < largest_share <= 0.5:
        raise ValueError(f"largest_share is {largest_share}; it must be above 0 and at most 0.5")
    if replicas < 1:
        raise ValueError(f"replicas is {replicas}; at least 1 is needed")
    if not 0 < significance < 1:
        raise ValueError(f"significance is {significance}; it must be between 0 and 1")


def _taking_part(
    count: pd.Series[float],
    population: pd.Series[float],
    points: pd.DataFrame | NDArray[np.float64],
) -> _Villages:
    if not count.index.is_unique:
        raise ValueError("the index of the counts is not unique")
    if isinstance(points, pd.DataFrame):
        points = points.reindex(count.index).to_numpy(dtype=float)
    places = np.asarray(points, dtype=float)
    if places.shape != (len(count), 2):
        raise ValueError(f"points have the shape {places.shape}, not ({len(count)}, 2)")
    table = pd.DataFrame(
        {
            "count": count.astype(float),
            "population": population.reindex(count.index).astype(float),
            "x": places[:, 0],
            "y": places[:, 1],
        }
    ).set_axis(count.index.astype(str))
    table = table[table["count"].notna()]
    _check_counts(table["count"])
    finite = table[np.isfinite(table.to_numpy()).all(axis=1)]
    table = finite[finite["population"] > 0].sort_index()
    weight = table["population"].to_numpy()
    return _Villages(
        labels=tuple(table.index),
        count=table["count"].to_numpy(),
        share=weight / weight.sum(),
        points=table[["x", "y"]].to_numpy(),
    )


def _check_counts(count: pd.Series[float]) -> None:
    wrong = count[(count < 0) | (count % 1 != 0)]
    problems = [
        Problem(
            Text(
                f"jumlah kelompok desa {label} bukan bilangan bulat",
                f"the number of groups of village {label} is not a whole number",
            ),
            found=str(value),
            expected=Text("bilangan bulat, 0 atau lebih", "a whole number, 0 or more"),
        )
        for label, value in wrong.sort_index().items()
    ]
    if problems:
        raise InputError(problems)
    if count.sum() > _LARGEST_TOTAL:
        raise InputError(
            Problem(
                Text("jumlah kelompok seluruhnya terlalu besar", "too many groups in all"),
                found=str(int(count.sum())),
                expected=Text(f"paling banyak {_LARGEST_TOTAL}", f"at most {_LARGEST_TOTAL}"),
            )
        )


def _draw(
    villages: _Villages, replicas: int, seed: int, heterogeneity: float
) -> list[NDArray[np.int32]]:
    """Return random counts by village and replica, in blocks; the last block may be too wide."""
    streams = np.random.SeedSequence(seed).spawn(-(-replicas // _ABREAST))
    total = int(villages.total)
    return [
        np.ascontiguousarray(
            _counts(np.random.default_rng(stream), total, villages.share, heterogeneity).T,
            dtype=np.int32,
        )
        for stream in streams
    ]


def _counts(
    generator: np.random.Generator,
    total: int,
    share: NDArray[np.float64],
    heterogeneity: float,
) -> NDArray[np.int64]:
    """Let the groups fall on the villages, one replica per row."""
    if not heterogeneity:
        return generator.multinomial(total, share, size=_ABREAST)
    factors = generator.gamma(1 / heterogeneity, heterogeneity, size=(_ABREAST, len(share)))
    weights = np.maximum(factors, np.finfo(float).tiny) * share
    return generator.multinomial(total, weights / weights.sum(axis=1, keepdims=True))


def _windows(villages: _Villages, centres: NDArray[np.int64], largest_share: float) -> _Windows:
    offsets = villages.points[np.newaxis] - villages.points[centres, np.newaxis]
    distances = np.hypot(offsets[..., 0], offsets[..., 1])
    keys = np.rint(distances * 1000).astype(np.int64) << _POSITION_BITS
    keys |= np.arange(len(villages.labels))
    keys.sort(axis=1)
    order = keys & ((1 << _POSITION_BITS) - 1)
    millimetres = keys >> _POSITION_BITS
    closed = np.ones(order.shape, dtype=bool)
    closed[:, :-1] = millimetres[:, 1:] > millimetres[:, :-1]
    share = np.cumsum(villages.share[order], axis=1)
    fitting = share <= largest_share * (1 + 1e-12)
    lengths = fitting.sum(axis=1)
    reach = slice(0, int(lengths.max()))
    return _Windows(
        order[:, reach],
        millimetres[:, reach],
        share[:, reach] * villages.total,
        (closed & fitting)[:, reach],
        lengths,
    )


def _best_circles(
    villages: _Villages,
    centres: NDArray[np.int64],
    windows: _Windows,
    taken: NDArray[np.bool_] | None = None,
) -> _Best:
    allowed = windows.closed
    if taken is not None:
        allowed = allowed & ~np.logical_or.accumulate(taken[windows.order], axis=1)
    inside = np.cumsum(villages.count[windows.order], axis=1)
    ratios = np.zeros((len(centres), windows.order.shape[1] + 1))
    ratios[:, 1:][allowed] = _log_likelihood_ratio(
        inside[allowed], windows.expected[allowed], villages.total
    )
    largest = ratios.max(axis=1)
    sizes = (ratios > largest[:, np.newaxis] - _TIE).argmax(axis=1)
    padded = np.pad(windows.millimetres, ((0, 0), (1, 0)))
    return _Best(centres, largest, sizes, padded[np.arange(len(centres)), sizes])


def _log_likelihood_ratio(
    inside: NDArray[np.float64], expected: NDArray[np.float64], total: float
) -> NDArray[np.float64]:
    outside = total - inside
    ratio: NDArray[np.float64] = xlogy(inside, inside / expected) + xlogy(
        outside, outside / (total - expected)
    )
    return ratio


def _compare(
    villages: _Villages,
    largest_share: float,
    blocks: list[NDArray[np.int32]],
    threads: int | None,
) -> _Findings:
    # Only a scan pays for importing numba (a quarter of a second) and for compiling the loop.
    from wksbm.stats.scan_kernel import raise_maxima

    everyone = np.arange(len(villages.labels))
    parts = np.array_split(everyone, -(-len(everyone) // _CENTRES_AT_ONCE))
    workers = min(threads or os.cpu_count() or 1, len(parts))

    def search(worker: int) -> _Findings:
        maxima = np.zeros((len(blocks), _ABREAST))
        best = []
        compared = 0
        for centres in parts[worker::workers]:
            windows = _windows(villages, centres, largest_share)
            best.append(_best_circles(villages, centres, windows))
            compared += int(windows.closed.sum())
            within = np.arange(windows.order.shape[1]) < windows.lengths[:, np.newaxis]
            members = windows.order[within].astype(np.uint32)
            expected = np.where(windows.closed, windows.expected, 0.0)[within]
            starts = np.concatenate([[0], np.cumsum(windows.lengths)])
            for counts, highest in zip(blocks, maxima, strict=True):
                raise_maxima(members, expected, starts, villages.total, counts, highest)
        return _Findings(maxima.ravel(), tuple(best), compared)

    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(search, range(workers)))
    return _Findings(
        np.max([one.maxima for one in found], axis=0),
        tuple(best for one in found for best in one.best),
        sum(one.windows for one in found),
    )


def _without_overlap(
    villages: _Villages,
    largest_share: float,
    findings: _Findings,
    maxima: NDArray[np.float64],
) -> Iterator[ScanCluster]:
    """
    Yield clusters in decreasing LLR that share no village with those before.

    Taking villages away can only lower the LLR of a centre's best circle; so the first circle of
    the queue that holds no taken village is the best of all that are left.
    """
    taken = np.zeros(len(villages.labels), dtype=bool)
    queue: list[tuple[float, int, int, int]] = []
    for best in findings.best:
        _enter(queue, best)
    while queue:
        _, _, centre, size = heapq.heappop(queue)
        centres = np.array([centre])
        windows = _windows(villages, centres, largest_share)
        circle = windows.order[0, :size]
        if taken[circle].any():
            _enter(queue, _best_circles(villages, centres, windows, taken))
        else:
            taken[circle] = True
            yield _cluster(villages, circle, maxima)


def _enter(queue: list[tuple[float, int, int, int]], best: _Best) -> None:
    for centre, ratio, size, millimetres in zip(
        best.centres, best.ratios, best.sizes, best.millimetres, strict=True
    ):
        if size:
            entry = (-round(float(ratio), 9), int(millimetres), int(centre), int(size))
            heapq.heappush(queue, entry)


def _cluster(
    villages: _Villages, circle: NDArray[np.int64], maxima: NDArray[np.float64]
) -> ScanCluster:
    total = villages.total
    recorded = villages.count[circle].sum()
    expected = villages.share[circle].sum() * total
    ratio = float(_log_likelihood_ratio(recorded, expected, total))
    beaten = len(maxima) - int(np.searchsorted(maxima, ratio - _TIE))
    rest = (total - recorded) / (total - expected)
    offsets = villages.points[circle] - villages.points[circle[0]]
    return ScanCluster(
        kind="high" if recorded > expected else "low",
        members=tuple(villages.labels[member] for member in circle),
        radius_m=float(np.hypot(offsets[:, 0], offsets[:, 1]).max()),
        recorded=float(recorded),
        expected=float(expected),
        relative_risk=float(recorded / expected / rest) if rest > 0 else math.inf,
        log_likelihood_ratio=ratio,
        p=(beaten + 1) / (len(maxima) + 1),
    )
