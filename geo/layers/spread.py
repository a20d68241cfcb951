"""Where groups meet and where people live: density, reach, areas without groups, proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import CRS

from geo.config import RasterConfig
from geo.crs import WGS84, metric_crs
from geo.layers.people import PeopleInputs
from geo.layers.village_table import GROUP_COUNT, POPULATION
from geo.raster.density import Density, density_surface, per_thousand
from geo.raster.grid import Array, make_grid
from geo.raster.population import (
    OutsideRegionError,
    PopulatedCells,
    people_by_village,
    populated_cells,
)
from geo.raster.reach import (
    Window,
    distance_raster,
    inhabited,
    mean_distance,
    metres_to_nearest,
    people_within,
    white_spots,
    window_of,
)
from geo.raster.siting import Siting, cover_greedily, cover_most, thin_candidates
from geo.tables.model import LinkedTable
from geo.text import LANGUAGES, Text, figure, fill

Tell = Callable[[Text], None]

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
_ENOUGH_PLACES = 0.8


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
    density, ratio
        Groups (or members) per km², and groups per 1,000 people on the same grid; None without
        groups, and without a raster.
    distances
        None without both.
    people_known
        People by the raster in the known villages that it covers.
    spots
        Populated areas beyond reach (see `geo.raster.reach.white_spots`), or None.
    proposals, greedy
        Places that the covering model and the greedy rule choose.
    candidates
        Number of places that they chose from.
    optimal
        True when the model's choice is proven to be the best.
    beyond
        People in known villages beyond reach of any group.
    remarks
        What was left out, for who made the atlas.
    """

    config: RasterConfig
    columns: pd.DataFrame
    known: pd.Index[str]
    placed: int
    places: Array
    density: Density | None = None
    ratio: Array | None = None
    distances: Distances | None = None
    people_known: float = float("nan")
    spots: gpd.GeoDataFrame | None = None
    proposals: tuple[Proposal, ...] = ()
    greedy: tuple[Proposal, ...] = ()
    candidates: int = 0
    optimal: bool = False
    beyond: float = float("nan")
    remarks: tuple[Text, ...] = ()


def find_spread(
    villages: gpd.GeoDataFrame,
    groups: LinkedTable | None,
    people: PeopleInputs,
    config: RasterConfig,
    *,
    progress: Tell,
    detail: Tell,
) -> Spread:
    """
    Compute density, reach, areas without groups and proposed places, as far as the inputs allow.

    Parameters
    ----------
    villages
        The village table.
    groups
        The register; one without coordinates, a counts table or None leave out all but the people.
    people
        Population raster and candidates; without a raster only the density is computed.
    config
        The choices.
    progress, detail
        Told before each step; how far a long one is.
    """
    metric = metric_crs(villages)
    register = _placed(groups, villages)
    known = _known(register, villages)
    points = register[register["kode"].isin(known)]
    places = _xy(register, metric)
    remarks = list(people.remarks)
    if config.by_members and len(points) and not points["jumlah_anggota"].gt(0).any():
        config = replace(config, by_members=False)
        remarks.append(NO_MEMBERS)
    if config.by_members:
        remarks += _mean_members(points)
    spread = Spread(config, pd.DataFrame(index=villages.index), known, len(points), places)
    if points.empty:
        remarks.append(NO_PLACES)
    else:
        progress(Text("menghitung kerapatan kelompok", "computing the density of groups"))
        spread = replace(spread, density=_density(points, villages, known, metric, config))
        if spread.density is None:
            remarks.append(TOO_FEW_PLACES)
    if people.raster is None:
        remarks.append(NO_RASTER)
        return replace(spread, remarks=tuple(remarks))

    def read(done: int, whole: int) -> None:
        parts = {"done": figure(done), "whole": figure(whole)}
        detail(
            fill(
                Text(
                    "membaca raster penduduk: {done} dari {whole} wilayah",
                    "reading the population raster: {done} of {whole} areas",
                ),
                **parts,
            )
        )

    progress(Text("membaca raster penduduk", "reading the population raster"))
    try:
        if points.empty:
            counted = people_by_village(people.raster, villages.geometry, progress=read)
            spread = replace(spread, columns=_people_columns(counted, villages))
        else:
            cells = populated_cells(people.raster, villages.geometry, metric, progress=read)
            counted = cells.by_village(cells.table["people"].to_numpy(float))
            counted = counted.where(cells.known)
            spread = replace(spread, columns=_people_columns(counted, villages))
            spread = _with_reach(spread, cells, villages, people, progress)
    except OutsideRegionError as error:
        remarks += [
            Text(*(problem.render(lang) for lang in LANGUAGES)) for problem in error.problems
        ]
        return replace(spread, remarks=tuple(remarks))
    return replace(spread, remarks=tuple(remarks))


