"""What the rows of one village come to, once it is settled what the table is."""

from __future__ import annotations

from typing import Any

import pytest
from wksbm.errors import InputError
from wksbm.names import Aliases
from wksbm.tables.gazetteer import Gazetteer
from wksbm.tables.link import link_rows
from wksbm.tables.model import Correction, LinkedTable
from wksbm.tables.reading.model import Columns

from tests.tables.linking import (
    BEJI,
    KEPEK,
    OTHER_BEJI,
    board,
    check_conservation,
    item,
    link,
    outcome,
    raw,
)

POJOK = "34.03.03.2003"
PLACES = {"desa": "desa", "kecamatan": "kec"}
COUNTS = {**PLACES, "jumlah_kelompok": "jumlah"}


def read(columns: Columns, headings: str, *rows: str, corrections: Any = None) -> LinkedTable:
    boundaries = board()
    gazetteer = Gazetteer(boundaries.villages, {}, Aliases())
    return link_rows(raw(headings, *rows), columns, boundaries, gazetteer, corrections, 2026)


def figures(table: LinkedTable) -> dict[str, float]:
    groups = table.recorded if table.kind == "register" else table.data["jumlah_kelompok"]
    sums = groups.astype(float).groupby(table.data["kode"]).sum(min_count=1)
    return {str(kode): float(value) for kode, value in sums.dropna().items()}


def parts(*rows: str, **options: Any) -> LinkedTable:
    columns = Columns("counts", COUNTS, combine="parts", parts=("rw",))
    return read(columns, "desa|kec|rw|jumlah|petugas|jam", *rows, **options)


def test_parts_are_added_and_equal_reports_count_once() -> None:
    table = parts(
        "Beji|Lor|RW 01|2|A|8",
        "Beji|Lor|RW 02|2|A|8",
        "Beji|Lor|rw 01|2|B|9",
        "Kepek|Lor|RW 01|4|A|8",
    )
    assert figures(table) == {BEJI: 4, KEPEK: 4}
    assert outcome(table, 4)[0] == "rejected"
    assert item(table, 4).repeats
    assert not item(table, 4).mend
    check_conservation(table)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Beji|Lor|RW 01|3||", "dengan angka berbeda (baris 2, 4)"),
        ("Beji|Lor|RW 03|>3||", "bukan satu angka"),
        ("Beji|Lor|RW 03|-||", "angkanya kosong"),
    ],
)
def test_a_part_in_doubt_takes_the_whole_figure_away(row: str, told: str) -> None:
    table = parts("Beji|Lor|RW 01|2||", "Beji|Lor|RW 02|5||", row, "Kepek|Lor|RW 01|4||")
    assert figures(table) == {KEPEK: 4}
    assert told in item(table, 4).reason.id
    assert item(table, 4).mend == ("jumlah",)
    assert "belum lengkap" in item(table, 3).reason.id
    assert not item(table, 3).mend
    check_conservation(table)


def test_a_row_that_may_be_of_a_village_leaves_its_sum_open() -> None:
    rows = ("Beji|Lor|RW 01|2||", "Beji||RW 02|5||", "Beji|Kidul|RW 01|1||", "Kepek|Lor|1|4||")
    assert figures(parts(*rows)) == {KEPEK: 4}
    fixed = {("tabel.csv", 3): Correction(BEJI)}
    assert figures(parts(*rows, corrections=fixed)) == {BEJI: 7, OTHER_BEJI: 1, KEPEK: 4}


def test_equal_figures_that_say_different_things_are_not_one_report() -> None:
    columns = Columns("counts", COUNTS)
    heading = "No|desa|kec|jumlah|usaha|Timestamp|Keterangan"
    rows = ("1|Beji|Lor|5|ternak|8:01|x", "2|Kepek|Lor|5|ternak|8:02|x")
    once = read(columns, heading, *rows, "3|Beji|Lor|5|TERNAK|9:30|dikirim ulang")
    assert figures(once) == {BEJI: 5, KEPEK: 5}
    open_ = read(columns, heading, *rows, "3|Beji|Lor|5|warung|9:30|x")
    assert figures(open_) == {KEPEK: 5}
    assert "satu laporan atau beberapa" in item(open_, 2).reason.id


def test_an_unreadable_row_beside_a_readable_one_leaves_no_figure() -> None:
    table = link("kode|jumlah", f"{BEJI}|5", f"{BEJI}|>10", f"{KEPEK}|1")
    assert figures(table) == {KEPEK: 1}


def test_wide_tables_keep_the_kinds_and_their_sum() -> None:
    columns = Columns("counts", PLACES, kind_columns={"Arisan": "arisan", "KT": "Karang Taruna"})
    table = read(
        columns, "desa|kec|Arisan|KT", "Beji|Lor|1|2", "Kepek|Lor|3|-", "Beji|Kidul||", "Pojok||x|1"
    )
    assert figures(table) == {BEJI: 3, KEPEK: 3}
    assert table.data["kelompok_karang_taruna"].tolist()[:1] == [2]
    assert table.data["kelompok_karang_taruna"].isna().tolist() == [False, True, True]
    assert item(table, 5).mend == ("Arisan",)
    assert any("sel kosong" in problem.render("id") for problem in table.problems)
    check_conservation(table)


def test_kinds_that_do_not_add_up_to_the_total_are_refused() -> None:
    kinds = {"Arisan": "arisan", "KT": "kt"}
    columns = Columns("counts", COUNTS, kind_columns=kinds)
    rows = ("Beji|Lor|1|2|3", "Kepek|Lor|3|2|6")
    table = read(columns, "desa|kec|Arisan|KT|jumlah", *rows)
    assert figures(table) == {BEJI: 3}
    assert "jumlahnya 6, sedangkan jenis-jenisnya berjumlah 5" in item(table, 3).reason.id


