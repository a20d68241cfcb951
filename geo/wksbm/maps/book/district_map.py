"""The map of one sub-district: its villages by class, its neighbours in grey, names, locator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, Stroke
from pyproj import Transformer

from wksbm.crs import GEOGRAPHIC
from wksbm.layers.model import Atlas, Layer
from wksbm.maps import symbols
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.frame import Geometries, MapFrame, Window, fit_frame, middles_and_rooms
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.sheet.labels import Label, PlacedLabel, break_name, place_labels
from wksbm.maps.sheet.legend import zero_mark
from wksbm.maps.sheet.paint import outlines_of
from wksbm.maps.sheet.theme import TextStyle
from wksbm.maps.symbols import MARK_SIZE, hatch_of, is_marked

NEIGHBOUR, NEIGHBOUR_EDGE = "#e4e3df", "#ffffff"
_NAME = TextStyle(7.4, 600, leading=1.05)
_NUMBER = TextStyle(6.8, 700)
_AROUND = TextStyle(6.6, 400, symbols.SOFT_INK)
_CAP_SHARE = 0.95
_HALO = 1.8
_LEAST_INSIDE = (1.0, 0.7, 0.45)


@dataclass(frozen=True)
class DistrictMap:
    """
    What a map of one sub-district needs.

    Parameters
    ----------
    atlas, layer
        What is shown.
    villages
        Codes of the sub-district's villages in the order of their numbers.
    window
        Where the map goes on the page.
    """

    atlas: Atlas
    layer: Layer
    villages: tuple[str, ...]
    window: Window

    def draw(self, sheet: Sheet) -> MapFrame:
        """Draw the map; return projection and scale."""
        inside = self.atlas.villages.loc[list(self.villages)]
        frame = fit_frame(inside, self.window)
        box = _window_box(self.window)
        seen = _around(self.atlas.villages, frame)
        around = seen[~seen.index.isin(self.villages)]
        ground = Rectangle(
            (self.window.left, self.window.bottom),
            self.window.width,
            self.window.height,
            facecolor=symbols.BACKDROP,
        )
        sheet.add(ground, "ground", zorder=0.1)
        shapes = _clipped(frame.to_page(around.geometry.to_numpy()), box)
        _draw(sheet, shapes, NEIGHBOUR, NEIGHBOUR_EDGE, "neighbours", width=0.6, zorder=0.5)
        own = frame.outlines(inside.geometry.to_numpy())
        keys = self.layer.class_keys.reindex(inside.index).to_numpy(dtype=str)
        for entry in self.layer.classes:
            chosen = own[keys == entry.key]
            edge = symbols.edge_on(entry.colour)
            _draw(sheet, chosen, entry.colour, edge, "villages", width=0.8, zorder=1.0)
            if entry.hatch:
                ink = symbols.hatch_ink_on(entry.colour)
                _draw(sheet, chosen, "none", ink, "hatch", hatch=hatch_of(entry), zorder=1.1)
        whole = shapely.union_all(shapely.buffer(own, 0.05))
        _draw(sheet, np.array([whole]), "none", symbols.INK, "outline", width=1.2, zorder=2.0)
        neatline = Rectangle(
            (self.window.left, self.window.bottom),
            self.window.width,
            self.window.height,
            facecolor="none",
            edgecolor=symbols.FRAME,
            linewidth=0.7,
        )
        sheet.add(neatline, "frame", zorder=8)
        marked = [entry.key for entry in self.layer.classes if is_marked(self.layer, entry)]
        middles, _ = middles_and_rooms(own)
        crosses = middles[np.isin(keys, marked)]
        if len(crosses):
            sheet.add(zero_mark(crosses, sheet), "zero", zorder=3.5)
        marks = list(shapely.buffer(shapely.points(crosses), MARK_SIZE / 2))
        taken = self._write_names(sheet, own, [str(name) for name in inside["desa"]], box, marks)
        _name_neighbours(sheet, around, shapes, whole, taken)
        return frame

    def _write_names(
        self,
        sheet: Sheet,
        shapes: Geometries,
        names: Sequence[str],
        box: shapely.Polygon,
        marks: Sequence[shapely.Polygon],
    ) -> list[shapely.Polygon]:
        """Write each village's name where it has room, else its number in the table."""
        placed: dict[int, PlacedLabel] = {}
        texts = {place: theme.drawable(name) for place, name in enumerate(names)}
        for least in _LEAST_INSIDE:
            for cut in (str, break_name):
                rest = {
                    place: _label(cut(text), shapes[place], _NAME)
                    for place, text in texts.items()
                    if place not in placed and text
                }
                placed |= _placed(
                    rest, [*marks, *(label.box for label in placed.values())], least, box
                )
        styles = dict.fromkeys(placed, _NAME)
        rest = {
            place: _label(str(place + 1), shapes[place], _NUMBER)
            for place in range(len(names))
            if place not in placed
        }
        taken = [*marks, *(label.box for label in placed.values())]
        numbers = _placed(rest, taken, 0.0, box)
        styles |= dict.fromkeys(numbers, _NUMBER)
        placed |= numbers
        for place, label in sorted(placed.items()):
            _write(sheet, label, styles[place], "village-names")
        return [*marks, *(label.box for label in placed.values())]


