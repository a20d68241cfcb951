"""The inner loop of the scan statistic, compiled: windows of one region, many replicas at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Rounding must never put the cheap upper bound below the exact value.
_SAFETY = 1.0 + 1e-9


@numba.njit(nogil=True, error_model="numpy")
def raise_maxima(
    members: NDArray[np.uint32],
    within: NDArray[np.float64],
    starts: NDArray[np.int64],
    total: float,
    counts: NDArray[np.int32],
    maxima: NDArray[np.float64],
) -> None:
    """
    Raise the largest log likelihood ratio of each replica by the windows of some centres.

    Logarithms are computed only where an upper bound passes the maximum so far. With d = c - E
    and h(x) = (1 + x) ln(1 + x) - x, the log likelihood ratio is E h(d / E) +
    (C - E) h(-d / (C - E)), and h(x) is at most x² / 2 for x >= 0 and x² (1 - x) / 2 for x < 0.

    Parameters
    ----------
    members
        Positions of the villages in the order in which they enter the windows, centre after
        centre.
    within
        Same length: number of groups expected in the window that ends with this village, 0
        where no window ends.
    starts
        Where each centre's villages start in `members`, and the end.
    total
        Number of groups C, the same in every replica.
    counts
        Groups by village (rows) and replica (columns).
    maxima
        One value per replica, raised in place.
    """
    replicas = counts.shape[1]
    inside = np.zeros(replicas, np.int32)
    for centre in range(starts.size - 1):
        inside[:] = 0
        for step in range(starts[centre], starts[centre + 1]):
            row = counts[members[step]]
            expected = within[step]
            if expected == 0.0:
                for replica in range(replicas):
                    inside[replica] += row[replica]
                continue
            others = total - expected
            square = _SAFETY * 0.5 * total / (expected * others)
            cube_low = _SAFETY * 0.5 / (expected * expected)
            cube_high = _SAFETY * 0.5 / (others * others)
            passing = np.int32(0)
            for replica in range(replicas):
                inside[replica] += row[replica]
                excess = inside[replica] - expected
                skew = excess * cube_high if excess > 0 else -excess * cube_low
                passing += np.int32(excess * excess * (square + skew) > maxima[replica])
            if passing == 0:
                continue
            for replica in range(replicas):
                excess = inside[replica] - expected
                skew = excess * cube_high if excess > 0 else -excess * cube_low
                if excess * excess * (square + skew) > maxima[replica]:
                    ratio = 0.0
                    if inside[replica] > 0:
                        ratio += inside[replica] * math.log(inside[replica] / expected)
                    if inside[replica] < total:
                        outside = total - inside[replica]
                        ratio += outside * math.log(outside / others)
                    maxima[replica] = max(maxima[replica], ratio)
