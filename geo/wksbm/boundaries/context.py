"""The surroundings of the region: the kabupaten of its province, for the locator of a map."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from wksbm.boundaries.model import Source
from wksbm.boundaries.source import read_sidecar
from wksbm.errors import InputError, Problem
from wksbm.reading import check_file
from wksbm.text import Text

_CODES = ("kode", "kode_kab", "kdpkab", "kode_kabupaten")
_GEOGRAPHIC = "EPSG:4326"


@dataclass(frozen=True)
class Context:
    """
    Areas that show where the region lies.

    Parameters
    ----------
    areas
        EPSG:4326, index `kode` (as the file has it; empty texts without such a column).
    source
        Where the file comes from.
    """

    areas: gpd.GeoDataFrame
    source: Source


def read_context(path: Path) -> Context:
    """
    Read the boundaries of the surroundings.

    Parameters
    ----------
    path
        A vector file with areas; a column of codes (``kode``) lets the map keep to the province.

    Raises
    ------
    InputError
        If it cannot be read, has no areas, or no CRS, or the TOML file beside it is wrong.
    """
    check_file(path)
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        table = gpd.read_file(path)
    except Exception as error:
        raise InputError(_unreadable(path, str(error).splitlines()[0])) from error
    shapes = table.geometry
    areas = shapes.notna() & shapes.geom_type.isin(("Polygon", "MultiPolygon"))
    if table.crs is None or not areas.any():
        raise InputError(_unreadable(path, "CRS" if table.crs is None else "0 (Multi)Polygon"))
    table = table[areas].to_crs(_GEOGRAPHIC)
    column = next((name for name in table.columns if name.casefold() in _CODES), None)
    codes = table[column].astype(str) if column else pd.Series("", index=table.index)
    found = gpd.GeoDataFrame(
        geometry=shapely.make_valid(table.geometry.to_numpy()),
        index=pd.Index(codes, name="kode"),
        crs=_GEOGRAPHIC,
    )
    return Context(found, read_sidecar(path, sha256).source)


def _unreadable(path: Path, found: str) -> Problem:
    return Problem(
        Text(
            "batas di sekitar wilayah tidak dapat dibaca",
            "the boundaries of the surroundings cannot be read",
        ),
        file=path.name,
        found=found,
        expected=Text("berkas poligon dengan CRS", "a file of polygons with a CRS"),
        cure=Text(
            "Perbaiki context dalam atlas.toml, atau hapus baris itu",
            "Mend context in atlas.toml, or delete that line",
        ),
    )
