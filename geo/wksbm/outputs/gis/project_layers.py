"""The layers of the QGIS project as XML: where their rows or cells are, and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

import geopandas as gpd
from pyproj import CRS

from wksbm.crs import WGS84
from wksbm.layers.model import Atlas
from wksbm.outputs.gis.metadata import licences, source_lines
from wksbm.outputs.gis.package import PACKAGE
from wksbm.outputs.gis.styles import Style, is_labelled
from wksbm.outputs.gis.tables import Geometry, Table
from wksbm.text import Text

Bounds = tuple[float, float, float, float]
"""West, south, east, north."""


@dataclass(frozen=True)
class ProjectLayer:
    """
    A layer of the project.

    Parameters
    ----------
    id
        Of the indicator, table or surface; unique in the project.
    name
        Words for people.
    source
        Its file by a path relative to the project, and the table in it.
    provider
        Who reads it: ``ogr`` for rows, ``gdal`` for cells.
    element
        QGIS's ``maplayer``.
    counted
        True where the number of rows is written behind the entries of the legend.
    """

    id: str
    name: str
    source: str
    provider: Literal["ogr", "gdal"]
    element: Element
    counted: bool = False


def layer_id(name: str) -> str:
    """Return a layer's id in the project; QGIS changes those of ten characters or fewer."""
    return f"wksbm_atlas_{name}"


def styled_layer(style: Style, table: Table, atlas: Atlas) -> ProjectLayer:
    """Return a table of the package, drawn in one of its styles."""
    abstract = f"{table.description.to(atlas.config.lang)} {style.description}"
    return vector_layer(
        atlas,
        name=style.id,
        title=style.name,
        description=style.description,
        abstract=abstract,
        source=f"./{PACKAGE}|layername={style.table}",
        geometry=table.geometry,
        bounds=bounds_of(table.frame),
        parts=style.parts,
        counted=style.table in ("desa", "kelompok"),
    )


def layer_of_villages(
    atlas: Atlas,
    villages: Table,
    name: str,
    title: Text,
    description: Text,
    parts: Sequence[Element],
) -> ProjectLayer:
    """Return table desa of the package, drawn as no style inside it does."""
    lang = atlas.config.lang
    return vector_layer(
        atlas,
        name=name,
        title=title.to(lang),
        description=description.to(lang),
        source=f"./{PACKAGE}|layername={villages.name}",
        geometry=villages.geometry,
        bounds=bounds_of(villages.frame),
        parts=parts,
        counted=True,
    )


def vector_layer(
    atlas: Atlas,
    *,
    name: str,
    title: str,
    description: str,
    source: str,
    geometry: Geometry,
    bounds: Bounds,
    parts: Sequence[Element],
    abstract: str = "",
    counted: bool = False,
) -> ProjectLayer:
    """
    Return a layer of rows in EPSG:4326.

    Parameters
    ----------
    atlas
        Names the sources and licences.
    name, title, description, source, counted
        As `ProjectLayer` has them.
    geometry, bounds
        Of the rows; degrees.
    parts
        Renderer, labels and whatever else a style holds.
    abstract
        What the metadata say; the description where empty.
    """
    polygons = geometry != "Point"
    made = Element(
        "maplayer", type="vector", geometry="Polygon" if polygons else "Point",
        wkbType=geometry, styleCategories="AllStyleCategories", readOnly="0",
        labelsEnabled=str(int(is_labelled(parts))), hasScaleBasedVisibilityFlag="0",
        simplifyDrawingHints="1" if polygons else "0", simplifyDrawingTol="1",
        simplifyMaxScale="1", simplifyLocal="1", simplifyAlgorithm="0",
    )  # fmt: skip
    _describe(made, atlas, name, title, description, source, WGS84, bounds, abstract or description)
    SubElement(made, "provider", encoding="UTF-8").text = "ogr"
    made.extend(deepcopy(part) for part in parts)
    SubElement(made, "layerOpacity").text = "1"
    return ProjectLayer(name, title, source, "ogr", made, counted)


def raster_layer(
    atlas: Atlas,
    *,
    name: str,
    title: str,
    description: str,
    source: str,
    crs: CRS,
    bounds: Bounds,
    renderer: Element,
) -> ProjectLayer:
    """
    Return a layer of cells, of which those without a value are not drawn.

    Parameters
    ----------
    atlas, name, title, description, source
        As for `vector_layer`.
    crs, bounds
        Of the cells, in units of the CRS.
    renderer
        QGIS's ``rasterrenderer``.
    """
    made = Element("maplayer", type="raster", styleCategories="AllStyleCategories",
                   hasScaleBasedVisibilityFlag="0")  # fmt: skip
    _describe(made, atlas, name, title, description, source, crs, bounds, description)
    SubElement(made, "provider").text = "gdal"
    none = SubElement(made, "noData")
    SubElement(none, "noDataList", bandNo="1", useSrcNoData="1")
    SubElement(made, "pipe").append(renderer)
    return ProjectLayer(name, title, source, "gdal", made)


def _describe(
    made: Element,
    atlas: Atlas,
    name: str,
    title: str,
    description: str,
    source: str,
    crs: CRS,
    bounds: Bounds,
    abstract: str,
) -> None:
    made.append(extent("extent", bounds))
    SubElement(made, "id").text = layer_id(name)
    SubElement(made, "datasource").text = source
    SubElement(made, "shortname").text = name
    SubElement(made, "abstract").text = description
    SubElement(made, "layername").text = title
    SubElement(made, "srs").append(crs_element(crs))
    made.append(metadata("resourceMetadata", title, abstract, atlas, crs))
    manager = SubElement(made, "map-layer-style-manager", current="default")
    SubElement(manager, "map-layer-style", name="default")
    flags = SubElement(made, "flags")
    for flag, value in (("Identifiable", "1"), ("Removable", "1"), ("Searchable", "1")):
        SubElement(flags, flag).text = value


def crs_element(crs: CRS) -> Element:
    """Return a CRS as QGIS keeps it: WKT, and its EPSG code where it has one."""
    made, authority = Element("spatialrefsys"), crs.to_authority()
    SubElement(made, "wkt").text = crs.to_wkt()
    if authority is not None:
        SubElement(made, "authid").text = ":".join(authority)
    return made


def bounds_of(frame: gpd.GeoDataFrame) -> Bounds:
    """Return the bounds of rows, in the units of their CRS."""
    west, south, east, north = (float(bound) for bound in frame.total_bounds)
    return west, south, east, north


def extent(tag: str, bounds: Bounds) -> Element:
    """Return bounds as QGIS keeps them."""
    made = Element(tag)
    for name, bound in zip(("xmin", "ymin", "xmax", "ymax"), bounds, strict=True):
        SubElement(made, name).text = repr(bound)
    return made


def metadata(tag: str, title: str, abstract: str, atlas: Atlas, crs: CRS = WGS84) -> Element:
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
    SubElement(made, "crs").append(crs_element(crs))
    SubElement(made, "extent")
    return made
