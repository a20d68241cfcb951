"""Read the SQL dump of a public boundary data set as data; nothing in it is ever executed.

A dump holds comments, ``DELETE`` statements and ``INSERT`` statements of the rows
``(kode, nama, lat, lng, path)``, where `path` is a JSON array of [latitude, longitude] pairs:
one ring (nested 2 deep), the rings of one area (3 deep) or of several (4 deep).
"""

from __future__ import annotations

import json
import re
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from wksbm.errors import InputError, Problem
from wksbm.text import Text

_SKIPPED = re.compile(r"\s+|/\*.*?\*/|--[^\n]*\n|DELETE\s+FROM\s+\w+\s+WHERE\b[^;]*;", re.DOTALL)
_INSERT = re.compile(
    r"INSERT\s+INTO\s+wilayah_boundaries\s*\(\s*kode\s*,\s*nama\s*,\s*lat\s*,\s*lng\s*,\s*path\s*\)"
    r"\s*VALUES",
)
_NUMBER = r"(?:-?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|NULL)"
_ROW = re.compile(
    r"\(\s*'(?P<kode>[0-9.]{2,13})'\s*,\s*'(?P<nama>(?:[^'\\]|''|\\.)*)'\s*,\s*"
    rf"{_NUMBER}\s*,\s*{_NUMBER}\s*,\s*'(?P<path>[][0-9eE.,+\-\s]*)'\s*\)\s*(?P<end>[,;])"
)
_ESCAPE = re.compile(r"''|\\(.)")


def read_dump(text: str, name: str) -> gpd.GeoDataFrame:
    """
    Read every row of a dump.

    Parameters
    ----------
    text
        The whole file.
    name
        How messages call it.

    Returns
    -------
    GeoDataFrame
        Columns kode and nama, EPSG:4326, shapes as the dump has them (they may be invalid).

    Raises
    ------
    InputError
        If the file holds anything but such rows, or breaks off: nothing of it is used then.
    """
    rows: list[tuple[str, str, shapely.Geometry]] = []
    place, inside = 0, False
    while place < len(text):
        if skipped := _SKIPPED.match(text, place):
            place = skipped.end()
        elif not inside and (insert := _INSERT.match(text, place)):
            place, inside = insert.end(), True
        elif inside and (row := _ROW.match(text, place)):
            rows.append((row["kode"], _unescape(row["nama"]), _shape(row, text, name)))
            place, inside = row.end(), row["end"] == ","
        else:
            raise _not_a_dump(text, place, name)
    if inside or not rows:
        raise _not_a_dump(text, len(text), name)
    return gpd.GeoDataFrame(
        {"kode": [row[0] for row in rows], "nama": [row[1] for row in rows]},
        geometry=[row[2] for row in rows],
        crs="EPSG:4326",
    )


def _shape(row: re.Match[str], text: str, name: str) -> shapely.Geometry:
    try:
        path = json.loads(row["path"])
        return _polygons(path, _depth(path))
    except (ValueError, TypeError, IndexError, shapely.GEOSException) as error:
        raise _not_a_dump(text, row.start("path"), name) from error


def _polygons(path: list[Any], depth: int) -> shapely.Geometry:
    if depth == 2:
        return shapely.Polygon(_ring(path))
    if depth == 3:
        rings = [_ring(ring) for ring in path]
        if len(rings) == 1:
            return shapely.Polygon(rings[0])
        return shapely.build_area(
            shapely.GeometryCollection([shapely.LinearRing(r) for r in rings])
        )
    if depth == 4:
        parts = [_polygons(part, 3) for part in path]
        return shapely.multipolygons([part for shape in parts for part in shapely.get_parts(shape)])
    raise ValueError(depth)


def _ring(pairs: list[list[float]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    latitude_first = np.asarray(pairs, dtype=float)
    if latitude_first.ndim != 2 or latitude_first.shape[1] != 2:
        raise ValueError(latitude_first.shape)
    latitude, longitude = latitude_first.T
    if np.abs(latitude).max() > 90 or not (np.abs(longitude) <= 180).all():
        raise ValueError("outside the globe")
    return latitude_first[:, ::-1]


def _depth(path: Any) -> int:
    depth = 0
    while isinstance(path, list):
        path, depth = path[0], depth + 1
    return depth


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: match[1] or "'", text)


def _not_a_dump(text: str, place: int, name: str) -> InputError:
    broken_off = place >= len(text)
    return InputError(
        Problem(
            Text("berkas terpotong", "the file breaks off")
            if broken_off
            else Text(
                "isi berkas bukan data batas yang dikenal", "this is not the boundary data expected"
            ),
            file=name,
            row=text.count("\n", 0, place) + 1,
            found=None if broken_off else text[place : place + 60],
            expected=Text(
                "baris INSERT INTO wilayah_boundaries(kode,nama,lat,lng,path)",
                "rows of INSERT INTO wilayah_boundaries(kode,nama,lat,lng,path)",
            ),
            cure=Text("Unduh kembali berkas itu", "Download the file again"),
        )
    )
