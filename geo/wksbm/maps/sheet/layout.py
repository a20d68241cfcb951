"""Lay out a printed page: what stands where, and at what size, so that everything fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wksbm.layers.model import Atlas
from wksbm.maps import caption as words
from wksbm.maps import symbols
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.corner import free_corner
from wksbm.maps.sheet.frame import MapFrame, Window
from wksbm.maps.sheet.furniture import (
    Badge,
    Block,
    Paragraph,
    Row,
    Rule,
    ScaleBar,
    Sheet,
    Stack,
    soft,
)
from wksbm.maps.sheet.kinds.base import LIST_GAP, Column, Placement, PrintedMap
from wksbm.maps.sheet.ranked_list import Listing
from wksbm.maps.sheet.theme import TextStyle
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import CircleScale

_GUTTER = 6.0
_TEXT_SHARE, _NARROW_TEXT_SHARE = 0.42, 0.6
_LEGEND_SHARE = 0.54
_FINDING_LINES, _FEWEST_FINDING_LINES = 8, 3
_NOTE_LINES = 4
_LEAST_LISTED = 3
_CORNER_FACTOR = 0.94
_NONE = slice(0)


@dataclass(frozen=True)
class _Fit:
    """
    A way to make the text fit.

    Parameters
    ----------
    factor
        Of the type, where it is not at its smallest yet.
    remarks
        Of the atlas's notes that are shown.
    listed
        Areas, villages or sub-districts that are listed.
    lines
        Most lines of a note.
    found
        Most lines of the finding, which is cut last.
    """

    factor: float
    remarks: int
    listed: int
    lines: int = 8
    found: int = _FINDING_LINES

    @property
    def described(self) -> int:
        """Most lines of the description, which is cut before anything else."""
        return 4 if self.lines >= _NOTE_LINES else 1


def draw_layout(sheet: Sheet, spec: MapSpec, shown: PrintedMap) -> Placement:
    """
    Draw everything around the map.

    Parameters
    ----------
    sheet
        The empty page.
    spec, shown
        What the page shows; type shrinks step by step until all of it fits, then lists and notes
        are cut. Of the atlas's notes the first two are shown as far as they fit.
    """
    if sheet.page.narrow:
        return _draw_narrow(sheet, spec, shown)
    if sheet.page.landscape:
        return _draw_landscape(sheet, spec, shown)
    return _draw_portrait(sheet, spec, shown)


def _draw_landscape(sheet: Sheet, spec: MapSpec, shown: PrintedMap) -> Placement:
    """Draw the map on the left and one column of text on the right."""
    page = sheet.page
    height = page.height - 2 * page.margin
    width = page.width - 2 * page.margin - page.column - _GUTTER
    window = Window(page.margin, page.margin, width, height)
    frame = shown.fit_frame(page, window)
    circles = shown.circle_scale(frame)
    corners = _in_corners(sheet, shown, frame)
    whole = len(corners) == len(shown.lists(Column(page, page.column, 1.0), 1)) > 0
    rest = _NONE if whole else slice(len(corners), None)
    for fit in _fits(0 if whole else shown.listable, brief=page.brief):
        column = Column(page, page.column, fit.factor)
        head = _head(spec, shown, column, fit)
        legend = _legend(shown, circles, column, fit, rest)
        foot = _foot(shown, frame, column, fit)
        upper = Stack(((head, 4.5), (Rule(page.column), 4.0), (legend, 0.0)))
        if upper.height + foot.height + 5 <= height:
            break
    left, top = page.width - page.margin - page.column, page.height - page.margin
    upper.draw(sheet, left, top)
    foot.draw(sheet, left, page.margin + foot.height)
    return Placement(frame, window, circles, _draw_in_corners(sheet, corners))


def _draw_portrait(sheet: Sheet, spec: MapSpec, shown: PrintedMap) -> Placement:
    """Draw the title above the map; legend and notes side by side below it."""
    page = sheet.page
    width = page.width - 2 * page.margin
    half = (width - 2 * _GUTTER) / 2
    gap = 5.0
    guess_window = Window(page.margin, page.margin, width, page.height * (1 - _TEXT_SHARE))
    guess = shown.fit_frame(page, guess_window)
    circles = shown.circle_scale(guess)
    first, second = slice(1), slice(1, None)
    for fit in _fits(shown.listable):
        column = Column(page, half, fit.factor)
        head = _head(spec, shown, Column(page, width, fit.factor), fit)
        legend = _legend(shown, circles, column, fit, first)
        foot = _foot(shown, guess, column, fit, lists=second)
        lower = max(legend.height, foot.height)
        if head.height + lower <= page.height * _TEXT_SHARE - 2 * page.margin:
            break
    bottom, top = page.margin + lower + gap, page.height - page.margin
    window = Window(page.margin, bottom, width, top - head.height - gap - bottom)
    frame = shown.fit_frame(page, window)
    foot = _foot(shown, frame, column, fit, lists=second)
    head.draw(sheet, page.margin, top)
    legend.draw(sheet, page.margin, page.margin + lower)
    foot.draw(sheet, page.margin + width - half, page.margin + lower)
    return Placement(frame, window, circles)


def _draw_narrow(sheet: Sheet, spec: MapSpec, shown: PrintedMap) -> Placement:
    """Draw title, map, then legend beside scale and list, then notes: a column of a document."""
    page = sheet.page
    width, gap = page.width - 2 * page.margin, 2.5
    left_width, right_width = width * _LEGEND_SHARE, width * (1 - _LEGEND_SHARE) - gap
    guess_window = Window(page.margin, page.margin, width, page.height * (1 - _NARROW_TEXT_SHARE))
    guess = shown.fit_frame(page, guess_window)
    circles = shown.circle_scale(guess)
    for fit in _fits(shown.listable, brief=True):
        whole = Column(page, width, fit.factor)
        right = Column(page, right_width, fit.factor)
        head = _head(spec, shown, whole, fit)
        legend = _legend(shown, circles, Column(page, left_width, fit.factor), fit, _NONE)
        side = _side(shown, guess, circles, right, fit)
        notes = _notes(shown, guess, whole, fit)
        middle = max(legend.height, side.height)
        lower = middle + gap + notes.height
        if head.height + lower + 2 * gap <= page.height * _NARROW_TEXT_SHARE:
            break
    bottom, top = page.margin + lower + gap, page.height - page.margin
    window = Window(page.margin, bottom, width, top - head.height - gap - bottom)
    frame = shown.fit_frame(page, window)
    head.draw(sheet, page.margin, top)
    legend.draw(sheet, page.margin, page.margin + lower)
    side = _side(shown, frame, circles, right, fit)
    side.draw(sheet, page.margin + width - right_width, page.margin + lower)
    notes.draw(sheet, page.margin, page.margin + notes.height)
    return Placement(frame, window, circles)


def _side(
    shown: PrintedMap, frame: MapFrame, circles: CircleScale | None, column: Column, fit: _Fit
) -> Stack:
    """Return scale bar and what is explained below it in a narrow page."""
    bar = _scale_bar(shown, frame, column)
    lists = ((block, LIST_GAP) for block in shown.lists(column, fit.listed))
    return Stack(((bar, 2.5), *shown.side_blocks(column, circles), *lists))


def _fits(listed: int, *, brief: bool = False) -> Iterator[_Fit]:
    """Yield ways to fit: remarks go first, then lists, size, lines of notes, the finding last."""
    least = min(listed, _LEAST_LISTED)
    if brief:
        for shown in range(listed, least - 1, -1):
            for factor in (1.0, 0.94, 0.88, 0.82):
                yield _Fit(factor, 0, shown, 3)
    else:
        for remarks in (2, 1, 0):
            for factor in (1.0, 0.94, 0.88):
                yield _Fit(factor, remarks, listed)
        yield _Fit(0.82, 0, listed)
        for shown in range(listed - 1, least - 1, -1):
            for factor, remarks in ((0.88, 1), (0.88, 0), (0.82, 0)):
                yield _Fit(factor, remarks, shown)
        for lines in (8, 4, 3, 2):
            for factor in (0.82, 0.76, 0.7, 0.64):
                yield _Fit(factor, 0, least, lines)
    for found in (_FINDING_LINES, _FEWEST_FINDING_LINES):
        for shown in range(least, -1, -1):
            for factor in (0.7, 0.64, 0.5):
                for lines in (3, 2, 1):
                    yield _Fit(factor, 0, shown, lines, found)


def _in_corners(sheet: Sheet, shown: PrintedMap, frame: MapFrame) -> list[tuple[Listing, Window]]:
    """Find free corners of the map for the first lists, as many as fit."""
    if shown.corner is None:
        return []
    column = Column(sheet.page, shown.corner.width * sheet.page.scale, _CORNER_FACTOR)
    most, land = shown.listable, shown.atlas.kecamatan.geometry.to_numpy()
    least = min(most, _LEAST_LISTED) if shown.corner.cut else most
    first: list[tuple[Listing, Window]] = []
    for rows in range(most, least - 1, -1):
        lists = [block for block in shown.lists(column, rows) if isinstance(block, Listing)]
        if not all(listing.items for listing in lists):
            return []
        found: list[tuple[Listing, Window]] = []
        for listing in lists:
            framed = replace(listing, framed=True)
            taken = [corner.box for _, corner in found]
            corner = free_corner(frame, land, framed.width, framed.height, taken)
            if corner is None:
                break
            found.append((framed, corner))
        if len(found) == len(lists):
            return found
        first = first or found
    return first


def _draw_in_corners(sheet: Sheet, corners: Sequence[tuple[Listing, Window]]) -> tuple[Window, ...]:
    for listing, corner in corners:
        listing.draw(sheet, corner.left, corner.bottom + corner.height)
    return tuple(corner for _, corner in corners)


def _legend(
    shown: PrintedMap, circles: CircleScale | None, column: Column, fit: _Fit, lists: slice
) -> Block:
    """Return the legend with those of the lists that are asked for."""
    listings = shown.lists(column, fit.listed)[lists]
    blocks = shown.legend_blocks(column, circles)
    return Stack((*blocks, *((listing, LIST_GAP) for listing in listings)))


def _head(spec: MapSpec, shown: PrintedMap, column: Column, fit: _Fit) -> Stack:
    atlas, page, width = shown.atlas, column.page, column.width
    lang = atlas.config.lang

    def style(points: float, weight: theme.Weight = 400, leading: float = 1.2) -> TextStyle:
        return TextStyle(page.size(points, fit.factor), weight, leading=leading)

    badges = _badges(atlas, page.size(9.6, fit.factor))
    finding = words.finding(atlas, shown.layer).to(lang)
    title = Paragraph(spec.title.to(lang), style(18, 700, 1.06), width, "title", min(4, fit.found))
    description = Paragraph(
        spec.description.to(lang),
        soft(style(8.4)),
        width,
        "description",
        0 if page.brief else fit.described,
    )
    kicker = Paragraph(atlas.config.title.to(lang), soft(style(7.6, 600)), width, "kicker", 2)
    return Stack(
        (
            *(((kicker, 2.2),) if not page.narrow else ()),
            *(((Row(badges, width), 3.6 * page.scale),) if badges else ()),
            (title, 2.4 * page.scale),
            (Paragraph(finding, style(10.2), width, "subtitle", fit.found), 1.6),
            (description, 0.0),
        )
    )


def _badges(atlas: Atlas, size: float) -> tuple[Badge, ...]:
    lang = atlas.config.lang
    sample, approximate = words.SAMPLE.to(lang).upper(), words.APPROXIMATE.to(lang)
    strong, weak = TextStyle(size, 700), TextStyle(size, 600)
    return (
        *((Badge(sample, strong, symbols.ALERT, True, "sample"),) if atlas.sample else ()),
        *(
            (Badge(approximate, weak, symbols.ALERT, False, "approximate"),)
            if atlas.approximate
            else ()
        ),
    )


def _foot(
    shown: PrintedMap, frame: MapFrame, column: Column, fit: _Fit, *, lists: slice = _NONE
) -> Stack:
    """Return scale bar, those of the lists that are asked for, and notes."""
    bar = _scale_bar(shown, frame, column)
    listed = ((listing, 3.0) for listing in shown.lists(column, fit.listed)[lists])
    notes = _notes(shown, frame, column, fit)
    return Stack(((bar, 3.0), *listed, (Rule(column.width), 2.0), (notes, 0.0)))


def _scale_bar(shown: PrintedMap, frame: MapFrame, column: Column) -> ScaleBar:
    page, lang = column.page, shown.atlas.config.lang
    style = TextStyle(page.size(7.6, column.factor))
    scale = (frame.mm_per_km, frame.denominator, frame.north)
    return ScaleBar(column.width, *scale, style, lang, page.name)


def _notes(shown: PrintedMap, frame: MapFrame, column: Column, fit: _Fit) -> Stack:
    atlas, layer, page = shown.atlas, shown.layer, column.page
    lang, width = atlas.config.lang, column.width
    dated = words.dates(atlas, layer).to(lang)
    warned = [warning.to(lang) for warning in words.warnings(atlas)]
    if page.brief:
        short = words.short_source(layer).to(lang)
        notes = [" ".join(map(_sentence, [dated, *warned])), short]
        lines = [max(fit.lines, 2), fit.lines]
    else:
        method = words.method_line(layer, frame.crs_name).to(lang)
        notes = [dated, words.sources(atlas, layer).to(lang), method, *warned]
        lines = [fit.lines] * len(notes)
    remarks = [note.to(lang) for note in atlas.notes[: fit.remarks]]
    small = soft(TextStyle(page.size(6.5, fit.factor), leading=1.18))
    return Stack(
        (
            *(
                (Paragraph(_sentence(note), small, width, "notes", most), 0.7)
                for note, most in zip(notes, lines, strict=True)
            ),
            *(
                (Paragraph(_sentence(text), small, width, "remarks", _NOTE_LINES), 0.7)
                for text in remarks
            ),
        )
    )


def _sentence(text: str) -> str:
    return f"{text.rstrip('. ')}."
