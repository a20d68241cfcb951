"""Sheets of the board, and what holds of every sheet."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from matplotlib.artist import Artist
from matplotlib.text import Text as TextArtist
from matplotlib.transforms import Bbox
from wksbm.layers.model import Atlas
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.spec import Drawing, MapSpec, PageName
from wksbm.text import Text

from tests.layers.spread_board import build
from tests.maps.scanned import scanned
from tests.maps.sheet.drawn import extent, overlap

ON_MAP = {
    *("villages", "hatch", "circles", "zero", "kecamatan", "names", "village-names", "halos"),
    *("degrees", "graticule", "points", "land", "worst", "area-outlines", "area-numbers"),
    *("surface", "village-lines", "spots", "spot-letters", "places", "reach-circles"),
}


ON_TOP = {"listing", "locator"}


BOXES = {"ground", "frame"}


def spec(
    drawing: Drawing = "layer",
    page: PageName = "a4-landscape",
    layers: tuple[str, ...] = ("kelompok_per_1000",),
    title: Text | None = None,
) -> MapSpec:
    if drawing == "with-symbols" and len(layers) == 1:
        layers = (*layers, "jumlah_kelompok")
    return MapSpec(
        id="peta",
        title=title or Text("Judul peta", "Title of the map"),
        description=Text("Satu kalimat.", "One sentence."),
        kind="static",
        layers=layers,
        page=page,
        order=1,
        file="maps/peta.toml",
        drawing=drawing,
    )


def atlas(tmp_path: Path, **changes: object) -> Atlas:
    """The board with areas and priorities, surfaces, all badges, and surroundings."""
    around = gpd.GeoDataFrame(
        geometry=[shapely.box(109.9, -8.4, 110.9, -7.5), shapely.box(110.9, -8.4, 111.4, -7.5)],
        index=pd.Index(["34.03", "34.04"], name="kode"),
        crs="EPSG:4326",
    )
    given = scanned(tmp_path, sample=True)
    spread = build(tmp_path).spread
    changes = {"approximate": True, "context": around, "spread": spread} | changes
    return dataclasses.replace(given, **changes)  # type: ignore[arg-type]


def texts(sheet: Sheet) -> Iterator[tuple[str, TextArtist]]:
    for part, artists in sheet.parts.items():
        for artist in artists:
            if isinstance(artist, TextArtist) and artist.get_text():
                yield part, artist


def around(sheet: Sheet) -> dict[str, list[Artist]]:
    """What stands beside the map."""
    return {
        part: artists
        for part, artists in sheet.parts.items()
        if part not in ON_MAP | BOXES | {"rule"} and not (part in ON_TOP and framed(sheet, part))
    }


def framed(sheet: Sheet, part: str) -> bool:
    window = extent(sheet, sheet.parts["ground"])
    return window.contains(*extent(sheet, sheet.parts[part]).p0)


def check(sheet: Sheet) -> None:
    margin = sheet.page.margin - 0.7
    inner = Bbox.from_extents(margin, margin, sheet.page.width - margin, sheet.page.height - margin)
    window = extent(sheet, sheet.parts["ground"])
    boxes = {}
    for part, artists in around(sheet).items():
        box = boxes[part] = extent(sheet, artists)
        assert inner.x0 <= box.x0 and box.x1 <= inner.x1, (part, box)
        assert inner.y0 <= box.y0 and box.y1 <= inner.y1, (part, box)
        if part != "panel-titles":
            assert overlap(box, window) < 0.05, part
    written = [
        (part, text.get_text(), extent(sheet, [text]))
        for part, text in texts(sheet)
        if part not in ("degrees", "village-names", "names")
    ]
    for (part, text, one), (other_part, other_text, other) in itertools.combinations(written, 2):
        assert overlap(one, other) < 0.03, (part, text, other_part, other_text)
    for one, other in itertools.combinations(boxes, 2):
        if not {"legend", "listing", "areas", "panel-titles"} & {one, other}:
            assert overlap(boxes[one], boxes[other]) < 0.05, (one, other)
    for part in sheet.parts.keys() & ON_MAP - {"halos"}:
        box = extent(sheet, sheet.parts[part])
        assert window.x0 - 0.2 <= box.x0 and box.x1 <= window.x1 + 0.2, part
        assert window.y0 - 0.2 <= box.y0 and box.y1 <= window.y1 + 0.2, part
