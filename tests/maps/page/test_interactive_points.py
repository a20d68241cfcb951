"""The groups as points: kinds, years, counts, the address; the square of two indicators."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive

from tests import board
from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.maps.canvas import click_village, fills
from tests.maps.page.axe import violations
from tests.maps.page.page_spec import SPEC
from tests.maps.page.points import two
from tests.maps.page.states import state

pytestmark = pytest.mark.browser
# Nine groups, one in each village: three founded in 2001, three in 2005, three without a year.
COUNT = ".points-count"


def peta(atlas: Atlas, tmp_path: Path) -> Path:
    layers = tuple(layer.id for layer in atlas.layers)
    return write_interactive(atlas, replace(SPEC, layers=layers), tmp_path)


@pytest.fixture
def page(tmp_path: Path, open_page: OpenPage) -> Page:
    shown = open_page(peta(board.atlas(tmp_path), tmp_path))
    shown.check("#points")
    return shown


def marked(page: Page) -> int:
    """Return how many groups stand on the map, alone or in clusters."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    alone = page.locator(".leaflet-marker-pane .kind-mark").count()
    texts = page.locator(".leaflet-marker-pane .cluster").all_text_contents()
    return alone + sum(int(text.replace(".", "")) for text in texts)


def set_year(page: Page, year: int) -> None:
    page.locator("#year").fill(str(year))


def test_the_tools_are_there_while_the_points_are(page: Page) -> None:
    expect(page.locator("#point-tools")).to_be_visible()
    assert marked(page) == 9
    page.uncheck("#points")
    expect(page.locator("#point-tools")).to_be_hidden()
    assert marked(page) == 0


def test_groups_without_a_place_are_counted(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path)
    moved = atlas.groups.iloc[:2].assign(kode=board.codes()[4], jenis="lumbung", tahun_berdiri=1955)
    unplaced = pd.DataFrame(moved.drop(columns="geometry"))
    shown = open_page(peta(replace(atlas, unplaced=unplaced), tmp_path))
    shown.check("#points")
    expect(shown.locator("label[for=points]")).to_have_text("Tampilkan 9 kelompok di peta")
    missing = "2 kelompok tanpa titik di wilayah peta tidak tergambar."
    expect(shown.locator("#points-about")).to_contain_text(missing)
    click_village(shown, 4)
    panel = shown.locator("#panel-village")
    expect(panel).to_contain_text("1 dari 3 kelompok memiliki titik di peta.")
    kinds, decades = (shown.locator(".bars").nth(place).locator("li") for place in (0, 1))
    assert kinds.first.inner_text().split("\n") == ["lumbung", "2"]
    assert kinds.count() == 2
    assert decades.first.inner_text().split("\n") == ["1950-an", "2"]


def test_the_year_shows_who_existed_then(page: Page) -> None:
    expect(page.locator(COUNT)).to_have_text(
        "6 kelompok di peta sudah berdiri pada 2005; 3 tanpa tahun."
    )
    set_year(page, 2004)
    expect(page.locator(COUNT)).to_have_text(
        "3 kelompok di peta sudah berdiri pada 2004; 3 tanpa tahun."
    )
    assert marked(page) == 6
    page.uncheck("#point-tools > .check input")
    expect(page.locator(COUNT)).to_have_text(
        "3 kelompok di peta sudah berdiri pada 2004; 3 tanpa tahun tidak ditampilkan."
    )
    assert marked(page) == 3
    assert page.get_attribute("#year", "min") == "2001"
    assert page.get_attribute("#year", "max") == "2005"
    page.click("[data-lang=en]")
    expect(page.locator(COUNT)).to_have_text(
        "3 groups on the map existed in 2004; 3 without a year are not shown."
    )
    assert marked(page) == 3


def test_the_year_is_moved_by_keyboard_and_tells_it(page: Page) -> None:
    slider = page.locator("#year")
    slider.focus()
    slider.press("ArrowLeft")
    assert state(page)["year"] == 2004
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^3 kelompok .* 2004"))
    slider.press("Home")
    assert state(page)["year"] == 2001
    slider.press("End")
    assert state(page)["year"] is None
    expect(slider).to_be_focused()


