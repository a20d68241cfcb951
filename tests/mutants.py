"""Seeds for every reader, and mutations of their bytes, all told by a number."""

from __future__ import annotations

import io
import json
import math
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import xlwt
from wksbm.boundaries.model import Boundaries
from wksbm.boundaries.read import read_boundaries
from wksbm.boundaries.source import read_sidecar
from wksbm.errors import AtlasError
from wksbm.raster.population import people_by_village
from wksbm.raster.population_file import open_population
from wksbm.tables.link import link_table
from wksbm.tables.read import read_table
from wksbm.tables.reading.remembered import read_remembered

from tests.board import COUNTS, NAMES, codes, villages
from tests.raster.rasters import write_raster
from tests.tables.files import ods, ods_table
from tests.tables.xlsb import xlsb

Reader = Literal["--groups", "--boundaries", "--population", "sidecar"]


def counts() -> pd.DataFrame:
    """Return the board's counts."""
    figures = [None if np.isnan(value) else int(value) for value in COUNTS]
    return pd.DataFrame(
        {"kode": codes(), "desa": NAMES, "jumlah_kelompok": pd.array(figures, dtype="Int64")}
    )


def register() -> pd.DataFrame:
    """Return a group in each village of the board."""
    return pd.DataFrame(
        {
            "nama_kelompok": [f"Arisan {name}" for name in NAMES],
            "kode": codes(),
            "desa": NAMES,
            "tahun_berdiri": range(2001, 2010),
            "lon": [str(110.51 + 0.02 * (number % 3)).replace(".", ",") for number in range(9)],
            "lat": [str(-7.91 - 0.02 * (number // 3)).replace(".", ",") for number in range(9)],
        }
    )


def layer() -> gpd.GeoDataFrame:
    """Return the board's villages as a boundary file holds them."""
    return villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]]


def _rows() -> list[list[object]]:
    table = counts()
    return [list(table.columns), *table.astype(object).where(table.notna(), "").to_numpy().tolist()]


def _write_zip(path: Path) -> None:
    shapes = path.with_suffix(".shp")
    layer().to_file(shapes)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
                archive.write(part, part.name)


def _write_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for number, row in enumerate(_rows()):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))


def _write_xlsb(path: Path) -> None:
    rows = {number: dict(enumerate(row)) for number, row in enumerate(_rows())}
    xlsb(path, rows)


def _write_ods(path: Path) -> None:
    ods(path, ods_table("Data", _rows()))


def _write_topojson(path: Path) -> None:
    arcs, shapes = [], []
    for number, row in enumerate(layer().itertuples()):
        ring = list(row.geometry.exterior.coords)
        arcs.append([list(point) for point in ring])
        properties = {"kode": row.kode, "desa": row.desa, "kecamatan": row.kecamatan}
        shapes.append({"type": "Polygon", "arcs": [[number]], "properties": properties})
    objects = {"desa": {"type": "GeometryCollection", "geometries": shapes}}
    value = {"type": "Topology", "arcs": arcs, "objects": objects}
    path.write_text(json.dumps(value), encoding="utf-8")


def _write_raster(path: Path) -> None:
    cells = np.full((20, 20), 10.0)
    write_raster(path, cells, cell=0.005, crs="EPSG:4326", nodata=-1.0, west=110.49, north=-7.88)


def _write_sidecar(path: Path) -> None:
    path.write_text(
        'title = "Jumlah"\npublisher = "Dinas"\ndate = 2026-01-31\n'
        '[reading]\nhitung = "jumlah_kelompok"\nheadings = "desa kode"\n',
        encoding="utf-8",
    )


SEEDS: Mapping[str, tuple[Reader, Callable[[Path], object]]] = {
    "jumlah.csv": ("--groups", lambda path: counts().to_csv(path, index=False)),
    "register.csv": (
        "--groups",
        lambda path: register().to_csv(path, index=False, sep=";", encoding="cp1252"),
    ),
    "jumlah.tsv": (
        "--groups",
        lambda path: counts().to_csv(path, index=False, sep="\t", encoding="utf-16"),
    ),
    "jumlah.xlsx": ("--groups", lambda path: counts().to_excel(path, index=False)),
    "jumlah.xls": ("--groups", _write_xls),
    "jumlah.xlsb": ("--groups", _write_xlsb),
    "jumlah.ods": ("--groups", _write_ods),
    "jumlah.html": ("--groups", lambda path: counts().to_html(path, index=False)),
    "batas.geojson": ("--boundaries", lambda path: layer().to_file(path)),
    "batas.topojson": ("--boundaries", _write_topojson),
    "batas.gpkg": ("--boundaries", lambda path: layer().to_file(path)),
    "batas.zip": ("--boundaries", _write_zip),
    "batas.kml": ("--boundaries", lambda path: layer().to_file(path, driver="KML")),
    "batas.fgb": ("--boundaries", lambda path: layer().to_file(path, driver="FlatGeobuf")),
    "batas.parquet": ("--boundaries", lambda path: layer().to_parquet(path)),
    "penduduk.tif": ("--population", _write_raster),
    "jumlah.toml": ("sidecar", _write_sidecar),
}
"""Name of a seed -> what reads it, and what writes it."""

