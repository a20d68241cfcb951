"""Surfaces on the page: the picture lies on the shapes; card, legend and lists read it."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image
from playwright.sync_api import Page, expect
from pyproj import Geod
from wksbm.layers.model import Atlas
from wksbm.layers.surfaces import find_surface
from wksbm.maps.page.write import write_interactive

from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.layers.spread_board import C, build, spread_of
from tests.maps.canvas import Box, frames, on_screen, pixels
from tests.maps.page.axe import violations
from tests.maps.page.page_spec import SPEC
from tests.maps.payloads import data_in

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
REACHES = (500.0, 1000.0, 2000.0, 5000.0)


def shown(atlas: Atlas, folder: Path, open_page: OpenPage, layer: str, **options: Any) -> Page:
    path = write_interactive(atlas, SPEC, folder)
    page = open_page(path, **options)
    page.evaluate(f"location.hash = 'layer={layer}'")
    page.wait_for_function(f"() => Atlas.state().layer === '{layer}'")
    return page


def picture_of(atlas: Atlas, folder: Path, layer: str) -> tuple[dict[str, Any], list[str]]:
    """Return the picture of a layer and the colours of its classes, as the page has them."""
    data = data_in(write_interactive(atlas, SPEC, folder))
    (own,) = [entry for entry in data["layers"] if entry["id"] == layer]
    return own["surface"], [entry["colour"] for entry in own["classes"]]


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a place in pixels of zoom 0."""
    return x / 256 * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / 256))))


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)], dtype=float)


def free(page: Page) -> Any:
    """Return what tells whether a place is on the map, clear of all that lies above it."""
    covers: list[Box] = page.evaluate(
        """() => [...document.querySelectorAll('.panel, .leaflet-control, .tabs, .head, .warning')]
        .map((part) => part.getBoundingClientRect().toJSON())"""
    )
    area: Box = page.evaluate(
        "document.getElementById('map-area').getBoundingClientRect().toJSON()"
    )

    def clear(x: float, y: float) -> bool:
        inside = (
            area["left"] + 9 < x < area["right"] - 9 and area["top"] + 9 < y < area["bottom"] - 9
        )
        return inside and not any(
            box["left"] - 9 <= x <= box["right"] + 9 and box["top"] - 9 <= y <= box["bottom"] + 9
            for box in covers
        )

    return clear


def edges(atlas: Atlas, picture: dict[str, Any]) -> list[tuple[float, float, int, int]]:
    """Return where, well inside a village, one class ends and another begins along a row."""
    left, top, right, bottom = picture["extent"]
    columns, rows = picture["columns"], picture["rows"]
    cells = np.array([ord(sign) - 48 for sign in picture["cells"]]).reshape(rows, columns)
    known = atlas.villages.loc[atlas.villages.index.isin(spread_of(atlas).known)]
    safe = shapely.union_all(shapely.buffer(known.geometry.to_numpy(), -0.0012))
    shapely.prepare(safe)
    found = []
    for row, column in np.argwhere(cells[:, 1:] != cells[:, :-1]):
        x = left + (column + 1) * (right - left) / columns
        y = top + (row + 0.5) * (bottom - top) / rows
        if shapely.contains_xy(safe, *degrees(x, y)):
            found.append((x, y, cells[row, column], cells[row, column + 1]))
    return found