def draw_locator(sheet: Sheet, atlas: Atlas, kode: str, window: Window) -> None:
    """Show in which part of its kabupaten a sub-district lies."""
    villages = atlas.villages
    kabupaten = villages.loc[villages["kode_kecamatan"] == kode, "kabupaten"].iloc[0]
    inside = villages[villages["kabupaten"] == kabupaten]
    parts = atlas.kecamatan.loc[list(dict.fromkeys(inside["kode_kecamatan"]))]
    frame = replace(fit_frame(inside, _widened(window)), window=window)
    shapes = frame.outlines(parts.geometry.to_numpy())
    chosen = np.asarray(parts.index == kode)
    _draw(sheet, shapes[~chosen], NEIGHBOUR, NEIGHBOUR_EDGE, "locator", width=0.5, zorder=1.0)
    _draw(sheet, shapes[chosen], symbols.ALERT, symbols.ALERT, "locator", width=0.5, zorder=1.1)


def _widened(window: Window) -> Window:
    """Return a window so much larger that its inner margin is outside of the given one."""
    margin = 5.0
    return Window(
        window.left - margin,
        window.bottom - margin,
        window.width + 2 * margin,
        window.height + 2 * margin,
    )


def _draw(
    sheet: Sheet,
    shapes: Geometries,
    fill: str,
    edge: str,
    part: str,
    *,
    width: float = 0.0,
    zorder: float,
    hatch: str | None = None,
) -> None:
    there = shapes[~shapely.is_empty(shapes)]
    if not len(there):
        return
    areas = PathCollection(
        outlines_of(there),
        facecolors=fill,
        edgecolors=edge,
        linewidths=width,
        joinstyle="round",
        transform=sheet.mm,
        hatch=hatch,
    )
    sheet.add(areas, part, zorder=zorder)


def _around(villages: gpd.GeoDataFrame, frame: MapFrame) -> gpd.GeoDataFrame:
    """Return the villages that the window may show."""
    metres = frame.denominator / 1000
    half_width, half_height = frame.window.width * metres / 2, frame.window.height * metres / 2
    x, y = frame.centre
    back = Transformer.from_crs(frame.crs, GEOGRAPHIC, always_xy=True)
    bounds = back.transform_bounds(x - half_width, y - half_height, x + half_width, y + half_height)
    return villages.iloc[np.sort(villages.sindex.query(shapely.box(*bounds)))]


def _clipped(shapes: Geometries, box: shapely.Polygon) -> Geometries:
    """Return the parts of areas inside the window, only those that are areas."""
    west, south, east, north = box.bounds
    cut = shapely.clip_by_rect(shapely.make_valid(shapes), west, south, east, north)
    parts = [
        [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"] for shape in cut
    ]
    return np.array([shapely.MultiPolygon(areas) for areas in parts], dtype=object)


def _name_neighbours(
    sheet: Sheet,
    around: gpd.GeoDataFrame,
    shapes: Geometries,
    own: shapely.Geometry,
    taken: list[shapely.Polygon],
) -> None:
    """Name the sub-districts around, in grey, where they have room."""
    parts = {
        str(kode): list(rows) for kode, rows in around.groupby("kode_kecamatan").indices.items()
    }
    labels = {}
    for number, rows in enumerate(parts.values()):
        shape = shapely.union_all(shapely.buffer(shapes[rows], 0.1))
        name = theme.drawable(str(around["kecamatan"].iloc[rows[0]]))
        if name and shape.area:
            labels[number] = _label(name, shape, _AROUND)
    for label in _placed(labels, [*taken, own], 0.9, None).values():
        _write(sheet, label, _AROUND, "neighbour-names")


def _label(text: str, shape: shapely.Geometry, style: TextStyle) -> Label:
    lines = text.split("\n")
    height = style.size * symbols.MM_PER_POINT * _CAP_SHARE + (len(lines) - 1) * style.line_height
    return Label(text, shape, max(theme.text_width(line, style) for line in lines), height)


def _placed(
    labels: Mapping[int, Label],
    blocked: Sequence[shapely.Geometry],
    inside: float,
    box: shapely.Polygon | None,
) -> dict[int, PlacedLabel]:
    places = list(labels)
    found = place_labels(list(labels.values()), inside=inside, blocked=blocked)
    return {places[label.place]: label for label in found if box is None or box.contains(label.box)}


def _write(sheet: Sheet, label: PlacedLabel, style: TextStyle, part: str) -> None:
    lines = label.text.split("\n")
    for row, line in enumerate(lines):
        middle = label.y + ((len(lines) - 1) / 2 - row) * style.line_height
        baseline = middle - style.size * symbols.MM_PER_POINT * _CAP_SHARE * 0.34
        written = sheet.write(line, label.x, baseline, style, part, align="center")
        halo = Stroke(linewidth=_HALO, foreground=symbols.PAPER)
        written.set_path_effects([halo, Normal()])


def _window_box(window: Window) -> shapely.Polygon:
    return shapely.box(
        window.left, window.bottom, window.left + window.width, window.bottom + window.height
    )
