"""Outlines of the kecamatan from the shapes of their villages."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from wksbm.boundaries.coverage import without_gaps

GRID_DEGREES = 1e-8


def dissolve_kecamatan(villages: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Join villages into kecamatan.

    Parameters
    ----------
    villages
        As in `Boundaries.villages`: columns kode_kecamatan, kecamatan, kabupaten; EPSG:4326.

    Returns
    -------
    geopandas.GeoDataFrame
        Index kode_kecamatan (sorted); columns kecamatan and kabupaten (the name that most of
        its villages bear) and geometry, without the slivers between villages and on a grid of
        1e-8° (1 mm); EPSG:4326.
    """
    groups = villages.groupby("kode_kecamatan", sort=True)
    shapes = {
        code: without_gaps(
            shapely.union_all(np.array(group.geometry, dtype=object), grid_size=GRID_DEGREES)
        )
        for code, group in groups
    }
    names = groups[["kecamatan", "kabupaten"]].agg(lambda texts: texts.mode().iloc[0])
    outlines = gpd.GeoSeries(shapes, index=names.index, crs=villages.crs)
    return gpd.GeoDataFrame(names, geometry=outlines)
