"""The pages of the book: cover, contents, one or more for each sub-district, index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wksbm.findings.districts import District, district_sentences
from wksbm.layers.model import Atlas, Layer, Priority
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.maps import caption as words
from wksbm.maps import symbols
from wksbm.maps.book.district_map import DistrictMap, draw_locator
from wksbm.maps.book.listing import HEAD, ROW, ListColumn, ListRow, cut, draw_table
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.frame import Window
from wksbm.maps.sheet.furniture import Badge, Paragraph, Row, Rule, ScaleBar, Sheet, soft
from wksbm.maps.sheet.legend import layer_legend
from wksbm.maps.sheet.theme import Page, TextStyle
from wksbm.text import Text, join_words, number, plural

PAGE = Page("A4", 210.0, 297.0, 14.0)
WIDTH = PAGE.width - 2 * PAGE.margin
_SIDE, _GUTTER = 52.0, 5.0
_MAP_WIDTH = WIDTH - _SIDE - _GUTTER
_MAP_HEIGHTS = (92.0, 150.0)
_TOP, _BOTTOM = PAGE.height - PAGE.margin, PAGE.margin + 11.0
_TITLE = TextStyle(20, 700, leading=1.06)
_BODY = TextStyle(9.2, leading=1.3)
_SMALL = soft(TextStyle(6.6, leading=1.18))
_LOCATOR = 34.0
_INDEX_COLUMNS, _CONTENTS_COLUMNS = 3, 2
_INDEX_STEP, _CONTENTS_STEP = 4.15, 6.2


@dataclass(frozen=True)
class Link:
    """A place on a page that leads to another: left, bottom, right, top (mm), and the page."""

    box: tuple[float, float, float, float]
    page: int


@dataclass
class BookPage:
    """
    One page.

    Parameters
    ----------
    sheet
        What stands on it.
    bookmark
        Its entry in the outline; empty for the second page of something.
    level
        0 for a chapter, 1 below it.
    links
        What leads to other pages.
    """

    sheet: Sheet
    bookmark: str = ""
    level: int = 0
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A line of the contents or the index: what is named, where it lies, its page from 1."""

    name: str
    detail: str
    page: int


def cover_page(atlas: Atlas) -> BookPage:
    """Draw the cover: title, area, dates, warnings."""
    lang = atlas.config.lang
    sheet = Sheet(PAGE)
    left, top = PAGE.margin + 6, 205.0
    heading = TextStyle(32, 700, leading=1.08)
    title = Paragraph(atlas.config.title.to(lang), heading, WIDTH - 12, "title", 4)
    label = atlas.config.labels.kecamatan
    lead = Text(f"Peta dan angka per {label.id}", f"Maps and figures by {label.en}")
    kicker = TextStyle(12, 600, symbols.SOFT_INK)
    sheet.line((left, left + 40), (top + 14, top + 14), "rule", colour=symbols.ALERT, width=3)
    Paragraph(lead.to(lang), kicker, WIDTH - 12, "lead", 2).draw(sheet, left, top + 8)
    title.draw(sheet, left, top)
    top -= title.height + 8
    badges = badges_of(atlas)
    if badges:
        row = Row(badges, WIDTH - 12)
        row.draw(sheet, left, top)
        top -= row.height + 8
    known = sorted({words.plain(source.date) for source in atlas.sources} - {""})
    if known:
        dates = f"{Text('Data per', 'Data as of').to(lang)} {join_words(known, lang)}"
        Paragraph(dates, TextStyle(11), WIDTH - 12, "dates", 3).draw(sheet, left, top)
    sources = "; ".join(
        dict.fromkeys(words.plain(source.title) for source in atlas.sources if source.title)
    )
    foot = Text(f"Sumber: {sources}.", f"Sources: {sources}.")
    note = Paragraph(foot.to(lang), soft(TextStyle(8)), WIDTH - 12, "sources", 8)
    note.draw(sheet, left, PAGE.margin + 14 + note.height)
    return BookPage(sheet, Text("Sampul", "Cover").to(lang))


