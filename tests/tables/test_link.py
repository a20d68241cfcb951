"""Every row of a table has exactly one outcome, and the right one."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest
from wksbm.errors import InputError
from wksbm.names import Aliases
from wksbm.tables.link import link_table
from wksbm.tables.model import Correction
from wksbm.text import Text

from tests.tables.linking import (
    BEJI,
    KEPEK,
    OTHER_BEJI,
    board,
    candidates,
    check_conservation,
    item,
    link,
    outcome,
    raw,
)

BY_CODE = ["34.03.01.2002", "3403012002", "3403012002.0", "'3403012002", "ID3403010002"]
BY_NAME = [
    "Ngoro-oro|Tengah",
    "NGORO ORO|KEC. TENGAH",
    "Desa Ngoro-oro|Kapanewon Tengah",
    "Ng0ro Or0|Tengah",
    "Ngorooro (lama)|tengah",
    "Ngoroo-oro|Tengah",
    "Ngoro-oro, Tengah|Tengah",
]


@pytest.mark.parametrize("text", [*BY_CODE, "3403010002"])
def test_codes_in_every_writing(text: str) -> None:
    assert outcome(link("kode|jumlah", f"{text}|5")) == ("linked", BEJI, "code")


def test_bps_codes_through_the_crosswalk() -> None:
    table = link("kode_bps|jumlah", "3403099001|5", crosswalk={"3403099001": KEPEK})
    assert outcome(table) == ("linked", KEPEK, "code")


@pytest.mark.parametrize("row", BY_NAME)
def test_name_and_kecamatan(row: str) -> None:
    table = link("desa|kecamatan|jumlah", f"{row}|5")
    assert outcome(table) == ("linked", "34.03.02.2002", "name")
    assert not table.items


def test_twice_used_names_need_their_kecamatan() -> None:
    columns = "desa|kecamatan|jumlah"
    table = link(columns, "Beji||3")
    assert outcome(table) == ("ambiguous", "", "")
    assert candidates(table) == [BEJI, OTHER_BEJI]
    assert not item(table).conflict
    for row, kode in (
        ("Beji|Lor|1", BEJI),
        ("Beji|Kidul|1", OTHER_BEJI),
        ("Beji|34.03.03|1", OTHER_BEJI),
        ("Beji (Kidul)||1", OTHER_BEJI),
        ("Beji Lor||1", BEJI),
        ("Beji, Kec. Kidul||1", OTHER_BEJI),
    ):
        assert outcome(link(columns, row)) == ("linked", kode, "name")


def test_a_name_that_only_one_village_has() -> None:
    assert outcome(link("desa|jumlah", "Baleharjo|5")) == (
        "linked",
        "34.03.02.2003",
        "unique_name",
    )


def test_doubled_letters_without_kecamatan_are_listed_for_review() -> None:
    table = link("desa|jumlah", "Kepekk|5")
    assert outcome(table) == ("linked", KEPEK, "unique_name")
    assert item(table).status == "linked"


def test_aliases() -> None:
    aliases = Aliases({"trowono": (KEPEK,), "dobel": (BEJI, OTHER_BEJI)}, {"kutha": ("34.03.01",)})
    columns = "desa|kecamatan|jumlah"
    table = link(columns, "Trowono||5", "Dobel||6", "Tengah|Kutha|7", aliases=aliases)
    assert outcome(table, 2) == ("linked", KEPEK, "alias")
    assert outcome(table, 3)[0] == "ambiguous"
    assert candidates(table, 3) == [BEJI, OTHER_BEJI]
    assert outcome(table, 4)[0] == "ambiguous"
    assert item(table, 4).conflict
    assert outcome(link(columns, "Dobel|Kidul|1", aliases=aliases)) == (
        "linked",
        OTHER_BEJI,
        "alias",
    )


def test_similar_names_inside_the_kecamatan_are_listed_for_review() -> None:
    table = link("desa|kecamatan|jumlah", "Balehajo|Tengah|5")
    assert outcome(table) == ("linked", "34.03.02.2003", "fuzzy")
    assert item(table).status == "linked"
    assert "Balehajo" in item(table).reason.id


def test_similar_names_without_kecamatan_are_not_linked() -> None:
    table = link("desa|jumlah", "Balehajo|5")
    assert outcome(table) == ("ambiguous", "", "")
    assert candidates(table)[0] == "34.03.02.2003"


def test_a_similar_name_must_be_clear_of_the_runner_up() -> None:
    boundaries = board()
    boundaries.villages.loc["34.03.02.2001", "desa"] = "Balehario"
    table = link("desa|kecamatan|jumlah", "Balehar|Tengah|5", boundaries=boundaries)
    assert outcome(table)[0] == "ambiguous"
    assert set(candidates(table)) == {"34.03.02.2001", "34.03.02.2003"}


def test_unknown_names() -> None:
    table = link("desa|kecamatan|jumlah", "Antah|Tengah|5", "|Tengah|6", "||7", "Lor||8")
    assert [outcome(table, row)[0] for row in (2, 3, 4, 5)] == ["unmatched"] * 4
    assert "kecamatan" in item(table, 5).reason.id


@pytest.mark.parametrize(
    "row",
    [
        "34.03.01.2003|Beji||",
        "34.03.01.2002|Beji|Kidul|",
        "34.03.01.2002|Baleharjo|Lor|",
        "34.03.01.2002|Beji|Lor|Kab. Bantul",
        "34.03.01.2002|Beji|Antah Berantah|",
    ],
)
def test_a_code_against_the_names_is_a_conflict(row: str) -> None:
    table = link("kode|desa|kecamatan|kabupaten|jumlah", f"{row}|5")
    assert outcome(table) == ("ambiguous", "", "")
    assert item(table).conflict
    assert candidates(table)[0] == row.split("|")[0]


@pytest.mark.parametrize("name", ["BEJI", "Desa Bejii", "Bejl", "Beji (Lor)", "-", ""])
def test_a_spelling_of_the_right_name_is_no_conflict(name: str) -> None:
    table = link("kode|desa|kecamatan|jumlah", f"34.03.01.2002|{name}|Kec. LOR|5")
    if name == "Bejl":
        assert outcome(table)[0] == "ambiguous"
    else:
        assert outcome(table) == ("linked", BEJI, "code")


def test_two_codes_that_disagree_are_a_conflict() -> None:
    table = link("kode|kode_bps|jumlah", "34.03.01.2002|3403010003|5")
    assert outcome(table)[0] == "ambiguous"
    assert item(table).conflict


def test_a_kecamatan_against_the_name_is_a_conflict() -> None:
    table = link("desa|kecamatan|jumlah", "Baleharjo|Lor|5")
    assert outcome(table)[0] == "ambiguous"
    assert item(table).conflict
    assert candidates(table)[0] == "34.03.02.2003"


@pytest.mark.parametrize("code", ["34.04.01.2002", "3404012002", "34.03.01.2099", "ID3404010002"])
def test_a_code_outside_the_layer_never_falls_back_on_the_name(code: str) -> None:
    table = link("kode|desa|kecamatan|jumlah", f"{code}|Baleharjo|Tengah|5")
    assert outcome(table) == ("unmatched", "", "")


@pytest.mark.parametrize("columns", ["desa|kecamatan|jumlah", "desa|kabupaten|jumlah"])
def test_a_neighbour_of_the_same_name_is_not_ours(columns: str) -> None:
    table = link(columns, "Baleharjo|Pracimantoro|5")
    assert outcome(table) == ("unmatched", "", "")


def test_a_misspelt_kecamatan_is_listed_for_review() -> None:
    table = link(
        "desa|kecamatan|jumlah", "Baleharjo|Tengahh|5", "Kepek|Lorr|6", "Ngoro-oro|Tenga|7"
    )
    assert [outcome(table, row)[0] for row in (2, 3, 4)] == ["linked"] * 3
    assert [entry.row for entry in table.items] == [4]


def test_a_misspelt_kecamatan_and_a_misspelt_desa_are_too_much() -> None:
    assert outcome(link("desa|kecamatan|jumlah", "Balehajo|Tenga|5"))[0] == "unmatched"


def test_rows_of_a_kecamatan_are_not_villages() -> None:
    table = link("kode|desa|jumlah", "34.03.02|Tengah|90", "|Kec. Tengah|90")
    assert [outcome(table, row)[0] for row in (2, 3)] == ["rejected", "rejected"]
    check_conservation(table)


def test_codes_that_excel_cut_are_refused_unless_the_names_say_it() -> None:
    table = link(
        "kode|desa|kecamatan|jumlah",
        "3.403012E+09|||5",
        "3.403012E+09|Beji|Lor|6",
        "3.404012E+09|Kepek|Lor|7",
        "2001-03-12|Pojok|Kidul|8",
    )
    assert outcome(table, 2)[0] == "rejected"
    assert "Excel" in item(table, 2).reason.id
    assert outcome(table, 3) == ("linked", BEJI, "name")
    assert item(table, 3).status == "linked"
    assert outcome(table, 4)[0] == "ambiguous"
    assert item(table, 4).conflict
    assert outcome(table, 5) == ("linked", "34.03.03.2003", "name")


def test_bps_codes_without_crosswalk_leave_the_names_to_decide() -> None:
    boundaries = board()
    boundaries.villages["kode_bps"] = ""
    columns = "kode|desa|kecamatan|jumlah"
    table = link(columns, "3403010002|Beji|Lor|5", "3403010002|||6", boundaries=boundaries)
    assert outcome(table, 2) == ("linked", BEJI, "name")
    assert outcome(table, 3)[0] == "unmatched"
    assert "BPS" in item(table, 3).reason.id


def test_blank_and_zero_stay_apart() -> None:
    table = link("kode|jumlah", "34.03.01.2002|0", "34.03.01.2003|-", "34.03.02.2001|nihil")
    report = check_conservation(table)
    assert table.data["jumlah_kelompok"].isna().tolist() == [False, True, False]
    assert (report["villages_reported"], report["villages_zero"]) == (2, 2)
    assert report["villages_no_data"] == 7


@pytest.mark.parametrize("figure", ["-3", "2,5", "1.234", ">10", "dua belas", "#REF!"])
def test_a_wrong_figure_rejects_its_row(figure: str) -> None:
    table = link("kode|jumlah", "34.03.01.2002|5", f"34.03.01.2003|{figure}")
    assert outcome(table, 3) == ("rejected", "", "")
    assert figure in item(table, 3).reason.id
    assert item(table, 3).value is None
    assert check_conservation(table)["values_unreadable"] == 1


def test_equal_rows_for_one_village() -> None:
    table = link("kode|jumlah", "34.03.01.2002|5", "3403012002|5", "34.03.01.2003|6")
    assert [outcome(table, row)[0] for row in (2, 3, 4)] == ["linked", "rejected", "linked"]
    report = check_conservation(table)
    assert (report["value_total"], report["value_linked"]) == (16, 11)


def test_different_rows_for_one_village() -> None:
    table = link("kode|jumlah", "34.03.01.2002|5", "34.03.01.2002|6", "34.03.01.2002|-")
    assert [outcome(table, row)[0] for row in (2, 3, 4)] == ["ambiguous", "ambiguous", "rejected"]
    assert not item(table, 2).conflict
    assert candidates(table, 2) == candidates(table, 3) == [BEJI]
    check_conservation(table)


def test_rows_told_apart_by_their_kind_are_added() -> None:
    table = link(
        "kode|jenis|jumlah",
        "34.03.01.2002|arisan|5",
        "34.03.01.2002|simpan pinjam|6",
        "34.03.01.2002|Arisan|5",
    )
    assert [outcome(table, row)[0] for row in (2, 3, 4)] == ["linked", "linked", "rejected"]
    assert table.data.groupby("kode")["jumlah_kelompok"].sum().to_dict() == {BEJI: 11}
    check_conservation(table)


@pytest.mark.parametrize(("stated", "agrees"), [("11", True), ("12", False), ("11 kelompok", True)])
def test_totals_are_checked(stated: str, agrees: bool) -> None:
    table = raw("kode|jumlah", "34.03.01.2002|5", "34.03.01.2003|6")
    table = replace(table, totals={4: {"kode": "JUMLAH", "jumlah": stated}})
    linked = link_table(table, board(), kinds=("counts",))
    assert [total.agrees for total in linked.totals] == [agrees]
    assert bool(linked.problems) is not agrees


def test_a_repeated_total_is_held_against_all_rows() -> None:
    table = raw("kode|jumlah", "34.03.01.2002|5", "34.03.01.2003|6")
    for stated, computed in (("11", 11), ("12", 11)):
        totals = {4: {"jumlah": stated}, 5: {"jumlah": stated}}
        linked = link_table(replace(table, totals=totals), board(), kinds=("counts",))
        assert [total.computed for total in linked.totals] == [computed, computed]


def test_subtotals_are_held_against_their_own_rows() -> None:
    table = raw("kode|jumlah", "34.03.01.2002|5", "34.03.01.2003|6", "34.03.02.2001|7")
    cells = table.cells.set_axis(pd.Index([2, 3, 5], name="row"))
    totals = {4: {"jumlah": "11"}, 6: {"jumlah": "7"}, 7: {"jumlah": "18"}}
    linked = link_table(replace(table, cells=cells, totals=totals), board(), kinds=("counts",))
    assert [total.agrees for total in linked.totals] == [True, True, True]


def test_corrections_come_first_and_settle_conflicts() -> None:
    columns = "kode|desa|kecamatan|jumlah"
    rows = ("34.03.01.2003|Beji|Lor|5", "|Antah||6", "34.03.02.2001|Tengah|Tengah|7")
    fixed = {
        ("tabel.csv", 2): Correction(BEJI),
        ("tabel.csv", 3): Correction("3403012003", {"desa": "Antah", "jumlah": "6.0"}),
        ("lain.csv", 4): Correction(KEPEK),
    }
    table = link(columns, *rows, corrections=fixed)
    assert outcome(table, 2) == ("linked", BEJI, "code")
    assert outcome(table, 3) == ("linked", KEPEK, "code")
    assert outcome(table, 4) == ("linked", "34.03.02.2001", "code")
    assert table.corrected == {2: BEJI, 3: KEPEK}
    assert [(entry.row, entry.status) for entry in table.items] == [(2, "linked"), (3, "linked")]
    assert item(table, 2).reason.id == f"dikoreksi: Beji, Lor ({BEJI})"
    check_conservation(table)


def test_a_correction_of_a_row_that_has_moved_is_refused() -> None:
    seen = {"desa": "Antah", "jumlah": "6", "NIK": "1"}
    rows = ("Kepek|5", "Antah|6")
    fixed = {("tabel.csv", 2): Correction(BEJI, seen), ("tabel.csv", 9): Correction(BEJI)}
    with pytest.raises(InputError) as caught:
        link("desa|jumlah", *rows, corrections=fixed)
    moved, gone = caught.value.problems
    assert (moved.row, moved.column, moved.found) == (2, "desa", "Kepek")
    assert "Antah" in moved.render("id")
    assert gone.row == 9
    for problem in (moved, gone):
        assert "perlu_diperiksa.xlsx" in problem.render("id")


def test_a_row_of_another_table_is_not_corrected() -> None:
    fixed = {("tabel.csv", 2): Correction(BEJI, {"desa": "Antah", "padukuhan": "Krajan"})}
    with pytest.raises(InputError, match="padukuhan"):
        link("desa|jumlah", "Antah|6", corrections=fixed)


def test_a_corrected_row_wins_over_its_duplicate() -> None:
    rows = ("34.03.01.2002|5", "34.03.01.2002|6")
    table = link("kode|jumlah", *rows, corrections={("tabel.csv", 3): Correction(BEJI)})
    assert [outcome(table, row)[0] for row in (2, 3)] == ["rejected", "linked"]


def test_a_correction_pushes_no_row_out_that_nobody_has_doubted() -> None:
    fixed = {("tabel.csv", 3): Correction(BEJI)}
    rows = ("34.03.01.2002|Beji|55", "34.03.01.2003|Beji|12")
    table = link("kode|desa|jumlah", *rows, corrections=fixed)
    assert [outcome(table, row)[0] for row in (2, 3)] == ["ambiguous", "ambiguous"]
    assert table.corrected == {3: BEJI}
    assert check_conservation(table)["value_total"] == 67
    both = fixed | {("tabel.csv", 2): Correction(BEJI)}
    table = link("kode|desa|jumlah", *rows, corrections=both)
    assert [outcome(table, row)[0] for row in (2, 3)] == ["ambiguous", "ambiguous"]


@pytest.mark.parametrize(
    "correction", [(("tabel.csv", 9), BEJI), (("tabel.csv", 2), "34.04.01.2001")]
)
def test_corrections_that_fit_nothing_are_refused(
    correction: tuple[tuple[str, int], str],
) -> None:
    with pytest.raises(InputError, match="kode_benar"):
        link(
            "kode|jumlah", "34.03.01.2002|5", corrections={correction[0]: Correction(correction[1])}
        )


def test_attributes() -> None:
    table = link(
        "kode|Jumlah Penduduk (jiwa)|IDM 2024|status",
        "34.03.01.2002|1.500|0,84|MAJU",
        "34.03.01.2003|2.500,0|0,9|MAJU",
        "34.03.02.2001|-5|0,7|MAJU",
        "34.03.02.2002|rusak|rusak|",
        "34.03.02.2003|-|-|",
        kinds=("attributes",),
    )
    assert list(table.data.columns) == ["kode", "penduduk", "idm_2024"]
    assert table.data.loc[2].tolist() == [BEJI, 1500, 0.84]
    assert [outcome(table, row)[0] for row in range(2, 7)] == [
        "linked",
        "linked",
        "linked",
        "rejected",
        "linked",
    ]
    assert item(table, 4).status == "linked"
    assert "negatif" in item(table, 4).reason.id
    report = check_conservation(table)
    assert report["value_total"] is None
    assert (report["villages_reported"], report["villages_no_data"]) == (3, 6)


def test_rows_that_could_not_be_read_are_rejected() -> None:
    table = raw("kode|jumlah", "34.03.01.2002|1")
    table = replace(table, refused={2: Text("terlalu banyak sel", "too many cells")})
    linked = link_table(table, board(), kinds=("counts",))
    assert outcome(linked)[0] == "rejected"
    assert item(linked).reason.id == "terlalu banyak sel"
    check_conservation(linked)


def test_the_report_has_the_keys_of_the_contract_and_is_json() -> None:
    report = link("kode|jumlah", "34.03.01.2002|5", "x|2").to_json(board().villages.index, "en")
    contract = {
        *("table", "rows", "linked", "ambiguous", "unmatched", "rejected", "conflicts", "by"),
        *("value_total", "value_linked", "villages", "villages_reported", "villages_zero"),
        *("villages_no_data", "items"),
    }
    assert contract <= set(report)
    assert set(report["by"]) == {"code", "name", "unique_name", "alias", "point", "fuzzy"}
    assert {"row", "status", "reason", "value", "candidates"} <= set(report["items"][0])
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    assert '"value_total": 7' in json.dumps(report)


@pytest.mark.parametrize("knows_bps", [True, False])
def test_on_a_map_of_one_kecamatan_the_codes_of_the_others_are_outside(*, knows_bps: bool) -> None:
    whole = board()
    villages = whole.villages[whole.villages["kode_kecamatan"] == "34.03.01"]
    part = replace(whole, villages=villages if knows_bps else villages.assign(kode_bps=""))
    rows = ("34.03.01.2002|5", "34.03.03.2002|6", "34.03.01.2099|7", "3403080001|8")
    table = link("kode|jumlah", *rows, boundaries=part)
    assert outcome(table, 2) == ("linked", BEJI, "code")
    assert "adalah desa di luar wilayah peta" in item(table, 3).reason.id
    assert "tidak ada dalam batas wilayah" in item(table, 4).reason.id
    told = "tidak ada dalam batas wilayah" if knows_bps else "kode BPS"
    assert told in item(table, 5).reason.id
