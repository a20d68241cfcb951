"""Read a map's description (`maps/*.toml`) into a `MapSpec`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from geo.text import Text
from geo.toml import TomlFile

KINDS = ("interactive", "static")
PAGES = ("a4-landscape", "a4-portrait")


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
        exactly one.
    page
        Sheet of a static map.
    order
        Place on the start page.
    file
        Where it was read from, for messages.
    """

    id: str
    title: Text
    description: Text
    kind: Literal["interactive", "static"]
    layers: tuple[str, ...]
    page: Literal["a4-landscape", "a4-portrait"]
    order: int
    file: str


def read_map(path: Path) -> MapSpec:
    """
    Read one map description.

    Raises
    ------
    ContentError
        With every wrong field.
    """
    toml = TomlFile(path, f"{path.parent.name}/{path.name}")
    spec = MapSpec(
        id=toml.id,
        title=toml.text("title"),
        description=toml.text("description"),
        kind=cast(Literal["interactive", "static"], toml.choice("kind", KINDS)),
        layers=toml.strings("layers"),
        page=cast(
            Literal["a4-landscape", "a4-portrait"],
            toml.choice("page", PAGES, default="a4-landscape"),
        ),
        order=toml.whole("order", default=100, low=0, high=9999),
        file=toml.name,
    )
    if not spec.layers or (spec.kind == "static" and len(spec.layers) != 1):
        toml.wrong(
            "layers",
            ", ".join(spec.layers),
            Text("satu indikator (statis) atau lebih", "one indicator (static) or more"),
        )
    toml.finish()
    return spec


def read_maps(folder: Path) -> tuple[MapSpec, ...]:
    """Read every `*.toml` in `folder`, in the order of their `order` and name."""
    specs = [read_map(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(specs, key=lambda spec: (spec.order, spec.id)))
