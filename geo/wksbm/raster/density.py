"""Kernel density of groups on a metric grid, with its bandwidth and its edge correction.

Each group is spread over its surroundings by a Gaussian kernel, cut off at `REACH` bandwidths and
divided by the share of it that falls inside the region (Jones 1993; Diggle 1985), so that nothing
is lost over the edge and the surface adds up to the number of groups.

References
----------
Diggle, P. (1985). A kernel method for smoothing point process data. Applied Statistics 34.
Jones, M. C. (1993). Simple boundary correction for kernel density estimation. Statistics and
Computing 3.
Loader, C. (1999). Local Regression and Likelihood. Springer. (likelihood cross-validation)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.signal import oaconvolve

from wksbm.raster.grid import Array, Grid, coarser

REACH = 4.0
FAINTEST_PEOPLE_PER_KM2 = 10.0
_STEPS_PER_DOUBLING = 3
_SMALLEST_CELLS = 2.0
_LARGEST_SHARE = 0.25
_ANYWHERE = 0.01
_FINEST = 8.0


@dataclass(frozen=True)
class Density:
    """
    A density surface.

    Parameters
    ----------
    grid
        Where it lies.
    values
        Groups (or members) per km², shape (rows, columns); NaN outside the region.
    bandwidth
        Standard deviation of the kernel, metres.
    chosen
        ``cross-validation``, ``given``, or ``raster`` where the population raster's cells decide.
    total
        Groups (or members) inside the region, to which the surface adds up.
    """

    grid: Grid
    values: Array
    bandwidth: float
    chosen: str
    total: float

    @property
    def integral(self) -> float:
        """Sum of density times area inside the region."""
        return float(np.nansum(self.values * self.grid.inside) * self.grid.cell_km2)


def density_surface(
    points: Array,
    grid: Grid,
    *,
    weights: Array | None = None,
    bandwidth: float | None = None,
) -> Density:
    """
    Spread points into a density per km².

    Parameters
    ----------
    points
        Shape (n, 2), metres in the grid's CRS; those in no cell of the region are left out. A
        point counts as lying in the middle of its cell.
    grid
        The region.
    weights
        One per point, e.g. members; by default each counts 1.
    bandwidth
        Metres; by default that of `choose_bandwidth` (from the points without weights).

    Raises
    ------
    ValueError
        If `bandwidth` is not above 0, or no point lies in the region and none is given.
    """
    ones = np.ones(len(points))
    chosen = "given" if bandwidth is not None else "cross-validation"
    if bandwidth is None:
        bandwidth = choose_bandwidth(points, grid)
    if not bandwidth > 0:
        raise ValueError("`bandwidth` must be above 0")
    placed = grid.gather(points, ones if weights is None else weights)
    values = _smoothed(placed, grid, bandwidth)
    return Density(grid, values, float(bandwidth), chosen, float(placed.sum()))


def choose_bandwidth(points: Array, grid: Grid) -> float:
    """
    Choose the bandwidth under which each group is best foreseen from all the others.

    Parameters
    ----------
    points
        Shape (n, 2), metres in the grid's CRS.
    grid
        The region.

    Returns
    -------
    float
        Metres: the one of a series, three to each doubling from two cells to a quarter of the
        region's longer side, with the largest leave-one-out likelihood. Each group may lie
        anywhere with a probability of 1 %, so that a single stray one does not decide. Wide
        kernels are tried on cells twice as large each time they pass eight cells.

    Raises
    ------
    ValueError
        If fewer than two points lie in the region.
    """
    cells, known = grid.place(points)
    cells = cells[known]
    if len(cells) < 2:
        raise ValueError("a bandwidth cannot be chosen from fewer than two points")
    placed = grid.gather(points, np.ones(len(points)))
    mean = len(cells) / (float(grid.inside.sum()) * grid.cell_km2)
    largest = _LARGEST_SHARE * max(grid.rows, grid.columns) * grid.cell
    doublings = math.log2(max(largest / (_SMALLEST_CELLS * grid.cell), 1.0))
    steps = np.arange(math.floor(doublings * _STEPS_PER_DOUBLING) + 1) / _STEPS_PER_DOUBLING
    best, chosen = -math.inf, 0.0
    for bandwidth in _SMALLEST_CELLS * grid.cell * 2.0**steps:
        if bandwidth > _FINEST * grid.cell:
            grid = coarser(grid)
            placed = grid.gather(points, np.ones(len(points)))
            cells, known = grid.place(points)
            cells = cells[known]
        kernel = gaussian(float(bandwidth), grid.cell)
        share = _share_inside(grid, kernel)
        own = kernel.max() / share.ravel()[cells] / grid.cell_km2
        others = _spread(placed, share, kernel, grid).ravel()[cells] - own
        likely = (1 - _ANYWHERE) * np.maximum(others, 0) + _ANYWHERE * mean
        score = float(np.log(likely).sum())
        if score > best:
            best, chosen = score, float(bandwidth)
    return chosen


@dataclass(frozen=True)
class Ratio:
    """
    A density of groups over one of people.

    Parameters
    ----------
    values
        Groups per 1,000 people, shape (rows, columns) of the grid; NaN outside the region and
        where fewer than `FAINTEST_PEOPLE_PER_KM2` live.
    groups
        The density of groups, with grid and bandwidth.
    """

    values: Array
    groups: Density


def per_thousand(groups: Density, points: Array, people: Array) -> Ratio:
    """
    Divide the density of groups by that of people, smoothed alike.

    Parameters
    ----------
    groups
        Density of groups, without weights.
    points, people
        Where people of the region live (metres) and how many; those beside its cells count in
        the nearest one.
    """
    grid = groups.grid
    inhabited = _smoothed(grid.gather(points, people, nearest=True), grid, groups.bandwidth)
    faint = ~(inhabited >= FAINTEST_PEOPLE_PER_KM2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Ratio(np.where(faint, np.nan, groups.values / inhabited * 1000), groups)


def gaussian(bandwidth: float, cell: float) -> Array:
    """
    Return a Gaussian on the middles of square cells.

    Parameters
    ----------
    bandwidth
        Standard deviation, metres.
    cell
        Side of a cell, metres.

    Returns
    -------
    ndarray
        Odd number of rows and columns, 0 beyond `REACH` bandwidths, sum 1.
    """
    half = max(math.floor(REACH * bandwidth / cell), 1)
    steps = np.arange(-half, half + 1) * cell / bandwidth
    squared = steps[:, None] ** 2 + steps[None, :] ** 2
    kernel = np.where(squared <= REACH**2, np.exp(-squared / 2), 0.0)
    return np.asarray(kernel / kernel.sum(), dtype=float)


def _smoothed(placed: Array, grid: Grid, bandwidth: float) -> Array:
    kernel = gaussian(bandwidth, grid.cell)
    values = _spread(placed, _share_inside(grid, kernel), kernel, grid)
    return np.where(grid.inside > 0, values, np.nan)


def _share_inside(grid: Grid, kernel: Array) -> Array:
    """Return how much of a kernel round each cell falls inside the region."""
    return np.asarray(oaconvolve(grid.inside.astype(float), kernel, mode="same"))


def _spread(placed: Array, share: Array, kernel: Array, grid: Grid) -> Array:
    """Spread what is placed, each divided by its share inside; per km²."""
    corrected = np.divide(placed, share, out=np.zeros_like(placed), where=placed > 0)
    spread = np.asarray(oaconvolve(corrected, kernel, mode="same"))
    return np.asarray(np.maximum(spread, 0) / grid.cell_km2, dtype=float)
