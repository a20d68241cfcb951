"""axe-core finds nothing on the pages, in any panel, at desktop and phone size."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.maps.page.write import write_interactive
from wksbm.maps.spec import MapSpec
from wksbm.outputs.start_page import write_start_page

from tests import board
from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.maps.page.axe import violations
from tests.maps.page.page_spec import SPEC

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_map_page(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int], lang: str
) -> None:
    atlas = board.analysed(tmp_path)
    layers = tuple(layer.id for layer in atlas.layers)
    spec = MapSpec(**(vars(SPEC) | {"layers": layers}))
    page = open_page(write_interactive(atlas, spec, tmp_path), size)
    page.locator(f"button[data-lang={lang}]").click()
    assert violations(page) == []
    tabs = page.locator("#tabs button")
    for place in range(tabs.count()):
        if not tabs.nth(place).is_visible():
            continue
        tabs.nth(place).click()
        assert violations(page) == [], tabs.nth(place).inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_start_page(tmp_path: Path, open_page: OpenPage, size: tuple[int, int]) -> None:
    write_start_page(board.analysed(tmp_path, sample=True), (), {}, tmp_path)
    assert violations(open_page(tmp_path / "index.html", size)) == []