PERSONS = Columns(
    "register",
    {**PLACES, "nama_kelompok": "kube", "padukuhan": "dusun", "jumlah_anggota": "jiwa"},
    combine="distinct_groups",
    personal=frozenset({"nama"}),
)


def persons(*rows: str) -> LinkedTable:
    return read(PERSONS, "nama|kube|dusun|jiwa|desa|kec", *rows)


def test_groups_of_persons_count_once_and_nobody_is_copied() -> None:
    table = persons(
        "Warga A|KUBE Maju|Krajan|4|Beji|Lor",
        "Warga B|Kube maju||5|Beji|Lor",
        "Warga C|KUBE Jaya|Krajan|6|Beji|Lor",
        "Warga D|KUBE Maju|Krajan|7|Beji|Kidul",
        "Warga E||Krajan|7|Kepek|Lor",
        "Warga F|KUBE Lain|Krajan|7|Beji|",
        "Warga G|KUBE Lain|Krajan|7|Beji|",
    )
    assert figures(table) == {BEJI: 2, OTHER_BEJI: 1}
    assert table.data["nama_kelompok"].tolist() == ["KUBE Maju", "KUBE Jaya", "KUBE Maju"]
    assert "jumlah_anggota" not in table.data
    assert table.data["padukuhan"].eq("").all()
    assert table.rows["value"].fillna(-1).tolist() == [1, 0, 1, 1, -1, 1, 0]
    for entry in table.items:
        assert set(entry.cells) == {"desa", "kec", "kube"}


def test_one_name_in_several_padukuhan_of_a_list_of_persons_is_left_open() -> None:
    table = persons("A|KUBE Maju|Krajan|1|Beji|Lor", "B|KUBE Maju|Ngasem|1|Beji|Lor")
    assert figures(table) == {}
    assert [outcome(table, row)[0] for row in (2, 3)] == ["ambiguous", "ambiguous"]


def test_a_cell_that_lists_groups_stands_for_each_of_them() -> None:
    table = link(
        "nama_kelompok|desa|kecamatan|jumlah_anggota",
        "1. KWT Mawar 2. KWT Melati|Beji|Lor|30",
        "Sido Rukun|Beji|Lor|12",
        "Mawar, Melati|Kepek|Lor|9",
    )
    assert figures(table) == {BEJI: 3}
    assert table.data["nama_kelompok"].tolist() == ["KWT Mawar", "KWT Melati", "Sido Rukun"]
    assert table.data["jumlah_anggota"].fillna(-1).tolist() == [-1, -1, 12]
    assert table.rows.loc[2, "value"] == 2
    assert "beberapa kelompok dalam satu sel" in item(table, 4).reason.id
    fixed = {("tabel.csv", 4): Correction("", figures={"nama_kelompok": 2.0})}
    table = link(
        "nama_kelompok|desa|kecamatan",
        *("x|Pojok|Kidul", "y|Beji|Lor"),
        "Mawar, Melati|Kepek|Lor",
        corrections=fixed,
    )
    assert figures(table) == {POJOK: 1, BEJI: 1, KEPEK: 2}
    assert table.figures_given == {4: {"nama_kelompok": 2.0}}


def test_a_register_pasted_twice_counts_once() -> None:
    row = "Sido Rukun|Beji|Lor|arisan|20"
    heading = "nama_kelompok|desa|kecamatan|jenis|jumlah_anggota"
    table = link(heading, row, "Guyub|Beji|Lor|arisan|20", row, "Sido Rukun|Beji|Lor|arisan|21")
    assert [outcome(table, number)[0] for number in (2, 3, 4, 5)] == [
        *("linked", "linked", "rejected", "linked"),
    ]
    assert item(table, 4).repeats


def test_a_figure_given_by_a_person_takes_the_place_of_the_cell() -> None:
    rows = (f"{BEJI}|5", f"{KEPEK}|banyak", f"{POJOK}|7")
    fixed = {("tabel.csv", 3): Correction("", {"jumlah": "banyak"}, {"": 1250.0})}
    table = link("kode|jumlah", *rows, corrections=fixed)
    assert figures(table) == {BEJI: 5, KEPEK: 1250, POJOK: 7}
    assert table.raw.cells.loc[3, "jumlah"] == "banyak"
    assert item(table, 3).reason.id == "dikoreksi: jumlah = 1250"
    assert check_conservation(table)["values_unreadable"] == 0


def test_a_figure_chooses_among_rows_that_contradict_each_other() -> None:
    fixed = {("tabel.csv", 2): Correction("", figures={"jumlah": 5.0})}
    table = link("kode|jumlah", f"{BEJI}|5", f"{BEJI}|6", corrections=fixed)
    assert figures(table) == {BEJI: 5}
    assert "digantikan baris 2" in item(table, 3).reason.id


@pytest.mark.parametrize(
    ("heading", "value", "told"),
    [("jumlah", 2.5, "pecahan"), ("jumlah", -1.0, "negatif"), ("desa", 3.0, "tidak dikenal")],
)
def test_a_figure_that_cannot_be_is_refused(heading: str, value: float, told: str) -> None:
    fixed = {("tabel.csv", 2): Correction("", figures={heading: value})}
    with pytest.raises(InputError) as caught:
        link("desa|jumlah", "Kepek|5", corrections=fixed)
    assert told in caught.value.problems[0].render("id")
