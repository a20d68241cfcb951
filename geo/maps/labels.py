"""Place names on a map so that they do not collide: geometry only, in millimetres on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

_STEPS = 15
_CLEARANCE = 0.4


@dataclass(frozen=True)
class Label:
    """
    A name to be placed.

    Parameters
    ----------
    text
        The name as it is set.
    area
        The (Multi)Polygon that it names.
    width, height
        Size of the set name.
    """

    text: str
    area: BaseGeometry
    width: float
    height: float


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
    x, y = points[:, 0], points[:, 1]
    boxes = shapely.box(x - half_width, y - half_height, x + half_width, y + half_height)
    free = np.ones(len(boxes), dtype=bool)
    if taken:
        free[np.unique(shapely.STRtree(boxes).query(taken, predicate="intersects")[1])] = False
    boxes, points = boxes[free], points[free]
    if not len(boxes):
        return None
    within = shapely.area(shapely.intersection(boxes, body)) / shapely.area(boxes)
    covered = np.zeros(len(boxes))
    if tree is not None:
        rows, hits = tree.query(boxes, predicate="intersects")
        overlap = shapely.area(shapely.intersection(boxes[rows], tree.geometries[hits]))
        np.add.at(covered, rows, overlap / shapely.area(boxes[rows]))
    centre = body.centroid
    away = np.hypot(points[:, 0] - centre.x, points[:, 1] - centre.y) / np.sqrt(body.area)
    score = np.round(2.0 * within - 1.5 * covered - 0.8 * away, 9)
    score[within < inside] = -np.inf
    winner = int(np.argmax(score))
    if not np.isfinite(score[winner]):
        return None
    x, y = points[winner].tolist()
    return PlacedLabel(place, label.text, x, y, label.width, label.height)


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
