"""Write the layers of a GeoPackage, the same bytes whenever written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import pyogrio

FIXED_DATE = "2000-01-01T00:00:00.000Z"
_VERSION = "1.2"
"""Of the GeoPackage format: the newest that Debian's QGIS 3.22 opens without a warning."""


@contextmanager
def fixed_date() -> Iterator[None]:
    """Let everything written meanwhile bear the same date."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_DATE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def write_layer(
    frame: gpd.GeoDataFrame,
    package: Path,
    name: str,
    geometry: str,
    *,
    about: Mapping[str, str] | None = None,
    **options: str,
) -> None:
    """
    Add a layer to a package, which is made when it is not there; see `fixed_date`.

    Parameters
    ----------
    frame
        What the layer holds; its CRS is the layer's.
    package, name
        The file, and the layer in it.
    geometry
        Type of geometry of the layer; single parts become multi-part where it asks for that.
    about
        Metadata of a package that is made.
    options
        Layer options of GDAL's driver, such as ``IDENTIFIER`` and ``DESCRIPTION``.
    """
    new = not package.exists()
    creation = {"VERSION": _VERSION, "dataset_metadata": dict(about or {})} if new else {}
    frame.to_file(
        package,
        layer=name,
        driver="GPKG",
        engine="pyogrio",
        geometry_type=geometry,
        promote_to_multi=geometry.startswith("Multi"),
        append=not new,
        index=False,
        **options,
        **creation,
    )
