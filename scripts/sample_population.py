"""
The synthetic population raster: every resident of the village estimates in some cell.

People live round the hamlets of the synthetic register (also where no group reports), in one or two
outlying settlements per village, and a few scattered. Like the register it uses Python's own
generator only, one random stream per village.
"""

from __future__ import annotations

import random

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import rasterio
import shapely
from pyproj import Transformer
from rasterio import Affine
from rasterio.io import MemoryFile
from sample_register import SEED, make_hamlets, point_in

YEAR = 2024
CELLS_PER_DEGREE = 1200
MARGIN_CELLS = 3
SPREAD_M = (140, 320)
OUTLYING = (1, 2)
OUTLYING_SHARE = (0.03, 0.08)
SCATTERED_SHARE = 0.03
CANDIDATES = 40
INNER_MARGIN_M = 200
ROUNDS = 40


def make_population(villages: pd.DataFrame, cells: gpd.GeoSeries) -> bytes:
    """
    Invent where the residents live.

    Parameters
    ----------
    villages
        Index kode; columns lon, lat (degrees) and penduduk (residents).
    cells
        The villages' areas on the same index, in a metric CRS.

    Returns
    -------
    bytes
        A GeoTIFF of 3 arc seconds (about 92 m), EPSG:4326, people per cell as uint16, whose cells
        add up to all residents. LZW, whose bytes do not change with the versions of a library.
    """
    seeds = gpd.GeoSeries.from_xy(villages["lon"], villages["lat"], crs="EPSG:4326")
    centres = seeds.to_crs(cells.crs)
    degrees = cells.to_crs("EPSG:4326")
    west, south, east, north = degrees.total_bounds * CELLS_PER_DEGREE
    left, top = int(np.floor(west)) - MARGIN_CELLS, int(np.ceil(north)) + MARGIN_CELLS
    columns = int(np.ceil(east)) + MARGIN_CELLS - left
    rows = top - int(np.floor(south)) + MARGIN_CELLS
    people = np.zeros((rows, columns), dtype=np.int64)
    to_degrees = Transformer.from_crs(cells.crs, "EPSG:4326", always_xy=True)
    for kode, village in villages.iterrows():
        code = str(kode)
        settlements = _settlements(code, int(village["penduduk"]), centres[code], cells[code])
        _settle(code, settlements, degrees[code], to_degrees, people, left, top)
    return _geotiff(people, left, top)


def _settlements(
    code: str, residents: int, centre: shapely.Point, cell: shapely.Polygon
) -> list[tuple[shapely.Point | shapely.Polygon, float, int]]:
    """Return middle (or, for those scattered, the area), spread in metres and people of each."""
    hamlets = make_hamlets(random.Random(f"{SEED}:{code}"), residents, centre, cell)
    dice = random.Random(f"{SEED}:{code}:penduduk")
    inner = cell.buffer(-INNER_MARGIN_M)
    middles = [hamlet.centre for hamlet in hamlets]
    weights = [dice.uniform(0.5, 1.5) for _ in middles]
    shares = [dice.uniform(*OUTLYING_SHARE) for _ in range(dice.randint(*OUTLYING))]
    for _ in shares:
        drawn = [point_in(dice, inner) for _ in range(CANDIDATES)]
        middles.append(max(drawn, key=lambda spot: min(map(spot.distance, middles))))
    left = 1 - SCATTERED_SHARE - sum(shares)
    weights = [left * weight / sum(weights) for weight in weights] + shares
    counts = [round(residents * weight) for weight in weights]
    places = [
        (middle, dice.uniform(*SPREAD_M), count)
        for middle, count in zip(middles, counts, strict=True)
    ]
    return [*places, (cell, 0.0, residents - sum(counts))]


def _settle(
    code: str,
    settlements: list[tuple[shapely.Point | shapely.Polygon, float, int]],
    area: shapely.Polygon,
    to_degrees: Transformer,
    people: npt.NDArray[np.int64],
    left: int,
    top: int,
) -> None:
    """Give each resident a cell whose middle lies in the village, changing `people`."""
    dice = random.Random(f"{SEED}:{code}:rumah")
    shapely.prepare(area)
    for place, spread, count in settlements:
        missing = count
        for _ in range(ROUNDS):
            if spread:
                drawn = [
                    (dice.gauss(place.x, spread), dice.gauss(place.y, spread))
                    for _ in range(missing)
                ]
            else:
                west, south, east, north = place.bounds
                drawn = [
                    (dice.uniform(west, east), dice.uniform(south, north)) for _ in range(missing)
                ]
            if not drawn:
                break
            lon, lat = to_degrees.transform(*np.array(drawn).T)
            column = np.floor(lon * CELLS_PER_DEGREE).astype(int)
            row = np.floor(lat * CELLS_PER_DEGREE).astype(int)
            inside = shapely.contains_xy(
                area, (column + 0.5) / CELLS_PER_DEGREE, (row + 0.5) / CELLS_PER_DEGREE
            )
            np.add.at(people, (top - 1 - row[inside], column[inside] - left), 1)
            missing -= int(inside.sum())
        if missing:
            raise ValueError(f"no room for {missing} residents of {code}")


def _geotiff(people: npt.NDArray[np.int64], left: int, top: int) -> bytes:
    step = 1 / CELLS_PER_DEGREE
    profile = {
        "driver": "GTiff",
        "width": people.shape[1],
        "height": people.shape[0],
        "count": 1,
        "dtype": "uint16",
        "crs": "EPSG:4326",
        "transform": Affine(step, 0, left / CELLS_PER_DEGREE, 0, -step, top / CELLS_PER_DEGREE),
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "compress": "lzw",
        "predictor": 2,
    }
    with rasterio.Env(GDAL_NUM_THREADS="1"), MemoryFile() as memory:
        with memory.open(**profile) as target:
            target.write(people.astype(np.uint16), 1)
            target.set_band_description(1, "penduduk per sel")
            target.update_tags(
                judul="Raster penduduk contoh (DATA CONTOH, rekaan)", tahun=str(YEAR), satuan="jiwa"
            )
        return bytes(memory.read())
