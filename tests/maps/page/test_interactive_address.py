"""A link shows a colleague the same; the card says only what belongs to the layer shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive

from tests import board
from tests.conftest import PHONE, OpenPage
from tests.maps.canvas import point_at
from tests.maps.page.page_spec import SPEC
from tests.maps.page.states import state

pytestmark = pytest.mark.browser
KODE = board.codes()


def page_of(atlas: Atlas, folder: Path) -> Path:
    """Write the page with every layer of the atlas."""
    layers = tuple(layer.id for layer in atlas.layers)
    return write_interactive(atlas, replace(SPEC, layers=layers), folder)


def of_kind(atlas: Atlas, kind: str) -> Atlas:
    """Return the atlas with its category layer measured as `kind`."""
    layers = tuple(
        replace(layer, spec=replace(layer.spec, measure=replace(layer.spec.measure, kind=kind)))
        if layer.id == "gugus_moran"
        else layer
        for layer in atlas.layers
    )
    return replace(atlas, layers=layers)


def test_the_address_follows_what_is_shown(tmp_path: Path, open_page: OpenPage) -> None:
    path = page_of(board.analysed(tmp_path), tmp_path)
    page = open_page(path)
    page.locator("input[name=layer][value=gugus_moran]").check(force=True)
    page.locator("button[data-lang=en]").click()
    page.fill("#search-field", KODE[4])
    page.locator("#search-field").press("Enter")
    address = page.evaluate("location.hash")
    for part in ("layer=gugus_moran", f"village={KODE[4]}", "lang=en", "view="):
        assert part in address
    shown = state(page)
    other = open_page(path)
    other.evaluate("(address) => { location.hash = address; }", address)
    expect(other.locator("#panel-village h2")).to_have_text(board.NAMES[4])
    told = state(other)
    assert [told[key] for key in ("layer", "village", "lang", "zoom")] == [
        shown[key] for key in ("layer", "village", "lang", "zoom")
    ]


def test_an_address_that_says_nonsense_changes_nothing(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(page_of(board.analysed(tmp_path), tmp_path))
    before = state(page)
    page.evaluate(
        "() => { location.hash = '#layer=<img src=x>&village=9&lang=__proto__&view=a,b,c'; }"
    )
    page.wait_for_timeout(100)
    assert state(page) == before


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("priority", "Peringkat 2 (1–4)"),
        ("shortage", "Kurang kelompok."),
        ("scan", "Daerah 2."),
        ("local_moran", ""),
    ],
)
def test_the_card_says_what_belongs_to_the_layer(
    tmp_path: Path, open_page: OpenPage, kind: str, told: str
) -> None:
    page = open_page(page_of(of_kind(board.analysed(tmp_path), kind), tmp_path))
    page.locator("input[name=layer][value=gugus_moran]").check(force=True)
    point_at(page, 1)
    aside = page.locator(".card .card-gap")
    if told:
        expect(aside).to_have_text(told)
    else:
        expect(page.locator(".card")).to_be_visible()
        expect(aside).to_have_count(0)


def test_enter_in_the_list_leads_to_the_profile_and_escape_back(
    tmp_path: Path, open_page: OpenPage
) -> None:
    page = open_page(page_of(board.analysed(tmp_path), tmp_path))
    page.locator(".tab-gaps").click()
    second = page.locator("#panel-gaps .go").nth(1)
    second.focus()
    second.press("Enter")
    expect(page.locator("#panel-village h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(second).to_be_focused()


def test_a_finding_leads_to_the_whole_map_on_the_phone(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(page_of(board.analysed(tmp_path), tmp_path), PHONE)
    page.fill("#search-field", KODE[0])
    page.locator("#search-field").press("Enter")
    page.locator(".tab-findings").click()
    page.locator("#panel-findings .see").first.click()
    expect(page.locator("#panel-findings")).not_to_have_class("open")
    assert page.evaluate("document.body.dataset.panel") == ""


def test_the_list_by_priority_is_called_so(tmp_path: Path, open_page: OpenPage) -> None:
    page = open_page(page_of(board.analysed(tmp_path), tmp_path))
    page.locator(".tab-gaps").click()
    title = page.locator("#panel-gaps h2")
    expect(title).to_have_text("Kurang terlayani")
    page.locator("input[name=order][value=priority]").check(force=True)
    expect(title).to_have_text("Urutan prioritas")
