"""The interactive page in a browser without a network: what a planner sees and does."""

from __future__ import annotations

import math
import re
import time
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive
from wksbm.text import LANGUAGES, number

from tests import board
from tests.conftest import PHONE, OpenPage
from tests.maps.canvas import (
    brightness,
    click_village,
    colours_at,
    fills,
    frames,
    pixels,
    point_at,
    spot,
)
from tests.maps.page.page_spec import SPEC
from tests.maps.page.states import FILLS, GREY_HATCH, KEYS, PALE_LAND, ZERO, attributes, state

pytestmark = pytest.mark.browser

CIRCLE = np.array([91, 159, 202])


def page_of(atlas: Atlas, tmp_path: Path) -> Path:
    return write_interactive(atlas, SPEC, tmp_path)


@pytest.fixture
def peta(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(page_of(board.atlas(tmp_path), tmp_path))


def test_every_village_is_drawn_in_the_colour_of_its_class(peta: Page) -> None:
    assert fills(peta) == [FILLS[key] for key in KEYS]


def test_lines_between_subdistricts_are_darker_than_those_between_villages(peta: Page) -> None:
    boxes, picture = frames(peta), pixels(peta)
    middle = boxes[4]["left"] * 0.7 + boxes[4]["right"] * 0.3
    level = boxes[4]["top"] * 0.7 + boxes[4]["bottom"] * 0.3
    between = [(middle, boxes[4]["top"]), (middle, boxes[4]["bottom"]), (boxes[3]["left"], level)]
    for x, y in between:
        assert min(brightness(colour) for colour in colours_at(picture, x, y)) < 110
    for x in (boxes[4]["left"], boxes[4]["right"]):
        lines = [brightness(colour) for colour in colours_at(picture, x, level)]
        assert len(lines) > 2
        assert min(lines) > 125


def test_the_page_names_itself(peta: Page) -> None:
    expect(peta).to_have_title("Peta interaktif · Atlas papan catur")
    expect(peta.locator("h1")).to_have_text("Peta interaktif")
    assert peta.get_attribute("html", "lang") == "id"
    expect(peta.locator("#warning")).to_be_hidden()


def test_sample_data_and_approximate_boundaries_are_called_so(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = replace(board.atlas(tmp_path, sample=True), approximate=True)
    page = open_page(page_of(atlas, tmp_path))
    warning = page.locator("#warning")
    expect(warning).to_contain_text("Data contoh (rekaan), bukan data sebenarnya.")
    expect(warning).to_contain_text("Batas perkiraan")
    page.click("[data-lang=en]")
    expect(warning).to_contain_text("Sample data (made up), not real data.")


def test_the_legend_is_that_of_the_layer(peta: Page) -> None:
    rows = peta.locator(".class-row")
    labels = [text.split("\n")[0] for text in rows.all_inner_texts()]
    assert labels == ["10 – 20", "20 – 40", "40 – 60", "60 – 70", "tidak ada (0)", "tidak melapor"]
    counts = peta.locator(".class-count").all_text_contents()
    assert [int(re.findall(r"\d+", text)[0]) for text in counts] == [2, 2, 2, 1, 1, 1]
    assert attributes(peta, ".class-row .swatch-area", "fill") == [
        *board.BLUES,
        ZERO,
        "url(#hatch-not_reported-bdbdbd)",
    ]


def test_pointing_at_a_class_lights_its_villages(peta: Page) -> None:
    row = peta.locator(".class-row[data-key=c1]")
    all_lit = [FILLS[key] for key in KEYS]
    row.hover()
    lit = [shown == full for shown, full in zip(fills(peta), all_lit, strict=True)]
    assert lit == [key == "c1" for key in KEYS]
    peta.mouse.move(700, 20)
    assert fills(peta) == all_lit
    row.click()
    peta.mouse.move(700, 20)
    expect(row).to_have_attribute("aria-pressed", "true")
    lit = [shown == full for shown, full in zip(fills(peta), all_lit, strict=True)]
    assert lit == [key == "c1" for key in KEYS]
    area = peta.locator("#map-area").bounding_box()
    assert area
    peta.mouse.click(area["x"] + area["width"] - 90, area["y"] + 12)
    expect(row).to_have_attribute("aria-pressed", "false")


def test_another_layer_changes_fill_and_legend(peta: Page) -> None:
    before = peta.locator("#panel-legend").inner_text()
    peta.check("input[value=jumlah_kelompok]")
    assert state(peta)["layer"] == "jumlah_kelompok"
    assert fills(peta) == [PALE_LAND] * 8 + [GREY_HATCH]
    assert peta.locator("#panel-legend h2").inner_text() == "Jumlah kelompok"
    assert peta.locator("#panel-legend").inner_text() != before
    expect(peta.locator("#live")).to_have_text("Peta menampilkan: Jumlah kelompok")
    peta.check("input[value=kelompok_per_1000]")
    assert fills(peta) == [FILLS[key] for key in KEYS]
    assert drawn_radius(pixels(peta), peta, 7) == 0


def drawn_radius(picture: np.ndarray, page: Page, village: int) -> float:
    """Measure the radius of a circle by the pixels of its colour around the middle."""
    x, y = spot(page, village, 0.5, 0.5)
    blue = np.all(np.abs(picture.astype(int) - CIRCLE) <= 2, axis=2)
    reach = 40
    part = blue[round(y) - reach : round(y) + reach, round(x) - reach : round(x) + reach]
    return math.sqrt(int(part.sum()) / math.pi) + (0.5 if part.any() else 0)


def test_the_area_of_a_circle_is_proportional_to_the_value(peta: Page) -> None:
    peta.check("input[value=jumlah_kelompok]")
    picture = pixels(peta)
    radii = [drawn_radius(picture, peta, village) for village in range(1, 8)]
    for value, radius in zip(range(10, 80, 10), radii, strict=True):
        assert radius == pytest.approx(radii[-1] * math.sqrt(value / 70), abs=0.5)
    assert drawn_radius(picture, peta, 0) == drawn_radius(picture, peta, 8) == 0
    assert "#1d2327" in colours_at(picture, *spot(peta, 0, 0.5, 0.5))
    assert "#1d2327" not in colours_at(picture, *spot(peta, 4, 0.5, 0.5))
    legend = peta.locator(".circle-legend circle")
    values = [int(text) for text in peta.locator(".circle-legend text").all_text_contents()]
    for place, value in enumerate(values):
        drawn = float(legend.nth(place).get_attribute("r") or 0)
        assert drawn == pytest.approx(radii[-1] * math.sqrt(value / 70), abs=0.5)


def test_circles_and_their_legend_grow_together(peta: Page) -> None:
    peta.check("input[value=jumlah_kelompok]")
    first = float(peta.locator(".circle-legend circle").first.get_attribute("r") or 0)
    peta.click(".leaflet-control-zoom-in")
    expect(peta.locator(".circle-legend circle").first).not_to_have_attribute("r", str(first))
    largest = drawn_radius(pixels(peta), peta, 4) * math.sqrt(70 / 40)
    value = int(peta.locator(".circle-legend text").first.text_content() or 0)
    drawn = float(peta.locator(".circle-legend circle").first.get_attribute("r") or 0)
    assert drawn == pytest.approx(largest * math.sqrt(value / 70), abs=0.6)


def test_the_tooltip_says_name_figure_state_and_shortfall(peta: Page) -> None:
    tooltip = peta.locator(".leaflet-tooltip")
    point_at(peta, 1)
    expect(tooltip).to_contain_text("Beji")
    expect(tooltip).to_contain_text("Lor · 34.03.01.2002")
    expect(tooltip).to_contain_text("10,0 kelompok per 1.000 penduduk")
    expect(tooltip).to_contain_text("Kurang 25 kelompok.")
    point_at(peta, 0)
    expect(tooltip).to_contain_text("0,0 kelompok per 1.000 penduduk")
    expect(tooltip).to_contain_text("tidak ada (0)")
    point_at(peta, 8)
    expect(tooltip).to_contain_text("tidak melapor")
    expect(tooltip).not_to_contain_text("kelompok per 1.000")


def test_a_click_opens_the_profile(peta: Page) -> None:
    click_village(peta, 4)
    assert state(peta)["village"] == "34.03.02.2002"
    profile = peta.locator("#panel-village")
    expect(profile.locator("h2")).to_have_text("Ngoro-oro")
    expect(profile).to_contain_text("Kapanewon Tengah · 34.03.02.2002")
    rows = profile.locator(".figures tr").all_inner_texts()
    assert [re.split(r"\s*\t\s*", row)[-1].strip() for row in rows] == [
        "40,0 kelompok per 1.000 penduduk",
        "40 kelompok",
    ]
    expect(profile).to_contain_text("Tidak termasuk daftar kurang terlayani.")
    edges = frames(peta)[4]
    level = edges["top"] * 0.3 + edges["bottom"] * 0.7
    for x in (edges["left"], edges["right"]):
        assert "#111827" in colours_at(pixels(peta), x, level)
    click_village(peta, 0)
    assert "#111827" not in colours_at(pixels(peta), edges["right"], level)
    expect(profile).to_contain_text("peringkat 1 dari 2")
    expect(profile).to_contain_text("Melapor tidak ada kelompok.")


@pytest.mark.parametrize("typed", ["BALEHARJO", "bale harjo", "Bale-Harjo", "34.03.02.2003",
                                   "3403022003", "balehrjo", "3403010006", "34.03.010.006",
                                   "desa baleharjo", "kalurahan baleharjo"])  # fmt: skip
def test_a_village_is_found_however_it_is_typed(peta: Page, typed: str) -> None:
    peta.fill("#search-field", typed)
    peta.keyboard.press("Enter")
    assert state(peta)["village"] == "34.03.02.2003"
    expect(peta.locator("#panel-village h2")).to_have_text("Baleharjo")
    area = peta.locator("#map-area").bounding_box()
    legend = peta.locator("#panel-legend").bounding_box()
    assert area and legend
    middle = spot(peta, 5, 0.5, 0.5)
    clear, right = legend["x"] + legend["width"], area["x"] + area["width"]
    assert middle[0] == pytest.approx((clear + right) / 2, abs=8)
    assert middle[1] == pytest.approx(area["y"] + area["height"] / 2, abs=5)


def test_the_search_is_a_combobox_for_the_keyboard(peta: Page) -> None:
    field, options = peta.locator("#search-field"), peta.locator("#search-list [role=option]")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("beji")
    expect(options).to_have_count(2)
    assert [re.split(r"\s+", text.strip()) for text in options.all_inner_texts()] == [
        ["Beji", "Lor", "·", "34.03.01.2002"],
        ["Beji", "Kidul", "·", "34.03.03.2002"],
    ]
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "found-0")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "found-1")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(peta.locator("#live")).to_have_text("2 hasil ditemukan")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(peta.locator("#search-list")).to_be_hidden()
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("Enter")
    assert state(peta)["village"] == "34.03.03.2002"
    field.fill("xyzxyz")
    expect(peta.locator("#search-list")).to_have_text("Tidak ditemukan")
    field.press("Enter")
    assert state(peta)["village"] == "34.03.03.2002"


