"""``wksbm report`` and ``wksbm atlas`` on the chess board, read back by other programs."""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from geo.outputs.report.office import find_office
from tests.board import KECAMATAN, NAMES, codes
from tests.cli.workspace import make_workspace, run

MAPS = ("jumlah_kelompok", "kelompok_per_1000")
CHOSEN = tuple(part for name in MAPS for part in ("--map", name))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("papan"))


@pytest.fixture(scope="module")
def reported(workspace: Path) -> Path:
    out = workspace / "laporan"
    result = run("report", "--root", workspace, "--out", out, "--format", "docx", *CHOSEN)
    assert (result.code, result.out.splitlines()[-1]) == (0, str(out / "laporan.docx"))
    return out


def test_the_report_has_its_chapters_and_a_picture_for_each_map(reported: Path) -> None:
    document = docx.Document(str(reported / "laporan.docx"))
    headings = [part.text for part in document.paragraphs if part.style.name == "Heading 1"]
    for chapter in ("Ringkasan", "Peta", "Desa yang kurang terlayani", "Metode", "Mutu data"):
        assert any(chapter.casefold() == heading.casefold() for heading in headings), headings
    assert len(document.inline_shapes) == len(MAPS)
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert all(text and "9" in text for text in told)


def test_the_list_of_pictures_says_the_same_as_the_document(reported: Path) -> None:
    with (reported / "gambar.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["berkas"] for row in rows] == [f"gambar/{name}.png" for name in MAPS]
    document = docx.Document(str(reported / "laporan.docx"))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert [row["teks_alternatif_id"] for row in rows] == told
    for row in rows:
        assert (reported / row["berkas"]).read_bytes().startswith(b"\x89PNG")
        assert row["teks_alternatif_en"] != row["teks_alternatif_id"]


def test_under_served_villages_stand_in_a_table_whose_heading_repeats(reported: Path) -> None:
    document = docx.Document(str(reported / "laporan.docx"))
    with_names = [
        table
        for table in document.tables
        if any("Utara" in cell.text for row in table.rows for cell in row.cells)
    ]
    assert with_names
    for table in with_names:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None
    every = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Pojok" in " ".join(every)


def test_the_report_is_the_same_twice_and_bears_no_name(
    workspace: Path, reported: Path, tmp_path: Path
) -> None:
    again = tmp_path / "lain"
    assert run("report", "--root", workspace, "--out", again, "--format", "docx", *CHOSEN).code == 0
    files = ("laporan.docx", "gambar.csv", *(f"gambar/{name}.png" for name in MAPS))
    assert [_hash(again / name) for name in files] == [_hash(reported / name) for name in files]
    properties = docx.Document(str(again / "laporan.docx")).core_properties
    assert properties.author == properties.last_modified_by == "WKSBM Atlas"


def test_an_office_restyles_the_template(workspace: Path, tmp_path: Path) -> None:
    template = tmp_path / "dinas.docx"
    assert run("report", "--save-template", template).code == 0
    changed = docx.Document(str(template))
    changed.styles["Heading 1"].font.name = "Courier New"
    changed.save(str(template))
    out = tmp_path / "laporan"
    result = run(
        "report", "--root", workspace, "--out", out, "--format", "docx",
        "--template", template, "--map", MAPS[0],
    )  # fmt: skip
    assert result.code == 0
    made = docx.Document(str(out / "laporan.docx"))
    assert made.styles["Heading 1"].font.name == "Courier New"
    assert any(part.style.name == "Heading 1" for part in made.paragraphs)


def test_what_is_no_template_stops_the_report_and_nothing_is_written(
    workspace: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "bukan.docx"
    wrong.write_bytes(b"bukan dokumen")
    out = tmp_path / "laporan"
    result = run("report", "--root", workspace, "--out", out, "--template", wrong)
    assert result.code == 1
    assert "bukan.docx" in result.err
    assert "Traceback" not in result.err
    assert not out.exists()


def test_a_map_that_is_not_there_is_named(workspace: Path, tmp_path: Path) -> None:
    for command in ("report", "atlas"):
        result = run(command, "--root", workspace, "--out", tmp_path / "x", "--map", "tidak_ada")
        assert result.code == 1
        assert "tidak_ada" in result.err
        assert not (tmp_path / "x").exists()


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_libreoffice_makes_odt_and_pdf_with_page_numbers(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "laporan"
    assert run("report", "--root", workspace, "--out", out, "--map", MAPS[1]).code == 0
    reader = PdfReader(out / "laporan.pdf")
    texts = [page.extract_text() for page in reader.pages]
    assert any("Ringkasan" in text for text in texts)
    assert sum("Utara" in text for text in texts) >= 1
    assert f"{len(texts)}" in texts[-1]
    assert reader.outline
    assert (out / "laporan.odt").read_bytes()[:2] == b"PK"


def test_without_libreoffice_its_formats_are_refused(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WKSBM_OFFICE", str(tmp_path / "tidak_ada"))
    out = tmp_path / "laporan"
    wanted = ("--format", "pdf", "--map", MAPS[0])
    result = run("report", "--root", workspace, "--out", out, *wanted)
    assert result.code == 1
    assert "LibreOffice" in result.err
    assert not out.exists()


@pytest.fixture(scope="module")
def bound(workspace: Path) -> Path:
    out = workspace / "buku"
    assert run("atlas", "--root", workspace, "--out", out).code == 0
    return out / "atlas.pdf"


def test_the_atlas_has_a_page_for_each_sub_district_and_an_index(bound: Path) -> None:
    reader = PdfReader(bound)
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) == 3 + len(KECAMATAN) + 1
    for place, name in enumerate(KECAMATAN):
        page = texts[3 + place]
        assert name in page
        assert all(village in page for village in NAMES[3 * place : 3 * place + 3])
    for village in NAMES:
        assert village in texts[-1]
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    nested = [entry.title for item in reader.outline if isinstance(item, list) for entry in item]
    assert all(any(name in title for title in (*titles, *nested)) for name in KECAMATAN)


def test_the_atlas_embeds_its_fonts_and_is_the_same_twice(
    workspace: Path, bound: Path, tmp_path: Path
) -> None:
    for page in PdfReader(bound).pages:
        fonts = page["/Resources"].get("/Font", {})
        for font in fonts.values():
            font = font.get_object()
            inner = font.get("/DescendantFonts", [font])[0].get_object()
            descriptor = inner.get("/FontDescriptor")
            assert font["/Subtype"] == "/Type3" or (
                descriptor is not None
                and {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.get_object())
            )
    again = tmp_path / "lagi"
    assert run("atlas", "--root", workspace, "--out", again).code == 0
    assert _hash(again / "atlas.pdf") == _hash(bound)


def test_a_sub_district_whose_villages_did_not_report_has_its_page_too(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "papan")
    table = root / "layers" / "tables" / "jumlah.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(tuple(codes()[6:]))]
    table.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert run("atlas", "--root", root, "--out", tmp_path / "buku").code == 0
    texts = [page.extract_text() for page in PdfReader(tmp_path / "buku" / "atlas.pdf").pages]
    assert "Selatan" in texts[5]
    assert "tidak melapor" in texts[5]
    shutil.rmtree(root)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
