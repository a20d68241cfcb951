"""The start page: complete in itself, data as text, links that lead somewhere."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from wksbm.layers.model import Atlas, Finding
from wksbm.maps.spec import MapSpec
from wksbm.outputs.start_page import write_start_page
from wksbm.text import Text, both

from tests.board import HOSTILE_NAMES, analysed, atlas


class _Page(HTMLParser):
    """Gathers tags with their attributes, and the text outside style elements."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.headings: list[str] = []
        self._style = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.tags and re.fullmatch(r"h[1-6]", self.tags[-1][0]) and data.strip():
            self.headings.append(f"{self.tags[-1][0]} {data}")
        self.text += "" if self._style else data


def _map(identity: str, kind: str, title: str) -> MapSpec:
    return MapSpec(
        id=identity,
        title=both(title),
        description=both("Keterangan"),
        kind=kind,
        layers=("kelompok_per_1000",),
        page="a4-landscape",
        order=1,
        file="",
    )


def _write(built: Atlas, folder: Path, title: str = "Peta") -> str:
    maps = [_map("peta", "interactive", title), _map("statis", "static", title)]
    (folder / "maps").mkdir(exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "desa.csv").write_text("kode\n")
    picture = folder / "maps" / "statis.png"
    Image.new("RGB", (1200, 800), "white").save(picture)
    files = {"peta": [folder / "maps" / "peta.html"], "statis": [picture]}
    write_start_page(built, maps, files, folder)
    return (folder / "index.html").read_text(encoding="utf-8")


def test_figures_and_gaps_are_those_of_the_atlas(tmp_path: Path) -> None:
    page = _Page(_write(atlas(tmp_path), tmp_path))
    assert "280kelompok tercatat" in page.text
    assert "1melapor tidak ada kelompok" in page.text
    assert "1tidak melapor" in page.text
    assert "Kurang 25 kelompok." in page.text
    assert dict(page.tags)["html"]["lang"] == "id"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = " ".join(HOSTILE_NAMES)
    built = atlas(tmp_path, HOSTILE_NAMES)
    config = dataclasses.replace(built.config, title=both(hostile))
    built = dataclasses.replace(built, config=config, notes=(both(hostile),))
    page = _Page(_write(built, tmp_path, title=hostile))
    assert hostile in page.text
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "iframe", "object"})
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    assert all(set(image) == {"src", "alt"} for image in images)


def test_nothing_is_loaded_and_the_policy_allows_only_its_own_style(tmp_path: Path) -> None:
    source = _write(atlas(tmp_path), tmp_path)
    page = _Page(source)
    for _, attributes in page.tags:
        assert not (attributes.get("src") or "data:").startswith(("http", "//", "file"))
    policy = next(
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv")
    )
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"


def test_links_are_relative_and_only_to_what_is_there(tmp_path: Path) -> None:
    page = _Page(_write(atlas(tmp_path), tmp_path))
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links == {"maps/peta.html", "maps/statis.png", "data/desa.csv", "manifest.json"}


@pytest.mark.parametrize("sample", [True, False])
def test_sample_is_said_only_when_it_is(tmp_path: Path, sample: bool) -> None:
    assert ("DATA CONTOH" in _write(atlas(tmp_path, sample=sample), tmp_path)) == sample


def test_same_bytes_twice_and_in_english(tmp_path: Path) -> None:
    built = atlas(tmp_path)
    assert _write(built, tmp_path) == _write(built, tmp_path)
    english = dataclasses.replace(built, config=dataclasses.replace(built.config, lang="en"))
    english = dataclasses.replace(english, notes=(Text("catatan", "a note"),))
    page = _Page(_write(english, tmp_path))
    assert "groups recorded" in page.text
    assert "a note" in page.text


FINDINGS = ("Temuan", "Profil penelitian", "Prioritas")


def test_findings_follow_the_figures_and_the_profile_the_maps(tmp_path: Path) -> None:
    page = _Page(_write(analysed(tmp_path), tmp_path))
    assert page.headings == [
        "h1 Atlas papan catur",
        "h2 Temuan",
        "h3 Kekurangan",
        "h3 Cara",
        "h2 Peta",
        "h3 Peta",
        "h3 Peta",
        "h2 Profil penelitian",
        "h3 Kegiatan dibiayai iuran anggota.",
        "h2 Wilayah yang paling kurang terlayani",
        "h2 Prioritas",
        "h2 Unduhan",
        "h2 Sumber dan catatan",
    ]
    assert "3 dari 8 kalurahan jelas kekurangan. 1 kalurahan tidak melapor." in page.text
    assert "sesuai 62,5% dari 8 kelompok dibiayai iuran.Hanya kelompok yang tercatat." in page.text


