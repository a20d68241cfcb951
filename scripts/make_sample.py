"""
Make the embedded sample content of Gunungkidul again: areas, synthetic register and people.

Reads the project's own tables (village points, points of the neighbours, places on the coast,
residents) and writes

- boundaries/gunungkidul/batas_desa_perkiraan.zip, and its sha256 into source.toml beside it;
- layers/tables/kelompok_contoh.csv;
- layers/rasters/penduduk_contoh.tif, a synthetic population raster.

Each run gives the same bytes. `--check` writes nothing and exits 1 if a file differs.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sample_population import make_population
from sample_register import COLUMNS, make_register

FOLDER = Path("boundaries/gunungkidul")
BOUNDARY = FOLDER / "batas_desa_perkiraan.zip"
SOURCE = FOLDER / "source.toml"
REGISTER = Path("layers/tables/kelompok_contoh.csv")
POPULATION = Path("layers/rasters/penduduk_contoh.tif")

METRIC = "EPSG:32749"
DEGREES = "EPSG:4326"
DECIMALS = 5
NORTH_OF_EVERYTHING = -7.4
DATE = (2025, 1, 1)
MEMBERS = ("cpg", "dbf", "prj", "shp", "shx")
BIG_NAMES = {"WADMKK": "Gunungkidul", "WADMPR": "Daerah Istimewa Yogyakarta"}


def village_cells(
    villages: pd.DataFrame, neighbours: pd.DataFrame, coast: pd.DataFrame
) -> gpd.GeoSeries:
    """
    Give every village the land that is nearer to its point than to any other.

    Parameters
    ----------
    villages, neighbours
        Points in columns lon and lat (degrees); the villages are indexed by kode.
    coast
        Places on the coast from west to east, columns lon and lat; land lies north of them.

    Returns
    -------
    GeoSeries
        One Polygon per village on the same index, EPSG:4326, rounded to `DECIMALS`.

    Raises
    ------
    ValueError
        If two points coincide, a cell is not one whole polygon round its point, or the cells do
        not fit together.
    """
    points = pd.concat([villages[["lon", "lat"]], neighbours[["lon", "lat"]]])
    if points.round(DECIMALS).duplicated().any():
        raise ValueError("two villages share one point: give one of them another place")
    seeds = gpd.GeoSeries.from_xy(points["lon"], points["lat"], crs=DEGREES).to_crs(METRIC)
    voronoi = shapely.voronoi_polygons(shapely.multipoints(seeds.to_numpy()), ordered=True)
    nearest = shapely.get_parts(voronoi)[: len(villages)]
    shore = list(zip(coast["lon"], coast["lat"], strict=True))
    north = [(shore[-1][0], NORTH_OF_EVERYTHING), (shore[0][0], NORTH_OF_EVERYTHING)]
    land = gpd.GeoSeries([shapely.Polygon([*shore, *north])], crs=DEGREES).to_crs(METRIC).iloc[0]
    clipped = shapely.intersection(nearest, land)
    degrees = gpd.GeoSeries(clipped, index=villages.index, crs=METRIC).to_crs(DEGREES)
    rounded = degrees.transform(lambda xy: np.round(xy, DECIMALS))
    cells = rounded.remove_repeated_points().normalize()
    own = gpd.GeoSeries.from_xy(villages["lon"], villages["lat"], index=villages.index, crs=DEGREES)
    whole = cells.is_valid & cells.geom_type.eq("Polygon") & cells.contains(own)
    if not whole.all():
        raise ValueError(f"not one polygon round its point: {list(cells.index[~whole])}")
    if not cells.is_valid_coverage():
        raise ValueError("the cells overlap or leave gaps")
    return cells


def big_layer(villages: pd.DataFrame, cells: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return the cells with the attribute names of the BIG (RBI) schema."""
    kode = villages.index.to_series()
    attributes = {
        "NAMOBJ": villages["desa"],
        "KDEPUM": kode,
        "KDCPUM": kode.str[:8],
        "KDPKAB": kode.str[:5],
        "KDPPUM": kode.str[:2],
        "WADMKD": villages["desa"],
        "WADMKC": villages["kecamatan"],
        **BIG_NAMES,
    }
    return gpd.GeoDataFrame(attributes, geometry=cells, crs=DEGREES).reset_index(drop=True)


def shapefile_zip(layer: gpd.GeoDataFrame, stem: str) -> bytes:
    """Return a zipped Shapefile whose bytes depend on `layer` only (stored, fixed dates)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.shp"
        layer.to_file(
            path,
            engine="pyogrio",
            ENCODING="UTF-8",
            RESIZE="YES",
            DBF_DATE_LAST_UPDATE="{:04}-{:02}-{:02}".format(*DATE),
        )
        content = {suffix: path.with_suffix(f".{suffix}").read_bytes() for suffix in MEMBERS}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for suffix, data in content.items():
            info = zipfile.ZipInfo(f"{stem}.{suffix}", date_time=(*DATE, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as CSV: UTF-8, commas, lines that end in a line feed."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def make_files(root: Path) -> dict[Path, bytes]:
    """Return the files to write, by path below `root`."""
    villages = _read(root / FOLDER / "titik_desa.csv").set_index("kode")
    neighbours = _read(root / FOLDER / "titik_desa_tetangga.csv")
    coast = _read(root / FOLDER / "pesisir.csv")
    residents = _read(root / "layers/tables/penduduk_2024.csv").set_index("kode")
    cells = village_cells(villages, neighbours, coast)
    boundary = shapefile_zip(big_layer(villages, cells), BOUNDARY.stem)
    digest = hashlib.sha256(boundary).hexdigest()
    source, found = re.subn(
        r'(?m)^sha256 = "[0-9a-f]*"$',
        f'sha256 = "{digest}"',
        (root / SOURCE).read_text(encoding="utf-8"),
    )
    if found != 1:
        raise ValueError(f'{SOURCE} must have one line `sha256 = "..."`')
    inhabited, metric = villages.join(residents["penduduk"]), cells.to_crs(METRIC)
    register = make_register(inhabited, metric)
    return {
        BOUNDARY: boundary,
        SOURCE: source.encode(),
        REGISTER: csv_bytes([COLUMNS, *register]),
        POPULATION: make_population(inhabited, metric),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sample files, or compare them with `--check`; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if files differ")
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(__file__).resolve().parents[1],
        help="the workspace (default: the project)",
    )
    options = parser.parse_args(arguments)
    try:
        files = make_files(options.root)
    except (OSError, ValueError) as error:
        parser.exit(1, f"{error}\n")
    stale = {
        relative: content
        for relative, content in files.items()
        if not (options.root / relative).is_file()
        or (options.root / relative).read_bytes() != content
    }
    for relative, content in stale.items():
        print(f"{'differs' if options.check else 'written'}: {relative.as_posix()}")
        if not options.check:
            (options.root / relative).parent.mkdir(parents=True, exist_ok=True)
            (options.root / relative).write_bytes(content)
    print(f"{len(files) - len(stale)} of {len(files)} files were up to date")
    return 1 if stale and options.check else 0


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype={"kode": str, "kode_bps": str}, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
