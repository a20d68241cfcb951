"""Groups as points of their kind: which kinds, their marks and colours, and their legend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import shapely

from wksbm.layers.model import Atlas, Layer
from wksbm.maps.caption import NOT_DRAWN
from wksbm.maps.sheet.frame import MapFrame
from wksbm.maps.sheet.furniture import Paragraph, Sheet
from wksbm.maps.sheet.kinds.base import LEGEND_GAP, Blocks, Column, PrintedMap, Shapes
from wksbm.maps.sheet.kinds.coverage import coverage_layer
from wksbm.maps.sheet.legend import SWATCH_WIDTH, Legend, centred_row, count_style
from wksbm.maps.sheet.map_body import Land
from wksbm.maps.sheet.theme import TextStyle, text_width, wrap
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import MM_PER_POINT, CircleScale
from wksbm.text import Lang, Text, figure, fill, join_texts, number

_MARKS = (
    ("o", "#0072b2"),
    ("^", "#d55e00"),
    ("s", "#00876c"),
    ("D", "#b5408a"),
    ("v", "#c98a00"),
    ("P", "#4b3a8f"),
)
_OTHER_MARK = ("X", "#6f7478")
_OTHER = Text("jenis lain", "other kinds")
_UNKNOWN = Text("jenis tidak disebut", "kind not stated")
_LAND_PER_POINT = 0.35
_SIZES = (0.55, 1.9)
_ROUNDS = 12
_LEGEND_MARK = 1.9
_ROW, _HEAD_GAP = 1.42, 1.2
_KINDS = Text("Jenis kelompok", "Kind of group")
_POINTS = Text("Titik", "Points")


@dataclass(frozen=True)
class PointKind:
    """
    The groups of one kind.

    Parameters
    ----------
    name
        As the register calls it; in words for the rest.
    rows
        Their rows among the atlas's groups.
    mark, colour
        How they are drawn.
    """

    name: Text
    rows: npt.NDArray[np.int64]
    mark: str
    colour: str

    @property
    def count(self) -> int:
        """Number of groups."""
        return len(self.rows)


def point_kinds(atlas: Atlas, most: int = len(_MARKS)) -> tuple[PointKind, ...]:
    """
    Return the commonest kinds of groups, then all others together.

    Parameters
    ----------
    atlas
        Gives the groups that have a place.
    most
        Most kinds that are shown as they are; equally common ones by name. A last one stands for
        the others only where there are two or more of them.
    """
    named = atlas.groups["jenis"].astype("string").fillna("").str.strip()
    counts = named[named != ""].value_counts()
    ordered = sorted(counts.index, key=lambda name: (-int(counts[name]), str(name)))
    kept = ordered if len(ordered) <= most else ordered[: most - 1]
    marks = [_MARKS[place % len(_MARKS)] for place in range(len(kept))]
    kinds = [
        PointKind(Text(str(name), str(name)), np.flatnonzero(named == name), mark, colour)
        for name, (mark, colour) in zip(kept, marks, strict=True)
    ]
    rest = np.flatnonzero(~named.isin(kept))
    if len(rest):
        label = _OTHER if len(ordered) > len(kept) else _UNKNOWN
        kinds.append(PointKind(label, rest, *_OTHER_MARK))
    return tuple(kinds)


class GroupsMap(PrintedMap):
    """Groups above who reported."""

    @classmethod
    def can_show(cls, atlas: Atlas, spec: MapSpec) -> bool:
        """Whether any group has a place."""
        return len(atlas.groups) > 0

    @staticmethod
    def land(atlas: Atlas, spec: MapSpec, finding: Text) -> Layer:
        """Return the layer of who reported, with what is found of the groups."""
        layer = coverage_layer(atlas, atlas.layer(spec.layers[0]), pale=True)
        return replace(layer, finding=finding)


@dataclass(frozen=True)
class PointsMap(GroupsMap):
    """
    Groups as points.

    Parameters
    ----------
    kinds
        The groups by kind.
    """

    kinds: tuple[PointKind, ...]

    sort = Text("Peta titik", "Dot map of")
    villages_named = False

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Find the kinds of groups."""
        return cls(atlas, cls.land(atlas, spec, points_finding(atlas)), point_kinds(atlas))

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Read the kinds out."""
        kinds = ((kind.name, kind.count) for kind in self.kinds)
        return (fill(Text("Jenis: {list}", "Kinds: {list}"), list=list_counts(kinds)),)

    def legend_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Explain the marks first."""
        marks = point_legend(self.kinds, column.width, column.size, self.atlas.config.lang)
        return ((marks, LEGEND_GAP), *super().legend_blocks(column, circles))

    def draw_above(self, land: Land, circles: CircleScale | None) -> Shapes:
        """Draw the groups."""
        draw_points(land.sheet, land.frame, self.atlas, self.kinds)
        return ()


