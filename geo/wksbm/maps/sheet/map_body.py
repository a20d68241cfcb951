"""Draw the land of a printed map: villages by class, circles, borders and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from wksbm.layers.model import Atlas, Layer
from wksbm.maps import symbols
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.fills import draw_classes, fineness, mean_breadth
from wksbm.maps.sheet.frame import Geometries, MapFrame, middles_and_rooms
from wksbm.maps.sheet.furniture import Pen, Sheet
from wksbm.maps.sheet.labels import Label, PlacedLabel, break_name, place_labels
from wksbm.maps.sheet.legend import zero_mark
from wksbm.maps.sheet.paint import paint
from wksbm.maps.sheet.svg import HALO_PREFIX
from wksbm.maps.sheet.theme import TextStyle
from wksbm.maps.symbols import CIRCLE_OPACITY, MARK_SIZE, CircleScale, fill_of, is_marked

HALO_WIDTH = 1.8
_FINEST_HOLE = 2.0
_KECAMATAN_NAME_SIZES = ((60.0, 9.0), (20.0, 7.6), (13.0, 6.8), (0.0, 6.5))
_VILLAGE_NAME_SIZES = ((18.0, 7.0), (0.0, 6.5))
_LEAST_NAMED = 0.3
_MARK_SHARE, _LEAST_MARK = 0.9, 0.5
_CAP_SHARE = 0.95
_LEAST_INSIDE = 0.6
_LEAST_CONTRAST = 4.5

PlacedName = tuple[PlacedLabel, float]
"""Where a name stands, and the least part of it that lies inside its village."""


@dataclass(frozen=True)
class VillageNames:
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
    whole
        True when a name that crosses a border is left out.
    """

    names: Sequence[str]
    shapes: Geometries
    circles: npt.NDArray[np.float64] | None
    style: TextStyle
    whole: bool

    def place(self, taken: Sequence[BaseGeometry]) -> list[PlacedName]:
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
            if self.whole and inside < 1:
                continue
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
        self,
        sheet: Sheet,
        colours: Sequence[str | None],
        placed: Sequence[PlacedName],
    ) -> None:
        """
        Write the names where they have a place.

        A name inside its village is dark or white on the colour; one that crosses a border, or
        on a hatch or a middling colour (None), is dark with a halo.
        """
        for label, inside in placed:
            colour = colours[label.place] if inside == 1.0 else None
            ink = symbols.INK if colour is None else symbols.ink_on(colour)
            halo = f"village-{label.place}" if colour is None else None
            style = replace(self.style, colour=ink)
            _write_name(sheet, label, style, "village-names", halo=halo)

    def _label(self, place: int, text: str) -> Label:
        label = _label(text, self.shapes[place], self.style)
        if self.circles is None:
            return label
        x, y = self.circles[place].tolist()
        return replace(label, anchor=(x, y))


