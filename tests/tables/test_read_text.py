"""CSV files of any separator and encoding end as the same table, or are refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from wksbm.boundaries.source import described_path, read_sidecar, read_source
from wksbm.errors import InputError
from wksbm.tables.read import read_table

from tests.tables.files import write
from tests.tables.messages import refusal, told

TABLE = "kode,desa,jumlah\n34.03.01.2002,Beji,10\n34.03.01.2003,Kepek,20\n"


@pytest.mark.parametrize(
    ("separator", "name"),
    [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")],
)
def test_separators(tmp_path: Path, separator: str, name: str) -> None:
    table = read_table(write(tmp_path / "a.csv", TABLE.replace(",", separator)))
    assert table.cells.values.tolist() == [
        ["34.03.01.2002", "Beji", "10"],
        ["34.03.01.2003", "Kepek", "20"],
    ]
    assert list(table.cells.columns) == ["kode", "desa", "jumlah"]
    assert table.cells.index.tolist() == [2, 3]
    assert name in told(table)


@pytest.mark.parametrize(
    ("encoding", "told_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, told_as: str) -> None:
    content = TABLE.replace("Kepek", "Kepék – “lama”")
    table = read_table(write(tmp_path / "a.csv", content, encoding))
    assert table.cells["desa"].tolist() == ["Beji", "Kepék – “lama”"]
    assert f"read as {told_as} text" in told(table)


def test_decimal_commas_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "desa;idm\nBeji;0,84\nKepek;0,91\n")
    assert read_table(path).cells["idm"].tolist() == ["0,84", "0,91"]


def test_excel_may_declare_the_separator(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "sep=;\nkode;jumlah\n34.03.01.2002;10\n"))
    assert table.cells.loc[3].tolist() == ["34.03.01.2002", "10"]


def test_title_rows_blank_rows_and_column_numbers_are_left_out(tmp_path: Path) -> None:
    content = (
        "DATA KELOMPOK WKSBM,,\nTahun 2024,,\n,,\nkode,desa,jumlah\n(1),(2),(3)\n"
        "34.03.01.2002,Beji,10\n,,\n34.03.01.2003,Kepek,20\n"
    )
    table = read_table(write(tmp_path / "a.csv", content))
    assert table.cells.index.tolist() == [6, 8]
    assert "title rows skipped: 1, 2" in told(table)
    assert "column numbers skipped (1 row: 5)" in told(table)


@pytest.mark.parametrize(
    "label", ["JUMLAH", "Total", "TOTAL KABUPATEN", "Sub Total", "Jumlah Kec. Lor"]
)
def test_total_rows_are_kept_apart(tmp_path: Path, label: str) -> None:
    table = read_table(write(tmp_path / "a.csv", TABLE + f"{label},,30\n"))
    assert table.cells.index.tolist() == [2, 3]
    assert table.totals == {4: {"kode": label, "jumlah": "30"}}


def test_the_region_as_a_whole_is_a_total(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", TABLE + ",Kabupaten Gunungkidul,30\n"))
    assert list(table.totals) == [4]


def test_a_group_called_total_is_a_group(tmp_path: Path) -> None:
    content = "nama_kelompok,desa\nTotal Jaya,Beji\nJumlah Rukun,Kepek\n"
    assert len(read_table(write(tmp_path / "a.csv", content)).cells) == 2


def test_footnotes_are_left_out(tmp_path: Path) -> None:
    content = TABLE + "Sumber: Dinas Sosial,,\n,,Kepala Dinas\n"
    table = read_table(write(tmp_path / "a.csv", content))
    assert table.cells.index.tolist() == [2, 3]
    assert "footnotes skipped (2 rows: 4, 5)" in told(table)


def test_headings_repeated_on_each_page_are_left_out(tmp_path: Path) -> None:
    table = read_table(
        write(tmp_path / "a.csv", TABLE + "KODE,DESA,JUMLAH\n34.03.02.2001,Tengah,5\n")
    )
    assert table.cells.index.tolist() == [2, 3, 5]


def test_a_row_without_village_but_with_a_number_is_not_lost(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", TABLE + ",,7\n"))
    assert table.cells.loc[4].tolist() == ["", "", "7"]


def test_a_decimal_comma_without_quotes_is_refused_by_row(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", TABLE + "34.03.02.2001,Tengah,1,234\n"))
    assert list(table.refused) == [4]
    assert "more cells" in table.refused[4].en


def test_a_quoted_line_break_is_one_row(tmp_path: Path) -> None:
    content = 'kode,desa,jumlah\n34.03.01.2002,"Beji\nLor",10\n34.03.01.2003,Kepek,20\n'
    assert read_table(write(tmp_path / "a.csv", content)).cells.index.tolist() == [2, 3]


REFUSED = [
    (b"", "the file is empty"),
    (b"\xef\xbb\xbf\r\n \n", "the file is empty"),
    (b"kode,desa,jumlah\n", "headings only"),
    (b"kode,desa,jumlah\n,,\n", "headings only"),
    (b"kode,jumlah,Jumlah\n34.03.01.2002,1,2\n", "two columns of one name"),
    (b'kode,desa,jumlah\n1,"Beji,10\n2,Kepek,20\n3,Lor,30\n', "quotation mark is not closed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "format cannot be read"),
    (b"%PDF-1.7\n", "format cannot be read"),
    (b"<html><table><tr><td>kode</td></tr></table></html>", "headings only"),
    (b"PK\x03\x04rusak", "damaged"),
    (bytes(range(256)) * 20, "not a text table"),
]


@pytest.mark.parametrize(("content", "why"), REFUSED)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    assert why in refusal(write(tmp_path / "a.csv", content))


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "tidak_ada.csv")
    assert "cannot be opened" in refusal(tmp_path)


def test_the_sidecar_names_the_source(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", TABLE)
    write(tmp_path / "a.toml", 'title = "Contoh"\ndate = 2024-05-01\nsample = true\nnotes = "x"\n')
    source = read_table(path).source
    assert (source.title, source.date, source.sample) == ("Contoh", "2024-05-01", True)
    assert len(source.sha256) == 64


def test_without_a_sidecar_the_file_is_the_source(tmp_path: Path) -> None:
    source = read_table(write(tmp_path / "a.csv", TABLE)).source
    assert (source.title, source.sample) == ("a.csv", False)


@pytest.mark.parametrize("content", ['sample = "ya"\n', "title = [1]\n", "title =\n"])
def test_a_wrong_sidecar_is_refused(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "a.csv", TABLE)
    write(tmp_path / "a.toml", content)
    assert "a.toml" in refusal(path)


SOURCE_FIELDS = ("title", "publisher", "licence", "date", "url")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ('license = "CC-BY"', "licence"),
        ("samples = true", "sample"),
        ('tittle = "Data"', "title"),
        ('publishers = "Dinas"', "publisher"),
        ('note = "x"', "notes"),
        ("approximates = true", "approximate"),
        ('reeding = { baris = "satu" }', "reading"),
    ],
)
def test_a_field_that_no_sidecar_has_is_refused_with_the_one_meant(
    tmp_path: Path, line: str, meant: str
) -> None:
    """A licence that nobody reads, or a sample that is not called one, would go unnoticed."""
    path = write(tmp_path / "Data WKSBM (1).csv", TABLE)
    write(tmp_path / "Data WKSBM (1).toml", f"{line}\n")
    told = refusal(path)
    assert "Data WKSBM (1).toml" in told
    assert f"{meant} (perhaps)" in told


def test_a_field_like_no_other_is_refused_without_a_guess(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'xyz = "x"\n')
    told = refusal(write(tmp_path / "a.csv", TABLE))
    assert "'xyz'" in told
    assert "perhaps" not in told


def test_every_mistake_of_a_sidecar_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'title = [1]\nsample = "ya"\nlicense = "CC-BY"\ndate = true\n')
    told = refusal(write(tmp_path / "a.csv", TABLE))
    assert all(f"'{name}'" in told for name in ("title", "sample", "license", "date"))


@pytest.mark.parametrize("name", SOURCE_FIELDS)
@pytest.mark.parametrize(
    ("written", "read"),
    [('"dua ribu"', "dua ribu"), ("2024", "2024"), ("2024-05-01", "2024-05-01")],
)
def test_boundaries_and_tables_read_the_same_source(
    tmp_path: Path, name: str, written: str, read: str
) -> None:
    lines = {"title": '"Judul"', name: written}
    text = "".join(f"{field} = {value}\n" for field, value in lines.items()) + 'notes = "x"\n'
    write(tmp_path / "a.toml", text)
    table = read_table(write(tmp_path / "a.csv", TABLE)).source
    write(tmp_path / "source.toml", f'{text}file = "a.csv"\n')
    boundary = read_source(tmp_path).source
    assert getattr(table, name) == read
    assert replace(table, sha256="") == boundary


def test_the_reading_of_a_table_is_handed_through(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'title = "A"\n\n[reading]\nbaris = "satu"\ntahun = 2024\n')
    found = read_sidecar(tmp_path / "a.csv", "0", reading=True)
    assert found.reading == {"baris": "satu", "tahun": 2024}
    assert found.source.title == "A"
    with pytest.raises(InputError, match="reading"):
        read_sidecar(tmp_path / "a.tif", "0")


def test_a_boundary_file_without_a_folder_of_its_own_has_a_sidecar_too(tmp_path: Path) -> None:
    write(tmp_path / "desa.toml", 'title = "Batas"\nlicence = "CC-BY"\n')
    source = described_path(tmp_path / "desa.gpkg").source
    assert (source.title, source.licence) == ("Batas", "CC-BY")


SIGNATURE = (
    ',,,"Wonosari, 1 Januari 2025"\n,,,Kepala Dinas Sosial\n,,,Bambang\n'
    ",,,NIP. 19700101 199503 1 001\n"
)


@pytest.mark.parametrize("total", ["", ",JUMLAH,,30\n"])
def test_a_signature_below_the_table_is_no_row(total: str, tmp_path: Path) -> None:
    text = f"kode,desa,kecamatan,jumlah\n,Beji,Lor,10\n,Kepek,Lor,20\n{total}{SIGNATURE}"
    table = read_table(write(tmp_path / "a.csv", text))
    assert table.cells["desa"].tolist() == ["Beji", "Kepek"]
    assert "footnotes skipped (4 rows" in told(table)


def test_villages_that_begin_like_a_note_are_rows(tmp_path: Path) -> None:
    text = "kode,desa,kecamatan,jumlah\n,Sumberejo,,94\n,Sumber,,5\n,Lurahan,,\n,Beji,Lor,\n"
    table = read_table(write(tmp_path / "a.csv", text))
    assert table.cells["desa"].tolist() == ["Sumberejo", "Sumber", "Lurahan", "Beji"]
