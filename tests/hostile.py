"""Files made to stop a program: small, well-formed, and far too dear to read."""

from __future__ import annotations

import io
import itertools
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.board import codes, villages

OPTIONS = Literal["--groups", "--boundaries"]
_ODS = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True)
class Attack:
    """
    One hostile input.

    Parameters
    ----------
    option
        The option of ``wksbm check`` that takes it.
    write
        Writes it into a folder, at a share of its full size, and returns its path.
    """

    option: OPTIONS
    write: Callable[[Path, float], Path]


def _csv(folder: Path, headings: str, rows: list[str]) -> Path:
    path = folder / "kelompok.csv"
    path.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
    return path


def _long_cell(folder: Path, share: float) -> Path:
    cell = "1" * int(100_000 * share)
    rows = [f"Arisan {number},{code},{cell}" for number, code in enumerate(codes())]
    return _csv(folder, "nama_kelompok,kode,sumber_dana", rows)


def _open_brackets_in_cells(folder: Path, share: float) -> Path:
    cell = "(" * int(100_000 * share)
    rows = [f"Arisan {number},{code},{cell}" for number, code in enumerate(codes())]
    return _csv(folder, "nama_kelompok,kode,sumber_dana", rows)


def _bracket_heading(folder: Path, share: float) -> Path:
    path = folder / "kelompok.xlsx"
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["nama_kelompok", "kode", "judul"])
        for number, code in enumerate(codes(), 1):
            sheet.write_row(number, 0, [f"Arisan {number}", code, "x"])
    swapped = folder / "kurung.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(swapped, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith("sharedStrings.xml"):
                content = content.replace(b"judul", b"(" * int(200_000 * share))
            new.writestr(member.filename, content)
    path.unlink()
    return swapped


def _spikes(folder: Path, share: float) -> Path:
    """A ring of upright spikes that goes on as a ring of level ones: every pair crosses."""
    count = int(300 * share)
    step = 0.02 / count
    upright = [
        point
        for number in range(count)
        for point in (
            [110.51 + number * step, -7.95],
            [110.51 + (number + 0.5) * step, -7.92],
        )
    ]
    level = [
        point
        for number in range(count)
        for point in (
            [110.535, -7.945 + number * step],
            [110.505, -7.945 + (number + 0.5) * step],
        )
    ]
    board = villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]]
    value = json.loads(board.to_json())
    ring = [*upright, *level, upright[0]]
    value["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    path = folder / "duri.geojson"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def _ods(folder: Path, table: str) -> Path:
    path = folder / "kelompok.ods"
    names = " ".join(f'xmlns:{name}="{_ODS}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def _repeated_rows(folder: Path, share: float) -> Path:
    cell = '<table:table-cell table:number-columns-repeated="900"><text:p>1</text:p>'
    row = f'<table:table-row table:number-rows-repeated="{int(9_999 * share)}">{cell}'
    row += "</table:table-cell></table:table-row>"
    return _ods(folder, row * max(int(40 * share), 2))


def _many_columns(folder: Path, share: float) -> Path:
    wide = int(1_000_000 * share)
    rows = [",".join([code, *itertools.repeat("1", wide)]) for code in codes()[:2]]
    return _csv(folder, ",".join(["kode", *(f"k{number}" for number in range(wide))]), rows)


def _last_column(folder: Path, share: float) -> Path:
    path = folder / "kelompok.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["nama_kelompok", "kode"])
        for number in range(1, int(20_000 * share)):
            sheet.write_row(number, 0, [f"Arisan {number}", codes()[number % 9]])
            sheet.write(number, 16_383, "x")
    return path


def _endless_view(folder: Path, share: float) -> Path:
    path = folder / "batas.gpkg"
    villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]].to_file(path, layer="desa")
    endless = "" if share == 1 else f" WHERE n < {int(1e9 * share)}"
    with sqlite3.connect(path) as base:
        base.execute(
            "CREATE VIEW tak_habis AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 "
            f"FROM r{endless}) SELECT n AS fid, d.geom AS geom, d.kode AS kode, d.desa AS desa "
            "FROM r JOIN desa d ON d.fid = 1 + n % 9"
        )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "SELECT 'tak_habis', 'features', 'tak_habis', srs_id FROM gpkg_contents LIMIT 1"
        )
        base.execute(
            "INSERT INTO gpkg_geometry_columns SELECT 'tak_habis', column_name, "
            "geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns LIMIT 1"
        )
    base.close()
    return path


def _many_datasets(folder: Path, share: float) -> Path:
    path = folder / "batas.zip"
    content = villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]].to_json()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(int(15_000 * share)):
            archive.writestr(f"{number:05d}.geojson", content)
    return path