def test_who_wants_less_motion_steps_instead_of_playing(page: Page) -> None:
    button = page.locator(".play")
    expect(button).to_have_text("Maju 5 tahun")
    button.click()
    assert state(page)["year"] == 2001
    button.click()
    assert state(page)["year"] == 2005


def test_the_years_play_until_the_last(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(peta(board.atlas(tmp_path), tmp_path))
    page.emulate_media(reduced_motion="no-preference")
    page.check("#points")
    set_year(page, 2003)
    page.click(".play")
    assert state(page)["year"] == 2004
    expect(page.locator(".play")).to_have_text("Hentikan")
    page.click(".play")
    expect(page.locator(".play")).to_have_text("Putar tahun demi tahun")
    page.click(".play")
    expect(page.locator(".play")).to_have_text("Putar tahun demi tahun")
    assert state(page)["year"] == 2005


def test_kinds_have_letters_besides_colours_and_can_be_hidden(page: Page) -> None:
    rows = page.locator(".kinds .check")
    assert [text.split() for text in rows.all_inner_texts()] == [
        ["A", "arisan", "3"],
        ["B", "rukun", "kematian", "3"],
        ["C", "simpan", "pinjam", "3"],
    ]
    rows.nth(1).locator("input").uncheck()
    assert state(page)["hidden"] == ["rukun kematian"]
    assert marked(page) == 6
    expect(page.locator(COUNT)).to_have_text(
        "3 kelompok di peta sudah berdiri pada 2005; 3 tanpa tahun."
    )
    rows.nth(1).locator("input").check()
    assert marked(page) == 9


def test_many_kinds_are_eight_and_the_others(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path)
    kinds = [f"jenis {number}" for number in range(9)]
    groups = pd.concat([atlas.groups.assign(jenis=kinds), atlas.groups.assign(jenis="jenis 5")])
    page = open_page(peta(replace(atlas, groups=groups), tmp_path))
    page.check("#points")
    names = page.locator(".kinds .kind-name").all_text_contents()
    assert names == [
        "jenis 5",
        *[f"jenis {number}" for number in (0, 1, 2, 3, 4, 6, 7)],
        "jenis lain",
    ]
    assert page.locator(".kinds .kind-count").all_text_contents() == ["10", *["1"] * 8]


def test_without_years_there_is_no_slider(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path)
    undated = atlas.groups.assign(tahun_berdiri=pd.array([None] * 9, dtype="Int64"))
    page = open_page(peta(replace(atlas, groups=undated), tmp_path))
    page.check("#points")
    expect(page.locator("#year")).to_have_count(0)
    expect(page.locator(".kinds .check")).to_have_count(3)
    assert marked(page) == 9


def test_hostile_kinds_are_shown_as_they_are(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path, board.HOSTILE_NAMES)
    hostile = atlas.groups.assign(jenis=list(board.HOSTILE_NAMES))
    path = peta(replace(atlas, groups=hostile), tmp_path)
    page = open_page(path)
    page.check("#points")
    names = page.locator(".kinds .kind-name").all_text_contents()
    assert names == [*board.HOSTILE_NAMES[:8], "jenis lain"]
    page.locator(".kinds input").nth(4).uncheck()
    page.wait_for_timeout(400)
    address = page.evaluate("location.hash")
    other = open_page(path)
    other.evaluate("(address) => { location.hash = address; }", address)
    expect(other.locator(".kinds input").nth(4)).not_to_be_checked()
    assert state(other)["hidden"] == [board.HOSTILE_NAMES[4]]


def test_a_link_shows_the_same_points(tmp_path: Path, open_page: OpenPage) -> None:
    path = peta(board.atlas(tmp_path), tmp_path)
    page = open_page(path)
    page.check("#points")
    set_year(page, 2003)
    page.locator(".kinds input").nth(0).uncheck()
    page.click(".tab-gaps")
    page.wait_for_timeout(400)
    other = open_page(path)
    other.evaluate("(address) => { location.hash = address; }", page.evaluate("location.hash"))
    expect(other.locator("#points")).to_be_checked()
    expect(other.locator("#year")).to_have_value("2003")
    expect(other.locator(".kinds input").nth(0)).not_to_be_checked()
    expect(other.locator("#panel-gaps")).to_be_visible()
    assert marked(other) == marked(page)


def test_groups_follow_the_filter_and_a_link_keeps_it(
    page: Page, tmp_path: Path, open_page: OpenPage
) -> None:
    page.select_option("#filter-subdistrict", label="Tengah")
    page.wait_for_timeout(300)
    assert marked(page) == 3
    counts = page.locator("#point-tools .kind-count").all_inner_texts()
    assert sum(map(int, counts)) == 3
    page.wait_for_timeout(300)
    address = page.evaluate("location.hash")
    other = open_page(peta(board.atlas(tmp_path), tmp_path))
    other.evaluate("(address) => { location.hash = address; }", address)
    expect(other.locator(".filter-chip:visible")).to_contain_text("3 kalurahan ditampilkan dari 9")
    expect(other.locator("#filter-subdistrict option:checked")).to_have_text("Tengah")
    other.go_back()
    expect(other.locator(".filter-chip:visible")).to_be_hidden()


def test_back_leads_to_what_was_shown_before(page: Page) -> None:
    page.check("input[value=kelompok_per_1000]")
    page.check("input[value=jumlah_kelompok]")
    page.click(".tab-gaps")
    page.locator("#panel-gaps .go").first.click()
    assert state(page)["village"] == board.codes()[0]
    page.go_back()
    page.wait_for_timeout(100)
    assert state(page)["village"] is None
    assert state(page)["layer"] == "jumlah_kelompok"
    assert state(page)["points"]
    page.go_back()
    page.wait_for_timeout(100)
    assert state(page)["layer"] == "kelompok_per_1000"
    page.go_forward()
    page.wait_for_timeout(100)
    assert state(page)["layer"] == "jumlah_kelompok"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_square_says_both_directions(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(peta(two(tmp_path), tmp_path), size)
    page.evaluate("location.hash = '#layer=bivariat&panel=legend'")
    cells = page.locator(".square-cell")
    expect(cells).to_have_count(9)
    assert [cell.get_attribute("data-key") for cell in cells.all()] == [
        f"c{column}{row}" for row in (2, 1, 0) for column in (0, 1, 2)
    ]
    expect(cells.first).to_have_accessible_name("sedikit kelompok, kebutuhan tinggi: 1 kalurahan")
    names = page.locator(".square-name").all_text_contents()
    assert names == ["kebutuhan makin tinggi →", "kelompok makin banyak →"]
    assert page.locator(".square-across .square-breaks span").all_text_contents() == ["1,7", "2,3"]
    labels = page.locator("#panel-legend .class-label").all_text_contents()
    assert labels == ["tidak melapor"]
    box = page.locator("#panel-legend").bounding_box()
    for part in (*page.locator(".square-cell").all(), *page.locator(".square-name").all()):
        inner = part.bounding_box()
        assert box
        assert inner
        assert box["x"] <= inner["x"]
        assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_about_points_and_square(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(peta(two(tmp_path), tmp_path), size)
    page.evaluate("location.hash = '#layer=bivariat&panel=legend'")
    expect(page.locator(".square-cell").first).to_be_visible()
    assert violations(page) == []
    page.evaluate("location.hash = '#layer=bivariat&panel=layers&points=1&year=2003'")
    expect(page.locator("#year")).to_be_visible()
    assert violations(page) == []


def test_the_square_lights_the_villages_of_a_cell(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(peta(two(tmp_path), tmp_path))
    page.check("input[value=bivariat]")
    plain = fills(page)
    assert len(set(plain)) == 9
    page.locator(".square-cell[data-key=c20]").click()
    page.mouse.move(700, 20)
    expect(page.locator(".square-cell[data-key=c20]")).to_have_attribute("aria-pressed", "true")
    lit = [shown == full for shown, full in zip(fills(page), plain, strict=True)]
    # the third of the first row: many groups, low need
    assert lit == [False, False, True, *[False] * 6]
