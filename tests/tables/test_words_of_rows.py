"""Words for none, names of groups, footnote marks and thousands, cell by cell."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from wksbm.tables.absence import read_absence
from wksbm.tables.footnotes import figure_without_marks, without_marks
from wksbm.tables.groups import read_names
from wksbm.tables.numbers import groups_thousands, read_numbers

from tests.tables.linking import link

NONE = (
    *("Nihil", "NIHIL (tidak ada kelompok)", "0", "Kosong", "tdk ada klp", "Belum ada WKSBM"),
    *("belum terbentuk", "Tidak memiliki kelompok", "Sampai saat ini belum ada kelompok"),
    *("tidak ada kelompok di kalurahan ini", "Nihil - belum dibentuk", "durung ono"),
)
NO_REPORT = ("", "-", "…", "belum lapor", "Tidak ada data", "data belum masuk", "n/a")
UNCLEAR = ("belum", "tidak ada kelompok aktif", "Nihil (3 kelompok vakum)", "belum ada pengurus")
NAMES = (
    *("Melati", "Tak Kenal Lelah", "Nol Kilometer", "tanpa nama", "Arisan (tidak aktif)"),
    *("Ora Obah Ora Mamah", "Data Jaya", "Kosong Makmur", "12"),
)


@pytest.mark.parametrize(
    ("texts", "said"),
    [(NONE, "none"), (NO_REPORT, "no_report"), (UNCLEAR, "unclear"), (NAMES, "")],
)
def test_none_is_told_from_no_report(texts: tuple[str, ...], said: str) -> None:
    assert {text: read_absence(text) for text in texts} == dict.fromkeys(texts, said)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KWT Mawar", ("KWT Mawar",)),
        ("1. KWT Mawar 2. KWT Melati", ("KWT Mawar", "KWT Melati")),
        ("1) Mawar\n2) Melati\n3) Kenanga", ("Mawar", "Melati", "Kenanga")),
        ("- Mawar\n- Melati", ("Mawar", "Melati")),
        ("Mawar; Melati", ("Mawar", "Melati")),
        ("KWT Mawar, KWT Melati dan KWT Kenanga", ("KWT Mawar", "KWT Melati", "KWT Kenanga")),
        ("Sido Rukun, RT 03", ("Sido Rukun, RT 03",)),
        ("Simpan Pinjam dan Arisan", ("Simpan Pinjam dan Arisan",)),
        ("17 Agustus", ("17 Agustus",)),
        ("belum ada", ()),
        ("", ()),
    ],
)
def test_the_groups_of_a_cell(text: str, names: tuple[str, ...]) -> None:
    said = read_names(text)
    assert said.names == names
    assert said.refused is None


@pytest.mark.parametrize(
    "text",
    [
        *("Mawar, Melati", "Arisan A, B, C", "KWT\nMawar", "2. Mawar 3. Melati", "3 kelompok", "5"),
        *("Kelompok (Mawar, Melati)", "belum ada pengurus"),
    ],
)
def test_what_may_be_none_or_several_is_refused(text: str) -> None:
    said = read_names(text)
    assert said.names == ()
    assert said.refused is not None


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        *(("12¹", "12"), ("7 ²⁾", "7"), ("12*", "12"), ("12 *)", "12"), ("12 1)", "12")),
        *(("12r", "12"), ("12 e", "12"), ("12xx", "12"), ("1.250 ¹,²", "1.250"), ("*12", "12")),
        *(("5 km²", "5 km2"), ("10 kelompok¹", "10 kelompok"), ("12①", "12")),
        *(("121)", "121)"), ("1²3", None), ("2½", "2½")),
    ],
)
def test_marks_are_no_digits(text: str, figure: str | None) -> None:
    assert figure_without_marks(text) == figure


def numbers(
    *texts: str, heading: str = "jumlah_kelompok", count: bool = True
) -> list[float | None]:
    column = pd.Series(texts, dtype="str")
    found = read_numbers(column, count=count, grouped=groups_thousands(heading))
    return [None if row in found.refused else float(found.values[row]) for row in column.index]


def test_unclear_marks_are_refused() -> None:
    assert numbers("12¹", "121)", "1²3", "2½", "①", "*") == [12, None, None, None, None, None]


def test_villages_and_codes_lose_their_marks() -> None:
    assert [without_marks(text) for text in ("Kepek¹", "Kepek 2)", "34.03.01.2001*")] == [
        *("Kepek", "Kepek", "34.03.01.2001"),
    ]
    table = link("desa|jumlah", "Kepek¹⁾|5", "Baleharjo *)|6")
    assert table.rows["kode"].tolist() == ["34.03.01.2003", "34.03.02.2003"]


def test_words_of_none_in_counts() -> None:
    assert numbers("belum ada kelompok", "tdk punya", "nihil (tidak ada)") == [0, 0, 0]
    assert math.isnan(numbers("belum lapor")[0] or 0)
    assert numbers("kosong", "belum ada pengurus") == [None, None]


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (("9.111", "850"), [9111, 850]),
        (("9.111", "1.234.567"), [9111, 1234567]),
        (("9.111", "8.5"), [None, None]),
        (("9.111", "8,500"), [None, None]),
        (("9,111", "850"), [None, 850]),
    ],
)
def test_points_before_three_digits_in_columns_of_whole_things(
    texts: tuple[str, ...], values: list[float | None]
) -> None:
    assert numbers(*texts, heading="Jumlah Penduduk") == values


@pytest.mark.parametrize(
    ("heading", "whole"),
    [
        *(("penduduk", True), ("Jumlah KK", True), ("jiwa", True), ("Jml. Anggota", True)),
        *(("Kepadatan Penduduk", False), ("IDM 2024", False), ("luas_km2", False)),
        ("Laju Pertumbuhan Penduduk", False),
    ],
)
def test_columns_of_whole_things(heading: str, *, whole: bool) -> None:
    assert groups_thousands(heading) is whole


def test_residents_are_never_fractions() -> None:
    table = link(
        "kode|penduduk|idm",
        "34.03.01.2002|9.111|0,8",
        "34.03.01.2003|8.500|0,9",
        kinds=("attributes",),
    )
    assert table.data["penduduk"].tolist() == [9111, 8500]
    assert table.data["idm"].tolist() == [0.8, 0.9]
    lost = link(
        "kode|penduduk|idm",
        *("34.03.01.2002|9.111|0,8", "34.03.01.2003|8.5|0,9", "34.03.02.2001|12|0,7"),
        kinds=("attributes",),
    )
    assert lost.data["penduduk"].isna().all()
    assert [entry.mend for entry in lost.items] == [("penduduk",)] * 3