def test_a_subdistrict_can_be_found(peta: Page) -> None:
    peta.fill("#search-field", "kidul")
    first = peta.locator("#search-list [role=option]").first
    expect(first).to_contain_text("seluruh kapanewon")
    peta.fill("#search-field", "kec. tengah")
    expect(first).to_contain_text("seluruh kapanewon")
    peta.fill("#search-field", "desa tengah")
    expect(first).to_contain_text("34.03.02.2001")
    peta.fill("#search-field", "kec. tengah")
    first.click()
    assert state(peta)["village"] is None


def test_the_list_leads_to_the_village_by_keyboard(peta: Page) -> None:
    peta.click(".tab-gaps")
    table = peta.locator("#panel-gaps")
    rows = [re.split(r"\s*\n\s*|\t", text.strip()) for text in table.locator("tbody tr").
            all_inner_texts()]  # fmt: skip
    assert rows[:4] == [
        ["1", "Utara", "Lor", "35", "0,0"],
        ["Melapor tidak ada kelompok."],
        ["2", "Beji", "Lor", "25", "10,0"],
        ["Kurang 25 kelompok."],
    ]
    expect(table).to_contain_text("Tidak melapor (1)")
    table.locator(".go").first.focus()
    peta.keyboard.press("ArrowDown")
    peta.keyboard.press("Enter")
    assert state(peta)["village"] == "34.03.01.2002"
    assert state(peta)["panel"] == "village"
    peta.click(".tab-gaps")
    peta.click(".tab-gaps")
    expect(table).to_be_hidden()


