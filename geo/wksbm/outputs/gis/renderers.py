"""QGIS renderers and labels as XML: how each table of the package is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from wksbm.layers.model import Layer
from wksbm.maps.symbols import INK, KECAMATAN_EDGE, MM_PER_POINT, PAPER
from wksbm.outputs.gis.circles import Circles, circles_of
from wksbm.outputs.gis.kinds import GroupKind
from wksbm.outputs.gis.symbols import (
    area,
    circle_marker,
    data_defined,
    dot,
    in_the_middle,
    mm,
    no_expression,
    outline,
    rgba,
    symbol,
    village_symbol,
)
from wksbm.outputs.gis.tables import KINDS
from wksbm.outputs.swatches import Swatch, swatches
from wksbm.text import Lang, Text

ON_CIRCLES = Text(
    "ada nilai; luas lingkaran sebanding dengan nilai",
    "has a value; the circle's area is proportional to it",
)
AREA_LABELS = {
    "more": Text("lebih banyak daripada harapan", "more than expected"),
    "fewer": Text("lebih sedikit daripada harapan", "fewer than expected"),
}
_KECAMATAN_WIDTH = 0.8 * MM_PER_POINT
_AREA_LINE, _AREA_CASING = 1.7 * MM_PER_POINT, 3.4 * MM_PER_POINT
_DASHES = {"more": (), "fewer": (2.4, 1.7)}
_DOT = 1.6
_CIRCLE_IN_LEGEND = 3.2
_HALO, _DISC = 0.6, 0.5
_VILLAGE_NAME = 6.0


class Category(NamedTuple):
    """Values of the classing column (none stands for all other values), words and symbol."""

    values: tuple[str, ...]
    label: str
    symbol: Element


def village_renderer(layer: Layer, column: str, lang: Lang) -> Element:
    """
    Return the renderer of the villages for one indicator.

    Parameters
    ----------
    layer
        The indicator.
    column
        Column of table desa with the key of the class.
    lang
        Language of the labels.
    """
    circles = circles_of(layer)
    if circles is None:
        found = [
            _category(swatch, str(place), lang) for place, swatch in enumerate(swatches(layer))
        ]
        return categorised(column, found)
    return _with_circles(layer, circles, column, lang)


def _category(swatch: Swatch, name: str, lang: Lang) -> Category:
    entry = swatch.entry
    return Category((entry.key,), entry.label.to(lang), village_symbol(swatch, name))


def _with_circles(layer: Layer, circles: Circles, column: str, lang: Lang) -> Element:
    """All villages with a value are one entry; circles lie above fills, the largest first."""
    looks = swatches(layer)
    valued = [look for look in looks if look.entry.lower is not None]
    marker = circle_marker(circles.colour, "@0@1", size=_CIRCLE_IN_LEGEND, sizes=circles.expression)
    above = village_symbol(valued[0], "0", circle=marker, level=2)
    keys = tuple(look.entry.key for look in valued)
    found = [Category(keys, ON_CIRCLES.to(lang), above)]
    for look in looks:
        if look not in valued:
            found.append(_category(look, str(len(found)), lang))
    made = categorised(column, found)
    made.set("symbollevels", "1")
    return _largest_first(made, circles)


def circle_renderer(layer: Layer, circles: Circles, column: str, lang: Lang) -> Element:
    """Return the renderer of circles alone, for villages that another layer fills."""
    keys = tuple(look.entry.key for look in swatches(layer) if look.entry.lower is not None)
    marker = circle_marker(circles.colour, "@0@0", size=_CIRCLE_IN_LEGEND, sizes=circles.expression)
    drawn = symbol("fill", "0", [in_the_middle(marker)])
    made = categorised(column, [Category(keys, ON_CIRCLES.to(lang), drawn)])
    return _largest_first(made, circles)


def _largest_first(made: Element, circles: Circles) -> Element:
    made.set("enableorderby", "1")
    order = SubElement(made, "orderby")
    by = SubElement(order, "orderByClause", asc="0", nullsFirst="0")
    by.text = f'"{circles.column}"'
    return made


def kecamatan_renderer() -> Element:
    """Return the renderer of the sub-districts: outlines without fill."""
    border = area(None, edge=KECAMATAN_EDGE, width=_KECAMATAN_WIDTH)
    return single(symbol("fill", "0", [border]))


def area_renderer(lang: Lang) -> Element:
    """Return the renderer of the scan's areas: solid for more, dashed for fewer."""
    found = []
    for place, (kind, label) in enumerate(AREA_LABELS.items()):
        lines = [outline(PAPER, _AREA_CASING), outline(INK, _AREA_LINE, _DASHES[kind])]
        drawn = symbol("fill", str(place), lines)
        found.append(Category((KINDS[kind].to(lang),), label.to(lang), drawn))
    return categorised("jenis", found)