def badges_of(atlas: Atlas, size: float = 9.0) -> tuple[Badge, ...]:
    """Return the warnings that go with every page."""
    lang = atlas.config.lang
    bold, semi = TextStyle(size, 700), TextStyle(size, 600)
    sample = Badge(words.SAMPLE.to(lang).upper(), bold, symbols.ALERT, True, "sample")
    rough = Badge(words.APPROXIMATE.to(lang), semi, symbols.ALERT, False, "approximate")
    return (*((sample,) if atlas.sample else ()), *((rough,) if atlas.approximate else ()))


def district_pages(
    atlas: Atlas, layer: Layer, district: District, first: int
) -> Iterator[BookPage]:
    """
    Draw the pages of one sub-district.

    Parameters
    ----------
    atlas, layer
        What is shown.
    district
        The sub-district.
    first
        Number of its first page, from 1.

    Yields
    ------
    BookPage
        Map, findings and table; then what of the table has no room there.
    """
    lang = atlas.config.lang
    sheet = Sheet(PAGE)
    name = f"{_capital(atlas.config.labels.kecamatan.to(lang))} {district.name}"
    top = _draw_head(sheet, atlas, name)
    sentences = " ".join(text.to(lang) for text in district_sentences(atlas, district))
    findings = Paragraph(sentences, _BODY, WIDTH, "findings", 9)
    findings.draw(sheet, PAGE.margin, top)
    top -= findings.height + 4
    rows = _rows(atlas, layer, district)
    room = top - _BOTTOM - 5 - HEAD
    height = min(max(room - len(rows) * ROW, _MAP_HEIGHTS[0]), _MAP_HEIGHTS[1])
    _draw_map(sheet, atlas, layer, district, top, height)
    top -= height + 5
    columns = _columns(atlas)
    fitting = _fitting(top)
    draw_table(sheet, columns, rows[:fitting], PAGE.margin, top)
    _draw_foot(sheet, first, _notes(atlas, layer))
    yield BookPage(sheet, name, 1)
    rows, page = rows[fitting:], first
    while rows:
        page += 1
        sheet = Sheet(PAGE)
        again = Text("lanjutan", "continued").to(lang)
        top = _draw_head(sheet, atlas, f"{name} ({again})")
        fitting = _fitting(top)
        draw_table(sheet, columns, rows[:fitting], PAGE.margin, top)
        _draw_foot(sheet, page)
        yield BookPage(sheet)
        rows = rows[fitting:]


def contents_pages(atlas: Atlas, entries: Sequence[Entry], first: int) -> list[BookPage]:
    """Draw the list of all chapters and sub-districts."""
    heading = Text("Daftar isi", "Contents")
    return _list_pages(atlas, heading, entries, first, _CONTENTS_COLUMNS, _CONTENTS_STEP, 10.0)


def index_pages(atlas: Atlas, entries: Sequence[Entry], first: int) -> list[BookPage]:
    """Draw the index of all villages."""
    desa = atlas.config.labels.desa
    heading = Text(f"Indeks {desa.id}", f"Index of {plural(desa.en)}")
    return _list_pages(atlas, heading, entries, first, _INDEX_COLUMNS, _INDEX_STEP, 7.4)


