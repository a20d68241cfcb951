"""Read a map's description (`maps/*.toml`) into a `MapSpec`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from wksbm.errors import ContentError, Gathering
from wksbm.text import Text
from wksbm.toml import TomlFile

KINDS = ("interactive", "static")
PageName = Literal[
    "a4-landscape", "a4-portrait", "a3-landscape", "a3-portrait", "report", "column", "slide"
]
Drawing = Literal[
    "layer",
    "with-symbols",
    "points",
    "panels-kind",
    "panels-year",
    "worst",
    "coverage",
    "density",
    "ratio",
    "reach",
]
PAGES: tuple[str, ...] = get_args(PageName)
DRAWINGS: tuple[str, ...] = get_args(Drawing)
FILLING = frozenset({"layer", "worst", "with-symbols"})
"""Drawings that fill the villages by their first layer."""


@dataclass(frozen=True)
class MapSpec:
    """
    A map as its TOML file describes it.

    Parameters
    ----------
    id
        File stem; the outputs are called ``maps/<id>.*``.
    title, description
        Words for people.
    kind
        ``interactive`` (one HTML page) or ``static`` (PNG, SVG, PDF and caption).
    layers
        Ids of the indicators; an interactive page shows the first one first, a static map has
        exactly one, and one of circles after it where it is drawn ``with-symbols``.
    page
        Sheet of a static map: A4 or A3, ``report`` (160 mm wide, as the text of an A4 page),
        ``column`` (85 mm wide, for half a page of text) or ``slide`` (16:9).
    order
        Place on the start page.
    file
        Where it was read from, for messages.
    drawing
        What a static map shows. ``layer``: the indicator as it is classed (choropleth, circles,
        clusters with the outlines of areas, kinds of shortage, two indicators at once);
        ``with-symbols``: the first indicator as fills, the second as circles; ``points``: groups
        by kind; ``panels-kind``, ``panels-year``: a small map for each kind of group, or for the
        groups founded up to each of some years; ``worst``: the indicator with the ten worst
        villages numbered and listed; ``coverage``: who reported; ``density``, ``ratio``: groups per
        km² and per 1,000 people as a surface; ``reach``: distance to the nearest group, the
        populated areas beyond reach and the places proposed for new groups.
    """

    id: str
    title: Text
    description: Text
    kind: Literal["interactive", "static"]
    layers: tuple[str, ...]
    page: PageName
    order: int
    file: str
    drawing: Drawing = "layer"


def read_map(path: Path, known: Collection[str]) -> MapSpec:
    """
    Read one map description.

    Parameters
    ----------
    path
        The file.
    known
        Ids of the indicators that a map may show.

    Raises
    ------
    ContentError
        With every wrong field.
    """
    toml = TomlFile(path, f"{path.parent.name}/{path.name}")
    spec = MapSpec(
        id=toml.id(),
        title=toml.text("title"),
        description=toml.text("description"),
        kind=cast(Literal["interactive", "static"], toml.choice("kind", KINDS)),
        layers=toml.strings("layers"),
        page=cast(PageName, toml.choice("page", PAGES, default="a4-landscape")),
        order=toml.whole("order", default=100, low=0, high=9999),
        file=toml.name,
        drawing=cast(Drawing, toml.choice("drawing", DRAWINGS, default="layer")),
    )
    _check_layers(toml, spec, known)
    toml.finish()
    return spec


def read_maps(folder: Path) -> tuple[MapSpec, ...]:
    """
    Read every `*.toml` in `folder`, in the order of their `order` and name.

    The indicators that they may show are described in the folder ``layers`` beside it.

    Raises
    ------
    ContentError
        With every wrong field of every file.
    """
    known = sorted(path.stem for path in (folder.parent / "layers").glob("*.toml"))
    specs: list[MapSpec] = []
    gathering = Gathering()
    for path in sorted(folder.glob("*.toml")):
        with gathering.go_on():
            specs.append(read_map(path, known))
    gathering.finish(ContentError)
    return tuple(sorted(specs, key=lambda spec: (spec.order, spec.id)))


def _check_layers(toml: TomlFile, spec: MapSpec, known: Collection[str]) -> None:
    if not spec.layers:
        return
    one, two = Text("satu indikator", "one indicator"), Text("dua indikator", "two indicators")
    wanted, expected = (2, two) if spec.drawing == "with-symbols" else (1, one)
    if spec.kind == "static" and len(spec.layers) != wanted:
        toml.wrong("layers", ", ".join(spec.layers), expected)
    strange = [name for name in spec.layers if name not in known]
    if strange:
        listed = ", ".join(known)
        toml.wrong(
            "layers",
            ", ".join(strange),
            Text(f"indikator dari folder layers: {listed}", f"indicators of layers/: {listed}"),
        )
