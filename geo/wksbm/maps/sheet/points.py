"""Groups as points of their kind: which kinds, their marks and colours, and their legend."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from wksbm.layers.model import Atlas
from wksbm.maps.caption import NOT_DRAWN
from wksbm.maps.sheet.frame import MapFrame
from wksbm.maps.sheet.furniture import Paragraph, Sheet, soft
from wksbm.maps.sheet.theme import TextStyle, text_width, wrap
from wksbm.maps.symbols import INK, MM_PER_POINT
from wksbm.text import LANGUAGES, Lang, Text, figure, fill, number

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
_GROUP = Text("kelompok", "group")
_LAND_PER_POINT = 0.35
_SIZES = (0.55, 1.9)
_ROUNDS = 12
_LEGEND_MARK = 1.9
_ROW = 1.42


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


def points_finding(atlas: Atlas) -> Text:
    """Say how many groups of how many kinds the map shows, and how many it cannot."""
    kinds = atlas.groups["jenis"].astype("string").fillna("").str.strip()
    counts = kinds[kinds != ""].value_counts()
    placed = len(atlas.groups)

    def told(lang: Lang) -> str:
        shown = number(placed, lang)
        first = {
            "id": f"{shown} kelompok dari {len(counts)} jenis",
            "en": f"{shown} groups of {len(counts)} kinds",
        }[lang]
        if len(counts):
            top, most = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[0]
            share = number(100 * most / placed, lang)
            most_told = {"id": "terbanyak", "en": "most are"}[lang]
            first += f"; {most_told} {top} ({number(most, lang)}, {share}%)"
        if len(atlas.unplaced):
            first += f". {fill(NOT_DRAWN, n=figure(len(atlas.unplaced))).to(lang)}"
        return first

    return Text(*(told(lang) for lang in LANGUAGES))


def kinds_told(kinds: tuple[PointKind, ...]) -> Text:
    """Read the kinds out, for those who do not see them."""

    def listed(lang: Lang) -> str:
        lead = {"id": "Jenis", "en": "Kinds"}[lang]
        names = [f"{kind.name.to(lang)} ({number(kind.count, lang)})" for kind in kinds]
        return f"{lead}: {'; '.join(names)}"

    return Text(*(listed(lang) for lang in LANGUAGES))


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


@dataclass(frozen=True)
class PointLegend:
    """
    The marks with what they stand for, and their numbers.

    Parameters
    ----------
    kinds
        What is shown.
    width, size
        In millimetres and points.
    lang
        Language.
    titled
        False for the key of panels, which bear their own numbers.
    """

    kinds: tuple[PointKind, ...]
    width: float
    size: float
    lang: Lang
    titled: bool = True

    @property
    def height(self) -> float:
        """Height of heading and rows."""
        return self._heading.height + 1.2 + len(self.kinds) * self._row

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw heading and rows."""
        self._heading.draw(sheet, left, top)
        counts = soft(TextStyle(self.size * 0.9))
        right = left + self.width
        baseline = top - self._heading.style.size * MM_PER_POINT * 0.88
        if self.titled:
            sheet.write(self._count_label, right, baseline, counts, "legend", align="right")
        top -= self._heading.height + 1.2
        style, scale = TextStyle(self.size), self.size / 9
        for place, kind in enumerate(self.kinds):
            middle = top - self._row / 2
            baseline = middle - self.size * MM_PER_POINT * 0.33
            sheet.marks(
                np.array([[left + 3.75 * scale, middle]]),
                "legend",
                marker=kind.mark,
                size=_LEGEND_MARK * scale,
                colour=kind.colour,
                zorder=3,
                gid=f"legend-points-{place}",
            )
            figure = number(kind.count, self.lang) if self.titled else ""
            room = self.width - 10 * scale - text_width(figure, counts) - 2
            (name,) = wrap(kind.name.to(self.lang), style, room, max_lines=1)
            sheet.write(name, left + 10 * scale, baseline, style, "legend")
            if figure:
                sheet.write(figure, right, baseline, counts, "legend", align="right")
            top -= self._row

    @property
    def _count_label(self) -> str:
        return {"id": "kelompok", "en": "groups"}[self.lang]

    @property
    def _row(self) -> float:
        return self.size * MM_PER_POINT * _ROW

    @property
    def _heading(self) -> Paragraph:
        kind = {"id": "Jenis kelompok", "en": "Kind of group"}[self.lang]
        text = kind if self.titled else {"id": "Titik", "en": "Points"}[self.lang]
        style = TextStyle(self.size * 1.08, 600, INK)
        return Paragraph(text, style, self.width * 0.7, "legend", max_lines=1)
