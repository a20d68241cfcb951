"""Do similar villages lie together, and where: Moran's I, local Moran, Getis-Ord Gi*."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from wksbm.stats.neighbours import Neighbours
from wksbm.stats.permutation import tail_counts
from wksbm.stats.significance import corrected, permutations_needed, reachable, two_sided

_FEWEST_VILLAGES = 4
_GLOBAL_PERMUTATIONS = 9_999
_BLOCK = 4_000_000


@dataclass(frozen=True)
class GlobalMoran:
    """
    One figure for a whole map.

    Parameters
    ----------
    statistic
        Moran's I; NaN when it is undefined.
    expected
        Mean of I without any pattern, -1 / (n - 1).
    z
        Distance of I from the mean of the permutations, in their standard deviations.
    p
        Two-sided, from the permutations.
    villages, permutations
        How many took part, and how often they were shuffled.
    """

    statistic: float
    expected: float
    z: float
    p: float
    villages: int
    permutations: int


@dataclass(frozen=True)
class LocalClusters:
    """
    A local statistic of every village.

    Parameters
    ----------
    table
        On the index of the values given: statistic, p (two-sided), q (Benjamini-Hochberg) and
        cluster: the name of the kind where ``q <= significance``, else ``ns``; ``undefined``
        for a village without neighbours, or where all values are equal; ``left_out`` where the
        value is NaN.
    permutations
        Draws of the table.
    significance
        Level that q was held against.
    reachable
        False when even one village alone could not have passed the correction with so many
        permutations; the absence of clusters then says nothing.
    uncorrected
        Number of villages with ``p <= significance`` before the correction.
    """

    table: pd.DataFrame
    permutations: int
    significance: float
    reachable: bool
    uncorrected: int


def moran(
    values: pd.Series[float],
    neighbours: Neighbours,
    *,
    seed: int,
    permutations: int = _GLOBAL_PERMUTATIONS,
) -> GlobalMoran:
    """
    Compute Moran's I with row-standardised weights.

    Parameters
    ----------
    values
        One value per village; those with NaN are left out before anything is computed, also as
        neighbours. For rates give `wksbm.stats.rates.standardised_rates`: that makes it the I of
        Assunção and Reis.
    neighbours
        Who is whose neighbour; must hold every village of `values`.
    seed
        Of the permutations.
    permutations
        Number of shuffles.

    Returns
    -------
    GlobalMoran
        ``I = n / S0 * sum_ij(w_ij z_i z_j) / sum_i(z_i^2)`` with `z` the deviations from the
        mean and `S0` the sum of all weights. Villages without neighbours count in `n` and `z`
        but have no weight. Undefined (NaN) with fewer than four villages, with equal values or
        without any pair of neighbours.

    References
    ----------
    Moran, P. A. P. (1950). Notes on continuous stochastic phenomena.
    https://doi.org/10.1093/biomet/37.1-2.17
    Assunção, R. M. & Reis, E. A. (1999). A new proposal to adjust Moran's I for population
    density. https://doi.org/10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I
    """
    known = values.dropna()
    links = neighbours.among(known.index)
    deviations = _deviations(known)
    count = len(known)
    if deviations is None or not links.pairs:
        return GlobalMoran(np.nan, np.nan, np.nan, np.nan, count, 0)
    weights = _row_standardised(links)
    scale = count / weights.sum() / np.square(deviations).sum()
    observed = float(deviations @ (weights @ deviations) * scale)
    generator = np.random.default_rng(seed)
    step = max(1, _BLOCK // count)
    simulated = np.empty(permutations)
    for start in range(0, permutations, step):
        block = np.tile(deviations, (min(step, permutations - start), 1))
        shuffled = generator.permuted(block, axis=1)
        lags = (weights @ shuffled.T).T
        simulated[start : start + step] = (shuffled * lags).sum(axis=1) * scale
    slack = 1e-12
    p = two_sided(
        np.array([(simulated >= observed - slack).sum()]),
        np.array([(simulated <= observed + slack).sum()]),
        np.array([permutations]),
    )[0]
    spread = float(simulated.std())
    z = (observed - float(simulated.mean())) / spread if spread > 0 else np.nan
    return GlobalMoran(observed, -1 / (count - 1), z, float(p), count, permutations)


def local_moran(
    values: pd.Series[float],
    neighbours: Neighbours,
    *,
    seed: int,
    significance: float = 0.05,
    permutations: int | None = None,
) -> LocalClusters:
    """
    Find villages that are like, or unlike, their neighbours.

    Parameters
    ----------
    values, neighbours, seed
        As for `moran`.
    significance
        Share of false findings that is accepted.
    permutations
        Draws; by default as many as the correction needs (`permutations_needed`).

    Returns
    -------
    LocalClusters
        statistic: ``I_i = z_i * mean_j(z_j)`` over the neighbours `j`, with `z` standardised
        (divisor n - 1). Clusters: ``hh`` (high among high), ``ll``, ``hl`` (high among low)
        and ``lh``.

    References
    ----------
    Anselin, L. (1995). Local indicators of spatial association.
    https://doi.org/10.1111/j.1538-4632.1995.tb00338.x
    """
    known, links, z = _prepared(values, neighbours)
    if z is None:
        return _undefined(values, known, significance)
    sums, sizes = links.matrix @ z, links.cardinalities
    with np.errstate(invalid="ignore", divide="ignore"):
        lags = sums / sizes
    tails = _tails(z, sums, sizes, seed, significance, permutations)
    kinds = np.select(
        [(z > 0) & (lags > 0), (z <= 0) & (lags <= 0), (z > 0) & (lags <= 0)],
        ["hh", "ll", "hl"],
        "lh",
    )
    return _clusters(values, known, z * lags, kinds, tails, significance)


def getis_ord(
    values: pd.Series[float],
    neighbours: Neighbours,
    *,
    seed: int,
    significance: float = 0.05,
    permutations: int | None = None,
) -> LocalClusters:
    """
    Find hot and cold spots: villages that, with their neighbours, are high or low together.

    Parameters
    ----------
    values, neighbours, seed, significance, permutations
        As for `local_moran`.

    Returns
    -------
    LocalClusters
        statistic: Gi* as a z-score, ``(S_i - m_i x̄) / (s sqrt((n m_i - m_i²) / (n - 1)))`` with
        `S_i` the sum over the village and its neighbours, `m_i` their number, `x̄` and `s` mean
        and standard deviation (divisor n) of all villages. Clusters: ``hot`` and ``cold``,
        where the neighbours lie in the tail on the side of the z-score; the permutations keep
        the village's own value. Also undefined where the village and its neighbours are all
        villages.

    References
    ----------
    Ord, J. K. & Getis, A. (1995). Local spatial autocorrelation statistics.
    https://doi.org/10.1111/j.1538-4632.1995.tb00912.x
    """
    known, links, z = _prepared(values, neighbours)
    if z is None:
        return _undefined(values, known, significance)
    count = len(z)
    sums, sizes = links.matrix @ z, links.cardinalities
    members = sizes + 1
    spread = float(z.std()) * np.sqrt((count * members - members**2) / (count - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = np.where(sizes > 0, (sums + z) / spread, np.nan)
    tails = _tails(z, sums, sizes, seed, significance, permutations)
    high = tails.as_high < tails.as_low
    kinds = np.select([high & (statistic > 0), ~high & (statistic < 0)], ["hot", "cold"], "ns")
    return _clusters(values, known, statistic, kinds, tails, significance)


@dataclass(frozen=True)
class _Tails:
    as_high: npt.NDArray[np.int64]
    as_low: npt.NDArray[np.int64]
    draws: npt.NDArray[np.int64]
    permutations: int


def _tails(
    z: npt.NDArray[np.float64],
    sums: npt.NDArray[np.float64],
    sizes: npt.NDArray[np.int64],
    seed: int,
    significance: float,
    permutations: int | None,
) -> _Tails:
    tests = int((sizes > 0).sum())
    draws = permutations or permutations_needed(tests, significance)
    return _Tails(*tail_counts(z, sums, sizes, permutations=draws, seed=seed), draws)


def _prepared(
    values: pd.Series[float], neighbours: Neighbours
) -> tuple[pd.Index[str], Neighbours, npt.NDArray[np.float64] | None]:
    known = values.dropna()
    deviations = _deviations(known)
    links = neighbours.among(known.index)
    if deviations is not None:
        deviations = deviations / np.sqrt(np.square(deviations).sum() / (len(known) - 1))
    return known.index, links, deviations


def _deviations(known: pd.Series[float]) -> npt.NDArray[np.float64] | None:
    """Return the deviations from the mean; None where there is nothing to compare."""
    numbers = known.to_numpy(dtype=float)
    if len(numbers) < _FEWEST_VILLAGES or np.ptp(numbers) <= 1e-12 * np.abs(numbers).max():
        return None
    return np.asarray(numbers - numbers.mean())


def _row_standardised(links: Neighbours) -> sparse.csr_array:
    matrix = links.matrix.astype(float)
    sizes = links.cardinalities
    matrix.data = matrix.data / np.repeat(np.maximum(sizes, 1), sizes)
    return matrix


def _clusters(
    values: pd.Series[float],
    known: pd.Index[str],
    statistic: npt.NDArray[np.float64],
    kinds: npt.NDArray[np.str_],
    tails: _Tails,
    significance: float,
) -> LocalClusters:
    tested = tails.draws > 0
    p = np.where(tested, two_sided(tails.as_high, tails.as_low, tails.draws), np.nan)
    q = corrected(p)
    cluster = np.where(tested, np.where(q <= significance, kinds, "ns"), "undefined")
    table = pd.DataFrame(
        {"statistic": statistic, "p": p, "q": q, "cluster": cluster}, index=known
    ).reindex(values.index)
    table["cluster"] = table["cluster"].fillna("left_out")
    return LocalClusters(
        table,
        tails.permutations,
        significance,
        reachable(int(tested.sum()), tails.permutations, significance),
        int((p <= significance).sum()),
    )


def _undefined(
    values: pd.Series[float], known: pd.Index[str], significance: float
) -> LocalClusters:
    table = pd.DataFrame(
        {"statistic": np.nan, "p": np.nan, "q": np.nan, "cluster": "left_out"}, index=values.index
    )
    table.loc[known, "cluster"] = "undefined"
    return LocalClusters(table, 0, significance, True, 0)
