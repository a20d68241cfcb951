"""Say in words what the figures of a village mean."""

from __future__ import annotations

import math

import pandas as pd

from wksbm.config import Labels
from wksbm.layers.model import Gap
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.stats.gaps import rank_gaps
from wksbm.stats.rates import crude_rate
from wksbm.tables.model import LinkedTable
from wksbm.text import LANGUAGES, Lang, Text, number

_MOST_DIGITS = 4


def find_gaps(
    villages: pd.DataFrame, groups: LinkedTable | None, labels: Labels
) -> tuple[Gap, ...]:
    """
    List the under-served villages with their reasons.

    Parameters
    ----------
    villages
        The village table; suppressed villages are left out, since their place in the list
        would give their count away.
    groups
        The linked group table: a village without a figure that one of its doubtful rows may
        belong to is told apart from one that sent none.
    labels
        What a village is called.

    Returns
    -------
    tuple of Gap
        Ranked as `wksbm.stats.gaps.rank_gaps` does; those that did not report come last.
    """
    shown = villages[villages["status_data"] != "suppressed"]
    count, population = shown[GROUP_COUNT], shown[POPULATION]
    median = float(crude_rate(count, population, per=1000).median())
    ranked = rank_gaps(count, population)
    doubtful = ranked.index.isin(_doubtful(groups)) & ranked["reason"].eq("not_reported")
    ranked.loc[doubtful, "reason"] = "to_check"
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


def unplaced_note(groups: LinkedTable | None) -> Text | None:
    """Say how many rows of the group table are in no village's figure; None when all are."""
    if groups is None:
        return None
    lost = [item for item in groups.items if item.status != "linked" and not item.repeats]
    if not lost:
        return None
    value = sum(item.value or 0 for item in lost)
    unreadable = sum(item.value is None for item in lost)
    told = [_value_words(value, unreadable, groups.kind, lang) for lang in LANGUAGES]
    rows = [number(len(lost), lang) for lang in LANGUAGES]
    return Text(
        f"{rows[0]} baris {groups.raw.name} ({told[0]}) tidak masuk wilayah mana pun di "
        "peta ini; sebab setiap baris ada dalam perlu_diperiksa.xlsx.",
        f"{rows[1]} rows of {groups.raw.name} ({told[1]}) are in no area of this map; "
        "perlu_diperiksa.xlsx says why, row by row.",
    )


def _value_words(value: float, unreadable: int, kind: str, lang: Lang) -> str:
    """Say what lost rows carry: groups, and figures that nobody can read."""
    groups, rows = number(value, lang), number(unreadable, lang)
    words = Text("tanpa angka yang terbaca", "without a readable figure")
    if kind == "register":
        words = Text("tidak menyebut kelompok", "name no group")
    lacking = f"{rows} {words.to(lang)}"
    known = {"id": f"{groups} kelompok", "en": f"{groups} groups"}[lang]
    return ", ".join([known] * bool(value or not unreadable) + [lacking] * bool(unreadable))


def _doubtful(groups: LinkedTable | None) -> set[str]:
    """Return the villages that ambiguous or rejected rows may belong to."""
    if groups is None:
        return set()
    return {
        str(candidate["kode"])
        for item in groups.items
        if item.status in ("ambiguous", "rejected")
        for candidate in item.candidates
    }


def _decimals(first: float, second: float) -> int:
    """Return the digits, at least one, at which two different figures look different."""
    for digits in range(1, _MOST_DIGITS):
        if round(first, digits) != round(second, digits):
            return digits
    return _MOST_DIGITS


def _sentence(row: pd.Series, median: float, labels: Labels, lang: Lang) -> str:
    label = labels.desa.to(lang)
    missing = number(row["missing"], lang)
    digits = _decimals(row["rate"], median)
    median_rate = number(median, lang, decimals=digits)
    known = not math.isnan(row["missing"])
    if row["reason"] == "not_reported":
        return {
            "id": f"{label.capitalize()} ini tidak melapor; belum dapat dinilai",
            "en": f"This {label} did not report; it cannot be judged",
        }[lang]
    if row["reason"] == "to_check":
        return {
            "id": "Datanya perlu diperiksa dahulu; belum dapat dinilai",
            "en": "Its rows must be checked first; it cannot be judged yet",
        }[lang]
    if row["reason"] == "unknown":
        return {
            "id": "Jumlah penduduk tidak diketahui; belum dapat dinilai",
            "en": "The number of residents is not known; it cannot be judged",
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
    rate = number(row["rate"], lang, decimals=digits)
    return {
        "id": f"{rate} kelompok per 1.000 penduduk, di bawah median {median_rate}; "
        f"kurang {missing}",
        "en": f"{rate} groups per 1,000 residents, below the median of {median_rate}; "
        f"{missing} short",
    }[lang]
