"""What the page tells of each village besides its figures: its report, and how sure its rate is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from wksbm.layers.model import Atlas

TO_CHECK = "to_check"
_ENDS = ("kelompok_per_1000_bawah", "kelompok_per_1000_atas")
_DIGITS = 1


def reports_payload(atlas: Atlas) -> dict[str, Any]:
    """
    Return report and confidence of every village.

    Parameters
    ----------
    atlas
        The built atlas.

    Returns
    -------
    dict
        ``statuses`` that occur (a `State` of the count of groups, or ``to_check`` where a person
        must look at the rows first); ``status``, the place of each village's among them;
        ``interval``, the two ends of the 95 % interval of groups per 1,000 residents as columns,
        rounded, None where there is none; ``interval`` itself is None without statistics.
    """
    table = atlas.villages
    doubtful = {gap.kode for gap in atlas.gaps if gap.reason == TO_CHECK}
    reported = [
        TO_CHECK if kode in doubtful else str(status)
        for kode, status in table["status_data"].items()
    ]
    statuses = list(dict.fromkeys(reported))
    known = set(_ENDS) <= set(table.columns)
    return {
        "statuses": statuses,
        "status": [statuses.index(status) for status in reported],
        "interval": [_column(table[end]) for end in _ENDS] if known else None,
    }


def _column(figures: pd.Series[float]) -> list[float | None]:
    return [None if pd.isna(figure) else round(float(figure), _DIGITS) for figure in figures]