def list_page_count(entries: int, *, index: bool) -> int:
    """Return how many pages a list takes."""
    columns, step = (_INDEX_COLUMNS, _INDEX_STEP) if index else (_CONTENTS_COLUMNS, _CONTENTS_STEP)
    return max(-(-entries // (columns * _lines(step))), 1)


def add_page_number(sheet: Sheet, page: int) -> None:
    """Write the number of a page at its foot."""
    style = soft(TextStyle(8.5, 600))
    sheet.write(str(page), PAGE.width / 2, 6.0, style, "page", align="center")


def _list_pages(
    atlas: Atlas,
    heading: Text,
    entries: Sequence[Entry],
    first: int,
    columns: int,
    step: float,
    size: float,
) -> list[BookPage]:
    lines, lang = _lines(step), atlas.config.lang
    pages: list[BookPage] = []
    for start in range(0, max(len(entries), 1), columns * lines):
        sheet = Sheet(PAGE)
        top = _draw_head(sheet, atlas, heading.to(lang))
        page = BookPage(sheet, heading.to(lang) if not pages else "")
        width = (WIDTH - (columns - 1) * _GUTTER) / columns
        for place, entry in enumerate(entries[start : start + columns * lines]):
            column, line = divmod(place, lines)
            left = PAGE.margin + column * (width + _GUTTER)
            _draw_entry(page, entry, left, top - (line + 1) * step, width, size)
        _draw_foot(sheet, first + len(pages))
        pages.append(page)
    return pages


def _draw_entry(
    page: BookPage, entry: Entry, left: float, baseline: float, width: float, size: float
) -> None:
    style = TextStyle(size)
    figures = number(entry.page, "id")
    room = width - theme.text_width(figures, style) - 2
    name = cut(entry.name, style, room)
    page.sheet.write(name, left, baseline, style, "list")
    used = theme.text_width(name, style) + 1.2
    if entry.detail and room - used > 8:
        detail = cut(entry.detail, soft(style), room - used)
        page.sheet.write(detail, left + used, baseline, soft(style), "list")
    page.sheet.write(figures, left + width, baseline, style, "list", align="right")
    page.links.append(Link((left, baseline - 1, left + width, baseline + size * 0.3), entry.page))


def _fitting(top: float) -> int:
    """Return how many rows of a table have room below `top`."""
    return max(int((top - _BOTTOM - HEAD) / ROW + 1e-6), 0)


def _lines(step: float) -> int:
    """Return how many lines a column of a list holds, whatever its heading needs."""
    return int((_TOP - 30.0 - _BOTTOM) / step)


def _draw_head(sheet: Sheet, atlas: Atlas, title: str) -> float:
    """Draw the head of a page; return where the rest begins."""
    lang, top = atlas.config.lang, _TOP
    badges = Row(badges_of(atlas, 7.6), WIDTH)
    kicker = soft(TextStyle(7.8, 600))
    right = sum(badge.width + badges.gap for badge in badges.badges)
    name = cut(atlas.config.title.to(lang), kicker, WIDTH - right - 4)
    sheet.write(name, PAGE.margin, top - 3.2, kicker, "kicker")
    if badges.badges:
        badges.draw(sheet, PAGE.width - PAGE.margin - right + badges.gap, top)
    top -= 8.0
    heading = Paragraph(title, _TITLE, WIDTH, "title", 2)
    heading.draw(sheet, PAGE.margin, top)
    return top - heading.height - 3.0


def _draw_foot(sheet: Sheet, page: int, notes: Sequence[str] = ()) -> None:
    level = _BOTTOM - 3.0
    Rule(WIDTH).draw(sheet, PAGE.margin, level)
    level -= 0.8
    for note in notes:
        line = Paragraph(note, _SMALL, WIDTH, "notes", 2)
        line.draw(sheet, PAGE.margin, level)
        level -= line.height
    add_page_number(sheet, page)


def _draw_map(
    sheet: Sheet, atlas: Atlas, layer: Layer, district: District, top: float, height: float
) -> None:
    """Draw the map, and beside it locator, legend and scale."""
    lang, labels = atlas.config.lang, atlas.config.labels
    window = Window(PAGE.margin, top - height, _MAP_WIDTH, height)
    frame = DistrictMap(atlas, layer, district.villages, window).draw(sheet)
    left = PAGE.margin + _MAP_WIDTH + _GUTTER
    draw_locator(sheet, atlas, district.kode, Window(left, top - _LOCATOR, _SIDE, _LOCATOR))
    bar = ScaleBar(
        _SIDE, frame.mm_per_km, frame.denominator, frame.north, TextStyle(7.2), lang, PAGE.name
    )
    bar.draw(sheet, left, top - height + bar.height)
    room = height - _LOCATOR - bar.height - 7
    own = _counted_here(layer, district)
    for size in (8.6, 8.0, 7.4, 6.8, 6.2):
        legend = layer_legend(own, _SIDE, size, labels, lang)
        if legend.height <= room:
            break
    legend.draw(sheet, left, top - _LOCATOR - 3)


def _notes(atlas: Atlas, layer: Layer) -> tuple[str, ...]:
    """Say what the table's figures mean and where they come from."""
    desa = atlas.config.labels.desa
    guide = Text(
        f"Kurang: banyaknya kelompok sampai median seluruh {desa.id}. Prioritas: peringkat, dan "
        "dalam kurung rentangnya bila cara menghitungnya diubah. Tanda –: tidak diketahui.",
        f"Missing: groups to the median of all {plural(desa.en)}. Priority: rank, and its range "
        "under other ways to compute it. A dash: unknown.",
    )
    judged = (other for other in atlas.layers if other.spec.measure.kind == "priority")
    used = (*layer.sources, *(source for other in judged for source in other.sources))
    shown = replace(layer, sources=tuple(dict.fromkeys(used)))
    return guide.to(atlas.config.lang), f"{words.sources(atlas, shown).to(atlas.config.lang)}."


def _ranks(rank: Priority) -> str:
    """Write a rank with its range, where it has one."""
    if rank.best == rank.worst:
        return str(rank.rank)
    return f"{rank.rank} ({rank.best}–{rank.worst})"


def _counted_here(layer: Layer, district: District) -> Layer:
    """Return the layer with the legend's counts of this sub-district."""
    counts = layer.class_keys.reindex(list(district.villages)).value_counts()
    classes = tuple(replace(entry, count=int(counts.get(entry.key, 0))) for entry in layer.classes)
    return replace(layer, classes=classes)


def _columns(atlas: Atlas) -> tuple[ListColumn, ...]:
    lang, desa = atlas.config.lang, atlas.config.labels.desa
    return (
        ListColumn(Text("No.", "No.").to(lang), 9.0, True),
        ListColumn(_capital(desa.to(lang)), 43.0),
        ListColumn(Text("Penduduk", "Residents").to(lang), 19.0, True),
        ListColumn(Text("Kelompok", "Groups").to(lang), 18.0, True),
        ListColumn(Text("Per 1.000", "Per 1,000").to(lang), 17.0, True),
        ListColumn(Text("Kurang", "Missing").to(lang), 16.0, True),
        ListColumn(Text("Prioritas", "Priority").to(lang), 22.0, True),
        ListColumn(Text("Kelas", "Class").to(lang), 38.0),
    )


def _rows(atlas: Atlas, layer: Layer, district: District) -> list[ListRow]:
    lang = atlas.config.lang
    missing = {gap.kode: gap.missing for gap in atlas.gaps}
    ranks = {entry.kode: entry for entry in atlas.priorities}
    rows = []
    for place, kode in enumerate(district.villages, 1):
        village = atlas.villages.loc[kode]
        groups, residents = float(village[GROUP_COUNT]), float(village[POPULATION])
        known = residents > 0 and groups >= 0
        rank = ranks.get(kode)
        entry = layer.class_of(kode)
        shown = missing.get(kode, 0.0 if known else float("nan"))
        cells = (
            str(place),
            str(village["desa"]),
            number(residents, lang),
            number(groups, lang),
            number(groups / residents * 1000 if known else float("nan"), lang, decimals=1),
            number(shown, lang),
            _ranks(rank) if rank else "–",
            entry.label.to(lang),
        )
        rows.append(ListRow(cells, entry.colour))
    return rows


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