_NUMBERS = (b"0", b"-1", b"99999999999", b"1e999", b"-1e999", b"nan", b"0x7fffffff")
_TEXTS = (
    b"(" * 3_000,
    b" " * 3_000,
    b"[" * 3_000,
    b"<a>" * 1_000,
    b"\x00" * 50,
    b'"',
    b"{" * 2_000,
)
_WORDS = (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f")


def mutate(data: bytes, dice: random.Random) -> bytes:
    """Change some bytes: of a zip, as often as not, those of a member before it is packed."""
    if data.startswith(b"PK") and dice.random() < 0.7:
        return _inside(data, dice)
    return _changed(data, dice)


def _inside(data: bytes, dice: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        members = old.infolist()
        chosen = dice.choice([member.filename for member in members])
        for member in members:
            content = old.read(member)
            content = _changed(content, dice) if member.filename == chosen else content
            new.writestr(member.filename, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _changed(data: bytes, dice: random.Random) -> bytes:
    """Flip bytes, cut the end off, swap or repeat pieces, put in what parsers stumble over."""
    changed = bytearray(data or b"\x00")
    kinds = ("flip", "flip", "cut", "swap", "repeat", "blank", "number", "text", "word", "multiply")
    for _ in range(dice.choice((1, 1, 2, 4))):
        kind = dice.choice(kinds)
        first = dice.randrange(len(changed))
        length = dice.randint(1, 24)
        if kind == "flip":
            for _ in range(dice.randint(1, 8)):
                changed[dice.randrange(len(changed))] = dice.randrange(256)
        elif kind == "cut":
            del changed[max(first, 1) :]
        elif kind == "swap":
            second = dice.randrange(len(changed))
            piece, other = changed[first : first + length], changed[second : second + length]
            changed[first : first + length] = other
            changed[second : second + length] = piece
        elif kind == "repeat":
            changed[first:first] = changed[first : first + length] * dice.randint(1, 5)
        elif kind == "multiply":
            changed[first:first] = changed[first : first + 200] * dice.randint(10, 300)
        elif kind == "blank":
            changed[first : first + length] = bytes(length)
        elif kind == "word":
            changed[first : first + 4] = dice.choice(_WORDS)
        elif kind == "number":
            found = [match.span() for match in re.finditer(rb"[0-9]+", bytes(changed))]
            start, end = dice.choice(found) if found else (first, first)
            changed[start:end] = dice.choice(_NUMBERS)
        else:
            changed[first:first] = dice.choice(_TEXTS)
    return bytes(changed)


def seed_bytes(folder: Path) -> dict[str, bytes]:
    """Write every seed into `folder` and return its bytes by its name."""
    found = {}
    for name, (_, write) in SEEDS.items():
        write(folder / name)
        found[name] = (folder / name).read_bytes()
    return found


def mutant(seeds: Mapping[str, bytes], name: str, seed: int, number: int) -> bytes:
    """Return one mutant; the same three words and numbers always give the same."""
    return mutate(seeds[name], random.Random(f"{name} {seed} {number}"))


def use(path: Path, around: Boundaries) -> str:
    """
    Read a mutant as the command line would; return ``used`` or ``refused``.

    Raises
    ------
    Exception
        Whatever is not an ordinary refusal: a finding.
    """
    reader = SEEDS[path.name][0]
    try:
        if reader == "--groups":
            _link(path, around)
        elif reader == "--boundaries":
            _read(path)
        elif reader == "--population":
            people_by_village(open_population(path), around.villages.geometry)
        else:
            read_sidecar(path.with_suffix(".csv"), "", reading=True)
            read_remembered(path.with_suffix(".csv"), {})
    except AtlasError as error:
        assert error.problems
        assert all(problem.render("id") for problem in error.problems)
        return "refused"
    return "used"


def _link(path: Path, around: Boundaries) -> None:
    """Every row has one outcome, and no figure is lost or beyond all numbers."""
    linked = link_table(read_table(path), around, kinds=("register", "counts"))
    report = linked.to_json(around.villages.index, "id")
    outcomes = ("linked", "ambiguous", "unmatched", "rejected")
    assert report["rows"] == sum(report[key] for key in outcomes)
    assert sum(report["by"].values()) == report["linked"]
    lost = [item["value"] or 0 for item in report["items"] if item["status"] != "linked"]
    assert math.isclose(report["value_total"], report["value_linked"] + sum(lost), rel_tol=1e-9)


def _read(path: Path) -> None:
    read = read_boundaries(path, region="34.03")
    report = read.report
    assert report.features == report.villages + report.duplicates + report.dropped
    assert report.villages > 0
    assert np.isfinite(read.villages["luas_km2"]).all()
