"""Styles as SLD 1.1 (OGC), for GeoServer and other GIS; QGIS takes its own."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from wksbm.layers.model import Layer
from wksbm.maps.symbols import CIRCLE_OPACITY, INK, KECAMATAN_EDGE, MARK_SIZE, PAPER
from wksbm.outputs.gis.circles import Circles, circles_of
from wksbm.outputs.gis.kinds import GroupKind
from wksbm.outputs.gis.renderers import AREA_LABELS
from wksbm.outputs.gis.tables import KINDS
from wksbm.outputs.swatches import Swatch, swatches
from wksbm.text import Lang

_MM_PER_PIXEL = 0.28
_NAMESPACES = {
    "xmlns": "http://www.opengis.net/sld",
    "xmlns:se": "http://www.opengis.net/se",
    "xmlns:ogc": "http://www.opengis.net/ogc",
    "version": "1.1.0",
}
_MARKS = {
    "/": "shape://slash",
    "\\": "shape://backslash",
    "x": "shape://times",
    ".": "shape://dot",
    "-": "shape://horline",
}
_HATCH_PIXELS = 6.0
_EDGE, _BORDER, _LINE, _CASING = 0.5, 1.0, 2.1, 4.3
_DASHES = {"more": "", "fewer": "5.1 3.6"}
_DOT = 6.0


def village_sld(layer: Layer, column: str, lang: Lang) -> str:
    """Return the style of the villages for one indicator: a rule per entry of its legend."""
    root, rules = _document(layer.id)
    for swatch in swatches(layer):
        entry = swatch.entry
        rule = _rule(rules, entry.key, entry.label.to(lang), column, entry.key)
        _polygon(rule, swatch.fill, swatch.edge, _EDGE)
        if swatch.hatch:
            _hatch(rule, swatch)
        if swatch.marked:
            size = f"{MARK_SIZE / _MM_PER_PIXEL:.1f}"
            _point(rule, "x", INK, size=size, middle=True)
    circles = circles_of(layer)
    if circles is not None:
        rule = _rule(rules, "lingkaran", layer.spec.title.to(lang))
        _above_zero(rule, circles.column)
        _circle(rule, circles)
    return _text(root)


def kecamatan_sld() -> str:
    """Return the style of the sub-districts: outlines."""
    root, rules = _document("kecamatan")
    _stroke(SubElement(_rule(rules, "kecamatan", "kecamatan"), "se:PolygonSymbolizer"),
            KECAMATAN_EDGE, _BORDER)  # fmt: skip
    return _text(root)


def area_sld(lang: Lang) -> str:
    """Return the style of the scan's areas: solid for more, dashed for fewer."""
    root, rules = _document("daerah")
    for kind, label in AREA_LABELS.items():
        rule = _rule(rules, kind, label.to(lang), "jenis", KINDS[kind].to(lang))
        _stroke(SubElement(rule, "se:LineSymbolizer"), PAPER, _CASING)
        _stroke(SubElement(rule, "se:LineSymbolizer"), INK, _LINE, dashes=_DASHES[kind])
    return _text(root)


def group_sld(kinds: Sequence[GroupKind], lang: Lang) -> str:
    """Return the style of the groups: a dot in the colour of the kind."""
    root, rules = _document("kelompok")
    for kind in kinds:
        label = kind.label.to(lang)
        if kind.value is None:
            rule = _rule(rules, "lain", label)
            _all_others(rule, "jenis", [one.value for one in kinds if one.value is not None])
        else:
            rule = _rule(rules, kind.value, label, "jenis", kind.value)
        _point(rule, "circle", kind.colour, size=f"{_DOT:g}", edge=PAPER)
    return _text(root)


def _document(name: str) -> tuple[Element, Element]:
    root = Element("StyledLayerDescriptor", _NAMESPACES)
    named = SubElement(root, "NamedLayer")
    SubElement(named, "se:Name").text = name
    style = SubElement(named, "UserStyle")
    SubElement(style, "se:Name").text = name
    return root, SubElement(style, "se:FeatureTypeStyle")


