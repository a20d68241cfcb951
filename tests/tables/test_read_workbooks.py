"""XLSX and ODS: what spreadsheets hide, merge, compute and damage."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from wksbm.errors import InputError
from wksbm.tables.read import read_table

from tests.tables.files import COUNTS, ods, ods_cell, ods_table, repack, workbook, xlsx
from tests.tables.messages import refusal, told

VALUES = [["34.03.01.2002", "Beji", "10"], ["34.03.01.2003", "Kepek", "20"]]


def test_xlsx(tmp_path: Path) -> None:
    table = read_table(xlsx(tmp_path / "a.xlsx"))
    assert table.cells.values.tolist() == VALUES
    assert table.cells.index.tolist() == [2, 3]
    assert table.numeric is not None
    assert table.numeric.loc[2].tolist() == [False, False, True]
    assert "sheet 'Data'" in told(table)


def test_the_content_and_not_the_name_tells_the_format(tmp_path: Path) -> None:
    assert read_table(xlsx(tmp_path / "a.csv")).cells.values.tolist() == VALUES


def test_numbers_dates_and_truth_values_become_text(tmp_path: Path) -> None:
    rows = (
        ("kode", "desa", "nilai"),
        (3403012001.0, "Beji", 0.1 + 0.2),
        (datetime.datetime(2001, 3, 12), "Kepek", True),
        (3403012003, "Pojok", 1e-7),
    )
    cells = read_table(xlsx(tmp_path / "a.xlsx", rows)).cells
    assert cells["kode"].tolist() == ["3403012001", "2001-03-12", "3403012003"]
    assert cells["nilai"].tolist() == ["0.3", "TRUE", "1e-07"]


def test_a_merged_kecamatan_speaks_for_its_rows(tmp_path: Path) -> None:
    rows = (
        ("REKAP WKSBM", None, None),
        (None, None, None),
        ("kecamatan", "desa", "jumlah"),
        ("Lor", "Beji", 10),
        (None, "Kepek", 20),
        ("Kidul", "Beji", 30),
    )
    book = workbook(tmp_path, rows)
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A4:A5")
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.cells["kecamatan"].tolist() == ["Lor", "Lor", "Kidul"]
    assert table.cells.index.tolist() == [4, 5, 6]
    assert "merged cells applied to all their rows: 1" in told(table)


def test_a_number_merged_over_rows_is_marked(tmp_path: Path) -> None:
    rows = (*COUNTS[:2], ("34.03.01.2003", "Kepek", None))
    book = workbook(tmp_path, rows)
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert all("sel gabungan" in text for text in table.cells["jumlah"])


def test_headings_over_two_merged_rows(tmp_path: Path) -> None:
    rows = (
        ("No", "Desa", "Kelompok", None),
        (None, None, "arisan", "jumlah"),
        (1, "Beji", 3, 10),
    )
    book = workbook(tmp_path, rows)
    for merged in ("A1:A2", "B1:B2", "C1:D1"):
        book.active.merge_cells(merged)
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert list(table.cells.columns) == ["No", "Desa", "Kelompok arisan", "Kelompok jumlah"]
    assert table.cells.index.tolist() == [3]


def test_hidden_rows_are_read_and_hidden_sheets_are_not(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    book.active.row_dimensions[3].hidden = True
    secret = book.create_sheet("Rahasia", 0)
    secret.append(["kode", "jumlah"])
    secret.append(["34.03.03.2001", 99])
    secret.sheet_state = "hidden"
    book.create_sheet("Kosong", 0)
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.cells.values.tolist() == VALUES
    assert "hidden rows read as well: 1" in told(table)
    assert "sheet 'Data'; not read: 'Kosong', 'Rahasia' (hidden)" in told(table)


def test_the_first_sheet_with_known_headings_is_taken_unless_named(tmp_path: Path) -> None:
    book = workbook(tmp_path, (("Petunjuk", "pengisian"), ("isi", "semua")), title="Petunjuk")
    for number, title in enumerate(("Satu", "Dua"), 1):
        sheet = book.create_sheet(title)
        sheet.append(["kode", "jumlah"])
        sheet.append(["34.03.01.2002", number])
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").cells["jumlah"].tolist() == ["1"]
    assert read_table(tmp_path / "a.xlsx", sheet="dua").cells["jumlah"].tolist() == ["2"]
    with pytest.raises(InputError, match="Petunjuk, Satu, Dua"):
        read_table(tmp_path / "a.xlsx", sheet="Tiga")


def test_a_formula_without_its_value_is_not_blank(tmp_path: Path) -> None:
    table = read_table(xlsx(tmp_path / "a.xlsx", (*COUNTS[:2], ("34.03.01.2003", "Kepek", "=5+5"))))
    assert table.cells["jumlah"].tolist() == ["10", "=5+5"]


def test_a_stray_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    book.active.cell(1_048_576, 16_384, "x")
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.cells["kode"].tolist() == ["34.03.01.2002", "34.03.01.2003"]
    assert "footnotes skipped (1 row: 1048576)" in told(table)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("member", "root"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
        ("xl/sharedStrings.xml", b"<sst"),
        ("xl/workbook.xml", b"<workbook "),
    ],
)
def test_entity_bombs_are_refused(tmp_path: Path, member: str, root: bytes) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["kode", "jumlah"])
    repack(path, member, (root, BOMB + root))
    assert "XML entities" in refusal(path)


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x", b"\0" * 60_000_000)
    assert "zip bomb" in refusal(path)


def test_rows_out_of_order_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    repack(path, "xl/worksheets/sheet1.xml", (b'r="3"', b'r="1"'))
    assert "in order" in refusal(path)


def test_a_column_beyond_the_sheet_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    repack(path, "xl/worksheets/sheet1.xml", (b'r="C3"', b'r="ZZZ3"'))
    assert "outside the bounds" in refusal(path) or "damaged" in refusal(path)


@pytest.mark.parametrize("size", [100, 1000, 3000])
def test_truncated_workbooks_are_refused(tmp_path: Path, size: int) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:size])
    assert "damaged" in refusal(path)


def test_another_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("x.txt", "x")
    assert "format cannot be read" in refusal(tmp_path / "a.xlsx")


def test_ods(tmp_path: Path) -> None:
    table = read_table(ods(tmp_path / "a.ods", ods_table("Data", COUNTS)))
    assert table.cells.values.tolist() == VALUES
    assert table.cells.index.tolist() == [2, 3]
    assert table.numeric is not None
    assert table.numeric["jumlah"].all()


def test_ods_repetitions_merges_and_hidden_sheets(tmp_path: Path) -> None:
    head = "".join(ods_cell(name) for name in ("kecamatan", "desa", "jumlah"))
    first = ods_cell("Lor", 'table:number-rows-spanned="2"') + ods_cell("Beji") + ods_cell(10)
    second = "<table:covered-table-cell/>" + ods_cell("Kepek") + ods_cell(20)
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (head, first, second))
    secret = ods_table("Rahasia", COUNTS, 'table:style-name="ta1"')
    styles = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    body = f'<table:table table:name="Data">{rows}{blank}</table:table>'
    table = read_table(ods(tmp_path / "a.ods", secret + body, styles))
    assert table.cells["kecamatan"].tolist() == ["Lor", "Lor"]
    assert table.cells["jumlah"].tolist() == ["10", "20"]
    assert "not read: 'Rahasia' (hidden)" in told(table)


def test_ods_entity_bombs_are_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", ods_table("Data", COUNTS))
    repack(path, "content.xml", (b"<office:document-content", BOMB + b"<office:document-content"))
    assert "XML entities" in refusal(path)


def test_formulas_give_their_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["kode", "jumlah"])
        sheet.write_row(1, 0, ["34.03.01.2002", 10])
        sheet.write_string(2, 0, "34.03.01.2003")
        sheet.write_formula(2, 1, "=5+6", None, 11)
    assert read_table(path).cells["jumlah"].tolist() == ["10", "11"]