@SIZES
def test_the_picture_lies_where_its_cells_are_within_a_pixel(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    atlas = build(tmp_path)
    picture, colours = picture_of(atlas, tmp_path, "kerapatan")
    page = shown(atlas, tmp_path, open_page, "kerapatan", size=size)
    wanted = edges(atlas, picture)
    assert len(wanted) > 40
    measured = 0
    for zoom, pan in ((None, (0, 0)), (13, (37, -23)), (15, (-111, 64))):
        if zoom:
            page.evaluate(f"map_atlas.setZoom({zoom}, {{ animate: false }})")
            page.evaluate(f"map_atlas.panBy([{pan[0]}, {pan[1]}], {{ animate: false }})")
        image = pixels(page)
        clear = free(page)
        places = on_screen(page, [degrees(x, y) for x, y, _, _ in wanted])
        here = 0
        for (x, y), (_, _, before, after) in zip(places, wanted, strict=True):
            if not clear(x, y):
                continue
            strip = image[math.floor(y), round(x) - 4 : round(x) + 4].astype(float)
            near = np.abs(strip - rgb(colours[before])).sum(axis=1)
            far = np.abs(strip - rgb(colours[after])).sum(axis=1)
            if near[0] or far[-1]:
                continue  # cells of another class, or a border, are that close by
            first = round(x) - 4 + int(np.argmax(near > far))
            assert abs(first - x) <= 1, (zoom, x, y)
            here += 1
        assert here >= 5, zoom
        measured += here
    assert measured > 30


@SIZES
def test_the_picture_ends_at_the_borders_of_the_villages(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    atlas = build(tmp_path)
    page = shown(atlas, tmp_path, open_page, "kerapatan", size=size)
    page.evaluate("document.querySelector('.panel-legend').style.display = 'none'")
    _, colours = picture_of(atlas, tmp_path, "kerapatan")
    image = pixels(page).astype(float)
    box = frames(page)[0]
    y = math.floor(box["top"] + 0.3 * (box["bottom"] - box["top"]))
    edge = round(box["left"])
    sea, land = image[y, edge - 4], image[y, edge + 4]
    assert any((rgb(colour) == land).all() for colour in colours)
    assert not any((rgb(colour) == sea).all() for colour in colours)
    assert (image[y, edge - 3] == sea).all()
    hatched = frames(page)[atlas.villages.index.get_loc(C)]
    middle = (hatched["left"] + hatched["right"]) / 2, (hatched["top"] + hatched["bottom"]) / 2
    part = image[
        round(middle[1]) - 5 : round(middle[1]) + 5, round(middle[0]) - 5 : round(middle[0]) + 5
    ]
    assert len(np.unique(part.reshape(-1, 3), axis=0)) > 1


def test_distances_are_classed_as_they_are_measured_on_the_ground(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = build(tmp_path, reach_m=5000.0)
    page = shown(atlas, tmp_path, open_page, "jangkauan")
    surface = find_surface(atlas, "reach")
    assert surface is not None
    colours = [rgb(entry.colour) for entry in surface.numeric]
    groups = shapely.get_coordinates(atlas.groups.geometry.to_numpy())
    known = atlas.villages.loc[atlas.villages.index.isin(spread_of(atlas).known)]
    draw = np.random.default_rng(7)
    west, south, east, north = known.total_bounds
    points = np.column_stack([draw.uniform(west, east, 900), draw.uniform(south, north, 900)])
    inside = shapely.contains_xy(
        shapely.union_all(shapely.buffer(known.geometry.to_numpy(), -0.0008)), points
    )
    image, clear = pixels(page).astype(float), free(page)
    geod, seen = Geod(ellps="WGS84"), set()
    for point, (x, y) in zip(points[inside], on_screen(page, points[inside].tolist()), strict=True):
        longitudes, latitudes = np.broadcast_to(point, groups.shape).T
        away = geod.inv(longitudes, latitudes, *groups.T)[2].min()
        if not clear(x, y) or min(abs(away - reach) for reach in REACHES) < 110:
            continue
        place = sum(away > reach for reach in REACHES)
        found = image[math.floor(y), math.floor(x)]
        if not any((found == colour).all() for colour in colours):
            continue  # a border or a circle
        assert (found == colours[place]).all(), (point, away)
        seen.add(place)
    assert {0, 1, 2} <= seen


@SIZES
def test_legend_card_and_title_read_the_surface(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    atlas = build(tmp_path)
    surface = find_surface(atlas, "density")
    assert surface is not None
    page = shown(atlas, tmp_path, open_page, "kerapatan", size=size)
    rows = page.locator(".classes .class-row")
    expect(rows).to_have_count(len(surface.classes))
    for place, entry in enumerate(surface.classes):
        expect(rows.nth(place)).to_contain_text(entry.label.id)
    expect(page.locator(".legend-unit")).to_contain_text("km²")
    assert page.locator(".histogram").count() == 0
    (x, y), *_ = on_screen(page, [(centre.x, centre.y) for centre in atlas.groups.geometry])
    page.mouse.move(x + 12, y + 12)
    if size == DESKTOP:
        expect(page.locator(".card-figure")).to_contain_text("kelompok per km²")
        (hole,) = on_screen(page, [_centre(atlas, C)])
        page.mouse.move(*hole)
        expect(page.locator(".card-figure")).to_contain_text("letak kelompok tidak diketahui")


def _centre(atlas: Atlas, kode: str) -> tuple[float, float]:
    centre = atlas.villages.geometry[kode].centroid
    return centre.x, centre.y


def test_a_class_pointed_at_stands_out_and_a_filter_lets_the_rest_step_back(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = build(tmp_path)
    page = shown(atlas, tmp_path, open_page, "kerapatan")
    surface = find_surface(atlas, "density")
    assert surface is not None
    first = surface.numeric[0]

    def share(colour: str) -> int:
        return int((pixels(page) == rgb(colour)).all(axis=2).sum())

    top = surface.numeric[-1]
    before = share(first.colour), share(top.colour)
    page.locator(f".classes [data-key={first.key}]").click()
    page.mouse.move(5, 5)
    assert share(first.colour) > 0.9 * before[0] and share(top.colour) < 0.2 * before[1]
    page.locator(f".classes [data-key={first.key}]").click()
    page.evaluate("document.activeElement.blur()")
    assert share(top.colour) == pytest.approx(before[1], rel=0.02)
    page.locator("#filter-subdistrict, select").first.select_option(index=1)
    assert share(first.colour) < before[0]
    assert (
        page.locator(".classes [data-key=c0] .class-count")
        .inner_text()
        .startswith(str(first.count))
    )


@SIZES
def test_both_lists_of_reach_lead_to_their_places(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    atlas = build(tmp_path, reach_m=500.0, proposals=2)
    page = shown(atlas, tmp_path, open_page, "jangkauan", size=size)
    assert spread_of(atlas).spots is not None and len(spread_of(atlas).proposals) > 0
    lists = page.locator("details.reach")
    expect(lists).to_have_count(2)
    if not lists.first.is_visible():
        page.locator(".tab-legend").click()
    lists.nth(1).locator("summary").click()
    assert violations(page) == []
    row = lists.nth(1).locator("button").first
    row.focus()
    page.keyboard.press("Enter")
    proposal = spread_of(atlas).proposals[0]
    ((x, y),) = on_screen(page, [(proposal.lon, proposal.lat)])
    area = page.evaluate("document.getElementById('map-area').getBoundingClientRect().toJSON()")
    assert area["left"] < x < area["right"] and area["top"] < y < area["bottom"]
    mark = page.locator(".leaflet-names-pane .proposed").first.bounding_box()
    assert mark is not None
    assert abs(mark["x"] + mark["width"] / 2 - x) <= 2.5
    assert abs(mark["y"] + mark["height"] / 2 - y) <= 2.5
    expect(page.locator(".leaflet-names-pane .spot").first).to_be_attached()
    page.evaluate("location.hash = 'layer=jumlah_kelompok'")
    expect(page.locator(".leaflet-names-pane .area-number")).to_have_count(0)
    expect(page.locator("details.reach")).to_have_count(0)


def test_saved_picture_and_paper_carry_surface_and_lists(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = build(tmp_path, reach_m=500.0, proposals=2)
    page = shown(atlas, tmp_path, open_page, "jangkauan")
    with page.expect_download() as found:
        page.locator("#save-picture").click()
    image = np.asarray(Image.open(io.BytesIO(found.value.path().read_bytes())).convert("RGB"))
    surface = find_surface(atlas, "reach")
    assert surface is not None
    for colour in (surface.numeric[0].colour, "#c63d00"):
        assert (image == rgb(colour)).all(axis=2).sum() > 200, colour
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    more = page.locator("#print-more")
    for proposal in spread_of(atlas).proposals:
        expect(more).to_contain_text(f"{proposal.number}")
    expect(more).to_contain_text("Usulan tempat")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_a_surface_is_no_figure_of_a_village(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = build(tmp_path)
    page = shown(atlas, tmp_path, open_page, "kerapatan")
    page.evaluate(f"location.hash = 'layer=kerapatan&village={C}'")
    profile = page.locator("#panel-village")
    expect(profile.locator("h2")).not_to_be_empty()
    titles = profile.locator(".figures th").all_inner_texts()
    assert not any("Kerapatan" in title or "Jarak" in title for title in titles) and titles
    assert page.locator("input[value=kerapatan]").is_checked()
