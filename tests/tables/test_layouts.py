"""Layouts of offices: no village ever gets a wrong figure, and what is clear is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tables.layouts.files import write_table
from tests.tables.layouts.generate import make_many
from tests.tables.layouts.judge import Verdict, judge, read_by_engine
from tests.tables.layouts.model import Table
from tests.tables.layouts.offices import OFFICES
from tests.tables.layouts.usual import USUAL

GENERATED = 200
RIGHT = 0.9


def _verdict(table: Table, folder: Path, form: str, name: str = "tabel") -> Verdict:
    return judge(table, read_by_engine(write_table(table, folder, form, name)))


Judged = list[tuple[str, Table, Verdict]]


def _generated(folder: Path) -> Judged:
    return [
        (name, table, _verdict(table, folder, form, name))
        for seed, table, form in make_many(GENERATED)
        for name in [f"{table.family}_{seed}"]
    ]


def _by_hand(folder: Path) -> Judged:
    return [
        (table.family, table, _verdict(table, folder, "xlsx" if table.books else "csv"))
        for table in OFFICES
    ]


@pytest.mark.parametrize("make", [_generated, _by_hand], ids=["generated", "offices"])
def test_no_figure_is_wrong_no_row_vanishes_and_what_is_clear_is_read(
    make: Callable[[Path], Judged], tmp_path: Path
) -> None:
    judged = make(tmp_path)
    ended = [
        f"{verdict.outcome} {name}: {verdict.details}"
        for name, _, verdict in judged
        if verdict.outcome in ("WRONG", "vanished")
    ]
    assert ended == []
    clear = {name: verdict.outcome for name, table, verdict in judged if not table.doubt}
    counts = Counter(clear.values())
    left = {name: outcome for name, outcome in clear.items() if outcome != "right"}
    assert counts["right"] >= RIGHT * len(clear), f"{counts} {left}"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("table", USUAL, ids=lambda table: table.family)
def test_usual_tables_are_never_asked_about(tmp_path: Path, table: Table, form: str) -> None:
    verdict = _verdict(table, tmp_path, "xlsx" if table.books else form)
    assert verdict.outcome == "right", verdict.details


def test_there_are_enough_layouts() -> None:
    assert len({table.family for table in OFFICES}) >= 40
    assert len({table.family for table in USUAL}) >= 20
