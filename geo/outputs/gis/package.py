"""Write the GeoPackage, with its styles and metadata inside, and the GeoParquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.layers.dictionary import ColumnNote
from geo.layers.model import Atlas
from geo.outputs.gis.metadata import described, package_metadata
from geo.outputs.gis.styles import Style, package_styles
from geo.outputs.gis.tables import Table, package_tables
from geo.outputs.tables import village_frame

PACKAGE = "desa.gpkg"
_FIXED_DATE = "2000-01-01T00:00:00.000Z"
_NO_DICTIONARY: Mapping[str, ColumnNote] = {}
_VERSION = "1.2"
"""Of the GeoPackage format: the newest that Debian's QGIS 3.22 opens without a warning."""


def write_gis(
    atlas: Atlas, folder: Path, dictionary: Mapping[str, ColumnNote] = _NO_DICTIONARY
) -> None:
    """
    Write `desa.gpkg` and `desa.parquet`, both in EPSG:4326, the same bytes whenever written.

    Parameters
    ----------
    atlas
        The built atlas.
    folder
        Existing folder. The package holds the tables of `package_tables` and ``layer_styles``,
        in which QGIS looks for styles; the GeoParquet holds the village table.
    dictionary
        What the columns of the user's tables mean.
    """
    package, tables = folder / PACKAGE, package_tables(atlas)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
    try:
        for table in tables:
            _write_table(table, atlas, package)
        _write_styles(package_styles(atlas, tables, dictionary), package)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    villages = gpd.GeoDataFrame(
        village_frame(atlas), geometry=atlas.villages.geometry.to_numpy(), crs=atlas.villages.crs
    )
    villages.to_parquet(folder / "desa.parquet", index=False)


def _write_table(table: Table, atlas: Atlas, package: Path) -> None:
    new = not package.exists()
    creation = {"VERSION": _VERSION, "dataset_metadata": package_metadata(atlas)} if new else {}
    table.frame.to_file(
        package,
        layer=table.name,
        driver="GPKG",
        engine="pyogrio",
        geometry_type=table.geometry,
        promote_to_multi=table.geometry.startswith("Multi"),
        append=not new,
        index=False,
        IDENTIFIER=table.title.to(atlas.config.lang),
        DESCRIPTION=described(table, atlas),
        **creation,
    )


def _write_styles(styles: tuple[Style, ...], package: Path) -> None:
    """Write the table that QGIS looks into; dates are those of the package, not of the build."""
    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": style.table,
            "f_geometry_column": "geom",
            "styleName": style.name,
            "styleQML": style.qml,
            "styleSLD": style.sld,
            "useAsDefault": style.default,
            "description": style.description,
            "owner": "",
            "ui": None,
            "update_time": pd.Timestamp(_FIXED_DATE),
        }
        for style in styles
    ]
    pyogrio.write_dataframe(
        pd.DataFrame(rows).astype({"ui": "str"}),
        package,
        layer="layer_styles",
        driver="GPKG",
        append=True,
        layer_options={"FID": "id", "DESCRIPTION": "QGIS styles (QML and SLD)"},
    )
