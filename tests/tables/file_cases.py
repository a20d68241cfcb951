"""Tables as files: every rule about text files, workbooks and what surrounds a table."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from wksbm.tables.foreign import OLE
from wksbm.tables.model import Kind
from wksbm.text import Text, both

from tests.rules import NOTHING, Case, Outcome, code
from tests.tables.files import COUNTS, Rows, ods, ods_cell, ods_table, workbook, write, xlsx
from tests.tables.xlsb import xlsb

Cells = tuple[tuple[str, ...], ...]
TEXT = "kode,desa,jumlah\n34.03.01.2002,Beji,10\n34.03.01.2003,Kepek,20\n"
CELLS: Cells = (("34.03.01.2002", "Beji", "10"), ("34.03.01.2003", "Kepek", "20"))
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@dataclass(frozen=True, kw_only=True)
class FileCase(Case):
    """
    A file with a table.

    Parameters
    ----------
    about
        What is particular about it.
    make
        Writes it into a folder.
    cells
        The rows that are read, headings not counted; None when the file is refused.
    kinds
        Kinds of table asked for when the rows are linked.
    rejected
        Numbers of the rows that are refused; all others are linked.
    """

    about: Text
    make: Callable[[Path], Path]
    cells: Cells | None = CELLS
    kinds: tuple[Kind, ...] = ("register", "counts")
    rejected: tuple[int, ...] = ()

    @property
    def example(self) -> Text:
        return self.about

    @property
    def outcome(self) -> Outcome:
        if self.cells is None:
            return "refused"
        return "reported" if self.told != NOTHING else "used"

    @property
    def result(self) -> Text:
        if self.cells is None:
            return NOTHING
        short = self.cells == CELLS
        rows = "; ".join(
            " · ".join(code(cell) for cell in row[1 if short else 0 :] if cell)
            for row in self.cells
        )
        count = len(self.cells)
        read = Text(f"{count} baris ({rows})", f"{count} row{'s' * (count > 1)} ({rows})")
        if not self.rejected:
            return read
        numbers = ", ".join(str(number) for number in self.rejected)
        return Text(
            f"{read.id}, di antaranya ditolak: baris {numbers}",
            f"{read.en}, of which refused: row {numbers}",
        )


def _text(content: str | bytes, encoding: str = "utf-8") -> Callable[[Path], Path]:
    return lambda folder: write(folder / "tabel.csv", content, encoding)


def _as_it_is(book: openpyxl.Workbook) -> None:
    del book


def _book(
    rows: Rows = COUNTS, change: Callable[[openpyxl.Workbook], object] = _as_it_is
) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        book = workbook(folder, rows)
        change(book)
        book.save(folder / "tabel.xlsx")
        return folder / "tabel.xlsx"

    return make


def _merge(*ranges: str) -> Callable[[openpyxl.Workbook], object]:
    return lambda book: [book.active.merge_cells(cells) for cells in ranges]


def _hide_row(book: openpyxl.Workbook) -> None:
    book.active.row_dimensions[3].hidden = True


def _add_sheets(book: openpyxl.Workbook) -> None:
    secret = book.create_sheet("Rahasia", 0)
    for row in (("kode", "jumlah"), ("34.03.03.2001", 99)):
        secret.append(row)
    secret.sheet_state = "hidden"
    guide = book.create_sheet("Petunjuk", 0)
    guide.append(("Petunjuk", "pengisian"))


def _stray_cell(book: openpyxl.Workbook) -> None:
    book.active.cell(1_048_576, 16_384, "x")


def _formula(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "tabel.xlsx") as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ("kode", "desa", "jumlah"))
        sheet.write_row(1, 0, ("34.03.01.2002", "Beji", 10))
        sheet.write_row(2, 0, ("34.03.01.2003", "Kepek"))
        sheet.write_formula(2, 2, "=5+15", None, 20)
    return folder / "tabel.xlsx"


def _repacked(member: str, before: bytes, after: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = xlsx(folder / "tabel.xlsx")
        source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        with zipfile.ZipFile(path, "w") as archive:
            for entry in source.infolist():
                content = source.read(entry)
                changed = content.replace(before, after) if entry.filename == member else content
                archive.writestr(entry, changed)
        return path

    return make


def _bloated(folder: Path) -> Path:
    path = xlsx(folder / "tabel.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x", b"\0" * 60_000_000)
    return path


def _cut(folder: Path) -> Path:
    path = xlsx(folder / "tabel.xlsx")
    path.write_bytes(path.read_bytes()[:1000])
    return path


def _ods(folder: Path) -> Path:
    return ods(folder / "tabel.ods", ods_table("Data", COUNTS))


def _long_ods(folder: Path) -> Path:
    rows = "".join(
        f"<table:table-row>{''.join(ods_cell(value) for value in row)}</table:table-row>"
        for row in COUNTS
    )
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return ods(folder / "tabel.ods", f'<table:table table:name="Data">{rows}{blank}</table:table>')


def _xls(folder: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for row, values in enumerate(COUNTS):
        for column, value in _numbered(values).items():
            sheet.write(row, column, value)
    book.save(str(folder / "tabel.xls"))
    return folder / "tabel.xls"


def _numbered(values: Sequence[object]) -> dict[int, object]:
    return dict(enumerate(values))


def _rows(row: str, cell: str, before: str = "", after: str = "") -> str:
    """Return the table as markup."""
    return "".join(
        f"<{row}>{''.join(f'<{cell}>{before}{text}{after}</{cell}>' for text in line)}</{row}>"
        for line in COUNTS
    )


def _compound(stream: str) -> bytes:
    return OLE + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def _told(id_words: str, en_words: str) -> Text:
    return Text(id_words, en_words)


def _separator(sign: str, told: Text) -> FileCase:
    return FileCase(
        rule=Text("Pemisah dikenali dari isinya", "The separator is found by content"),
        about=both(code(f"kode{sign}desa{sign}jumlah")),
        make=_text(TEXT.replace(",", sign)),
        told=told,
    )


def _encoding(encoding: str, told: str) -> FileCase:
    return FileCase(
        rule=Text("Pengodean dikenali dari isinya", "The encoding is found by content"),
        about=Text(f"teks {encoding} berisi `Kepék`", f"{encoding} text with `Kepék`"),
        make=_text(TEXT.replace("Kepek", "Kepék (“lama”)"), encoding),
        cells=(CELLS[0], ("34.03.01.2003", "Kepék (“lama”)", "20")),
        told=_told(f"dibaca sebagai teks {told}", f"read as {told} text"),
    )


TEXT_FILES = [
    _separator(",", _told("pemisah koma", "separator comma")),
    _separator(";", _told("pemisah titik koma", "separator semicolon")),
    _separator("\t", _told("pemisah tab", "separator tab")),
    _separator("|", _told("pemisah garis tegak", "separator vertical bar")),
    *(
        _encoding(encoding, told)
        for encoding, told in (
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("utf-16", "utf-16"),
            ("utf-16-le", "utf-16-le"),
            ("utf-16-be", "utf-16-be"),
            ("cp1252", "cp1252"),
        )
    ),
    FileCase(
        rule=Text("Koma desimal atau titik desimal", "Decimal comma or decimal point"),
        about=both("`idm`: `0,84`, `0,91`"),
        make=_text("kode;idm\n34.03.01.2002;0,84\n34.03.01.2003;0,91\n"),
        cells=(("34.03.01.2002", "0,84"), ("34.03.01.2003", "0,91")),
        kinds=("attributes",),
        told=_told("titik ribuan dan koma desimal", "thousands points and decimal commas"),
    ),
    FileCase(
        rule=Text("Koma desimal atau titik desimal", "Decimal comma or decimal point"),
        about=both("`idm`: `0.84`, `0.91`"),
        make=_text("kode;idm\n34.03.01.2002;0.84\n34.03.01.2003;0.91\n"),
        cells=(("34.03.01.2002", "0.84"), ("34.03.01.2003", "0.91")),
        kinds=("attributes",),
        told=_told("koma ribuan dan titik desimal", "thousands commas and decimal points"),
    ),
    FileCase(
        rule=Text("Sel lebih banyak daripada judul kolom", "More cells than headings"),
        about=both(code("34.03.02.2001,Tengah,1,234")),
        make=_text(TEXT + "34.03.02.2001,Tengah,1,234\n"),
        cells=(*CELLS, ("34.03.02.2001", "Tengah", "1")),
        rejected=(4,),
        told=_told("lebih banyak sel daripada judul kolom", "more cells than there are headings"),
    ),
    FileCase(
        rule=Text("Sel lebih banyak daripada judul kolom", "More cells than headings"),
        about=both(code(",,,,x")),
        make=_text(TEXT + ",,,,x\n"),
        cells=(*CELLS, ("", "", "")),
        rejected=(4,),
        told=_told("lebih banyak sel daripada judul kolom", "more cells than there are headings"),
    ),
    FileCase(
        rule=Text("Tanda kutip tidak ditutup", "A quotation mark is not closed"),
        about=both(code('1,"Beji,10')),
        make=_text('kode,desa,jumlah\n1,"Beji,10\n2,Kepek,20\n3,Lor,30\n'),
        cells=None,
        told=_told("tanda kutip tidak ditutup", "a quotation mark is not closed"),
    ),
]
AROUND = [
    FileCase(
        rule=Text("Baris judul di atas tabel", "Title rows above the table"),
        about=both(code("DATA WKSBM") + "<br>" + code("Tahun 2024")),
        make=_text("DATA WKSBM,,\nTahun 2024,,\n,,\n" + TEXT),
        told=_told("baris judul di atas tabel dilewati: 1, 2", "title rows skipped: 1, 2"),
    ),
    FileCase(
        rule=Text("Nomor kolom di bawah judul", "Column numbers under the headings"),
        about=both(code("(1),(2),(3)")),
        make=_text(TEXT.replace("jumlah\n", "jumlah\n(1),(2),(3)\n")),
        told=_told("nomor kolom", "column numbers skipped"),
    ),
    *(
        FileCase(
            rule=Text("Baris jumlah: pemeriksa, bukan desa", "Total rows: a check, not a village"),
            about=both(f"{code(label)} {stated}"),
            make=_text(TEXT + f"{label},,{stated}\n"),
            told=told,
        )
        for label, stated, told in (
            ("JUMLAH", 30, _told("baris jumlah dipisahkan", "total rows set apart")),
            ("TOTAL KABUPATEN", 30, _told("baris jumlah dipisahkan", "total rows set apart")),
            (
                "JUMLAH",
                31,
                _told("baris jumlah tidak sama dengan jumlah barisnya", "does not add up"),
            ),
        )
    ),
    FileCase(
        rule=Text("Catatan kaki dan tanda tangan", "Footnotes and signatures"),
        about=both(code("Sumber: Dinas Sosial")),
        make=_text(TEXT + "Sumber: Dinas Sosial,,\n,,Kepala Dinas\n"),
        told=_told("catatan kaki dilewati (2 baris: 4, 5)", "footnotes skipped (2 rows: 4, 5)"),
    ),
    FileCase(
        rule=Text("Dua kolom bernama sama", "Two columns of one name"),
        about=both(code("kode,jumlah,Jumlah")),
        make=_text("kode,jumlah,Jumlah\n34.03.01.2002,1,2\n"),
        cells=None,
        told=_told("dua kolom bernama sama", "two columns of one name"),
    ),
    FileCase(
        rule=Text("Kolom yang diperlukan tidak ada", "A column that is needed is missing"),
        about=both(code("wilayah kerja,jumlah")),
        make=_text("wilayah kerja,jumlah\nBeji,5\n"),
        cells=None,
        told=_told("tidak ada kolom yang menyebut desanya", "no column says which village"),
    ),
    FileCase(
        rule=Text("Kolom yang diperlukan tidak ada", "A column that is needed is missing"),
        about=both(code("desa,keterangan")),
        make=_text("desa,keterangan\nBeji,baik\n"),
        cells=None,
        told=_told("tidak ada kolom jumlah kelompok", "there is no column of group counts"),
    ),
    FileCase(
        rule=Text("Hanya judul kolom", "Headings only"),
        about=both(code("kode,desa,jumlah")),
        make=_text("kode,desa,jumlah\n"),
        cells=None,
        told=_told("hanya ada judul kolom", "headings only"),
    ),
    FileCase(
        rule=Text("Berkas kosong", "An empty file"),
        about=Text("0 byte", "0 bytes"),
        make=_text(b""),
        cells=None,
        told=_told("berkas ini kosong", "the file is empty"),
    ),
]
_KECAMATAN: Rows = (
    ("kecamatan", "desa", "jumlah"),
    ("Lor", "Beji", 10),
    (None, "Kepek", 20),
)
WORKBOOKS = [
    FileCase(
        rule=Text("Sel gabungan berlaku untuk semua barisnya", "A merged cell speaks for its rows"),
        about=Text("kecamatan `Lor` digabung, 2 baris", "kecamatan `Lor` merged over 2 rows"),
        make=_book(_KECAMATAN, _merge("A2:A3")),
        cells=(("Lor", "Beji", "10"), ("Lor", "Kepek", "20")),
        told=_told(
            "1 sel gabungan diberlakukan untuk semua barisnya",
            "merged cells applied to all their rows: 1",
        ),
    ),
    FileCase(
        rule=Text("Angka dalam sel gabungan", "A number in a merged cell"),
        about=Text("jumlah `10` digabung, 2 baris", "a count of `10` merged over 2 rows"),
        make=_book((*COUNTS[:2], ("34.03.01.2003", "Kepek", None)), _merge("C2:C3")),
        cells=(
            ("34.03.01.2002", "Beji", "10 ⟨sel gabungan⟩"),
            ("34.03.01.2003", "Kepek", "10 ⟨sel gabungan⟩"),
        ),
        rejected=(2, 3),
        told=_told("satu angka untuk beberapa baris", "one number for several rows"),
    ),
    FileCase(
        rule=Text("Baris tersembunyi ikut dibaca", "Hidden rows are read"),
        about=Text("baris 3 tersembunyi", "row 3 is hidden"),
        make=_book(COUNTS, _hide_row),
        told=_told("1 baris tersembunyi ikut dibaca", "hidden rows read as well: 1"),
    ),
    FileCase(
        rule=Text("Satu lembar yang dipakai, lainnya disebut", "One sheet is used, others named"),
        about=Text(
            "lembar Petunjuk, Rahasia (tersembunyi), Data",
            "sheets Petunjuk, Rahasia (hidden), Data",
        ),
        make=_book(COUNTS, _add_sheets),
        told=_told(
            "dibaca dari lembar 'Data'; tidak dibaca: 'Petunjuk', 'Rahasia' (tersembunyi)",
            "read from sheet 'Data'; not read: 'Petunjuk', 'Rahasia' (hidden)",
        ),
    ),
    FileCase(
        rule=Text("Rumus: hasilnya yang dibaca", "Formulas: their values are read"),
        about=both("`=5+15`"),
        make=_formula,
        told=_told("dibaca dari lembar 'Data'", "read from sheet 'Data'"),
    ),
    FileCase(
        rule=Text("Rumus yang belum dihitung", "A formula that was never computed"),
        about=both("`=5+15`"),
        make=_book((*COUNTS[:2], ("34.03.01.2003", "Kepek", "=5+15"))),
        cells=(CELLS[0], ("34.03.01.2003", "Kepek", "=5+15")),
        rejected=(3,),
        told=_told("rumus yang belum dihitung", "a formula without its value"),
    ),
    FileCase(
        rule=Text("Kode sebagai bilangan Excel", "Codes as numbers of Excel"),
        about=both("`3403012002.0`"),
        make=_book((COUNTS[0], (3403012002.0, "Beji", 10), (3403012003, "Kepek", 20))),
        cells=(("3403012002", "Beji", "10"), ("3403012003", "Kepek", "20")),
        told=_told("dibaca dari lembar 'Data'", "read from sheet 'Data'"),
    ),
    FileCase(
        rule=Text("Kode yang dijadikan tanggal", "Codes that were made dates"),
        about=Text("tanggal 2001-03-12", "the date 2001-03-12"),
        make=_book((*COUNTS[:2], (datetime.datetime(2001, 3, 12), "Kepek", 20))),
        cells=(CELLS[0], ("2001-03-12", "Kepek", "20")),
        told=_told("menjadi tanggal (2001-03-12)", "into a date (2001-03-12)"),
    ),
    FileCase(
        rule=Text("Kode yang terpotong", "Codes cut short"),
        about=both("`3.403012E+09`"),
        make=_book((*COUNTS[:2], ("3.403012E+09", "", 20))),
        cells=(CELLS[0], ("3.403012E+09", "", "20")),
        rejected=(3,),
        told=_told("kehilangan angka terakhirnya di Excel", "Excel has cut the last digits"),
    ),
    FileCase(
        rule=Text("Sel tercecer di ujung lembar", "A stray cell in the last corner"),
        about=both("`XFD1048576` = `x`"),
        make=_book(COUNTS, _stray_cell),
        cells=((*CELLS[0], ""), (*CELLS[1], "")),
        told=_told(
            "catatan kaki dilewati (1 baris: 1048576)", "footnotes skipped (1 row: 1048576)"
        ),
    ),
    FileCase(
        rule=Text("ODS (LibreOffice)", "ODS (LibreOffice)"),
        about=both("`tabel.ods`"),
        make=_ods,
        told=_told("dibaca dari lembar 'Data'", "read from sheet 'Data'"),
    ),
    FileCase(
        rule=Text("Sejuta baris kosong", "A million empty rows"),
        about=Text("ODS, 1.048.000 baris kosong", "ODS, 1,048,000 empty rows"),
        make=_long_ods,
        told=_told("dibaca dari lembar 'Data'", "read from sheet 'Data'"),
    ),
    FileCase(
        rule=Text("Bom entitas XML", "An XML entity bomb"),
        about=both(code('<!ENTITY b "&a;&a;&a;">')),
        make=_repacked("xl/worksheets/sheet1.xml", b"<worksheet", BOMB + b"<worksheet"),
        cells=None,
        told=_told("entitas XML", "XML entities"),
    ),
    FileCase(
        rule=Text("Bom zip", "A zip bomb"),
        about=Text("XLSX, 60 MB nol dalam beberapa kB", "XLSX, 60 MB of zeros in some kB"),
        make=_bloated,
        cells=None,
        told=_told("bom zip", "zip bomb"),
    ),
    FileCase(
        rule=Text("Buku kerja terpotong", "A workbook cut short"),
        about=Text("1.000 byte pertama", "its first 1,000 bytes"),
        make=_cut,
        cells=None,
        told=_told("berkas rusak atau tidak lengkap", "damaged or incomplete"),
    ),
    FileCase(
        rule=Text("XLS (Excel 97-2003)", "XLS (Excel 97-2003)"),
        about=both("`tabel.xls`"),
        make=_xls,
        told=_told("dibaca dari lembar 'Data'", "read from sheet 'Data'"),
    ),
    FileCase(
        rule=Text("XLSB", "XLSB"),
        about=both("`tabel.xlsb`"),
        make=lambda folder: xlsb(folder / "tabel.xlsb", dict(enumerate(map(_numbered, COUNTS)))),
        told=_told("dibaca dari lembar 'Data'", "read from sheet 'Data'"),
    ),
    FileCase(
        rule=Text("Halaman web bernama .xls", "A web page called .xls"),
        about=both(code("<table><tr><td>kode</td>")),
        make=_text(f"<html><table>{_rows('tr', 'td')}</table></html>"),
        told=_told("dibaca sebagai halaman web", "read as a web page"),
    ),
    FileCase(
        rule=Text("XML Excel 2003 bernama .xls", "XML of Excel 2003 called .xls"),
        about=both(code('<?mso-application progid="Excel.Sheet"?>')),
        make=_text(
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Data">'
            f"<Table>{_rows('Row', 'Cell', '<Data>', '</Data>')}</Table></Worksheet></Workbook>"
        ),
        told=_told("dibaca dari lembar 'Data'", "read from sheet 'Data'"),
    ),
    FileCase(
        rule=Text("Teks UTF-16 bernama .xls", "UTF-16 text called .xls"),
        about=both("UTF-16, tab"),
        make=_text(TEXT.replace(",", "\t"), "utf-16"),
        told=_told("pemisah tab", "separator tab"),
    ),
    FileCase(
        rule=Text("Kata sandi", "A password"),
        about=both("XLSX"),
        make=_text(_compound("EncryptedPackage")),
        cells=None,
        told=_told("terkunci kata sandi", "protected by a password"),
    ),
    *(
        FileCase(
            rule=Text("Format lain", "Other formats"),
            about=about,
            make=_text(content),
            cells=None,
            told=_told("format berkas ini tidak dapat dibaca", "this format cannot be read"),
        )
        for about, content in (
            (both("PDF"), b"%PDF-1.7\n"),
            (Text("foto (JPEG)", "a photo (JPEG)"), b"\xff\xd8\xff\xe0\x00\x10JFIF"),
            (both("DOC"), _compound("WordDocument")),
        )
    ),
]
FILES = [*TEXT_FILES, *AROUND, *WORKBOOKS]
