"""Draw the land of a printed map: villages by class, circles, borders and names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.collections import PatchCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.layers.model import Atlas, Layer
from geo.maps import theme
from geo.maps.frame import Geometries, MapFrame, middles_and_rooms
from geo.maps.furniture import Sheet
from geo.maps.labels import Label, PlacedLabel, break_name, place_labels
from geo.maps.legend import CIRCLE_OPACITY, MARK_SIZE, CircleScale, hatch_of, is_marked, zero_mark
from geo.maps.svg import HALO_PREFIX
from geo.maps.theme import TextStyle

HALO_WIDTH = 1.8
_FINEST_HOLE = 2.0
_KECAMATAN_NAME_SIZES = ((60.0, 9.0), (20.0, 7.6), (13.0, 6.6), (0.0, 6.0))
_VILLAGE_NAME_SIZES = ((18.0, 7.0), (0.0, 5.5))
_CAP_SHARE = 0.95
_LEAST_INSIDE = 0.6


def draw_land(
    sheet: Sheet, frame: MapFrame, atlas: Atlas, layer: Layer, circles: CircleScale | None
) -> None:
    """
    Draw every village in the colour of its class, whatever its state, and what lies above.

    Parameters
    ----------
    sheet
        The page; its window is drawn already.
    frame
        Where the land lies on it.
    atlas, layer
        What is shown.
    circles
        Scale of the circles; None without circles.
    """
    shapes = frame.outlines(atlas.villages.geometry.to_numpy())
    middles, _ = middles_and_rooms(shapes)
    keys = layer.class_keys.reindex(atlas.villages.index).to_numpy(dtype=str)
    with_circles = layer.spec.symbology == "symbols"
    fills = {
        entry.key: theme.PALE_LAND if with_circles and not entry.hatch else entry.colour
        for entry in layer.classes
    }
    marks: list[BaseGeometry] = []
    for entry in layer.classes:
        fill, chosen = fills[entry.key], keys == entry.key
        gid = f"class-{entry.key}"
        _draw_areas(sheet, shapes[chosen], fill, hatch_of(entry), gid=gid)
        if is_marked(layer, entry) and chosen.any():
            crosses = middles[chosen]
            sheet.add(zero_mark(crosses, sheet), "zero", zorder=3.5)
            marks += list(shapely.buffer(shapely.points(crosses), MARK_SIZE / 2))
    outlines = _without_slivers(frame.outlines(atlas.kecamatan.geometry.to_numpy()))
    borders = PathCollection(
        [outline_of(shape) for shape in outlines],
        facecolors="none",
        edgecolors=theme.KECAMATAN_EDGE,
        linewidths=0.8,
        joinstyle="round",
        transform=sheet.mm,
        gid="kecamatan",
    )
    sheet.add(borders, "kecamatan", zorder=2)
    if circles:
        marks += _draw_circles(sheet, middles, layer, atlas, circles)
    taken = [*_draw_names(sheet, atlas, outlines, marks), *marks]
    plain = {entry.key: fills[entry.key] for entry in layer.classes if not entry.hatch}
    colours = [plain.get(key) for key in keys]
    names = [theme.drawable(str(name)) for name in atlas.villages["desa"]]
    _draw_village_names(sheet, names, colours, shapes, taken, middles if circles else None)


def outline_of(shape: BaseGeometry) -> Outline:
    """Return all rings of a (Multi)Polygon as one path, holes included."""
    vertices, codes = [], []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            points = shapely.get_coordinates(ring)
            steps = np.full(len(points), Outline.LINETO, dtype=Outline.code_type)
            steps[0], steps[-1] = Outline.MOVETO, Outline.CLOSEPOLY
            vertices.append(points)
            codes.append(steps)
    return Outline(np.concatenate(vertices), np.concatenate(codes))


def _without_slivers(outlines: Geometries) -> Geometries:
    """Drop the tiny holes that are left where neighbouring villages do not quite touch."""

    def filled(part: Polygon) -> Polygon:
        holes = [ring for ring in part.interiors if Polygon(ring).area > _FINEST_HOLE]
        return Polygon(part.exterior, holes)

    shapes = [MultiPolygon(list(map(filled, shapely.get_parts(shape)))) for shape in outlines]
    return np.array(shapes, dtype=object)


def _draw_areas(
    sheet: Sheet, shapes: Geometries, colour: str, hatch: str | None, *, gid: str
) -> None:
    if not len(shapes):
        return
    areas = PathCollection(
        [outline_of(shape) for shape in shapes],
        facecolors=colour,
        edgecolors=theme.edge_on(colour),
        linewidths=0.4,
        joinstyle="round",
        transform=sheet.mm,
        gid=gid,
    )
    sheet.add(areas, "villages", zorder=1)
    if hatch:
        hatching = PathCollection(
            [outline_of(shapely.union_all(shapes))],
            facecolors="none",
            edgecolors=theme.hatch_ink_on(colour),
            linewidths=0,
            hatch=hatch,
            transform=sheet.mm,
            gid=f"{gid}-hatch",
        )
        sheet.add(hatching, "hatch", zorder=1.1)


def _draw_circles(
    sheet: Sheet,
    middles: npt.NDArray[np.float64],
    layer: Layer,
    atlas: Atlas,
    scale: CircleScale,
) -> list[BaseGeometry]:
    """Draw the circles, the largest first so that none is hidden; return the discs."""
    values = layer.values.reindex(atlas.villages.index).to_numpy(dtype=float)
    order = [place for place in np.argsort(-values, kind="stable") if values[place] > 0]
    radii = [scale.radius(float(values[place])) for place in order]
    patches = [
        Circle(tuple(middles[place]), radius) for place, radius in zip(order, radii, strict=True)
    ]
    circles = PatchCollection(
        patches,
        facecolor=to_rgba(scale.colour, CIRCLE_OPACITY),
        edgecolor=theme.PAPER,
        linewidth=0.6,
        transform=sheet.mm,
        gid="circles",
    )
    sheet.add(circles, "circles", zorder=3)
    return list(shapely.buffer(shapely.points(middles[order]), radii))


def _draw_names(
    sheet: Sheet, atlas: Atlas, outlines: Geometries, marks: Sequence[BaseGeometry]
) -> list[BaseGeometry]:
    """Write the names of the sub-districts, beside circles; return the boxes they cover."""
    set_as = TextStyle(_size_for(outlines, _KECAMATAN_NAME_SIZES), 600)
    names = [theme.drawable(str(name)) for name in atlas.kecamatan["kecamatan"]]
    labels = {
        place: _label(name, shape, set_as)
        for place, (name, shape) in enumerate(zip(names, outlines, strict=True))
        if name
    }
    placed = _place(labels, marks, inside=_LEAST_INSIDE)
    rest = {place: label for place, label in labels.items() if place not in placed}
    placed |= _place(rest, [label.box for label in placed.values()], avoid=marks)
    for place in sorted(placed):
        _write_name(sheet, placed[place], set_as, "names", halo=f"kecamatan-{place}")
    return [label.box for label in placed.values()]


def _draw_village_names(
    sheet: Sheet,
    names: Sequence[str],
    colours: Sequence[str | None],
    shapes: Geometries,
    taken: Sequence[BaseGeometry],
    circles: npt.NDArray[np.float64] | None,
) -> None:
    """
    Write the names of the villages that have room for it.

    A name inside its village is dark or white on the colour; one that crosses a border, or on
    a hatch (colour None), is dark with a halo. Names stand near the middles of `circles`.
    """
    set_as = TextStyle(_size_for(shapes, _VILLAGE_NAME_SIZES), leading=1.05)
    texts = {
        place: name
        for place, name in enumerate(names)
        if name and not shapely.is_empty(shapes[place])
    }
    boxes = list(taken)
    written: set[int] = set()
    for inside, broken in (
        (1.0, False),
        (1.0, True),
        (_LEAST_INSIDE, True),
        (_LEAST_INSIDE, False),
    ):
        labels = {
            place: _label(break_name(text) if broken else text, shapes[place], set_as)
            for place, text in texts.items()
            if place not in written and (not broken or break_name(text) != text)
        }
        if circles is not None:
            labels = {
                place: replace(label, anchor=(float(circles[place, 0]), float(circles[place, 1])))
                for place, label in labels.items()
            }
        for place, label in _place(labels, boxes, inside=inside).items():
            colour = colours[place] if inside == 1.0 else None
            ink = theme.INK if colour is None else theme.ink_on(colour)
            halo = f"village-{place}" if colour is None else None
            _write_name(sheet, label, replace(set_as, colour=ink), "village-names", halo=halo)
            boxes.append(label.box)
            written.add(place)


def _size_for(shapes: Geometries, sizes: Sequence[tuple[float, float]]) -> float:
    """Return the type size for areas of this mean breadth; `sizes` from the broadest."""
    breadth = math.sqrt(float(shapely.area(shapes).mean()))
    return next(size for least, size in sizes if breadth >= least)


def _label(text: str, shape: BaseGeometry, set_as: TextStyle) -> Label:
    lines = text.split("\n")
    width = max(theme.text_width(line, set_as) for line in lines)
    height = set_as.size * theme.MM_PER_POINT * _CAP_SHARE
    return Label(text, shape, width, height + (len(lines) - 1) * set_as.line_height)


def _place(
    labels: dict[int, Label],
    blocked: Sequence[BaseGeometry],
    *,
    inside: float = 0.0,
    avoid: Sequence[BaseGeometry] = (),
) -> dict[int, PlacedLabel]:
    places = list(labels)
    found = place_labels(list(labels.values()), tuple(avoid), inside=inside, blocked=blocked)
    return {places[label.place]: label for label in found}


def _write_name(
    sheet: Sheet, label: PlacedLabel, set_as: TextStyle, part: str, *, halo: str | None
) -> None:
    """Set a name line by line; `halo` names its white halo, None sets it without."""
    lines = label.text.split("\n")
    for row, line in enumerate(lines):
        left = label.x - theme.text_width(line, set_as) / 2
        middle = label.y + ((len(lines) - 1) / 2 - row) * set_as.line_height
        baseline = middle - set_as.size * theme.MM_PER_POINT * _CAP_SHARE * 0.34
        gid = None
        if halo is not None:
            gid = f"{HALO_PREFIX}{halo}-{row}"
            _draw_halo(sheet, line, left, baseline, set_as)
        sheet.write(line, left, baseline, set_as, part, zorder=5.0, gid=gid)


def _draw_halo(sheet: Sheet, text: str, left: float, baseline: float, set_as: TextStyle) -> None:
    halo = PathPatch(
        TextPath((0, 0), text, size=set_as.size, prop=set_as.font()),
        facecolor=theme.PAPER,
        edgecolor=theme.PAPER,
        linewidth=HALO_WIDTH,
        joinstyle="round",
    )
    halo.set_transform(Affine2D().scale(theme.MM_PER_POINT).translate(left, baseline) + sheet.mm)
    sheet.add(halo, "halos", zorder=4.9)