def test_group_points_are_clustered_and_told_in_words(peta: Page) -> None:
    assert peta.locator(".dot, .cluster").count() == 0
    peta.check("#points")
    expect(peta.locator("#live")).to_have_text("Titik kelompok ditampilkan")
    expect(peta.locator(".dot").first).to_be_visible()
    peta.locator(".dot[title='Arisan Baleharjo']").dispatch_event("click", {"bubbles": True})
    popup = peta.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("Arisan Baleharjo")
    terms = popup.locator("dd").all_inner_texts()
    assert terms == ["simpan pinjam", "Krajan", "tidak disebut"]
    peta.uncheck("#points")
    assert peta.locator(".dot, .cluster").count() == 0


def test_thousands_of_points_appear_at_once(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path)
    many = atlas.groups.iloc[np.arange(7500) % 9].reset_index(drop=True)
    shift = np.linspace(-0.009, 0.009, 7500)
    points = gpd.points_from_xy(many.geometry.x + shift, many.geometry.y - shift[::-1])
    page = open_page(page_of(replace(atlas, groups=many.set_geometry(points)), tmp_path))
    begin = time.monotonic()
    page.check("#points")
    expect(page.locator(".cluster").first).to_be_visible()
    assert time.monotonic() - begin < 4
    page.wait_for_function(
        "[...document.querySelectorAll('.cluster')]"
        ".reduce((sum, part) => sum + Number(part.textContent), 0) === 7500"
    )


