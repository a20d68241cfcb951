"""The areas of the scan statistic, each in a sentence."""

from __future__ import annotations

import math

import geopandas as gpd
from shapely import union_all

from wksbm.config import Labels
from wksbm.findings.category_words import p_value
from wksbm.layers.analysis import Analysis
from wksbm.layers.model import ScanArea
from wksbm.layers.places import members, places
from wksbm.text import Text, amount, figure, fill

_GROUPS = Text("kelompok", "group")


def find_areas(
    villages: gpd.GeoDataFrame, analysis: Analysis, labels: Labels
) -> tuple[ScanArea, ...]:
    """
    Describe the areas of the scan statistic.

    Parameters
    ----------
    villages
        The village table.
    analysis
        The statistics.
    labels
        What villages and sub-districts are called.
    """
    areas = []
    for number, cluster in enumerate(analysis.scan.clusters, 1):
        inside = villages.loc[list(cluster.members)]
        kind: str = "more" if cluster.kind == "high" else "fewer"
        sentence = fill(
            Text(
                "Daerah {number}: {villages} di {places}; tercatat {recorded}, {more} daripada "
                "{expected} yang diharapkan ({ratio}{p}).",
                "Area {number}: {villages} in {places}; {recorded} on record, {more} than the "
                "{expected} expected ({ratio}{p}).",
            ),
            number=figure(number),
            villages=members(inside["desa"], labels),
            places=places(villages, inside.index, labels),
            recorded=amount(int(cluster.recorded), _GROUPS),
            more=Text("lebih banyak", "more") if kind == "more" else Text("lebih sedikit", "fewer"),
            expected=figure(cluster.expected),
            ratio=_ratio(cluster.relative_risk),
            p=p_value(cluster.p),
        )
        areas.append(
            ScanArea(
                number=number,
                kind="more" if kind == "more" else "fewer",
                villages=cluster.members,
                geometry=union_all(inside.geometry.to_numpy()),
                recorded=cluster.recorded,
                expected=cluster.expected,
                ratio=cluster.relative_risk,
                p=cluster.p,
                sentence=sentence,
            )
        )
    return tuple(areas)


def _ratio(ratio: float) -> Text:
    """Compare the rate inside with that outside; nothing to say where there is no group inside."""
    if not math.isfinite(ratio):
        return Text("di luarnya tidak ada kelompok; ", "no group outside; ")
    if ratio == 0:
        return Text("", "")
    return fill(
        Text("{ratio} kali angka di luarnya; ", "{ratio} times the rate outside; "),
        ratio=figure(ratio, decimals=1),
    )
