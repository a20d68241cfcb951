"""Make every shape a valid polygon in two dimensions without losing area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from wksbm.errors import InputError
from wksbm.limits import exceeded, limits
from wksbm.text import Text

_FARTHEST = 1e9
_MOST_LOST = 0.001
_CHUNK = 512
_USUAL = 3
_MEND = Text(
    "Perbaiki bentuknya di QGIS (Fix geometries), atau minta berkas lain; bila berkasnya benar, "
    "naikkan batasnya dengan --limit {name}=ANGKA",
    "Mend the shapes in QGIS (Fix geometries) or ask for another file; if the file is right, raise "
    "the limit with --limit {name}=NUMBER",
)
_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True)
class Repaired:
    """
    Shapes that can be worked with.

    Parameters
    ----------
    shapes
        Valid Polygons and MultiPolygons; None where nothing usable was left.
    repaired
        True where a shape had to be changed and something is left.
    lost
        True where the file had no shape, or one without area.
    """

    shapes: np.ndarray
    repaired: np.ndarray
    lost: np.ndarray


def repair(shapes: np.ndarray, file: str = "") -> Repaired:
    """
    Repair shapes.

    Self-crossing rings are noded and rebuilt (`shapely.make_valid`), which keeps both wings of a
    bow-tie; of collections the polygonal parts are kept.

    Parameters
    ----------
    shapes
        Geometries or None, in any CRS.
    file
        Where they come from, for messages.

    Returns
    -------
    Repaired
        Of the same length; valid polygons are the same objects as before.

    Raises
    ------
    InputError
        If their lines cross so often that a repair would take minutes: `shapely.make_valid` takes
        a time that grows with the square of the crossings.
    """
    result = np.array(shapes, dtype=object)
    usable = ~(shapely.is_missing(result) | shapely.is_empty(result)) & _is_on_earth(result)
    wrong = usable & ~(shapely.is_valid(result) & np.isin(shapely.get_type_id(result), _POLYGONS))
    crossings, most = 0, limits().crossings
    for place in np.flatnonzero(wrong):
        crossings += _crossings(result[place], most)
        if crossings > most:
            raise InputError(exceeded("crossings", file, cure=_MEND))
        result[place] = _polygonal(result[place])
    result[~usable] = None
    usable = shapely.area(result) > 0
    result[~usable] = None
    return Repaired(result, wrong & usable, ~usable)


def _is_on_earth(shapes: np.ndarray) -> np.ndarray:
    """Tell which shapes have only coordinates that degrees or metres on Earth can be."""
    return np.asarray((np.abs(shapely.bounds(shapes)) < _FARTHEST).all(axis=1))


def _crossings(shape: shapely.Geometry, most: int) -> int:
    """Count pairs of a shape's segments that meet without being neighbours, up to `most`."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    if not len(rings):
        return 0
    ends, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    segments = shapely.linestrings(np.stack([ends[:-1], ends[1:]], axis=1)[same])
    tree, found, first, count = shapely.STRtree(segments), 0, 0, 4
    while first < len(segments) and found <= most:
        some = segments[first : first + count]
        met = tree.query(some, predicate="intersects").shape[1] - _USUAL * len(some)
        found += max(met, 0) // 2
        first += count
        count = min(2 * count, _CHUNK) if met < count else count
    return found


def _polygonal(shape: shapely.Geometry) -> shapely.Geometry | None:
    parts = [shape]
    while any(
        shapely.get_type_id(part) == shapely.GeometryType.GEOMETRYCOLLECTION for part in parts
    ):
        parts = list(shapely.get_parts(parts))
    polygons = [part for part in parts if shapely.get_type_id(part) in _POLYGONS]
    mended = [_valid(polygon) for polygon in polygons]
    return mended[0] if len(mended) == 1 else shapely.union_all(mended)


def _valid(polygon: shapely.Geometry) -> shapely.Geometry | None:
    """Rebuild rings by structure; by linework where that breaks the shape or loses area."""
    tried = [_made(polygon, method) for method in ("structure", "linework")]
    made: list[Any] = [shape for shape in tried if shape is not None and shape.is_valid]
    largest = max((shape.area for shape in made), default=0.0)
    return next((shape for shape in made if shape.area >= (1 - _MOST_LOST) * largest), None)


def _made(polygon: shapely.Geometry, method: str) -> shapely.Geometry | None:
    """Return the polygons of `shapely.make_valid`; None for shapes on which GEOS gives up."""
    keep = {"keep_collapsed": False} if method == "structure" else {}
    try:
        parts = shapely.get_parts(shapely.make_valid(polygon, method=method, **keep))
    except shapely.GEOSException:
        return None
    parts = parts[np.isin(shapely.get_type_id(parts), _POLYGONS)]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(shapely.get_parts(parts)))
