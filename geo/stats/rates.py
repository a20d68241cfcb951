"""Rates and shares of villages."""

from __future__ import annotations

import numpy as np
import pandas as pd


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
        Whole groups, rounded up (a village that lacks 3.2 groups needs 4 to reach the median),
        0 for villages at or above the median; NaN where the rate is undefined. The median is
        that of the villages' own rates, each village counting once.
    """
    median = crude_rate(count, denominator, per=per).median()
    missing = median * denominator.where(denominator > 0) / per - count
    whole = pd.Series(np.ceil(missing.round(9)), index=count.index).clip(lower=0)
    return whole.astype(float)