def points_finding(atlas: Atlas) -> Text:
    """Say how many groups of how many kinds the map shows, and how many it cannot."""
    kinds = atlas.groups["jenis"].astype("string").fillna("").str.strip()
    counts = kinds[kinds != ""].value_counts()
    placed = len(atlas.groups)
    finding = fill(
        Text("{shown} kelompok dari {kinds} jenis", "{shown} groups of {kinds} kinds"),
        shown=figure(placed),
        kinds=str(len(counts)),
    )
    if len(counts):
        top, most = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[0]
        finding = fill(
            Text(
                "{finding}; terbanyak {top} ({most}, {share}%)",
                "{finding}; most are {top} ({most}, {share}%)",
            ),
            finding=finding,
            top=str(top),
            most=figure(most),
            share=figure(100 * most / placed),
        )
    return add_not_drawn(atlas, finding)


def list_counts(counts: Iterable[tuple[Text, int]]) -> Text:
    """List names, each with its number of groups."""
    entry = Text("{name} ({count})", "{name} ({count})")
    listed = (fill(entry, name=name, count=figure(count)) for name, count in counts)
    return join_texts(listed, by="; ")


def add_not_drawn(atlas: Atlas, finding: Text) -> Text:
    """Add how many groups have no place, where there are any."""
    if not len(atlas.unplaced):
        return finding
    more = fill(NOT_DRAWN, n=figure(len(atlas.unplaced)))
    return fill(Text("{finding}. {more}", "{finding}. {more}"), finding=finding, more=more)


def mark_size(land: float, count: int, scale: float = 1.0) -> float:
    """Return the size in millimetres at which so many points leave most of the land free."""
    fitting = math.sqrt(_LAND_PER_POINT * land / max(count, 1))
    return min(max(fitting, _SIZES[0] * scale), _SIZES[1] * scale)


def draw_points(sheet: Sheet, frame: MapFrame, atlas: Atlas, kinds: tuple[PointKind, ...]) -> None:
    """
    Draw the groups in rounds, so that no kind lies above all others.

    Parameters
    ----------
    sheet, frame
        The page, and where the land lies on it.
    atlas, kinds
        The groups.
    """
    shapes = frame.to_page(atlas.groups.geometry.to_numpy())
    places = np.column_stack([shapely.get_x(shapes), shapely.get_y(shapes)])
    land = float(shapely.area(frame.to_page(atlas.kecamatan.geometry.to_numpy())).sum())
    size = mark_size(land, len(places), sheet.page.scale)
    for turn in range(_ROUNDS):
        for place, kind in enumerate(kinds):
            rows = kind.rows[turn::_ROUNDS]
            if len(rows):
                sheet.marks(
                    places[rows],
                    "points",
                    marker=kind.mark,
                    size=size,
                    colour=kind.colour,
                    zorder=3 + turn / 100 + place / 10_000,
                    gid=f"points-{place}-{turn}",
                )


def point_legend(
    kinds: Sequence[PointKind], width: float, size: float, lang: Lang, *, counted: bool = True
) -> Legend:
    """Return the marks and what they stand for; not counted where small maps bear the numbers."""
    style, scale, height = TextStyle(size), size / 9, size * MM_PER_POINT * _ROW
    label_left = 10 * scale
    rows = []
    for place, kind in enumerate(kinds):
        count = number(kind.count, lang) if counted else ""
        room = width - label_left - text_width(count, count_style(size)) - 2
        lines = wrap(kind.name.to(lang), style, room, max_lines=1)
        swatch = partial(_draw_mark, kind, scale, f"legend-points-{place}")
        rows.append(centred_row(lines, style, height, height / 2, swatch, count))
    heading = _KINDS if counted else _POINTS
    head = Paragraph(heading.to(lang), TextStyle(size * 1.08, 600), width * 0.7, "legend", 1)
    groups = Text("kelompok", "groups").to(lang) if counted else ""
    return Legend(tuple(rows), width, size, label_left, (head,), _HEAD_GAP, groups)


def _draw_mark(
    kind: PointKind, scale: float, name: str, sheet: Sheet, left: float, middle: float
) -> None:
    place, size = np.array([[left + SWATCH_WIDTH / 2 * scale, middle]]), _LEGEND_MARK * scale
    mark, colour = kind.mark, kind.colour
    sheet.marks(place, "legend", marker=mark, size=size, colour=colour, zorder=3, gid=name)
