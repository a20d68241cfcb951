"""The state of each village's report, as maps and GIS files show it."""

from __future__ import annotations

import pandas as pd

from wksbm.layers.model import Atlas


def report_states(atlas: Atlas) -> pd.Series[str]:
    """Return the key of each village's report on the map of reports, on the index of villages."""
    status = atlas.villages["status_data"].astype(str)
    states = status.where(status != "value", "reported")
    doubtful = [gap.kode for gap in atlas.gaps if gap.reason == "to_check"]
    unsure = states.index.isin(doubtful) & states.eq("not_reported")
    found: pd.Series[str] = states.mask(unsure, "to_check").astype(str)
    return found
