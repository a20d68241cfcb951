"""Print layouts of the QGIS project: a page per printed map, ready to change and export."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from pyproj import CRS

from wksbm.layers.model import Atlas, Layer
from wksbm.maps import caption as words
from wksbm.maps.sheet.theme import PAGE_SIZES, TextStyle, wrap
from wksbm.maps.symbols import ALERT, BACKDROP, FRAME, INK, MM_PER_POINT, SOFT_INK, round_below
from wksbm.outputs.gis.circles import Circles
from wksbm.outputs.gis.legends import Explained
from wksbm.outputs.gis.project_layers import layer_id
from wksbm.outputs.gis.project_maps import ProjectMap
from wksbm.outputs.gis.symbols import (
    area,
    circle_marker,
    no_expression,
    rgba,
    symbol,
    symbol_layer,
)
from wksbm.text import Text, number

_MAP, _PICTURE, _LABEL, _LEGEND, _SHAPE, _SCALE_BAR, _PAGE = (
    65639, 65640, 65641, 65642, 65643, 65646, 65638,
)  # fmt: skip
_NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "wksbm-atlas")
_TITLE, _FINDING, _WORDS, _SMALL = 17.0, 10.0, 8.5, 7.0
_COLUMN, _GAP, _HEAD = 72.0, 5.0, 22.5
_ROW, _SWATCH, _WRAP = 5.0, 7.0, "|"
_SAMPLE = Text("DATA CONTOH", "SAMPLE DATA (DATA CONTOH)")
_BAR_SHARE = 5.0


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in millimetres from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class _Places:
    """Where the parts of a page stand."""

    map: Box
    legend: Box
    bar: Box
    north: Box
    notes: Box


def layout(
    atlas: Atlas,
    shown: ProjectMap,
    *,
    name: str,
    theme: str,
    crs: CRS,
    bounds: tuple[float, float, float, float],
) -> Element:
    """
    Return the layout of one printed map.

    Parameters
    ----------
    atlas, shown
        The map: its page, its title, what it shows and what its legend says.
    name
        Of the layout in the project.
    theme
        Name of the map theme with its layers; the map keeps to it whatever is ticked.
    crs
        Of the project, in metres.
    bounds
        West, south, east, north of what the map shows, in `crs`.
    """
    lang, spec, layer = atlas.config.lang, shown.spec, shown.layer
    page = PAGE_SIZES[spec.page]
    places = _places(page.width, page.height, page.margin, portrait=not page.landscape)
    wide = page.width - 2 * page.margin
    made = Element("Layout", name=name, units="mm", printResolution="300",
                   worldFileMap="")  # fmt: skip
    pages = SubElement(made, "PageCollection")
    ground = area("#ffffff", edge="#ffffff", width=0)
    pages.append(symbol("fill", "", [ground]))
    sheet = _item(_PAGE, f"{spec.id}-page", Box(0, 0, page.width, page.height), background=True)
    sheet.append(symbol("fill", "", [area("#ffffff", edge="#ffffff", width=0)]))
    pages.append(sheet)
    identifier = _identifier(f"{spec.id}-map")
    title = words.plain(spec.title.to(lang))
    result = words.finding(atlas, layer).to(lang)
    legend = [_broken(explained, places.legend.width) for explained in shown.legend]
    items = [
        _label(f"{spec.id}-title", title, Box(page.margin, page.margin, wide * 0.8, 9), _TITLE,
               bold=True),
        _label(f"{spec.id}-finding", result, Box(page.margin, page.margin + 9.5, wide, 11),
               _FINDING, colour=SOFT_INK),
        _map(f"{spec.id}-map", places.map, theme, bounds),
        _legend(f"{spec.id}-legend", places.legend, legend, identifier),
        _bar(f"{spec.id}-bar", places, identifier, bounds),
        _north(f"{spec.id}-north", places.north, identifier),
        _label(f"{spec.id}-notes", _notes(atlas, layer, crs), places.notes, _SMALL,
               colour=SOFT_INK, bottom=True),
    ]  # fmt: skip
    if shown.circles is not None:
        items += _circles(spec.id, shown.circles, _under(places.legend, legend), atlas)
    if atlas.sample:
        banner = Box(page.width - page.margin - 60, page.margin, 60, 7)
        items.append(_label(f"{spec.id}-sample", _SAMPLE.to(lang), banner, _FINDING, colour=ALERT,
                            bold=True, right=True))  # fmt: skip
    for place, item in enumerate(items, start=1):
        item.set("zValue", str(place))
    made.extend(reversed(items))
    return made


def _places(width: float, height: float, margin: float, *, portrait: bool) -> _Places:
    top = margin + _HEAD
    if portrait:
        foot = 78.0
        down = height - margin - foot + _GAP
        half = (width - 2 * margin - _GAP) / 2
        right = margin + half + _GAP
        return _Places(
            map=Box(margin, top, width - 2 * margin, height - margin - foot - top),
            legend=Box(margin, down, half, foot - _GAP),
            bar=Box(right, down, half - 16, 12),
            north=Box(right + half - 12, down, 12, 13),
            notes=Box(right, down + 16, half, foot - _GAP - 16),
        )
    left = width - margin - _COLUMN
    bottom = height - margin
    return _Places(
        map=Box(margin, top, left - _GAP - margin, bottom - top),
        legend=Box(left, top, _COLUMN, 78),
        bar=Box(left, bottom - 76, _COLUMN - 16, 12),
        north=Box(left + _COLUMN - 12, bottom - 77, 12, 13),
        notes=Box(left, bottom - 60, _COLUMN, 60),
    )


def _broken(explained: Explained, width: float) -> Explained:
    """Return what a legend says, broken into lines."""

    def lines(text: str, style: TextStyle, room: float) -> str:
        words = no_expression(text).replace(_WRAP, "/")
        return _WRAP.join(wrap(words, style, room, max_lines=4))

    style = TextStyle(_WORDS * 1.1)
    return replace(
        explained,
        heading=lines(explained.heading, replace(style, weight=700), width),
        entries=tuple(
            (place, lines(text, style, width - _SWATCH - 4)) for place, text in explained.entries
        ),
    )


def _under(legend: Box, shown: Sequence[Explained]) -> Box:
    """Return the place below a legend."""
    texts = (text for one in shown for text in (one.heading, *(text for _, text in one.entries)))
    rows = sum(text.count(_WRAP) + 1 for text in texts if text)
    return Box(legend.left, legend.top + _ROW * rows + 3, legend.width, 20)


def _notes(atlas: Atlas, layer: Layer, crs: CRS) -> str:
    lang = atlas.config.lang
    name = crs.name if crs.to_epsg() is None else f"{crs.name} (EPSG:{crs.to_epsg()})"
    sentences = (
        words.dates(atlas, layer),
        words.sources(atlas, layer),
        words.method_line(layer, name),
        *words.warnings(atlas),
        *atlas.notes,
    )
    return "\n".join(f"{text.to(lang).rstrip('. ')}." for text in sentences)


def _identifier(name: str) -> str:
    return f"{{{uuid.uuid5(_NAMES, name)}}}"


def _item(kind: int, name: str, box: Box, *, background: bool = False, frame: bool = False,
          **more: str) -> Element:  # fmt: skip
    identifier = _identifier(name)
    position, size = f"{box.left:g},{box.top:g},mm", f"{box.width:g},{box.height:g},mm"
    made = Element(
        "LayoutItem", type=str(kind), uuid=identifier, templateUuid=identifier, id=name,
        position=position, positionOnPage=position, size=size, referencePoint="0",
        itemRotation="0", visibility="1", opacity="1", blendMode="0", excludeFromExports="0",
        positionLock="false", groupUuid="", background=str(background).lower(),
        frame=str(frame).lower(), outlineWidthM="0.3,mm", frameJoinStyle="miter",
    )  # fmt: skip
    made.attrib.update(more)
    if frame:
        made.append(_colour("FrameColor", FRAME))
    if background:
        made.append(_colour("BackgroundColor", BACKDROP if frame else "#ffffff"))
    return made


def _colour(tag: str, colour: str) -> Element:
    red, green, blue, alpha = rgba(colour).split(",")
    return Element(tag, red=red, green=green, blue=blue, alpha=alpha)


def _font(size: float, *, bold: bool = False) -> str:
    """Describe a font as Qt does; Arial, or what the system has in its place."""
    return f"Arial,{size:g},-1,5,{75 if bold else 50},0,0,0,0,0"


def _label(name: str, text: str, box: Box, size: float, *, colour: str = INK, bold: bool = False,
           right: bool = False, bottom: bool = False) -> Element:  # fmt: skip
    """Return a text."""
    made = _item(
        _LABEL, name, box, labelText=no_expression(text), htmlState="0", marginX="0",
        marginY="0", halign="2" if right else "1", valign="64" if bottom else "32",
    )  # fmt: skip
    SubElement(made, "LabelFont", description=_font(size, bold=bold), style="")
    made.append(_colour("FontColor", colour))
    return made


def _map(name: str, box: Box, theme: str,
         bounds: tuple[float, float, float, float]) -> Element:  # fmt: skip
    made = _item(
        _MAP, name, box, background=True, frame=True, followPreset="true", followPresetName=theme,
        keepLayerSet="false", keepStyles="false", mapRotation="0", drawCanvasItems="true",
        mapFlags="0", labelMargin="0,mm", isTemporal="0",
    )  # fmt: skip
    west, south, east, north = _filling(box, bounds)
    SubElement(made, "Extent", xmin=repr(west), ymin=repr(south), xmax=repr(east),
               ymax=repr(north))  # fmt: skip
    SubElement(made, "LayerSet")
    return made


def _filling(
    box: Box, bounds: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Widen bounds to the shape of a box."""
    west, south, east, north = bounds
    scale = max((east - west) / box.width, (north - south) / box.height)
    x, y = (west + east) / 2, (south + north) / 2
    across, up = scale * box.width / 2, scale * box.height / 2
    return x - across, y - up, x + across, y + up


