"""Class breaks that can be printed: what the legend says is exactly how villages were classed."""

from __future__ import annotations

import math
from typing import Any

import jenkspy
import numpy as np
import numpy.typing as npt
import pandas as pd


def class_bounds(
    values: pd.Series[float],
    *,
    scheme: str,
    k: int,
    decimals: int,
    breaks: tuple[float, ...] = (),
) -> tuple[float, ...]:
    """
    Find the bounds of at most `k` classes.

    Parameters
    ----------
    values
        The values to class; NaN is ignored.
    scheme
        ``quantiles`` (linear interpolation), ``fisher_jenks`` (exact), ``equal_interval``,
        ``pretty`` (as R's function of that name) or ``breaks``.
    k
        Number of classes wanted; fewer when the values are fewer or when bounds coincide. Fixed
        breaks within the values all stay, also where a class between them is empty.
    decimals
        Digits to which bounds are rounded, so that the printed bounds are the true ones; the
        outermost are rounded outwards and no value falls outside. Where the values have no more
        digits themselves (whole numbers), rounding moves no value to another class.
    breaks
        Inner bounds for scheme ``breaks``.

    Returns
    -------
    tuple of float
        Increasing: lowest bound, inner bounds, highest bound. Classes are
        ``lower < value <= upper``; the lowest one also holds its lower bound. Empty when there is
        no value; both bounds may be equal when all values are.

    References
    ----------
    Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American Statistical
    Association 53(284), 789-798. Rey, S. J. et al. mapclassify.
    https://doi.org/10.5281/zenodo.1157290
    """
    known = values.dropna().to_numpy(dtype=np.float64)
    if known.size == 0:
        return ()
    low = _round_down(known.min(), decimals)
    high = _round_up(known.max(), decimals)
    inner = np.array(breaks) if scheme == "breaks" else _inner_breaks(known, scheme, k)
    on_grid = np.array_equal(known, np.round(known, decimals))
    rounded = [
        _round_down(value, decimals) if on_grid else round(value, decimals) for value in inner
    ]
    kept = sorted({float(value) for value in rounded if low < value < high})
    if scheme == "breaks":
        return (low, *kept, high)
    occupied = [
        upper
        for lower, upper in zip([low, *kept], [*kept, high], strict=True)
        if np.any((known > lower if lower > low else known >= lower) & (known <= upper))
    ]
    return (low, *occupied[:-1], high)


def class_numbers(values: pd.Series[float], bounds: tuple[float, ...]) -> pd.Series[int]:
    """
    Return the number of each value's class.

    Parameters
    ----------
    values
        The values; NaN gives -1.
    bounds
        As `class_bounds` returns them.

    Returns
    -------
    Series
        0 for the lowest class, on the same index; -1 where there is no value.
    """
    numbers = np.searchsorted(np.array(bounds[1:-1]), values.to_numpy(dtype=float), side="left")
    return pd.Series(np.where(values.isna(), -1, numbers), index=values.index, dtype=int)


def _inner_breaks(
    known: npt.NDArray[np.floating[Any]], scheme: str, k: int
) -> npt.NDArray[np.float64]:
    classes = min(k, np.unique(known).size)
    if classes == 1:
        return np.array([])
    if scheme == "fisher_jenks":
        return np.array(jenkspy.jenks_breaks(known, n_classes=classes)[1:-1])
    if scheme == "pretty":
        from mapclassify import PrettyBreaks  # takes seconds to import: only where it is needed

        return np.asarray(PrettyBreaks(known, k=classes).bins[:-1], dtype=float)
    shares = np.linspace(0, 1, classes + 1)[1:-1]
    if scheme == "quantiles":
        return np.asarray(np.quantile(known, shares))
    return np.asarray(known.min() + shares * np.ptp(known))


def _round_down(value: float, decimals: int) -> float:
    factor = float(10**decimals)
    return math.floor(round(value * factor, 6)) / factor


def _round_up(value: float, decimals: int) -> float:
    factor = float(10**decimals)
    return math.ceil(round(value * factor, 6)) / factor
