"""Colours of classes from ColorBrewer's palettes, in even steps of lightness."""

from __future__ import annotations

from functools import cache

import numpy as np
from colorspacious import cspace_convert
from palettable.colorbrewer import get_map

_UNIFORM, _SCREEN = "CAM02-UCS", "sRGB1"
_TOO_PALE = 2
_ALONE, _DARKEST = 0.6, 0.88


@cache
def sequential_shades(palette: str, k: int) -> tuple[str, ...]:
    """
    Return a shade for each of `k` classes, from pale to dark.

    The shades lie on the way that the palette's own nine describe in a uniform colour space
    (CAM02-UCS; Luo, Cui and Li 2006, doi:10.1002/col.20227), in even steps of lightness: neighbours
    are told apart in grey print, and by those who see fewer colours. The two palest and the very
    darkest are left out: paper and no-data come too close to the former, borders to the latter.

    Parameters
    ----------
    palette
        Name of a sequential ColorBrewer palette.
    k
        Number of classes, 0 for none; a single one has a middling shade.

    Returns
    -------
    tuple of str
        As ``#rrggbb``.
    """
    if k < 1:
        return ()
    own = [_rgb(colour) for colour in get_map(palette, "sequential", 9).hex_colors[_TOO_PALE:]]
    points = cspace_convert(np.array(own), _SCREEN, _UNIFORM)
    lightness = np.abs(points[:, 0] - points[0, 0])
    wanted = (
        np.linspace(0.0, _DARKEST * lightness[-1], k)
        if k > 1
        else np.array([_ALONE * lightness[-1]])
    )
    mixed = np.stack([np.interp(wanted, lightness, points[:, axis]) for axis in range(3)], axis=1)
    screen = np.clip(cspace_convert(mixed, _UNIFORM, _SCREEN), 0.0, 1.0)
    return tuple("#" + bytes(np.rint(row * 255).astype(np.uint8)).hex() for row in screen)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
