"""Twelve kinds of personal data in 23 columns: no output of any command holds one of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from wksbm.outputs.report.office import find_office

from tests.board import NAMES, NORTH, SIDE, WEST, codes
from tests.cli.outputs_text import texts_in, texts_of
from tests.cli.workspace import Result, make_workspace, run

KINDS = {
    "NIK": ("34030141019000{:02}", "[NIK]"),
    "NIK in groups": ("3403 0101 0290 00{:02}", "[NIK]"),
    "NIK after a word": ("NIK34030101039000{:02}", "[NIK]"),
    "KK": ("KK 34030101041200{:02}", "[KK]"),
    "NPWP": ("01.234.5{:02}.8-541.000", "[NPWP]"),
    "mobile": ("0812345678{:02}", "[telepon]"),
    "mobile in groups": ("0813-5678-11{:02}", "[telepon]"),
    "abroad": ("+62 814 5678 22{:02}", "[telepon]"),
    "area code": ("(0274) 3912{:02}", "[telepon]"),
    "after a word": ("WA 0274 3924{:02}", "[telepon]"),
    "e-mail": ("warga{:02}@contoh.id", "[surel]"),
    "account": ("rek BRI 6789-01-0123{:02}-53-1", "[rekening]"),
}
KNOWN = (
    "nama_kelompok",
    "padukuhan",
    "jenis",
    "kegiatan",
    "kebutuhan",
    "kriteria_anggota",
    "sumber_dana",
    "pembentukan",
    "status",
    "tahun_berdiri",
    "jumlah_anggota",
)
UNKNOWN = ("Keterangan", "Catatan lain", "No", "uraian")
BY_HEADING = (
    "Nama Pemimpin",
    "Bpk/Ibu",
    "Nama KK",
    "Pembina",
    "NIK",
    "No. HP",
    "Alamat",
    "Rekening",
)
MAPS = ("peta", "titik_jenis", "jenis", "kelompok_per_1000")
COLUMNS = (*KNOWN, *UNKNOWN, *BY_HEADING)


def _planted(column: int, kind: int) -> str:
    """Return a number that no other column holds in this kind."""
    return list(KINDS.values())[kind][0].format(10 + column)


def _planted_name(column: int, row: int) -> str:
    return f"Rahasiawan{chr(65 + column)}{chr(65 + row)}"


def _needles() -> dict[str, str]:
    found = {}
    for column, heading in enumerate(COLUMNS):
        for row, kind in enumerate(KINDS):
            plain = re.sub(r"^(?:NIK|KK|WA|rek BRI) ?", "", _planted(column, row))
            found[plain] = f"{kind} of {heading}"
            if heading in (*UNKNOWN, *BY_HEADING):
                found[_planted_name(column, row)] = f"name in {heading}, row {row}"
    for number, where in (("081999000111", "file"), ("081999000222", "sheet")):
        found[number] = where
    found |= {"081999000333": "title", "081999000444": "heading", "081999000555": "note"}
    return found


NEEDLES = _needles()
_DIGITS = {
    re.sub("[^0-9]", "", needle): where for needle, where in NEEDLES.items() if "@" not in needle
}


def leaks(texts: list[tuple[str, str]]) -> list[str]:
    """Return what was planted and is found, with the place where."""
    found = []
    for name, text in texts:
        compact = re.sub(r"[ .()\-]", "", text)
        found += [f"{where} in {name}" for needle, where in NEEDLES.items() if needle in text]
        found += [f"{where} in {name}" for n, where in _DIGITS.items() if n and n in compact]
    return sorted(set(found))


def _middle(number: int) -> tuple[float, float]:
    row, column = divmod(number, 3)
    return WEST + (column + 0.5) * SIDE, NORTH - (row + 0.5) * SIDE


def _register(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data hp 081999000222"
    sheet.append(["Daftar kelompok, kontak 081999000333"])
    sheet.append(["kode", "desa", "lon", "lat", *COLUMNS, "catatan 081999000444"])
    for row in range(len(KINDS)):
        kode = codes()[row] if row < 8 else "34.03.09.2999"
        desa = NAMES[row] if row < 8 else "Antahberantah"
        cells = []
        for column, heading in enumerate(COLUMNS):
            text = _planted(column, row)
            if heading == "nama_kelompok":
                text = f"KWT Bu Siti {row + 1} {text}"
            elif heading in (*UNKNOWN, *BY_HEADING):
                text = f"{_planted_name(column, row)} {text}"
            elif heading == "padukuhan":
                text = f"Krajan {text}"
            cells.append(text)
        place = _middle(row) if row < 8 else (None, None)
        sheet.append([kode, desa, *place, *cells, "x"])
    sheet.append(["Keterangan: hubungi 081999000555"])
    book.save(path)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pribadi")
    root = make_workspace(folder / "atlas")
    for path in (root / "maps").glob("*.toml"):
        if path.stem not in MAPS:
            path.unlink()
    _register(folder / "kelompok 081999000111.xlsx")
    return folder


def _run(place: Path, command: str, *options: str | Path) -> Result:
    table = place / "kelompok 081999000111.xlsx"
    result = run(command, "--root", place / "atlas", "--groups", table, *options)
    assert result.code == 0, result.err
    return result


def _said(result: Result) -> list[tuple[str, str]]:
    return [("stdout", result.out), ("stderr", result.err)]


def test_the_search_finds_what_is_planted(place: Path) -> None:
    table = place / "kelompok 081999000111.xlsx"
    found = leaks(list(texts_of("t.xlsx", table.read_bytes())))
    assert len({entry.split(" in t.xlsx")[0] for entry in found}) == len(set(NEEDLES.values())) - 1


def test_build(place: Path) -> None:
    out = place / "out"
    result = _run(place, "build", "--out", out)
    texts = list(texts_in(out))
    assert not leaks([*texts, *_said(result)])
    report = json.loads((out / "data" / "link_report.json").read_text(encoding="utf-8"))[0]
    assert report["linked"] == 8
    notes = "\n".join(report["notes"])
    groups = next(note for note in report["notes"] if "'nama_kelompok'" in note)
    assert "3 NIK, 1 nomor KK, 1 NPWP, 5 nomor telepon, 1 alamat surel, 1 nomor rekening" in groups
    assert "di luar baris data: 2 nomor telepon disamarkan" in notes
    assert any("KWT Bu Siti 6 [telepon]" in text for _, text in texts)


def test_check_and_info(place: Path) -> None:
    out = place / "periksa"
    result = _run(place, "check", "--json", "--out", out)
    assert not leaks([*texts_in(out), *_said(result)])
    assert not leaks(_said(run("info", place / "kelompok 081999000111.xlsx")))


def test_gaps(place: Path) -> None:
    assert not leaks(_said(_run(place, "gaps")))


def test_report(place: Path) -> None:
    out = place / "laporan"
    formats = ("docx", "odt", "pdf") if find_office() else ("docx",)
    asked = [part for name in formats for part in ("--format", name)]
    result = _run(place, "report", *asked, "--out", out)
    assert {path.suffix[1:] for path in out.glob("laporan.*")} == set(formats)
    assert not leaks([*texts_in(out), *_said(result)])


def test_counts_attributes_and_descriptions(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "atlas", ("peta", "kelompok_per_1000"))
    planted = {
        heading: [f"{_planted_name(column, row)} {_planted(column, row)}" for row in range(9)]
        for column, heading in enumerate(COLUMNS)
        if heading in (*UNKNOWN, *BY_HEADING)
    }
    for name in ("jumlah", "penduduk"):
        path = root / "layers" / "tables" / f"{name}.csv"
        pd.read_csv(path).assign(**planted).to_csv(path, index=False)
    for path in (root / "atlas.toml", *root.glob("layers/*.toml"), *root.glob("maps/*.toml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'(?m)^(title = .*?)"', r'\1"081999000333 ', text), encoding="utf-8")
    assert "081999000333 Atlas" in (root / "atlas.toml").read_text(encoding="utf-8")
    for command in ("build", "atlas", "gaps", "check"):
        out = tmp_path / f"hasil-{command}"
        result = run(command, "--root", root, *([] if command == "gaps" else ["--out", out]))
        assert result.code == 0, result.err
        texts = list(texts_in(out)) if command != "gaps" else []
        assert not leaks([*texts, *_said(result)]), command
    page = dict(texts_of("index.html", (tmp_path / "hasil-build" / "index.html").read_bytes()))
    assert "[telepon] Atlas papan catur" in page["index.html"]


def test_atlas(place: Path) -> None:
    out = place / "buku"
    result = _run(place, "atlas", "--out", out)
    assert not leaks([*texts_in(out), *_said(result)])


def test_a_masked_row_comes_back(place: Path) -> None:
    out = place / "koreksi"
    _run(place, "check", "--out", out)
    path = out / "data" / "perlu_diperiksa.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[1]}
    shown = {str(heading) for heading in headings}
    assert "asal: nama_kelompok" in shown
    assert not {f"asal: {heading}" for heading in (*UNKNOWN, *BY_HEADING)} & shown
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value]
    unmatched = [
        row for row in rows if "Antahberantah" in str(sheet.cell(row, headings["asal: desa"]).value)
    ]
    assert len(unmatched) == 4
    for row in unmatched:
        sheet.cell(row, headings["kode_benar"]).value = codes()[8]
    filled = place / "diperbaiki.xlsx"
    book.save(filled)
    again = place / "lagi"
    result = _run(place, "check", "--corrections", filled, "--out", again)
    assert not leaks([*texts_in(again), *_said(result)])
    report = json.loads((again / "data" / "link_report.json").read_text(encoding="utf-8"))[0]
    assert report["linked"] == 12


def test_errors_quote_no_number(place: Path) -> None:
    table = place / "rusak 081999000111.csv"
    table.write_text("desa,hp 081999000444\nBeji,081999000555\n", encoding="utf-8")
    result = run("check", "--root", place / "atlas", "--groups", table)
    assert result.code == 1
    assert not leaks(_said(result))
    shutil.move(table, place / "bekas.csv")
    result = run("check", "--root", place / "atlas", "--groups", table)
    assert result.code == 1
    assert not leaks(_said(result))
