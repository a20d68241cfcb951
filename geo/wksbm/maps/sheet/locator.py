"""The locator: where the region lies among its neighbours, in a corner of the map."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from wksbm.layers.model import Atlas
from wksbm.maps import symbols
from wksbm.maps.sheet.corner import free_corner
from wksbm.maps.sheet.frame import MapFrame, Window, fit_frame
from wksbm.maps.sheet.furniture import Pen, Sheet
from wksbm.maps.sheet.paint import paint
from wksbm.maps.sheet.theme import TextStyle, wrap
from wksbm.maps.symbols import MM_PER_POINT

_SIZES = ((40.0, 34.0), (34.0, 29.0), (28.0, 24.0), (22.0, 19.0))
_PADDING = 1.6
_HERE, _AROUND, _EDGE = "#a4262c", "#e3e0d6", "#8d9192"
_PROVINCE_CODE = 2
_LEAST_DOT = 1.4


def draw_locator(sheet: Sheet, frame: MapFrame, atlas: Atlas, taken: list[Window]) -> None:
    """
    Draw the region in its province, where the map has a free corner.

    Parameters
    ----------
    sheet, frame
        The page, and where the land lies on it.
    atlas
        With a context; without one, nothing is drawn.
    taken
        Corners that hold a list.
    """
    around = surroundings(atlas)
    if around is None:
        return
    land = atlas.kecamatan.geometry.to_numpy()
    boxes = [
        shapely.box(box.left, box.bottom, box.left + box.width, box.bottom + box.height)
        for box in taken
    ]
    for width, height in _SIZES:
        scale = max(sheet.page.scale, 1.0)
        corner = free_corner(frame, land, width * scale, height * scale, boxes)
        if corner is not None:
            _draw(sheet, atlas, around, corner)
            return


def surroundings(atlas: Atlas) -> gpd.GeoDataFrame | None:
    """Return the areas of the region's province, all of them where the codes do not tell."""
    if atlas.context is None or atlas.context.empty:
        return None
    provinces = {str(kode)[:_PROVINCE_CODE] for kode in atlas.villages.index}
    near = atlas.context[atlas.context.index.str[:_PROVINCE_CODE].isin(provinces)]
    return near if len(near) else atlas.context


def _draw(sheet: Sheet, atlas: Atlas, around: gpd.GeoDataFrame, box: Window) -> None:
    sheet.box(box, "locator", fill=symbols.PAPER, pen=Pen(symbols.FRAME, 0.5), zorder=6.5)
    style = TextStyle(sheet.page.size(6.5), 600)
    names = list(dict.fromkeys(str(name) for name in atlas.villages["provinsi"] if str(name)))
    room = box.width - 2 * _PADDING
    lines = wrap(names[0], style, room, max_lines=1) if len(names) == 1 else []
    below = style.line_height if lines else 0.0
    window = Window(box.left, box.bottom + below, box.width, box.height - below)
    frame = fit_frame(around, window, _PADDING)
    shapes = frame.outlines(around.geometry.to_numpy())
    shapes = shapes[~shapely.is_empty(shapes)]
    here = frame.outlines(np.array([atlas.kecamatan.geometry.union_all()], dtype=object))
    paint(sheet, shapes, "locator", fill=_AROUND, pen=Pen(_EDGE, 0.4), zorder=6.6)
    paint(sheet, here, "locator", fill=_HERE, pen=Pen(_HERE, 0.3), zorder=6.7, gid="locator-here")
    west, south, east, north = here[0].bounds
    if max(east - west, north - south) < _LEAST_DOT:
        middle = ((west + east) / 2, (south + north) / 2)
        pen = Pen(_HERE, 0.8)
        sheet.disc(middle, 2 * _LEAST_DOT, "locator", fill="none", pen=pen, zorder=6.8)
    for line in lines:
        baseline = box.bottom + 0.4 + style.size * MM_PER_POINT * 0.3
        sheet.write(
            line, box.left + box.width / 2, baseline, style, "locator", align="center", zorder=7.0
        )
