"""Rates and shares of villages."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import chi2


def crude_rate(
    count: pd.Series[float], denominator: pd.Series[float], *, per: float = 1.0
) -> pd.Series[float]:
    """
    Divide counts by a denominator, village by village.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported.
    denominator
        Residents or km², same index.
    per
        Factor, e.g. 1000 for a rate per 1,000 residents.

    Returns
    -------
    Series
        ``count / denominator * per`` on the same index; NaN where the count is NaN or the
        denominator is NaN, zero or negative.
    """
    usable = denominator.where(denominator > 0)
    return (count / usable * per).astype(float)


def share(
    holds: pd.Series[float], villages: pd.Series[str], index: pd.Index[str]
) -> pd.Series[float]:
    """
    Compute the percentage of a village's groups for which a condition holds.

    Parameters
    ----------
    holds
        One value per group: 1 (holds), 0 (does not) or NaN (unknown, counts in neither part).
    villages
        Code of each group's village, same index as `holds`.
    index
        Codes of all villages.

    Returns
    -------
    Series
        Per cent (0-100) on `index`; NaN for a village without a group of known condition.
    """
    return (holds.groupby(villages).mean() * 100).reindex(index).astype(float)


def shortfall(
    count: pd.Series[float], denominator: pd.Series[float], *, per: float = 1000.0
) -> pd.Series[float]:
    """
    Count the groups missing to the median rate of the reporting villages.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported.
    denominator
        Residents, same index.
    per
        Factor of the rate; it cancels out and only names the rate.

    Returns
    -------
    Series
        As `missing_groups`; NaN where the rate is undefined. The median is that of the
        villages' own rates, each village counting once.
    """
    median = crude_rate(count, denominator, per=per).median()
    return missing_groups(count, median * denominator.where(denominator > 0) / per)


def missing_groups(count: pd.Series[float], wanted: pd.Series[float]) -> pd.Series[float]:
    """
    Count the whole groups that a village lacks.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported.
    wanted
        Number of groups that it should have, same index; need not be whole.

    Returns
    -------
    Series
        Rounded up (a village that lacks 3.2 groups needs 4), 0 for villages that have as many or
        more; NaN where either is NaN.
    """
    whole = pd.Series(np.ceil((wanted - count).round(9)), index=count.index)
    return whole.clip(lower=0).astype(float)


def usable(count: pd.Series[float], population: pd.Series[float]) -> pd.Series[bool]:
    """Tell which villages can be judged: reported, and with a known population above 0."""
    return count.notna() & population.gt(0)


def common_rate(
    count: pd.Series[float], population: pd.Series[float], *, per: float = 1000.0
) -> float:
    """
    Divide all groups by all residents of the villages that can be judged.

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
    float
        NaN where no village can be judged (see `usable`).
    """
    judged = usable(count, population)
    residents = float(population[judged].sum())
    return float(count[judged].sum()) / residents * per if residents else float("nan")


def poisson_interval(
    count: pd.Series[float],
    population: pd.Series[float],
    *,
    per: float = 1000.0,
    level: float = 0.95,
) -> pd.DataFrame:
    """
    Return how far chance alone may have moved a village's rate.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported.
    population
        Residents, same index.
    per
        Factor of the rate.
    level
        Confidence of the interval.

    Returns
    -------
    DataFrame
        Columns lower and upper, in groups per `per` residents, on the same index: the exact
        interval ``chi2(a/2; 2c) / 2`` to ``chi2(1 - a/2; 2c + 2) / 2`` of the count's mean,
        divided by the population; lower is 0 for a count of 0. NaN where count or population
        is NaN or the population is not above 0.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution.
    https://doi.org/10.1093/biomet/28.3-4.437
    """
    tail = (1 - level) / 2
    lower = pd.Series(chi2.ppf(tail, 2 * count) / 2, index=count.index).where(count.ne(0), 0.0)
    upper = pd.Series(chi2.isf(tail, 2 * count + 2) / 2, index=count.index)
    known = count.notna()
    return pd.DataFrame(
        {
            "lower": crude_rate(lower.where(known), population, per=per),
            "upper": crude_rate(upper.where(known), population, per=per),
        }
    )


def expected_count(count: pd.Series[float], population: pd.Series[float]) -> pd.Series[float]:
    """
    Return how many groups each village would have at the common rate.

    Parameters
    ----------
    count
        Number of groups; NaN where not reported.
    population
        Residents, same index.

    Returns
    -------
    Series
        ``population * sum(count) / sum(population)``, both sums over the villages that can be
        judged (`usable`); NaN for the others.
    """
    judged = usable(count, population)
    residents = population.where(judged)
    total = residents.sum()
    if not total > 0:
        return residents.astype(float)
    return (residents * (count.where(judged).sum() / total)).astype(float)


def standardised_ratio(count: pd.Series[float], population: pd.Series[float]) -> pd.Series[float]:
    """
    Divide the recorded by the expected number of groups.

    Parameters
    ----------
    count, population
        As for `expected_count`.

    Returns
    -------
    Series
        1 means as many as the common rate gives; NaN where the expected number is NaN or 0.

    References
    ----------
    Breslow, N. E. & Day, N. E. (1987). Statistical Methods in Cancer Research II, 2.3 (the
    standardised ratio with a single stratum). ISBN 978-92-832-0182-3.
    """
    expected = expected_count(count, population)
    return (count / expected.where(expected > 0)).astype(float)


def standardised_rates(count: pd.Series[float], population: pd.Series[float]) -> pd.Series[float]:
    """
    Express rates as deviations from the common rate in units of their own uncertainty.

    Parameters
    ----------
    count, population
        As for `expected_count`.

    Returns
    -------
    Series
        ``(r_i - b) / sqrt(a + b / n_i)`` with `r` the rates per resident, `b` the common rate
        and `a` the variance between villages that chance does not explain; where ``a + b / n_i``
        is not above 0, ``b / n_i`` takes its place. NaN for villages that cannot be judged, and
        everywhere when no group is recorded.

    References
    ----------
    Assunção, R. M. & Reis, E. A. (1999). A new proposal to adjust Moran's I for population
    density. https://doi.org/10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I
    """
    judged = usable(count, population)
    groups, residents = count[judged], population[judged]
    if not groups.sum() > 0:
        return pd.Series(np.nan, index=count.index)
    common = groups.sum() / residents.sum()
    rate = groups / residents
    spread = (residents * (rate - common) ** 2).sum() / residents.sum()
    variance = spread - common / residents.mean() + common / residents
    variance = variance.where(variance > 0, common / residents)
    return ((rate - common) / np.sqrt(variance)).reindex(count.index)
