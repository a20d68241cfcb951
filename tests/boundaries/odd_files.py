"""Boundary files as few would make them on purpose: cut, curved, disguised, hostile.

Every function here returns a table, changes a list of shapes, or writes a file into a folder.
"""

from __future__ import annotations

import sqlite3
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import GeometryCollection, Point, Polygon

from tests.boundaries.files import (
    CROSSWALK,
    big,
    plain,
    shapefile,
    with_shapes,
    without,
    write,
    zipped,
)

METRE = 1 / 111_320
"""In degrees."""


def shp(
    table: Callable[[], gpd.GeoDataFrame] = plain, *missing: str, prj: str = "", **options: Any
) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = without(shapefile(table(), folder, **options), *missing)
        if prj:
            path.with_suffix(".prj").write_text(prj)
        return path

    return make


def file(table: Callable[[], gpd.GeoDataFrame], name: str = "batas.gpkg") -> Callable[[Path], Path]:
    return lambda folder: write(table(), folder / name)


def shapes(change: Callable[[list[Any]], None]) -> Callable[[], gpd.GeoDataFrame]:
    def table() -> gpd.GeoDataFrame:
        shapes = list(plain().geometry)
        change(shapes)
        return with_shapes(plain(), shapes)

    return table


def cut(part: str, make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def cut(folder: Path) -> Path:
        path = make(folder)
        whole = path.with_suffix(part)
        whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        return path

    return cut


def raw(name: str, content: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return make


def archive(*extra: tuple[str, bytes], inside: str = "") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        parts = folder / "asli"
        whole = zipped(
            sorted(shapefile(plain(), parts).parent.iterdir()),
            folder / "batas.zip",
            inside=inside,
        )
        with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as opened:
            for name, content in extra:
                opened.writestr(name, content)
        return whole

    return make


def bomb(folder: Path) -> Path:
    with (
        zipfile.ZipFile(folder / "bom.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("batas.shp", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(bytes(1 << 20))
    return folder / "bom.zip"


def two_layers(folder: Path) -> Path:
    path = write(plain(), folder / "batas.gpkg", layer="desa_2020")
    return write(plain(), path, layer="desa_2024")


def other_layer(folder: Path) -> Path:
    path = write(plain(), folder / "batas.gpkg", layer="desa")
    return write(plain().drop(columns="kode"), path, layer="jalan")


def curved(folder: Path) -> Path:
    """Make the first village a circle, drawn as a curve."""
    x, y, radius = 110.51, -7.91, 0.005
    ring = [(x - radius, y), (x, y + radius), (x + radius, y), (x, y - radius), (x - radius, y)]
    points = b"".join(struct.pack("<dd", *place) for place in ring)
    return rewritten(
        folder, [struct.pack("<BII", 1, 10, 1) + struct.pack("<BII", 1, 8, len(ring)) + points]
    )


def measured(folder: Path) -> Path:
    """Give every vertex a height and a measure."""
    texts = [
        ",".join(f"{x} {y} 5 7" for x, y in shape.exterior.coords) for shape in plain().geometry
    ]
    shapes = [shapely.from_wkt(f"POLYGON ZM (({text}))") for text in texts]
    return rewritten(folder, shapely.to_wkb(shapes, output_dimension=4, flavor="iso"))


def rewritten(folder: Path, shapes: Iterable[bytes]) -> Path:
    """Write a GeoPackage whose first shapes are such as geopandas does not write (WKB)."""
    path = write(plain(), folder / "batas.gpkg")
    database = sqlite3.connect(path)
    with database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'"):
            database.execute(f'drop trigger "{name}"')
        for row, shape in enumerate(shapes, 1):
            blob = b"GP\0\1" + struct.pack("<i", 4326) + shape
            database.execute("update batas set geom = ? where rowid = ?", (blob, row))
    database.close()
    return path


def described(folder: Path) -> Path:
    write(plain().rename(columns={"kode": "aa", "desa": "bb"}), folder / "k" / "batas.gpkg")
    (folder / "k" / "source.toml").write_text(
        'title = "Batas"\nfile = "batas.gpkg"\n[columns]\nkode = "aa"\ndesa = "bb"\n'
    )
    return folder / "k"


def incomplete(folder: Path) -> Path:
    write(plain()[:8], folder / "k" / "batas.gpkg")
    (folder / "k" / "source.toml").write_text(
        'title = "Batas"\nfile = "batas.gpkg"\nvillages = 9\n'
    )
    return folder / "k"


def move(shapes: list[Any]) -> None:
    shapes[:] = [shapely.affinity.translate(shape, xoff=-100) for shape in shapes]


def lift(shapes: list[Any]) -> None:
    lifted = [shapely.force_3d(shape, 5.0) for shape in shapes]
    shapes[:] = lifted


def collect(shapes: list[Any]) -> None:
    shapes[1] = GeometryCollection([shapes[1], Point(110, -8)])


def bow_tie(shapes: list[Any]) -> None:
    west, south, east, north = shapes[0].bounds
    shapes[0] = Polygon([(west, south), (east, north), (east, south), (west, north)])


def blank(shapes: list[Any]) -> None:
    shapes[2], shapes[3] = None, Polygon()


def overlap(shapes: list[Any]) -> None:
    shapes[1] = shapes[0]


def ragged(shapes: list[Any]) -> None:
    """Let the border of the first two villages cross itself by 3 m, twenty times."""
    west, south, east, north = shapes[0].bounds
    steps = [south + (north - south) * at / 20 for at in range(21)]
    sign = [0, *(1 if at % 2 else -1 for at in range(1, 20)), 0]
    line = [(east + 3 * METRE * side, y) for side, y in zip(sign, steps, strict=True)]
    other = [(2 * east - x, y) for x, y in line]
    beyond = shapes[1].bounds[2]
    shapes[0] = Polygon([(west, south), *line, (west, north)])
    shapes[1] = Polygon([(beyond, south), *other, (beyond, north)])


def doubled() -> gpd.GeoDataFrame:
    return pd.concat([plain(), plain()[:1]])


def parts() -> gpd.GeoDataFrame:
    table = plain()
    for column in ("kode", "desa", "kecamatan"):
        table.loc[1, column] = table.loc[0, column]
    return table


def same_code() -> gpd.GeoDataFrame:
    table = plain()
    table.loc[1, "kode"] = table.loc[0, "kode"]
    return table


def crs(epsg: int) -> Callable[[], gpd.GeoDataFrame]:
    return lambda: plain().to_crs(epsg)


def claimed(true: int, claimed: int) -> Callable[[], gpd.GeoDataFrame]:
    return lambda: plain().to_crs(true).set_crs(claimed, allow_override=True)


def neighbours() -> gpd.GeoDataFrame:
    table = plain()
    table.loc[6:, "kode"] = [kode.replace("34.03", "34.04") for kode in table.loc[6:, "kode"]]
    return table


def bps(names: Mapping[str, str], prefix: str = "") -> Callable[[], gpd.GeoDataFrame]:
    def table() -> gpd.GeoDataFrame:
        board = plain()[["desa", "kecamatan", "geometry"]].assign(bps=list(CROSSWALK))
        board["bps"] = prefix + board["bps"]
        return board.rename(columns=names)

    return table


def alf_anas() -> gpd.GeoDataFrame:
    names = {"kode": "KODE_KD", "desa": "KEL_DESA", "kecamatan": "KECAMATAN"}
    return plain().rename(columns=names | {"kabupaten": "KAB_KOTA", "provinsi": "PROVINSI"})


def placeholder() -> gpd.GeoDataFrame:
    table = big()
    table.loc[1, "KDEPUM"] = "12.--.--.----"
    return table


def sparse_bps() -> gpd.GeoDataFrame:
    table = big()
    table.loc[0, "KDEBPS"] = next(iter(CROSSWALK))
    return table


def unnamed() -> gpd.GeoDataFrame:
    return plain().rename(columns={"kode": "aa", "desa": "bb"})


def accented() -> gpd.GeoDataFrame:
    return plain().assign(desa="Désa Ngoro’")
