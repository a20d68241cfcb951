"""The rules of docs/masukan.md about tables hold for each of their examples."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from wksbm.errors import InputError
from wksbm.tables.learn import new_aliases
from wksbm.tables.link import link_table
from wksbm.tables.model import Correction
from wksbm.tables.read import read_table

from tests.rules import assert_told, name_of
from tests.tables.correction_cases import CORRECTIONS, CorrectionCase
from tests.tables.file_cases import FILES, FileCase
from tests.tables.linking import board, check_conservation, link, outcome
from tests.tables.place_cases import PLACES
from tests.tables.row_cases import ALIASES, CROSSWALK, ROWS, RowCase


@pytest.mark.parametrize("case", [*ROWS, *PLACES], ids=name_of)
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


@pytest.mark.parametrize("case", FILES, ids=name_of)
def test_files(case: FileCase, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    before = path.read_bytes()
    if case.cells is None:
        with pytest.raises(InputError) as caught:
            link_table(read_table(path), board(), kinds=case.kinds)
        assert_told(case, caught.value.problems)
    else:
        table = link_table(read_table(path), board(), kinds=case.kinds)
        assert tuple(table.raw.cells.itertuples(index=False, name=None)) == case.cells
        left = table.rows.index[table.rows["status"] != "linked"]
        assert tuple(left) == case.rejected
        assert (table.rows.loc[left, "status"] == "rejected").all()
        check_conservation(table)
        reasons = [item.reason for item in table.items]
        assert_told(case, [*table.raw.notes, *table.problems, *reasons])
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before


@pytest.mark.parametrize("case", CORRECTIONS, ids=name_of)
def test_corrections(case: CorrectionCase) -> None:
    columns, row = "kode|desa|kecamatan|jumlah", f"{case.row}|5"
    others = "34.03.02.2001|||1"
    assert outcome(link(columns, others, row), 3)[0] != "linked"
    corrections = {("tabel.csv", 3): Correction(case.written)}
    if not case.kode:
        with pytest.raises(InputError) as caught:
            link(columns, others, row, corrections=corrections)
        assert_told(case, caught.value.problems)
        return
    table = link(columns, others, row, corrections=corrections)
    assert outcome(table, 3)[:2] == ("linked", case.kode)
    assert table.corrected == {3: case.kode}
    assert [(entry.row, entry.status) for entry in table.items] == [(3, "linked")]
    learned = new_aliases([table], board(), None)
    assert learned == [(name, case.kode) for name in case.learned]
    check_conservation(table)
