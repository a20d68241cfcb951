"""Write a QGIS project that opens the GeoPackage beside it, with every indicator drawn."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from pyproj import CRS

from geo.crs import WGS84, metric_crs
from geo.layers.dictionary import ColumnNote
from geo.layers.model import Atlas
from geo.maps.spec import MapSpec
from geo.outputs.gis.layouts import layer_id, layout
from geo.outputs.gis.metadata import atlas_title, licences, remarks, source_lines
from geo.outputs.gis.package import PACKAGE
from geo.outputs.gis.styles import QGIS_VERSION, Style, package_styles
from geo.outputs.gis.tables import Table, package_tables
from geo.text import Lang, Text

PROJECT = "desa.qgz"
_INDICATORS = Text("Indikator", "Indicators")
_ON_TOP = ("daerah", "kelompok", "kecamatan")
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_NO_DICTIONARY: Mapping[str, ColumnNote] = {}
_MARGIN = 0.03


def write_project(
    atlas: Atlas,
    maps: Sequence[MapSpec],
    folder: Path,
    dictionary: Mapping[str, ColumnNote] = _NO_DICTIONARY,
) -> Path:
    """
    Write `desa.qgz` beside `desa.gpkg`, which it names by a relative path.

    Parameters
    ----------
    atlas
        The built atlas.
    maps
        Its maps; each printed one becomes a print layout with the same page and words.
    folder
        That of the GeoPackage.
    dictionary
        What the columns of the user's tables mean.

    Returns
    -------
    Path
        The project: indicators grouped by question, of which one is shown at a time, below the
        areas, groups and outlines; a map theme per indicator; in the UTM zone of the atlas. The
        same input gives the same bytes.
    """
    tables = package_tables(atlas)
    styles = package_styles(atlas, tables, dictionary)
    text = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(
        _project(atlas, maps, tables, styles), encoding="unicode"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        entry = zipfile.ZipInfo("desa.qgs", _ZIP_DATE)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # the same bytes on Windows
        archive.writestr(entry, text.encode("utf-8"))
    path = folder / PROJECT
    path.write_bytes(buffer.getvalue())
    return path


def crs_element(crs: CRS) -> Element:
    """Return a CRS as QGIS keeps it: WKT, and its EPSG code where it has one."""
    made, authority = Element("spatialrefsys"), crs.to_authority()
    SubElement(made, "wkt").text = crs.to_wkt()
    if authority is not None:
        SubElement(made, "authid").text = ":".join(authority)
    return made


def layer_source(style: Style) -> str:
    """Return where the project finds the rows of a layer."""
    return f"./{PACKAGE}|layername={style.table}"


def _project(
    atlas: Atlas, maps: Sequence[MapSpec], tables: Sequence[Table], styles: Sequence[Style]
) -> Element:
    crs, title = metric_crs(atlas.villages), atlas_title(atlas)
    bounds = _bounds(atlas, crs)
    root = Element("qgis", projectname=title, version=QGIS_VERSION)
    SubElement(root, "homePath", path="")
    SubElement(root, "title").text = title
    SubElement(root, "projectCrs").append(crs_element(crs))
    root.append(_tree(atlas, styles))
    root.append(_canvas(crs, bounds))
    layers = SubElement(root, "projectlayers")
    held = {table.name: table for table in tables}
    layers.extend(_map_layer(style, held[style.table], atlas) for style in styles)
    order = SubElement(root, "layerorder")
    for style in _from_the_top(styles):
        SubElement(order, "layer", id=layer_id(style.id))
    root.append(_properties())
    root.append(_themes(atlas, styles))
    root.append(_metadata("projectMetadata", title, "\n".join(remarks(atlas)), atlas))
    layouts = SubElement(root, "Layouts")
    titles = {style.id: style.name for style in styles}
    printed = [spec for spec in maps if spec.kind == "static"]
    for spec, name in zip(printed, _layout_names(printed, atlas.config.lang), strict=True):
        theme = titles[spec.layers[0]]
        layouts.append(layout(atlas, spec, name=name, theme=theme, crs=crs, bounds=bounds))
    return root


def _layout_names(maps: Sequence[MapSpec], lang: Lang) -> list[str]:
    """Return the maps' titles, with their id where two share one: QGIS keeps one of a name."""
    titles = [spec.title.to(lang) for spec in maps]
    return [
        title if titles.count(title) == 1 else f"{title} ({spec.id})"
        for title, spec in zip(titles, maps, strict=True)
    ]


