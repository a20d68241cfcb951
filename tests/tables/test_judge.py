"""The harness that holds readings against the truth of made-up tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables.layouts.files import write_table
from tests.tables.layouts.generate import FAMILIES, make
from tests.tables.layouts.judge import Seen, judge, read_by_engine
from tests.tables.layouts.model import BOOKS, TEXT, Sheet, Table

KEPEK, OTHER_KEPEK, GARI = "34.03.01.2002", "34.03.15.2004", "34.03.01.2004"
TABLE = Table("x", [Sheet([[]])], {KEPEK: 3, GARI: 0})
ASKED = "beberapa arti. Jawab dengan --read kelompok:count=Jumlah"


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        (Seen({KEPEK: 3, GARI: 0}), "right"),
        (Seen({KEPEK: 4, GARI: 0}), "WRONG"),
        (Seen({KEPEK: 3, GARI: 0, OTHER_KEPEK: 1}), "WRONG"),
        (Seen({KEPEK: 2, GARI: 0}), "WRONG"),
        (Seen({KEPEK: 4, GARI: 0}, ("Kepek Wonosari",)), "WRONG"),
        (Seen({KEPEK: 2, GARI: 0}, ("Kepek Wonosari",)), "lost"),
        (Seen({GARI: 0}, ("KEPEK|3",)), "lost"),
        (Seen({GARI: 0}, ("3403012002",)), "lost"),
        (Seen({GARI: 0}), "vanished"),
        (Seen({KEPEK: 3}), "vanished"),
        (Seen({}, (), ASKED), "asked"),
        (Seen({}, (), "tidak ada kolom jumlah kelompok"), "refused"),
    ],
)
def test_the_outcome_is_told_by_figures_and_lists(seen: Seen, outcome: str) -> None:
    assert judge(TABLE, seen).outcome == outcome


def test_a_table_without_groups_is_to_be_refused() -> None:
    table = Table("x", [Sheet([[]])], {}, refuse=True)
    assert judge(table, Seen({}, (), "tidak ada kolom jumlah")).outcome == "right"
    assert judge(table, Seen({KEPEK: 1})).outcome == "WRONG"


def test_rows_that_cannot_be_decided_are_to_be_listed() -> None:
    table = Table("x", [Sheet([[]])], {GARI: 1}, review=frozenset({KEPEK}))
    assert judge(table, Seen({GARI: 1}, ("Kepek",))).outcome == "right"
    assert judge(table, Seen({GARI: 1})).outcome == "vanished"
    assert judge(table, Seen({GARI: 1, KEPEK: 5}, ("Kepek",))).outcome == "WRONG"


def test_one_of_several_right_figures_is_enough() -> None:
    table = Table("x", [Sheet([[]])], {KEPEK: 3}, doubt="year", also=({KEPEK: 2},))
    assert judge(table, Seen({KEPEK: 2})).outcome == "right"


def test_the_same_seed_makes_the_same_table() -> None:
    assert all(make(seed) == make(seed) for seed in range(len(FAMILIES)))
    assert len({function.__name__ for function in FAMILIES}) >= 24


@pytest.mark.parametrize("form", [*TEXT, *BOOKS])
def test_a_plain_table_is_read_alike_in_every_format(tmp_path: Path, form: str) -> None:
    rows = [["kode", "jumlah_kelompok"], [KEPEK, 3], [GARI, 0]]
    path = write_table(Table("x", [Sheet(list(map(list, rows)))], {}), tmp_path, form)
    assert judge(TABLE, read_by_engine(path)).outcome == "right"
