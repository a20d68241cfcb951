"""The order of priority: counted by hand, and how far it hangs on its choices."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from wksbm.stats.neighbours import contiguity
from wksbm.stats.priority import Weights, priorities

from tests.stats.maps import squares

LINE = squares(1, 4)
LINKS = contiguity(LINE)


def series(*values: float) -> pd.Series:
    """Return values for the four villages in a row."""
    return pd.Series([float(value) for value in values], index=LINE.index)


def rank(
    count: pd.Series,
    wanted: pd.Series,
    need: pd.Series | None = None,
    weights: Weights | None = None,
    **others: pd.Series,
) -> pd.DataFrame:
    """Rank by one way of smoothing; other standards may be given by name."""
    used = weights or Weights(0.5, 0.25, 0.25)
    return priorities({"none": count}, {"median": wanted} | others, need, LINKS, weights=used)


def test_parts_and_score_by_hand() -> None:
    table = rank(series(0, 5, 10, 20), series(10, 10, 10, 10), series(4, 3, 2, 1))
    assert table["shortfall"].tolist() == [1, 0.5, 0, 0]
    assert table["need"].tolist() == [0.875, 0.625, 0.375, 0.125]
    assert table["isolation"].tolist() == [0.5, 0.5, 0.25, 0]
    expected = [
        100 * (0.5 + 0.25 * 0.875 + 0.25 * 0.5),
        100 * (0.25 + 0.25 * 0.625 + 0.25 * 0.5),
        100 * (0.25 * 0.375 + 0.25 * 0.25),
        100 * 0.25 * 0.125,
    ]
    assert table["score"].tolist() == pytest.approx(expected)
    assert table["rank"].tolist() == [1, 2, 3, 4]
    assert table["best"].tolist() == table["worst"].tolist() == [1, 2, 3, 4]


def test_a_rank_that_hangs_on_a_choice_is_seen() -> None:
    # v1 lacks most groups, v0 lacks the largest share
    table = rank(series(0, 20, 10, 10), series(10, 60, 10, 10), weights=Weights(1, 0, 0))
    assert table["rank"].tolist()[:2] == [1, 2]
    assert (table["best"].tolist()[:2], table["worst"].tolist()[:2]) == ([1, 1], [2, 2])


def test_another_standard_moves_the_range_not_the_rank() -> None:
    table = rank(
        series(5, 6, 10, 10),
        series(10, 10, 10, 10),
        weights=Weights(1, 0, 0),
        target=series(5, 12, 10, 10),
    )
    assert table["rank"].tolist()[:2] == [1, 2]
    assert table.iloc[0][["best", "worst"]].tolist()[0] == 1
    assert table.iloc[0]["worst"] > 1


def test_without_need_its_weight_is_nothing() -> None:
    table = rank(series(0, 5, 10, 20), series(10, 10, 10, 10))
    assert table["score"].tolist()[0] == pytest.approx(100 * (0.5 + 0.25 * 0.5) / 0.75)


def test_unknown_need_is_the_middle() -> None:
    table = rank(series(1, 1, 1, 1), series(2, 2, 2, 2), series(9, np.nan, 3, 1))
    assert table["need"].tolist() == pytest.approx([2.5 / 3, 0.5, 1.5 / 3, 0.5 / 3])


def test_equal_scores_go_by_missing_groups_then_by_label() -> None:
    table = rank(series(5, 10, 5, 5), series(10, 20, 10, 10), weights=Weights(1, 0, 0))
    assert table["rank"].tolist() == [2, 1, 3, 4]
    back = LINE.index[::-1]
    turned = priorities(
        {"none": series(5, 10, 5, 5)[back]},
        {"median": series(10, 20, 10, 10)[back]},
        None,
        LINKS,
        weights=Weights(1, 0, 0),
    )
    pd.testing.assert_series_equal(turned["rank"].sort_index(), table["rank"].sort_index())


def test_villages_that_cannot_be_judged_are_nobodys_neighbour() -> None:
    known = LINE.index[[0, 2, 3]]
    table = priorities(
        {"none": series(0, 0, 5, 5)[known]},
        {"median": series(10, 10, 10, 10)[known]},
        None,
        LINKS,
        weights=Weights(),
    )
    assert table.loc[LINE.index[0], "isolation"] == 0


def test_no_weight_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        rank(series(0, 5, 10, 20), series(10, 10, 10, 10), weights=Weights(0, 0, 0))
