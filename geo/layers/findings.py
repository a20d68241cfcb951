"""Say in words what the figures of a village mean."""

from __future__ import annotations

import math

import pandas as pd

from geo.config import Labels
from geo.layers.model import Gap
from geo.layers.village_table import GROUP_COUNT, POPULATION
from geo.stats.gaps import rank_gaps
from geo.stats.rates import crude_rate
from geo.text import LANGUAGES, Lang, Text, number


def find_gaps(villages: pd.DataFrame, labels: Labels) -> tuple[Gap, ...]:
    """
    List the under-served villages with their reasons.

    Parameters
    ----------
    villages
        The village table; suppressed villages are left out, since their place in the list
        would give their count away.
    labels
        What a village is called.

    Returns
    -------
    tuple of Gap
        Ranked as `geo.stats.gaps.rank_gaps` does; those that did not report come last.
    """
    shown = villages[villages["status_data"] != "suppressed"]
    count, population = shown[GROUP_COUNT], shown[POPULATION]
    median = float(crude_rate(count, population, per=1000).median())
    ranked = rank_gaps(count, population)
    return tuple(
        Gap(
            kode=str(kode),
            rank=int(row["rank"]),
            reason=row["reason"],
            missing=float(row["missing"]),
            sentence=Text(*(_sentence(row, median, labels, lang) for lang in LANGUAGES)),
        )
        for kode, row in ranked.iterrows()
    )


def _sentence(row: pd.Series, median: float, labels: Labels, lang: Lang) -> str:
    label = labels.desa.to(lang)
    missing = number(row["missing"], lang)
    median_rate = number(median, lang, decimals=1)
    known = not math.isnan(row["missing"])
    if row["reason"] == "not_reported":
        return {
            "id": f"{label.capitalize()} ini tidak melapor; belum dapat dinilai",
            "en": f"This {label} did not report; it cannot be judged",
        }[lang]
    if row["reason"] == "none" and not known:
        return {
            "id": "Melapor tidak ada kelompok; jumlah penduduk tidak diketahui",
            "en": "Reported no group; the number of residents is not known",
        }[lang]
    if row["reason"] == "none":
        return {
            "id": f"Melapor tidak ada kelompok; kurang {missing} untuk mencapai median",
            "en": f"Reported no group; {missing} short of the median",
        }[lang]
    rate = number(row["rate"], lang, decimals=1)
    return {
        "id": f"{rate} kelompok per 1.000 penduduk, di bawah median {median_rate}; "
        f"kurang {missing}",
        "en": f"{rate} groups per 1,000 residents, below the median of {median_rate}; "
        f"{missing} short",
    }[lang]
