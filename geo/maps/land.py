"""Draw the land of a printed map: villages by class, circles, borders and names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from geo.maps.areas import bands, draw_areas, draw_numbers
from geo.maps.caption import areas_of
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
_LEAST_CONTRAST = 4.5


@dataclass(frozen=True)
class _VillageNames:
    """
    The names of the villages, as far as they have room.

    Parameters
    ----------
    names
        As they can be set, one per village.
    shapes
        The villages on the page.
    circles
        Middles of the circles that names stand near; None without circles.
    style
        How the names are set.
    """

    names: Sequence[str]
    shapes: Geometries
    circles: npt.NDArray[np.float64] | None
    style: TextStyle

    def place(self, taken: Sequence[BaseGeometry]) -> list[tuple[PlacedLabel, float]]:
        """Find places off what is taken, each with the least part of the name inside."""
        texts = {
            place: name
            for place, name in enumerate(self.names)
            if name and not shapely.is_empty(self.shapes[place])
        }
        found: dict[int, tuple[PlacedLabel, float]] = {}
        for inside, broken in (
            (1.0, False),
            (1.0, True),
            (_LEAST_INSIDE, True),
            (_LEAST_INSIDE, False),
        ):
            labels = {
                place: self._label(place, break_name(text) if broken else text)
                for place, text in texts.items()
                if place not in found and (not broken or break_name(text) != text)
            }
            boxes = [*taken, *(label.box for label, _ in found.values())]
            for place, label in _place(labels, boxes, inside=inside).items():
                found[place] = (replace(label, place=place), inside)
        return list(found.values())

    def draw(
        self, sheet: Sheet, colours: Sequence[str | None], taken: Sequence[BaseGeometry]
    ) -> None:
        """
        Write the names off what is taken.

        A name inside its village is dark or white on the colour; one that crosses a border, or
        on a hatch or a middling colour (None), is dark with a halo.
        """
        for label, inside in self.place(taken):
            colour = colours[label.place] if inside == 1.0 else None
            ink = theme.INK if colour is None else theme.ink_on(colour)
            halo = f"village-{label.place}" if colour is None else None
            style = replace(self.style, colour=ink)
            _write_name(sheet, label, style, "village-names", halo=halo)

    def _label(self, place: int, text: str) -> Label:
        label = _label(text, self.shapes[place], self.style)
        if self.circles is None:
            return label
        x, y = self.circles[place].tolist()
        return replace(label, anchor=(x, y))


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
        outlines_of(outlines),
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
    names = _VillageNames(
        [theme.drawable(str(name)) for name in atlas.villages["desa"]],
        shapes,
        middles if circles else None,
        TextStyle(_size_for(shapes, _VILLAGE_NAME_SIZES), leading=1.05),
    )
    areas = areas_of(atlas, layer)
    if areas:
        edges = draw_areas(sheet, frame, areas)
        lines = bands(edges)
        wanted = [label.box for label, _ in names.place([*taken, *lines])]
        taken += [*draw_numbers(sheet, frame, areas, edges, taken, spare=wanted), *lines]
    plain = {entry.key: fills[entry.key] for entry in layer.classes if not entry.hatch}
    if layer.spec.symbology == "categories":
        plain = {key: fill for key, fill in plain.items() if _reads_on(fill)}
    names.draw(sheet, [plain.get(key) for key in keys], taken)


def outlines_of(shapes: Geometries) -> list[Outline]:
    """
    Return each (Multi)Polygon with all its rings, holes included, as one path.

    Parameters
    ----------
    shapes
        None of them empty.
    """
    parts, part_of = shapely.get_parts(shapes, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    points, point_of = shapely.get_coordinates(rings, return_index=True)
    firsts = np.flatnonzero(np.diff(point_of, prepend=-1))
    steps = np.full(len(points), Outline.LINETO, dtype=Outline.code_type)
    steps[firsts] = Outline.MOVETO
    steps[np.append(firsts[1:], len(points)) - 1] = Outline.CLOSEPOLY
    ends = np.searchsorted(part_of[ring_of[point_of]], np.arange(1, len(shapes)))
    return [
        Outline(vertices, codes)
        for vertices, codes in zip(np.split(points, ends), np.split(steps, ends), strict=True)
    ]


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
        outlines_of(shapes),
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
            outlines_of(np.array([shapely.union_all(shapes)], dtype=object)),
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


def _reads_on(fill: str) -> bool:
    """Return True where plain ink or white reads on a fill; elsewhere names need a halo."""
    shades = sorted(theme.luminance(colour) + 0.05 for colour in (fill, theme.ink_on(fill)))
    return shades[1] / shades[0] >= _LEAST_CONTRAST


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
