"""Room on the map itself: a corner of the window where no land lies."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from wksbm.maps.sheet.frame import Geometries, MapFrame, Window

_SIDE, _BELOW, _ABOVE = 6.5, 5.5, 3.0
_CLEAR = 2.0


def free_corner(
    frame: MapFrame,
    land: Geometries,
    width: float,
    height: float,
    taken: Sequence[BaseGeometry] = (),
) -> Window | None:
    """
    Find a corner of the map's window for a box.

    Parameters
    ----------
    frame
        Where the land lies.
    land
        Its areas, EPSG:4326.
    width, height
        Of the box, in millimetres; degrees at the edge of the window stay free.
    taken
        Boxes that stand there already.

    Returns
    -------
    Window or None
        The corner with the most room around it; None where the box would come near the land.
    """
    window = frame.window
    lefts = (window.left + _SIDE, window.left + window.width - width - _ABOVE)
    lows = (window.bottom + _BELOW, window.bottom + window.height - height - _ABOVE)
    if lefts[1] < lefts[0] or lows[1] < lows[0]:
        return None
    blocked = [*frame.to_page(land), *(shape.buffer(1.0) for shape in taken)]
    places = [(left, low) for left in lefts for low in lows]
    boxes = [shapely.box(left, low, left + width, low + height) for left, low in places]
    rooms = [min(float(shapely.distance(box, shape)) for shape in blocked) for box in boxes]
    best = max(range(len(boxes)), key=lambda place: (round(rooms[place], 3), -place))
    if rooms[best] < _CLEAR:
        return None
    return Window(*places[best], width, height)