def group_renderer(kinds: Sequence[GroupKind], lang: Lang) -> Element:
    """Return the renderer of the groups: a dot in the colour of the kind."""
    found = [
        Category(
            () if kind.value is None else (kind.value,),
            kind.label.to(lang),
            dot(kind.colour, str(place), size=_DOT),
        )
        for place, kind in enumerate(kinds)
    ]
    return categorised("jenis", found)


def categorised(column: str, found: Sequence[Category]) -> Element:
    """Return a renderer with one symbol per category; the categories keep their order."""
    made = Element(
        "renderer-v2", type="categorizedSymbol", attr=column, symbollevels="0",
        enableorderby="0", forceraster="0",
    )  # fmt: skip
    entries, drawn = SubElement(made, "categories"), SubElement(made, "symbols")
    for category in found:
        name = category.symbol.get("name", "")
        label = no_expression(category.label)
        entry = SubElement(entries, "category", symbol=name, label=label, render="true")
        if len(category.values) > 1:
            for value in category.values:
                SubElement(entry, "val", value=value, type="string")
        else:
            entry.set("value", "".join(category.values))
            entry.set("type", "string")
        drawn.append(category.symbol)
    return made


def single(drawn: Element) -> Element:
    """Return a renderer that draws everything with one symbol."""
    made = Element(
        "renderer-v2", type="singleSymbol", symbollevels="0", enableorderby="0", forceraster="0"
    )  # fmt: skip
    SubElement(made, "symbols").append(drawn)
    return made


def village_names(circles: Circles | None = None) -> Element:
    """Return labels of the villages, below their circles where there are some."""
    below = circles.expression if circles else ""
    return names("desa", size=_VILLAGE_NAME, inside=True, below=below)


def names(
    column: str,
    *,
    size: float,
    bold: bool = False,
    inside: bool = False,
    priority: int = 5,
    below: str = "",
    disc: str = "",
    overlap: bool = False,
    expression: bool = False,
) -> Element:
    """
    Return labels with a white halo.

    Parameters
    ----------
    column
        That holds the words; where `expression`, one in QGIS's language that makes them.
    size
        Type size in points; the typeface is the reader's own.
    bold
        Set in bold.
    inside
        Leave out a name that does not fit into its area.
    priority
        0 to 10; who has more is placed first.
    below
        Expression for the diameter of a circle, in millimetres, that the name stands below.
    disc
        Colour of the disc on which a number or letter is set; empty for none.
    overlap
        Written even where it lies on another.
    expression
        Whether `column` is one.
    """
    ink = INK if disc in ("", PAPER) else PAPER
    made = Element("labeling", type="simple")
    settings = SubElement(made, "settings", calloutType="simple")
    style = SubElement(
        settings, "text-style", fieldName=column, isExpression=str(int(expression)),
        fontSize=f"{size:g}", fontSizeUnit="Point", fontWeight="75" if bold else "50",
        textColor=rgba(ink),
        textOpacity="1", multilineHeight="1",
    )  # fmt: skip
    SubElement(
        style, "text-buffer", bufferDraw=str(int(not disc)), bufferSize=mm(_HALO),
        bufferSizeUnits="MM", bufferColor=rgba(PAPER), bufferOpacity="0.9", bufferNoFill="1",
        bufferJoinStyle="128",
    )  # fmt: skip
    if disc:
        SubElement(
            style, "background", shapeDraw="1", shapeType="3", shapeSizeType="0",
            shapeSizeX=mm(_DISC), shapeSizeY=mm(_DISC), shapeSizeUnit="MM",
            shapeFillColor=rgba(disc), shapeBorderColor=rgba(ink), shapeBorderWidth="0.3",
            shapeBorderWidthUnit="MM", shapeOpacity="1",
        )  # fmt: skip
    SubElement(settings, "text-format", wrapChar="", multilineAlign="1", autoWrapLength="0")
    SubElement(
        settings, "placement", placement="4" if inside and not below else "1",
        quadOffset="7" if below else "4", xOffset="0", yOffset="0", offsetUnits="MM",
        centroidInside="1", centroidWhole="1", fitInPolygonOnly=str(int(inside and not below)),
        priority=str(priority), dist="0", distUnits="MM",
    )  # fmt: skip
    SubElement(
        settings, "rendering", drawLabels="1", displayAll=str(int(overlap)), obstacle="0",
        scaleVisibility="0", limitNumLabels="0", upsidedownLabels="0", minFeatureSize="0",
    )  # fmt: skip
    if below:
        offset = f"'0,' || to_string(0.3 + {below} / 2)"
        settings.append(data_defined("dd_properties", "OffsetXY", offset))
    return made
