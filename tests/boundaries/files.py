"""Boundary files as offices send them, made from the chess board."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import shapely

from tests.board import villages

CROSSWALK = {f"340301000{n}": kode for n, kode in enumerate(villages().index, 1)}


def plain() -> gpd.GeoDataFrame:
    """Return the board with the columns kode, desa, kecamatan, kabupaten, provinsi."""
    board = villages().reset_index()
    return board[["kode", "desa", "kecamatan", "kabupaten", "provinsi", "geometry"]]


def big() -> gpd.GeoDataFrame:
    """Return the board with the columns of the BIG schema."""
    board = plain()
    named = board.rename(
        columns={
            "kode": "KDEPUM",
            "desa": "WADMKD",
            "kecamatan": "WADMKC",
            "kabupaten": "WADMKK",
            "provinsi": "WADMPR",
        }
    )
    return named.assign(NAMOBJ=board["desa"], KDEBPS="", LUASWH=0.0)


def with_shapes(table: gpd.GeoDataFrame, shapes: Iterable[object]) -> gpd.GeoDataFrame:
    """Return a copy with other shapes in the same CRS."""
    return table.set_geometry(gpd.GeoSeries(list(shapes), index=table.index, crs=table.crs))


def swapped(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy whose axes are interchanged."""
    return with_shapes(
        table, shapely.transform(table.geometry.to_numpy(), lambda points: points[:, ::-1])
    )


def write(table: gpd.GeoDataFrame, path: Path, **options: object) -> Path:
    """Write a boundary file; the suffix decides which kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if path.suffix == ".parquet":
            table.to_parquet(path, **options)
        else:
            driver = {".kml": "LIBKML"}.get(path.suffix)
            table.to_file(path, engine="pyogrio", driver=driver, **options)
    return path


def shapefile(table: gpd.GeoDataFrame, folder: Path, **options: object) -> Path:
    """Write a Shapefile into a folder of its own and return its `.shp`."""
    return write(table, folder / "batas.shp", **options)


def without(shp: Path, *suffixes: str) -> Path:
    """Remove parts of a Shapefile."""
    for suffix in suffixes:
        shp.with_suffix(suffix).unlink()
    return shp


def zipped(files: Iterable[Path], archive: Path, *, inside: str = "") -> Path:
    """Put files into a zip, in a folder `inside` it."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for file in files:
            opened.write(file, inside + file.name)
    return archive
