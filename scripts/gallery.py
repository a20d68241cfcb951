"""
Take pictures of the sample atlas for docs/gallery: twelve states, at desktop and phone size.

    python scripts/gallery.py            builds the sample atlas, then takes the pictures
    python scripts/gallery.py out        takes them of an atlas that is there already

Needs Chromium (`WKSBM_CHROMIUM` names it where it is not on the path).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "docs" / "gallery"
DESKTOP, PHONE = (1366, 768), (390, 844)
WIDTHS = {DESKTOP: 900, PHONE: 390}
COLOURS = 128
VILLAGE = "Ngloro"


def main() -> None:
    """Write one PNG for each state."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(name) / "out"
        if not folder.is_dir():
            command = [sys.executable, "-m", "wksbm.cli", "build", "--root", ROOT, "--out", folder]
            subprocess.run(command, check=True)
        program = os.environ.get("WKSBM_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        GALLERY.mkdir(exist_ok=True)
        for place, (file, size, label, reach) in enumerate(STATES, 1):
            picture = photograph(browser, folder / file, size, reach)
            picture.save(GALLERY / f"{place:02}_{label}.png", optimize=True)
        browser.close()


def photograph(
    browser: Browser, path: Path, size: tuple[int, int], reach: Callable[[Page], None]
) -> Image.Image:
    """Open a page without a network, bring it into a state and return its picture."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(path.resolve().as_uri())
    page.wait_for_selector("body:not(:has(#map_atlas)), body[data-ready]", state="attached")
    reach(page)
    page.wait_for_timeout(300)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    width = WIDTHS[size]
    small = image.resize(
        (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS
    )
    return small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)


def layer(name: str) -> Callable[[Page], None]:
    """Return what shows a layer."""
    return lambda page: page.evaluate(
        "(name) => document.querySelector(`input[name=layer][value=${name}]`).click()", name
    )


def panel(name: str, *more: Callable[[Page], None]) -> Callable[[Page], None]:
    """Return what opens a panel, then does more."""

    def reach(page: Page) -> None:
        for step in more:
            step(page)
        page.locator(f".tab-{name}").click()

    return reach


def village(page: Page) -> None:
    """Choose a village by the search."""
    page.locator("#search-field").fill(VILLAGE)
    page.locator("#search-list [role=option]").first.click()


def filtered(page: Page) -> None:
    """Leave only one sub-district."""
    page.locator("#filter-subdistrict").select_option(label="Gedangsari")


def points(page: Page) -> None:
    """Show the groups that there were in 2005."""
    page.locator("#points").check()
    page.locator("#year").fill("2005")


def compared(page: Page) -> None:
    """Compare two villages."""
    village(page)
    page.locator("#panel-village").get_by_role("button", name="Bandingkan").click()
    page.locator("#search-field").fill("Girisekar")
    page.locator("#search-list [role=option]").first.click()


def nothing(_page: Page) -> None:
    """Leave the page as it opens."""


PAGE = "maps/peta.html"
STATES = (
    ("index.html", DESKTOP, "halaman_awal", nothing),
    (PAGE, DESKTOP, "peta", nothing),
    (PAGE, DESKTOP, "gugus", layer("gugus_moran")),
    (PAGE, DESKTOP, "bivariat", layer("bivariat")),
    (PAGE, DESKTOP, "prioritas", panel("gaps", layer("prioritas"))),
    (PAGE, DESKTOP, "saringan", panel("gaps", filtered)),
    (PAGE, DESKTOP, "kelompok", points),
    (PAGE, DESKTOP, "perbandingan", compared),
    (PAGE, DESKTOP, "kerapatan", layer("kerapatan")),
    (PAGE, DESKTOP, "jangkauan", layer("jangkauan")),
    (PAGE, PHONE, "ponsel", nothing),
    (PAGE, PHONE, "ponsel_temuan", panel("findings", layer("gugus_pindai"))),
)

if __name__ == "__main__":
    main()