NO_PLACES = Text(
    "Letak kelompok (lon, lat) tidak tersedia: kerapatan, penduduk dalam jangkauan, daerah tanpa "
    "kelompok dan usulan tempat tidak dihitung.",
    "The groups' places (lon, lat) are not available: density, people within reach, areas without "
    "groups and proposed places are left out.",
)
NO_RASTER = Text(
    "Raster penduduk tidak tersedia: penduduk dalam jangkauan, daerah tanpa kelompok dan usulan "
    "tempat tidak dihitung.",
    "There is no population raster: people within reach, areas without groups and proposed places "
    "are left out.",
)


NO_MEMBERS = Text(
    "Jumlah anggota tidak diketahui: kerapatan menghitung kelompok, bukan anggota.",
    "The number of members is not known: the density counts groups, not members.",
)
TOO_FEW_PLACES = Text(
    "Kelompok yang letaknya diketahui terlalu sedikit untuk menghitung kerapatan; dengan "
    "bandwidth_m satu kelompok di dalam wilayah cukup.",
    "Too few groups have a known place for a density to be computed; with bandwidth_m one group "
    "inside the region is enough.",
)


def _mean_members(points: pd.DataFrame) -> list[Text]:
    """Say for how many groups the mean stands in place of members that are not known."""
    members = points["jumlah_anggota"].astype(float)
    missing = int(members.isna().sum())
    if not missing:
        return []
    told = Text(
        "Jumlah anggota {missing} dari {all} kelompok tidak diketahui: kerapatan anggota memakai "
        "rata-ratanya ({mean}).",
        "The members of {missing} of {all} groups are not known: the density of members takes "
        "their mean ({mean}).",
    )
    return [
        fill(
            told,
            missing=figure(missing),
            all=figure(len(members)),
            mean=figure(float(members.mean()), decimals=1),
        )
    ]


