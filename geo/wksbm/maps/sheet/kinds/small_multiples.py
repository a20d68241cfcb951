"""Small maps side by side: one for each kind of group, or for the groups founded up to a year."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from wksbm.layers.model import Atlas, Layer
from wksbm.maps import symbols
from wksbm.maps.sheet.frame import (
    NARROW_PADDING,
    Geometries,
    MapFrame,
    Window,
    fit_frame,
    fit_frames,
    middles_and_rooms,
)
from wksbm.maps.sheet.furniture import Paragraph, Pen, Sheet, soft
from wksbm.maps.sheet.kinds.base import LEGEND_GAP, Blocks, Column, Placement, PrintedMap
from wksbm.maps.sheet.kinds.points import (
    GroupsMap,
    PointKind,
    add_not_drawn,
    list_counts,
    mark_size,
    point_kinds,
    point_legend,
    points_finding,
)
from wksbm.maps.sheet.legend import zero_mark
from wksbm.maps.sheet.paint import dots, paint, paint_hatch
from wksbm.maps.sheet.theme import Page, TextStyle, text_width
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import BACKDROP, FRAME, HATCHES, MM_PER_POINT, CircleScale
from wksbm.text import Lang, Text, figure, fill, number

_MOST = 6
_GAP = 3.0
_CROSS = 1.0
_LEAST_PANEL = 15.0
_DETAIL = 0.12
_BROAD = 36.0
_DECADE = 10
_LEAST_SHARE = 0.04
NEW_COLOUR, OLD_COLOUR = "#b5440c", "#8f979d"
_POINT_COLOUR = "#0b5c94"
_NEW = Text("berdiri sejak peta sebelumnya", "founded since the map before")
_OLD = Text("sudah ada sebelumnya", "already there before")
_ONE = Text("satu titik, satu kelompok", "one point, one group")


@dataclass(frozen=True)
class SmallMap:
    """
    One small map.

    Parameters
    ----------
    title
        Above it.
    rows, old
        Its groups among the atlas's, and those of them that the map before shows too.
    """

    title: Text
    rows: npt.NDArray[np.int64]
    old: npt.NDArray[np.int64]


def maps_by_kind(atlas: Atlas) -> tuple[SmallMap, ...]:
    """Return a small map for each of the five commonest kinds of groups, and one for the others."""
    nothing = np.zeros(0, dtype=np.int64)
    return tuple(SmallMap(kind.name, kind.rows, nothing) for kind in point_kinds(atlas, _MOST))


def maps_by_year(atlas: Atlas) -> tuple[SmallMap, ...]:
    """
    Return small maps of the groups founded up to each of some years, the latest year last.

    Years between are those that end a decade of which at least 4 % of the groups are; groups
    without a year are on none.
    """
    years = pd.to_numeric(atlas.groups["tahun_berdiri"]).astype("Float64").to_numpy(float, np.nan)
    known = years[~np.isnan(years)]
    if not len(known):
        return ()
    last = int(known.max())
    ends: list[int] = []
    before = 0
    first = int(known.min()) // _DECADE * _DECADE
    for year in range(first, last, _DECADE):
        upto = int((known <= year).sum())
        if upto - before >= _LEAST_SHARE * len(known):
            ends.append(year)
            before = upto
    if len(ends) and len(known) - before < _LEAST_SHARE * len(known):
        ends.pop()
    ends = [*ends[-(_MOST - 1) :], last]
    multiples, old = [], np.zeros(0, dtype=np.int64)
    for year in ends:
        rows = np.flatnonzero(years <= year)
        multiples.append(SmallMap(Text(f"sampai {year}", f"up to {year}"), rows, old))
        old = rows
    return tuple(multiples)


@dataclass(frozen=True)
class SmallMultiples(GroupsMap):
    """
    Small maps in place of the one.

    Parameters
    ----------
    multiples
        The small maps.
    """

    multiples: tuple[SmallMap, ...]

    sort = Text("Deret peta kecil", "Series of small maps of")

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Read the small maps out."""
        multiples = ((small_map.title, len(small_map.rows)) for small_map in self.multiples)
        return (
            fill(Text("Peta kecil: {list}", "Small maps: {list}"), list=list_counts(multiples)),
        )

    def fit_frame(self, page: Page, window: Window) -> MapFrame:
        """Fit the land into the first small map."""
        (first, _), *_ = small_windows(self.atlas, window, len(self.multiples), title_style(page))
        return fit_frame(self.atlas.villages, first, NARROW_PADDING)

    def legend_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Explain the points, which the small maps count."""
        key = multiples_key(self.multiples, self.atlas)
        lang = self.atlas.config.lang
        points = point_legend(key, column.width, column.size, lang, counted=False)
        return ((points, LEGEND_GAP), *super().legend_blocks(column, circles))

    def draw(self, sheet: Sheet, placed: Placement) -> None:
        """Draw all small maps."""
        style = title_style(sheet.page)
        draw_small_maps(sheet, self.atlas, self.layer, self.multiples, placed.window, style)


@dataclass(frozen=True)
class SmallMapsByKind(SmallMultiples):
    """A small map for each kind of group."""

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Find the kinds."""
        return cls(atlas, cls.land(atlas, spec, points_finding(atlas)), maps_by_kind(atlas))


