"""Write layers that need no style as a GeoPackage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pyogrio

_FIXED_DATE = "2000-01-01T00:00:00.000Z"


def write_package(layers: Sequence[tuple[str, gpd.GeoDataFrame, str]], package: Path) -> None:
    """
    Write layers, the same bytes whenever written.

    Parameters
    ----------
    layers
        Name, features and type of geometry of each.
    package
        The file to make.
    """
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
    try:
        for name, frame, geometry in layers:
            frame.to_file(
                package,
                layer=name,
                driver="GPKG",
                engine="pyogrio",
                geometry_type=geometry,
                promote_to_multi=geometry.startswith("Multi"),
                append=package.exists(),
                index=False,
            )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
