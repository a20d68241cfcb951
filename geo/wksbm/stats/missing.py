"""Which villages have fewer groups than they should: more than chance, and more than a little."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2, poisson

from wksbm.stats.rates import crude_rate, expected_count, usable
from wksbm.stats.significance import corrected
from wksbm.stats.smoothing import between_variance


def wanted_by_district(
    count: pd.Series[float], population: pd.Series[float], district: pd.Series[str]
) -> pd.Series[float]:
    """
    Return how many groups a village would have at the median rate of its own district.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported.
    population
        Residents, same index.
    district
        What villages are compared within, same index.

    Returns
    -------
    Series
        Not rounded; NaN for villages that cannot be judged.
    """
    rate = crude_rate(count, population)
    return (rate.groupby(district).transform("median") * population).where(rate.notna())


def chance_of_so_few(count: pd.Series[float], expected: pd.Series[float]) -> pd.Series[float]:
    """
    Return the probability of so few groups, or fewer, where so many are expected.

    Parameters
    ----------
    count
        Recorded groups.
    expected
        Expected groups, same index (`wksbm.stats.rates.expected_count`).

    Returns
    -------
    Series
        ``P(X <= count)`` for a Poisson variable with mean `expected`; NaN where either is NaN.
        It says how surprising the number is if every resident had the same chance of a group;
        it does not say why.

    References
    ----------
    Choynowski, M. (1959). Maps based on probabilities.
    https://doi.org/10.1080/01621459.1959.10501516
    """
    values = poisson.cdf(count, expected)
    return pd.Series(values, index=count.index).where(count.notna() & expected.notna())


def shortage_classes(
    count: pd.Series[float],
    population: pd.Series[float],
    *,
    significance: float = 0.05,
    clear_ratio: float = 0.8,
) -> pd.DataFrame:
    """
    Sort villages by what their number of groups says.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported, 0 where none was reported.
    population
        Residents, same index.
    significance
        Share of false findings that is accepted.
    clear_ratio
        Below this share of the expected number a village is clearly short, above its inverse it
        clearly has more. With many groups even a difference that nobody would act upon is more
        than chance; so both are asked for.

    Returns
    -------
    DataFrame
        On the same index: expected; chance (`chance_of_so_few`); q, the two-sided Poisson
        probability (twice the smaller tail) corrected over all judged villages
        (Benjamini-Hochberg); and shortage: ``no_report``; ``undefined`` (reported, population
        not known to be above 0); ``none`` (reported none); ``fewer`` (below `clear_ratio` times
        the expected number, and more than chance); ``small`` (as far below, but with so few
        residents that it may be chance); ``more``; ``expected``. A village that reported none
        is ``none`` also where its population is unknown.
    """
    expected = expected_count(count, population)
    judged = usable(count, population)
    chance = chance_of_so_few(count, expected)
    at_least = pd.Series(poisson.sf(count - 1, expected), index=count.index)
    smaller = chance.where(chance < at_least, at_least)
    both = (2 * smaller).clip(upper=1.0).where(judged)
    q = pd.Series(corrected(np.asarray(both, dtype=np.float64)), index=count.index)
    ratio = (count / expected.where(expected > 0)).fillna(1.0)
    below, above = ratio < clear_ratio, ratio > 1 / clear_ratio
    shortage = np.select(
        [
            count.isna(),
            count.eq(0),
            ~judged,
            below & q.le(significance),
            below,
            above & q.le(significance),
        ],
        ["no_report", "none", "undefined", "fewer", "small", "more"],
        "expected",
    )
    return pd.DataFrame(
        {"expected": expected, "chance": chance, "q": q, "shortage": shortage}, index=count.index
    )


@dataclass(frozen=True)
class Dispersion:
    """
    How much more villages differ than chance makes them.

    Parameters
    ----------
    ratio
        About 1 if every resident had the same chance of a group; NaN when undefined.
    p
        Probability of a ratio as large by chance; NaN when undefined.
    heterogeneity
        Variance of the villages' rates relative to the common rate, over what chance explains;
        0 where there is none.
    """

    ratio: float
    p: float
    heterogeneity: float


def dispersion(count: pd.Series[float], population: pd.Series[float]) -> Dispersion:
    """
    Compare the differences between villages with those that chance makes.

    Parameters
    ----------
    count, population
        As for `shortage_classes`.

    Returns
    -------
    Dispersion
        ratio: ``X / (n - 1)`` with ``X = sum((c - e)^2 / e)`` over the judged villages; p: upper
        tail of chi-square with n - 1 degrees of freedom at X; heterogeneity: the moment
        estimate ``(sum(n_i (r_i - m)^2) / sum(n_i) - m / mean(n)) / m^2``, at least 0.
        Undefined (NaN, and heterogeneity 0) with fewer than two villages or without any group.

    References
    ----------
    Fisher, R. A. (1950). The significance of deviations from expectation in a Poisson series.
    https://doi.org/10.2307/3001420
    Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes
    estimators. https://doi.org/10.2307/2347593
    """
    expected = expected_count(count, population).dropna()
    if len(expected) < 2 or not expected.sum() > 0:
        return Dispersion(math.nan, math.nan, 0.0)
    statistic = float(((count[expected.index] - expected) ** 2 / expected).sum())
    freedom = len(expected) - 1
    variance = between_variance(count, population)
    judged = expected.index
    common = float(count[judged].sum() / population[judged].sum())
    return Dispersion(statistic / freedom, float(chi2.sf(statistic, freedom)), variance / common**2)
