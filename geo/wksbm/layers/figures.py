"""Columns of the village table that no layer has: figures of the statistics, density and reach."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wksbm.layers.analysis import Analysis
from wksbm.layers.spread import (
    DIFFERENCE_COLUMN,
    DISTANCE_COLUMN,
    PEOPLE_COLUMN,
    SHARE_COLUMN,
    WITHIN_COLUMNS,
    Spread,
)
from wksbm.text import Text, distance, fill

_PEOPLE = Text("orang", "people")


@dataclass(frozen=True)
class Figure:
    """
    A column of the village table.

    Parameters
    ----------
    column
        Its name.
    meaning, unit
        For the column guide; the unit may be empty.
    decimals
        Digits shown to people.
    """

    column: str
    meaning: Text
    unit: Text
    decimals: int


_GROUPS = Text("kelompok", "groups")
_RATE = Text("kelompok per 1.000 penduduk", "groups per 1,000 residents")
_NONE = Text("", "")

FIGURES = (
    Figure(
        "kelompok_per_1000_bawah",
        Text(
            "Batas bawah selang kepercayaan 95% (Poisson, tepat)",
            "Lower end of the exact 95% Poisson interval",
        ),
        _RATE,
        1,
    ),
    Figure(
        "kelompok_per_1000_atas",
        Text(
            "Batas atas selang kepercayaan 95% (Poisson, tepat)",
            "Upper end of the exact 95% Poisson interval",
        ),
        _RATE,
        1,
    ),
    Figure(
        "kelompok_per_1000_eb",
        Text(
            "Angka dihaluskan ke angka seluruh wilayah (Bayes empiris global)",
            "Rate smoothed towards that of the whole area (global empirical Bayes)",
        ),
        _RATE,
        1,
    ),
    Figure(
        "harapan_kelompok",
        Text(
            "Kelompok yang diharapkan menurut penduduknya",
            "Groups expected from the number of residents",
        ),
        _GROUPS,
        1,
    ),
    Figure(
        "peluang_sesedikit",
        Text(
            "Peluang sesedikit ini atau kurang bila angka di mana-mana sama (Poisson)",
            "Probability of so few or fewer if the rate were the same everywhere (Poisson)",
        ),
        _NONE,
        3,
    ),
    Figure(
        "q_kekurangan",
        Text(
            "Nilai q perbedaan dari harapan (dua sisi, Benjamini-Hochberg)",
            "q-value of the difference from the expected number (two-sided, Benjamini-Hochberg)",
        ),
        _NONE,
        3,
    ),
    Figure(
        "jumlah_tetangga",
        Text("Tetangga yang dapat dinilai", "Neighbours that can be judged"),
        _NONE,
        0,
    ),
    Figure("moran_lokal", Text("Moran lokal I", "Local Moran I"), _NONE, 2),
    Figure(
        "moran_p",
        Text("Nilai p Moran lokal, dua sisi", "p-value of local Moran, two-sided"),
        _NONE,
        4,
    ),
    Figure(
        "moran_q",
        Text("Nilai q Moran lokal, terkoreksi", "q-value of local Moran, corrected"),
        _NONE,
        4,
    ),
    Figure("gi_z", Text("Getis-Ord Gi*, skor z", "Getis-Ord Gi*, z-score"), _NONE, 2),
    Figure("gi_p", Text("Nilai p Gi*, dua sisi", "p-value of Gi*, two-sided"), _NONE, 4),
    Figure("gi_q", Text("Nilai q Gi*, terkoreksi", "q-value of Gi*, corrected"), _NONE, 4),
    Figure(
        "nomor_daerah",
        Text(
            "Nomor daerah statistik pindai, bila di dalamnya",
            "Number of the scan statistic's area, where inside one",
        ),
        _NONE,
        0,
    ),
    Figure("peringkat_prioritas", Text("Peringkat prioritas", "Rank of priority"), _NONE, 0),
    Figure(
        "peringkat_tertinggi",
        Text(
            "Peringkat prioritas tertinggi bila satu pilihan diubah",
            "Highest rank of priority if one choice is changed",
        ),
        _NONE,
        0,
    ),
    Figure(
        "peringkat_terendah",
        Text(
            "Peringkat prioritas terendah bila satu pilihan diubah",
            "Lowest rank of priority if one choice is changed",
        ),
        _NONE,
        0,
    ),
)


def figure_columns(analysis: Analysis) -> pd.DataFrame:
    """
    Return the columns of `FIGURES`.

    Returns
    -------
    DataFrame
        Float, index `kode` of all villages; NaN where a village cannot be judged or, for
        `nomor_daerah`, lies in no area.
    """
    index = analysis.count.index
    area = pd.Series(float("nan"), index=index)
    for number, cluster in enumerate(analysis.scan.clusters, 1):
        area[list(cluster.members)] = number
    priority = analysis.priority.reindex(index)
    links = analysis.neighbours.among(analysis.judged)
    neighbours = pd.Series(links.cardinalities, index=links.index)
    local, hot = analysis.local.table, analysis.hot.table
    columns = {
        "kelompok_per_1000_bawah": analysis.interval["lower"],
        "kelompok_per_1000_atas": analysis.interval["upper"],
        "kelompok_per_1000_eb": analysis.smoothed["global"],
        "harapan_kelompok": analysis.shortage["expected"],
        "peluang_sesedikit": analysis.shortage["chance"],
        "q_kekurangan": analysis.shortage["q"],
        "jumlah_tetangga": neighbours,
        "moran_lokal": local["statistic"],
        "moran_p": local["p"],
        "moran_q": local["q"],
        "gi_z": hot["statistic"],
        "gi_p": hot["p"],
        "gi_q": hot["q"],
        "nomor_daerah": area,
        "peringkat_prioritas": priority.get("rank"),
        "peringkat_tertinggi": priority.get("best"),
        "peringkat_terendah": priority.get("worst"),
    }
    return pd.DataFrame(columns, index=index, columns=[figure.column for figure in FIGURES]).astype(
        float
    )


def own_figures(villages: pd.DataFrame, analysis: Analysis | None) -> tuple[Figure, ...]:
    """Return those of `FIGURES` that the village table holds, and not a user's column instead."""
    if analysis is None:
        return ()
    columns = figure_columns(analysis)
    return tuple(
        figure
        for figure in FIGURES
        if figure.column in villages and columns[figure.column].equals(villages[figure.column])
    )


