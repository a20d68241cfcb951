"""Write the GeoPackage, with its styles and metadata inside, and the GeoParquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from wksbm.layers.dictionary import ColumnNote
from wksbm.layers.model import Atlas
from wksbm.outputs.gis.layers import FIXED_DATE, fixed_date, write_layer
from wksbm.outputs.gis.metadata import described, package_metadata
from wksbm.outputs.gis.styles import Style, package_styles
from wksbm.outputs.gis.tables import package_tables
from wksbm.outputs.tables import village_frame

PACKAGE = "desa.gpkg"
_NO_DICTIONARY: Mapping[str, ColumnNote] = {}


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
    about = package_metadata(atlas)
    with fixed_date():
        for table in tables:
            write_layer(
                table.frame,
                package,
                table.name,
                table.geometry,
                about=about,
                IDENTIFIER=table.title.to(atlas.config.lang),
                DESCRIPTION=described(table, atlas),
            )
        _write_styles(package_styles(atlas, tables, dictionary), package)
    villages = gpd.GeoDataFrame(
        village_frame(atlas), geometry=atlas.villages.geometry.to_numpy(), crs=atlas.villages.crs
    )
    villages.to_parquet(folder / "desa.parquet", index=False)


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
            "update_time": pd.Timestamp(FIXED_DATE),
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
