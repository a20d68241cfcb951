"""Room on the page: the land beside the legend, cards within the map, many villages, contrast."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect
from shapely.affinity import rotate
from shapely.geometry import box
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive

from tests import board
from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.maps.canvas import (
    Box,
    brightness,
    click_village,
    colours_at,
    frames,
    on_screen,
    pixels,
    point_at,
)
from tests.maps.page.boxes import frame, frame_of, inside, overlap
from tests.maps.page.page_spec import SPEC
from tests.maps.page.states import state

pytestmark = pytest.mark.browser


def check_all_land_is_seen(page: Page, land: gpd.GeoSeries | None = None) -> None:
    area, legend = frame(page, "#map-area"), frame(page, "#panel-legend")
    shapes = frames(page, land)
    assert all(inside(shape, area) for shape in shapes)
    assert not any(overlap(shape, legend) for shape in shapes)


@pytest.fixture
def peta(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(write_interactive(board.atlas(tmp_path), SPEC, tmp_path))


def test_no_land_is_cut_or_lies_under_the_legend(peta: Page) -> None:
    check_all_land_is_seen(peta)
    widths = [frames(peta)[0]["right"] - frames(peta)[0]["left"]]
    for tab in (".tab-gaps", ".tab-village"):
        peta.click(tab)
        check_all_land_is_seen(peta)
        widths.append(frames(peta)[0]["right"] - frames(peta)[0]["left"])
    assert widths[1] < widths[0]
    peta.click(".tab-village")
    check_all_land_is_seen(peta)
    assert frames(peta)[0]["right"] - frames(peta)[0]["left"] == widths[0]


def test_no_land_is_cut_after_another_indicator_language_or_size(peta: Page) -> None:
    peta.check("input[value=jumlah_kelompok]")
    check_all_land_is_seen(peta)
    peta.click("[data-lang=en]")
    check_all_land_is_seen(peta)
    peta.set_viewport_size({"width": 1180, "height": 700})
    peta.wait_for_function("document.getElementById('map-area').clientWidth < 900")
    peta.wait_for_timeout(100)
    check_all_land_is_seen(peta)


def test_a_chosen_village_opens_its_profile_beside_all_land(peta: Page) -> None:
    click_village(peta, 2)
    expect(peta.locator("#panel-village")).to_be_visible()
    check_all_land_is_seen(peta)


def test_a_moved_map_stays_where_it_is(peta: Page) -> None:
    peta.click(".leaflet-control-zoom-in")
    peta.click(".leaflet-control-zoom-in")
    zoom, centre = peta.evaluate("map_atlas.getZoom()"), peta.evaluate("map_atlas.getCenter()")
    peta.click(".tab-gaps")
    assert peta.evaluate("map_atlas.getZoom()") == zoom
    assert peta.evaluate("map_atlas.getCenter()") == pytest.approx(centre, abs=1e-4)
    peta.click(".whole")
    check_all_land_is_seen(peta)
    peta.click(".tab-gaps")
    check_all_land_is_seen(peta)


@pytest.mark.parametrize("turn", [45, 225])
def test_the_land_may_fill_the_corner_beside_a_slanting_coast(
    tmp_path: Path, open_page: OpenPage, turn: float
) -> None:
    atlas = board.atlas(tmp_path)
    centre = atlas.villages.geometry.iloc[4].centroid
    turned = [
        frame_.set_geometry(
            [rotate(shape, turn, origin=centre) for shape in frame_.geometry], crs="EPSG:4326"
        )
        for frame_ in (atlas.villages, atlas.kecamatan)
    ]
    atlas = replace(atlas, villages=turned[0], kecamatan=turned[1])
    page = open_page(write_interactive(atlas, SPEC, tmp_path))
    area, legend = frame(page, "#map-area"), frame(page, "#panel-legend")
    assert all(inside(shape, area) for shape in frames(page, turned[0].geometry))
    outline = turned[0].union_all().boundary
    places = [outline.interpolate(share / 400, normalized=True) for share in range(400)]
    points = on_screen(page, [(place.x, place.y) for place in places])
    land = any(
        legend["left"] < x < legend["right"] and legend["top"] < y < legend["bottom"]
        for x, y in points
    )
    assert not land


def test_on_a_phone_all_land_stays_above_the_open_sheet(
    tmp_path: Path, open_page: OpenPage
) -> None:
    path = write_interactive(board.atlas(tmp_path), SPEC, tmp_path)
    page = open_page(path, PHONE, has_touch=True, is_mobile=True)
    for tab in ("gaps", "layers", "legend", "village"):
        if state(page)["panel"] != tab:
            page.tap(f".tab-{tab}")
        sheet, area = frame(page, f"#panel-{tab}"), frame(page, "#map-area")
        free = {**area, "bottom": sheet["top"]}
        assert all(inside(shape, free) for shape in frames(page))
    click_village(page, 0)
    free = {**frame(page, "#map-area"), "bottom": frame(page, "#panel-village")["top"]}
    assert all(inside(shape, free) for shape in frames(page))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_card_at_the_pointer_is_whole(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(write_interactive(board.atlas(tmp_path), SPEC, tmp_path), size)
    area = frame(page, "#map-area")
    for village in range(9):
        point_at(page, village)
        card = frame(page, ".leaflet-tooltip")
        assert inside(card, area)
        assert not overlap(card, frame(page, "#panel-legend"))


def test_without_scripts_the_reader_is_told(tmp_path: Path, chromium: Browser) -> None:
    path = write_interactive(board.atlas(tmp_path), SPEC, tmp_path)
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.resolve().as_uri())
    message = page.locator("noscript .noscript")
    expect(message).to_be_visible()
    expect(message).to_contain_text("Peta ini memerlukan JavaScript.")
    assert message.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    context.close()


def test_who_asks_for_contrast_gets_it(tmp_path: Path, open_page: OpenPage) -> None:
    path = write_interactive(board.atlas(tmp_path), SPEC, tmp_path)
    plain, strong = open_page(path), open_page(path, contrast="more")
    for selector, name in ((".legend-unit", "color"), ("#panel-legend", "outline-style")):
        script = f"(part) => getComputedStyle(part)['{name}']"
        values = [page.locator(selector).first.evaluate(script) for page in (plain, strong)]
        assert values[0] != values[1]
    cell = frames(plain)[2]
    level = cell["top"] * 0.7 + cell["bottom"] * 0.3
    darkest = [
        min(map(brightness, colours_at(pixels(page), cell["left"], level, 3)))
        for page in (plain, strong)
    ]
    assert darkest[1] < darkest[0] - 60


def uncovered(page: Page, cells: list[Box]) -> list[Box | None]:
    """Return the cells, None for those that a button or the scale lies upon."""
    controls = page.locator(".leaflet-control")
    above = [frame_of(controls.nth(place)) for place in range(controls.count())]
    return [None if any(overlap(cell, part) for part in above) else cell for cell in cells]


def province(tmp_path: Path) -> Atlas:
    """Return an atlas of 438 villages in 78 sub-districts: the size of a whole province."""
    small = board.atlas(tmp_path)
    kode = [f"34.{1 + n // 110:02d}.{1 + n // 6 % 90:02d}.{2001 + n % 6}" for n in range(438)]
    index = pd.Index(kode, name="kode")
    assert index.is_unique
    cells = [
        box(
            110 + n % 22 * 0.03, -8 + n // 22 * 0.03, 110.03 + n % 22 * 0.03, -7.97 + n // 22 * 0.03
        )
        for n in range(438)
    ]
    source = np.arange(438) % 9
    villages = gpd.GeoDataFrame(
        small.villages.iloc[source].drop(columns="geometry").set_index(index),
        geometry=cells,
        crs="EPSG:4326",
    ).assign(desa=[f"Desa {n}" for n in range(438)], kode_kecamatan=[code[:8] for code in kode])
    kecamatan = villages.dissolve("kode_kecamatan")[["kecamatan", "geometry"]]
    layers = tuple(
        replace(
            layer,
            values=layer.values.iloc[source].set_axis(index),
            states=layer.states.iloc[source].set_axis(index),
            class_keys=layer.class_keys.iloc[source].set_axis(index),
        )
        for layer in small.layers
    )
    groups = small.groups.iloc[source[:9]].assign(kode=kode[:9])
    gaps = tuple(
        replace(small.gaps[1], kode=code, rank=place + 1) for place, code in enumerate(kode[::2])
    )
    return replace(
        small, villages=villages, kecamatan=kecamatan, layers=layers, groups=groups, gaps=gaps
    )


def test_a_whole_province_works(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = province(tmp_path)
    land = atlas.villages.geometry
    page = open_page(write_interactive(atlas, SPEC, tmp_path))
    check_all_land_is_seen(page, land)
    picture, layer = pixels(page), atlas.layer("kelompok_per_1000")
    cells = uncovered(page, frames(page, land))
    assert cells.count(None) < 20
    for cell, key in zip(cells, layer.class_keys, strict=True):
        if cell and key != "not_reported":
            x, y = (
                0.3 * cell["left"] + 0.7 * cell["right"],
                0.3 * cell["top"] + 0.7 * cell["bottom"],
            )
            assert set(colours_at(picture, x, y, 2)) == {layer.classes_by_key[key].colour}
    page.check("input[value=jumlah_kelompok]")
    picture = pixels(page)
    for cell, key in zip(uncovered(page, frames(page, land)), layer.class_keys, strict=True):
        if not cell:
            continue
        x, y = (cell["left"] + cell["right"]) / 2, (cell["top"] + cell["bottom"]) / 2
        shown = set(colours_at(picture, x, y, 3))
        wanted = {"zero": "#1d2327", "not_reported": "#bdbdbd"}.get(key, "#5b9fc9")
        assert wanted in shown
    page.click(".tab-gaps")
    expect(page.locator("#panel-gaps .entry")).to_have_count(219)
    check_all_land_is_seen(page, land)
    page.fill("#search-field", "desa 437")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-village h2")).to_have_text("Desa 437")


def test_a_subdistrict_stays_in_view_beside_the_legend_when_a_panel_opens(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = board.atlas(tmp_path)
    page = open_page(write_interactive(atlas, SPEC, tmp_path))
    page.select_option("#filter-subdistrict", label="Tengah")
    middle = [
        village for village, name in enumerate(atlas.villages["kecamatan"]) if name == "Tengah"
    ]
    for panel in ("gaps", "village", "gaps"):
        page.locator(f".tab-{panel}").click()
        page.wait_for_timeout(150)
        area = page.locator("#map-area").bounding_box()
        legend = page.locator("#panel-legend").bounding_box()
        assert area is not None and legend is not None
        for village in middle:
            box = frames(page)[village]
            assert box["left"] >= legend["x"] + legend["width"], panel
            assert box["right"] <= area["x"] + area["width"] and box["top"] >= area["y"], panel
