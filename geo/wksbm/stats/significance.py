"""From many tests to few findings: permutations enough, two sides, false discoveries bounded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control

FEWEST_PERMUTATIONS = 9_999
MOST_PERMUTATIONS = 999_999


def two_sided(
    as_high: npt.NDArray[np.int64], as_low: npt.NDArray[np.int64], draws: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """
    Return two-sided Monte Carlo p-values.

    Parameters
    ----------
    as_high, as_low
        Number of random results at least, and at most, as high as the one observed.
    draws
        Number of random results.

    Returns
    -------
    ndarray
        ``min(1, 2 * (min(as_high, as_low) + 1) / (draws + 1))``. The smaller tail alone, which
        some programs report, falls under 0.05 for a tenth of all units on pure noise.

    References
    ----------
    Davison, A. C. & Hinkley, D. V. (1997). Bootstrap Methods and their Application, 4.2.
    https://doi.org/10.1017/CBO9780511802843
    """
    smaller = np.minimum(as_high, as_low)
    return np.minimum(1.0, 2.0 * (smaller + 1.0) / (draws + 1.0))


def corrected(p: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """
    Correct p-values so that the share of false findings is bounded.

    Parameters
    ----------
    p
        One p-value per test; NaN where there was no test.

    Returns
    -------
    ndarray
        Benjamini-Hochberg q-values in the same places, NaN where there was no test. Calling
        ``q <= a`` significant keeps the expected share of false findings at most `a`; on pure
        noise the chance of any finding is at most `a`. It holds for independent tests and for
        tests with positive regression dependency.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate.
    https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
    """
    result = np.full(p.shape, np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        result[tested] = false_discovery_control(p[tested], method="bh")
    return result


def permutations_needed(tests: int, significance: float) -> int:
    """
    Return how many permutations let a single village pass the correction.

    Parameters
    ----------
    tests
        Number of villages tested.
    significance
        Level of the corrected test.

    Returns
    -------
    int
        The smallest of 9,999, 19,999, 49,999, 99,999, ... with ``2 / (n + 1)`` at most half of
        ``significance / tests``; at most `MOST_PERMUTATIONS`, which `reachable` then tells.
    """
    needed = 4 * tests / significance
    steps = (step * 10**power for power in range(4, 7) for step in (1, 2, 5))
    enough = next((step for step in steps if step >= needed), MOST_PERMUTATIONS + 1)
    return min(max(enough - 1, FEWEST_PERMUTATIONS), MOST_PERMUTATIONS)


def reachable(tests: int, permutations: int, significance: float) -> bool:
    """Tell whether one village alone could pass the correction with so many permutations."""
    return 2 / (permutations + 1) <= significance / max(tests, 1)
