"""Where new groups would bring the most people within reach.

The maximal covering location problem, solved exactly by HiGHS, with the greedy answer beside it.

References
----------
Church, R. and ReVelle, C. (1974). The maximal covering location problem. Papers in Regional
Science 32.
Huangfu, Q. and Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical
Programming Computation 10. (HiGHS)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.spatial import cKDTree

from wksbm.raster.grid import Array

Places = npt.NDArray[np.int64]

MOST_CANDIDATES = 1500
_MOST_WEIGHED = 20_000
_CHUNK = 1000
_NODES = 20_000


@dataclass(frozen=True)
class Siting:
    """
    Chosen places, in the order in which each adds most.

    Parameters
    ----------
    chosen
        Positions among the candidates.
    gained
        People whom each brings within reach, beyond those before it.
    optimal
        True when it is proven that no other choice of so many candidates reaches more people.
    """

    chosen: Places
    gained: Array
    optimal: bool

    @property
    def total(self) -> float:
        """People brought within reach by all places together."""
        return float(self.gained.sum())


def thin_candidates(points: Array, demand: Array, people: Array, *, reach: float) -> Places:
    """
    Keep, where candidates crowd, the one that alone would reach the most people.

    Parameters
    ----------
    points
        Candidates, shape (n, 2), metres.
    demand, people
        Where people without a group within reach live (metres) and how many.
    reach
        Metres.

    Returns
    -------
    ndarray
        Positions of the candidates to choose from, rising: those that reach somebody, one per
        square of a quarter of the reach, the square doubled until no more than
        `MOST_CANDIDATES` are left. Of more than 20,000 only the middlemost of each square of a
        sixteenth of the reach (doubled until no more are left) is weighed.
    """
    if not len(points) or not len(demand):
        return np.empty(0, dtype=np.int64)
    nearest, _ = cKDTree(demand).query(points, distance_upper_bound=np.nextafter(reach, np.inf))
    useful = np.flatnonzero(nearest <= reach)
    side = reach / 16
    while len(useful) > _MOST_WEIGHED:
        off = np.abs(points[useful] / side - np.floor(points[useful] / side) - 0.5).max(axis=1)
        useful = _best_of_squares(points, useful, -off, side)
        side *= 2
    alone = _people_alone(points[useful], demand, people, reach)
    useful, alone = useful[alone > 0], alone[alone > 0]
    side = reach / 4
    while True:
        kept = _best_of_squares(points, useful, alone, side)
        if len(kept) <= MOST_CANDIDATES:
            return kept
        side *= 2


def cover_greedily(points: Array, demand: Array, people: Array, *, reach: float, k: int) -> Siting:
    """
    Take, one after the other, the place that adds most people.

    Parameters
    ----------
    points
        Candidates, shape (n, 2), metres.
    demand, people
        Where people without a group within reach live (metres) and how many.
    reach
        Metres, the limit included.
    k
        Number of places; fewer are taken when nobody is left to reach.

    Returns
    -------
    Siting
        Of places that add the same, the first. Reaches at least 63 % of what is possible.
    """
    coverage = _coverage(points, demand, reach)
    return _in_order(coverage, people, np.arange(len(points)), k, optimal=False)


def cover_most(points: Array, demand: Array, people: Array, *, reach: float, k: int) -> Siting:
    """
    Choose the places that together bring the most people within reach.

    Parameters
    ----------
    points, demand, people, reach, k
        As for `cover_greedily`.

    Returns
    -------
    Siting
        The optimum over the candidates. Where HiGHS cannot prove it within 20,000 nodes the better
        of its answer and the greedy one, `optimal` False.
    """
    coverage = _coverage(points, demand, reach)
    greedy = _in_order(coverage, people, np.arange(len(points)), k, optimal=False)
    if len(greedy.chosen) < k:
        return Siting(greedy.chosen, greedy.gained, True)
    groups, weights = _alike(coverage, people)
    chosen, optimal = _solve(groups, weights, k)
    best = _in_order(coverage, people, chosen, k, optimal=optimal)
    if best.total <= greedy.total:
        return Siting(greedy.chosen, greedy.gained, optimal)
    return best


def _best_of_squares(points: Array, places: Places, worth: Array, side: float) -> Places:
    """Keep of the places in each square the one of most worth, the first of equals; rising."""
    squares = np.floor(points[places] / side).astype(np.int64)
    order = np.lexsort((places, -worth, squares[:, 1], squares[:, 0]))
    ordered = squares[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return np.asarray(np.sort(places[order[first]]), dtype=np.int64)


def _people_alone(points: Array, demand: Array, people: Array, reach: float) -> Array:
    """Count the people whom each candidate alone would reach, a part at a time."""
    return np.concatenate(
        [
            _coverage(points[first : first + _CHUNK], demand, reach) @ people
            for first in range(0, len(points), _CHUNK)
        ]
        or [np.empty(0)]
    )


def _coverage(points: Array, demand: Array, reach: float) -> sparse.csr_array:
    """Tell which candidate (row) reaches which demand (column)."""
    shape = (len(points), len(demand))
    if not all(shape):
        return sparse.csr_array(shape)
    lists = cKDTree(demand).query_ball_point(points, reach, workers=1, return_sorted=True)
    sizes = np.array([len(found) for found in lists], dtype=np.int64)
    columns = np.concatenate([np.asarray(found, dtype=np.int64) for found in lists])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return sparse.csr_array((np.ones(len(columns)), columns, starts), shape=shape)


def _in_order(
    coverage: sparse.csr_array, people: Array, among: Places, k: int, *, optimal: bool
) -> Siting:
    """Take greedily from some of the candidates."""
    left = people.astype(float).copy()
    rows = coverage[among]
    chosen: list[int] = []
    gained: list[float] = []
    while len(chosen) < min(k, len(among)):
        adds = rows @ left
        best = int(np.argmax(adds))
        if not adds[best] > 0:
            break
        chosen.append(int(among[best]))
        gained.append(float(adds[best]))
        left[rows.indices[rows.indptr[best] : rows.indptr[best + 1]]] = 0.0
    return Siting(np.array(chosen, dtype=np.int64), np.array(gained), optimal)


def _alike(coverage: sparse.csr_array, people: Array) -> tuple[sparse.csr_array, Array]:
    """Merge demand that the same candidates reach; leave out what nobody reaches."""
    by_demand = sparse.csr_array(coverage.T)
    by_demand.sort_indices()
    keys: dict[bytes, int] = {}
    first: list[int] = []
    weights: list[float] = []
    for place in range(by_demand.shape[0]):
        members = by_demand.indices[by_demand.indptr[place] : by_demand.indptr[place + 1]]
        if not len(members):
            continue
        number = keys.setdefault(members.tobytes(), len(first))
        if number == len(first):
            first.append(place)
            weights.append(0.0)
        weights[number] += float(people[place])
    return by_demand[first], np.array(weights)


def _solve(reached: sparse.csr_array, weights: Array, k: int) -> tuple[Places, bool]:
    """Maximise the weight of the rows reached by `k` of the columns."""
    rows, candidates = reached.shape
    cost = np.concatenate([np.zeros(candidates), -weights])
    linked = sparse.hstack([-reached, sparse.eye_array(rows)], format="csr")
    count = sparse.csr_array(
        (np.ones(candidates), (np.zeros(candidates, dtype=int), np.arange(candidates))),
        shape=(1, candidates + rows),
    )
    result = milp(
        cost,
        integrality=np.concatenate([np.ones(candidates), np.zeros(rows)]),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(linked, -np.inf, 0),
            LinearConstraint(count, 0, k),
        ],
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    if result.x is None:
        return np.empty(0, dtype=np.int64), False
    return np.flatnonzero(result.x[:candidates] > 0.5), bool(result.status == 0)
