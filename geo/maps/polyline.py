"""Write coordinates as short text: the encoded polyline algorithm at five decimals (about 1 m)."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_STEPS_PER_DEGREE = 100_000
_SMALLEST_RING = 4


def encode_points(longitudes_latitudes: np.ndarray) -> str:
    """
    Encode coordinates as differences from one to the next.

    Parameters
    ----------
    longitudes_latitudes
        Array of shape (n, 2), degrees.

    Returns
    -------
    str
        Characters ``?`` to ``~``; latitude before longitude, as readers of the format expect.
    """
    steps = np.rint(longitudes_latitudes * _STEPS_PER_DEGREE).astype(np.int64)
    return _encode(steps)


def encode_shape(shape: BaseGeometry) -> list[list[str]]:
    """
    Encode a (Multi)Polygon.

    Parameters
    ----------
    shape
        In degrees. Rings that vanish when rounded are left out, but never the whole shape.

    Returns
    -------
    list of list of str
        For each polygon its outer ring, then its holes; a ring does not repeat its first point.
    """
    polygons = [_rings(polygon) for polygon in shapely.get_parts(shape)]
    kept = [
        [_encode(ring) for ring in (outer, *(hole for hole in holes if _has_area(hole)))]
        for outer, *holes in polygons
        if _has_area(outer)
    ]
    return kept or [[_encode(outer)] for outer, *_ in polygons[:1]]


def _rings(polygon: BaseGeometry) -> list[np.ndarray]:
    rings = []
    for ring in shapely.get_rings(polygon):
        steps = np.rint(shapely.get_coordinates(ring) * _STEPS_PER_DEGREE).astype(np.int64)
        moved = np.append(True, np.any(np.diff(steps, axis=0) != 0, axis=1))
        rings.append(steps[moved])
    return [ring[:-1] if len(ring) > 1 else ring for ring in rings]


def _has_area(ring: np.ndarray) -> bool:
    return len(ring) >= _SMALLEST_RING - 1


def _encode(steps: np.ndarray) -> str:
    changes = np.diff(steps[:, ::-1], axis=0, prepend=0).ravel()
    numbers = np.where(changes < 0, ~(changes << 1), changes << 1)
    characters: list[str] = []
    for number in numbers.tolist():
        while number >= 0x20:
            characters.append(chr((0x20 | (number & 0x1F)) + 63))
            number >>= 5
        characters.append(chr(number + 63))
    return "".join(characters)