def _from_the_top(styles: Sequence[Style]) -> list[Style]:
    above = [style for name in _ON_TOP for style in styles if style.id == name]
    return [*above, *(style for style in styles if style.table == "desa")]


def _tree(atlas: Atlas, styles: Sequence[Style]) -> Element:
    """One indicator is shown at a time: a choice among the questions and within each of them."""
    lang = atlas.config.lang
    root = Element("layer-tree-group")
    for style in _from_the_top(styles):
        if style.table != "desa":
            root.append(_leaf(style, shown=style.id == "kecamatan", counted=style.id == "kelompok"))
    indicators = _group(root, _INDICATORS.to(lang), chosen=0)
    drawn = {style.id: style for style in styles if style.table == "desa"}
    questions = dict.fromkeys(layer.spec.question for layer in atlas.layers)
    for place, question in enumerate(questions):
        group = _group(indicators, question.to(lang), chosen=0, shown=place == 0)
        asked = (layer for layer in atlas.layers if layer.spec.question == question)
        for number, layer in enumerate(asked):
            group.append(_leaf(drawn[layer.id], shown=place == number == 0, counted=True))
    return root


def _group(parent: Element, name: str, *, chosen: int, shown: bool = True) -> Element:
    return SubElement(
        parent, "layer-tree-group", {
            "name": name, "checked": _checked(shown), "expanded": "1" if shown else "0",
            "mutually-exclusive": "1", "mutually-exclusive-child": str(chosen),
        },
    )  # fmt: skip


def _leaf(style: Style, *, shown: bool, counted: bool) -> Element:
    made = Element(
        "layer-tree-layer", id=layer_id(style.id), name=style.name, source=layer_source(style),
        providerKey="ogr", checked=_checked(shown), expanded="1" if shown else "0",
    )  # fmt: skip
    if counted:
        properties = SubElement(made, "customproperties")
        options = SubElement(properties, "Option", type="Map")
        SubElement(options, "Option", name="showFeatureCount", type="QString", value="1")
        SubElement(properties, "property", key="showFeatureCount", value="1")
    return made


def _checked(shown: bool) -> str:
    return "Qt::Checked" if shown else "Qt::Unchecked"


def _canvas(crs: CRS, bounds: tuple[float, float, float, float]) -> Element:
    made = Element("mapcanvas", name="theMapCanvas", annotationsVisible="1")
    SubElement(made, "units").text = "meters"
    made.append(_extent("extent", bounds))
    SubElement(made, "rotation").text = "0"
    SubElement(made, "destinationsrs").append(crs_element(crs))
    return made


def _map_layer(style: Style, table: Table, atlas: Atlas) -> Element:
    polygons = table.geometry != "Point"
    made = Element(
        "maplayer", type="vector", geometry="Polygon" if polygons else "Point",
        wkbType=table.geometry, styleCategories="AllStyleCategories", readOnly="0",
        labelsEnabled=str(int(style.labelled)), hasScaleBasedVisibilityFlag="0",
        simplifyDrawingHints="1" if polygons else "0", simplifyDrawingTol="1",
        simplifyMaxScale="1", simplifyLocal="1", simplifyAlgorithm="0",
    )  # fmt: skip
    west, south, east, north = (float(bound) for bound in table.frame.total_bounds)
    made.append(_extent("extent", (west, south, east, north)))
    SubElement(made, "id").text = layer_id(style.id)
    SubElement(made, "datasource").text = layer_source(style)
    SubElement(made, "shortname").text = style.id
    SubElement(made, "abstract").text = style.description
    SubElement(made, "layername").text = style.name
    SubElement(made, "srs").append(crs_element(WGS84))
    told = table.description.to(atlas.config.lang)
    made.append(_metadata("resourceMetadata", style.name, f"{told} {style.description}", atlas))
    SubElement(made, "provider", encoding="UTF-8").text = "ogr"
    manager = SubElement(made, "map-layer-style-manager", current="default")
    SubElement(manager, "map-layer-style", name="default")
    flags = SubElement(made, "flags")
    for flag, value in (("Identifiable", "1"), ("Removable", "1"), ("Searchable", "1")):
        SubElement(flags, flag).text = value
    made.extend(deepcopy(part) for part in style.parts)
    SubElement(made, "layerOpacity").text = "1"
    return made


