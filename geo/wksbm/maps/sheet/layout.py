"""Lay out a printed page: what stands where, and at what size, so that everything fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wksbm.layers.model import Atlas
from wksbm.maps import caption as words
from wksbm.maps import symbols
from wksbm.maps.reach import MOST_LISTED
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.bivariate_legend import SquareLegend, counts_note
from wksbm.maps.sheet.circles import circle_scale
from wksbm.maps.sheet.corner import free_corner
from wksbm.maps.sheet.coverage import coverage_listing
from wksbm.maps.sheet.drawing import Display
from wksbm.maps.sheet.frame import MapFrame, Window, fit_frame
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
from wksbm.maps.sheet.legend import Legend
from wksbm.maps.sheet.numbered import worst_listing
from wksbm.maps.sheet.points import PointLegend
from wksbm.maps.sheet.ranked_list import Listing
from wksbm.maps.sheet.reach_marks import ReachLegend, reach_listings
from wksbm.maps.sheet.scan_areas import ScanAreaList
from wksbm.maps.sheet.small_multiples import PADDING, panel_windows
from wksbm.maps.sheet.theme import TextStyle
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import CircleScale
from wksbm.text import plural

_GUTTER = 6.0
_TEXT_SHARE, _NARROW_TEXT_SHARE = 0.42, 0.6
_LEGEND_SHARE = 0.54
_FINDING_LINES, _FEWEST_FINDING_LINES = 8, 3
_NARROW_PADDING = 2.5
_NOTE_LINES = 4
_LEAST_LISTED, _LIST_SIZE = 3, 0.79
_LISTED_DISTRICTS = 9
_CORNER_WIDTH, _NARROW_CORNER = 58.0, 48.0
_ALL, _NONE = slice(None), slice(0)


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
    def said(self) -> int:
        """Most lines of the description, which is cut before anything else."""
        return 4 if self.lines >= _NOTE_LINES else 1


@dataclass(frozen=True)
class Placement:
    """
    Where things go on a laid-out page.

    Parameters
    ----------
    frame
        The map, or the first of its panels.
    window
        The map, or all panels.
    circles
        Scale of the circles that the legend shows; None without circles.
    corners
        Corners of the map that hold a list.
    """

    frame: MapFrame
    window: Window
    circles: CircleScale | None
    corners: tuple[Window, ...] = ()


def draw_layout(sheet: Sheet, atlas: Atlas, spec: MapSpec, display: Display) -> Placement:
    """
    Draw everything around the map.

    Parameters
    ----------
    sheet
        The empty page.
    atlas, spec, display
        What the page shows; type shrinks step by step until all of it fits, then lists and notes
        are cut. Of the atlas's notes the first two are shown as far as they fit.
    """
    if sheet.page.narrow:
        return _draw_narrow(sheet, atlas, spec, display)
    if sheet.page.landscape:
        return _draw_landscape(sheet, atlas, spec, display)
    return _draw_portrait(sheet, atlas, spec, display)


def panel_style(sheet: Sheet) -> TextStyle:
    """Return how the titles of panels are set."""
    return TextStyle(sheet.page.size(7.2 if sheet.page.narrow else 8.6), 600)


def _draw_landscape(sheet: Sheet, atlas: Atlas, spec: MapSpec, display: Display) -> Placement:
    """Draw the map on the left and one column of text on the right."""
    page = sheet.page
    height = page.height - 2 * page.margin
    width = page.width - 2 * page.margin - page.column - _GUTTER
    window = Window(page.margin, page.margin, width, height)
    frame = _frame(sheet, atlas, display, window)
    circles = circle_scale(display.circles, frame, atlas, over_fills=_over_fills(display))
    corners = _in_corners(sheet, atlas, display, frame)
    whole = len(corners) == len(_lists(sheet, atlas, display, page.column, 1, 1.0)) > 0
    rest = slice(len(corners), None)
    for fit in _fits(0 if whole else _listed(display, atlas), brief=page.brief):
        head = _head(sheet, atlas, spec, display, page.column, fit)
        legend = _legend(sheet, atlas, display, circles, page.column, fit, bare=whole, lists=rest)
        foot = _foot(sheet, atlas, display, frame, page.column, fit)
        upper = Stack(((head, 4.5), (Rule(page.column), 4.0), (legend, 0.0)))
        if upper.height + foot.height + 5 <= height:
            break
    left, top = page.width - page.margin - page.column, page.height - page.margin
    upper.draw(sheet, left, top)
    foot.draw(sheet, left, page.margin + foot.height)
    return Placement(frame, window, circles, _draw_in_corners(sheet, corners))


def _draw_portrait(sheet: Sheet, atlas: Atlas, spec: MapSpec, display: Display) -> Placement:
    """Draw the title above the map; legend and notes side by side below it."""
    page = sheet.page
    width = page.width - 2 * page.margin
    column = (width - 2 * _GUTTER) / 2
    gap = 5.0
    guess_window = Window(page.margin, page.margin, width, page.height * (1 - _TEXT_SHARE))
    guess = _frame(sheet, atlas, display, guess_window)
    circles = circle_scale(display.circles, guess, atlas, over_fills=_over_fills(display))
    first, second = slice(1), slice(1, None)
    for fit in _fits(_listed(display, atlas)):
        head = _head(sheet, atlas, spec, display, width, fit)
        legend = _legend(sheet, atlas, display, circles, column, fit, bare=False, lists=first)
        foot = _foot(sheet, atlas, display, guess, column, fit, lists=second)
        lower = max(legend.height, foot.height)
        if head.height + lower <= page.height * _TEXT_SHARE - 2 * page.margin:
            break
    bottom, top = page.margin + lower + gap, page.height - page.margin
    window = Window(page.margin, bottom, width, top - head.height - gap - bottom)
    frame = _frame(sheet, atlas, display, window)
    foot = _foot(sheet, atlas, display, frame, column, fit, lists=second)
    head.draw(sheet, page.margin, top)
    legend.draw(sheet, page.margin, page.margin + lower)
    foot.draw(sheet, page.margin + width - column, page.margin + lower)
    return Placement(frame, window, circles)


def _draw_narrow(sheet: Sheet, atlas: Atlas, spec: MapSpec, display: Display) -> Placement:
    """Draw title, map, then legend beside scale and list, then notes: a column of a document."""
    page = sheet.page
    width, gap = page.width - 2 * page.margin, 2.5
    left_width, right_width = width * _LEGEND_SHARE, width * (1 - _LEGEND_SHARE) - gap
    guess_window = Window(page.margin, page.margin, width, page.height * (1 - _NARROW_TEXT_SHARE))
    guess = _frame(sheet, atlas, display, guess_window)
    circles = circle_scale(display.circles, guess, atlas, over_fills=_over_fills(display))
    for fit in _fits(_listed(display, atlas), brief=True):
        head = _head(sheet, atlas, spec, display, width, fit)
        legend = _legend(sheet, atlas, display, circles, left_width, fit, bare=True)
        side = _side(sheet, atlas, display, guess, circles, right_width, fit)
        notes = _notes(sheet, atlas, display, guess, width, fit)
        middle = max(legend.height, side.height)
        lower = middle + gap + notes.height
        if head.height + lower + 2 * gap <= page.height * _NARROW_TEXT_SHARE:
            break
    bottom, top = page.margin + lower + gap, page.height - page.margin
    window = Window(page.margin, bottom, width, top - head.height - gap - bottom)
    frame = _frame(sheet, atlas, display, window)
    head.draw(sheet, page.margin, top)
    legend.draw(sheet, page.margin, page.margin + lower)
    side = _side(sheet, atlas, display, frame, circles, right_width, fit)
    side.draw(sheet, page.margin + width - right_width, page.margin + lower)
    notes.draw(sheet, page.margin, page.margin + notes.height)
    return Placement(frame, window, circles)


def _side(
    sheet: Sheet,
    atlas: Atlas,
    display: Display,
    frame: MapFrame,
    circles: CircleScale | None,
    width: float,
    fit: _Fit,
) -> Stack:
    """Return scale bar and what is explained below it in a narrow page."""
    blocks: list[tuple[Block, float]] = [(_scale_bar(sheet, atlas, frame, width, fit), 2.5)]
    if _over_fills(display):
        blocks.append((_circles_legend(sheet, atlas, display, circles, width, fit), 2.5))
    if fit.listed or display.marks:
        lists = _lists(sheet, atlas, display, width, fit.listed, fit.factor)
        blocks += [(listing, 2.0) for listing in lists]
    if display.areas:
        small = sheet.page.size(9.2 * _LIST_SIZE, fit.factor)
        blocks.append(
            (ScanAreaList(display.areas, fit.listed, width, small, atlas.config.lang), 0.0)
        )
    return Stack(tuple(blocks))


def _frame(sheet: Sheet, atlas: Atlas, display: Display, window: Window) -> MapFrame:
    if display.panels:
        count = len(display.panels)
        (window, _), *_ = panel_windows(atlas, window, count, panel_style(sheet))
        return fit_frame(atlas.villages, window, PADDING)
    if sheet.page.narrow:
        return fit_frame(atlas.villages, window, _NARROW_PADDING)
    return fit_frame(atlas.villages, window)


def _listed(display: Display, atlas: Atlas) -> int:
    """Return how many things the list beside the map could hold."""
    if display.coverage:
        return min(len(atlas.kecamatan), _LISTED_DISTRICTS)
    if display.marks:
        return min(max(len(display.marks.spots), len(display.marks.places)), MOST_LISTED)
    return len(display.areas) or len(display.worst)


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


def _over_fills(display: Display) -> bool:
    """Return True where circles lie on classes of another layer."""
    return display.circles is not None and display.circles.id != display.layer.id


def _lists(
    sheet: Sheet, atlas: Atlas, display: Display, width: float, shown: int, factor: float
) -> tuple[Listing, ...]:
    """Return the lists of sub-districts, numbered villages or marks that go with the map."""
    lang, size = atlas.config.lang, sheet.page.size(9.2 * _LIST_SIZE, factor)
    if display.coverage:
        return (coverage_listing(atlas, lang, width, size, shown),)
    if display.worst:
        return (worst_listing(display.worst, display.layer, lang, width, size, shown),)
    if display.marks:
        return reach_listings(display.marks, lang, width, size, shown)
    return ()


def _in_corners(
    sheet: Sheet, atlas: Atlas, display: Display, frame: MapFrame
) -> list[tuple[Listing, Window]]:
    """
    Find free corners of the map for the first lists, as many as fit.

    The two lists of marks are cut to have room there both.
    """
    width = (_NARROW_CORNER if display.marks else _CORNER_WIDTH) * sheet.page.scale
    most, land = _listed(display, atlas), atlas.kecamatan.geometry.to_numpy()
    least = min(most, _LEAST_LISTED) if display.marks else most
    first: list[tuple[Listing, Window]] = []
    for shown in range(most, least - 1, -1):
        lists = _lists(sheet, atlas, display, width, shown, 0.94)
        if display.panels or not all(listing.items for listing in lists):
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
    sheet: Sheet,
    atlas: Atlas,
    display: Display,
    circles: CircleScale | None,
    width: float,
    fit: _Fit,
    *,
    bare: bool,
    lists: slice = _ALL,
) -> Block:
    """
    Return the legend with what else is explained beside it.

    It has those of the lists that are asked for, and none where `bare`.
    """
    size, lang, labels = sheet.page.size(9.2, fit.factor), atlas.config.lang, atlas.config.labels
    blocks: list[tuple[Block, float]] = []
    if display.points:
        kinds = PointLegend(display.points, width, size, lang, titled=not display.panels)
        blocks.append((kinds, 3.0))
    if _over_fills(display) and display.circles is not None:
        blocks.append((Legend(display.layer, width, size, labels, lang), 3.0))
        if not bare or not sheet.page.narrow:
            blocks.append((_circles_legend(sheet, atlas, display, circles, width, fit), 3.0))
    elif display.layer.axes:
        noun = plural(labels.desa.en) if lang == "en" else labels.desa.id
        hatched = tuple(entry for entry in display.layer.classes if entry.hatch)
        rest = replace(display.layer, classes=hatched)
        blocks += [
            (SquareLegend(display.layer, width, size, lang), 1.6),
            (counts_note(width, size, noun, lang), 1.6),
            (Legend(rest, width, size, labels, lang, headed=False), 3.0),
        ]
    else:
        gap = 1.2 if display.marks else 3.0
        blocks.append((Legend(display.layer, width, size, labels, lang, circles), gap))
    if display.marks:
        circled = not sheet.page.narrow
        blocks.append((ReachLegend(display.marks, width, size, lang, circled), 3.0))
    small = sheet.page.size(9.2 * _LIST_SIZE, fit.factor)
    if display.areas and not bare:
        blocks.append((ScanAreaList(display.areas, fit.listed, width, small, lang), 0.0))
    if (fit.listed or display.marks) and not bare:
        listings = _lists(sheet, atlas, display, width, fit.listed, fit.factor)[lists]
        blocks += [(listing, 2.0) for listing in listings]
    return Stack(tuple(blocks))


def _circles_legend(
    sheet: Sheet,
    atlas: Atlas,
    display: Display,
    circles: CircleScale | None,
    width: float,
    fit: _Fit,
) -> Block:
    """Return the legend of circles that lie above classes of another layer."""
    if display.circles is None:
        return Stack(())
    numeric = tuple(entry for entry in display.circles.classes if entry.lower is not None)
    above = replace(display.circles, classes=numeric)
    size, config = sheet.page.size(9.2, fit.factor), atlas.config
    return Legend(above, width, size, config.labels, config.lang, circles)


def _head(
    sheet: Sheet, atlas: Atlas, spec: MapSpec, display: Display, width: float, fit: _Fit
) -> Stack:
    lang, page = atlas.config.lang, sheet.page

    def style(points: float, weight: theme.Weight = 400, leading: float = 1.2) -> TextStyle:
        return TextStyle(page.size(points, fit.factor), weight, leading=leading)

    badges = _badges(sheet, atlas, fit.factor)
    finding = words.finding(atlas, display.layer).to(lang)
    title = Paragraph(spec.title.to(lang), style(18, 700, 1.06), width, "title", min(4, fit.found))
    said = Paragraph(
        spec.description.to(lang),
        soft(style(8.4)),
        width,
        "description",
        0 if page.brief else fit.said,
    )
    kicker = Paragraph(atlas.config.title.to(lang), soft(style(7.6, 600)), width, "kicker", 2)
    return Stack(
        (
            *(((kicker, 2.2),) if not page.narrow else ()),
            *(((Row(badges, width), 3.6 * page.scale),) if badges else ()),
            (title, 2.4 * page.scale),
            (Paragraph(finding, style(10.2), width, "subtitle", fit.found), 1.6),
            (said, 0.0),
        )
    )


def _badges(sheet: Sheet, atlas: Atlas, factor: float) -> tuple[Badge, ...]:
    lang, size = atlas.config.lang, sheet.page.size(9.6, factor)
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
    sheet: Sheet,
    atlas: Atlas,
    display: Display,
    frame: MapFrame,
    width: float,
    fit: _Fit,
    *,
    lists: slice = _NONE,
) -> Stack:
    """Return scale bar, those of the lists that are asked for, and notes."""
    bar = _scale_bar(sheet, atlas, frame, width, fit)
    listings = _lists(sheet, atlas, display, width, fit.listed, fit.factor)[lists]
    notes = _notes(sheet, atlas, display, frame, width, fit)
    listed = ((listing, 3.0) for listing in listings)
    return Stack(((bar, 3.0), *listed, (Rule(width), 2.0), (notes, 0.0)))


def _scale_bar(sheet: Sheet, atlas: Atlas, frame: MapFrame, width: float, fit: _Fit) -> ScaleBar:
    page = sheet.page
    style = TextStyle(page.size(7.6, fit.factor))
    scale = (frame.mm_per_km, frame.denominator, frame.north)
    return ScaleBar(width, *scale, style, atlas.config.lang, page.name)


def _notes(
    sheet: Sheet, atlas: Atlas, display: Display, frame: MapFrame, width: float, fit: _Fit
) -> Stack:
    lang, page, layer = atlas.config.lang, sheet.page, display.layer
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
