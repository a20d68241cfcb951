"""What the page tells of each village's report, and how sure its rate is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from wksbm.layers.model import Gap
from wksbm.maps.page.village_reports import reports_payload
from wksbm.text import Text

from tests import board


def test_every_village_has_a_status_that_occurs(tmp_path: Path) -> None:
    found = reports_payload(board.atlas(tmp_path))
    assert found["statuses"] == ["zero", "value", "not_reported"]
    assert found["status"] == [0, 1, 1, 1, 1, 1, 1, 1, 2]
    assert found["interval"] is None


def test_rows_to_be_checked_are_not_a_missing_report(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    check = Gap(board.codes()[8], 0, "to_check", float("nan"), Text("Periksa.", "Check."))
    found = reports_payload(replace(atlas, gaps=(*atlas.gaps[:2], check)))
    assert found["statuses"][found["status"][8]] == "to_check"
    assert "not_reported" not in found["statuses"]


def test_the_interval_is_rounded_and_unknown_where_there_is_none(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    ends = {
        "kelompok_per_1000_bawah": np.array([0.0, 4.7954, *[1.0] * 6, np.nan]),
        "kelompok_per_1000_atas": np.array([3.6889, 18.3904, *[2.0] * 6, np.nan]),
    }
    found = reports_payload(replace(atlas, villages=atlas.villages.assign(**ends)))
    low, high = found["interval"]
    assert (low[0], high[0]) == (0.0, 3.7)
    assert (low[1], high[1]) == (4.8, 18.4)
    assert (low[8], high[8]) == (None, None)