def _metadata(tag: str, title: str, abstract: str, atlas: Atlas) -> Element:
    """Return the title, abstract, licences, sources and CRS of a layer or of the project."""
    made = Element(tag)
    SubElement(made, "identifier").text = ""
    SubElement(made, "language").text = atlas.config.lang.upper()
    SubElement(made, "type").text = "dataset"
    SubElement(made, "title").text = title
    SubElement(made, "abstract").text = abstract
    SubElement(made, "links")
    for line in source_lines(atlas):
        SubElement(made, "history").text = line
    for licence in licences(atlas):
        SubElement(made, "license").text = licence
    SubElement(made, "encoding").text = "UTF-8"
    SubElement(made, "crs").append(crs_element(WGS84))
    SubElement(made, "extent")
    return made


def _themes(atlas: Atlas, styles: Sequence[Style]) -> Element:
    """One theme per indicator, with the outlines and, for the scan, its areas."""
    made = Element("visibility-presets")
    areas = {layer.id for layer in atlas.layers if layer.spec.measure.kind == "scan"}
    for style in styles:
        if style.table != "desa":
            continue
        theme = SubElement(
            made, "visibility-preset", {"name": style.name, "has-expanded-info": "0"}
        )
        shown = {"kecamatan", style.id} | ({"daerah"} if style.id in areas else set())
        for other in _from_the_top(styles):
            if other.id in shown:
                SubElement(
                    theme,
                    "layer",
                    id=layer_id(other.id),
                    visible="1",
                    style="default",
                    expanded="0",
                )
    return made


def _properties() -> Element:
    made = Element("properties")
    paths = SubElement(made, "Paths")
    SubElement(paths, "Absolute", type="bool").text = "false"
    reference = SubElement(made, "SpatialRefSys")
    SubElement(reference, "ProjectionsEnabled", type="int").text = "1"
    measure = SubElement(made, "Measure")
    SubElement(measure, "Ellipsoid", type="QString").text = "EPSG:7030"
    measurement = SubElement(made, "Measurement")
    SubElement(measurement, "DistanceUnits", type="QString").text = "kilometers"
    SubElement(measurement, "AreaUnits", type="QString").text = "km2"
    gui = SubElement(made, "Gui")
    for part, value in (("CanvasColorRedPart", 245), ("CanvasColorGreenPart", 244),
                        ("CanvasColorBluePart", 240)):  # fmt: skip
        SubElement(gui, part, type="int").text = str(value)
    return made


def _bounds(atlas: Atlas, crs: CRS) -> tuple[float, float, float, float]:
    west, south, east, north = (
        float(bound) for bound in atlas.villages.geometry.to_crs(crs).total_bounds
    )
    margin = max(east - west, north - south) * _MARGIN
    return (
        round(west - margin), round(south - margin), round(east + margin), round(north + margin)
    )  # fmt: skip


def _extent(tag: str, bounds: tuple[float, float, float, float]) -> Element:
    made = Element(tag)
    for name, bound in zip(("xmin", "ymin", "xmax", "ymax"), bounds, strict=True):
        SubElement(made, name).text = repr(bound)
    return made
