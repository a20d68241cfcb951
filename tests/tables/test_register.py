"""A register: groups, reports of none, years, members, places, doubles and personal data."""

from __future__ import annotations

import pytest
from wksbm.errors import InputError
from wksbm.tables.reading.propose import recognise

from tests.board import NORTH, SIDE, WEST
from tests.tables.linking import (
    BEJI,
    KEPEK,
    board,
    candidates,
    check_conservation,
    item,
    link,
    outcome,
    raw,
)

COLUMNS = "nama_kelompok|desa|kecamatan|jenis|padukuhan|tahun_berdiri|jumlah_anggota"


def middle(column: int, row: int) -> tuple[float, float]:
    """Return longitude and latitude of the middle of a village of the board."""
    return WEST + (column + 0.5) * SIDE, NORTH - (row + 0.5) * SIDE


BEJI_LON, BEJI_LAT = middle(1, 0)
KEPEK_LON, KEPEK_LAT = middle(2, 0)


def test_groups_and_reports_of_none() -> None:
    table = link(
        COLUMNS,
        "Sido Rukun|Beji|Lor|arisan|Krajan|2001|20",
        "|Beji|Lor|arisan|Krajan|2002|20",
        "nihil|Kepek|Lor||||",
        "Tidak ada.|Utara|Lor||||",
        "|Pojok|Kidul||||",
    )
    assert [outcome(table, row)[0] for row in range(2, 7)] == ["linked"] * 4 + ["rejected"]
    assert table.data["nil"].tolist() == [False, False, True, True]
    assert table.rows["value"].fillna(-1).tolist() == [1, 1, 0, 0, -1]
    report = check_conservation(table)
    assert (report["villages_reported"], report["villages_zero"]) == (3, 2)


def test_the_status_may_report_none() -> None:
    table = link("nama_kelompok|desa|status", "|Kepek|NIHIL", "Sido Rukun|Pojok|aktif")
    assert table.data["nil"].tolist() == [True, False]
    assert table.data["status"].tolist() == ["NIHIL", "aktif"]


def test_an_activity_makes_a_nameless_row_a_group_but_a_wish_does_not() -> None:
    table = link(
        "nama_kelompok|desa|kegiatan|kebutuhan",
        "|Pojok|sambatan|",
        "|Kepek|tidak ada|",
        "|Kepek||dana",
    )
    assert [outcome(table, row)[0] for row in (2, 3, 4)] == ["linked", "rejected", "rejected"]
    assert table.data["kegiatan"].tolist() == ["gotong royong"]


def test_a_register_without_the_new_columns_has_none() -> None:
    table = link(COLUMNS, "Sido Rukun|Beji|Lor|arisan|Krajan|2001|20")
    assert not {"kegiatan", "kebutuhan"} & set(table.data.columns)


def test_kinds_of_activities_are_activities_where_another_column_gives_the_kind() -> None:
    one = link("nama_kelompok|desa|Jenis Kegiatan", "Sido Rukun|Pojok|arisan")
    assert one.data["jenis"].tolist() == ["arisan"]
    assert "kegiatan" not in one.data
    two = link(
        "nama_kelompok|desa|Jenis Kelompok|Jenis Kegiatan", "Sido Rukun|Pojok|wksbm|layat, arisan"
    )
    assert two.data["jenis"].tolist() == ["wksbm"]
    assert two.data["kegiatan"].tolist() == ["gotong royong; arisan"]