def _legend(name: str, box: Box, shown: Sequence[Explained], map_id: str) -> Element:
    made = _item(
        _LEGEND, name, box, map_uuid=map_id, title="", columnCount="1", symbolWidth="7",
        symbolHeight="4", symbolAlignment="1", lineSpacing="1", boxSpace="0", columnSpace="2",
        resizeToContents="1", wrapChar=_WRAP, legendFilterByAtlas="0", splitLayer="0",
        equalColumnWidth="0", fontColor=INK, titleAlignment="1", rasterBorder="0",
    )  # fmt: skip
    styles = SubElement(made, "styles")
    for part, size, gap in (("title", _FINDING, "0"), ("group", _WORDS, "2"),
                            ("subgroup", _WORDS, "1"), ("symbol", _WORDS, "1"),
                            ("symbolLabel", _WORDS, "1")):  # fmt: skip
        style = SubElement(styles, "style", name=part, alignment="1", marginTop=gap, indent="0")
        if part == "symbolLabel":
            style.set("marginLeft", "2")
        if part == "subgroup":
            style.set("marginBottom", "1.2")
        SubElement(style, "styleFont", description=_font(size, bold=part == "subgroup"), style="")
    tree = SubElement(made, "layer-tree-group")
    for explained in shown:
        leaf = SubElement(
            tree, "layer-tree-layer", id=layer_id(explained.layer), name=explained.heading,
            checked="Qt::Checked", expanded="1", providerKey="ogr",
        )  # fmt: skip
        properties = SubElement(leaf, "customproperties")
        options = SubElement(properties, "Option", type="Map")
        settings = {
            "cached_name": explained.heading,
            "legend/title-label": explained.heading,
            "legend/node-order": ",".join(str(place) for place, _ in explained.entries),
        }
        if not explained.heading:
            settings["legend/title-style"] = "hidden"
        settings |= {f"legend/label-{place}": text for place, text in explained.entries}
        for key, value in settings.items():
            SubElement(options, "Option", name=key, type="QString", value=value)
            SubElement(properties, "property", key=key, value=value)
    return made


