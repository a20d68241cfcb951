"""Measure the interactive page against `GeoDataFrame.explore()` in the same browser."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import distribution
from itertools import chain
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from playwright.sync_api import Browser, Page, Route, sync_playwright
from wksbm.atlas.build import build_atlas
from wksbm.atlas.inputs import read_inputs
from wksbm.boundaries.read import read_boundaries
from wksbm.config import read_config
from wksbm.layers.model import Atlas, Layer
from wksbm.maps.page.write import write_interactive
from wksbm.maps.spec import MapSpec, read_maps

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / ".." / "shared" / "data" / "batas_desa_gunungkidul.zip"
RUNS = 5
REST = 1.0
"""Seconds before each opening, in which the browser clears away the page before."""
INDICATORS = 12
PEER_ASSETS = Path(os.environ.get("WKSBM_PEER_ASSETS", ROOT / "node_modules"))
"""Packages bootstrap@5.2.2, jquery@3.7.1, @fortawesome/fontawesome-free@6.2.0 and
leaflet.awesome-markers, as npm installs them."""
LEAFLET = Path(str(distribution("XStatic-Leaflet").locate_file("xstatic/pkg/leaflet/data")))

READY = "document.body && 'ready' in document.body.dataset"
DRAWN = "document.body && 'drawn' in document.body.dataset"
PATHS = "document.querySelectorAll('path.leaflet-interactive').length === {count}"
WATCH = """(() => {{
  const look = () => requestAnimationFrame(() => {{
    if ({condition}) {{
      requestAnimationFrame(() => {{ globalThis.drawnAt = performance.now() / 1000; }});
    }} else {{
      look();
    }}
  }});
  look();
}})()"""
SWITCH_OURS = """(place) => new Promise((done) => {
  const begin = performance.now();
  document.querySelectorAll("input[name=layer]")[place].click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin)));
})"""
SWITCH_PEER = """(place) => new Promise((done) => {
  const names = Object.keys(globalThis).filter((name) => /^geo_json_[0-9a-f]+$/.test(name));
  const map = globalThis[Object.keys(globalThis).find((name) => /^map_[0-9a-f]+$/.test(name))];
  const begin = performance.now();
  map.removeLayer(globalThis[names[1 - place]]);
  map.addLayer(globalThis[names[place]]);
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin)));
})"""


def bench_page(shapes: gpd.GeoSeries) -> None:
    """Bytes, opening and switching; `shapes` are those of the large map, in any CRS."""
    print("\npage")
    atlas, spec = small()
    big = enlarged(atlas, shapes)
    large_spec = replace(spec, layers=tuple(layer.id for layer in big.layers))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for shown, described in ((atlas, spec), (big, large_spec)):
            compare(browser, shown, described, folder)
        browser.close()


def compare(browser: Browser, atlas: Atlas, spec: MapSpec, folder: Path) -> None:
    """Print the figures of one atlas beside those of explore()."""
    count = len(atlas.villages)
    ours = write_interactive(atlas, spec, folder)
    size = ours.stat().st_size
    print(f"  {count} villages, {len(spec.layers)} indicators, {len(atlas.groups)} points")
    print(f"    this atlas: {size / 1000:.0f} kB, {size / count:.0f} bytes per village")
    peer = explored(atlas, folder / "peer.html", layers=2)
    size = peer.stat().st_size
    print(f"    explore() of two indicators: {size / 1000:.0f} kB, {size / count:.0f} per village")
    mine = opening(browser, ours, DRAWN)
    single = explored(atlas, folder / "single.html", layers=1)
    theirs = opening(browser, single, PATHS.format(count=count))
    print(
        f"    navigation to all drawn: {mine:.2f} s, explore() {theirs:.2f} s, {mine / theirs:.2f}"
    )
    mine = switching(browser, ours, READY, SWITCH_OURS)
    theirs = switching(browser, peer, PATHS.format(count=2 * count), SWITCH_PEER)
    print(f"    another indicator: {mine:.0f} ms, removing and adding GeoJson {theirs:.0f} ms")


def small() -> tuple[Atlas, MapSpec]:
    """Return the atlas of the sample register, on the real boundaries where they are there."""
    config = read_config(ROOT)
    if REAL.is_file():
        config = replace(config, boundaries=REAL.resolve())
    inputs = read_inputs(config, progress=lambda _: None)
    atlas = build_atlas(config, inputs.boundaries, inputs.groups, inputs.attributes, inputs.specs)
    built = {layer.id for layer in atlas.layers}
    spec = next(spec for spec in read_maps(ROOT / "maps") if spec.kind == "interactive")
    return atlas, replace(spec, layers=tuple(name for name in spec.layers if name in built))


def enlarged(atlas: Atlas, shapes: gpd.GeoSeries) -> Atlas:
    """Return an atlas of other shapes, its figures drawn at random from those of a small one."""
    generator = np.random.default_rng(1)
    count = len(shapes)
    index = pd.Index(
        [f"33.{1 + n // 300:02d}.{1 + n // 15 % 20:02d}.{2001 + n % 15}" for n in range(count)],
        name="kode",
    )
    drawn = generator.integers(0, len(atlas.villages), count)
    syllables = ("ka", "ra", "wu", "ni", "ba", "le", "har", "jo", "si", "mul", "yo", "gun", "kep")
    villages = gpd.GeoDataFrame(
        atlas.villages.iloc[drawn].drop(columns="geometry").set_axis(index),
        geometry=shapes.to_crs(4326).to_numpy(),
        crs="EPSG:4326",
    ).assign(
        desa=["".join(generator.choice(syllables, 3)).capitalize() for _ in range(count)],
        kode_kecamatan=[kode[:8] for kode in index],
        kode_bps=[f"33{n:08d}" for n in range(count)],
    )
    kept = [layer for layer in atlas.layers if layer.spec.symbology == "choropleth"]
    layers = tuple(_redrawn(layer, drawn, index, generator) for layer in kept[:INDICATORS])
    gaps = tuple(
        replace(atlas.gaps[generator.integers(len(atlas.gaps))], kode=kode, rank=place + 1)
        for place, kode in enumerate(index[::2])
    )
    priorities = tuple(
        replace(
            atlas.priorities[generator.integers(len(atlas.priorities))],
            kode=kode,
            rank=place + 1,
            best=max(1, place - int(generator.integers(900))),
            worst=place + 1 + int(generator.integers(900)),
        )
        for place, kode in enumerate(index)
    )
    return replace(
        atlas,
        villages=villages,
        kecamatan=villages.dissolve("kode_kecamatan")[["kecamatan", "geometry"]],
        layers=layers,
        groups=atlas.groups.iloc[:0],
        gaps=gaps,
        priorities=priorities,
        scan_areas=(),
        summary=(),
        profile=(),
    )


def _redrawn(
    layer: Layer, drawn: np.ndarray, index: pd.Index[str], generator: np.random.Generator
) -> Layer:
    numeric = [entry for entry in layer.classes if entry.upper is not None]
    values = layer.values.iloc[drawn].set_axis(index) * generator.uniform(0.8, 1.2, len(index))
    values = values.clip(numeric[0].lower, numeric[-1].upper)
    keys = layer.class_keys.iloc[drawn].set_axis(index).copy()
    known = values.notna() & keys.isin([entry.key for entry in numeric])
    place = np.searchsorted([entry.upper for entry in numeric], values[known])
    keys[known] = [numeric[n].key for n in place]
    values[keys == "zero"] = 0.0
    states = layer.states.iloc[drawn].set_axis(index)
    return replace(layer, values=values, class_keys=keys, states=states)


def explored(atlas: Atlas, path: Path, *, layers: int) -> Path:
    """Write the page of explore(), one layer for each indicator, with legend and tooltip."""
    chosen = [layer for layer in atlas.layers if layer.spec.symbology == "choropleth"][:layers]
    frame = atlas.villages[["desa", "geometry"]].assign(
        **{layer.id: layer.values for layer in chosen}
    )
    page = None
    for layer in chosen:
        page = frame.explore(
            layer.id, m=page, scheme="Quantiles", k=5, tiles=None, tooltip=["desa", layer.id],
            legend_kwds={"colorbar": False}, missing_kwds={"color": "lightgrey"},
        )  # fmt: skip
    page.save(path)
    return path


def opening(browser: Browser, path: Path, condition: str) -> float:
    """Return the median seconds from navigation until all shapes are on the screen."""

    def once() -> float:
        page = new_page(browser)
        time.sleep(REST)
        seconds = open_page(page, path, condition)
        page.context.close()
        return seconds

    return median(once)


def open_page(page: Page, path: Path, condition: str) -> float:
    """Open a page; return the seconds until the frame after that in which a condition is true."""
    page.add_init_script(WATCH.format(condition=condition))
    page.goto(path.as_uri(), wait_until="commit")
    seconds: float = page.wait_for_function("globalThis.drawnAt", polling=100).json_value()
    return seconds


def switching(browser: Browser, path: Path, condition: str, script: str) -> float:
    """Return the median milliseconds from the choice of another indicator until it is shown."""
    page = new_page(browser)
    open_page(page, path, condition)
    places = iter([1, 0] * RUNS)
    result = median(lambda: float(page.evaluate(script, next(places))))
    page.context.close()
    return result


def median(run: Callable[[], float]) -> float:
    """Return the median of several runs after one to warm up."""
    run()
    return statistics.median(run() for _ in range(RUNS))


def new_page(browser: Browser) -> Page:
    """Return a page that has no network but gets the peer's scripts and styles from disk."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True).new_page()
    page.set_default_timeout(120_000)
    page.route(re.compile("^https?:"), serve)
    return page


def serve(route: Route) -> None:
    """
    Answer a request of a peer's page from the installed Leaflet or the folder of npm packages.

    Without that folder all but Leaflet is empty, which makes the peer faster than it is.
    """
    name = re.sub(r"-\d[\d.]*\.min", ".min", route.request.url.rsplit("/", 1)[-1])
    file = next(chain(LEAFLET.glob(name), PEER_ASSETS.rglob(name)), None)
    if file is None:
        route.fulfill(body="")
    else:
        route.fulfill(path=file)


def chromium() -> str:
    """Return the browser that the tests use as well."""
    installed = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("WKSBM_CHROMIUM") or next(filter(None, installed))


def real_shapes(path: Path, region: str) -> gpd.GeoSeries:
    """Return the villages of a boundary file."""
    return read_boundaries(path, region=region).villages.geometry
