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
from wksbm.text import Text, figure, fill, join_texts

_MOST_DIGITS = 4
_SENTENCES = {
    "not_reported": Text(
        "{label} ini tidak melapor; belum dapat dinilai",
        "This {label} did not report; it cannot be judged",
    ),
    "to_check": Text(
        "Datanya perlu diperiksa dahulu; belum dapat dinilai",
        "Its rows must be checked first; it cannot be judged yet",
    ),
    "unknown": Text(
        "Jumlah penduduk tidak diketahui; belum dapat dinilai",
        "The number of residents is not known; it cannot be judged",
    ),
    "none_unknown": Text(
        "Melapor tidak ada kelompok; jumlah penduduk tidak diketahui",
        "Reported no group; the number of residents is not known",
    ),
    "none": Text(
        "Melapor tidak ada kelompok; kurang {missing} untuk mencapai median",
        "Reported no group; {missing} short of the median",
    ),
}
_UNREADABLE = Text("{rows} tanpa angka yang terbaca", "{rows} without a readable figure")
_UNNAMED = Text("{rows} tidak menyebut kelompok", "{rows} name no group")
_BELOW = Text(
    "{rate} kelompok per 1.000 penduduk, di bawah median {median}; kurang {missing}",
    "{rate} groups per 1,000 residents, below the median of {median}; {missing} short",
)


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
            sentence=_sentence(row, median, labels),
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
    return fill(
        Text(
            "{rows} baris {table} ({values}) tidak masuk wilayah mana pun di peta ini; "
            "sebab setiap baris ada dalam perlu_diperiksa.xlsx.",
            "{rows} rows of {table} ({values}) are in no area of this map; "
            "perlu_diperiksa.xlsx says why, row by row.",
        ),
        rows=figure(len(lost)),
        table=groups.raw.name,
        values=_value_words(value, unreadable, groups.kind),
    )


def _value_words(value: float, unreadable: int, kind: str) -> Text:
    """Say what lost rows carry: groups, and figures that nobody can read."""
    known = fill(Text("{groups} kelompok", "{groups} groups"), groups=figure(value))
    lacking = _UNNAMED if kind == "register" else _UNREADABLE
    unknown = fill(lacking, rows=figure(unreadable))
    if not unreadable:
        return known
    return join_texts([known, unknown], by=", ") if value else unknown


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


def _sentence(row: pd.Series, median: float, labels: Labels) -> Text:
    known, digits = not math.isnan(row["missing"]), _decimals(row["rate"], median)
    reason = "none_unknown" if row["reason"] == "none" and not known else row["reason"]
    return fill(
        _SENTENCES.get(reason, _BELOW),
        label=Text(labels.desa.id.capitalize(), labels.desa.en),
        missing=figure(row["missing"]),
        rate=figure(row["rate"], decimals=digits),
        median=figure(median, decimals=digits),
    )
