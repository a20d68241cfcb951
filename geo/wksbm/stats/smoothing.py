"""Rates that lean on other villages where a village is too small to stand alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wksbm.stats.neighbours import Neighbours
from wksbm.stats.rates import usable


def empirical_bayes(
    count: pd.Series[float], population: pd.Series[float], *, per: float = 1000.0
) -> pd.Series[float]:
    """
    Shrink rates towards the common rate, small villages more than large ones.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported.
    population
        Residents, same index.
    per
        Factor of the rate.

    Returns
    -------
    Series
        Groups per `per` residents on the same index:
        ``m + (r_i - m) * A / (A + m / n_i)`` with `m` the common rate, `r_i` the village's own,
        `n_i` its residents and ``A = sum(n_i (r_i - m)^2) / sum(n_i) - m / mean(n)``, 0 when
        negative (chance alone then explains all differences, and every village gets `m`). NaN
        for villages that did not report or whose population is not known to be above 0; they
        take no part.

    References
    ----------
    Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes
    estimators. https://doi.org/10.2307/2347593
    """
    judged = usable(count, population)
    groups, residents = count[judged], population[judged]
    if residents.empty:
        return pd.Series(np.nan, index=count.index)
    common = groups.sum() / residents.sum()
    rate = groups / residents
    between = between_variance(count, population)
    weight = between / (between + common / residents) if common > 0 else residents * 0.0
    return ((common + (rate - common) * weight) * per).reindex(count.index).astype(float)


def between_variance(count: pd.Series[float], population: pd.Series[float]) -> float:
    """
    Estimate how much the villages' rates differ beyond chance.

    Parameters
    ----------
    count, population
        As for `empirical_bayes`.

    Returns
    -------
    float
        Marshall's `A`, in squared groups per resident; 0 where chance explains all differences.
    """
    judged = usable(count, population)
    groups, residents = count[judged], population[judged]
    if residents.empty:
        return 0.0
    common = groups.sum() / residents.sum()
    squares = (residents * (groups / residents - common) ** 2).sum() / residents.sum()
    return max(float(squares - common / residents.mean()), 0.0)


def spatial_empirical_bayes(
    count: pd.Series[float],
    population: pd.Series[float],
    neighbours: Neighbours,
    *,
    per: float = 1000.0,
) -> pd.Series[float]:
    """
    Shrink rates towards those of the neighbourhood.

    Parameters
    ----------
    count, population, per
        As for `empirical_bayes`.
    neighbours
        Who is whose neighbour; must hold every village of `count`.

    Returns
    -------
    Series
        As `empirical_bayes`, with `m`, `A` and the mean population taken from the village
        itself and those neighbours that can be judged. A village without such neighbours keeps
        its own rate. NaN for villages that cannot be judged.

    References
    ----------
    Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes
    estimators. https://doi.org/10.2307/2347593
    """
    judged = usable(count, population)
    groups = count[judged].to_numpy(dtype=float)
    residents = population[judged].to_numpy(dtype=float)
    links = neighbours.among(count.index[judged])
    around = links.matrix
    members = links.cardinalities + 1
    local_residents = around @ residents + residents
    local = (around @ groups + groups) / local_residents
    rate = groups / residents
    squares = residents * rate**2
    spread = (around @ squares + squares) / local_residents - local**2
    between = np.maximum(spread - local * members / local_residents, 0.0)
    noise = local / residents
    total = between + noise
    weight = np.divide(between, total, out=np.zeros_like(total), where=total > 0)
    smoothed = np.where(links.cardinalities > 0, local + (rate - local) * weight, rate)
    return pd.Series(smoothed * per, index=count.index[judged]).reindex(count.index)
