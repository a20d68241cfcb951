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

_STEPS = 21
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
    taken: list[BaseGeometry] = list(blocked)
    tree = shapely.STRtree(list(obstacles)) if obstacles else None
    placed: dict[int, PlacedLabel] = {}
    rooms = [label.area.area / (label.width * label.height) for label in labels]
    for place in sorted(range(len(labels)), key=lambda number: (rooms[number], number)):
        best = _best_place(place, labels[place], taken, tree, inside)
        if best is not None:
            placed[place] = best
            taken.append(best.box)
    return [placed[place] for place in sorted(placed)]


def _best_place(
    place: int,
    label: Label,
    taken: Sequence[BaseGeometry],
    tree: shapely.STRtree | None,
    inside: float,
) -> PlacedLabel | None:
    body = _largest_part(label.area)
    shapely.prepare(body)
    points = _candidates(body)
    half_width, half_height = label.width / 2 + _CLEARANCE, label.height / 2 + _CLEARANCE
    lefts, lows = points[:, 0] - half_width, points[:, 1] - half_height
    boxes = shapely.box(lefts, lows, lefts + 2 * half_width, lows + 2 * half_height)
    free = np.ones(len(boxes), dtype=bool)
    if taken:
        free[np.unique(shapely.STRtree(boxes).query(taken, predicate="intersects")[1])] = False
    boxes, points = boxes[free], points[free]
    if not len(boxes):
        return None
    within = _parts_inside(boxes, body, inside)
    boxes, points, within = (values[within >= inside] for values in (boxes, points, within))
    if not len(boxes):
        return None
    covered = np.zeros(len(boxes))
    if tree is not None:
        rows, hits = tree.query(boxes, predicate="intersects")
        overlap = shapely.area(shapely.intersection(boxes[rows], tree.geometries[hits]))
        np.add.at(covered, rows, overlap / shapely.area(boxes[rows]))
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
        cut = shapely.intersection(boxes[crossing], body)
        within[crossing] = shapely.area(cut) / shapely.area(boxes[crossing])
    return within


def _largest_part(area: BaseGeometry) -> Polygon:
    if isinstance(area, MultiPolygon):
        return max(area.geoms, key=lambda part: part.area)
    return area


def _candidates(body: Polygon) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    west, south, east, north = body.bounds
    columns, rows = np.meshgrid(
        np.linspace(west, east, _STEPS + 2)[1:-1], np.linspace(south, north, _STEPS + 2)[1:-1]
    )
    grid = np.column_stack([columns.ravel(), rows.ravel()])
    inner = grid[shapely.contains_xy(body, grid[:, 0], grid[:, 1])]
    middle = body.representative_point()
    return np.vstack([[[middle.x, middle.y]], inner])
