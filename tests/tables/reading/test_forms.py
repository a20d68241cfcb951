"""What tables are taken for; every figure is counted by hand from the table above it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from wksbm.errors import InputError

from tests.tables.reading.board_tables import (
    BALEHARJO,
    BEJI,
    KEPEK,
    NGORO,
    OTHER_BEJI,
    POJOK,
    SELATAN,
    TENGAH,
    UTARA,
    figures,
    link_file,
    read,
)

TABLES = {
    "members of farmers' groups are no groups": (
        "Kapanewon,Kalurahan,Nama Poktan,Nama Ketua,L,P,Jumlah\n"
        "Lor,Beji,Tani A,X,20,5,25\nLor,Beji,Tani B,Y,3,4,7\nKidul,Beji,Tani C,Z,1,1,2\n",
        "register",
        {BEJI: 2, OTHER_BEJI: 1},
    ),
    "a Jumlah that adds up men and women is no count": (
        "Kapanewon,Kalurahan,Kelompok Wanita Tani,Anggota L,Anggota P,Jumlah\n"
        "Lor,Utara,4,0,80,80\nLor,Kepek,3,1,60,61\nKidul,Pojok,0,0,0,0\n",
        "counts",
        {UTARA: 4, KEPEK: 3, POJOK: 0},
    ),
    "groups called Sumber are no footnotes": (
        "Nama Kelompok,Kalurahan,Keterangan\nTani,Kepek,\nSumber Rejeki,Kepek,\nMekar,Pojok,\n",
        "register",
        {KEPEK: 2, POJOK: 1},
    ),
    "a total among the names of a register": (
        "Kapanewon,Kalurahan,Nama Kelompok,Jumlah Anggota\n"
        "Lor,Kepek,Melati,20\nLor,Kepek,Mawar,30\nLor,Kepek,JUMLAH,50\nKidul,Pojok,Anggrek,9\n",
        "register",
        {KEPEK: 2, POJOK: 1},
    ),
    "rows by RW add up": (
        "Kapanewon,Kalurahan,RW,Jumlah Kelompok\n"
        "Lor,Kepek,RW 01,2\nLor,Kepek,RW 02,2\nKidul,Pojok,RW 01,4\n",
        "long",
        {KEPEK: 4, POJOK: 4},
    ),
    "members of groups are counted by their groups": (
        "No,NIK,Nama,Nama KUBE,Kalurahan,Kapanewon\n"
        "1,3403010000000001,Warga A,Maju,Kepek,Lor\n2,3403010000000002,Warga B,Maju,Kepek,Lor\n"
        "3,3403010000000003,Warga C,Jaya,Kepek,Lor\n",
        "persons",
        {KEPEK: 2},
    ),
    "names beside their number": (
        "Kapanewon,Kalurahan,Jumlah Kelompok,Nama Kelompok\n"
        'Lor,Kepek,3,"Melati, Mawar, Kenanga"\nKidul,Pojok,0,-\nTengah,Baleharjo,12,\n',
        "counts",
        {KEPEK: 3, POJOK: 0, BALEHARJO: 12},
    ),
    "subtotals below, by word": (
        "Kapanewon,Kalurahan,Padukuhan,Jumlah Kelompok\n"
        "Lor,Kepek,Satu,3\nLor,Kepek,Dua,4\nLor,Kepek Total,,7\nKidul,Pojok,Tiga,2\n",
        "long",
        {KEPEK: 7, POJOK: 2},
    ),
    "a sub-district above its namesake village": (
        "No,Wilayah,Jumlah Kelompok\nI,KAPANEWON Tengah,12\n1,Tengah,3\n2,Ngoro-oro,4\n"
        "3,Baleharjo,5\nII,KAPANEWON Kidul,9\n1,Selatan,2\n2,Beji,3\n3,Pojok,4\n",
        "counts",
        {TENGAH: 3, NGORO: 4, BALEHARJO: 5, SELATAN: 2, OTHER_BEJI: 3, POJOK: 4},
    ),
    "a sub-district told by its sum and its namesake": (
        "Wilayah,Jumlah Kelompok\nTengah,12\nTengah,3\nNgoro-oro,4\nBaleharjo,5\n",
        "counts",
        {TENGAH: 3, NGORO: 4, BALEHARJO: 5},
    ),
    "one block below the other, in another order": (
        "REKAP KELOMPOK,,\nKAPANEWON : LOR,,\nNo,Kalurahan,Jumlah Kelompok\n1,Beji,11\n2,Kepek,7\n"
        ",Jumlah,18\nKAPANEWON : KIDUL,,\nNo,Jumlah Kelompok,Kalurahan\n1,3,Beji\n2,4,Pojok\n",
        "counts",
        {BEJI: 11, KEPEK: 7, OTHER_BEJI: 3, POJOK: 4},
    ),
    "the newest of several years; a blank is no report": (
        "kalurahan,kapanewon,jumlah_kelompok,tahun\nKepek,Lor,5,2022\nPojok,Kidul,6,2022\n"
        "Utara,Lor,2,2022\nKepek,Lor,7,2023\nPojok,Kidul,,2023\nUtara,Lor,0,2023\n",
        "counts",
        {KEPEK: 7, UTARA: 0},
    ),
    "headings in two rows": (
        "No;Kapanewon;Kalurahan;Kelompok;;\n;;;Arisan;Posyandu;Jumlah\n"
        "1;Lor;Kepek;3;9;12\n2;Kidul;Pojok;0;7;7\n",
        "wide",
        {KEPEK: 12, POJOK: 7},
    ),
    "code and name in one cell": (
        f"Kode Desa,Jumlah Kelompok\n{KEPEK.replace('.', '')} - KEPEK,3\n({POJOK}) Pojok,4\n",
        "counts",
        {KEPEK: 3, POJOK: 4},
    ),
    "village and sub-district in one cell": (
        "Kalurahan,Jumlah Kelompok\nKidul / Beji,3\nLor / Beji,4\n",
        "counts",
        {OTHER_BEJI: 3, BEJI: 4},
    ),
    "kinds without a total": (
        "Kapanewon,Kalurahan,Arisan,Posyandu\nLor,Kepek,1,2\nKidul,Pojok,0,3\n,JUMLAH,1,5\n",
        "wide",
        {KEPEK: 3, POJOK: 3},
    ),
    "two tables side by side": (
        "Kapanewon,Kalurahan,Jumlah Kelompok,,Kapanewon,Kalurahan,Jumlah Kelompok\n"
        "Lor,Kepek,3,,Kidul,Pojok,5\nLor,Utara,4,,,,\n",
        "counts",
        {KEPEK: 3, UTARA: 4, POJOK: 5},
    ),
    "a table on its side": (
        "Kalurahan,Kepek,Pojok,Utara\nKapanewon,Lor,Kidul,Lor\nJumlah Kelompok,3,4,5\n",
        "counts",
        {KEPEK: 3, POJOK: 4, UTARA: 5},
    ),
    "villages blank below their first": (
        "No,Kapanewon,Kalurahan,Nama Kelompok\n1,Lor,Kepek,A\n,,,B\n,,,C\n2,Kidul,Beji,D\n,,,E\n",
        "register",
        {KEPEK: 3, OTHER_BEJI: 2},
    ),
    "villages blank below their first, a signature below": (
        "No,Kapanewon,Kalurahan,Nama Dasa Wisma,Modal\n1,Lor,Kepek,A,1000000\n2,,,B,1000000\n"
        "3,,,C,1000000\n4,Kidul,Beji,D,1000000\n5,,,E,1000000\nData diolah 2025,,,,\n"
        ",,,,IBU DARMI\n",
        "register",
        {KEPEK: 3, OTHER_BEJI: 2},
    ),
    "parts blank below their village": (
        "Kalurahan,Kapanewon,Bentuk Kegiatan,Jumlah\nKepek,Lor,Posyandu,3\n,,Arisan,2\n"
        "Pojok,Kidul,Posyandu,5\n,,Arisan,4\nJumlah,,,14\n",
        "long",
        {KEPEK: 5, POJOK: 9},
    ),
    "what is realised, not what was planned": (
        "Kapanewon,Kalurahan,Target Kelompok,Jumlah Kelompok\nLor,Kepek,9,4\nKidul,Pojok,9,5\n",
        "counts",
        {KEPEK: 4, POJOK: 5},
    ),
    "members listed in rows below groups": (
        "Kapanewon,Kalurahan,Satuan,Jumlah\nLor,Kepek,kelompok,4\nLor,Kepek,orang,80\n"
        "Kidul,Pojok,kelompok,5\nKidul,Pojok,orang,90\n",
        "counts",
        {KEPEK: 4, POJOK: 5},
    ),
    "a code in four columns": (
        "Prov,Kab,Kec,Desa,Jumlah Kelompok\n34,03,01,2003,4\n34,03,03,2003,5\n",
        "counts",
        {KEPEK: 4, POJOK: 5},
    ),
}


@pytest.mark.parametrize(("text", "form", "expected"), TABLES.values(), ids=TABLES)
def test_the_form_and_every_figure(
    tmp_path: Path, text: str, form: str, expected: dict[str, int]
) -> None:
    table = read(tmp_path, text)
    assert figures(table) == expected
    assert table.reading is not None
    assert table.reading.form == form


REFUSED = {
    "persons without groups": "No,NIK,Nama,Kalurahan\n1,3403010000000001,Warga A,Kepek\n",
    "residents": (
        "JUMLAH PENDUDUK,,\nKalurahan,Kapanewon,Jumlah\nKepek,Lor,2100\nPojok,Kidul,1900\n"
    ),
    "sub-districts only": "Wilayah,Jumlah Kelompok\nLor,3\nTengah,4\nKidul,5\n",
    "a unit that is no group": "Kalurahan,Satuan,Jumlah\nKepek,orang,4\nPojok,orang,5\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_holds_no_groups_is_refused_with_a_cure(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert all(problem.cure for problem in caught.value.problems)


def test_rows_left_out_are_told_with_their_text(tmp_path: Path) -> None:
    text = (
        "DATA KELOMPOK,\nKalurahan,Jumlah Kelompok\nKepek,3\nPojok,4\nJumlah,7\n"
        "Sumber: Dinas Sosial,\n"
    )
    table = read(tmp_path, text)
    told = [(entry.row, entry.key, entry.text) for entry in table.raw.left_out]
    assert told == [
        (1, "title", "DATA KELOMPOK"),
        (5, "total", "Jumlah | 7"),
        (6, "note", "Sumber: Dinas Sosial"),
    ]
    assert table.reading is not None
    assert table.reading.to_json("id")["left_out"][1]["reason"] == "baris jumlah"


def test_no_person_of_a_list_of_members_is_copied(tmp_path: Path) -> None:
    text = (
        "NIK,Nama,Alamat,Nama KUBE,Kalurahan,Kapanewon,Lat,Lon\n"
        "3403010000000001,Warga A,Jl. A,Maju,Antah,Lor,-7.91,110.55\n"
        "3403010000000002,Warga B,Jl. B,Maju,Antah,Lor,-7.91,110.55\n"
        "3403010000000003,Warga C,Jl. C,Maju,Kepek,Lor,-7.91,110.55\n"
    )
    table = read(tmp_path, text)
    copied = {str(value) for value in table.data.to_numpy().ravel()}
    copied |= {text for item in table.items for text in item.cells.values()}
    assert not {"Warga A", "Warga C", "Jl. A", "Jl. C", "3403010000000001"} & copied
    assert table.data[["lon", "lat"]].isna().all(axis=None)


def _book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_sheet_for_each_sub_district(tmp_path: Path) -> None:
    head: list[object] = ["Kalurahan", "Jumlah Kelompok"]
    sheets = {
        "Rekap": [["Kapanewon", "Jumlah Kelompok"], ["Lor", 11], ["Kidul", 5]],
        "Lor": [head, ["Beji", 4], ["Kepek", 7]],
        "Kap. Kidul": [head, ["Beji", 5]],
    }
    table = link_file(_book(tmp_path / "a.xlsx", sheets))
    assert figures(table) == {BEJI: 4, KEPEK: 7, OTHER_BEJI: 5}
    assert table.reading is not None
    assert table.reading.layout.sheets == ("Lor", "Kap. Kidul")


def test_the_newest_of_the_sheets_of_years_or_the_one_asked_for(tmp_path: Path) -> None:
    head: list[object] = ["Kalurahan", "Kapanewon", "Jumlah Kelompok"]
    sheets = {
        str(year): [head, ["Kepek", "Lor", year - 2000], ["Pojok", "Kidul", 1]]
        for year in (2022, 2023)
    }
    path = _book(tmp_path / "a.xlsx", sheets)
    assert figures(link_file(path)) == {KEPEK: 23, POJOK: 1}
    assert figures(link_file(path, tahun="2022")) == {KEPEK: 22, POJOK: 1}
    assert figures(link_file(path, lembar="2022")) == {KEPEK: 22, POJOK: 1}
    with pytest.raises(InputError, match="2022"):
        link_file(path, tahun="2021")


def test_one_group_over_the_rows_of_its_officers(tmp_path: Path) -> None:
    rows = [
        ["Nama Kelompok", "Kalurahan", "Kapanewon", "Nama Pengurus"],
        ["Melati", "Kepek", "Lor", "A"],
        [None, None, None, "B"],
        ["Mawar", "Kepek", "Lor", "C"],
    ]
    path = _book(tmp_path / "a.xlsx", {"Data": rows})
    book = openpyxl.load_workbook(path)
    for column in "ABC":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(path)
    assert figures(link_file(path)) == {KEPEK: 2}


def test_a_total_merged_over_sub_districts_swallows_no_village(tmp_path: Path) -> None:
    rows = [
        ["Kapanewon", "Kalurahan", "Jumlah Kelompok", "Jumlah per Kapanewon"],
        ["Lor", "Utara", 1, 6],
        [None, "Beji", 2, None],
        [None, "Kepek", 3, None],
    ]
    path = _book(tmp_path / "a.xlsx", {"Data": rows})
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("D2:D4")
    book.save(path)
    assert figures(link_file(path)) == {UTARA: 1, BEJI: 2, KEPEK: 3}


def test_a_register_pasted_twice_counts_once(tmp_path: Path) -> None:
    """Three rows or more that follow one another again; one name given twice may be two groups."""
    rows = "Melati,Kepek,Lor\nMawar,Kepek,Lor\nArisan,Pojok,Kidul\n"
    head = "Nama Kelompok,Kalurahan,Kapanewon\n"
    assert figures(read(tmp_path, head + rows + rows)) == {KEPEK: 2, POJOK: 1}
    assert figures(read(tmp_path, head + rows + "Mawar,Kepek,Lor\n")) == {KEPEK: 3, POJOK: 1}


def test_a_title_about_recipients_is_not_about_groups(tmp_path: Path) -> None:
    text = "REKAP PENERIMA BANTUAN KELOMPOK,,\nKalurahan,Kapanewon,Jumlah\nKepek,Lor,15\n"
    with pytest.raises(InputError):
        read(tmp_path, text)
