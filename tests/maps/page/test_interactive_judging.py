"""What the page says of villages that nobody can judge yet, and of data that are not placed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from wksbm.layers.model import Atlas, Gap, LegendClass
from wksbm.maps.page.write import write_interactive
from wksbm.text import Text, both

from tests import board
from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.maps.canvas import click_village, point_at
from tests.maps.page.page_spec import SPEC
from tests.maps.page.states import attributes

pytestmark = pytest.mark.browser

GREY, GREEN, ORANGE = "rgb(123, 135, 144)", "rgb(107, 143, 113)", "rgb(194, 87, 26)"
CODES = board.codes()
UNKNOWN = Gap(CODES[3], 0, "unknown", float("nan"), Text("Penduduk tidak diketahui.", "Unknown."))
TO_CHECK = Gap(CODES[7], 0, "to_check", float("nan"), Text("Perlu diperiksa dahulu.", "Check."))


def doubtful_atlas(tmp_path: Path) -> Atlas:
    """Return the board with every reason for which a village is not judged; 5 has no gap."""
    atlas = board.atlas(tmp_path)
    told = atlas.villages.copy()
    told.loc[[CODES[3], CODES[5]], "penduduk"] = np.nan
    return replace(atlas, villages=told, gaps=(*atlas.gaps, UNKNOWN, TO_CHECK))


@pytest.fixture
def doubtful(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(write_interactive(doubtful_atlas(tmp_path), SPEC, tmp_path))


@pytest.mark.parametrize(
    ("village", "says", "colour"),
    [
        (0, "Melapor tidak ada kelompok.", ORANGE),
        (1, "Kurang 25 kelompok.", ORANGE),
        (3, "Penduduk tidak diketahui.", GREY),
        (4, "Tidak termasuk daftar kurang terlayani.", GREEN),
        (5, "Belum dapat dinilai.", GREY),
        (7, "Perlu diperiksa dahulu.", GREY),
        (8, "Tidak melapor.", GREY),
    ],
)
def test_only_a_judged_village_looks_fine(
    doubtful: Page, village: int, says: str, colour: str
) -> None:
    click_village(doubtful, village)
    verdict = doubtful.locator(".verdict")
    expect(verdict).to_contain_text(says)
    expect(verdict).to_have_css("border-left-color", colour)
    point_at(doubtful, village)
    tooltip = doubtful.locator(".leaflet-tooltip")
    if colour == GREEN:
        expect(tooltip.locator(".card-gap")).to_have_count(0)
    else:
        expect(tooltip).to_contain_text(says)


def test_the_unjudged_are_listed_by_reason_with_their_sentences(doubtful: Page) -> None:
    doubtful.click(".tab-gaps")
    tables = doubtful.locator("table.silent")
    captions = tables.locator("caption").all_inner_texts()
    assert captions == ["Tidak melapor (1)", "Belum dapat dinilai (1)", "Perlu diperiksa (1)"]
    assert tables.locator(".why").all_inner_texts() == [
        "Tidak melapor.",
        "Penduduk tidak diketahui.",
        "Perlu diperiksa dahulu.",
    ]
    doubtful.click("[data-lang=en]")
    expect(tables.nth(1).locator("caption")).to_have_text("Cannot be judged yet (1)")


def test_when_nothing_can_be_judged_the_list_does_not_say_all_is_well(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = board.atlas(tmp_path)
    told = atlas.villages.assign(penduduk=np.nan)
    page = open_page(write_interactive(replace(atlas, villages=told, gaps=()), SPEC, tmp_path))
    page.click(".tab-gaps")
    expect(page.locator("#panel-gaps .hint")).to_have_text("Belum dapat dinilai.")


def test_any_hatched_class_has_a_hatch_of_its_own(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path)
    extra = [
        LegendClass(key, both(key), colour, 0, hatch=True)
        for key, colour in (("to_check", "#eeeeee"), ("new", "#dddddd"), ("newer", "#cccccc"))
    ]
    layers = tuple(replace(layer, classes=(*layer.classes, *extra)) for layer in atlas.layers)
    page = open_page(write_interactive(replace(atlas, layers=layers), SPEC, tmp_path))
    fills = attributes(page, ".class-row .swatch-area", "fill")[-4:]
    assert fills == [
        "url(#hatch-not_reported-bdbdbd)",
        "url(#hatch-to_check-eeeeee)",
        "url(#hatch-new-dddddd)",
        "url(#hatch-newer-cccccc)",
    ]
    names = [fill[5:-1] for fill in fills]
    lines = [page.get_attribute(f"#{name} path", "d") for name in names]
    assert len(set(lines[:3])) == 3
    grounds = [page.get_attribute(f"#{name} rect", "fill") for name in names]
    assert grounds == ["#bdbdbd", "#eeeeee", "#dddddd", "#cccccc"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_what_is_not_placed_is_said_at_the_top_and_leads_to_all_notes(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    notes = (
        Text("17 baris (1.499 kelompok) belum ditempatkan.", "17 rows are not placed yet."),
        Text("Catatan kedua.", "Second note."),
    )
    atlas = replace(board.atlas(tmp_path), notes=notes)
    page = open_page(write_interactive(atlas, SPEC, tmp_path), size)
    link = page.locator(".note-link")
    expect(link).to_be_visible()
    shown = re.sub(r"\s+", " ", link.inner_text())
    assert shown == "17 baris (1.499 kelompok) belum ditempatkan. (dan 1 catatan lain)"
    expect(page.locator(".about")).not_to_have_attribute("open", "")
    link.click()
    about = page.locator(".about")
    expect(about).to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.textContent") == "Tentang data"
    for words in ("belum ditempatkan", "Catatan kedua.", "papan_catur.csv · Dinas Contoh · 2026"):
        expect(about.get_by_text(words)).to_be_visible()
    page.click("[data-lang=en]")
    expect(page.locator(".note-link")).to_have_text(
        "17 rows are not placed yet. (further notes: 1)"
    )


def test_without_notes_there_is_no_link(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(write_interactive(board.atlas(tmp_path, sample=True), SPEC, tmp_path))
    expect(page.locator("#warning")).to_be_visible()
    expect(page.locator(".note-link")).to_have_count(0)
