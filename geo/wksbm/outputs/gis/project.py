"""Write a QGIS project that opens the GeoPackage beside it, with every map of the atlas drawn."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from pyproj import CRS

from wksbm.crs import metric_crs
from wksbm.layers.dictionary import ColumnNote
from wksbm.layers.model import Atlas
from wksbm.maps.spec import MapSpec
from wksbm.outputs.gis.layouts import layout
from wksbm.outputs.gis.metadata import atlas_title, remarks
from wksbm.outputs.gis.project_layers import (
    Bounds,
    crs_element,
    extent,
    layer_id,
    metadata,
    styled_layer,
)
from wksbm.outputs.gis.project_maps import ProjectMap, project_maps
from wksbm.outputs.gis.project_tree import from_the_top, layer_tree, themes
from wksbm.outputs.gis.styles import QGIS_VERSION, package_styles
from wksbm.outputs.gis.tables import package_tables
from wksbm.text import Lang

PROJECT = "desa.qgz"
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
        Its maps; each printed one becomes a print layout with the same page and words, but for
        series of small maps.
    folder
        That of the GeoPackage, of the surfaces and of the areas beyond reach.
    dictionary
        What the columns of the user's tables mean.

    Returns
    -------
    Path
        The project: indicators grouped by question, of which one is shown at a time, below the
        layers of the other maps, the areas, groups and outlines; a map theme per indicator and per
        other map; in the UTM zone of the atlas. The same input gives the same bytes.
    """
    text = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(
        _project(atlas, maps, dictionary), encoding="unicode"
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


def _project(
    atlas: Atlas, maps: Sequence[MapSpec], dictionary: Mapping[str, ColumnNote]
) -> Element:
    tables = package_tables(atlas)
    held = {table.name: table for table in tables}
    styles = package_styles(atlas, tables, dictionary)
    layers = [styled_layer(style, held[style.table], atlas) for style in styles]
    drawn = project_maps(atlas, maps, held["desa"])
    names = _layout_names([entry.spec for entry in drawn], atlas.config.lang)
    followed = _themes_followed(drawn, names, [layer.name for layer in layers])
    crs, title = metric_crs(atlas.villages), atlas_title(atlas)
    bounds = _bounds(atlas, crs)
    root = Element("qgis", projectname=title, version=QGIS_VERSION)
    SubElement(root, "homePath", path="")
    SubElement(root, "title").text = title
    SubElement(root, "projectCrs").append(crs_element(crs))
    root.append(layer_tree(atlas, layers, drawn, names))
    root.append(_canvas(crs, bounds))
    everything = from_the_top(atlas, layers, drawn)
    SubElement(root, "projectlayers").extend(layer.element for layer in everything)
    order = SubElement(root, "layerorder")
    for layer in everything:
        SubElement(order, "layer", id=layer_id(layer.id))
    root.append(_properties())
    root.append(themes(atlas, layers, drawn, names, followed))
    root.append(metadata("projectMetadata", title, "\n".join(remarks(atlas)), atlas))
    layouts = SubElement(root, "Layouts")
    for entry, name, theme in zip(drawn, names, followed, strict=True):
        layouts.append(layout(atlas, entry, name=name, theme=theme, crs=crs, bounds=bounds))
    return root


def _layout_names(maps: Sequence[MapSpec], lang: Lang) -> list[str]:
    """Return the maps' titles, with their id where two share one: QGIS keeps one of a name."""
    titles = [spec.title.to(lang) for spec in maps]
    return [
        title if titles.count(title) == 1 else f"{title} ({spec.id})"
        for title, spec in zip(titles, maps, strict=True)
    ]


def _themes_followed(
    maps: Sequence[ProjectMap], names: Sequence[str], indicators: Sequence[str]
) -> list[str]:
    """Return the theme of each map: an indicator's, or its own, with its id where one has it."""
    return [
        entry.indicator or (f"{name} ({entry.spec.id})" if name in indicators else name)
        for entry, name in zip(maps, names, strict=True)
    ]


def _canvas(crs: CRS, bounds: Bounds) -> Element:
    made = Element("mapcanvas", name="theMapCanvas", annotationsVisible="1")
    SubElement(made, "units").text = "meters"
    made.append(extent("extent", bounds))
    SubElement(made, "rotation").text = "0"
    SubElement(made, "destinationsrs").append(crs_element(crs))
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


def _bounds(atlas: Atlas, crs: CRS) -> Bounds:
    west, south, east, north = (
        float(bound) for bound in atlas.villages.geometry.to_crs(crs).total_bounds
    )
    margin = max(east - west, north - south) * _MARGIN
    return (
        round(west - margin), round(south - margin), round(east + margin), round(north + margin)
    )  # fmt: skip
