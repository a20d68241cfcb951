"""The loop of `perlu_diperiksa.xlsx`: a person fills in codes, the next build applies them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.board import codes
from tests.cli.workspace import make_workspace, run


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = make_workspace(tmp_path / "ruang")
    for path in (root / "maps").glob("*.toml"):
        if path.stem != "peta":
            path.unlink()
    settings = (
        (root / "atlas.toml")
        .read_text()
        .replace("reference_year", 'aliases = "aliases.csv"\nreference_year')
    )
    (root / "atlas.toml").write_text(settings)
    (root / "aliases.csv").write_text("tingkat,varian,kode,sumber\ndesa,Lor,34.03.01.2001,lama\n")
    pd.DataFrame(
        {
            "kode": [*codes()[:6], "", ""],
            "desa": ["", "", "", "", "", "", "Grojogan", "Beji"],
            "kecamatan": "",
            "jumlah_kelompok": [1, 2, 3, 4, 5, 6, 70, 80],
        }
    ).to_csv(root / "layers" / "tables" / "jumlah.csv", index=False)
    return root


def _link(out: Path) -> dict:
    reports = json.loads((out / "data" / "link_report.json").read_text(encoding="utf-8"))
    return next(report for report in reports if report["table"] == "jumlah.csv")


def _correct(out: Path, right: dict[int, str], target: Path) -> Path:
    book = openpyxl.load_workbook(out / "data" / "perlu_diperiksa.xlsx")
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row_at, code_at = headings.index("baris"), headings.index("kode_benar")
    for row in sheet.iter_rows(min_row=2):
        if row[row_at].value in right:
            row[code_at].value = right[row[row_at].value]
    book.save(target)
    return target


def test_corrected_rows_are_linked_and_the_spelling_is_remembered(
    workspace: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("build", "--root", workspace, "--out", out).code == 0
    assert _link(out)["linked"] == 6
    filled = _correct(out, {8: codes()[6], 9: codes()[7]}, tmp_path / "sudah.xlsx")
    result = run("build", "--root", workspace, "--corrections", filled, "--learn", "--out", out)
    assert result.code == 0, result.err
    report = _link(out)
    assert (report["linked"], report["value_linked"], report["value_total"]) == (8, 171, 171)
    table = pd.read_csv(out / "data" / "desa.csv").set_index("kode")
    assert table.loc[codes()[6], "jumlah_kelompok"] == 70
    assert table.loc[codes()[7], "jumlah_kelompok"] == 80
    lines = (workspace / "aliases.csv").read_text().splitlines()
    # "Beji" is the right name of a village and no spelling of one
    assert lines[1:] == ["desa,Lor,34.03.01.2001,lama", f"desa,Grojogan,{codes()[6]},sudah.xlsx"]
    assert run("build", "--root", workspace, "--out", out).code == 0
    assert _link(out)["by"]["alias"] == 1


def test_corrections_survive_in_the_new_file_to_check(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("build", "--root", workspace, "--out", out).code == 0
    review = out / "data" / "perlu_diperiksa.xlsx"
    _correct(out, {8: codes()[6]}, review)
    for _ in range(2):
        result = run("build", "--root", workspace, "--corrections", review, "--out", out)
        assert result.code == 0, result.err
        assert _link(out)["linked"] == 7


def test_corrections_of_a_table_that_has_changed_are_refused(
    workspace: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("build", "--root", workspace, "--out", out).code == 0
    filled = _correct(out, {8: codes()[6]}, tmp_path / "sudah.xlsx")
    table = workspace / "layers" / "tables" / "jumlah.csv"
    lines = table.read_text().splitlines()
    table.write_text("\n".join([lines[0], f"{codes()[8]},,,9", *lines[1:]]) + "\n")
    result = run("build", "--root", workspace, "--corrections", filled, "--out", tmp_path / "b")
    assert result.code == 1
    assert "perlu_diperiksa.xlsx" in result.err


def test_without_learn_nothing_is_remembered(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = (workspace / "aliases.csv").read_bytes()
    assert run("build", "--root", workspace, "--out", out).code == 0
    filled = _correct(out, {8: codes()[6]}, tmp_path / "sudah.xlsx")
    assert run("build", "--root", workspace, "--corrections", filled, "--out", out).code == 0
    assert _link(out)["linked"] == 7
    assert (workspace / "aliases.csv").read_bytes() == before


def test_a_wrong_code_is_refused(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("build", "--root", workspace, "--out", out).code == 0
    filled = _correct(out, {8: "34.03.99.9999"}, tmp_path / "sudah.xlsx")
    result = run("build", "--root", workspace, "--corrections", filled, "--out", tmp_path / "b")
    assert result.code == 1
    assert "34.03.99.9999" in result.err


def test_learn_alone_is_wrong_usage(workspace: Path) -> None:
    assert run("build", "--root", workspace, "--learn").code == 2


def test_a_figure_comes_back_and_the_change_is_told(workspace: Path, tmp_path: Path) -> None:
    table = workspace / "layers" / "tables" / "jumlah.csv"
    table.write_text(table.read_text().replace(f"{codes()[5]},,,6", f"{codes()[5]},,,banyak"))
    out = tmp_path / "out"
    first = run("build", "--root", workspace, "--out", out)
    assert first.code == 0
    assert "Dibandingkan" not in first.err
    book = openpyxl.load_workbook(out / "data" / "perlu_diperiksa.xlsx")
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[headings.index("baris")].value == 7)
    assert row[headings.index("kolom")].value == "jumlah_kelompok"
    assert row[headings.index("nilai")].value == "tidak terbaca"
    row[headings.index("angka_benar")].value = 66
    filled = tmp_path / "sudah.xlsx"
    book.save(filled)
    before = (workspace / "aliases.csv").read_bytes()
    second = run("build", "--root", workspace, "--corrections", filled, "--learn", "--out", out)
    assert second.code == 0, second.err
    assert (workspace / "aliases.csv").read_bytes() == before
    villages = pd.read_csv(out / "data" / "desa.csv").set_index("kode")
    assert villages.loc[codes()[5], "jumlah_kelompok"] == 66
    assert "dari 9 wilayah: 1 sekarang melapor" in second.err
    assert (out / "data" / "perubahan.xlsx").is_file()
    assert "Perubahan sejak hasil sebelumnya" in (out / "index.html").read_text(encoding="utf-8")
    third = run("build", "--root", workspace, "--corrections", filled, "--out", out)
    assert "tidak ada dari 9 wilayah" in third.err
    assert not (out / "data" / "perubahan.xlsx").exists()