def test_hostile_names_stay_text_everywhere(tmp_path: Path, open_page: OpenPage) -> None:
    names = board.HOSTILE_NAMES
    atlas = board.atlas(tmp_path, names)
    outlines = atlas.kecamatan.assign(kecamatan=list(names[:3]))
    page = open_page(page_of(replace(atlas, kecamatan=outlines), tmp_path))
    elements = page.evaluate("document.querySelectorAll('script, img, iframe').length")
    page.check("#points")
    for village, name in enumerate(names):
        point_at(page, village)
        expect(page.locator(".leaflet-tooltip strong")).to_have_text(name)
        click_village(page, village)
        expect(page.locator("#panel-village h2")).to_have_text(name)
        page.fill("#search-field", name)
        found = page.locator("#search-list .found-name").all_text_contents()
        assert name in found
        page.press("#search-field", "Escape")
        title = f"Arisan {name}"
        titles = attributes(page, ".dot", "title")
        page.locator(".dot").nth(titles.index(title)).dispatch_event("click", {"bubbles": True})
        assert page.locator(".leaflet-popup-content strong").text_content() == title
    page.click(".tab-gaps")
    listed = page.locator("#panel-gaps .go").all_text_contents()
    assert listed == [names[0], names[1], names[8]]
    assert page.evaluate("document.querySelectorAll('script, img, iframe').length") == elements