def test_the_types_of_the_columns() -> None:
    table = link(COLUMNS, "Sido Rukun|Beji|Lor|arisan|Krajan|2001|20")
    data = table.data
    assert str(data["tahun_berdiri"].dtype) == "Int64"
    assert str(data["jumlah_anggota"].dtype) == "Float64"
    assert data["nil"].dtype == bool
    assert data["lon"].dtype == data["lat"].dtype == float
    assert data.loc[2, ["kode", "jenis"]].tolist() == [BEJI, "arisan"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1998", 1998),
        ("1998.0", 1998),
        ("th. 1998", 1998),
        ("12/05/1998", 1998),
        ("1998-05-12", 1998),
        ("'98", None),
        (">10 tahun", None),
        ("2030", None),
        ("1066", None),
        ("1998-2003", None),
        ("-", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    row = f"Sido Rukun|Beji|Lor|arisan|Krajan|{text}|20"
    table = link(COLUMNS, row, reference_year=2026)
    assert table.data["tahun_berdiri"].fillna(0).tolist() == [year or 0]
    assert bool(table.problems) is (year is None and text != "-")


def test_a_wrong_number_of_members_is_left_blank_and_told() -> None:
    table = link(COLUMNS, "Sido Rukun|Beji|Lor|arisan|Krajan|2001|banyak")
    assert outcome(table)[0] == "linked"
    assert table.data["jumlah_anggota"].isna().all()
    assert "jumlah_anggota" in table.problems[0].render("id")


def test_groups_listed_twice_are_told_and_kept() -> None:
    table = link(
        COLUMNS,
        "Sido Rukun|Beji|Lor|arisan|Krajan|2001|20",
        "SIDO RUKUN|Beji|Lor|arisan|krajan|2003|22",
        "Sido Rukun|Beji|Lor|arisan|Ngasem|2001|20",
        "Sido Rukun|Beji|Kidul|arisan|Krajan|2001|20",
        "(tidak disebut)|Kepek|Lor|arisan|Krajan||",
        "(tidak disebut)|Kepek|Lor|arisan|Krajan||",
    )
    assert (table.rows["status"] == "linked").all()
    assert [problem.render("id") for problem in table.problems] == [
        "tabel.csv: kelompok tercatat dua kali (nama, padukuhan dan desa sama) (1 baris: 3)."
    ]
    assert [entry.row for entry in table.items] == [3]
    assert item(table, 3).status == "linked"
    assert item(table, 3).reason.id == "mungkin tercatat dua kali: sama dengan baris 2"
    check_conservation(table)


def test_dissolved_groups_are_linked_but_not_recorded() -> None:
    table = link("nama_kelompok|desa|status", "A|Kepek|bubar", "B|Pojok|vakum", "C|Pojok|Aktif")
    assert table.data["dissolved"].tolist() == [True, False, False]
    assert table.recorded.tolist() == [False, True, True]
    report = check_conservation(table)
    assert (report["value_linked"], report["villages_reported"], report["villages_zero"]) == (
        3,
        2,
        1,
    )
    told = "status kelompok: aktif 1, vakum 1, bubar 1; yang bubar tidak dihitung"
    assert told in table.problems[0].render("id")


def test_unreadable_years_are_all_named() -> None:
    rows = (f"A|Kepek|{year}" for year in ("2050", "98", "2050"))
    table = link("nama_kelompok|desa|tahun_berdiri", *rows, reference_year=2026)
    assert "'2050; 98'" in table.problems[0].render("id")


@pytest.mark.parametrize(
    "heading",
    [
        *("penduduk", "Jumlah Penduduk", "jml jiwa", "Jumlah (KK)", "tahun", "luas_ha", "elevasi"),
        *("IDM 2024", "TPS 2024", "kode pos", "umur", "persen", "harga", "anggaran", "nilai aset"),
    ],
)
def test_a_column_of_something_else_is_not_the_count(heading: str) -> None:
    with pytest.raises(InputError, match="there is no column of group counts") as caught:
        recognise(raw(f"desa|{heading}", "Beji|5"), ("register", "counts"))
    problem = caught.value.problems[0]
    assert heading in problem.render("id")
    assert "Beri judul 'jumlah_kelompok'" in problem.render("id")


@pytest.mark.parametrize("heading", ["angka", "nilai", "2024", "Jumlah (unit)", "paguyuban"])
def test_a_column_of_no_other_meaning_is_the_count(heading: str) -> None:
    found = recognise(raw(f"desa|{heading}", "Beji|5"), ("counts",))
    assert found.roles["jumlah_kelompok"] == heading


def test_none_and_groups_for_one_village_are_told() -> None:
    table = link(COLUMNS, "nihil|Beji|Lor||||", "Sido Rukun|Beji|Lor|arisan|||")
    assert "nihil" in table.problems[0].render("id")


PLACES = [
    (f"{KEPEK_LON}", f"{KEPEK_LAT}"),
    (f"{KEPEK_LON:.5f}".replace(".", ","), f"{KEPEK_LAT:.5f}".replace(".", ",")),
    (f"{KEPEK_LAT}", f"{KEPEK_LON}"),
    ("110°33'00\"E", "7°54'36\"S"),
    ("110 33 00 BT", "7 54 36 LS"),
]


@pytest.mark.parametrize(("lon", "lat"), PLACES)
def test_a_place_alone_tells_the_village(lon: str, lat: str) -> None:
    table = link("nama_kelompok|lon|lat", f"Sido Rukun|{lon}|{lat}")
    assert outcome(table) == ("linked", KEPEK, "point")
    assert table.data.loc[2, "lon"] == pytest.approx(KEPEK_LON, abs=1e-4)
    assert table.data.loc[2, "lat"] == pytest.approx(KEPEK_LAT, abs=1e-4)


def test_a_pair_in_one_column() -> None:
    table = link("nama_kelompok|koordinat", f"Sido Rukun|{KEPEK_LAT}, {KEPEK_LON}")
    assert outcome(table) == ("linked", KEPEK, "point")


BAD_PLACES = [("0", "0"), ("10", "50"), ("abc", "def"), ("110.608.242", "-7.96"), ("110.55", "")]


@pytest.mark.parametrize(("lon", "lat"), [*BAD_PLACES, ("110.9", "-7.9"), ("110.55", "-8.5")])
def test_a_bad_place_is_dropped_and_told_and_the_row_is_kept(lon: str, lat: str) -> None:
    table = link("nama_kelompok|kode|lon|lat", f"Sido Rukun|{BEJI}|{lon}|{lat}")
    assert outcome(table) == ("linked", BEJI, "code")
    assert table.data[["lon", "lat"]].isna().all(axis=None)
    assert len(table.problems) == 1


def test_a_place_in_another_village_is_a_conflict() -> None:
    table = link("nama_kelompok|kode|lon|lat", f"Sido Rukun|{BEJI}|{KEPEK_LON}|{KEPEK_LAT}")
    assert outcome(table) == ("ambiguous", "", "")
    assert item(table).conflict
    assert candidates(table) == [BEJI, KEPEK]
    check_conservation(table)


@pytest.mark.parametrize(("metres", "status"), [(40, "linked"), (60, "ambiguous")])
def test_fifty_metres_beyond_the_border_are_tolerated(metres: int, status: str) -> None:
    lon = WEST + 2 * SIDE + metres / 110_300
    table = link("nama_kelompok|kode|lon|lat", f"Sido Rukun|{BEJI}|{lon}|{BEJI_LAT}")
    assert outcome(table)[0] == status
    assert bool(table.problems) is (status == "linked")


def test_approximate_borders_tolerate_a_kilometre() -> None:
    lon = WEST + 2 * SIDE + 900 / 110_300
    row = f"Sido Rukun|{BEJI}|{lon}|{BEJI_LAT}"
    table = link("nama_kelompok|kode|lon|lat", row, boundaries=board(approximate=True))
    assert outcome(table) == ("linked", BEJI, "code")


def test_a_place_on_a_border() -> None:
    lon = WEST + SIDE
    table = link("nama_kelompok|kode|lon|lat", f"A|{BEJI}|{lon}|{BEJI_LAT}", f"B||{lon}|{BEJI_LAT}")
    assert outcome(table, 2) == ("linked", BEJI, "code")
    assert outcome(table, 3)[0] == "ambiguous"
    assert candidates(table, 3) == ["34.03.01.2001", BEJI]


@pytest.mark.parametrize(("metres", "status"), [(40, "linked"), (80, "unmatched")])
def test_a_place_just_outside_of_one_village(metres: int, status: str) -> None:
    lat = NORTH + metres / 110_600
    table = link("nama_kelompok|lon|lat", f"Sido Rukun|{BEJI_LON}|{lat}")
    assert outcome(table)[0] == status
    assert "luar" in item(table).reason.id or status == "unmatched"


def test_a_place_decides_between_villages_of_one_name() -> None:
    table = link("nama_kelompok|desa|lon|lat", f"Sido Rukun|Beji|{BEJI_LON}|{BEJI_LAT}")
    assert outcome(table) == ("linked", BEJI, "point")
    assert not table.items


def test_a_place_against_a_name_is_a_conflict() -> None:
    columns = "nama_kelompok|desa|kecamatan|lon|lat"
    table = link(
        columns,
        f"A|Pojok||{BEJI_LON}|{BEJI_LAT}",
        f"B|Beji||{KEPEK_LON}|{KEPEK_LAT}",
        f"C||Kidul|{BEJI_LON}|{BEJI_LAT}",
    )
    assert [outcome(table, row)[0] for row in (2, 3, 4)] == ["ambiguous"] * 3
    assert all(item(table, row).conflict for row in (2, 3, 4))


def test_a_place_rescues_an_unknown_name_and_says_so() -> None:
    table = link("nama_kelompok|desa|lon|lat", f"Sido Rukun|Dusun Antah|{BEJI_LON}|{BEJI_LAT}")
    assert outcome(table) == ("linked", BEJI, "point")
    assert "Dusun Antah" in item(table).reason.id


def test_a_place_goes_before_a_similar_name() -> None:
    lon, lat = middle(2, 1)
    columns = "nama_kelompok|desa|kecamatan|lon|lat"
    table = link(
        columns, f"A|Balehajo|Tengah|{lon}|{lat}", f"B|Balehajo|Tengah|{BEJI_LON}|{BEJI_LAT}"
    )
    assert outcome(table, 2) == ("linked", "34.03.02.2003", "point")
    assert outcome(table, 3)[0] == "ambiguous"
    assert item(table, 3).conflict


def test_a_place_does_not_rescue_a_code_outside_the_layer() -> None:
    row = f"Sido Rukun|34.04.01.2001|{BEJI_LON}|{BEJI_LAT}"
    assert outcome(link("nama_kelompok|kode|lon|lat", row))[0] == "unmatched"


def test_personal_data_reach_no_output() -> None:
    columns = "nama_kelompok|desa|Nama Ketua|NIK|No. HP|identitas|nomor kontak"
    row = "Sido Rukun|Antah|Fulan|3403010101010001|081234567890|3403010101010001|x"
    table = link(columns, row)
    assert set(item(table).cells) == {"nama_kelompok", "desa"}
    assert not {"Fulan", "3403010101010001", "081234567890"} & set(map(str, table.data.stack()))
    told = " ".join(problem.render("id") for problem in table.problems)
    assert "data pribadi" in told
    assert "Fulan" not in told


@pytest.mark.parametrize(
    ("columns", "rows", "kind"),
    [
        ("nama_kelompok|desa", ["Sido Rukun|Beji"], "register"),
        ("Nama WKSBM|desa|jumlah anggota", ["Sido Rukun|Beji|3"], "register"),
        ("kelompok|desa", ["Sido Rukun|Beji"], "register"),
        ("nama|desa", ["Sido Rukun|Beji"], "register"),
        ("jenis|desa|padukuhan|tahun_berdiri", ["arisan|Beji|Krajan|2001"], "register"),
        ("kelompok|desa", ["12|Beji"], "counts"),
        ("desa|WKSBM", ["Beji|12"], "counts"),
        ("Nama|Banyaknya Kelompok (unit)", ["Beji|12"], "counts"),
        ("desa|arisan|simpan pinjam|jumlah", ["Beji|5|7|12"], "counts"),
        ("desa|jenis|jumlah", ["Beji|arisan|12"], "counts"),
        ("desa|paguyuban 2024", ["Beji|12"], "counts"),
    ],
)
def test_the_kind_is_recognised(columns: str, rows: list[str], kind: str) -> None:
    assert recognise(raw(columns, *rows), ("register", "counts")).kind == kind


@pytest.mark.parametrize(
    ("columns", "row", "why"),
    [
        ("desa|arisan|jumlah", "Beji|5|12", "several columns"),
        ("desa|arisan|hijau", "Beji|5|12", "several columns"),
        ("desa|jumlah_kelompok|jumlah wksbm", "Beji|5|12", "several columns"),
        ("desa|keterangan", "Beji|baik", "no column of group counts"),
        ("wilayah kerja|jumlah", "Beji|5", "no column says which village"),
        ("kecamatan|jumlah", "Lor|5", "no column says which village"),
    ],
)
def test_what_is_not_recognised_is_refused(columns: str, row: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        recognise(raw(columns, row), ("register", "counts"))


def test_the_only_numeric_column_is_said_to_be_taken() -> None:
    found = recognise(raw("desa|paguyuban", "Beji|5"), ("counts",))
    assert found.roles["jumlah_kelompok"] == "paguyuban"
    assert "paguyuban" in found.notes[0].render("id")


def test_a_column_called_kode_that_only_numbers_the_rows_is_ignored() -> None:
    table = link("kode|desa|jumlah", "1|Kepek|5", "2|Pojok|6")
    assert [outcome(table, row)[2] for row in (2, 3)] == ["unique_name", "unique_name"]
    assert "bukan kode desa" in table.problems[0].render("id")
