"""Tell from its bytes what a boundary file is; only listed formats are ever opened."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Literal

from wksbm.errors import InputError, Problem
from wksbm.text import Text

Format = Literal[
    "shapefile", "gpkg", "json", "geojson", "topojson", "esrijson", "fgb", "parquet", "kml", "gdb",
    "zip",
]  # fmt: skip
"""``json`` is what `wksbm.boundaries.json_content` tells apart."""

DRIVERS: dict[Format, tuple[str, ...]] = {
    "shapefile": ("ESRI Shapefile",),
    "gpkg": ("GPKG",),
    "geojson": ("GeoJSON",),
    "topojson": ("TopoJSON",),
    "esrijson": ("ESRIJSON",),
    "gdb": ("OpenFileGDB",),
    "fgb": ("FlatGeobuf",),
    "kml": ("LIBKML", "KML"),
    "parquet": ("Parquet",),
}
KNOWN_SUFFIXES = frozenset(
    (
        ".shp", ".gpkg", ".geojson", ".json", ".topojson", ".geojsonl", ".geojsonseq", ".geojsons",
        ".ndjson", ".ndgeojson", ".fgb", ".parquet", ".geoparquet", ".kml",
    )
)  # fmt: skip

_HEAD = 1 << 16
_REDIRECTS = (
    b"OGRVRTDataSource",
    b"VRTDataset",
    b"OGRWFSDataSource",
    b"gdal_streamed_alg",
    b"GDAL_WMS",
    b"NetworkLink",
)
_JSON = re.compile(rb'\x1e?\s*(?:\[\s*)?\{\s*(?:"|\})')


def recognise_format(path: Path, name: str) -> Format:
    """
    Tell the format of a file by its content; its suffix does not count.

    Parameters
    ----------
    path
        The file.
    name
        How messages call it.

    Raises
    ------
    InputError
        If it is none of the formats that are read, if it points to other files or addresses,
        or if its header says that it was longer once.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, size - 4))
        tail = file.read()
    if not head:
        raise InputError(_refusal(name, Text("berkasnya kosong", "the file is empty")))
    if any(mark in head for mark in _REDIRECTS):
        raise InputError(
            _refusal(
                name,
                Text(
                    "berkas ini menunjuk ke berkas atau alamat lain, bukan batas wilayah",
                    "the file points to other files or addresses; it is not a boundary file",
                ),
            )
        )
    found = _by_magic(head)
    if found is None:
        raise InputError(_refusal(name, _what_it_is(head)))
    if _is_cut(found, head, tail, size):
        raise InputError(
            Problem(
                Text("berkas terpotong", "the file is cut off"),
                file=name,
                cure=Text("Salin atau unduh ulang berkasnya", "Copy or download the file again"),
            )
        )
    return found


def _by_magic(head: bytes) -> Format | None:
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "zip"
    if head.startswith(b"SQLite format 3\x00"):
        return "gpkg"
    if head.startswith(b"fgb\x03fgb"):
        return "fgb"
    if head.startswith(b"PAR1"):
        return "parquet"
    if len(head) >= 100 and head.startswith(b"\x00\x00\x27\x0a"):
        return "shapefile"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON.match(text):
        return "json"
    if text.startswith(b"<") and re.search(rb"<(?:\w+:)?kml[\s>]", text):
        return None if b"<!DOCTYPE" in text or b"<!ENTITY" in text else "kml"
    return None


def _what_it_is(head: bytes) -> Text:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"<!ENTITY" in text or b"<!DOCTYPE" in text[:2048]:
        return Text(
            "berkas ini halaman HTML atau memuat deklarasi XML yang tidak diterima",
            "the file is an HTML page or holds XML declarations that are not accepted",
        )
    if all(byte >= 32 or byte in b"\t\r\n\f" for byte in head[:1024]):
        return Text(
            "isi berkas ini teks biasa, bukan batas wilayah",
            "the file holds plain text, not boundaries",
        )
    return Text(
        "isi berkas ini bukan format batas wilayah yang dikenal",
        "the content is not a boundary format that is read here",
    )


def _is_cut(found: Format, head: bytes, tail: bytes, size: int) -> bool:
    if found == "parquet":
        return size < 12 or tail != b"PAR1"
    if found == "gpkg" and size >= 100:
        page = struct.unpack(">H", head[16:18])[0]
        pages = struct.unpack(">I", head[28:32])[0]
        return bool(size < (65536 if page == 1 else page) * pages)
    return found == "gpkg"


def _refusal(name: str, what: Text) -> Problem:
    return Problem(
        what,
        file=name,
        expected=Text(
            "Shapefile, GeoPackage, File Geodatabase, GeoJSON, TopoJSON, Esri JSON, FlatGeobuf, "
            "GeoParquet, KML, atau zip-nya",
            "Shapefile, GeoPackage, File Geodatabase, GeoJSON, TopoJSON, Esri JSON, FlatGeobuf, "
            "GeoParquet, KML, or a zip of it",
        ),
        cure=Text(
            "Simpan batas desanya sebagai GeoPackage atau GeoJSON, misalnya di QGIS",
            "Save the village boundaries as GeoPackage or GeoJSON, in QGIS for instance",
        ),
    )