@dataclass(frozen=True)
class SmallMapsByYear(SmallMultiples):
    """Small maps of the groups founded up to each of some years."""

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Find the years."""
        multiples = maps_by_year(atlas)
        return cls(atlas, cls.land(atlas, spec, years_finding(atlas, multiples)), multiples)

    @classmethod
    def can_show(cls, atlas: Atlas, spec: MapSpec) -> bool:
        """Whether the year of any group with a place is known."""
        return bool(atlas.groups["tahun_berdiri"].notna().any())


def title_style(page: Page) -> TextStyle:
    """Return how the titles of small maps are set."""
    return TextStyle(page.size(7.2 if page.narrow else 8.6), 600)


def years_finding(atlas: Atlas, multiples: tuple[SmallMap, ...]) -> Text:
    """Say how many groups there were at each end, and how many have no year or no place."""
    if not multiples:
        return Text(
            "Tahun berdiri kelompok tidak diketahui", "The groups' years of founding are not known"
        )
    first, last = multiples[0], multiples[-1]
    finding = fill(
        Text(
            "Kelompok yang sekarang tercatat: {few} berdiri {first}, {many} {last}",
            "Of the groups now on record, {few} were founded {first}, {many} {last}",
        ),
        few=figure(len(first.rows)),
        first=first.title,
        many=figure(len(last.rows)),
        last=last.title,
    )
    without = len(atlas.groups) - len(last.rows)
    if without:
        finding = fill(
            Text(
                "{finding}. {without} kelompok tanpa tahun tidak tergambar",
                "{finding}. {without} groups without a year are not drawn",
            ),
            finding=finding,
            without=figure(without),
        )
    return add_not_drawn(atlas, finding)


def small_windows(
    atlas: Atlas, window: Window, count: int, style: TextStyle
) -> list[tuple[Window, float]]:
    """
    Divide a window into equal small maps, as many beside each other as make them largest.

    Parameters
    ----------
    atlas
        Its land must fit.
    window
        All small maps together.
    count
        Number of small maps, at least 1.
    style
        Of the titles.

    Returns
    -------
    list of (Window, float)
        Where each map goes, and the top of its title above it.
    """
    above = style.line_height + 0.8

    def cells(columns: int) -> tuple[float, float]:
        rows = math.ceil(count / columns)
        width = (window.width - (columns - 1) * _GAP) / columns
        return width, (window.height - (rows - 1) * _GAP) / rows - above

    possible = [number for number in range(1, count + 1) if min(cells(number)) >= _LEAST_PANEL]
    possible = possible or [max(1, round(math.sqrt(count)))]
    windows = [Window(0, 0, *map(_enough, cells(number))) for number in possible]
    frames = fit_frames(atlas.villages, windows, NARROW_PADDING)
    scales = [frame.denominator for frame in frames]
    columns = possible[scales.index(min(scales))]
    width, height = cells(columns)
    top = window.bottom + window.height
    found = []
    for place in range(count):
        row, column = divmod(place, columns)
        left = window.left + column * (width + _GAP)
        ceiling = top - row * (height + above + _GAP)
        found.append((Window(left, ceiling - above - height, width, height), ceiling))
    return found


def draw_small_maps(
    sheet: Sheet,
    atlas: Atlas,
    layer: Layer,
    multiples: tuple[SmallMap, ...],
    window: Window,
    style: TextStyle,
) -> None:
    """Draw all small maps above `layer`, who reported."""
    lang = atlas.config.lang
    windows = small_windows(atlas, window, len(multiples), style)
    frame = fit_frame(atlas.villages, windows[0][0], NARROW_PADDING)
    districts = frame.outlines(atlas.kecamatan.geometry.to_numpy(), _DETAIL)
    villages = frame.outlines(atlas.villages.geometry.to_numpy(), _DETAIL)
    silent = layer.class_keys.reindex(atlas.villages.index).eq("not_reported")
    unknown = villages[silent.to_numpy(dtype=bool)]
    none = layer.class_keys.reindex(atlas.villages.index).eq("zero").to_numpy(dtype=bool)
    crosses, _ = middles_and_rooms(villages[none])
    points = frame.to_page(atlas.groups.geometry.to_numpy())
    places = np.column_stack([shapely.get_x(points), shapely.get_y(points)])
    extent = float(shapely.area(districts).sum())
    size = mark_size(extent, len(places), min(0.75, math.sqrt(extent) / _BROAD))
    grey = next(entry for entry in layer.classes if entry.key == "not_reported")
    stepwise = any(len(small_map.old) for small_map in multiples)
    for number_, (small_map, (place, ceiling)) in enumerate(zip(multiples, windows, strict=True)):
        moved = (place.left - windows[0][0].left, place.bottom - windows[0][0].bottom)
        name = f"panel-{number_}"
        sheet.box(place, "ground", fill=BACKDROP, zorder=0.1, gid=name)
        sheet.box(place, "frame", fill="none", pen=Pen(FRAME, 0.6), zorder=8)
        land = _moved(districts, moved)
        paint(sheet, land, "land", fill=symbols.PALE_LAND, pen=None, zorder=1)
        if len(unknown):
            shapes = _moved(unknown, moved)
            paint(sheet, shapes, "land", fill=grey.colour, pen=None, zorder=1.1)
            ink, hatch = symbols.hatch_ink_on(grey.colour), HATCHES[grey.key]
            paint_hatch(sheet, shapes, hatch, ink, zorder=1.2, gid=f"{name}-hatch")
        paint(sheet, land, "kecamatan", fill=None, pen=Pen(symbols.KECAMATAN_EDGE, 0.4), zorder=2)
        new = np.setdiff1d(small_map.rows, small_map.old)
        for rows, colour, level in (
            (small_map.old, OLD_COLOUR, 3.0),
            (new, NEW_COLOUR if stepwise else _POINT_COLOUR, 3.1),
        ):
            if len(rows):
                dots(
                    sheet,
                    places[rows] + moved,
                    "points",
                    size=size,
                    colour=colour,
                    zorder=level,
                    gid=f"{name}-{level:g}",
                )
        if len(crosses):
            sheet.add(zero_mark(crosses + moved, sheet, _CROSS), "zero", zorder=3.5)
        _write_title(sheet, small_map, place, ceiling, style, lang)


def _write_title(
    sheet: Sheet, small_map: SmallMap, place: Window, ceiling: float, style: TextStyle, lang: Lang
) -> None:
    count = number(len(small_map.rows), lang)
    quiet = soft(TextStyle(style.size))
    room = place.width - text_width(count, quiet) - 2
    Paragraph(small_map.title.to(lang), style, room, "panel-titles", max_lines=1).draw(
        sheet, place.left, ceiling
    )
    baseline = ceiling - style.size * MM_PER_POINT * 0.81
    right = place.left + place.width
    sheet.write(count, right, baseline, quiet, "panel-titles", align="right")


def multiples_key(multiples: tuple[SmallMap, ...], atlas: Atlas) -> tuple[PointKind, ...]:
    """Return what the points mean, for the legend; without counts of their own."""
    rows = np.arange(len(atlas.groups))
    if not any(len(small_map.old) for small_map in multiples):
        return (PointKind(_ONE, rows, "o", _POINT_COLOUR),)
    last = multiples[-1]
    return (
        PointKind(_NEW, np.setdiff1d(last.rows, last.old), "o", NEW_COLOUR),
        PointKind(_OLD, last.old, "o", OLD_COLOUR),
    )


def _enough(side: float) -> float:
    return max(side, 2 * NARROW_PADDING + 1)


def _moved(shapes: Geometries, by: tuple[float, float]) -> Geometries:
    return np.asarray(shapely.transform(shapes, lambda points: points + by))
