"""Tables of people within reach, areas without groups and proposed places, for any output."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from wksbm.layers.spread import (
    DISTANCE_COLUMN,
    PEOPLE_COLUMN,
    SHARE_COLUMN,
    WITHIN_COLUMNS,
    Proposal,
    Spread,
)

JUDGED_COLUMN = "penduduk_dinilai"
REACH_PACKAGE, SPOT_TABLE, PROPOSAL_TABLE = "titik_kosong.gpkg", "titik_kosong", "usulan_lokasi"
"""The GeoPackage of both tables, and their names in it."""
COVERING, _GREEDY = "cakupan_maksimal", "bertahap"
_DISTRICT = ["kode_kecamatan", "kecamatan"]


def reach_by_village(villages: gpd.GeoDataFrame, spread: Spread) -> pd.DataFrame:
    """
    Return people and distances of each village.

    Returns
    -------
    DataFrame
        kode, desa, kecamatan and the columns of the spread; NaN where not known.
    """
    return pd.DataFrame(villages[["desa", "kecamatan"]]).join(spread.columns).reset_index()


def reach_by_district(villages: gpd.GeoDataFrame, spread: Spread) -> pd.DataFrame:
    """
    Add up people by sub-district.

    Returns
    -------
    DataFrame
        kode_kecamatan, kecamatan, people by the raster in all its villages, people in those whose
        groups' places are known (`JUDGED_COLUMN`), of them the people within each reach, their
        mean distance (m) and the share within 1 km; NaN where no village is known. The last row
        is the whole region, with an empty code.
    """
    columns = spread.columns
    judged = columns[DISTANCE_COLUMN].notna() | columns[SHARE_COLUMN].notna()
    people = columns[PEOPLE_COLUMN]
    parts = pd.DataFrame(villages[_DISTRICT]).assign(
        **{
            PEOPLE_COLUMN: people,
            JUDGED_COLUMN: people.where(judged),
            "metres": people * columns[DISTANCE_COLUMN],
        },
        **{name: columns[name] for name in WITHIN_COLUMNS.values()},
    )
    sums = parts.groupby(_DISTRICT, sort=True).sum(min_count=1).reset_index()
    whole = parts.drop(columns=_DISTRICT).sum(min_count=1).to_frame().T
    table = pd.concat([sums, whole.assign(kode_kecamatan="", kecamatan="")], ignore_index=True)
    known = table[JUDGED_COLUMN].where(table[JUDGED_COLUMN] > 0)
    table[DISTANCE_COLUMN] = table.pop("metres") / known
    table[SHARE_COLUMN] = table[WITHIN_COLUMNS[1000.0]] / known * 100
    return table.reindex(columns=[*_DISTRICT, PEOPLE_COLUMN, JUDGED_COLUMN, *_measures()])


def spot_table(villages: gpd.GeoDataFrame, spread: Spread) -> gpd.GeoDataFrame:
    """
    Return the populated areas beyond reach, ranked.

    Returns
    -------
    GeoDataFrame
        peringkat, penduduk, luas_km2, jarak_terdekat_m, jarak_terjauh_m, kode, desa, kecamatan (of
        the village with most of its people), desa_semua, lon, lat (a point inside) and geometry,
        EPSG:4326. Empty when nothing was looked for.
    """
    columns = [
        *("peringkat", "penduduk", "luas_km2", "jarak_terdekat_m", "jarak_terjauh_m", "kode"),
        *("desa", "kecamatan", "desa_semua", "lon", "lat", "geometry"),
    ]
    spots = spread.spots
    if spots is None or spots.empty:
        empty = {name: pd.Series(dtype=object) for name in columns}
        return gpd.GeoDataFrame(empty, geometry="geometry", crs=villages.crs)
    inside = spots.geometry.representative_point()
    return gpd.GeoDataFrame(
        {
            "peringkat": spots.index.to_numpy(int),
            "penduduk": spots["people"].to_numpy(float).round(1),
            "luas_km2": (spots.to_crs(spots.estimate_utm_crs()).area / 1e6)
            .to_numpy(float)
            .round(4),
            "jarak_terdekat_m": spots["nearest_m"].to_numpy(float).round(1),
            "jarak_terjauh_m": spots["farthest_m"].to_numpy(float).round(1),
            "kode": spots["kode"].to_numpy(),
            "desa": villages.loc[spots["kode"], "desa"].to_numpy(),
            "kecamatan": villages.loc[spots["kode"], "kecamatan"].to_numpy(),
            "desa_semua": [
                ", ".join(str(villages.at[kode, "desa"]) for kode in kodes)
                for kodes in spots["kodes"]
            ],
            "lon": inside.x.to_numpy(float).round(6),
            "lat": inside.y.to_numpy(float).round(6),
        },
        geometry=spots.geometry.to_numpy(),
        crs=villages.crs,
    )


def proposal_table(villages: gpd.GeoDataFrame, spread: Spread) -> pd.DataFrame:
    """
    Return the proposed places of the covering model, then those of the greedy rule.

    Returns
    -------
    DataFrame
        cara (``cakupan_maksimal`` or ``bertahap``), urutan, nama, lon, lat, kode, desa, kecamatan,
        penduduk_bertambah, penduduk_terjangkau (so far), pct_terjangkau (of the people beyond
        reach), jangkauan_m.
    """
    names = villages[["desa", "kecamatan"]].astype(str)

    def row(method: str, entry: Proposal) -> dict[str, object]:
        known = entry.kode in names.index
        return {
            "cara": method,
            "urutan": entry.number,
            "nama": entry.name,
            "lon": entry.lon,
            "lat": entry.lat,
            "kode": entry.kode,
            "desa": names.at[entry.kode, "desa"] if known else "",
            "kecamatan": names.at[entry.kode, "kecamatan"] if known else "",
            "penduduk_bertambah": round(entry.gained, 1),
            "penduduk_terjangkau": round(entry.together, 1),
            "pct_terjangkau": round(entry.together / spread.beyond * 100, 2),
            "jangkauan_m": spread.config.reach_m,
        }

    rows = [
        *(row(COVERING, entry) for entry in spread.proposals),
        *(row(_GREEDY, entry) for entry in spread.greedy),
    ]
    columns = [
        *("cara", "urutan", "nama", "lon", "lat", "kode", "desa", "kecamatan"),
        *("penduduk_bertambah", "penduduk_terjangkau", "pct_terjangkau", "jangkauan_m"),
    ]
    return pd.DataFrame(rows, columns=columns)


def _measures() -> list[str]:
    return [DISTANCE_COLUMN, *WITHIN_COLUMNS.values(), SHARE_COLUMN]