def _reach_figure(metres: float, column: str) -> Figure:
    meaning = fill(
        Text(
            "Penduduk menurut raster paling jauh {reach} dari kelompok terdekat (garis lurus)",
            "People by the raster within {reach} of the nearest group (straight line)",
        ),
        reach=distance(metres),
    )
    return Figure(column, meaning, _PEOPLE, 0)


SPREAD_FIGURES = (
    Figure(
        PEOPLE_COLUMN,
        Text("Penduduk menurut raster penduduk", "People by the population raster"),
        _PEOPLE,
        0,
    ),
    Figure(
        DIFFERENCE_COLUMN,
        Text(
            "Beda penduduk menurut raster terhadap tabel penduduk",
            "Difference of the raster's people from the table of residents",
        ),
        Text("%", "%"),
        1,
    ),
    Figure(
        DISTANCE_COLUMN,
        Text(
            "Jarak rata-rata penduduk ke kelompok terdekat (garis lurus)",
            "Mean distance of people to the nearest group (straight line)",
        ),
        Text("m", "m"),
        0,
    ),
    *(_reach_figure(metres, column) for metres, column in WITHIN_COLUMNS.items()),
    Figure(
        SHARE_COLUMN,
        Text(
            "Penduduk paling jauh 1 km dari kelompok terdekat (garis lurus)",
            "People within 1 km of the nearest group (straight line)",
        ),
        Text("%", "%"),
        1,
    ),
)


SPREAD_COLUMNS = frozenset(entry.column for entry in SPREAD_FIGURES)


def spread_figures(spread: Spread | None) -> tuple[Figure, ...]:
    """Return the columns that a build has added to the village table."""
    if spread is None:
        return ()
    return tuple(entry for entry in SPREAD_FIGURES if entry.column in spread.columns)
