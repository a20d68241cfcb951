"""Hand the village table over to GIS: GeoPackage and GeoParquet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pyogrio

from geo.layers.model import Atlas
from geo.outputs.tables import village_frame
from geo.text import Text

_FIXED_DATE = "2000-01-01T00:00:00Z"


def write_gis(atlas: Atlas, folder: Path) -> None:
    """
    Write `desa.gpkg` (layers desa, kecamatan and, where there are any, kelompok and daerah, the
    areas of the scan statistic) and `desa.parquet`, both in EPSG:4326, the same bytes whenever
    they are written.
    """  # noqa: D205
    frame = village_frame(atlas)
    villages = gpd.GeoDataFrame(
        frame, geometry=atlas.villages.geometry.to_numpy(), crs=atlas.villages.crs
    )
    layers: list[tuple[str, gpd.GeoDataFrame, str]] = [
        ("desa", villages, "MultiPolygon"),
        ("kecamatan", atlas.kecamatan.reset_index(), "MultiPolygon"),
    ]
    if len(atlas.groups):
        layers.append(("kelompok", atlas.groups, "Point"))
    if atlas.areas:
        layers.append(("daerah", _areas(atlas), "MultiPolygon"))
    write_package(layers, folder / "desa.gpkg")
    villages.to_parquet(folder / "desa.parquet", index=False)


def write_package(layers: Sequence[tuple[str, gpd.GeoDataFrame, str]], package: Path) -> None:
    """Write named layers of one geometry type each as a GeoPackage, the same bytes always."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
    try:
        for name, frame, geometry_type in layers:
            _write_layer(frame, package, name, geometry_type)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _areas(atlas: Atlas) -> gpd.GeoDataFrame:
    lang = atlas.config.lang
    kinds = {"more": Text("lebih banyak", "more"), "fewer": Text("lebih sedikit", "fewer")}
    names = atlas.villages["desa"]
    return gpd.GeoDataFrame(
        [
            {
                "nomor": area.number,
                "jenis": kinds[area.kind].to(lang),
                "tercatat": area.recorded,
                "diharapkan": area.expected,
                "rasio": area.ratio,
                "p": area.p,
                "kode_desa": ", ".join(area.villages),
                "nama_desa": ", ".join(str(names[kode]) for kode in area.villages),
                "keterangan": area.sentence.to(lang),
                "geometry": area.geometry,
            }
            for area in atlas.areas
        ],
        crs=atlas.villages.crs,
    )


def _write_layer(frame: gpd.GeoDataFrame, package: Path, layer: str, geometry_type: str) -> None:
    frame.to_file(
        package,
        layer=layer,
        driver="GPKG",
        engine="pyogrio",
        geometry_type=geometry_type,
        promote_to_multi=geometry_type.startswith("Multi"),
        append=package.exists(),
        index=False,
    )
