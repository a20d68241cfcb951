"""Surfaces of cells, areas beyond reach and proposed places as layers of the QGIS project."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

import geopandas as gpd
import numpy as np
from pyproj import CRS

from wksbm.layers.model import Atlas, LegendClass
from wksbm.layers.reach_tables import COVERING, PROPOSAL_TABLE, REACH_PACKAGE, SPOT_TABLE
from wksbm.layers.surfaces import Surface
from wksbm.maps.reach import MOST_LISTED, PLACES, SPOT_COLOUR, SPOTS, ReachMarks, circles_sentence
from wksbm.maps.symbols import INK, MM_PER_POINT, PAPER
from wksbm.outputs.gis.legends import Explained
from wksbm.outputs.gis.project_layers import (
    Bounds,
    ProjectLayer,
    bounds_of,
    raster_layer,
    vector_layer,
)
from wksbm.outputs.gis.renderers import names, single
from wksbm.outputs.gis.symbols import area, mm, no_expression, rgba, symbol, symbol_layer
from wksbm.text import Lang, number

_SPOT_EDGE = 0.5 * MM_PER_POINT
_LETTER = 6.5
_CASING, _LINE = 1.6 * MM_PER_POINT, 0.7 * MM_PER_POINT
Marked = tuple[tuple[ProjectLayer, Explained], ...]
"""A layer and what its legend says; nothing where there is nothing to mark."""


def cells_layer(atlas: Atlas, name: str, surface: Surface) -> ProjectLayer:
    """Return a surface as it was written beside the project, in its classes."""
    lang = atlas.config.lang
    crs, bounds = _place(atlas, surface)
    return raster_layer(
        atlas,
        name=name,
        title=surface.title.to(lang),
        description=f"{surface.unit.to(lang)}; {surface.method.to(lang)}",
        source=f"./{surface.id}.tif",
        crs=crs,
        bounds=bounds,
        renderer=surface_renderer(surface.numeric, lang),
    )


def spots_layer(atlas: Atlas, name: str, marks: ReachMarks | None) -> Marked:
    """Return the populated areas beyond reach."""
    if marks is None or not marks.spots:
        return ()
    lang, title = atlas.config.lang, SPOTS.to(atlas.config.lang)
    layer = vector_layer(
        atlas,
        name=name,
        title=title,
        description=title,
        source=f"./{REACH_PACKAGE}|layername={SPOT_TABLE}",
        geometry="MultiPolygon",
        bounds=bounds_of(gpd.GeoDataFrame(geometry=[spot.area for spot in marks.spots])),
        parts=_spot_style(),
        counted=True,
    )
    label = f"{title} ({number(len(marks.spots), lang)})"
    return ((layer, Explained(layer.id, "", ((0, label),))),)


def places_layer(atlas: Atlas, name: str, marks: ReachMarks | None) -> Marked:
    """Return the proposed places of the covering model, without those of the greedy rule."""
    if marks is None or not marks.places:
        return ()
    lang, title = atlas.config.lang, PLACES.to(atlas.config.lang)
    layer = vector_layer(
        atlas,
        name=name,
        title=title,
        description=f"{title}. {circles_sentence(marks.reach_m).to(lang)}",
        source=f"./{REACH_PACKAGE}|layername={PROPOSAL_TABLE}|subset=\"cara\" = '{COVERING}'",
        geometry="Point",
        bounds=bounds_of(gpd.GeoDataFrame(geometry=[place.middle for place in marks.places])),
        parts=_place_style(marks.reach_m),
        counted=True,
    )
    label = (
        f"{title} ({number(len(marks.places), lang)}). {circles_sentence(marks.reach_m).to(lang)}"
    )
    return ((layer, Explained(layer.id, "", ((0, label),))),)


def _place(atlas: Atlas, surface: Surface) -> tuple[CRS, Bounds]:
    """Return where the cells of the written file lie."""
    spread, grid = atlas.spread, surface.grid
    if surface.kind != "reach" or spread is None or spread.distances is None:
        corner, rows, columns, crs = grid.transform, grid.rows, grid.columns, grid.crs
    else:
        window = spread.distances.window
        corner, rows, columns = window.transform, window.rows, window.columns
        crs = window.raster.crs
    xs, ys = (
        np.sort([corner.c, corner.c + corner.a * columns]),
        np.sort([corner.f, corner.f + corner.e * rows]),
    )
    return crs, (float(xs[0]), float(ys[0]), float(xs[1]), float(ys[1]))


def surface_renderer(classes: Sequence[LegendClass], lang: Lang) -> Element:
    """
    Return the renderer of a surface: a colour per class, upper bounds included.

    Parameters
    ----------
    classes
        Those of values, from low to high; the last has no end.
    lang
        Language of the labels.
    """
    made = Element(
        "rasterrenderer", type="singlebandpseudocolor", band="1", opacity="1", alphaBand="-1",
        classificationMin=f"{classes[0].lower:g}", classificationMax=f"{classes[-1].lower:g}",
    )  # fmt: skip
    shader = SubElement(
        SubElement(made, "rastershader"), "colorrampshader", colorRampType="DISCRETE",
        classificationMode="1", clip="0", labelPrecision="4",
        minimumValue=f"{classes[0].lower:g}", maximumValue=f"{classes[-1].lower:g}",
    )  # fmt: skip
    for entry in classes:
        upper = math.inf if entry.upper is None else entry.upper
        SubElement(
            shader, "item", alpha="255", color=entry.colour, value=f"{upper:.12g}",
            label=no_expression(entry.label.to(lang)),
        )  # fmt: skip
    return made


def _spot_style() -> tuple[Element, ...]:
    """Return the style of areas beyond reach: A has most people, the first ten have a letter."""
    letter = f'if("peringkat" <= {MOST_LISTED}, char(64 + "peringkat"), \'\')'
    return (
        single(symbol("fill", "0", [area(SPOT_COLOUR, edge=PAPER, width=_SPOT_EDGE)])),
        names(letter, expression=True, size=_LETTER, bold=True, priority=9, disc=SPOT_COLOUR),
    )


def _place_style(reach: float) -> tuple[Element, ...]:
    """Return the style of proposed places: a number, and a circle of `reach` metres round it."""
    rings = [_ring(PAPER, _CASING, "solid", reach), _ring(INK, _LINE, "dash", reach)]
    return (
        single(symbol("marker", "0", rings)),
        names("urutan", size=_LETTER, bold=True, priority=10, disc=INK, overlap=True),
    )


def _ring(colour: str, width: float, style: str, reach: float) -> Element:
    look = {
        "name": "circle",
        "color": rgba(PAPER, 0),
        "outline_color": rgba(colour),
        "outline_style": style,
        "outline_width": mm(width),
        "outline_width_unit": "MM",
        "size": mm(2 * reach),
        "size_unit": "MapUnit",
        "scale_method": "diameter",
    }
    return symbol_layer("SimpleMarker", look)
