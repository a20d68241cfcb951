"""What a person filled in comes back, or is refused row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.errors import InputError
from wksbm.tables.corrections import read_corrections
from wksbm.tables.model import Correction

from tests.tables.files import Rows, write, xlsx
from tests.tables.linking import BEJI

HEADINGS = ("tabel", "baris", "status", "alasan", "nilai", "kode_benar", "calon_1", "asal: kode")


def corrected(path: Path, *codes: object) -> Path:
    rows: Rows = [
        ("a.csv", number, "x", "x", 1, code, "", "lama") for number, code in enumerate(codes, 2)
    ]
    return xlsx(path / "perlu_diperiksa.xlsx", [HEADINGS, *rows])


def test_codes_in_every_writing(tmp_path: Path) -> None:
    path = corrected(tmp_path, BEJI, 3403012003, "ID3403010004", None, "34.03.010.005")
    seen = {"kode": "lama"}
    assert read_corrections(path) == {
        ("a.csv", 2): Correction(BEJI, seen),
        ("a.csv", 3): Correction("3403012003", seen),
        ("a.csv", 4): Correction("ID3403010004", seen),
        ("a.csv", 6): Correction("ID3403010005", seen),
    }


def test_a_list_without_the_original_cells_is_enough(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"tabel,baris,kode_benar\nsumber.csv,2,{BEJI}\nb.csv,3,\n")
    assert read_corrections(path) == {("sumber.csv", 2): Correction(BEJI)}


def test_two_tables_may_write_one_heading_differently(tmp_path: Path) -> None:
    headings = ("tabel", "baris", "kode_benar", "asal: Desa", "asal: desa")
    rows: Rows = [headings, ("a.csv", 2, BEJI, "Bejo", ""), ("b.csv", 2, BEJI, "", "Beja")]
    found = read_corrections(xlsx(tmp_path / "a.xlsx", rows))
    assert [correction.cells["Desa"] for correction in found.values()] == ["Bejo", ""]


def test_wrong_codes_are_refused_together(tmp_path: Path) -> None:
    path = corrected(tmp_path, "34.03.01", BEJI, "Beji")
    with pytest.raises(InputError) as caught:
        read_corrections(path)
    assert [problem.row for problem in caught.value.problems] == [2, 4]


def test_one_row_corrected_twice_is_refused(tmp_path: Path) -> None:
    rows: Rows = [
        HEADINGS,
        *[("a.csv", 2, "", "", "", code, "", "") for code in (BEJI, "34.03.01.2003")],
    ]
    with pytest.raises(InputError, match="twice"):
        read_corrections(xlsx(tmp_path / "a.xlsx", rows))


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kode_benar"):
        read_corrections(xlsx(tmp_path / "a.xlsx"))


def test_figures_beside_codes(tmp_path: Path) -> None:
    headings = ("tabel", "baris", "kode_benar", "angka_benar", "perbaiki", "kolom", "asal: desa")
    rows: Rows = [
        headings,
        ("a.csv", 2, None, 1250, "angka", "jumlah", "JUMLAH REJEKI"),
        ("a.csv", 3, BEJI, "12", "kode desa, angka", "penduduk", "Beja"),
        ("a.csv", 3, None, 5, "angka", "kk", "Beja"),
        ("a.csv", 4, None, None, "angka", "jumlah", ""),
    ]
    assert read_corrections(xlsx(tmp_path / "a.xlsx", rows)) == {
        ("a.csv", 2): Correction("", {"desa": "JUMLAH REJEKI"}, {"jumlah": 1250.0}),
        ("a.csv", 3): Correction(BEJI, {"desa": "Beja"}, {"penduduk": 12.0, "kk": 5.0}),
    }


@pytest.mark.parametrize("figure", ["1.250", "dua", "-"])
def test_a_figure_that_is_not_one_number_is_refused(tmp_path: Path, figure: str) -> None:
    rows: Rows = [("tabel", "baris", "angka_benar"), ("a.csv", 2, figure)]
    with pytest.raises(InputError, match="angka_benar"):
        read_corrections(xlsx(tmp_path / "a.xlsx", rows))


def test_figures_are_given_once(tmp_path: Path) -> None:
    rows: Rows = [("tabel", "baris", "angka_benar"), ("a.csv", 2, 1), ("a.csv", 2, 2)]
    with pytest.raises(InputError, match="twice"):
        read_corrections(xlsx(tmp_path / "a.xlsx", rows))