class Land:
    """
    The land of one page.

    Parameters
    ----------
    sheet
        The page; its window is drawn already.
    frame
        Where the land lies on it.
    atlas, layer
        What the villages are and what fills them.

    Attributes
    ----------
    shapes, keys
        The villages on the page, and the class of each.
    """

    def __init__(self, sheet: Sheet, frame: MapFrame, atlas: Atlas, layer: Layer) -> None:
        self.sheet, self.frame = sheet, frame
        self._atlas, self._layer = atlas, layer
        self.shapes = frame.outlines(atlas.villages.geometry.to_numpy())
        self.keys = layer.class_keys.reindex(atlas.villages.index).to_numpy(dtype=str)
        self._middles, self._rooms = middles_and_rooms(self.shapes)
        districts = frame.outlines(atlas.kecamatan.geometry.to_numpy())
        self._districts = _without_slivers(districts)

    def draw_villages(self) -> list[BaseGeometry]:
        """Draw every village in its class, whatever its state; return the crosses of zeros."""
        draw_classes(self.sheet, self.shapes, self.keys, self._layer)
        marks: list[BaseGeometry] = []
        for entry in self._layer.classes:
            chosen = self.keys == entry.key
            if is_marked(self._layer, entry) and chosen.any():
                size, middles = mark_size(self._rooms[chosen]), self._middles[chosen]
                self.sheet.add(zero_mark(middles, self.sheet, size), "zero", zorder=3.5)
                marks += list(shapely.buffer(shapely.points(middles), size / 2))
        return marks

    def draw_districts(self) -> None:
        """Draw the borders of the sub-districts."""
        pen = Pen(symbols.KECAMATAN_EDGE, 0.8 * max(fineness(self.shapes), 0.5))
        shapes, part = self._districts, "kecamatan"
        paint(self.sheet, shapes, part, fill=None, pen=pen, zorder=2, gid=part)

    def draw_circles(self, layer: Layer, scale: CircleScale) -> list[BaseGeometry]:
        """Draw the circles, the largest first so that none is hidden; return the discs."""
        values = layer.values.reindex(self._atlas.villages.index).to_numpy(dtype=float)
        order = [place for place in np.argsort(-values, kind="stable") if values[place] > 0]
        radii = [scale.radius(float(values[place])) for place in order]
        middles = self._middles[order]
        circles = PatchCollection(
            [Circle(tuple(middle), radius) for middle, radius in zip(middles, radii, strict=True)],
            facecolor=to_rgba(scale.colour, CIRCLE_OPACITY),
            edgecolor=scale.edge,
            linewidth=0.6 * min(1.0, float(np.median(radii))),
            transform=self.sheet.mm,
            gid="circles",
        )
        self.sheet.add(circles, "circles", zorder=3)
        return list(shapely.buffer(shapely.points(middles), radii))

    def draw_district_names(self, marks: Sequence[BaseGeometry]) -> list[BaseGeometry]:
        """Write the names of the sub-districts, beside circles; return the boxes they cover."""
        size = _size_for(self.sheet, self._districts, _KECAMATAN_NAME_SIZES)
        set_as = TextStyle(size, 600)
        names = [theme.drawable(str(name)) for name in self._atlas.kecamatan["kecamatan"]]
        labels = {
            place: _label(name, shape, set_as)
            for place, (name, shape) in enumerate(zip(names, self._districts, strict=True))
            if name
        }
        placed = _place(labels, marks, inside=_LEAST_INSIDE)
        rest = {place: label for place, label in labels.items() if place not in placed}
        placed |= _place(rest, [label.box for label in placed.values()], avoid=marks)
        for place in sorted(placed):
            _write_name(self.sheet, placed[place], set_as, "names", halo=f"kecamatan-{place}")
        return [label.box for label in placed.values()]

    def names(self, *, beside_circles: bool) -> VillageNames:
        """Return the names of the villages, near the middles of circles where there are any."""
        return VillageNames(
            [theme.drawable(str(name)) for name in self._atlas.villages["desa"]],
            self.shapes,
            self._middles if beside_circles else None,
            TextStyle(_size_for(self.sheet, self.shapes, _VILLAGE_NAME_SIZES), leading=1.05),
            whole=self.sheet.page.brief,
        )

    def draw_names(self, names: VillageNames, placed: Sequence[PlacedName]) -> None:
        """Write the names of the villages unless only few have a place."""
        if len(placed) < _LEAST_NAMED * len(self.shapes):
            return
        layer = self._layer
        plain = {entry.key: fill_of(layer, entry) for entry in layer.classes if not entry.hatch}
        if layer.spec.symbology == "categories":
            plain = {key: fill for key, fill in plain.items() if _reads_on(fill)}
        names.draw(self.sheet, [plain.get(key) for key in self.keys], placed)


def mark_size(rooms: npt.NDArray[np.float64]) -> float:
    """Return the size of the crosses, in millimetres, that most of these villages can hold."""
    return min(MARK_SIZE, max(float(np.median(rooms)) * _MARK_SHARE, _LEAST_MARK))


def _without_slivers(outlines: Geometries) -> Geometries:
    """Drop the tiny holes that are left where neighbouring villages do not quite touch."""

    def filled(part: Polygon) -> Polygon:
        holes = [ring for ring in part.interiors if Polygon(ring).area > _FINEST_HOLE]
        return Polygon(part.exterior, holes)

    shapes = [MultiPolygon(list(map(filled, shapely.get_parts(shape)))) for shape in outlines]
    return np.array(shapes, dtype=object)


def _reads_on(fill: str) -> bool:
    """Return True where plain ink or white reads on a fill; elsewhere names need a halo."""
    shades = sorted(symbols.luminance(colour) + 0.05 for colour in (fill, symbols.ink_on(fill)))
    return shades[1] / shades[0] >= _LEAST_CONTRAST


def _size_for(sheet: Sheet, shapes: Geometries, sizes: Sequence[tuple[float, float]]) -> float:
    """Return the type size for areas of this mean breadth; `sizes` from the broadest."""
    breadth = mean_breadth(shapes) / sheet.page.scale
    return sheet.page.size(next(size for least, size in sizes if breadth >= least))


def _label(text: str, shape: BaseGeometry, set_as: TextStyle) -> Label:
    lines = text.split("\n")
    width = max(theme.text_width(line, set_as) for line in lines)
    height = set_as.size * symbols.MM_PER_POINT * _CAP_SHARE
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
        baseline = middle - set_as.size * symbols.MM_PER_POINT * _CAP_SHARE * 0.34
        gid = None
        if halo is not None:
            gid = f"{HALO_PREFIX}{halo}-{row}"
            _draw_halo(sheet, line, left, baseline, set_as)
        sheet.write(line, left, baseline, set_as, part, zorder=5.0, gid=gid)


def _draw_halo(sheet: Sheet, text: str, left: float, baseline: float, set_as: TextStyle) -> None:
    halo = PathPatch(
        TextPath((0, 0), text, size=set_as.size, prop=set_as.font()),
        facecolor=symbols.PAPER,
        edgecolor=symbols.PAPER,
        linewidth=HALO_WIDTH,
        joinstyle="round",
    )
    halo.set_transform(Affine2D().scale(symbols.MM_PER_POINT).translate(left, baseline) + sheet.mm)
    sheet.add(halo, "halos", zorder=4.9)
