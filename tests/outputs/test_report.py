"""The report as a Word document: real headings, captions, tables, and the atlas's own figures."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from pypdf import PdfReader
from wksbm.errors import InputError, OutputError
from wksbm.layers.reach_tables import spot_table
from wksbm.maps.caption import plain
from wksbm.maps.sheet.kinds import printed_map
from wksbm.outputs.report.annexes import write_reach
from wksbm.outputs.report.manuscript import Manuscript
from wksbm.outputs.report.office import convert, find_office
from wksbm.outputs.report.package import pack, unpack
from wksbm.outputs.report.pictures import draw_pictures
from wksbm.outputs.report.template import (
    STYLES,
    cut_at_marker,
    fill_places,
    read_template,
    shipped_template,
)
from wksbm.text import number

from tests.cli.workspace import make_workspace, run
from tests.maps.pictures import printed_maps, whole_atlas
from tests.scripts import run_script

MAP = ("--map", "kelompok_per_1000")
OFFICE = pytest.mark.skipif(find_office() is None, reason="needs LibreOffice Writer")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("laporan") / "atlas")
    maps = (*MAP, "--map", "jumlah_kelompok")
    result = run("report", "--root", root, *maps, "--format", "docx")
    assert result.code == 0, result.err
    assert "laporan.docx" in result.out
    return root / "laporan"


@pytest.fixture(scope="module")
def document(folder: Path) -> DocumentType:
    return Document(str(folder / "laporan.docx"))


def headings(document: DocumentType, level: int) -> list[str]:
    style = f"Heading {level}"
    return [entry.text for entry in document.paragraphs if entry.style.name == style]


def table(document: DocumentType, first: str) -> list[list[str]]:
    for found in document.tables:
        rows = [[cell.text for cell in row.cells] for row in found.rows]
        if first in rows[0]:
            return rows
    raise AssertionError(first)


def test_the_chapters_are_headings(document: DocumentType) -> None:
    assert headings(document, 1) == [
        "Ringkasan",
        "Profil penelitian, dihitung ulang",
        "Rekapitulasi per kecamatan",
        "Peta",
        "Desa yang kurang terlayani",
        "Prioritas pendampingan",
        "Metode",
        "Mutu data",
        "Sumber",
    ]
    assert "Siapa yang melapor" in headings(document, 2)


def test_the_key_figures_are_those_of_the_board(document: DocumentType) -> None:
    rows = dict(table(document, "Angka pokok")[1:])
    assert rows["Kelompok tercatat"] == "280"
    assert rows["Desa dalam atlas"] == "9"
    assert rows["Desa yang melapor"] == "8"
    assert rows["Di antaranya melapor tidak ada kelompok"] == "1"
    assert rows["Desa tanpa data"] == "1"
    assert rows["Penduduk (jiwa)"] == "9.000"
    assert rows["Penduduk di desa yang kelompok dan penduduknya diketahui"] == "8.000"
    assert rows["Kelompok per 1.000 penduduk di seluruh desa itu"] == "35,0"
    assert rows["Desa yang kurang terlayani"] == "4"


def test_each_sub_district_has_its_line(document: DocumentType) -> None:
    rows = table(document, "Kecamatan")[1:]
    assert rows[0] == ["Lor", "3", "3", "30", "3.000", "10,0", "3", "75"]
    assert rows[2] == ["Kidul", "3", "2", "130", "2.000", "65,0", "0", "0"]
    assert rows[-1] == ["Seluruhnya", "9", "8", "280", "8.000", "35,0", "4", "80"]


def test_areas_beyond_reach_and_proposals_are_listed_in_full() -> None:
    atlas = whole_atlas()
    spread = atlas.spread
    assert spread is not None
    template = read_template(None).open()
    cut_at_marker(template)
    script = Manuscript(template, "id", pages=None)
    write_reach(script, atlas)
    spots, places = (
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in script.document.tables[-2:]
    )
    assert [row[0] for row in spots] == ["Tanda", *"ABCDEFGHIJ"]
    assert [row[0] for row in places] == ["Tanda", *map(str, range(1, 11))]
    found = spot_table(atlas.villages, spread)["penduduk"][:10]
    assert [row[2] for row in spots[1:]] == [number(people, "id") for people in found]
    assert places[1][2] == number(spread.proposals[0].gained, "id")


def test_under_served_villages_are_listed_with_reasons(document: DocumentType) -> None:
    rows = table(document, "Alasan")
    assert rows[1][:5] == ["1", "Utara\nLor", "1.000", "0", "35"]
    assert "tidak ada kelompok" in rows[1][5]
    assert [row[4] for row in rows[1:]] == ["35", "25", "15", "5"]
    assert table(document, "Sebab")[1][0] == "Pojok"


def test_what_was_linked_is_told(document: DocumentType) -> None:
    rows = table(document, "Tertaut")
    assert rows[1][:6] == ["jumlah.csv", "9", "9", "0", "0", "0"]


def test_what_was_noted_on_reading_is_listed(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "atlas")
    register = root / "layers" / "tables" / "kelompok.csv"
    register.write_text(
        "nama_kelompok,kode,lon,lat\nSinar,34.03.01.2002,110.55,-8.50\n"
        "Rukun,34.03.01.2002,110.5,-7.9\n",
        encoding="utf-8",
    )
    result = run("report", "--root", root, "--groups", register, *MAP, "--format", "docx")
    assert result.code == 0, result.err
    shown = Document(str(root / "laporan" / "laporan.docx")).paragraphs
    texts = [paragraph.text for paragraph in shown]
    # both stand in the contents first
    start, end = (
        len(texts) - 1 - texts[::-1].index(heading)
        for heading in ("Catatan waktu membaca tabel", "Baris yang perlu diperiksa")
    )
    noted = texts[start + 1 : end]
    assert any("titik di luar wilayah peta; dihapus" in text for text in noted)


def test_captions_are_numbered_by_word_and_pictures_have_alternative_text(
    document: DocumentType, folder: Path
) -> None:
    captions = [entry for entry in document.paragraphs if entry.style.name == "Caption"]
    assert [entry.text for entry in captions] == [
        "Gambar 1. Kelompok WKSBM per 1.000 penduduk",
        "Gambar 2. Jumlah kelompok WKSBM",
    ]
    codes = [code.text for entry in captions for code in entry._p.iter(qn("w:instrText"))]
    assert codes == [" SEQ Gambar \\* ARABIC "] * 2
    with (folder / "gambar.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [row["teks_alternatif_id"] for row in listed]
    assert all(told)
    assert [row["nomor"] for row in listed] == ["1", "2"]
    assert listed[0]["keterangan_en"].startswith("WKSBM groups per 1,000 residents")
    assert all((folder / row["berkas"]).is_file() for row in listed)


def test_contents_and_figures_are_fields_that_link_to_bookmarks(document: DocumentType) -> None:
    body = document.element.body
    codes = [code.text.strip() for code in body.iter(qn("w:instrText"))]
    assert 'TOC \\o "1-2" \\h \\z \\u' in codes and 'TOC \\h \\z \\c "Gambar"' in codes
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert links and set(links) <= marks
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_heads_of_tables_are_repeated_and_rows_stay_whole(document: DocumentType) -> None:
    for found in document.tables:
        first, *rest = found._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in found._tbl.tr_lst)
        grid = [int(column.get(qn("w:w"))) for column in found._tbl.tblGrid]
        section = document.sections[0]
        room = (section.page_width - section.left_margin - section.right_margin) / 635
        assert sum(grid) == pytest.approx(room, abs=len(grid))


def test_paper_language_and_page_numbers(document: DocumentType) -> None:
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    langs = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert langs == {"id-ID"}
    footer = [f.get(qn("w:instr")).strip() for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert footer == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == "Atlas papan catur\t"


def test_the_document_tells_neither_when_nor_by_whom_it_was_made(folder: Path) -> None:
    content = (folder / "laporan.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = unpack(content)["docProps/core.xml"].decode()
    assert "2000-01-01" in core and "WKSBM Atlas" in core
    assert os.environ.get("USER", "?!") not in core


def test_twice_the_same_bytes_and_the_manifest_knows_them(folder: Path, tmp_path: Path) -> None:
    root = folder.parent
    maps = (*MAP, "--map", "jumlah_kelompok")
    result = run("report", "--root", root, *maps, "--format", "docx", "--out", tmp_path / "lagi")
    assert result.code == 0, result.err
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert [str(name) for name in names] == [
        "gambar/jumlah_kelompok.png",
        "gambar/kelompok_per_1000.png",
        "gambar.csv",
        "laporan.docx",
        "manifest.json",
    ]
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "lagi" / name).read_bytes()
    outputs = json.loads((folder / "manifest.json").read_text())["outputs"]
    assert "laporan.docx" in [entry["path"] for entry in outputs]


def test_english(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "en"
    run("report", "--root", folder.parent, *MAP, "--format", "docx", "--lang", "en", "--out", out)
    english = Document(str(out / "laporan.docx"))
    assert headings(english, 1)[0] == "Summary"
    assert "Figure 1. WKSBM groups per 1,000 residents" in [p.text for p in english.paragraphs]
    langs = {lang.get(qn("w:val")) for lang in english.styles.element.iter(qn("w:lang"))}
    assert langs == {"en-GB"}


def test_the_shipped_template_is_what_the_script_makes(tmp_path: Path) -> None:
    before = shipped_template()
    assert run_script("make_report_template.py", cwd=tmp_path).returncode == 0
    assert shipped_template() == before


def test_an_office_restyles_a_copy(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "templat.docx"
    assert run("report", "--save-template", copy).code == 0
    assert run("report", "--save-template", copy).code == 1  # nothing is overwritten
    changed = Document(str(copy))
    changed.paragraphs[0].insert_paragraph_before("Kop surat Dinas Sosial")
    changed.add_paragraph("Mengetahui, Kepala Dinas")
    changed.styles["Heading 1"].font.name = "Georgia"
    changed.save(str(copy))
    out = tmp_path / "hasil"
    result = run(
        "report", "--root", folder.parent, *MAP, "--format", "docx", "--template", copy,
        "--out", out,
    )  # fmt: skip
    assert result.code == 0, result.err
    made = Document(str(out / "laporan.docx"))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts[0] == "Kop surat Dinas Sosial"
    assert texts[-1] == "Mengetahui, Kepala Dinas"
    assert not any("[[" in text for text in texts)
    assert made.styles["Heading 1"].font.name == "Georgia"


def test_a_place_that_word_has_parted_into_runs_is_filled() -> None:
    document = Document(io.BytesIO(shipped_template()))
    paragraph = document.add_paragraph()
    for piece in ("Judul: [", "[JU", "DUL]", "] dan [[JUDUL]], [[LAIN]]", "."):
        paragraph.add_run(piece)
    fill_places(document, {"JUDUL": "Atlas [[PERINGATAN]]", "PERINGATAN": "contoh"})
    told = "Judul: Atlas [[PERINGATAN]] dan Atlas [[PERINGATAN]], [[LAIN]]."
    assert paragraph.text == told
    assert document.sections[0].header.paragraphs[0].text == "Atlas [[PERINGATAN]]\tcontoh"


def test_names_of_the_data_are_no_places_of_the_template(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "atlas")
    counts = root / "layers" / "tables" / "jumlah.csv"
    named = root / "layers" / "tables" / "[[PERINGATAN]] [[JUDUL]].csv"
    counts.rename(named)
    done = run("report", "--root", root, "--groups", named, *MAP, "--format", "docx")
    assert done.code == 0, done.err
    texts = [part.text for part in Document(str(root / "laporan/laporan.docx")).paragraphs]
    assert any("[[PERINGATAN]] [[JUDUL]]" in text for text in texts)


@OFFICE
def test_a_template_that_libreoffice_has_saved_is_taken(folder: Path, tmp_path: Path) -> None:
    source, saved = tmp_path / "templat.docx", tmp_path / "simpan"
    source.write_bytes(shipped_template())
    subprocess.run(
        [str(find_office()), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    out = tmp_path / "hasil"
    template = saved / "templat.docx"
    asked = ("report", "--root", folder.parent, *MAP, "--format", "docx", "--format", "pdf")
    result = run(*asked, "--template", template, "--out", out)
    assert result.code == 0, result.err
    made = Document(str(out / "laporan.docx"))
    assert headings(made, 1)[0] == "Ringkasan"
    texts = [page.extract_text() for page in PdfReader(out / "laporan.pdf").pages]
    assert not any("[[" in text for text in texts)
    assert "Atlas papan catur" in texts[1]


def _without(style: str, path: Path) -> None:
    parts = unpack(shipped_template())
    name = style.replace("Heading", "heading").replace("Caption", "caption").encode()
    old = b'<w:name w:val="' + name + b'"/>'
    assert old in parts["word/styles.xml"]
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(old, b'<w:name w:val="Lain"/>')
    path.write_bytes(pack(parts))


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"Normal"}))
def test_a_template_without_a_style_is_refused_by_its_name(style: str, tmp_path: Path) -> None:
    _without(style, tmp_path / "t.docx")
    with pytest.raises(InputError, match=re.escape(style)):
        read_template(tmp_path / "t.docx")


def test_a_style_of_the_right_name_for_runs_only_is_refused(tmp_path: Path) -> None:
    parts = unpack(shipped_template())
    styles = parts["word/styles.xml"]
    name = styles.index(b'<w:name w:val="Catatan"/>')
    start = styles.rindex(b'w:type="paragraph"', 0, name)
    rest = styles[start:].replace(b'w:type="paragraph"', b'w:type="character"', 1)
    parts["word/styles.xml"] = styles[:start] + rest
    (tmp_path / "t.docx").write_bytes(pack(parts))
    with pytest.raises(InputError, match="Catatan"):
        read_template(tmp_path / "t.docx")


def _damaged() -> bytes:
    """Return the template with a byte changed in the middle of its packed text."""
    content = bytearray(shipped_template())
    place = content.index(b"word/document.xml") + len("word/document.xml") + 10
    content[place : place + 60] = bytes(60)
    return bytes(content)


def _locked() -> bytes:
    """Return a package whose parts say that they are encrypted."""
    content = bytearray(shipped_template())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + offset] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"bukan zip", pack({"a.txt": b"x"}), pack({"[Content_Types].xml": b"<a"})),
        *(shipped_template()[:-2000], _damaged(), _locked()),
        pack(unpack(shipped_template()) | {"word/styles.xml": b"<a/>"}),
    ],
    ids=["empty", "text", "zip", "broken", "cut", "damaged", "locked", "no styles"],
)
def test_what_is_no_word_document_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(content)
    with pytest.raises(InputError, match="no Word document"):
        read_template(tmp_path / "t.docx")


def test_a_wrong_template_or_map_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(b"x")
    out = tmp_path / "hasil"
    for wrong in (("--template", tmp_path / "t.docx"), ("--map", "tidak_ada")):
        result = run("report", "--root", folder.parent, *wrong, "--out", out)
        assert result.code == 1
        assert "Traceback" not in result.err
        assert not out.exists()
    missing = run("report", "--root", folder.parent, "--template", tmp_path / "x.docx")
    assert missing.code == 1 and "templat tidak dapat dibaca" in missing.err


def test_without_maps_there_is_no_chapter_of_maps(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "atlas")
    for path in (root / "maps").glob("*.toml"):
        path.unlink()
    assert run("report", "--root", root, "--format", "docx").code == 0
    made = Document(str(root / "laporan" / "laporan.docx"))
    assert "Peta" not in headings(made, 1)
    assert "Daftar gambar" not in [paragraph.text for paragraph in made.paragraphs]


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("script", "told"),
    [("echo rusak; exit 3", "rusak"), ("exit 0", "could not make"), ("sleep 30", "> 0.5 s")],
    ids=["fails", "silent", "hangs"],
)
def test_an_office_that_fails_is_told(script: str, told: str, tmp_path: Path) -> None:
    program = _program(tmp_path / "soffice", script)
    with pytest.raises(OutputError, match=told):
        convert(b"x", "pdf", program, timeout=0.5 if "sleep" in script else 20)


def test_a_missing_office_stops_only_what_needs_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WKSBM_OFFICE", str(tmp_path / "tidak_ada"))
    out = tmp_path / "hasil"
    asked = ("report", "--root", folder.parent, *MAP, "--out", out)
    result = run(*asked, "--format", "pdf")
    assert result.code == 1 and "LibreOffice tidak ditemukan" in result.err
    assert not out.exists()
    result = run(*asked)
    assert result.code == 0 and "hanya DOCX" in result.err
    assert (out / "laporan.docx").is_file() and not (out / "laporan.pdf").exists()


@OFFICE
def test_real_libreoffice_makes_pdf_and_odt(folder: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "satu", tmp_path / "dua"]
    for out in outs:
        result = run(
            "report", "--root", folder.parent, *MAP, "--format", "pdf", "--format", "odt",
            "--out", out,
        )  # fmt: skip
        assert result.code == 0, result.err
    for name in ("laporan.pdf", "laporan.odt"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()
    book = PdfReader(outs[0] / "laporan.pdf")
    texts = [page.extract_text() for page in book.pages]
    contents = next(text for text in texts if "Daftar isi" in text)
    for heading in ("Ringkasan", "Peta", "Mutu data", "Sumber"):
        page = int(re.search(rf"{heading}\.*\s*(\d+)", contents)[1])  # type: ignore[index]
        assert heading in texts[page - 1].splitlines()
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert book.trailer["/Root"]["/Lang"].startswith("id")
    assert round(float(book.pages[0].mediabox.width)) == 595
    assert len(book.outline) > 5
    assert f"{len(texts)} / {len(texts)}" in texts[-1]
    odt = unpack((outs[0] / "laporan.odt").read_bytes())
    assert odt["mimetype"] == b"application/vnd.oasis.opendocument.text"
    assert b"creation-date" not in odt["meta.xml"]


def test_each_map_is_told_by_its_own_finding() -> None:
    """A map of density is not told by the counts of the villages that its file names first."""
    atlas = whole_atlas()
    wanted = ("kerapatan", "jangkauan", "pelaporan", "titik_jenis", "kepadatan_dan_jumlah")
    maps = [spec for spec in printed_maps(atlas) if spec.id in wanted]
    pictures = draw_pictures(atlas, maps, jobs=1, progress=lambda _: None)
    assert len(pictures) == len(wanted)
    for picture in pictures:
        finding = printed_map(atlas, picture.spec).layer.finding
        assert finding is not None
        assert picture.note.id.startswith(plain(finding.id)), picture.spec.id
        assert plain(finding.id) in picture.caption.id
    assert len({picture.note.id for picture in pictures}) == len(pictures)
