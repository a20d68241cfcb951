"""Gather everything known about each village into one table, before any indicator."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from wksbm.boundaries.model import Boundaries
from wksbm.tables.model import LinkedTable
from wksbm.text import Text, amount, figure, fill

GROUP_COUNT = "jumlah_kelompok"
POPULATION = "penduduk"


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
        Linked attribute tables; where two give the same column, the later one wins for the
        villages that it names.
    minimum_groups
        Counts below this, but not 0, are suppressed: the count becomes NaN.

    Returns
    -------
    table : GeoDataFrame
        Index `kode`, EPSG:4326: the boundary columns, every attribute column (float),
        `penduduk` (NaN when unknown), `jumlah_kelompok` (NaN unless value or zero) and
        `status_data` (value, zero, not_reported or suppressed).
    notes : list of Text
        What every reader must know: suppression, a missing population.
    remarks : list of Text
        What was overridden.
    """
    table = boundaries.villages.copy()
    notes: list[Text] = []
    remarks: list[Text] = []
    for attribute in attributes:
        for column in attribute.data.columns.drop("kode"):
            figures = attribute.data.set_index("kode")[column].astype(float)
            figures = figures.groupby(level=0).first().reindex(table.index)
            if column in table.columns:
                remarks.append(_overridden(column, attribute.raw.name))
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
    count = _group_count(groups, table.index)
    small = count.gt(0) & count.lt(minimum_groups)
    if small.any():
        notes.append(_suppressed(int(small.sum()), minimum_groups))
    table[GROUP_COUNT] = count.mask(small)
    table["status_data"] = np.select(
        [small, count.isna(), count.eq(0)], ["suppressed", "not_reported", "zero"], "value"
    )
    return table, notes, remarks


def _group_count(groups: LinkedTable | None, villages: pd.Index[str]) -> pd.Series[float]:
    """Count groups by village; a village that no row speaks of has not reported."""
    if groups is None:
        return pd.Series(np.nan, index=villages, name=GROUP_COUNT)
    if groups.kind == "register":
        recorded = groups.recorded.astype(float)
    else:
        recorded = groups.data[GROUP_COUNT].astype(float)
    totals = recorded.groupby(groups.data["kode"]).sum(min_count=1)
    return totals.reindex(villages).astype(float).rename(GROUP_COUNT)


def _overridden(column: str, name: str) -> Text:
    return Text(
        f"Kolom '{column}' dari {name} menggantikan angka sebelumnya.",
        f"Column '{column}' of {name} replaces the earlier figures.",
    )


def _suppressed(villages: int, minimum: int) -> Text:
    return fill(
        Text(
            "{villages} dengan kurang dari {minimum} kelompok disamarkan; link_report.json dan "
            "perlu_diperiksa.xlsx memuat angka aslinya dan bukan untuk disebarkan.",
            "{villages} with fewer than {minimum} groups: the number is suppressed; "
            "link_report.json and perlu_diperiksa.xlsx hold the true numbers and are not to be "
            "passed on.",
        ),
        villages=amount(villages, Text("wilayah", "area")),
        minimum=figure(minimum),
    )