def _bar(name: str, places: _Places, map_id: str,
         bounds: tuple[float, float, float, float]) -> Element:  # fmt: skip
    west, _, east, _ = _filling(places.map, bounds)
    step = round_below((east - west) / 1000 / _BAR_SHARE / 2)
    made = _item(
        _SCALE_BAR, name, places.bar, mapUuid=map_id, style="Single Box", unitType="km",
        unitLabel="km", numUnitsPerSegment=f"{step:g}", numMapUnitsPerScaleBarUnit="1",
        numSegments="2", numSegmentsLeft="0", segmentSizeMode="0", height="2", boxContentSpace="0",
        labelBarSpace="1", outlineWidth="0.2", alignment="0", minBarWidth="20", maxBarWidth="80",
        labelVerticalPlacement="0", labelHorizontalPlacement="0", numSubdivisions="1",
        subdivisionsHeight="1.5", lineJoinStyle="miter", lineCapStyle="square",
    )  # fmt: skip
    style = SubElement(
        made, "text-style", fontFamily="Arial", fontSize=f"{_WORDS:g}", fontSizeUnit="Point",
        fontWeight="50", textColor=rgba(INK), textOpacity="1",
    )  # fmt: skip
    SubElement(style, "text-buffer", bufferDraw="0")
    for tag, colour in (("fillColor", INK), ("fillColor2", "#ffffff"), ("strokeColor", INK)):
        made.append(_colour(tag, colour))
    return made


def _north(name: str, box: Box, map_id: str) -> Element:
    return _item(
        _PICTURE, name, box, file=_NORTH, mode="0", resizeMode="0", anchorPoint="4",
        pictureRotation="0", northMode="1", northOffset="0", mapUuid=map_id,
        svgFillColor=rgba(INK), svgBorderColor=rgba(INK), svgBorderWidth="0.2",
    )  # fmt: skip


def _circles(name: str, circles: Circles, box: Box, atlas: Atlas) -> list[Element]:
    """Return the legend's circles side by side on one line, each with its value below."""
    lang, items, left = atlas.config.lang, [], box.left
    widest = circles.size(circles.examples[0])
    for place, value in enumerate(circles.examples):
        size = circles.size(value)
        room = max(size, 8.0)
        at = Box(left + (room - size) / 2, box.top + widest - size, size, size)
        shape = _item(_SHAPE, f"{name}-circle-{place}", at, shapeType="0")
        marker = circle_marker(circles.colour, "", size=size)[0]
        look = {prop.get("k", ""): prop.get("v", "") for prop in marker.iter("prop")}
        fill = {"style": "solid"} | {
            key: look[key] for key in ("color", "outline_color", "outline_width")
        }
        shape.append(symbol("fill", "", [symbol_layer("SimpleFill", fill)]))
        items.append(shape)
        digits = next((count for count in range(6) if round(value, count) == value), 6)
        under = Box(left, box.top + widest + 0.8, room, _WORDS * MM_PER_POINT * 1.3)
        text = number(value, lang, decimals=digits)
        label = _label(f"{name}-value-{place}", text, under, _WORDS)
        label.set("halign", "4")
        items.append(label)
        left += room + 3
    return items
