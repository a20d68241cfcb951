"""What places of groups and people say together: density, reach, white spots, proposals."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from wksbm.config import RasterConfig
from wksbm.raster.density import Density, Ratio
from wksbm.raster.grid import Array, Grid
from wksbm.raster.reach import Window
from wksbm.text import Text

REACHES_M = (500.0, 1000.0, 2000.0, 5000.0)
PEOPLE_COLUMN = "penduduk_raster"
DIFFERENCE_COLUMN = "beda_penduduk_pct"
DISTANCE_COLUMN = "jarak_kelompok_m"
SHARE_COLUMN = "pct_penduduk_1km"
WITHIN_COLUMNS = dict(
    zip(REACHES_M, ("penduduk_500m", "penduduk_1km", "penduduk_2km", "penduduk_5km"), strict=True)
)
REACH_COLUMNS = frozenset({DISTANCE_COLUMN, SHARE_COLUMN, *WITHIN_COLUMNS.values()})
"""Columns that need the places of a village's groups."""


NO_VILLAGES: pd.Index[str] = pd.Index([], dtype="object")


@dataclass(frozen=True)
class Proposal:
    """
    One proposed place.

    Parameters
    ----------
    number
        1 adds most.
    name
        Of the candidate; empty when every populated cell was one.
    lon, lat
        Degrees.
    kode
        Village that it lies in; empty when in none.
    gained
        People whom it brings within reach, beyond those of the places before it.
    together
        People brought within reach so far.
    """

    number: int
    name: str
    lon: float
    lat: float
    kode: str
    gained: float
    together: float


@dataclass(frozen=True)
class Distances:
    """Metres from each populated cell to the nearest group (NaN elsewhere), and where they lie."""

    values: Array
    window: Window


@dataclass(frozen=True)
class Spread:
    """
    What places of groups and people say together.

    Parameters
    ----------
    config
        The choices made.
    columns
        For the village table, index `kode`: those of `PEOPLE_COLUMN` to `WITHIN_COLUMNS` that
        could be computed, float; NaN where not known.
    known
        Codes of the villages whose groups' places are known: they reported none, or at least 80 %
        of their groups have coordinates.
    placed
        Number of groups with coordinates in these villages.
    places
        Where groups are, in metres in the grid's CRS, shape (n, 2): those from which distances
        are measured, also in villages where the places of others are not known.
    density
        Groups (or members) per km² in the known villages; None without groups.
    judged
        Codes of the known villages that the raster covers.
    judged_grid
        The grid of the density, with no more than the judged villages inside; None without a
        raster.
    ratio
        Groups per 1,000 people on that grid; None where it cannot be computed.
    distances
        None without both.
    people_known
        People by the raster in the judged villages.
    spots
        Populated areas beyond reach (see `wksbm.raster.reach.white_spots`), or None.
    proposals, greedy
        Places that the covering model and the greedy rule choose.
    candidates
        Number of places that they chose from.
    optimal
        True when the model's choice is proven to be the best.
    beyond
        People in judged villages beyond reach of any group.
    remarks
        What was left out, for who made the atlas.
    """

    config: RasterConfig
    columns: pd.DataFrame
    known: pd.Index[str]
    placed: int
    places: Array
    density: Density | None = None
    judged: pd.Index[str] = field(default_factory=lambda: NO_VILLAGES)
    judged_grid: Grid | None = None
    ratio: Ratio | None = None
    distances: Distances | None = None
    people_known: float = float("nan")
    spots: gpd.GeoDataFrame | None = None
    proposals: tuple[Proposal, ...] = ()
    greedy: tuple[Proposal, ...] = ()
    candidates: int = 0
    optimal: bool = False
    beyond: float = float("nan")
    remarks: tuple[Text, ...] = ()
