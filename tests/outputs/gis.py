"""Read a style back as the classes that it draws, whatever its format."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from wksbm.atlas.build import build_atlas
from wksbm.atlas.inputs import read_inputs
from wksbm.config import read_config
from wksbm.layers.model import Atlas
from wksbm.maps.spec import read_maps
from wksbm.outputs.gis.package import write_gis
from wksbm.outputs.gis.project import write_project
from wksbm.outputs.write import drawable_maps

from tests.once import once

ROOT = Path(__file__).resolve().parents[2]
SE = "{http://www.opengis.net/se}"
OGC = "{http://www.opengis.net/ogc}"
_SLD_MARKS = {
    "shape://slash": "/",
    "shape://backslash": "\\",
    "shape://times": "x",
    "shape://dot": ".",
    "shape://horline": "-",
}
_QML_ANGLES = {("45",): "/", ("135",): "\\", ("45", "135"): "x", ("0",): "-", (): ""}


class Drawn(NamedTuple):
    """How a class is drawn: label, fill, hatch, and whether villages bear a cross."""

    label: str
    fill: str
    hatch: str
    marked: bool


@functools.cache
def sample_atlas(minimum_groups: int = 0) -> Atlas:
    """Return the atlas of the embedded sample; counts below `minimum_groups` are suppressed."""

    def build(_: Path) -> Atlas:
        config = replace(read_config(ROOT), minimum_groups=minimum_groups)
        inputs = read_inputs(config, progress=lambda _: None)
        return build_atlas(
            config, inputs.boundaries, inputs.groups, inputs.attributes, inputs.specs
        )

    return once(f"sample-{minimum_groups}", build)


def write_sample(folder: Path) -> None:
    """Write the package and the project of the sample into the folder."""
    atlas = sample_atlas()
    write_gis(atlas, folder)
    write_project(atlas, drawable_maps(atlas, read_maps(ROOT / "maps")), folder)


def styles(package: Path) -> dict[tuple[str, str], sqlite3.Row]:
    """Return the rows of layer_styles by table and name."""
    with sqlite3.connect(f"file:{package}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM layer_styles ORDER BY id").fetchall()
    connection.close()
    return {(row["f_table_name"], row["styleName"]): row for row in rows}


def properties(layer: Element) -> Mapping[str, str]:
    """Return the properties of a symbol layer of a QML."""
    return {prop.get("k", ""): prop.get("v", "") for prop in layer.findall("prop")}


def colour(rgba: str) -> str:
    """Return QGIS's ``r,g,b,a`` as ``#rrggbb``."""
    red, green, blue, _ = map(int, rgba.split(","))
    return f"#{red:02x}{green:02x}{blue:02x}"


def of_qml(qml: str) -> dict[str, Drawn]:
    """Return the classes of a QGIS style by their value, in its order."""
    renderer = fromstring(qml).find("renderer-v2")
    assert renderer is not None and renderer.get("type") == "categorizedSymbol"
    symbols = {symbol.get("name"): symbol for symbol in renderer.findall("symbols/symbol")}
    found = {}
    for category in renderer.findall("categories/category"):
        symbol = symbols[category.get("symbol")]
        values = [item.get("value", "") for item in category.findall("val")]
        for value in values or [category.get("value", "")]:
            found[value] = _drawn(category.get("label", ""), symbol)
    return found


def _drawn(label: str, symbol: Element) -> Drawn:
    layers = symbol.findall("layer")
    kinds = [layer.get("class") for layer in layers]
    assert kinds[0] == "SimpleFill"
    angles = tuple(
        properties(layer)["angle"] for layer in layers if layer.get("class") == "LinePatternFill"
    )
    hatch = "." if "PointPatternFill" in kinds else _QML_ANGLES[angles]
    marks = [
        properties(marker)["name"]
        for layer in layers
        if layer.get("class") == "CentroidFill"
        for marker in layer.findall("symbol/layer")
    ]
    return Drawn(label, colour(properties(layers[0])["color"]), hatch, "cross2" in marks)


def of_sld(sld: str) -> dict[str, Drawn]:
    """Return the classes of an SLD by their value, in its order; rules without one are left out."""
    found = {}
    for rule in fromstring(sld.encode()).iter(f"{SE}Rule"):
        equal = rule.find(f"{OGC}Filter/{OGC}PropertyIsEqualTo")
        if equal is None:
            continue
        fills = [
            item.text or ""
            for item in rule.findall(f"{SE}PolygonSymbolizer/{SE}Fill/{SE}SvgParameter")
        ]
        hatches = rule.findall(f"{SE}PolygonSymbolizer/{SE}Fill/{SE}GraphicFill")
        patterns = [
            _SLD_MARKS[item.text or ""]
            for one in hatches
            for item in one.iter(f"{SE}WellKnownName")
        ]
        points = [item.text for item in rule.findall(f"{SE}PointSymbolizer//{SE}WellKnownName")]
        found[equal.findtext(f"{OGC}Literal", "")] = Drawn(
            rule.findtext(f"{SE}Description/{SE}Title", ""),
            fills[0],
            "".join(patterns),
            "x" in points,
        )
    return found
