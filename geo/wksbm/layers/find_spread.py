"""Compute density, reach, areas without groups and proposed places from what there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import CRS

from wksbm.config import RasterConfig
from wksbm.crs import metric_crs, metric_points
from wksbm.layers.people import PeopleInputs
from wksbm.layers.proposals import with_proposals
from wksbm.layers.spread import (
    DIFFERENCE_COLUMN,
    DISTANCE_COLUMN,
    PEOPLE_COLUMN,
    REACHES_M,
    SHARE_COLUMN,
    WITHIN_COLUMNS,
    Distances,
    Spread,
)
from wksbm.layers.spread_remarks import (
    NO_GROUPS,
    NO_MEMBERS,
    NO_PLACES,
    NO_RASTER,
    NO_RATIO,
    NOBODY,
    TOO_FEW_PLACES,
    about_raster,
    coarse_raster,
    far_from_table,
    mean_members,
    rough_grid,
)
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.raster.density import Density, density_surface, per_thousand
from wksbm.raster.grid import Array, covering, make_grid
from wksbm.raster.population import (
    OutsideRegionError,
    PopulatedCells,
    people_by_village,
    populated_cells,
)
from wksbm.raster.reach import (
    cell_side,
    distance_raster,
    mean_distance,
    metres_to_nearest,
    people_within,
    white_spots,
    window_of,
)
from wksbm.tables.model import LinkedTable
from wksbm.text import LANGUAGES, Text, figure, fill

Report = Callable[[Text], None]
_ENOUGH_PLACES = 0.8
_ANYBODY = 1.0


def find_spread(
    villages: gpd.GeoDataFrame,
    groups: LinkedTable | None,
    people: PeopleInputs,
    config: RasterConfig,
    *,
    progress: Report,
    detail: Report,
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
    places = metric_points(register, metric)
    remarks = list(people.remarks)
    if config.by_members and len(points) and not points["jumlah_anggota"].gt(0).any():
        config = replace(config, by_members=False)
        remarks.append(NO_MEMBERS)
    if config.by_members:
        remarks += mean_members(points)
    spread = Spread(config, pd.DataFrame(index=villages.index), known, len(points), places)
    if points.empty:
        remarks.append(NO_PLACES if villages["status_data"].eq("value").any() else NO_GROUPS)
    else:
        progress(Text("menghitung kerapatan kelompok", "computing the density of groups"))
        spread = replace(spread, density=_density(points, villages, known, metric, config))
        if spread.density is None:
            remarks.append(TOO_FEW_PLACES)
        else:
            remarks += rough_grid(spread.density.grid, config)
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
            spread = _with_reach(spread, cells, villages, people, points, progress)
        remarks += about_raster(people.raster)
        remarks += far_from_table(counted, villages[POPULATION].astype(float), villages["desa"])
    except OutsideRegionError as error:
        remarks += [
            Text(*(problem.render(lang) for lang in LANGUAGES)) for problem in error.problems
        ]
        return replace(spread, remarks=tuple(remarks))
    return replace(spread, remarks=(*remarks, *spread.remarks))


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
    xy = metric_points(points, metric)
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
    points: pd.DataFrame,
    progress: Report,
) -> Spread:
    """Add the ratio, distances, people within reach, areas beyond it and proposed places."""
    config = spread.config
    known = villages.index.isin(spread.known)
    judged = known & spread.columns[PEOPLE_COLUMN].notna().to_numpy()
    total = spread.columns[PEOPLE_COLUMN].where(judged)
    spread = replace(spread, judged=villages.index[judged])
    if not total.sum() >= _ANYBODY:
        return replace(spread, remarks=(*spread.remarks, NOBODY))
    cells = everybody.of(judged)
    side = cell_side(cells)
    rough = coarse_raster(side, min(REACHES_M[0], config.reach_m))
    spread = replace(spread, remarks=(*spread.remarks, *rough))
    if spread.density is not None:
        spread = _with_ratio(spread, spread.density, cells, villages, points, side)
    progress(Text("mengukur jarak ke kelompok", "measuring distances to groups"))
    metres = metres_to_nearest(cells, spread.places)
    within = people_within(cells, metres, REACHES_M).rename(columns=WITHIN_COLUMNS)
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
    return with_proposals(spread, cells, metres, villages, people)


def _with_ratio(
    spread: Spread,
    density: Density,
    cells: PopulatedCells,
    villages: gpd.GeoDataFrame,
    points: pd.DataFrame,
    side: float,
) -> Spread:
    """Add the grid of the judged villages and, where groups are counted, the ratio on it."""
    grid, groups = density.grid, density
    if len(spread.judged) < len(spread.known):
        grid = covering(grid, villages.geometry[spread.judged].to_crs(grid.crs))
    spread = replace(spread, judged_grid=grid)
    if spread.config.by_members:
        return spread
    bandwidth = max(density.bandwidth, side)
    if grid is not density.grid or bandwidth > density.bandwidth:
        xy = metric_points(points[points["kode"].isin(spread.judged)], grid.crs)
        chosen = density.chosen if bandwidth == density.bandwidth else "raster"
        groups = replace(density_surface(xy, grid, bandwidth=bandwidth), chosen=chosen)
    lives = cells.table["people"].to_numpy(float)
    ratio = per_thousand(groups, cells.points, lives)
    if not np.isfinite(ratio.values).any():
        return replace(spread, remarks=(*spread.remarks, NO_RATIO))
    return replace(spread, ratio=ratio)
