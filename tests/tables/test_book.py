"""What a book knows beside its texts: hidden rows, columns and sheets, formulas, superscripts."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from wksbm.tables.book import open_book
from wksbm.tables.grid import Grid

from tests.tables.files import COUNTS, ods, ods_cell, ods_table, repack, workbook, write, xlsx


def grid(path: Path, sheet: int = 0) -> Grid:
    return open_book(path.read_bytes(), path.name).sheets[sheet].read()


def texts(found: Grid) -> list[list[str]]:
    return found.cells.values.tolist()


def test_a_text_table_is_a_book_of_one_sheet_that_hides_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "kode;jumlah\n1;2\n")
    book = open_book(path.read_bytes(), path.name)
    (sheet,) = book.sheets
    assert (sheet.title, sheet.hidden) == ("", False)
    assert [note.what.en for note in book.notes] == ["read as utf-8 text, separator semicolon"]
    found = sheet.read()
    assert (found.hidden_rows, found.hidden_columns) == (frozenset(), frozenset())
    assert (found.unstored, found.marks) == (frozenset(), {})


def test_xlsx_hidden_rows_and_columns(tmp_path: Path) -> None:
    book = workbook(tmp_path, (*COUNTS, (None, None, None), ("34.03.03.2001", "Lor", 5)))
    sheet = book.active
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["F"].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = grid(tmp_path / "a.xlsx")
    assert (found.hidden_rows, found.hidden_columns) == ({3}, {2})


def test_xlsx_formulas_without_results(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["desa", "jumlah"])
        sheet.write_formula(1, 1, "=5+5", value=10)
        sheet.write_formula(2, 1, "=5+6")
        sheet.write(2, 0, "Beji")
    found = grid(path)
    assert found.unstored == {(3, 2)}
    assert texts(found) == [["desa", "jumlah"], ["", "10"], ["Beji", "=5+6"]]


def test_a_blank_text_is_a_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["desa", "jumlah"])
        sheet.write(1, 0, "Beji")
        sheet.write_formula(1, 1, '=IF(1=1,"",1)', value="kosong")
    repack(path, "xl/worksheets/sheet1.xml", (b"<v>kosong</v>", b"<v></v>"))
    found = grid(path)
    assert found.unstored == frozenset()
    assert texts(found)[1] == ["Beji", ""]


SUPERSCRIPT = InlineFont(vertAlign="superscript")


def test_xlsx_superscript_runs_are_no_digits(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    sheet = book.active
    sheet["B2"] = CellRichText("Beji", TextBlock(SUPERSCRIPT, "1"))
    sheet["C2"] = CellRichText("12", TextBlock(SUPERSCRIPT, "3)"))
    sheet["C1"] = CellRichText("luas (km", TextBlock(SUPERSCRIPT, "2"), ")")
    sheet["C3"] = 7
    sheet["C3"].font = Font(vertAlign="superscript")
    book.save(tmp_path / "a.xlsx")
    found = grid(tmp_path / "a.xlsx")
    assert texts(found) == [
        ["kode", "desa", "luas (km2)"],
        ["34.03.01.2002", "Beji", "12"],
        ["34.03.01.2003", "Kepek", ""],
    ]
    assert found.marks == {(2, 2): "1", (2, 3): "3)", (3, 3): "7"}


def test_xlsx_superscript_in_shared_strings(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        raised = book.add_format({"font_script": 1})
        lowered = book.add_format({"font_script": 2})
        sheet.write_row(0, 0, ["desa", "jumlah"])
        sheet.write_rich_string(1, 0, "Be", lowered, "j", "i")
        sheet.write_rich_string(1, 1, "12", raised, "1", ",5")
    found = grid(path)
    assert texts(found) == [["desa", "jumlah"], ["Beji", "12,5"]]
    assert found.marks == {(2, 2): "1"}


ODS_STYLES = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T2" style:family="text">'
    '<style:text-properties style:text-position="sub 58%"/></style:style>'
    '<style:style style:name="T3" style:family="text">'
    '<style:text-properties style:text-position="33% 58%"/></style:style>'
    '<style:style style:name="ce1" style:family="table-cell">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
)


def _spans(*runs: tuple[str, str]) -> str:
    inner = "".join(
        f'<text:span text:style-name="{style}">{text}</text:span>' if style else text
        for text, style in runs
    )
    cell = '<table:table-cell office:value-type="string">'
    return f"{cell}<text:p>{inner}</text:p></table:table-cell>"


def test_ods_superscripts(tmp_path: Path) -> None:
    row = _spans(("Beji", ""), ("1", "T1")) + _spans(("12", ""), ("2", "T2"), ("3", "T3"))
    raised = ods_cell("Kepek") + ods_cell(4, 'table:style-name="ce1"')
    body = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in (row, raised))
    table = f'<table:table table:name="Data">{body}</table:table>'
    found = grid(ods(tmp_path / "a.ods", table, ODS_STYLES))
    assert texts(found) == [["Beji", "122"], ["Kepek", ""]]
    assert found.marks == {(1, 1): "1", (1, 2): "3", (2, 2): "4"}


def test_ods_hidden_columns_rows_and_formulas(tmp_path: Path) -> None:
    columns = (
        '<table:table-column/><table:table-column table:number-columns-repeated="2" '
        'table:visibility="collapse"/><table:table-column/>'
    )
    first = "".join(ods_cell(text) for text in ("desa", "lama", "baru"))
    second = ods_cell("Beji") + ods_cell(3)
    second += '<table:table-cell table:formula="of:=[.B2]+1"/>'
    table = (
        f'<table:table table:name="Data">{columns}<table:table-row>{first}</table:table-row>'
        f'<table:table-row table:visibility="filter">{second}</table:table-row></table:table>'
    )
    found = grid(ods(tmp_path / "a.ods", table))
    assert (found.hidden_rows, found.hidden_columns) == ({2}, {2, 3})
    assert found.unstored == {(2, 3)}
    assert texts(found)[1] == ["Beji", "3", "=of:=[.B2]+1"]


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_hidden_sheets(tmp_path: Path, state: str) -> None:
    book = workbook(tmp_path)
    other = book.create_sheet("Lama")
    other.append(["x"])
    other.sheet_state = state
    book.save(tmp_path / "a.xlsx")
    sheets = open_book((tmp_path / "a.xlsx").read_bytes(), "a.xlsx").sheets
    assert [(sheet.title, sheet.hidden) for sheet in sheets] == [
        ("Data", False),
        ("Lama", state != "visible"),
    ]


def test_ods_hidden_sheets(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    tables = ods_table("Data", COUNTS) + ods_table("Lama", COUNTS, 'table:style-name="ta1"')
    path = ods(tmp_path / "a.ods", tables, styles)
    sheets = open_book(path.read_bytes(), "a.ods").sheets
    assert [(sheet.title, sheet.hidden) for sheet in sheets] == [("Data", False), ("Lama", True)]


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    sheets = open_book(xlsx(tmp_path / "a.xlsx").read_bytes(), "a.xlsx").sheets
    assert texts(sheets[0].read()) == texts(sheets[0].read())
