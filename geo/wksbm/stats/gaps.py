"""Which villages are under-served, in what order."""

from __future__ import annotations

import pandas as pd

from wksbm.stats.rates import crude_rate, shortfall


def rank_gaps(count: pd.Series[float], population: pd.Series[float]) -> pd.DataFrame:
    """
    Rank the villages that have fewer groups than the median rate gives them.

    Parameters
    ----------
    count
        Recorded number of groups, index `kode`; 0 means reported none, NaN not reported.
    population
        Residents, same index; NaN when unknown.

    Returns
    -------
    DataFrame
        Index `kode`, in order: columns rank (1 is the most under-served; 0 for the unranked),
        reason (``none``, ``below_median``, ``unknown`` or ``not_reported``), missing (whole
        groups to the median rate, NaN when unknown) and rate (groups per 1,000 residents).
        Ranked by missing groups, then by the lower rate, then by code; a village without groups
        whose population is unknown comes after those whose shortfall is known. Villages whose
        rate cannot be computed (``unknown``) or that did not report follow, unranked. Villages
        at or above the median are not in it.
    """
    table = pd.DataFrame(
        {
            "missing": shortfall(count, population),
            "rate": crude_rate(count, population, per=1000),
            "reason": "",
        },
        index=count.index,
    )
    table.loc[table["missing"] > 0, "reason"] = "below_median"
    table.loc[count.notna() & table["rate"].isna(), "reason"] = "unknown"
    table.loc[count == 0, "reason"] = "none"
    table.loc[count.isna(), "reason"] = "not_reported"
    table = table[table["reason"] != ""].rename_axis("kode").reset_index()
    table["unranked"] = table["reason"].isin(["unknown", "not_reported"])
    table = table.sort_values(
        ["unranked", "missing", "rate", "kode"],
        ascending=[True, False, True, True],
        na_position="last",
    )
    table["rank"] = (~table["unranked"]).cumsum().where(~table["unranked"], 0)
    return table.set_index("kode")[["rank", "reason", "missing", "rate"]]
