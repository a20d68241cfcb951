"""Layers of categories and the outlined areas of the scan statistic on the interactive page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.maps.interactive import write_interactive
from geo.text import Text
from tests import board
from tests.conftest import OpenPage
from tests.maps.test_interactive import attributes, click_village, point_at, state
from tests.maps.test_interactive_findings import FOUND, analysed

pytestmark = pytest.mark.browser

LL, HH, NS = "#c2410c", "#1b6ca8", "#f2f0ea"


@pytest.fixture
def peta(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(write_interactive(analysed(tmp_path), FOUND, tmp_path))


def test_categories_are_drawn_explained_and_pinned(peta: Page) -> None:
    peta.check("input[value=gugus_moran]")
    hatches = ["url(#hatch-undefined-eceae6)", "url(#hatch-not_reported-cfcfcf)"]
    fills = [LL, LL, NS, LL, NS, HH, hatches[0], HH, hatches[1]]
    assert attributes(peta, "path.desa", "fill") == fills
    legend = peta.locator("#panel-legend")
    expect(legend.locator(".legend-finding")).to_have_text("5 dari 7 kalurahan berada dalam gugus")
    counts = legend.locator(".class-count").all_text_contents()
    assert [int(re.findall(r"\d+", text)[0]) for text in counts] == [2, 3, 0, 0, 2, 1, 1]
    apart = legend.locator("li.apart .class-row")
    expect(apart).to_have_count(1)
    expect(apart).to_have_attribute("data-key", "undefined")
    legend.locator(".class-row[data-key=ll]").click()
    peta.mouse.move(700, 20)
    lit = [opacity == "1" for opacity in attributes(peta, "path.desa", "fill-opacity")]
    assert lit == [fill == LL for fill in fills]


def test_the_class_of_a_category_is_its_figure(peta: Page) -> None:
    peta.check("input[value=gugus_moran]")
    point_at(peta, 1)
    card = peta.locator(".leaflet-tooltip")
    expect(card.locator(".card-figure")).to_have_text("sedikit, dikelilingi sedikit")
    expect(card.locator(".card-class")).to_have_count(0)
    click_village(peta, 1)
    row = peta.locator(".figures tr", has_text="Gugus desa yang mirip")
    expect(row.locator("td")).to_have_text("sedikit, dikelilingi sedikit")
    assert row.locator(".swatch-area").get_attribute("fill") == LL
    expect(row).not_to_have_class("without")
    click_village(peta, 8)
    expect(row).to_have_class("without")


def test_areas_are_outlined_and_numbered_on_their_layer_only(peta: Page) -> None:
    expect(peta.locator("path.area")).to_have_count(0)
    peta.check("input[value=daerah]")
    more, fewer = peta.locator("path.area.more"), peta.locator("path.area.fewer")
    assert more.get_attribute("stroke-dasharray") is None
    assert re.fullmatch(r"\d+ \d+", fewer.get_attribute("stroke-dasharray") or "")
    for line in (more, fewer):
        assert line.get_attribute("stroke-width") == "2.5"
        assert line.get_attribute("fill") == "none"
    assert peta.locator(".map .area-number").all_text_contents() == ["1", "2"]
    for place, area in enumerate((more, fewer)):
        number, shape = peta.locator(".map .area-number").nth(place), area.bounding_box()
        box = number.bounding_box()
        assert box
        assert shape
        assert shape["x"] < box["x"] < shape["x"] + shape["width"]
        assert shape["y"] < box["y"] < shape["y"] + shape["height"]
    first = more.bounding_box()
    peta.click(".leaflet-control-zoom-in")
    wider = more.bounding_box()
    assert first
    assert wider
    assert wider["width"] > first["width"] * 1.2
    peta.check("input[value=kelompok_per_1000]")
    expect(peta.locator("path.area, .area-number")).to_have_count(0)
    peta.check("input[value=daerah]")
    expect(peta.locator("path.area")).to_have_count(2)


def test_a_village_under_an_outline_can_still_be_clicked(peta: Page) -> None:
    peta.check("input[value=daerah]")
    number = peta.locator(".map .area-number").first.bounding_box()
    assert number
    peta.mouse.click(number["x"] + 11, number["y"] + 11)
    assert state(peta)["village"] == "34.03.03.2002"


def test_the_legend_lists_the_areas_with_their_villages(peta: Page) -> None:
    peta.check("input[value=daerah]")
    entries = peta.locator(".area-entry")
    expect(entries).to_have_count(2)
    expect(entries.nth(1).locator("summary")).to_contain_text("lebih sedikit")
    expect(entries.nth(1).locator("summary")).to_contain_text("3 kalurahan")
    expect(entries.nth(1).locator(".area-line")).to_have_css("border-top-style", "dashed")
    expect(entries.nth(0).locator(".area-line")).to_have_css("border-top-style", "solid")
    entries.nth(1).locator("summary").focus()
    peta.keyboard.press("Enter")
    expect(entries.nth(1)).to_contain_text("Daerah 2.")
    assert entries.nth(1).locator("li").all_inner_texts() == ["Utara", "Beji", "Tengah"]
    peta.keyboard.press("Tab")
    peta.keyboard.press("Enter")
    assert state(peta)["village"] == "34.03.01.2001"
    expect(peta.locator("#panel-village h2")).to_have_text("Utara")
    peta.click("[data-lang=en]")
    expect(entries.nth(0).locator("summary")).to_contain_text("more groups2 villages")


def test_hostile_words_of_findings_stay_text(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = analysed(tmp_path)
    for hostile in (*board.HOSTILE_NAMES[:6], "{toString} {0} 5"):
        text = Text(hostile, hostile)
        told = replace(
            atlas,
            account=(replace(atlas.account[0], heading=text, sentences=(text,)),),
            profile=(replace(atlas.profile[0], claim=text, sentence=text, caveat=text),),
            areas=(replace(atlas.areas[0], sentence=text),),
            priorities=(replace(atlas.priorities[0], reasons=(text,)),),
        )
        page = open_page(write_interactive(told, FOUND, tmp_path))
        page.click("input[value=daerah]")
        assert page.locator(".area-entry p").text_content() == hostile
        page.click(".tab-findings")
        assert page.locator(".finding p").text_content() == hostile
        assert page.locator(".statement blockquote").text_content() == hostile
        page.click(".tab-gaps")
        page.check("input[value=priority]")
        assert page.locator(".by-priority .why").text_content() == hostile
