"""The canvas under the pointer: the right village by hover and click; browsers that cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect
from shapely.geometry import Polygon
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive

from tests import board
from tests.conftest import PHONE, OpenPage
from tests.maps.canvas import brightness, colours_at, frames, on_screen, pixels, spot
from tests.maps.page.page_spec import SPEC
from tests.maps.page.states import state

pytestmark = pytest.mark.browser


def with_enclave(tmp_path: Path) -> Atlas:
    """Return the board with the last village (not reported) inside the middle one."""
    atlas = board.atlas(tmp_path)
    shapes = list(atlas.villages.geometry)
    hole = shapes[4].centroid.buffer(0.005, cap_style="square")
    shapes[4] = Polygon(shapes[4].exterior, [hole.exterior.coords])
    shapes[8] = hole
    return replace(atlas, villages=atlas.villages.set_geometry(shapes, crs="EPSG:4326"))


@pytest.fixture
def peta(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(write_interactive(board.atlas(tmp_path), SPEC, tmp_path))


def test_the_pointer_finds_every_village(peta: Page) -> None:
    card = peta.locator(".leaflet-tooltip .card-place")
    for village, kode in enumerate(board.codes()):
        peta.mouse.move(*spot(peta, village))
        expect(card).to_contain_text(kode)
    edge = frames(peta)[0]
    peta.mouse.move(edge["left"] - 20, edge["top"] + 40)
    expect(card).to_have_count(0)
    peta.mouse.move(*spot(peta, 4))
    peta.locator("#search-field").hover()
    expect(card).to_have_count(0)


def test_the_village_pointed_at_is_outlined(peta: Page) -> None:
    x, y = spot(peta, 1, 0.0, 0.5)
    before = min(map(brightness, colours_at(pixels(peta), x, y, 3)))
    peta.mouse.move(*spot(peta, 1))
    after = min(map(brightness, colours_at(pixels(peta), x, y, 3)))
    assert after < 60 < before


def test_a_village_in_a_hole_of_another_is_found(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = with_enclave(tmp_path)
    page = open_page(write_interactive(atlas, SPEC, tmp_path))
    centre = atlas.villages.geometry.iloc[8].centroid
    (middle,) = on_screen(page, [(centre.x + 0.001, centre.y + 0.001)])
    page.mouse.click(*middle)
    assert state(page)["village"] == board.codes()[8]
    page.mouse.click(*spot(page, 4, 0.1, 0.1))
    assert state(page)["village"] == board.codes()[4]
    picture = pixels(page)
    (middle,) = on_screen(page, [(centre.x, centre.y)])
    assert colours_at(picture, *middle).most_common(1)[0][0] == "#bdbdbd"
    assert set(colours_at(picture, *spot(page, 4, 0.12, 0.12))) == {board.BLUES[1]}


def test_a_circle_stands_for_its_village_beyond_its_border(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = board.atlas(tmp_path)
    shapes = list(atlas.villages.geometry)
    shapes[7] = shapes[7].centroid.buffer(0.0005, cap_style="square")
    tiny = replace(atlas, villages=atlas.villages.set_geometry(shapes, crs="EPSG:4326"))
    page = open_page(write_interactive(tiny, SPEC, tmp_path))
    x, y = spot(page, 7, 0.5, 0.5)
    page.mouse.click(x + 14, y)
    assert state(page)["village"] is None
    page.check("input[value=jumlah_kelompok]")
    page.mouse.click(x + 14, y)
    assert state(page)["village"] == board.codes()[7]


def test_a_finger_opens_the_profile(tmp_path: Path, open_page: OpenPage) -> None:
    path = write_interactive(board.atlas(tmp_path), SPEC, tmp_path)
    page = open_page(path, PHONE, has_touch=True, is_mobile=True)
    page.touchscreen.tap(*spot(page, 3))
    expect(page.locator("#panel-village h2")).to_have_text(board.NAMES[3])


def test_the_drawing_is_sharp_on_a_dense_screen(tmp_path: Path, open_page: OpenPage) -> None:
    path = write_interactive(board.atlas(tmp_path), SPEC, tmp_path)
    page = open_page(path, device_scale_factor=2)
    sheets = page.locator(".leaflet-overlay-pane canvas")
    ratios = "(parts) => parts.map((part) => part.width / parseFloat(part.style.width))"
    assert sheets.evaluate_all(ratios) == pytest.approx([2, 2, 2], abs=0.01)
    page.evaluate("globalThis.dispatchEvent(new Event('beforeprint'))")
    assert sheets.evaluate_all(ratios) == pytest.approx([3, 0, 0], abs=0.01)  # one drawing
    page.evaluate("globalThis.dispatchEvent(new Event('afterprint'))")
    expect(sheets.last).not_to_have_js_property("width", 0)
    assert sheets.evaluate_all(ratios) == pytest.approx([2, 2, 2], abs=0.01)


def test_paper_shows_the_colours_of_the_classes(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.atlas(tmp_path)
    page = open_page(write_interactive(atlas, SPEC, tmp_path))
    layer = atlas.layer(SPEC.layers[0])
    page.pdf(path=tmp_path / "peta.pdf", prefer_css_page_size=True, print_background=True)
    with pdfium.PdfDocument(tmp_path / "peta.pdf") as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    land = picture.crop((picture.width // 3, picture.height // 4, picture.width, picture.height))
    shown = {colour: count for count, colour in land.getcolors(1 << 24)}
    for entry in layer.classes:
        if entry.count and not entry.hatch:
            colour = tuple(int(entry.colour[place : place + 2], 16) for place in (1, 3, 5))
            assert shown.get(colour, 0) > 1000, entry.key


def test_a_browser_that_cannot_unpack_says_so(tmp_path: Path, chromium: Browser) -> None:
    path = write_interactive(board.atlas(tmp_path), SPEC, tmp_path)
    context = chromium.new_context(offline=True)
    context.add_init_script("delete globalThis.DecompressionStream")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(path.resolve().as_uri())
    expect(page.locator("#too-old")).to_be_visible()
    expect(page.locator("#too-old")).to_contain_text("Peramban ini terlalu lama")
    links = page.locator("#too-old a").evaluate_all("(all) => all.map((a) => a.href)")
    assert all(link.endswith("/data/desa.xlsx") for link in links)
    assert problems == []
    context.close()
