"""
Random neighbourhoods: one table of draws that serves every village.

What a village's neighbours would have by chance depends only on how many they are and on who
cannot be among them: the village itself. So the same random draws serve all villages with equally
many neighbours, minus the draws that hold the village; what is left are exactly draws from the
other villages. Sorted once, each village then only looks its own sum up.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_LONGEST_SEQUENCE = 64
_BLOCK = 4_000_000


def tail_counts(
    values: npt.NDArray[np.float64],
    sums: npt.NDArray[np.float64],
    sizes: npt.NDArray[np.int64],
    *,
    permutations: int,
    seed: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """
    Count how many random neighbourhoods have at least, and at most, the observed sum.

    Parameters
    ----------
    values
        The value of each village, finite.
    sums
        The sum over each village's neighbours.
    sizes
        The number of each village's neighbours, the village itself not among them; where it is
        0 or leaves no choice (all other villages) the counts are those of no draw.
    permutations
        Number of draws in the table.
    seed
        Of the table. The same seed gives the same counts on any machine.

    Returns
    -------
    as_high, as_low, draws : ndarray of int
        Draws with a sum at least / at most the observed one, and draws that hold for the
        village: a little fewer than `permutations`, since those with itself are left out.

    Notes
    -----
    Conditional permutation (Anselin 1995, https://doi.org/10.1111/j.1538-4632.1995.tb00338.x):
    the village keeps its value, its neighbours are drawn without replacement from all others.
    Sums that differ by rounding only count as equal. Sharing the draws makes the p-values of
    different villages move together from one seed to the next; each of them by itself is as it
    would be with draws of its own.
    """
    count = len(values)
    as_high, as_low = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    draws = np.zeros(count, dtype=np.int64)
    testable = (sizes > 0) & (sizes < count - 1)
    if not testable.any():
        return as_high, as_low, draws
    longest = int(sizes[testable].max())
    sequences = _sequences(count, longest, permutations, np.random.default_rng(seed))
    drawn = np.ascontiguousarray(sequences.T)
    slack = 1e-9 * max(1.0, float(np.abs(values).max()))
    totals = np.zeros(permutations)
    for size in range(1, longest + 1):
        totals += values[drawn[size - 1]]
        here = np.flatnonzero(testable & (sizes == size))
        if not here.size:
            continue
        ordered = np.sort(totals)
        low, high = sums[here] - slack, sums[here] + slack
        as_high[here] = permutations - np.searchsorted(ordered, low, side="left")
        as_low[here] = np.searchsorted(ordered, high, side="right")
        draws[here] = permutations
        own_high, own_low, own = _with_itself(
            drawn[:size], totals, here, sums, slack, longest=count
        )
        as_high[here] -= own_high
        as_low[here] -= own_low
        draws[here] -= own
    return as_high, as_low, draws


def _with_itself(
    drawn: npt.NDArray[np.int32],
    totals: npt.NDArray[np.float64],
    here: npt.NDArray[np.int64],
    sums: npt.NDArray[np.float64],
    slack: float,
    *,
    longest: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Count the same for the draws that hold the village itself."""
    wanted = np.zeros(longest, dtype=bool)
    wanted[here] = True
    high = np.zeros(longest, dtype=np.int64)
    low, every = high.copy(), high.copy()
    for column in drawn:
        chosen = wanted[column]
        villages, total = column[chosen], totals[chosen]
        every += np.bincount(villages, minlength=longest)
        high += np.bincount(villages[total >= sums[villages] - slack], minlength=longest)
        low += np.bincount(villages[total <= sums[villages] + slack], minlength=longest)
    return high[here], low[here], every[here]


def _sequences(
    count: int, longest: int, rows: int, generator: np.random.Generator
) -> npt.NDArray[np.int32]:
    """Return `rows` random sequences of `longest` different numbers below `count`."""
    if longest > _LONGEST_SEQUENCE or longest**2 > 4 * count:
        return _shuffled(count, longest, rows, generator)
    table = generator.integers(0, count, size=(rows, longest), dtype=np.int32)
    unsettled = np.arange(rows)
    while unsettled.size:
        ordered = np.sort(table[unsettled], axis=1)
        twice = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
        unsettled = unsettled[twice]
        table[unsettled] = generator.integers(
            0, count, size=(unsettled.size, longest), dtype=np.int32
        )
    return table


def _shuffled(
    count: int, longest: int, rows: int, generator: np.random.Generator
) -> npt.NDArray[np.int32]:
    """Return the same from whole shuffles, block by block: for long sequences or few villages."""
    table = np.empty((rows, longest), dtype=np.int32)
    step = max(1, _BLOCK // count)
    everyone = np.arange(count, dtype=np.int32)
    for start in range(0, rows, step):
        block = np.tile(everyone, (min(step, rows - start), 1))
        table[start : start + step] = generator.permuted(block, axis=1)[:, :longest]
    return table
