"""Areas of the scan statistic on a printed map: outlines, numbers, and the list beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from wksbm.layers.model import ScanArea
from wksbm.maps.sheet.frame import Geometries, MapFrame
from wksbm.maps.sheet.furniture import Paragraph, Pen, Sheet, soft
from wksbm.maps.sheet.labels import Label, PlacedLabel, place_labels
from wksbm.maps.sheet.legend import LABEL_GAP, SWATCH_WIDTH, Legend, LegendRow
from wksbm.maps.sheet.theme import TextStyle, text_width
from wksbm.maps.symbols import INK, MM_PER_POINT, PAPER
from wksbm.text import Lang, Text, fill

_HEADING = Text("Daerah bergaris", "Outlined areas")
_KINDS = {
    "more": Text("lebih banyak daripada harapan", "more than expected"),
    "fewer": Text("lebih sedikit daripada harapan", "fewer than expected"),
}
_LINE, _CASING = 1.7, 3.4
_DASHES = {"more": (), "fewer": (2.4, 1.7)}
_INSET = _CASING * MM_PER_POINT / 2
_CRACK, _TONGUE = 0.15, 0.3
_BAND = _LINE * MM_PER_POINT / 2 + 0.15
_RADIUS, _NUMBER_SIZE = 2.0, 7.6
_RING = 0.9
_CLEAR = 0.45
_OVERHANG = 1.6
_WIDER = (4.0, 9.0, 18.0, 40.0)
_TEXT_LEFT = SWATCH_WIDTH + LABEL_GAP
_SENTENCE_LINES = 4
_GAP = 1.1


def scan_area_legend(
    areas: Sequence[ScanArea], shown: int, width: float, size: float, lang: Lang
) -> Legend:
    """
    Explain the outlines, then each area's number with its sentence.

    Parameters
    ----------
    areas
        All areas of the map.
    shown
        How many of them are listed; of the others only the number is said.
    width
        Of the column, in millimetres.
    size
        Type size in points.
    lang
        Language.
    """
    style, room, part = TextStyle(size), width - _TEXT_LEFT, "areas"
    found = {area.kind for area in areas}
    rows = []
    for kind in (kind for kind in _KINDS if kind in found):
        label = Paragraph(_KINDS[kind].to(lang), style, room, part, max_lines=2)
        sample, middle = partial(_draw_sample, kind), style.line_height / 2
        rows.append(LegendRow(label.lines, style, label.height, middle, label.ascent, sample))
    rows[-1] = replace(rows[-1], height=rows[-1].height + _GAP)
    radius, close = _RADIUS * size / _NUMBER_SIZE * 0.92, TextStyle(size, leading=1.12)
    for area in areas[:shown]:
        text = area.sentence.to(lang).removeprefix(_number_of(area).to(lang))
        label = Paragraph(text, close, room, part, max_lines=_SENTENCE_LINES)
        height, middle = max(label.height, 2 * radius), max(radius, close.line_height / 2)
        baseline = (height - label.height) / 2 + label.ascent
        disc = partial(_draw_sample_disc, area, radius)
        rows.append(LegendRow(label.lines, close, height + _GAP, middle, baseline, disc))
    if len(areas) > shown:
        rest = Text("dan {count} lagi", "and {count} more")
        more = fill(rest, count=str(len(areas) - shown)).to(lang)
        label = Paragraph(more, soft(style), room, part, max_lines=1)
        rows.append(LegendRow(label.lines, label.style, label.height, 0.0, label.ascent))
    head = Paragraph(_HEADING.to(lang), TextStyle(size * 1.08, 600), width, part, max_lines=2)
    return Legend(tuple(rows), width, size, _TEXT_LEFT, (head,), part=part)


def _draw_sample(kind: str, sheet: Sheet, left: float, middle: float) -> None:
    xs, ys = (left, left + SWATCH_WIDTH), (middle, middle)
    sheet.line(xs, ys, "areas", colour=INK, width=_LINE, dashes=_DASHES[kind], zorder=3)


def _draw_sample_disc(
    area: ScanArea, radius: float, sheet: Sheet, left: float, middle: float
) -> None:
    _draw_disc(sheet, area, (left + SWATCH_WIDTH / 2, middle), radius, "areas")


def draw_scan_areas(sheet: Sheet, frame: MapFrame, areas: Sequence[ScanArea]) -> Geometries:
    """
    Draw each area's outline: solid for more, dashed for fewer, on a white casing.

    Parameters
    ----------
    sheet, frame
        The page, and where the land lies on it.
    areas
        What is outlined.

    Returns
    -------
    array of shapely geometries
        One (Multi)Polygon per area, in millimetres on the page. Its edge is the drawn line, which
        runs inside the border, so that areas that touch each other are told apart.
    """
    shapes = frame.outlines(np.array([area.geometry for area in areas], dtype=object))
    edges = np.array([_inside(shape) for shape in shapes], dtype=object)
    for area, edge in zip(areas, edges, strict=True):
        for part, ring in enumerate(_rings(edge)):
            points = [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)]
            name = f"area-{area.number}-{part}"
            casing, line = Pen(PAPER, _CASING), Pen(INK, _LINE, _DASHES[area.kind])
            sheet.ring(points, "area-outlines", pen=casing, zorder=2.5, gid=f"{name}-casing")
            sheet.ring(points, "area-outlines", pen=line, zorder=2.6, gid=name)
    return edges


def draw_numbers(
    sheet: Sheet,
    frame: MapFrame,
    areas: Sequence[ScanArea],
    edges: Geometries,
    blocked: Sequence[BaseGeometry],
    *,
    spare: Sequence[BaseGeometry] = (),
) -> list[BaseGeometry]:
    """
    Write each area's number in a disc at a free place inside it.

    Parameters
    ----------
    sheet, frame, areas
        As for `draw_scan_areas`.
    edges
        What `draw_scan_areas` returned.
    blocked
        What the discs must not cover.
    spare
        What they leave free where the area or its edge has another place for them.

    Returns
    -------
    list of shapely geometries
        The boxes of the discs. Where an area has no free place, its disc stands as near to it as
        it can, with a leader.
    """
    placed = number_places(frame, edges, blocked, spare, _RADIUS)
    for place, label in placed.items():
        draw_leader(sheet, label, edges[place], "area-numbers")
        _draw_disc(sheet, areas[place], (label.x, label.y), _RADIUS, "area-numbers", zorder=6.0)
    return [label.box for label in placed.values()]


def bands(edges: Geometries) -> list[BaseGeometry]:
    """Return what the outlines cover, so that names keep off them."""
    return list(shapely.buffer(shapely.boundary(edges), _BAND))


def number_places(
    frame: MapFrame,
    edges: Geometries,
    blocked: Sequence[BaseGeometry],
    spare: Sequence[BaseGeometry],
    radius: float,
) -> dict[int, PlacedLabel]:
    """
    Find a place for the disc of every area.

    Inside its area if it can leave names their place there, or at its edge, or else inside
    without regard to names, or in wider and wider surroundings.

    Parameters
    ----------
    frame
        Where the land lies.
    edges
        The areas on the page.
    blocked, spare
        What discs must not cover, and what they leave free where they can.
    radius
        Of the discs, in millimetres.

    Returns
    -------
    dict
        Place of the area in `edges` -> where its disc stands.
    """
    side = 2 * radius + _CLEAR
    room = shapely.buffer(frame.window.box, -side / 2, join_style="mitre")
    placed: dict[int, PlacedLabel] = {}
    for wider, inside, spared in (
        (0.0, 1.0, spare),
        (_OVERHANG, 1.0, spare),
        (0.0, 1.0, ()),
        *((wider, 0.0, ()) for wider in _WIDER),
    ):
        left = [place for place in range(len(edges)) if place not in placed]
        labels = []
        for place in left:
            around = shapely.intersection(shapely.buffer(edges[place], wider), room)
            if 0 < wider <= _OVERHANG:
                around = shapely.difference(around, shapely.union_all(np.delete(edges, place)))
            middle = edges[place].representative_point()
            anchor = None if inside else (middle.x, middle.y)
            labels.append(Label("", around, side, side, anchor))
        taken = [*blocked, *spared, *(label.box for label in placed.values())]
        found = place_labels(labels, inside=inside, blocked=taken)
        placed |= {left[label.place]: label for label in found}
    return placed


def draw_leader(sheet: Sheet, label: PlacedLabel, area: BaseGeometry, part: str) -> None:
    """Draw a line from a disc to its area where it stands outside."""
    middle = shapely.Point(label.x, label.y)
    if not area.intersects(middle):
        near = shapely.get_coordinates(shapely.shortest_line(middle, area))
        xs, ys = near[:, 0].tolist(), near[:, 1].tolist()
        sheet.line(xs, ys, part, colour=INK, width=0.7, zorder=5.8)


def _number_of(area: ScanArea) -> Text:
    """Return the number with which a sentence begins; beside its disc it goes without saying."""
    return Text(f"Daerah {area.number}: ", f"Area {area.number}: ")


def _draw_disc(
    sheet: Sheet,
    area: ScanArea,
    middle: tuple[float, float],
    radius: float,
    part: str,
    *,
    zorder: float = 4.0,
) -> None:
    fill, ink = (INK, PAPER) if area.kind == "more" else (PAPER, INK)
    gid = f"{part}-{area.number}"
    around = Pen(PAPER, 0.0)
    sheet.disc(middle, radius + _CLEAR * 0.8, part, fill=PAPER, pen=around, zorder=zorder)
    sheet.disc(middle, radius, part, fill=fill, pen=Pen(INK, _RING), zorder=zorder + 0.1, gid=gid)
    size = _NUMBER_SIZE * radius / _RADIUS
    style, text = TextStyle(size, 700, ink), str(area.number)
    fitting = min(1.0, 1.5 * radius / text_width(text, style))
    style = style.times(fitting)
    baseline = middle[1] - style.size * MM_PER_POINT * 0.325
    sheet.write(text, middle[0], baseline, style, part, align="center", zorder=zorder + 0.2)


def _inside(shape: BaseGeometry) -> BaseGeometry:
    """Draw a shape in by half a line; where it is too narrow for that, leave its edge."""
    closed = shape.buffer(_CRACK, join_style="mitre").buffer(-_CRACK, join_style="mitre")
    core = closed.buffer(-_INSET, join_style="mitre")
    narrow = shapely.get_parts(closed.difference(core.buffer(2 * _INSET, join_style="mitre")))
    tongues = [part.buffer(_INSET) for part in narrow if part.area > _TONGUE]
    inside = shapely.get_parts(shapely.union_all([core, *tongues]).intersection(closed))
    areas = inside[shapely.get_dimensions(inside) == 2]  # where tongues touch, lines are left too
    return shapely.union_all(areas) if len(areas) else shape


def _rings(shape: BaseGeometry) -> list[BaseGeometry]:
    return [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
