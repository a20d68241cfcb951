"""Place names on a map so that they do not collide: geometry only, in millimetres on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

_STEPS, _FEWEST_STEPS = 21, 7
_LEAST_STEP = 0.5
_ROUGHLY = 0.1
_BREAK = re.compile(r"(?<=-)|\s")
_CLEARANCE = 0.4


@dataclass(frozen=True)
class Label:
    """
    A name to be placed.

    Parameters
    ----------
    text
        The name as it is set, its lines divided by line feeds.
    area
        The (Multi)Polygon that it names.
    width, height
        Size of the set name.
    anchor
        Point that the name stands as near to as it can; None for the middle of the area.
    """

    text: str
    area: BaseGeometry
    width: float
    height: float
    anchor: tuple[float, float] | None = None


@dataclass(frozen=True)
class PlacedLabel:
    """A name with its place in the list of names and the point that its centre stands on."""

    place: int
    text: str
    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> Polygon:
        """The rectangle that the name covers."""
        half_width, half_height = self.width / 2, self.height / 2
        return shapely.box(
            self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height
        )


def break_name(name: str) -> str:
    """
    Break a name into two lines of about the same length.

    Parameters
    ----------
    name
        One line.

    Returns
    -------
    str
        The lines divided by a line feed, the first with its hyphen; `name` itself where it has
        no space and no hyphen between two parts.
    """
    splits = [
        (name[: found.start()], name[found.end() :])
        for found in _BREAK.finditer(name)
        if found.start() > 0 and found.end() < len(name)
    ]
    if not splits:
        return name
    return "\n".join(min(splits, key=lambda lines: max(map(len, lines))))


def place_labels(
    labels: Sequence[Label],
    obstacles: Sequence[BaseGeometry] = (),
    *,
    inside: float = 0.0,
    blocked: Sequence[BaseGeometry] = (),
) -> list[PlacedLabel]:
    """
    Place names over their areas, the names with the least room first.

    Parameters
    ----------
    labels
        The names. Each is tried at points of a grid over its area; the best one is where the
        name lies most inside the area, covers least of the obstacles and is nearest to the
        area's middle.
    obstacles
        Shapes that a name had better not cover (circles).
    inside
        Least part (0-1) of a name's box that must lie inside its area.
    blocked
        Shapes that a name must not touch (names placed before).

    Returns
    -------
    list of PlacedLabel
        In the order of `labels`; a name for which there is no free place is left out, so that
        no two names overlap.
    """
    room = _Room(blocked, obstacles)
    placed: dict[int, PlacedLabel] = {}
    areas = shapely.area(np.array([label.area for label in labels], dtype=object))
    sizes = np.array([label.width * label.height for label in labels])
    for place in np.lexsort((np.arange(len(labels)), areas / sizes)).tolist():
        if areas[place] < inside * sizes[place]:
            continue
        best = _best_place(place, labels[place], room, inside)
        if best is not None:
            placed[place] = best
            room.take(best)
    return [placed[place] for place in sorted(placed)]


class _Room:
    """
    What is left of the page: shapes that block names, names that stand, shapes to avoid.

    Parameters
    ----------
    blocked, obstacles
        What names must not touch, and what they had better not cover.
    """

    def __init__(self, blocked: Sequence[BaseGeometry], obstacles: Sequence[BaseGeometry]) -> None:
        self._blocked = shapely.STRtree(list(blocked))
        self._obstacles = shapely.STRtree(list(obstacles)) if obstacles else None
        self._names: list[tuple[float, float, float, float]] = []

    def take(self, label: PlacedLabel) -> None:
        """Note that a name stands here."""
        half_width, half_height = label.width / 2, label.height / 2
        self._names.append(
            (
                label.x - half_width,
                label.y - half_height,
                label.x + half_width,
                label.y + half_height,
            )
        )

    def free(self, boxes: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
        """Return which boxes touch nothing that blocks."""
        free = np.ones(len(boxes), dtype=bool)
        if len(self._blocked):
            free[np.unique(self._blocked.query(boxes, predicate="intersects")[0])] = False
        bounds = shapely.bounds(boxes)
        west, south = bounds[:, :2].min(axis=0)
        east, north = bounds[:, 2:].max(axis=0)
        names = np.array(self._names).reshape(-1, 4)
        near = (names[:, 0] <= east) & (names[:, 2] >= west)
        near &= (names[:, 1] <= north) & (names[:, 3] >= south)
        for left, low, right, high in names[near].tolist():
            free &= (
                (bounds[:, 0] > right)
                | (bounds[:, 2] < left)
                | (bounds[:, 1] > high)
                | (bounds[:, 3] < low)
            )
        return free

    def covered(self, boxes: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
        """Return the part (0-1 and more) of each box that covers what is to be avoided."""
        covered = np.zeros(len(boxes))
        if self._obstacles is not None:
            rows, hits = self._obstacles.query(boxes, predicate="intersects")
            shapes = self._obstacles.geometries[hits]
            overlap = shapely.area(shapely.intersection(boxes[rows], shapes))
            np.add.at(covered, rows, overlap / shapely.area(boxes[rows]))
        return covered


def _best_place(place: int, label: Label, room: _Room, inside: float) -> PlacedLabel | None:
    body = _largest_part(label.area)
    west, south, east, north = body.bounds
    if inside == 1 and (east - west < label.width or north - south < label.height):
        return None
    shapely.prepare(body)
    points = _candidates(body)
    half_width, half_height = label.width / 2 + _CLEARANCE, label.height / 2 + _CLEARANCE
    lefts, lows = points[:, 0] - half_width, points[:, 1] - half_height
    boxes = np.asarray(shapely.box(lefts, lows, lefts + 2 * half_width, lows + 2 * half_height))
    free = room.free(boxes)
    boxes, points = boxes[free], points[free]
    if not len(boxes):
        return None
    within = _parts_inside(boxes, body, inside)
    enough = within >= inside
    boxes, points, within = boxes[enough], points[enough], within[enough]
    if not len(boxes):
        return None
    covered = room.covered(boxes)
    x, y = label.anchor or (body.centroid.x, body.centroid.y)
    away = np.hypot(points[:, 0] - x, points[:, 1] - y) / np.sqrt(body.area)
    score = np.round(2.0 * within - 4.0 * covered - 0.8 * away, 9)
    winner = int(np.argmax(score))
    x, y = points[winner].tolist()
    return PlacedLabel(place, label.text, x, y, label.width, label.height)


def _parts_inside(
    boxes: npt.NDArray[np.object_], body: Polygon, least: float
) -> npt.NDArray[np.float64]:
    """Return the part (0-1) of each box that lies in the area; 0 for some of less than `least`."""
    within = np.where(shapely.covers(body, boxes), 1.0, 0.0)
    if least < 1:
        crossing = within < 1
        cut = shapely.intersection(boxes[crossing], shapely.simplify(body, _ROUGHLY))
        within[crossing] = shapely.area(cut) / shapely.area(boxes[crossing])
    return within


def _largest_part(area: BaseGeometry) -> Polygon:
    if isinstance(area, MultiPolygon):
        return max(area.geoms, key=lambda part: part.area)
    return area


def _candidates(body: Polygon) -> npt.NDArray[np.float64]:
    west, south, east, north = body.bounds
    steps = [
        min(_STEPS, max(_FEWEST_STEPS, round(extent / _LEAST_STEP)))
        for extent in (east - west, north - south)
    ]
    columns, rows = np.meshgrid(
        np.linspace(west, east, steps[0] + 2)[1:-1], np.linspace(south, north, steps[1] + 2)[1:-1]
    )
    grid = np.column_stack([columns.ravel(), rows.ravel()])
    inner = grid[shapely.contains_xy(body, grid[:, 0], grid[:, 1])]
    middle = body.representative_point()
    return np.vstack([[[middle.x, middle.y]], inner])
