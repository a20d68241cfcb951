"""Cut village shapes into shared arcs, simplify them together, and write them as few bytes.

A border between two villages is one arc that both refer to, so that simplifying it moves both
sides alike and opens no sliver. Outlines of groups of villages need no coordinates of their own:
they are the arcs that have a member on one side only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_METRES_PER_DEGREE = 111_320.0
_SHARPEST_VIEW = 4 * 1600
_TOLERANCES = (1.0, 25.0)
_STEPS_PER_TOLERANCE = 1.0
_FINER = (1.0, 1 / 3, 0.0)
_GAP = 15.0
_SPECK = np.array([[0, 0], [1, 0], [0, 1]], dtype=np.int64)


@dataclass(frozen=True)
class Topology:
    """
    Shapes as references to arcs.

    Attributes
    ----------
    steps
        Grid steps per degree; coordinates are whole steps.
    points, arc_points
        Coordinates of all arcs (x, y), and how many of them each arc has.
    arcs, flipped, ring_arcs
        For all rings one after the other: the arcs in order, whether each runs backwards, and how
        many arcs each ring has. Arcs are numbered as they first appear, and run that way.
    rings
        How many rings each shape has. Outer rings run anticlockwise, holes clockwise.
    opposite
        Pairs of an arc that one shape alone uses and the shape on its other side across a gap or
        an overlap of a few metres.
    """

    steps: int
    points: Ints
    arc_points: Ints
    arcs: Ints
    flipped: Flags
    ring_arcs: Ints
    rings: Ints
    opposite: Ints

    def to_bytes(self) -> bytes:
        """Write everything as variable-length numbers; `shapes.js` reads them."""
        seen = np.maximum.accumulate(np.append(-1, self.arcs))[:-1]
        back = seen + 1 - self.arcs
        references = np.where(back == 0, 0, 2 * back - self.flipped.astype(np.int64) + 1)
        changes = np.diff(self.points, axis=0, prepend=0)
        numbers = (
            np.array([self.steps, len(self.rings), len(self.opposite)]),
            self.rings,
            self.ring_arcs,
            references,
            self.arc_points - 2,
            _zigzag(changes.ravel()),
            self.opposite.ravel(),
        )
        return _variable_length(np.concatenate(numbers))


def cut(shapes: Sequence[BaseGeometry]) -> Topology:
    """
    Cut shapes into shared arcs and simplify these.

    Parameters
    ----------
    shapes
        (Multi)Polygons in degrees (EPSG:4326). They may overlap or leave gaps. Simplification is
        about a third of a pixel where all of them together fill a screen four times.

    Returns
    -------
    Topology
        Every shape has at least one ring with an area: what is smaller than the grid becomes a
        triangle of one step. The same shapes give the same arcs.
    """
    west, south, east, north = shapely.total_bounds(np.asarray(shapes))
    extent = max(east - west, north - south) * _METRES_PER_DEGREE
    tolerance = float(np.clip(extent / _SHARPEST_VIEW / 3, *_TOLERANCES))
    steps = round(_METRES_PER_DEGREE * _STEPS_PER_TOLERANCE / tolerance)
    rings = _rings(shapes, steps)
    pieces = _cut_rings(rings)
    points, arc_points = _simplify(pieces, rings)
    return Topology(
        steps=steps,
        points=points,
        arc_points=arc_points,
        arcs=pieces.arcs,
        flipped=pieces.flipped,
        ring_arcs=pieces.ring_arcs,
        rings=np.bincount(rings.shape, minlength=len(shapes)),
        opposite=_opposite(shapes, steps, pieces, rings),
    )


@dataclass(frozen=True)
class _Rings:
    """Open rings on the grid; `start` has one more entry than there are rings."""

    points: Ints
    start: Ints
    shape: Ints
    polygon: Ints

    @property
    def length(self) -> Ints:
        return np.diff(self.start)

    def neighbour(self, by: int) -> Ints:
        """Return the position of the next (1) or the previous (-1) point in the same ring."""
        start, length = np.repeat(self.start[:-1], self.length), np.repeat(self.length, self.length)
        return start + (np.arange(len(self.points)) - start + by) % length


@dataclass(frozen=True)
class _Pieces:
    """Arcs before simplification, and how rings are made of them."""

    points: Ints
    arc_points: Ints
    arcs: Ints
    flipped: Flags
    ring_arcs: Ints


def _rings(shapes: Sequence[BaseGeometry], steps: int) -> _Rings:
    parts, owner = shapely.get_parts(np.asarray(shapes), return_index=True)
    lines, polygon = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    outer = np.append(True, np.diff(polygon) > 0)
    points, ring = shapely.get_coordinates(lines, return_index=True)
    grid = np.rint(points * steps).astype(np.int64)
    first = grid[np.searchsorted(ring, np.searchsorted(polygon, np.arange(len(parts))))]
    grid, ring = _without_repeats(grid, ring)
    area = _areas(grid, ring, len(lines))
    large = np.where(outer, area > 0, area < 0)
    large &= large[outer][polygon]
    lost = np.setdiff1d(np.arange(len(shapes)), owner[polygon[large]])
    specks = first[np.searchsorted(owner, lost)]
    added = (specks[:, None] + _SPECK).reshape(-1, 2)
    keep = large[ring]
    names = np.append(ring[keep], len(lines) + np.repeat(np.arange(len(lost)), len(_SPECK)))
    shape = np.append(owner[polygon], lost)
    order = np.lexsort((names, shape[names]))
    names = names[order]
    begin = np.flatnonzero(np.append(True, np.diff(names) != 0))
    polygons = np.append(polygon, len(parts) + np.arange(len(lost)))[names[begin]]
    return _Rings(
        np.concatenate([grid[keep], added])[order],
        np.append(begin, len(names)),
        shape[names[begin]],
        np.cumsum(np.append(False, polygons[1:] != polygons[:-1])),
    )


def _without_repeats(grid: Ints, ring: Ints) -> tuple[Ints, Ints]:
    """Leave out points that equal the next one in their closed ring, so its last one as well."""
    follows = np.append(ring[1:] == ring[:-1], False)
    last = np.flatnonzero(~follows)
    moved = np.append(np.any(grid[1:] != grid[:-1], axis=1), False)
    moved[last] = False
    return grid[moved], ring[moved]


def _areas(grid: Ints, ring: Ints, count: int) -> npt.NDArray[np.float64]:
    """Return twice the signed area of each ring (0 for those without points)."""
    start = np.searchsorted(ring, ring)
    length = np.bincount(ring, minlength=count)[ring]
    following = start + (np.arange(len(ring)) - start + 1) % length
    local = grid - grid[start]
    other = local[following]
    products = local[:, 0] * other[:, 1] - other[:, 0] * local[:, 1]
    sums = np.bincount(ring, weights=products, minlength=count)
    return sums.astype(np.float64)


def _cut_rings(rings: _Rings) -> _Pieces:
    """Cut the rings where more than two ways meet; what runs alike is one arc."""
    low = rings.points.min(axis=0)
    span = int(np.ptp(rings.points[:, 1])) + 1
    keys = (rings.points[:, 0] - low[0]) * span + rings.points[:, 1] - low[1]
    _, sample, vertex = np.unique(keys, return_index=True, return_inverse=True)
    before, after = vertex[rings.neighbour(-1)], vertex[rings.neighbour(1)]
    low_end, high_end = np.minimum(before, after), np.maximum(before, after)
    differs = (low_end != low_end[sample][vertex]) | (high_end != high_end[sample][vertex])
    junction = np.bincount(vertex, weights=differs) > 0
    begin = rings.start[:-1]
    alone = ~np.logical_or.reduceat(junction[vertex], begin)
    junction[np.minimum.reduceat(vertex, begin)[alone]] = True

    order = _from_first(junction[vertex], rings)
    vertex, points = vertex[order], rings.points[order]
    after = vertex[rings.neighbour(1)]
    start = np.flatnonzero(junction[vertex])
    stop = np.append(start[1:], len(vertex))
    ring_arcs = np.add.reduceat(junction[vertex].astype(np.int64), begin)
    forwards = vertex[start] * len(sample) + after[start]
    backwards = after[stop - 1] * len(sample) + vertex[stop - 1]
    _, sample, arc = np.unique(
        np.minimum(forwards, backwards), return_index=True, return_inverse=True
    )
    rank = np.empty(len(sample), dtype=np.int64)
    rank[np.argsort(sample)] = np.arange(len(sample))
    flipped = forwards != forwards[sample][arc]
    first = np.sort(sample)
    length = (stop - start)[first] + 1
    place = _runs(start[first], length)
    ends = np.cumsum(length) - 1
    place[ends] = rings.neighbour(1)[stop[first] - 1]
    return _Pieces(points[place], length, rank[arc], flipped, ring_arcs)


def _from_first(marked: Flags, rings: _Rings) -> Ints:
    """Return the order of points in which every ring starts at its first marked one."""
    places = np.where(marked, np.arange(len(marked)), len(marked))
    first = np.minimum.reduceat(places, rings.start[:-1]) - rings.start[:-1]
    start, length = np.repeat(rings.start[:-1], rings.length), np.repeat(rings.length, rings.length)
    turn = np.repeat(first, rings.length)
    return start + (np.arange(len(marked)) - start + turn) % length


def _runs(start: Ints, length: Ints) -> Ints:
    """Return start, start + 1, ... of each run, one run after the other."""
    shift = np.repeat(start - np.append(0, np.cumsum(length)[:-1]), length)
    return shift + np.arange(int(length.sum()))


def _simplify(pieces: _Pieces, rings: _Rings) -> tuple[Ints, Ints]:
    """Simplify the arcs; those of rings that would suffer less, or not at all."""
    lines = shapely.linestrings(
        pieces.points.astype(float),
        indices=np.repeat(np.arange(len(pieces.arc_points)), pieces.arc_points),
    )
    owner = np.repeat(np.arange(len(pieces.ring_arcs)), pieces.ring_arcs)
    full = _ring_areas(pieces.points, pieces.arc_points, pieces)
    level = np.zeros(len(lines), dtype=np.int64)
    for _ in _FINER:
        tolerance = np.asarray(_FINER)[level] * _STEPS_PER_TOLERANCE
        simple = shapely.simplify(lines, tolerance, preserve_topology=False)
        points, arc = shapely.get_coordinates(simple, return_index=True)
        grid, counts = points.astype(np.int64), np.bincount(arc)
        area = _ring_areas(grid, counts, pieces)
        spoilt = area * np.sign(full) < np.abs(full) / 2
        spoilt |= _crossing(grid, counts, pieces, rings)
        coarse = spoilt[owner] & (level[pieces.arcs] < len(_FINER) - 1)
        if not coarse.any():
            break
        level[pieces.arcs[coarse]] += 1
        level = np.minimum(level, len(_FINER) - 1)
    return grid, counts


def _ring_points(points: Ints, counts: Ints, pieces: _Pieces) -> tuple[Ints, Ints]:
    """Return the points of the rings, open, and the ring of each."""
    length = counts[pieces.arcs] - 1
    end = np.cumsum(counts)[pieces.arcs]
    begin = end - counts[pieces.arcs]
    along = _runs(np.zeros_like(length), length)
    backwards = np.repeat(pieces.flipped, length)
    place = np.where(
        backwards, np.repeat(end - 1, length) - along, np.repeat(begin, length) + along
    )
    owner = np.repeat(np.arange(len(pieces.ring_arcs)), pieces.ring_arcs)
    return points[place], np.repeat(owner, length)


def _ring_areas(points: Ints, counts: Ints, pieces: _Pieces) -> npt.NDArray[np.float64]:
    return _areas(*_ring_points(points, counts, pieces), len(pieces.ring_arcs))


def _crossing(points: Ints, counts: Ints, pieces: _Pieces, rings: _Rings) -> Flags:
    """Return for each ring whether the polygon that it belongs to crosses itself."""
    grid, owner = _ring_points(points, counts, pieces)
    length = np.bincount(owner, minlength=len(pieces.ring_arcs))
    whole = np.flatnonzero(length >= len(_SPECK))
    keep = np.isin(owner, whole)
    names = np.searchsorted(whole, owner[keep])
    lines = shapely.linearrings(grid[keep].astype(float), indices=names)
    polygons, place = np.unique(rings.polygon[whole], return_inverse=True)
    made = shapely.polygons(lines, indices=place)
    bad = np.isin(rings.polygon, polygons[~shapely.is_valid(made)])
    return bad | (length < len(_SPECK))


def _opposite(shapes: Sequence[BaseGeometry], steps: int, pieces: _Pieces, rings: _Rings) -> Ints:
    """Find the neighbours across gaps and overlaps of arcs that one shape alone uses."""
    owner = rings.shape[np.repeat(np.arange(len(pieces.ring_arcs)), pieces.ring_arcs)]
    single = np.flatnonzero(np.bincount(pieces.arcs) == 1)
    user = np.empty(len(pieces.arc_points), dtype=np.int64)
    user[pieces.arcs] = owner
    keep = np.isin(np.repeat(np.arange(len(pieces.arc_points)), pieces.arc_points), single)
    lines = shapely.linestrings(
        pieces.points[keep] / steps,
        indices=np.repeat(np.arange(len(single)), pieces.arc_points[single]),
    )
    middle = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    tree = shapely.STRtree(np.asarray(shapes))
    line, near = tree.query(middle, predicate="dwithin", distance=_GAP / _METRES_PER_DEGREE)
    other = near != user[single[line]]
    line, near = line[other], near[other]
    _, first = np.unique(line, return_index=True)
    return np.column_stack([single[line[first]], near[first]]).astype(np.int64)


def _zigzag(numbers: Ints) -> Ints:
    return np.where(numbers < 0, -2 * numbers - 1, 2 * numbers)


def _variable_length(numbers: Ints) -> bytes:
    """Write numbers in groups of seven bits, the lowest first; the last has no high bit."""
    width = np.maximum(1, np.ceil(np.log2(numbers + 1) / 7)).astype(np.int64)
    group = _runs(np.zeros_like(width), width)
    repeated = np.repeat(numbers, width)
    more = group < np.repeat(width, width) - 1
    return bytes(((repeated >> (7 * group)) & 0x7F | more * 0x80).astype(np.uint8))
