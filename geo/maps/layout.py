"""Lay out a printed page: what stands where, and at what size, so that everything fits."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely

from geo.layers.model import Atlas, Layer, ScanArea
from geo.maps import caption as words
from geo.maps import theme
from geo.maps.areas import AreaList
from geo.maps.frame import MapFrame, Window, fit_frame, middles_and_rooms
from geo.maps.furniture import Badge, Block, Paragraph, Row, Rule, ScaleBar, Sheet, Stack, soft
from geo.maps.legend import CircleScale, Legend, symbol_colour
from geo.maps.spec import MapSpec
from geo.maps.theme import TextStyle

_COLUMN = 64.0
_GUTTER = 6.0
_SHRINKING = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
_PORTRAIT_TEXT_SHARE = 0.42
_FILLED_BY_LARGEST_CIRCLE = 0.8
_LAND_UNDER_CIRCLES = 0.13
_LARGEST_CIRCLE_RADII = (1.2, 8.0)
_NOTE_LINES = 4
_FITTING = tuple(
    (factor, notes)
    for notes, factors in ((2, _SHRINKING[:3]), (1, _SHRINKING[:3]), (0, _SHRINKING))
    for factor in factors
)
_LISTED_AREAS, _LIST_SIZE = 3, 0.79
_SMALLER = ((0.88, 1), (0.88, 0), (0.82, 0))


def draw_layout(
    sheet: Sheet, atlas: Atlas, spec: MapSpec, layer: Layer
) -> tuple[MapFrame, CircleScale | None]:
    """
    Draw everything around the map.

    Parameters
    ----------
    sheet
        The empty page.
    atlas, spec, layer
        What the page shows; type shrinks step by step until all of it fits. Of the atlas's
        notes the first two are shown as far as they fit.

    Returns
    -------
    frame : MapFrame
        Where the map goes.
    circles : CircleScale or None
        Scale of the circles that the legend shows; None without circles.
    """
    draw = _draw_landscape if sheet.page.landscape else _draw_portrait
    return draw(sheet, atlas, spec, layer)


def _draw_landscape(
    sheet: Sheet, atlas: Atlas, spec: MapSpec, layer: Layer
) -> tuple[MapFrame, CircleScale | None]:
    """Draw the map on the left and one column of text on the right."""
    page, lang = sheet.page, atlas.config.lang
    height = page.height - 2 * page.margin
    width = page.width - 2 * page.margin - _COLUMN - _GUTTER
    frame = fit_frame(atlas.villages, Window(page.margin, page.margin, width, height))
    circles = _circle_scale(layer, frame, atlas)
    areas = words.areas_of(atlas, layer)
    for factor, notes, shown in _fitting(len(areas)):
        head = _head(atlas, spec, layer, _COLUMN, factor)
        legend = _with_areas(
            Legend(layer, _COLUMN, 9.2 * factor, atlas.config.labels, lang, circles), areas, shown
        )
        foot = _foot(atlas, layer, frame, _COLUMN, factor, page.name, notes)
        upper = Stack(((head, 4.5), (Rule(_COLUMN), 4.0), (legend, 0.0)))
        if upper.height + foot.height + 5 <= height:
            break
    left, top = page.width - page.margin - _COLUMN, page.height - page.margin
    upper.draw(sheet, left, top)
    foot.draw(sheet, left, page.margin + foot.height)
    return frame, circles


def _draw_portrait(
    sheet: Sheet, atlas: Atlas, spec: MapSpec, layer: Layer
) -> tuple[MapFrame, CircleScale | None]:
    """Draw the title above the map; legend and notes side by side below it."""
    page, lang = sheet.page, atlas.config.lang
    width = page.width - 2 * page.margin
    column = (width - 2 * _GUTTER) / 2
    share = page.height * (1 - _PORTRAIT_TEXT_SHARE)
    guess = fit_frame(atlas.villages, Window(page.margin, page.margin, width, share))
    circles = _circle_scale(layer, guess, atlas)
    areas = words.areas_of(atlas, layer)
    for factor, notes, shown in _fitting(len(areas)):
        head = _head(atlas, spec, layer, width, factor)
        legend = _with_areas(
            Legend(layer, column, 9.2 * factor, atlas.config.labels, lang, circles), areas, shown
        )
        foot = _foot(atlas, layer, guess, column, factor, page.name, notes)
        lower = max(legend.height, foot.height)
        if head.height + lower <= page.height * _PORTRAIT_TEXT_SHARE - 2 * page.margin:
            break
    bottom = page.margin + lower + 5
    top = page.height - page.margin
    window = Window(page.margin, bottom, width, top - head.height - 5 - bottom)
    frame = fit_frame(atlas.villages, window)
    head.draw(sheet, page.margin, top)
    legend.draw(sheet, page.margin, page.margin + lower)
    foot = _foot(atlas, layer, frame, column, factor, page.name, notes)
    foot.draw(sheet, page.margin + width - column, page.margin + lower)
    return frame, circles


def _fitting(areas: int) -> Iterator[tuple[float, int, int]]:
    """Yield type factor, notes and listed areas to try: notes go first, then areas, then size."""
    full = [(factor, notes) for factor, notes in _FITTING if factor >= _SMALLER[-1][0]]
    least = min(areas, _LISTED_AREAS)
    yield from ((factor, notes, areas) for factor, notes in full)
    for shown in range(areas - 1, least - 1, -1):
        yield from ((factor, notes, shown) for factor, notes in _SMALLER)
    for shown in range(least, -1, -1):
        yield from ((factor, 0, shown) for factor in _SHRINKING if factor < full[-1][0])


def _with_areas(legend: Legend, areas: tuple[ScanArea, ...], shown: int) -> Block:
    if not areas:
        return legend
    listing = AreaList(areas, shown, legend.width, legend.size * _LIST_SIZE, legend.lang)
    return Stack(((legend, 3.0), (listing, 0.0)))


def _head(atlas: Atlas, spec: MapSpec, layer: Layer, width: float, factor: float) -> Stack:
    lang = atlas.config.lang
    kicker = soft(TextStyle(7.6, 600).times(factor))
    title = TextStyle(18, 700, leading=1.06).times(factor)
    remark = soft(TextStyle(8.4).times(factor))
    badges = _badges(atlas, factor)
    finding = words.finding(atlas, layer).to(lang)
    return Stack(
        (
            (Paragraph(atlas.config.title.to(lang), kicker, width, "kicker", 2), 2.2),
            *(((Row(badges, width), 3.6),) if badges else ()),
            (Paragraph(spec.title.to(lang), title, width, "title", 4), 2.4),
            (Paragraph(finding, TextStyle(10.2).times(factor), width, "subtitle", 8), 1.6),
            (Paragraph(spec.description.to(lang), remark, width, "description", 4), 0.0),
        )
    )


def _badges(atlas: Atlas, factor: float) -> tuple[Badge, ...]:
    lang = atlas.config.lang
    sample, approximate = words.SAMPLE.to(lang).upper(), words.APPROXIMATE.to(lang)
    strong, weak = TextStyle(9.6, 700).times(factor), TextStyle(9.6, 600).times(factor)
    return (
        *((Badge(sample, strong, theme.ALERT, True, "sample"),) if atlas.sample else ()),
        *(
            (Badge(approximate, weak, theme.ALERT, False, "approximate"),)
            if atlas.approximate
            else ()
        ),
    )


def _foot(
    atlas: Atlas,
    layer: Layer,
    frame: MapFrame,
    width: float,
    factor: float,
    paper: str,
    notes_shown: int,
) -> Stack:
    lang = atlas.config.lang
    bar = ScaleBar(
        width,
        frame.mm_per_km,
        frame.denominator,
        frame.north,
        TextStyle(7.6).times(factor),
        lang,
        paper,
    )
    notes = [
        words.dates(atlas, layer).to(lang),
        words.sources(atlas, layer).to(lang),
        words.method_line(layer, frame.crs_name).to(lang),
        *(warning.to(lang) for warning in words.warnings(atlas)),
    ]
    remarks = [note.to(lang) for note in atlas.notes[:notes_shown]]
    small = soft(TextStyle(6.4, leading=1.18).times(factor))
    return Stack(
        (
            (bar, 3.0),
            (Rule(width), 2.0),
            *((Paragraph(_sentence(note), small, width, "notes", 8), 0.7) for note in notes),
            *(
                (Paragraph(_sentence(text), small, width, "remarks", _NOTE_LINES), 0.7)
                for text in remarks
            ),
        )
    )


def _sentence(text: str) -> str:
    return f"{text.rstrip('. ')}."


def _circle_scale(layer: Layer, frame: MapFrame, atlas: Atlas) -> CircleScale | None:
    """
    Choose the scale of the circles: large enough to compare, small enough to be told apart.

    The median circle fits its village, the largest one is no larger than a mean village, and
    all of them together cover a small part of the land.
    """
    largest = float(layer.values.max())
    if layer.spec.symbology != "symbols" or not largest > 0:
        return None
    shapes = frame.outlines(atlas.villages.geometry.to_numpy())
    values = layer.values.reindex(atlas.villages.index).to_numpy(dtype=float)
    shown = values > 0
    land, (_, rooms) = shapely.area(shapes), middles_and_rooms(shapes)
    fitting = math.pi * float(np.median(rooms[shown] ** 2 / values[shown]))
    mm2_per_unit = min(
        fitting,
        float(land.sum()) * _LAND_UNDER_CIRCLES / float(values[shown].sum()),
        float(land.mean()) * _FILLED_BY_LARGEST_CIRCLE / largest,
    )
    least, most = (math.pi * radius**2 / largest for radius in _LARGEST_CIRCLE_RADII)
    mm2_per_unit = min(max(mm2_per_unit, least), most)
    return CircleScale(mm2_per_unit, symbol_colour(layer), largest, layer.spec.decimals)
