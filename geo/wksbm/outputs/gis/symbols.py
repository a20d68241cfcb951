"""QGIS symbols as XML, written as properties (`prop`) that QGIS reads from 3.0 to the newest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from wksbm.maps.symbols import CIRCLE_OPACITY, INK, MARK_SIZE, MM_PER_POINT, PAPER
from wksbm.outputs.swatches import Swatch

_VILLAGE_EDGE = 0.4 * MM_PER_POINT
_HATCH_WIDTH = 0.2
_HATCH_DISTANCE = 1.4
_HATCH_ANGLES = {"/": (45,), "\\": (135,), "x": (45, 135), "-": (0,)}
_DOT_SIZE = 0.4
_MARK_WIDTH = 0.35
_CIRCLE_EDGE = 0.2


def rgba(colour: str, opacity: float = 1.0) -> str:
    """Return ``#rrggbb`` as QGIS writes colours: ``r,g,b,a``, each from 0 to 255."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return ",".join(map(str, (*channels, round(opacity * 255))))


def no_expression(text: str) -> str:
    """Return words in which QGIS finds no expression to compute: ``[%`` loses its meaning."""
    return text.replace("[%", "[ %")


def mm(length: float) -> str:
    """Return millimetres with at most three decimals."""
    return f"{length:.3f}".rstrip("0").rstrip(".")


def symbol(kind: str, name: str, layers: Sequence[Element]) -> Element:
    """Return a symbol of `kind` (``fill``, ``line`` or ``marker``) that draws `layers` in order."""
    made = Element(
        "symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0"
    )  # fmt: skip
    made.extend(layers)
    return made


def symbol_layer(
    drawn_as: str,
    properties: Mapping[str, str],
    *,
    level: int = 0,
    inner: Element | None = None,
    sizes: str = "",
) -> Element:
    """
    Return one layer of a symbol.

    Parameters
    ----------
    drawn_as
        QGIS's class, e.g. ``SimpleFill``.
    properties
        As QGIS names them; lengths in millimetres.
    level
        Drawing order where the renderer has symbol levels; higher lies above.
    inner
        The symbol that hatches and centroids are drawn with.
    sizes
        Expression for the size of a marker; empty for a fixed one.
    """
    made = Element(
        "layer", {"class": drawn_as, "enabled": "1", "locked": "0", "pass": str(level)}
    )  # fmt: skip
    for key, value in properties.items():
        SubElement(made, "prop", k=key, v=value)
    if sizes:
        made.append(data_defined("data_defined_properties", "size", sizes))
    if inner is not None:
        made.append(inner)
    return made


def village_symbol(
    swatch: Swatch, name: str, *, circle: Element | None = None, level: int = 0
) -> Element:
    """
    Return the symbol of the villages of one class: fill, hatch, cross and, if any, circle.

    Parameters
    ----------
    swatch
        How the class looks.
    name
        Of the symbol, unique in its renderer.
    circle
        Marker symbol that stands in the middle of each village.
    level
        Drawing order of the circle, above that of the fills, which is 0.
    """
    layers = [area(swatch.fill, edge=swatch.edge, width=_VILLAGE_EDGE), *_hatching(swatch)]
    if swatch.marked:
        cross = {
            "name": "cross2",
            "color": rgba(INK),
            "outline_color": rgba(INK),
            "outline_width": mm(_MARK_WIDTH),
            "outline_width_unit": "MM",
            "size": mm(MARK_SIZE),
            "size_unit": "MM",
        }
        marker = symbol("marker", f"@{name}@mark", [symbol_layer("SimpleMarker", cross)])
        layers.append(in_the_middle(marker, level=1))
    if circle is not None:
        layers.append(in_the_middle(circle, level=level))
    return symbol("fill", name, layers)


def circle_marker(colour: str, name: str, *, size: float, sizes: str = "") -> Element:
    """Return a proportional circle of `size` millimetres, or of `sizes` (an expression)."""
    look = {
        "name": "circle",
        "color": rgba(colour, CIRCLE_OPACITY),
        "outline_color": rgba(PAPER),
        "outline_width": mm(_CIRCLE_EDGE),
        "outline_width_unit": "MM",
        "size": mm(size),
        "size_unit": "MM",
        "scale_method": "diameter",
    }
    return symbol("marker", name, [symbol_layer("SimpleMarker", look, sizes=sizes)])


