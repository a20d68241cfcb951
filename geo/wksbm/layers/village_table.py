"""Gather everything known about each village into one table, before any indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from wksbm.boundaries.model import Boundaries
from wksbm.layers.suppression import suppress
from wksbm.tables.model import LinkedTable
from wksbm.text import Text, amount, figure, fill

GROUP_COUNT = "jumlah_kelompok"
POPULATION = "penduduk"
UNRESOLVED = "baris_diperiksa"
_COMPUTED = (GROUP_COUNT, "status_data", UNRESOLVED)
_NAMED = 5


def village_table(
    boundaries: Boundaries,
    groups: LinkedTable | None,
    attributes: Sequence[LinkedTable],
    *,
    minimum_groups: int,
) -> tuple[gpd.GeoDataFrame, list[Text], list[Text]]:
    """
    Join the boundary layer with the group counts and the village attributes.

    Parameters
    ----------
    boundaries
        The villages.
    groups
        Linked register or counts table; None leaves every village unreported.
    attributes
        Linked attribute tables (see `wksbm.layers.attributes.join_attributes`); those that give
        the same column speak of different villages.
    minimum_groups
        Villages with fewer groups than this, but not none, are suppressed (see
        `wksbm.layers.suppression.suppress`).

    Returns
    -------
    table : GeoDataFrame
        Index `kode`, EPSG:4326: the boundary columns, every attribute column (float),
        `penduduk` (NaN when unknown), `jumlah_kelompok` (NaN unless value or zero),
        `status_data` (value, zero, not_reported or suppressed), of wide tables a column for each
        kind, and, if any, `baris_diperiksa` (rows that fit the village and are not counted).
    notes : list of Text
        What every reader must know: suppression, a missing population.
    remarks : list of Text
        What was overridden.
    """
    table = boundaries.villages.copy()
    notes: list[Text] = []
    remarks: list[Text] = []
    own = set(table.columns)
    for attribute in attributes:
        for column in attribute.data.columns.drop("kode"):
            if column in _COMPUTED:
                remarks.append(_not_taken(column, attribute.raw.name))
                continue
            figures = attribute.data.set_index("kode")[column].astype(float)
            figures = figures.groupby(level=0).first().reindex(table.index)
            if column in own:
                remarks.append(_overridden(column, attribute.raw.name))
            if column in table.columns:
                figures = figures.where(figures.notna(), table[column])
            table[column] = figures
    if POPULATION not in table.columns:
        table[POPULATION] = np.nan
        notes.append(
            Text(
                "Tidak ada data penduduk: angka per 1.000 penduduk tidak dapat dihitung.",
                "No population is known: figures per 1,000 residents cannot be computed.",
            )
        )
    groups = groups and suppress(groups, minimum_groups)
    count = _group_count(groups, table.index)
    hidden = table.index.isin(groups.suppressed if groups else ())
    if hidden.any():
        notes.append(_suppressed(int(hidden.sum()), minimum_groups))
    table[GROUP_COUNT] = count
    table["status_data"] = np.select(
        [hidden, count.isna(), count.eq(0)], ["suppressed", "not_reported", "zero"], "value"
    )
    if groups is not None and groups.kind == "counts":
        for column in groups.data.columns.drop(["kode", GROUP_COUNT]):
            table[column] = _sums(groups, groups.data[column], table.index)
    unresolved = unresolved_rows(groups)
    if unresolved:
        rows = pd.Series(unresolved).reindex(table.index).fillna(0).astype("int64")
        table[UNRESOLVED] = rows
        notes.append(_unresolved(rows[rows > 0], table["desa"], str(groups and groups.raw.name)))
    return table, notes, remarks


def _group_count(groups: LinkedTable | None, villages: pd.Index[str]) -> pd.Series[float]:
    """Count groups by village; a village that no row speaks of has not reported."""
    if groups is None:
        return pd.Series(np.nan, index=villages, name=GROUP_COUNT)
    if groups.kind == "register":
        recorded = groups.recorded.astype(float)
    else:
        recorded = groups.data[GROUP_COUNT].astype(float)
    return _sums(groups, recorded, villages).rename(GROUP_COUNT)


def _sums(
    groups: LinkedTable, figures: pd.Series[float], villages: pd.Index[str]
) -> pd.Series[float]:
    """Sum figures of rows by village; NaN where no row gives one."""
    totals = figures.astype(float).groupby(groups.data["kode"]).sum(min_count=1)
    return totals.reindex(villages).astype(float)


def unresolved_rows(groups: LinkedTable | None) -> dict[str, int]:
    """
    Count the rows that nobody has resolved yet, by the villages that they fit.

    Parameters
    ----------
    groups
        Linked group table; rows that are superfluous, or of another region, do not count.

    Returns
    -------
    dict
        kode -> number of rows; a row that fits two villages counts for both.
    """
    found: Counter[str] = Counter()
    for item in groups.items if groups else ():
        if item.status != "linked" and item.mend:
            found.update({str(entry["kode"]) for entry in item.candidates if entry["score"] >= 100})
    return dict(found)


def _unresolved(rows: pd.Series[int], names: pd.Series[str], file: str) -> Text:
    ranked = rows.sort_values(ascending=False, kind="stable")
    first = ranked.iloc[:_NAMED]
    shown = [f"{name} ({count})" for name, count in zip(names[first.index], first, strict=True)]
    listed = ", ".join(shown) + (", …" if len(ranked) > _NAMED else "")
    return fill(
        Text(
            f"Pada {{villages}} ada baris {file} yang belum jelas dan tidak dihitung: {listed}; "
            "perlu_diperiksa.xlsx memuat baris itu.",
            f"{{villages}} with rows of {file} that are not clear yet and are not counted: "
            f"{listed}; perlu_diperiksa.xlsx holds those rows.",
        ),
        villages=amount(len(ranked), Text("wilayah", "area")),
    )


def _not_taken(column: str, file: str) -> Text:
    return fill(
        Text(
            "Kolom '{column}' dari {file} tidak dipakai: isinya dihitung dari tabel kelompok "
            "(--groups).",
            "The column '{column}' of {file} is not used: it is computed from the table of groups "
            "(--groups).",
        ),
        column=column,
        file=file,
    )


def _overridden(column: str, name: str) -> Text:
    return Text(
        f"Kolom '{column}' dari {name} menggantikan angka sebelumnya.",
        f"Column '{column}' of {name} replaces the earlier figures.",
    )


def _suppressed(villages: int, minimum: int) -> Text:
    return fill(
        Text(
            "{villages} dengan kurang dari {minimum} kelompok disamarkan dan tidak ikut dalam "
            "jumlah mana pun.",
            "{villages} with fewer than {minimum} groups are suppressed and in no sum.",
        ),
        villages=amount(villages, Text("wilayah", "area")),
        minimum=figure(minimum),
    )
