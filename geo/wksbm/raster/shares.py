"""Shares of cells inside polygons: how exactextract is asked, and what is made of its answer."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt

_NUDGE_CELLS = 1e-7
_DECIMALS = 6


def off_the_edges(shapes: gpd.GeoSeries, wide: float, high: float) -> gpd.GeoSeries:
    """
    Move shapes by a ten-millionth of a cell, so that no corner lies exactly on a cell's edge.

    exactextract 0.3 may add or lose a whole cell where a corner of a polygon lies on an edge
    between cells; of the 8,561 villages of Jawa Tengah, whose coordinates have six decimals, 54
    were wrong by more than 0.01 %, up to 1.5 %, on a raster of 3 arc seconds.

    Parameters
    ----------
    shapes
        Polygons in the raster's CRS.
    wide, high
        Of a cell, in the raster's unit.
    """
    return shapes.translate(_NUDGE_CELLS * wide, 0.7 * _NUDGE_CELLS * high)


def rounded_shares(shares: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Round shares to a millionth, which takes back what moving the shapes has added."""
    return np.asarray(np.round(np.asarray(shares, dtype=float), _DECIMALS), dtype=float)