def dot(colour: str, name: str, *, size: float) -> Element:
    """Return a round mark with a white edge, for a group."""
    look = {
        "name": "circle",
        "color": rgba(colour),
        "outline_color": rgba(PAPER),
        "outline_width": mm(_CIRCLE_EDGE),
        "outline_width_unit": "MM",
        "size": mm(size),
        "size_unit": "MM",
    }
    return symbol("marker", name, [symbol_layer("SimpleMarker", look)])


def area(fill: str | None, *, edge: str, width: float) -> Element:
    """Return the layer of an area in one colour, or of its outline alone."""
    return symbol_layer(
        "SimpleFill",
        {
            "style": "solid" if fill else "no",
            "color": rgba(fill or PAPER),
            "outline_style": "solid",
            "outline_color": rgba(edge),
            "outline_width": mm(width),
            "outline_width_unit": "MM",
            "joinstyle": "round",
        },
    )


def outline(colour: str, width: float, dashes: Sequence[float] = ()) -> Element:
    """Return the layer of a line round an area; `dashes` are multiples of its width."""
    pattern = ";".join(mm(length * width) for length in dashes)
    look = {
        "line_color": rgba(colour),
        "line_style": "solid",
        "line_width": mm(width),
        "line_width_unit": "MM",
        "capstyle": "flat",
        "joinstyle": "round",
    }
    if pattern:
        look |= {"use_custom_dash": "1", "customdash": pattern, "customdash_unit": "MM"}
    return symbol_layer("SimpleLine", look)


def _hatching(swatch: Swatch) -> list[Element]:
    if swatch.hatch == ".":
        point = {
            "name": "circle",
            "color": rgba(swatch.hatch_ink),
            "outline_style": "no",
            "size": mm(_DOT_SIZE),
            "size_unit": "MM",
        }
        inner = symbol("marker", "@hatch", [symbol_layer("SimpleMarker", point)])
        distance = mm(_HATCH_DISTANCE)
        half = mm(_HATCH_DISTANCE / 2)
        grid = {"distance_x": distance, "distance_y": distance, "displacement_x": half}
        units = {f"{key}_unit": "MM" for key in grid}
        return [symbol_layer("PointPatternFill", grid | units, inner=inner)]
    return [_lines(swatch.hatch_ink, angle) for angle in _HATCH_ANGLES.get(swatch.hatch, ())]


def _lines(ink: str, angle: int) -> Element:
    stroke = {
        "line_color": rgba(ink),
        "line_width": mm(_HATCH_WIDTH),
        "line_width_unit": "MM",
        "line_style": "solid",
    }
    inner = symbol("line", "@hatch", [symbol_layer("SimpleLine", stroke)])
    look = {
        "angle": str(angle),
        "distance": mm(_HATCH_DISTANCE),
        "distance_unit": "MM",
        "line_width": mm(_HATCH_WIDTH),
        "line_width_unit": "MM",
        "color": rgba(ink),
    }
    return symbol_layer("LinePatternFill", look, inner=inner)


def in_the_middle(marker: Element, *, level: int = 0) -> Element:
    """Return the layer that draws a marker inside each area, at `level` of the drawing order."""
    look = {"point_on_surface": "1", "point_on_all_parts": "0"}
    return symbol_layer("CentroidFill", look, level=level, inner=marker)


def data_defined(tag: str, name: str, expression: str) -> Element:
    """Return the element `tag` that has QGIS compute the property `name` for each row."""
    made = Element(tag)
    top = SubElement(made, "Option", type="Map")
    SubElement(top, "Option", name="name", type="QString", value="")
    properties = SubElement(top, "Option", name="properties", type="Map")
    one = SubElement(properties, "Option", name=name, type="Map")
    SubElement(one, "Option", name="active", type="bool", value="true")
    SubElement(one, "Option", name="expression", type="QString", value=expression)
    SubElement(one, "Option", name="type", type="int", value="3")
    SubElement(top, "Option", name="type", type="QString", value="collection")
    return made
