"""Layers of categories and the outlined areas of the scan statistic on the interactive page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from wksbm.maps.page.write import write_interactive
from wksbm.text import Text

from tests import board
from tests.conftest import OpenPage
from tests.maps.canvas import click_village, colours_at, fills, frames, pixels, point_at
from tests.maps.page.found import FOUND, analysed
from tests.maps.page.states import state

pytestmark = pytest.mark.browser

LL, HH, NS = "#c2410c", "#1b6ca8", "#f2f0ea"


@pytest.fixture
def peta(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(write_interactive(analysed(tmp_path), FOUND, tmp_path))


def test_categories_are_drawn_explained_and_pinned(peta: Page) -> None:
    peta.check("input[value=gugus_moran]")
    hatches = ["hatch #eceae6", "hatch #cfcfcf"]
    expected = [LL, LL, NS, LL, NS, HH, hatches[0], HH, hatches[1]]
    assert fills(peta) == expected
    legend = peta.locator("#panel-legend")
    expect(legend.locator(".legend-finding")).to_have_text("5 dari 7 kalurahan berada dalam gugus")
    counts = legend.locator(".class-count").all_text_contents()
    assert [int(re.findall(r"\d+", text)[0]) for text in counts] == [2, 3, 0, 0, 2, 1, 1]
    apart = legend.locator("li.apart .class-row")
    expect(apart).to_have_count(1)
    expect(apart).to_have_attribute("data-key", "undefined")
    legend.locator(".class-row[data-key=ll]").click()
    peta.mouse.move(700, 20)
    lit = [shown == full for shown, full in zip(fills(peta), expected, strict=True)]
    assert lit == [fill == LL for fill in expected]


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


def ink_along(page: Page, start: tuple[float, float], stop: tuple[float, float]) -> list[bool]:
    """Return for each pixel of a level or upright line whether an outline is drawn beside it."""
    picture = pixels(page)
    (x, y), (to_x, to_y) = start, stop
    steps = round(max(abs(to_x - x), abs(to_y - y)))
    shares = [step / steps for step in range(steps)]
    return [
        "#111827" in colours_at(picture, x + share * (to_x - x), y + share * (to_y - y), 2)
        for share in shares
    ]


def test_areas_are_outlined_and_numbered_on_their_layer_only(peta: Page) -> None:
    boxes = frames(peta)
    west, east = boxes[6]["left"] + 20, boxes[7]["right"] - 20
    foot = boxes[6]["bottom"]
    assert not any(ink_along(peta, (west, foot), (east, foot)))
    peta.check("input[value=daerah]")
    boxes = frames(peta)
    more = ink_along(peta, (west, boxes[6]["bottom"]), (east, boxes[6]["bottom"]))
    assert sum(more) > 0.97 * len(more)
    top, right = boxes[0]["top"], boxes[0]["right"] - 20
    fewer = ink_along(peta, (boxes[0]["left"] + 20, top), (right, top))
    assert 0.4 < sum(fewer) / len(fewer) < 0.95
    inner = boxes[6]["right"]
    assert not any(ink_along(peta, (inner, boxes[6]["top"] + 60), (inner, boxes[6]["bottom"] - 60)))
    assert peta.locator(".map .area-number").all_text_contents() == ["1", "2"]
    for place, village in enumerate((7, 0)):
        box = peta.locator(".map .area-number").nth(place).bounding_box()
        assert box
        assert boxes[village]["left"] < box["x"] < boxes[village]["right"]
        assert boxes[village]["top"] < box["y"] < boxes[village]["bottom"]
    peta.check("input[value=kelompok_per_1000]")
    expect(peta.locator(".area-number")).to_have_count(0)
    boxes = frames(peta)
    foot = boxes[6]["bottom"]
    assert not any(ink_along(peta, (boxes[6]["left"] + 20, foot), (boxes[7]["right"] - 20, foot)))
    peta.check("input[value=daerah]")
    expect(peta.locator(".map .area-number")).to_have_count(2)


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
            summary=(replace(atlas.summary[0], heading=text, sentences=(text,)),),
            statements=(replace(atlas.statements[0], claim=text, sentence=text, caveat=text),),
            scan_areas=(replace(atlas.scan_areas[0], sentence=text),),
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
