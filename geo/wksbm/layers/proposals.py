"""Places proposed for new groups, chosen from populated cells or from a table of candidates."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from wksbm.config import RasterConfig
from wksbm.crs import WGS84, metric_points
from wksbm.layers.people import PeopleInputs
from wksbm.layers.spread import Proposal, Spread
from wksbm.layers.spread_remarks import candidate_remarks
from wksbm.raster.grid import Array
from wksbm.raster.population import PopulatedCells
from wksbm.raster.reach import inhabited
from wksbm.raster.siting import Siting, cover_greedily, cover_most, thin_candidates


def with_proposals(
    spread: Spread,
    cells: PopulatedCells,
    metres: Array,
    villages: gpd.GeoDataFrame,
    people: PeopleInputs,
) -> Spread:
    """
    Add the places of the covering model and, beside them, those of the greedy rule.

    Parameters
    ----------
    spread
        What was found so far.
    cells, metres
        Where people live, and how far each row is from the nearest group.
    villages
        The village table, in which candidates are looked up.
    people
        Candidates, if there is a table; otherwise populated cells are chosen from.
    """
    config = spread.config
    far = metres > config.reach_m
    demand, lives = cells.points[far], cells.table["people"].to_numpy(float)[far]
    spread = replace(spread, beyond=float(lives.sum()))
    if not config.proposals or not len(demand):
        return spread
    options = _options(cells, villages, people, config)
    if people.candidates is not None:
        remarks = candidate_remarks(
            options, config.reach_m, _useful(options, demand, cells, config)
        )
        spread = replace(spread, remarks=(*spread.remarks, *remarks))
    points = metric_points(options, cells.crs)
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


def _useful(
    options: pd.DataFrame, demand: Array, cells: PopulatedCells, config: RasterConfig
) -> int:
    """Return how many candidates would bring somebody within reach."""
    if options.empty:
        return 0
    nearest, _ = cKDTree(demand).query(metric_points(options, cells.crs))
    return int((nearest <= config.reach_m).sum())


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
