"""Areas on a printed page: many polygons as few drawing commands, none of them lost."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.collections import PathCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from wksbm.maps.sheet.frame import Geometries
from wksbm.maps.sheet.furniture import Pen, Sheet
from wksbm.maps.symbols import MM_PER_POINT

_DOT_LENGTH = 0.02


def paint(
    sheet: Sheet,
    shapes: Geometries,
    part: str,
    *,
    fill: str | None,
    pen: Pen | None,
    zorder: float,
    gid: str | None = None,
) -> None:
    """
    Draw areas in one colour, with their borders.

    Parameters
    ----------
    sheet, shapes
        The page, and (Multi)Polygons on it, in millimetres.
    part
        Of the page.
    fill
        None for borders only.
    pen
        None for no borders.
    zorder, gid
        Level, and name in the SVG.
    """
    if not len(shapes):
        return
    areas = PathCollection(
        outlines_of(shapes),
        facecolors=fill or "none",
        edgecolors=pen.colour if pen else "none",
        linewidths=pen.width if pen else 0.0,
        linestyles=pen.linestyle if pen else "solid",
        joinstyle="round",
        transform=sheet.mm,
        gid=gid,
    )
    sheet.add(areas, part, zorder=zorder)


def paint_hatch(
    sheet: Sheet, shapes: Geometries, hatch: str, colour: str, *, zorder: float, gid: str
) -> None:
    """Draw one hatch across areas, unbroken where they touch."""
    parts = shapely.orient_polygons(shapely.get_parts(shapes))
    whole = np.array([shapely.multipolygons(parts)], dtype=object)
    hatching = PathCollection(
        outlines_of(whole),
        facecolors="none",
        edgecolors=colour,
        linewidths=0,
        hatch=hatch,
        transform=sheet.mm,
        gid=gid,
    )
    sheet.add(hatching, "hatch", zorder=zorder)


def dots(
    sheet: Sheet,
    points: npt.NDArray[np.float64],
    part: str,
    *,
    size: float,
    colour: str,
    zorder: float,
    gid: str,
) -> None:
    """
    Draw round dots as one line that is all caps: thousands of them in a small file.

    Parameters
    ----------
    sheet, points
        The page, and rows of x and y on it.
    part
        Of the page.
    size, colour
        Diameter in millimetres; fill.
    zorder, gid
        Level, and name in the SVG.
    """
    half = np.array([_DOT_LENGTH / 2, 0.0])
    ends = np.stack([points - half, points + half], axis=1)
    steps = np.tile(np.array([Outline.MOVETO, Outline.LINETO], Outline.code_type), len(points))
    line = PathPatch(
        Outline(ends.reshape(-1, 2), steps),
        fill=False,
        edgecolor=colour,
        linewidth=size / MM_PER_POINT,
        capstyle="round",
        transform=sheet.mm,
        gid=gid,
        snap=False,
    )
    sheet.add(line, part, zorder=zorder)


def outlines_of(shapes: Geometries) -> list[Outline]:
    """
    Return each (Multi)Polygon with all its rings, holes included, as one path.

    Parameters
    ----------
    shapes
        None of them empty.
    """
    parts, part_of = shapely.get_parts(shapes, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    points, point_of = shapely.get_coordinates(rings, return_index=True)
    firsts = np.flatnonzero(np.diff(point_of, prepend=-1))
    steps = np.full(len(points), Outline.LINETO, dtype=Outline.code_type)
    steps[firsts] = Outline.MOVETO
    steps[np.append(firsts[1:], len(points)) - 1] = Outline.CLOSEPOLY
    ends = np.searchsorted(part_of[ring_of[point_of]], np.arange(len(shapes) + 1)).tolist()
    return [Outline(points[start:end], steps[start:end]) for start, end in pairwise(ends)]