def _many_features(folder: Path, share: float) -> Path:
    """GeoParquet of one village, again and again; dictionary pages keep it small."""
    board = villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]].iloc[:1]
    small = io.BytesIO()
    board.to_parquet(small)
    one = pq.read_table(small)
    path = folder / "batas.parquet"
    total, chunk = int(160_000_000 * share), 1_000_000
    with pq.ParquetWriter(path, one.schema, compression="zstd") as writer:
        while total > 0:
            rows = min(chunk, total)
            columns = [pa.repeat(one[name][0], rows) for name in one.schema.names]
            writer.write_table(pa.table(columns, schema=one.schema), row_group_size=rows)
            total -= rows
    return path


def _deep_json(folder: Path, share: float) -> Path:
    depth = int(100_000 * share)
    path = folder / "dalam.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":' + "[" * depth + "]" * depth + "}",
        encoding="utf-8",
    )
    return path


def _deep_toml(folder: Path, share: float) -> Path:
    depth = int(50_000 * share)
    path = _csv(folder, "kode,jumlah_kelompok", [f"{code},1" for code in codes()])
    path.with_suffix(".toml").write_text("title = " + "[" * depth + "]" * depth, encoding="utf-8")
    return path


def _deep_html(folder: Path, share: float) -> Path:
    depth = int(50_000 * share)
    path = folder / "dalam.html"
    inside = "<tr><td>kode</td><td>jumlah</td></tr>"
    path.write_text("<table>" + "<tr><td><table>" * depth + inside, encoding="utf-8")
    return path


def _deep_ods(folder: Path, share: float) -> Path:
    depth = int(50_000 * share)
    cell = "<text:span>" * depth + "x" + "</text:span>" * depth
    return _ods(
        folder,
        "<table:table-row><table:table-cell><text:p>" + cell + "</text:p></table:table-cell>"
        "</table:table-row>",
    )


def _deep_kml(folder: Path, share: float) -> Path:
    depth = int(100_000 * share)
    path = folder / "dalam.kml"
    path.write_text(
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        + "<Folder>" * depth
        + "<Placemark><name>x</name></Placemark>"
        + "</Folder>" * depth
        + "</Document></kml>",
        encoding="utf-8",
    )
    return path


def _huge_index(folder: Path, share: float) -> Path:
    """A TopoJSON whose arcs repeat: little text, many coordinates."""
    times = int(200_000 * share)
    arcs = [[[110.5, -7.9], [110.6, -7.9], [110.6, -8.0], [110.5, -7.9]]]
    shapes = [
        {"type": "Polygon", "arcs": [[0] * times], "properties": {"kode": code, "desa": "x"}}
        for code in codes()
    ]
    path = folder / "busur.topojson"
    value = {
        "type": "Topology",
        "arcs": arcs,
        "objects": {"desa": {"type": "GeometryCollection", "geometries": shapes}},
    }
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def _zeros(folder: Path, _: float) -> Path:
    path = folder / "nol.geojson"
    path.symlink_to("/dev/zero")
    return path


def _fifo(folder: Path, _: float) -> Path:
    path = folder / "pipa.csv"
    os.mkfifo(path)
    return path


ATTACKS: Mapping[str, Attack] = {
    "a cell of 100,000 digits": Attack("--groups", _long_cell),
    "cells of 100,000 open brackets": Attack("--groups", _open_brackets_in_cells),
    "a heading of 200,000 brackets": Attack("--groups", _bracket_heading),
    "300 by 300 crossing spikes": Attack("--boundaries", _spikes),
    "repeated rows in an ODS": Attack("--groups", _repeated_rows),
    "1 million columns": Attack("--groups", _many_columns),
    "cells in column XFD": Attack("--groups", _last_column),
    "an endless view in a GeoPackage": Attack("--boundaries", _endless_view),
    "15,000 data sets in a zip": Attack("--boundaries", _many_datasets),
    "a Parquet of 160 million rows": Attack("--boundaries", _many_features),
    "deep GeoJSON": Attack("--boundaries", _deep_json),
    "deep TOML beside a table": Attack("--groups", _deep_toml),
    "deep HTML": Attack("--groups", _deep_html),
    "deep ODS": Attack("--groups", _deep_ods),
    "deep KML": Attack("--boundaries", _deep_kml),
    "one arc a million times": Attack("--boundaries", _huge_index),
}
DEVICES: Mapping[str, Attack] = {
    "/dev/zero": Attack("--boundaries", _zeros),
    "a FIFO": Attack("--groups", _fifo),
}