def test_the_language_is_switched_without_loading_again(peta: Page) -> None:
    peta.evaluate("globalThis.stayed = true")
    click_village(peta, 1)
    peta.click("[data-lang=en]")
    assert peta.get_attribute("html", "lang") == "en"
    expect(peta).to_have_title("Interactive map · Chess-board atlas")
    expect(peta.locator("#panel-legend h2")).to_have_text("Groups per 1,000")
    expect(peta.locator("#panel-village")).to_contain_text("10.0 groups per 1,000 residents")
    assert peta.get_attribute("#search-field", "aria-label") == (
        "Search village, sub-district or code"
    )
    assert peta.evaluate("globalThis.stayed")


def test_numbers_read_as_in_the_tables(peta: Page) -> None:
    for lang in LANGUAGES:
        for value, decimals in ((0, 0), (7.5, 1), (1234.5, 1), (1234567, 0), (0.123, 3), (-8, 0)):
            shown = peta.evaluate(f"Atlas.number({value}, {decimals}, '{lang}')")
            assert shown == number(value, lang, decimals=decimals)
        assert peta.evaluate(f"Atlas.number(null, 0, '{lang}')") == number(math.nan, lang)


def test_the_tab_key_reaches_every_control(peta: Page) -> None:
    peta.click(".tab-gaps")
    peta.evaluate("document.activeElement.blur()")
    order: list[str] = []
    for _ in range(40):
        peta.keyboard.press("Tab")
        here = peta.evaluate(
            "document.activeElement.id || document.activeElement.className ||"
            "document.activeElement.textContent"
        )
        order.append(str(here).split(" ")[0])
        if here == "":
            break
    wanted = [
        "skip",
        "search-field",
        "print",
        "layer-0",
        "points",
        "map_atlas",
        "leaflet-control-zoom-in",
        "whole",
        "class-row",
        "go",
        "tab",
    ]
    places = [order.index(name) for name in wanted]
    assert places == sorted(places)
    assert order.count("go") == 1


def test_the_page_has_landmarks_and_names_for_them(peta: Page) -> None:
    for selector in ("header", "main", "nav", "[role=search]"):
        assert peta.locator(selector).count() == 1
    for selector in ("nav", "section", "#search-field", "#map_atlas"):
        assert all(attributes(peta, selector, "aria-label"))
    buttons = peta.evaluate(
        "[...document.querySelectorAll('button')].filter((button) => !button.textContent.trim()"
        " && !button.getAttribute('aria-label')).length"
    )
    assert buttons == 0


def test_everything_fits_a_phone_and_a_thumb(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path, sample=True)
    page = open_page(page_of(atlas, tmp_path), PHONE, has_touch=True, is_mobile=True)
    for tab in ("layers", "legend", "village", "gaps"):
        if state(page)["panel"] != tab:
            page.tap(f".tab-{tab}")
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        small = page.evaluate(
            "[...document.querySelectorAll('button, .choice label, .leaflet-bar a, summary,"
            "#search-field, select')].map((part) => part.matches('.go') ?"
            "part.closest('.entry') ?? part.closest('tr') : part).filter((part) =>"
            "part.offsetParent && part.offsetHeight < 44).map((part) => part.outerHTML)"
        )
        assert small == []
    page.tap(".tab-gaps")
    page.tap(".tab-legend")
    sheet = page.locator("#panel-legend").bounding_box()
    assert sheet
    assert all(shape["bottom"] <= sheet["y"] + 1 for shape in frames(page))
    click_village(page, 4)
    expect(page.locator("#panel-village h2")).to_have_text("Ngoro-oro")


def test_it_prints_on_one_page_with_legend_and_source(peta: Page, tmp_path: Path) -> None:
    peta.pdf(path=tmp_path / "peta.pdf", prefer_css_page_size=True)
    (sheet,) = PdfReader(tmp_path / "peta.pdf").pages
    text = sheet.extract_text()
    assert sheet.mediabox.width > sheet.mediabox.height
    for words in ("Kelompok per 1.000", "60 – 70", "tidak melapor", "Sumber: Papan catur 2026"):
        assert words in text
