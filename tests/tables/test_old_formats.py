"""XLS, XLSB, web pages and XML that offices call Excel; and what is no table at all."""

from __future__ import annotations

import datetime
import struct
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
import xlwt
from wksbm.errors import InputError
from wksbm.tables.book import open_book
from wksbm.tables.grid import Grid
from wksbm.tables.read import read_table
from wksbm.tables.workbook import Book

from tests.tables.files import write
from tests.tables.messages import refusal
from tests.tables.xlsb import record, xlsb

HEAD = ["kode", "desa", "jumlah"]
ROWS = [HEAD, ["34.03.01.2002", "Beji", "10"], ["34.03.01.2003", "Kepek", "20"]]


def book(path: Path) -> Book:
    return open_book(path.read_bytes(), path.name)


def grid(path: Path, sheet: int = 0) -> Grid:
    return book(path).sheets[sheet].read()


def texts(found: Grid) -> list[list[str]]:
    return found.cells.values.tolist()


def cells(found: Grid) -> dict[tuple[int, int], str]:
    return {
        (int(row), int(column)): text
        for row, line in found.cells.iterrows()
        for column, text in line.items()
        if text
    }


def _xls(path: Path) -> Path:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Data")
    raised = xlwt.easyxf("font: escapement superscript")
    font = xlwt.Font()
    font.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    for column, text in enumerate(HEAD):
        sheet.write(0, column, text)
    sheet.write_merge(1, 2, 0, 0, "34.03.01.2002")
    sheet.write_rich_text(1, 1, ["Beji", ("1", font)])
    sheet.write(1, 2, 10.5)
    sheet.write(2, 1, datetime.date(2023, 3, 15), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.write(2, 2, True)
    sheet.write(3, 0, 3403012001)
    sheet.write(3, 1, "lama")
    sheet.write(3, 2, 0.25, xlwt.easyxf(num_format_str="0%"))
    sheet.write(4, 1, 9, raised)
    sheet.row(3).hidden = True
    sheet.col(1).hidden = True
    other = workbook.add_sheet("Lama")
    other.write(0, 0, "x")
    other.visibility = 1
    workbook.save(str(path))
    return path


def test_xls(tmp_path: Path) -> None:
    path = _xls(tmp_path / "a.xls")
    assert [(sheet.title, sheet.hidden) for sheet in book(path).sheets] == [
        ("Data", False),
        ("Lama", True),
    ]
    found = grid(path)
    assert texts(found) == [
        HEAD,
        ["34.03.01.2002", "Beji", "10.5"],
        ["", "2023-03-15", "TRUE"],
        ["3403012001", "lama", "0.25"],
    ]
    assert found.numeric is not None
    assert found.numeric.to_numpy().nonzero()[0].tolist() == [1, 3, 3]
    assert found.merged == ((2, 1, 3, 1),)
    assert (found.hidden_rows, found.hidden_columns) == ({4}, {2})
    assert found.marks == {(2, 2): "1", (5, 2): "9"}


def test_xls_is_a_table_like_any_other(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Data")
    for row, values in enumerate(ROWS):
        for column, text in enumerate(values):
            sheet.write(row, column, int(text) if row and column == 2 else text)
    workbook.save(str(tmp_path / "a.xls"))
    assert read_table(tmp_path / "a.xls").cells.values.tolist() == ROWS[1:]


@pytest.mark.parametrize("size", [600, 2000, 4000])
def test_a_truncated_xls_is_refused(tmp_path: Path, size: int) -> None:
    path = _xls(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes()[:size])
    assert "damaged" in refusal(path) or "cannot be read" in refusal(path)


def test_xlsb(tmp_path: Path) -> None:
    path = xlsb(
        tmp_path / "a.xlsb",
        {
            0: {0: "kode", 1: "desa", 2: "jumlah"},
            1: {0: "34.03.01.2002", 1: ("Beji1", 4, 5), 2: 10},
            2: {1: (45000, "date"), 2: True},
            3: {1: "#DIV/0!", 2: (7, "raised")},
            9: {1: "Kepek", 2: 0.25},
        },
        hidden_rows=[2],
        hidden_columns=[1],
        merged=[(1, 0, 2, 0)],
        hidden_sheet=True,
    )
    assert [(sheet.title, sheet.hidden) for sheet in book(path).sheets] == [
        ("Data", False),
        ("Lama", True),
    ]
    found = grid(path)
    assert texts(found) == [
        HEAD,
        ["34.03.01.2002", "Beji", "10"],
        ["", "2023-03-15", "TRUE"],
        ["", "#DIV/0!", ""],
        ["", "Kepek", "0.25"],
    ]
    assert found.cells.index.tolist() == [1, 2, 3, 4, 10]
    assert found.merged == ((2, 1, 3, 1),)
    assert (found.hidden_rows, found.hidden_columns) == ({3}, {2})
    assert found.marks == {(2, 2): "1", (4, 3): "7"}
    assert texts(grid(path, 1)) == [["lama"]]


def test_xlsb_cells_far_apart_are_refused_before_room_is_made(tmp_path: Path) -> None:
    path = xlsb(tmp_path / "a.xlsb", {0: {0: "kode"}, 1_048_575: {16_383: 1}})
    assert "too far apart" in refusal(path)


def _replaced(path: Path, member: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[member]
    parts[member] = parts[member].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        (
            "xl/worksheets/sheet1.bin",
            record(7, struct.pack("<III", 1, 0, 1)),
            record(7, struct.pack("<III", 1, 0, 12_309)),
        ),
        ("xl/_rels/workbook.bin.rels", b'"rId2"', b'"rId9"'),
    ],
    ids=["no such text", "no such sheet"],
)
def test_what_makes_calamine_panic_is_an_ordinary_error(
    member: str, old: bytes, new: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = xlsb(tmp_path / "a.xlsb", dict(enumerate(dict(enumerate(row)) for row in ROWS)))
    _replaced(path, member, old, new)
    assert "damaged" in refusal(path)
    assert capfd.readouterr().err == ""


def test_xlsb_records_have_the_lengths_of_the_format() -> None:
    assert record(0, bytes(3)) == b"\x00\x03" + bytes(3)
    assert record(156, bytes(300))[:4] == b"\x9c\x01\xac\x02"


HTML = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<style>td { mso-number-format: "\\@" }</style></head><body>
<h3>DATA KELOMPOK</h3>
<table border=1>
<tr><th rowspan=2>Kecamatan<th colspan="2">Desa &amp; jumlah</tr>
<tr><th>desa<br>kelurahan</th><th>jumlah</th></tr>
<tr><td rowspan="2">Lor&nbsp;</td><td>&nbsp;Beji <sup>1)</sup></td><td>1.250</td></tr>
<tr style="display:none"><td>Kep&eacute;k
   lama</td><td>20</td></tr>
<!-- <tr><td>x</td></tr> -->
<tr><td>Kidul<table><tr><td>kode</td><td>jumlah</td></tr></table></td><td></td><td>&#49;0</td></tr>
</table></body></html>"""


def test_html_saved_as_xls(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xls", HTML)
    (first, second) = book(path).sheets
    assert (first.title, second.title) == ("Tabel 1", "Tabel 2")
    found = first.read()
    assert cells(found) == {
        (1, 1): "Kecamatan",
        (1, 2): "Desa & jumlah",
        (2, 2): "desa\nkelurahan",
        (2, 3): "jumlah",
        (3, 1): "Lor",
        (3, 2): "Beji",
        (3, 3): "1.250",
        (4, 2): "Kepék lama",
        (4, 3): "20",
        (5, 1): "Kidul",
        (5, 3): "10",
    }
    assert found.merged == ((1, 1, 2, 1), (1, 2, 1, 3), (3, 1, 4, 1))
    assert found.hidden_rows == {4}
    assert found.marks == {(3, 2): "1)"}
    assert texts(second.read()) == [["kode", "jumlah"]]
    assert [note.what.en for note in book(path).notes] == ["read as a web page (HTML, utf-8)"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ("<meta charset=windows-1252>", "cp1252"),
        ("<meta charset=utf-8>", "cp1252"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("<meta charset=utf-16>", "utf-16"),
        ("", "utf-16-le"),
    ],
)
def test_html_encodings(tmp_path: Path, head: str, encoding: str) -> None:
    page = f"{head}<table><tr><td>desa</td></tr><tr><td>Kepék – “lama”</td></tr></table>"
    path = write(tmp_path / "a.xls", page, encoding)
    assert texts(grid(path)) == [["desa"], ["Kepék – “lama”"]]


def test_html_keeps_what_excel_stored_behind_a_rounded_number(tmp_path: Path) -> None:
    page = (
        '<table><tr><td>kode</td><td>tanggal</td><td>x</td></tr><tr><td x:num="3403012001">'
        '3,40301E+09</td><td x:num="45000">15/03/2023</td><td x:num>12,5</td></tr></table>'
    )
    found = grid(write(tmp_path / "a.xls", page))
    assert texts(found)[1] == ["3403012001", "15/03/2023", "12,5"]
    assert found.numeric is not None
    assert found.numeric.iloc[1].tolist() == [True, False, False]


def test_html_hidden_columns(tmp_path: Path) -> None:
    page = (
        "<table><col><col style='display:none'><col>"
        "<tr><td>desa</td><td>lama</td><td>id</td></tr>"
        "<tr><td>Beji</td><td>1</td><td>2</td></tr></table>"
        "<table><tr><td>desa</td><td style='display: none'>id</td></tr>"
        "<tr><td>Beji</td><td style='display: none'>7</td></tr></table>"
    )
    path = write(tmp_path / "a.xls", page)
    assert [grid(path, number).hidden_columns for number in (0, 1)] == [{2}, {2}]


def test_deep_and_careless_html_loses_no_row(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td><font><b><center>Desa {number}<td>{number}" for number in range(3000))
    path = write(tmp_path / "a.xls", f"<table><form><tr><td>desa<td>jumlah{rows}</table>")
    try:
        found = grid(path)
    except InputError as error:
        assert "damaged" in str(error)
    else:
        assert found.cells[2].tolist() == ["jumlah", *map(str, range(3000))]


def test_a_page_with_names_and_captions(tmp_path: Path) -> None:
    table = "<table><caption>Rekap</caption><tr><td>desa</td></tr></table>"
    path = write(tmp_path / "a.xls", table * 2)
    assert [sheet.title for sheet in book(path).sheets] == ["Rekap", "Rekap (2)"]
    named = f"<html><!--[if gte mso 9]><xml><x:Name>Data &amp; 1</x:Name></xml>--><body>{table}"
    path = write(tmp_path / "b.xls", named)
    assert [sheet.title for sheet in book(path).sheets] == ["Data & 1"]


def test_mhtml(tmp_path: Path) -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText("<html><frameset></frameset></html>", "html", "us-ascii"))
    page = "<table><tr><td>desa</td><td>jumlah</td></tr><tr><td>Kepék</td><td>2</td></tr></table>"
    message.attach(MIMEText(page, "html", "utf-8"))
    path = tmp_path / "a.mht"
    path.write_bytes(message.as_bytes())
    assert texts(grid(path)) == [["desa", "jumlah"], ["Kepék", "2"]]


XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="s1"><Font ss:VerticalAlign="Superscript"/></Style></Styles>
<Worksheet ss:Name="Lama"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
</WorksheetOptions></Worksheet>
<Worksheet ss:Name="Data"><Table>
<Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">judul</Data></Cell>
<Cell><Data ss:Type="String">lama</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">1250</Data></Cell>
<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">12<Sup>1</Sup></ss:Data></Cell>
</Row>
<Row><Cell><Data ss:Type="DateTime">2023-03-15T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell ss:Formula="=R1C1+1"/><Cell ss:StyleID="s1"><Data ss:Type="Number">3</Data></Cell>
<Cell><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_of_2003_saved_as_xls(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.xls", XML, encoding)
    assert [(sheet.title, sheet.hidden) for sheet in book(path).sheets] == [
        ("Lama", True),
        ("Data", False),
    ]
    found = grid(path, 1)
    assert cells(found) == {
        (1, 1): "judul",
        (1, 3): "lama",
        (4, 2): "1250",
        (4, 3): "12",
        (5, 1): "2023-03-15",
        (5, 2): "TRUE",
        (5, 3): "=R1C1+1",
        (5, 5): "#DIV/0!",
    }
    assert found.merged == ((1, 1, 1, 2),)
    assert (found.hidden_rows, found.hidden_columns) == ({4}, {3})
    assert found.unstored == {(5, 3)}
    assert found.marks == {(4, 3): "1", (5, 4): "3"}


def test_entities_in_xml_of_2003_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Workbook '
    assert "XML entities" in refusal(write(tmp_path / "a.xls", XML.replace("<Workbook ", bomb)))


def test_xml_of_2003_cut_short_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refusal(write(tmp_path / "a.xls", XML[:-60]))


def test_text_saved_as_xls(tmp_path: Path) -> None:
    text = "\n".join("\t".join(row) for row in ROWS)
    for encoding in ("utf-16", "utf-16-le", "utf-8"):
        assert texts(grid(write(tmp_path / "a.xls", text, encoding))) == ROWS


def _compound(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)
    )


def _encrypted_xls(path: Path) -> Path:
    """A workbook whose first record after the beginning says that the rest is encrypted."""
    start = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    path.write_bytes(start + struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2) + bytes(8))
    return path


NO_TABLES = [
    ("a.xlsx", _compound("EncryptedPackage"), "protected by a password", "Encrypt with Password"),
    ("a.doc", _compound("WordDocument"), "DOC", "Copy its table into Excel"),
    ("a.msg", _compound("__substg1.0"), "OLE", "Open it in Excel"),
    ("a.pdf", b"%PDF-1.7\n", "PDF", "Ask for the Excel file"),
    ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG", "type the table"),
    ("a.png", b"\x89PNG\r\n\x1a\n", "PNG", "type the table"),
    ("a.rtf", b"{\\rtf1 x}", "RTF", "Copy its table"),
    ("a.rar", b"Rar!\x1a\x07\x00", "RAR", "Unpack it first"),
    ("a.gpkg", b"SQLite format 3\x00", "SQLite", "QGIS"),
    ("~$a.xlsx", b"\x04Dina" + bytes(160), "temporary lock file", "name lacks '~$'"),
    ("a.xls", b"<html><form>login</form></html>", "holds no table", "logging in"),
    ("a.htm", b"<html><frameset><frame></frameset></html>", "holds no table", "other files"),
    ("a.xml", b"<?xml version='1.0'?><x/>", "XML", "Open it in Excel"),
]


@pytest.mark.parametrize(("name", "data", "what", "cure"), NO_TABLES)
def test_what_is_no_table_is_named_with_its_cure(
    tmp_path: Path, name: str, data: bytes, what: str, cure: str
) -> None:
    told = refusal(write(tmp_path / name, data))
    assert what in told
    assert cure in told


def test_an_old_workbook_with_a_password(tmp_path: Path) -> None:
    assert "protected by a password" in refusal(_encrypted_xls(tmp_path / "a.xls"))


@pytest.mark.parametrize(
    ("member", "what"),
    [("word/document.xml", "DOCX"), ("Index/Document.iwa", "Apple Numbers"), ("a.csv", "ZIP")],
)
def test_other_zips(tmp_path: Path, member: str, what: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(member, "x")
    assert f"cannot be read; found: '{what}'" in refusal(tmp_path / "a.xlsx")