def _placed(groups: LinkedTable | None, villages: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the groups with coordinates: kode, lon, lat, members; none of suppressed villages."""
    columns = ["kode", "lon", "lat", "jumlah_anggota"]
    if groups is None or groups.kind != "register" or "lon" not in groups.data:
        return pd.DataFrame(columns=columns)
    register = groups.data.reindex(columns=columns)[groups.recorded]
    shown = villages.index[villages["status_data"] == "value"]
    return register[
        register["lon"].notna() & register["lat"].notna() & register["kode"].isin(shown)
    ]


def _known(register: pd.DataFrame, villages: gpd.GeoDataFrame) -> pd.Index[str]:
    """Return the villages whose groups' places are known well enough to say where none is."""
    places = register.groupby("kode").size().reindex(villages.index, fill_value=0)
    enough = places >= _ENOUGH_PLACES * villages[GROUP_COUNT]
    status = villages["status_data"]
    known: pd.Index[str] = villages.index[status.eq("zero") | (status.eq("value") & enough)]
    return known


def _density(
    points: pd.DataFrame,
    villages: gpd.GeoDataFrame,
    known: pd.Index[str],
    metric: CRS,
    config: RasterConfig,
) -> Density | None:
    grid = make_grid(villages.geometry[known].to_crs(metric), config.cell_m)
    xy = _xy(points, metric)
    inside = grid.place(xy)[1].sum()
    if inside == 0 or (inside < 2 and config.bandwidth_m is None):
        return None
    weights: Array | None = None
    if config.by_members:
        members = points["jumlah_anggota"].astype(float)
        weights = np.asarray(members.fillna(members.mean()), dtype=float)
    return density_surface(xy, grid, weights=weights, bandwidth=config.bandwidth_m)


def _people_columns(counted: pd.Series[float], villages: gpd.GeoDataFrame) -> pd.DataFrame:
    table = villages[POPULATION].astype(float)
    difference = (counted / table.where(table > 0) - 1) * 100
    return pd.DataFrame({PEOPLE_COLUMN: counted, DIFFERENCE_COLUMN: difference})


def _with_reach(
    spread: Spread,
    everybody: PopulatedCells,
    villages: gpd.GeoDataFrame,
    people: PeopleInputs,
    progress: Tell,
) -> Spread:
    """Add distances, people within reach, areas beyond it and proposed places."""
    config = spread.config
    known = villages.index.isin(spread.known)
    cells = everybody.of(known)
    if spread.density is not None and not config.by_members:
        lives = cells.table["people"].to_numpy(float)
        spread = replace(spread, ratio=per_thousand(spread.density, cells.points, lives))
    if cells.table.empty:
        return spread
    progress(Text("mengukur jarak ke kelompok", "measuring distances to groups"))
    metres = metres_to_nearest(cells, spread.places)
    judged = known & spread.columns[PEOPLE_COLUMN].notna().to_numpy()
    within = people_within(cells, metres, REACHES_M).rename(columns=WITHIN_COLUMNS)
    total = spread.columns[PEOPLE_COLUMN].where(judged)
    near = WITHIN_COLUMNS[1000.0]
    columns = spread.columns.assign(
        **{DISTANCE_COLUMN: mean_distance(cells, metres).where(judged)},
        **{name: within[name].where(judged) for name in WITHIN_COLUMNS.values()},
        **{SHARE_COLUMN: within[near].where(judged) / total.where(total > 0) * 100},
    )
    window = window_of(cells)
    spread = replace(
        spread,
        columns=columns,
        distances=Distances(distance_raster(cells, metres, window), window),
        people_known=float(total.sum()),
        spots=white_spots(
            cells,
            metres,
            villages,
            beyond=config.reach_m,
            fewest=config.fewest_people,
            people_per_km2=config.people_per_km2,
        ),
    )
    progress(Text("mencari usulan tempat", "looking for places to propose"))
    return _with_proposals(spread, cells, metres, villages, people)


def _with_proposals(
    spread: Spread,
    cells: PopulatedCells,
    metres: Array,
    villages: gpd.GeoDataFrame,
    people: PeopleInputs,
) -> Spread:
    config = spread.config
    far = metres > config.reach_m
    demand, lives = cells.points[far], cells.table["people"].to_numpy(float)[far]
    spread = replace(spread, beyond=float(lives.sum()))
    if not config.proposals or not len(demand):
        return spread
    options = _options(cells, villages, people, config)
    points = _xy(options, cells.crs)
    kept = np.arange(len(options))
    if people.candidates is None:
        kept = thin_candidates(points, demand, lives, reach=config.reach_m)
    chosen, greedy = (
        choose(points[kept], demand, lives, reach=config.reach_m, k=config.proposals)
        for choose in (cover_most, cover_greedily)
    )
    return replace(
        spread,
        proposals=_proposals(chosen, options.iloc[kept]),
        greedy=_proposals(greedy, options.iloc[kept]),
        candidates=len(kept),
        optimal=chosen.optimal,
    )


def _options(
    cells: PopulatedCells, villages: gpd.GeoDataFrame, people: PeopleInputs, config: RasterConfig
) -> pd.DataFrame:
    """Return the places to choose from: nama, lon, lat, kode."""
    if people.candidates is not None:
        given = people.candidates
        places = gpd.GeoDataFrame(
            geometry=gpd.points_from_xy(given["lon"], given["lat"]), crs=WGS84
        )
        found = places.sjoin(villages[["geometry"]].rename_axis("kode").reset_index(), how="left")
        kode = found.groupby(level=0)["kode"].first().fillna("")
        return given.assign(kode=kode)
    rows = cells.table[inhabited(cells, config.people_per_km2)]
    rows = rows.sort_values(["cell", "people"], ascending=[True, False], kind="stable")
    rows = rows.drop_duplicates("cell")
    middles = gpd.GeoSeries(gpd.points_from_xy(rows["x"], rows["y"]), crs=cells.crs).to_crs(WGS84)
    return pd.DataFrame(
        {
            "nama": "",
            "lon": middles.x.to_numpy().round(6),
            "lat": middles.y.to_numpy().round(6),
            "kode": cells.villages.to_numpy()[rows["village"]],
        }
    )


def _proposals(siting: Siting, options: pd.DataFrame) -> tuple[Proposal, ...]:
    together = np.cumsum(siting.gained)
    rows = options.iloc[siting.chosen]
    return tuple(
        Proposal(
            number=number,
            name=str(row.nama),
            lon=lon,
            lat=lat,
            kode=str(row.kode),
            gained=float(gained),
            together=float(so_far),
        )
        for number, (row, lon, lat, gained, so_far) in enumerate(
            zip(
                rows.itertuples(),
                rows["lon"].to_list(),
                rows["lat"].to_list(),
                siting.gained,
                together,
                strict=True,
            ),
            1,
        )
    )


def _xy(points: pd.DataFrame, metric: CRS) -> Array:
    """Return the places of rows with lon and lat in metres, shape (n, 2)."""
    places = gpd.GeoSeries.from_xy(
        points["lon"].astype(float), points["lat"].astype(float), crs=WGS84
    ).to_crs(metric)
    return np.column_stack([places.x.to_numpy(float), places.y.to_numpy(float)])
