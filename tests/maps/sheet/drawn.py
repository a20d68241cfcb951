"""A drawn sheet, and where its parts lie."""

from __future__ import annotations

import dataclasses

from matplotlib import style
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.transforms import Bbox
from wksbm.layers.model import Atlas
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.sheet.write import compose
from wksbm.maps.spec import MapSpec
from wksbm.text import Lang, Text

LONG = Text(
    "Kelompok kesejahteraan sosial berbasis masyarakat yang tercatat di seluruh kalurahan " * 4,
    "Community welfare groups recorded in all villages of the whole regency " * 4,
)


OUTSIDE = ("kicker", "sample", "approximate", "title", "subtitle", "description")


AROUND = (*OUTSIDE, "legend", "scale", "north", "notes", "ground")


def map_spec(layer: str, page: str = "a4-landscape", title: Text | None = None) -> MapSpec:
    return MapSpec(
        id=layer,
        title=title or Text("Judul peta", "Title of the map"),
        description=Text("Satu kalimat.", "One sentence."),
        kind="static",
        layers=(layer,),
        page=page,  # type: ignore[arg-type]
        order=1,
        file=f"maps/{layer}.toml",
    )


def drawn(atlas: Atlas, spec: MapSpec) -> Sheet:
    with style.context(theme.STYLE, after_reset=True):
        return compose(atlas, spec)[0]


def extent(sheet: Sheet, artists: list[Artist]) -> Bbox:
    """Return the box in millimetres on paper."""
    sheet.figure.set_dpi(72)
    with style.context(theme.STYLE, after_reset=True):
        renderer = FigureCanvasAgg(sheet.figure).get_renderer()
        boxes = [
            Bbox.union([path.get_extents() for path in artist.get_paths()])
            if isinstance(artist, Collection)
            else artist.get_window_extent(renderer).transformed(sheet.mm.inverted())
            for artist in artists
        ]
    return Bbox.union(boxes)


def overlap(one: Bbox, other: Bbox) -> float:
    shared = Bbox.intersection(one, other)
    return 0.0 if shared is None else shared.width * shared.height


def language(atlas: Atlas, lang: Lang) -> Atlas:
    return dataclasses.replace(atlas, config=dataclasses.replace(atlas.config, lang=lang))