def _text(root: Element) -> str:
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _rule(rules: Element, name: str, title: str, column: str = "", value: str = "") -> Element:
    rule = SubElement(rules, "se:Rule")
    SubElement(rule, "se:Name").text = name
    SubElement(SubElement(rule, "se:Description"), "se:Title").text = title
    if column:
        equal = SubElement(SubElement(rule, "ogc:Filter"), "ogc:PropertyIsEqualTo")
        SubElement(equal, "ogc:PropertyName").text = column
        SubElement(equal, "ogc:Literal").text = value
    return rule


def _all_others(rule: Element, column: str, values: Sequence[str]) -> None:
    """Choose blanks and all other values; not by ElseFilter, which QGIS 3.22 does not read."""
    if not values:
        return
    either = SubElement(SubElement(rule, "ogc:Filter"), "ogc:Or")
    SubElement(SubElement(either, "ogc:PropertyIsNull"), "ogc:PropertyName").text = column
    parent = SubElement(either, "ogc:And") if len(values) > 1 else either
    for value in values:
        differs = SubElement(parent, "ogc:PropertyIsNotEqualTo")
        SubElement(differs, "ogc:PropertyName").text = column
        SubElement(differs, "ogc:Literal").text = value


def _above_zero(rule: Element, column: str) -> None:
    above = SubElement(SubElement(rule, "ogc:Filter"), "ogc:PropertyIsGreaterThan")
    SubElement(above, "ogc:PropertyName").text = column
    SubElement(above, "ogc:Literal").text = "0"


def _parameter(parent: Element, name: str, value: str) -> None:
    SubElement(parent, "se:SvgParameter", name=name).text = value


def _stroke(parent: Element, colour: str, width: float, *, dashes: str = "") -> None:
    stroke = SubElement(parent, "se:Stroke")
    _parameter(stroke, "stroke", colour)
    _parameter(stroke, "stroke-width", f"{width:g}")
    _parameter(stroke, "stroke-linejoin", "round")
    if dashes:
        _parameter(stroke, "stroke-dasharray", dashes)


def _polygon(rule: Element, fill: str, edge: str, width: float) -> None:
    drawn = SubElement(rule, "se:PolygonSymbolizer")
    _parameter(SubElement(drawn, "se:Fill"), "fill", fill)
    _stroke(drawn, edge, width)


def _hatch(rule: Element, swatch: Swatch) -> None:
    fill = SubElement(SubElement(rule, "se:PolygonSymbolizer"), "se:Fill")
    graphic = SubElement(SubElement(fill, "se:GraphicFill"), "se:Graphic")
    mark = SubElement(graphic, "se:Mark")
    SubElement(mark, "se:WellKnownName").text = _MARKS[swatch.hatch]
    _stroke(mark, swatch.hatch_ink, 0.7)
    SubElement(graphic, "se:Size").text = f"{_HATCH_PIXELS:g}"


def _point(
    rule: Element,
    shape: str,
    colour: str,
    *,
    size: str = "",
    edge: str = "",
    opacity: float = 1.0,
    middle: bool = False,
) -> Element:
    """Draw a mark at points, or in the middle of areas; return its size, to be filled in."""
    drawn = SubElement(rule, "se:PointSymbolizer")
    if middle:
        inside = SubElement(SubElement(drawn, "se:Geometry"), "ogc:Function", name="interiorPoint")
        SubElement(inside, "ogc:PropertyName").text = "geom"
    graphic = SubElement(drawn, "se:Graphic")
    mark = SubElement(graphic, "se:Mark")
    SubElement(mark, "se:WellKnownName").text = shape
    fill = SubElement(mark, "se:Fill")
    _parameter(fill, "fill", colour)
    if opacity < 1:
        _parameter(fill, "fill-opacity", f"{opacity:g}")
    if edge:
        _stroke(mark, edge, _EDGE)
    height = SubElement(graphic, "se:Size")
    height.text = size or None
    return height


def _circle(rule: Element, circles: Circles) -> None:
    """Draw a circle whose area is proportional: diameter = factor * sqrt(value)."""
    size = _point(rule, "circle", circles.colour, edge=PAPER, opacity=CIRCLE_OPACITY, middle=True)
    factor = circles.size(1.0) / _MM_PER_PIXEL
    product = SubElement(size, "ogc:Mul")
    SubElement(product, "ogc:Literal").text = f"{factor:.4f}"
    root = SubElement(product, "ogc:Function", name="sqrt")
    SubElement(root, "ogc:PropertyName").text = circles.column
