"""What the canvas of the interactive page shows: places on the screen, and the colours there."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
from PIL import Image
from playwright.sync_api import Page

from tests import board

Box = dict[str, float]

_ON_SCREEN = """(points) => {
  const { left, top } = map_atlas.getContainer().getBoundingClientRect();
  return points.map(([longitude, latitude]) => {
    const { x, y } = map_atlas.latLngToContainerPoint([latitude, longitude]);
    return [left + x, top + y];
  });
}"""
_AT_REST = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_EVENT = """([kind, x, y]) => map_atlas.getContainer().dispatchEvent(
  new MouseEvent(kind, { clientX: x, clientY: y, bubbles: true }))"""


def on_screen(page: Page, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return where places (longitude, latitude) are in the window."""
    found = page.evaluate(_ON_SCREEN, [list(point) for point in points])
    return [(x, y) for x, y in found]


def frames(page: Page, shapes: gpd.GeoSeries | None = None) -> list[Box]:
    """Return the boxes of villages (by default those of the board) in the window."""
    bounds = (board.villages().geometry if shapes is None else shapes).bounds.to_numpy()
    corners = on_screen(page, [(w, n) for w, _, _, n in bounds] + [(e, s) for _, s, e, _ in bounds])
    pairs = zip(corners[: len(bounds)], corners[len(bounds) :], strict=True)
    return [{"left": a[0], "top": a[1], "right": b[0], "bottom": b[1]} for a, b in pairs]


def spot(page: Page, village: int, across: float = 0.75, down: float = 0.8) -> tuple[float, float]:
    """Return a place in a village of the board, by default clear of its name and its mark."""
    box = frames(page)[village]
    width, height = box["right"] - box["left"], box["bottom"] - box["top"]
    return box["left"] + across * width, box["top"] + down * height


def pixels(page: Page) -> np.ndarray:
    """Return what the window shows, once the canvas is drawn, without names: (row, column, rgb)."""
    page.evaluate("document.querySelector('.leaflet-names-pane').style.display = 'none'")
    page.evaluate(_AT_REST)
    picture = Image.open(io.BytesIO(page.screenshot(scale="css")))
    page.evaluate("document.querySelector('.leaflet-names-pane').style.display = ''")
    return np.asarray(picture.convert("RGB"))


def colours_at(picture: np.ndarray, x: float, y: float, reach: int = 6) -> Counter[str]:
    """Return the colours around a place."""
    part = picture[round(y) - reach : round(y) + reach, round(x) - reach : round(x) + reach]
    return Counter("#{:02x}{:02x}{:02x}".format(*colour) for colour in part.reshape(-1, 3))


def brightness(colour: str) -> float:
    """Return how bright a colour is, from 0 to 255."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def fills(page: Page) -> list[str]:
    """Return the fill of each village of the board: a colour, or ``hatch `` and its ground."""
    places = [spot(page, village) for village in range(9)]
    picture = pixels(page)
    found = [colours_at(picture, *place) for place in places]
    return [
        next(iter(colours)) if len(colours) == 1 else f"hatch {colours.most_common(1)[0][0]}"
        for colours in found
    ]


def point_at(page: Page, village: int) -> None:
    """Move the pointer onto a village, whatever lies above it."""
    page.evaluate(_EVENT, ["mousemove", *spot(page, village)])


def click_village(page: Page, village: int) -> None:
    """Click a village, whatever lies above it."""
    page.evaluate(_EVENT, ["click", *spot(page, village)])