def test_without_statistics_the_page_is_as_before(tmp_path: Path) -> None:
    page = _Page(_write(atlas(tmp_path), tmp_path))
    assert "nav" not in {tag for tag, _ in page.tags}
    assert not {f"h2 {heading}" for heading in FINDINGS} & set(page.headings)


@pytest.mark.parametrize("left_out", ["summary", "statements", "priorities"])
def test_each_part_is_there_only_when_there_is_something_to_say(
    tmp_path: Path, left_out: str
) -> None:
    built = dataclasses.replace(analysed(tmp_path), **{left_out: ()})
    page = _Page(_write(built, tmp_path))
    missing = dict(zip(("summary", "statements", "priorities"), FINDINGS, strict=True))[left_out]
    shown = [heading for heading in FINDINGS if f"h2 {heading}" in page.headings]
    assert shown == [heading for heading in FINDINGS if heading != missing]
    assert page.text.count(missing) == 0


@pytest.mark.parametrize(
    ("verdict", "word"),
    [
        ("agrees", "sesuai"),
        ("differs", "berbeda"),
        ("unclear", "belum jelas"),
        ("no_data", "tidak ada data"),
        ("only_shown", ""),
    ],
)
def test_the_verdict_is_a_word(tmp_path: Path, verdict: str, word: str) -> None:
    built = analysed(tmp_path)
    statement = dataclasses.replace(built.statements[0], verdict=verdict, sentence=both("KALIMAT"))
    page = _Page(_write(dataclasses.replace(built, statements=(statement,)), tmp_path))
    claim = "Kegiatan dibiayai iuran anggota."
    assert f"{claim}{word} KALIMAT" in page.text if word else f"{claim}KALIMAT" in page.text


def test_the_first_ten_priorities_with_range_and_two_reasons(tmp_path: Path) -> None:
    built = analysed(tmp_path)
    first = built.priorities[0]
    reasons = (both("Satu"), both("Dua."), both("Tiga."))
    ranked = tuple(
        dataclasses.replace(first, rank=rank, best=rank, worst=worst, reasons=reasons)
        for rank, worst in zip(range(1, 13), [1, *range(4, 15)], strict=True)
    )
    page = _Page(_write(dataclasses.replace(built, priorities=ranked), tmp_path))
    assert "11UtaraLorSatu. Dua." in page.text
    assert "22–4UtaraLorSatu. Dua." in page.text
    assert page.text.count("Satu. Dua.") == 10
    assert "Tiga" not in page.text


def test_links_on_the_page_lead_to_a_place_on_it(tmp_path: Path) -> None:
    page = _Page(_write(analysed(tmp_path), tmp_path))
    places = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    links = {str(attributes["href"]) for tag, attributes in page.tags if tag == "a"}
    inner = {link[1:] for link in links if link.startswith("#")}
    assert len(places) == len(set(places))
    assert inner <= set(places)
    assert {"temuan", "profil-penelitian", "prioritas", "peta-statis"} <= inner


def test_a_layer_without_a_printed_map_is_not_linked(tmp_path: Path) -> None:
    built = analysed(tmp_path)
    finding = Finding("clusters", both("Gugus"), (both("Kalimat."),), "gugus_moran")
    page = _Page(_write(dataclasses.replace(built, summary=(finding,), statements=()), tmp_path))
    assert "#peta-statis" not in {attributes.get("href") for _, attributes in page.tags}


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("prioritas.xlsx", "Urutan prioritas (Excel)"),
        ("prioritas.csv", "Urutan prioritas (CSV)"),
        ("statistics_report.json", "Laporan statistik"),
    ],
)
def test_new_files_are_offered_when_they_exist(tmp_path: Path, name: str, label: str) -> None:
    assert label not in _Page(_write(analysed(tmp_path), tmp_path)).text
    (tmp_path / "data" / name).write_text("x")
    page = _Page(_write(analysed(tmp_path), tmp_path))
    assert label in page.text
    assert f"data/{name}" in {attributes.get("href") for _, attributes in page.tags}


def test_hostile_findings_stay_text_and_repeat(tmp_path: Path) -> None:
    hostile = both(" ".join(HOSTILE_NAMES))
    built = analysed(tmp_path, HOSTILE_NAMES)
    built = dataclasses.replace(
        built,
        summary=(Finding("rates", hostile, (hostile,)),),
        statements=(dataclasses.replace(built.statements[0], claim=hostile, caveat=hostile),),
        priorities=(dataclasses.replace(built.priorities[0], reasons=(hostile,)),),
    )
    source = _write(built, tmp_path)
    page = _Page(source)
    assert page.text.count(hostile.id) == 5
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "iframe", "object"})
    assert source == _write(built, tmp_path)


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_no_sideways_scrolling(tmp_path: Path, chromium: Browser, size: tuple[int, int]) -> None:
    _write(analysed(tmp_path), tmp_path)
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto((tmp_path / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.close()
