"""Text stays text in spreadsheets, numbers stay numbers, bytes stay the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from wksbm.outputs.worksheets import Worksheet, write_csv, write_xlsx

FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


def _table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "desa": [*FORMULAS, "Kepek", "x" * 50_000],
            "lat": [-7.5, -8.25, float("nan"), 0.0, 1 / 3, 1e6, -1.0, 2.0, 3.0],
        }
    )


def test_text_never_becomes_a_formula_in_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "tabel.xlsx"
    write_xlsx(
        [Worksheet("Data", _table(), {"desa": "Kalurahan"}, {"lat": 2}, "DATA CONTOH")], path
    )
    worksheet = openpyxl.load_workbook(path)["Data"]
    assert worksheet["A1"].value == "DATA CONTOH"
    assert [cell.value for cell in worksheet[2]] == ["Kalurahan", "lat"]
    texts = [row[0] for row in worksheet.iter_rows(min_row=3)]
    assert all(cell.data_type == "s" for cell in texts)
    assert texts[0].value == "=1+1"
    numbers = [row[1] for row in worksheet.iter_rows(min_row=3)]
    assert numbers[0].value == -7.5
    assert numbers[0].data_type == "n"
    assert numbers[2].value is None
    assert numbers[0].number_format == "#,##0.00"


def test_ranks_are_numbers_and_the_unranked_are_blank(tmp_path: Path) -> None:
    table = pd.DataFrame({"peringkat": pd.array([1, None, 10], dtype="Int64")})
    write_xlsx([Worksheet("Data", table, {}, {})], tmp_path / "a.xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows()]
    assert [cell.value for cell in cells] == ["peringkat", 1, None, 10]
    assert cells[1].data_type == "n"


def test_text_never_becomes_a_formula_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    write_csv(_table(), path)
    read = pd.read_csv(path)
    assert len(read) == len(_table())
    assert read["desa"].tolist()[: len(FORMULAS)] == [
        "'" + text.replace("\t", " ").replace("\r", " ") for text in FORMULAS
    ]
    assert not read["desa"].str.strip().str.startswith(("=", "+", "-", "@")).any()
    assert read["lat"].tolist()[:2] == [-7.5, -8.25]
    assert read["lat"].isna().sum() == 1
    assert read["lat"][4] == pytest.approx(1 / 3, abs=1e-6)


def test_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_xlsx([Worksheet("Data", _table(), {}, {})], tmp_path / f"{name}.xlsx")
        write_csv(_table(), tmp_path / f"{name}.csv")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_an_empty_table_has_its_headings(tmp_path: Path) -> None:
    empty = pd.DataFrame(columns=["kode", "desa"])
    write_xlsx([Worksheet("Data", empty, {}, {})], tmp_path / "a.xlsx")
    worksheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in worksheet[1]] == ["kode", "desa"]


def test_any_label_can_stand_on_a_tab(tmp_path: Path) -> None:
    labels = [
        "desa/kelurahan",
        "Desa-Kelurahan",
        "'a'",
        "x" * 40,
        "X" * 40,
        "History",
        "",
        "[*?:\\]",
    ]
    write_xlsx([Worksheet(name, _table(), {}, {}) for name in labels], tmp_path / "a.xlsx")
    names = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert names == [
        *("desa-kelurahan", "Desa-Kelurahan (2)", "a", "x" * 31, "X" * 27 + " (2)"),
        *("History (2)", "-", "------"),
    ]


def _has_calc() -> bool:
    program = shutil.which("soffice")
    return program is not None and any(Path(program).resolve().parent.glob("*scfilt*"))


SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9, "bar": 124}
INSIDE = (
    "Selang;=1+1",
    "Selang,=1+1",
    "Selang|=1+1",
    "Selang\t=1+1",
    "Selang; =1+1",
    'Selang;"=1+1"',
    "Selang;+SUM(1;1)",
    "Selang,@SUM(1)",
    "=1+1",
)


def test_what_only_looks_like_a_formula_inside_a_cell_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    texts = ["a, -7.9", "rapat; - iuran", "Rp 5|-3", "a@b.id; x"]
    write_csv(pd.DataFrame({"ket": texts}), path)
    assert pd.read_csv(path)["ket"].tolist() == texts


@pytest.mark.skipif(not _has_calc(), reason="needs LibreOffice Calc")
@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
def test_libreoffice_finds_no_formula_with_any_separator(tmp_path: Path, separator: int) -> None:
    """A control file that is written without care shows that formulas would be evaluated."""
    table = pd.DataFrame({"desa": INSIDE, "jumlah": 1})
    write_csv(table, tmp_path / "aman.csv")
    table.to_csv(tmp_path / "kontrol.csv", index=False)
    reader = f"CSV:{separator},34,76,1,,1033,false,true,false,false,false,0,true"
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless"),
            *(f"--infilter={reader}", "--convert-to", "xlsx", "--outdir", str(tmp_path / "x")),
            *(str(tmp_path / "aman.csv"), str(tmp_path / "kontrol.csv")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    formulas = {
        name: [
            cell.value
            for row in openpyxl.load_workbook(tmp_path / "x" / f"{name}.xlsx").active.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        for name in ("aman", "kontrol")
    }
    assert formulas["aman"] == []
    assert formulas["kontrol"]
