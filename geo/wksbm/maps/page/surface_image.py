"""Surfaces on the interactive page: as classes of the cells of a picture in Web Mercator."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from wksbm.layers.model import Atlas
from wksbm.layers.surfaces import KINDS, Surface, find_surface
from wksbm.maps.page.layer_payload import layer_payload, rounded
from wksbm.maps.page.polyline import encode_points
from wksbm.maps.page.words import both_languages
from wksbm.maps.reach import listed, reach_marks
from wksbm.maps.surface import KNOWN, carried_on, surface_layer
from wksbm.raster.mercator import Frame, picture_frame, warped
from wksbm.text import Text

_PER_BANDWIDTH = 5
_FIRST_SIGN = ord("0")
_UNDER_IT = Text("lihat warna pada peta", "see the colours on the map")
_NO_COLOUR = "#f7f5ef"


def surface_layers(atlas: Atlas) -> list[dict[str, Any]]:
    """
    Return the surfaces that could be computed, as layers of the page without figures.

    Parameters
    ----------
    atlas
        The built atlas.

    Returns
    -------
    list of dict
        As `layer_payload` has them. ``measured`` is what the counts of the classes are;
        ``surface`` the picture: its ``extent`` in pixels of zoom 0, ``columns``, ``rows`` and
        ``cells``, one sign for each cell row by row, ``0`` for the first class. Cells beyond the
        known villages carry on the nearest one. The distance to the nearest group has no cells:
        the page finds them from the groups that it has, and ``reaches`` are the metres that
        part its classes.
    """
    spread = atlas.spread
    if spread is None or spread.density is None:
        return []
    finest = spread.density.bandwidth / _PER_BANDWIDTH
    return [
        _payload(atlas, surface, tuple(map(str, spread.columns)), finest)
        for surface in (find_surface(atlas, kind) for kind in KINDS)
        if surface is not None
    ]


def reach_payload(atlas: Atlas) -> dict[str, Any] | None:
    """
    Return areas beyond reach and proposed places; None without distances.

    Returns
    -------
    dict or None
        ``metres`` of a group's reach; ``lists`` of areas (the ten with most people, lettered)
        and of places (numbered): heading, what its figures are, rows of mark, name and people, and
        how many are not listed. ``rings`` of all areas in that order, and ``middles`` of the
        places: text (see `wksbm.maps.page.polyline`), EPSG:4326.
    """
    spread = atlas.spread
    if spread is None or spread.distances is None:
        return None
    marks = reach_marks(atlas, spread)
    return {
        "metres": marks.reach_m,
        "lists": [
            {
                "heading": both_languages(found.heading),
                "figures": both_languages(found.figures),
                "rows": [
                    {"mark": mark, "name": name, "people": rounded(people, 0)}
                    for mark, name, people in found.rows
                ],
                "rest": both_languages(found.rest) if found.rest else None,
            }
            for found in listed(marks)
        ],
        "rings": [
            [encode_points(shapely.get_coordinates(ring)) for ring in _rings(spot.area)]
            for spot in marks.spots
        ],
        "middles": encode_points(
            shapely.get_coordinates([place.middle for place in marks.places]).reshape(-1, 2)
        ),
    }


def picture_cells(surface: Surface, frame: Frame) -> npt.NDArray[np.uint8]:
    """Return the place of the class of each cell, shape (rows, columns); that at its middle."""
    known = ~np.isnan(surface.values)
    limits = _limits(surface)
    classes = np.where(known, np.searchsorted(limits, surface.values), np.nan)
    keys = [entry.key for entry in surface.classes]
    if "nobody" in keys:
        classes[~known & (surface.grid.inside > 0)] = keys.index("nobody")
    return warped(carried_on(classes), surface.grid, frame).astype(np.uint8)


def _payload(
    atlas: Atlas, surface: Surface, columns: tuple[str, ...], finest: float
) -> dict[str, Any]:
    if surface.kind == "density":
        made = (layer for layer in atlas.layers if layer.spec.measure.kind == "count")
    else:
        made = (layer for layer in atlas.layers if layer.spec.measure.column in columns)
    layer = surface_layer(atlas, next(made, atlas.layers[0]), surface)
    under = replace(surface.classes[0], key=KNOWN, label=_UNDER_IT, colour=_NO_COLOUR, count=0)
    layer = replace(layer, classes=(*layer.classes, replace(under, lower=None, upper=None)))
    return {
        **layer_payload(atlas, layer),
        "id": surface.id,
        "question": both_languages(surface.question),
        "explanation": both_languages(surface.explanation),
        "source": both_languages(surface.source),
        "symbology": "surface",
        "kind": "surface",
        "measured": both_languages(surface.measured),
        "surface": _picture(surface, finest),
    }


def _picture(surface: Surface, finest: float) -> dict[str, Any]:
    reach = surface.kind == "reach"
    frame = picture_frame(surface.grid, max(surface.grid.cell, 0.0 if reach else finest))
    signs = None if reach else (picture_cells(surface, frame) + _FIRST_SIGN).tobytes()
    return {
        "extent": frame.pixels,
        "columns": frame.columns,
        "rows": frame.rows,
        "cells": signs.decode("ascii") if signs else None,
        "reaches": _limits(surface) if reach else None,
    }


def _limits(surface: Surface) -> list[float]:
    """Return what parts the classes of values."""
    return [entry.upper for entry in surface.numeric[:-1] if entry.upper is not None]


def _rings(area: shapely.Geometry) -> list[shapely.Geometry]:
    return [ring for part in shapely.get_parts(area) for ring in (part.exterior, *part.interiors)]
