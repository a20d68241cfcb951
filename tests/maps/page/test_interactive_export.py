"""What leaves the page: a picture with legend and sources, paper, and tiles only if asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PageObject, PdfReader
from wksbm.config import Basemap, basemap_of
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive

from tests import board
from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.maps.canvas import fills
from tests.maps.page.page_spec import SPEC
from tests.maps.page.points import two
from tests.maps.page.states import FILLS, KEYS
from tests.maps.payloads import data_in
from tests.maps.scanned import scanned

pytestmark = pytest.mark.browser
TILES = "https://tile.example.org/{z}/{x}/{y}.png"
_POLICY = re.compile(r'Content-Security-Policy" content="([^"]*)"')


def peta(atlas: Atlas, tmp_path: Path) -> Path:
    layers = tuple(layer.id for layer in atlas.layers)
    return write_interactive(atlas, replace(SPEC, layers=layers), tmp_path)


def saved(page: Page, folder: Path) -> np.ndarray:
    """Save the picture and return it as (row, column, rgb)."""
    with page.expect_download() as download:
        page.click("#save-picture")
    name = download.value.suggested_filename
    download.value.save_as(folder / name)
    with Image.open(folder / name) as picture:
        return np.asarray(picture.convert("RGB"))


def share(picture: np.ndarray, colour: str) -> float:
    """Return which part of the picture has exactly this colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return float(np.all(picture == wanted, axis=2).mean())


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_picture_shows_the_map_in_the_colours_of_its_legend(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(peta(board.atlas(tmp_path, sample=True), tmp_path), size)
    page.evaluate("location.hash = '#layer=kelompok_per_1000'")
    picture = saved(page, tmp_path)
    assert (tmp_path / "peta-kelompok_per_1000.png").is_file()
    area = page.evaluate("(({ x, y }) => [x, y])(map_atlas.getSize())")
    assert picture.shape[1] >= 2 * area[0]
    assert picture.shape[0] >= 2 * area[1] + 200
    for colour in (*board.BLUES, "#fff7bc"):
        assert share(picture, colour) > 0.004
    assert share(picture, "#7a3d00") > 0.0004  # the badge of sample data
    expect(page.locator("#live")).to_have_text("Gambar disimpan: peta-kelompok_per_1000.png")


def test_the_picture_says_what_belongs_to_the_map(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(peta(board.atlas(tmp_path, sample=True), tmp_path))
    page.check("input[value=kelompok_per_1000]")
    page.evaluate(
        """() => {
          globalThis.told = [];
          const write = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
            told.push(text);
            write.call(this, text, ...place);
          };
        }"""
    )
    saved(page, tmp_path)
    told = page.evaluate("told")
    for words in (
        "Atlas papan catur",
        "Kelompok per 1.000 penduduk",
        "DATA CONTOH",
        "10 – 20",
        "60 – 70",
        "tidak melapor",
        "Utara",
    ):
        assert words in told, words
    text = " ".join(told)
    for words in (
        "Sumber: Papan catur 2026",
        "Data per 2026.",
        "Cara: kuantil, 4 kelas, 8 dari 9 desa.",
        "Data contoh (rekaan), bukan data sebenarnya.",
        "Dibuat ",
    ):
        assert words in text, words
    assert re.fullmatch(r"\d+ k?m", next(words for words in told if re.search(r"\d k?m$", words)))
    counts = [told[place + 1] for place, words in enumerate(told) if words == "10 – 20"]
    assert counts == ["2"]


def test_points_and_hostile_names_are_drawn_as_text(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path, board.HOSTILE_NAMES)
    outlines = atlas.kecamatan.assign(kecamatan=list(board.HOSTILE_NAMES[4:7]))
    hostile = atlas.groups.assign(jenis=list(board.HOSTILE_NAMES))
    atlas = replace(atlas, groups=hostile, kecamatan=outlines)
    page = open_page(peta(atlas, tmp_path))
    page.check("input[value=kelompok_per_1000]")
    plain = saved(page, tmp_path)
    page.check("#points")
    page.wait_for_timeout(300)
    picture = saved(page, tmp_path)
    assert picture.shape[1] == plain.shape[1]
    assert not np.array_equal(picture[: len(plain)], plain[: len(picture)])


def test_the_square_and_the_areas_are_in_the_picture(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(peta(two(tmp_path), tmp_path))
    page.check("input[value=bivariat]")
    picture = saved(page, tmp_path)
    assert share(picture, "#390033") > 0.004
    other = open_page(peta(scanned(tmp_path), tmp_path))
    other.check("input[value=daerah_pindai]")
    assert saved(other, tmp_path).size


def test_paper_bears_the_layers_title_and_all_sources(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(peta(board.atlas(tmp_path), tmp_path))
    page.check("input[value=kelompok_per_1000]")
    page.pdf(path=tmp_path / "peta.pdf", prefer_css_page_size=True, print_background=True)
    (sheet,) = PdfReader(tmp_path / "peta.pdf").pages
    text = " ".join(sheet.extract_text().split())
    for words in (
        "Kelompok per 1.000 penduduk",
        "Sumber: Papan catur 2026. Data: papan_catur.csv (Dinas Contoh, 2026).",
        "Data per 2026.",
        "Cara: kuantil, 4 kelas",
        "Dibuat ",
    ):
        assert words in text, words
    assert "Peta interaktif" not in text
    drawn = page_colours(sheet)
    for colour in board.BLUES:
        assert colour in drawn, "the villages must be on the paper too"


def page_colours(sheet: PageObject) -> set[str]:
    """Return the fill colours of a sheet and of the forms that it uses."""
    content = sheet.get_contents()
    assert content is not None
    contents, seen = [content.get_data()], []
    resources = [sheet["/Resources"]]
    while resources:
        for form in (resources.pop().get("/XObject") or {}).values():
            part = form.get_object()
            if part.get("/Subtype") == "/Form" and part not in seen:
                seen.append(part)
                contents.append(part.get_data())
                if "/Resources" in part:
                    resources.append(part["/Resources"])
    colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", b"\n".join(contents))
    return {
        "#" + "".join(f"{round(float(value) * 255):02x}" for value in colour) for colour in colours
    }


def test_the_areas_sentences_are_on_a_second_sheet(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(peta(scanned(tmp_path), tmp_path))
    page.check("input[value=daerah_pindai]")
    page.pdf(path=tmp_path / "peta.pdf", prefer_css_page_size=True, print_background=True)
    first, second = PdfReader(tmp_path / "peta.pdf").pages
    assert "Daerah 1." in second.extract_text()
    assert "Daerah 2." in second.extract_text()
    assert "Sumber:" in first.extract_text()


def test_the_map_is_whole_again_after_printing(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(write_interactive(board.atlas(tmp_path), SPEC, tmp_path))
    page.pdf(path=tmp_path / "peta.pdf")
    page.wait_for_timeout(200)
    assert fills(page) == [FILLS[key] for key in KEYS]


def with_tiles(tmp_path: Path) -> tuple[Atlas, Basemap]:
    tiles = basemap_of(TILES, "© <b>Peta</b> {{ 7 * 7 }}")
    assert tiles
    atlas = board.atlas(tmp_path)
    return replace(atlas, config=replace(atlas.config, basemap=tiles)), tiles


def test_only_an_atlas_with_tiles_allows_their_host(tmp_path: Path) -> None:
    plain = peta(board.atlas(tmp_path), tmp_path).read_text(encoding="utf-8")
    (policy,) = _POLICY.findall(plain)
    assert "https:" not in policy
    assert "tileLayer(" not in plain.split("Atlas.start(")[-2][-3000:]
    path = peta(with_tiles(tmp_path)[0], tmp_path)
    (policy,) = _POLICY.findall(path.read_text(encoding="utf-8"))
    assert re.findall(r"[a-z-]+ [^;]*https?://[^;]*", policy) == [
        "img-src data: https://tile.example.org"
    ]
    assert data_in(path)["basemap"] == "© <b>Peta</b> {{ 7 * 7 }}"


def test_tiles_are_fetched_only_when_asked_for(tmp_path: Path, chromium: Browser) -> None:
    path = peta(with_tiles(tmp_path)[0], tmp_path)
    context = chromium.new_context(
        viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce"
    )
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def answer(route: object) -> None:
        asked.append(route.request.url)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/tile.example.org/**", answer)
    page.goto(path.resolve().as_uri())
    page.wait_for_selector("body[data-ready]", state="attached")
    box = page.get_by_label("Peta dasar (perlu internet)")
    expect(box).not_to_be_checked()
    expect(page.locator("#basemap-note")).to_contain_text("tile.example.org")
    assert asked == []
    box.check()
    expect(page.locator("#basemap-note")).to_have_text(
        "Peta dasar tidak dapat diambil. Periksa sambungan internet."
    )
    assert asked
    assert all(re.fullmatch(r"https://tile\.example\.org/\d+/\d+/\d+\.png", url) for url in asked)
    expect(page.locator(".attribution")).to_have_text("© <b>Peta</b> {{ 7 * 7 }}")
    page.click("[data-lang=en]")
    expect(page.get_by_label("Background map (needs internet)")).to_be_checked()
    page.uncheck("#basemap")
    expect(page.locator(".attribution")).to_have_count(0)
    assert errors == []
    context.close()


def test_without_tiles_there_is_no_switch(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(peta(board.atlas(tmp_path), tmp_path))
    expect(page.locator("#basemap")).to_have_count(0)
