"""The rules of docs/masukan.md about tables hold for each of their examples."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.rules import assert_told, name_of
from tests.tables.linking import check_conservation, link, outcome
from tests.tables.row_cases import ALIASES, CROSSWALK, ROWS, RowCase


@pytest.mark.parametrize("case", ROWS, ids=name_of)
def test_rows(case: RowCase) -> None:
    table = link(case.columns, *case.rows, aliases=ALIASES, crosswalk=CROSSWALK)
    row = 1 + len(case.rows)
    status, kode, _ = outcome(table, row)
    assert (status, kode) == (case.status, case.kode)
    items = [item for item in table.items if item.row == row]
    assert bool(items) or status == "linked"
    assert any(item.conflict for item in items) is case.conflict
    if case.outcome == "used":
        assert not items
        assert not table.problems
    assert_told(case, [*(item.reason for item in items), *table.problems])
    if case.data:
        held = table.data.loc[row, list(case.data)]
        given = {name: None if pd.isna(value) else value for name, value in held.items()}
        assert given == pytest.approx(dict(case.data))
    copied = [str(value) for value in table.data.to_numpy().ravel()]
    copied += [text for item in table.items for text in item.cells.values()]
    assert not set(case.absent) & set(copied)
    check_conservation(table)
