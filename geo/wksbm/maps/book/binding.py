"""Bind the pages of the atlas into one PDF with bookmarks and links."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

from matplotlib import style
from matplotlib.backends.backend_pdf import PdfPages
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link as LinkNote
from pypdf.generic import Fit, NameObject, TextStringObject

from wksbm.findings.districts import District, districts
from wksbm.layers.model import Atlas
from wksbm.maps import symbols
from wksbm.maps.book.pages import (
    BookPage,
    Entry,
    add_page_number,
    contents_pages,
    cover_page,
    district_pages,
    index_pages,
    list_page_count,
)
from wksbm.maps.caption import plain
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.write import compose
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import MM_PER_INCH
from wksbm.text import Text

Progress = Callable[[Text], None]
_PRODUCER = "WKSBM Atlas"
_LANGUAGE = {"id": "id-ID", "en": "en-GB"}
_POINTS_PER_MM = 72 / MM_PER_INCH


def make_book(atlas: Atlas, spec: MapSpec, *, progress: Progress) -> bytes:
    """
    Make the atlas as one PDF.

    Parameters
    ----------
    atlas
        What is shown; the language is ``atlas.config.lang``.
    spec
        The map that is drawn: of the whole area first, then of each sub-district. Its layer has
        classes or categories, not circles.
    progress
        Told before each page.

    Returns
    -------
    bytes
        Cover, contents, overview, a page for each sub-district (more where its villages have no
        room), index of villages. The same for the same input.
    """
    with style.context(theme.STYLE, after_reset=True):
        pages = _pages(atlas, spec, progress)
        buffer = io.BytesIO()
        title = plain(atlas.config.title.to(atlas.config.lang))
        metadata = {"Title": title, "CreationDate": None, "ModDate": None, "Creator": _PRODUCER}
        with PdfPages(buffer, metadata=metadata) as book:
            for page in pages:
                book.savefig(page.sheet.figure, facecolor=symbols.PAPER)
    return _bound(buffer.getvalue(), pages, _LANGUAGE[atlas.config.lang])


def _pages(atlas: Atlas, spec: MapSpec, progress: Progress) -> list[BookPage]:
    lang, layer = atlas.config.lang, atlas.layer(spec.layers[0])
    parts = districts(atlas)
    overview = 2 + list_page_count(len(parts) + 2, index=False)
    progress(Text("menggambar ikhtisar", "drawing the overview"))
    sheet, _ = compose(atlas, replace(spec, page="a4-portrait"))
    add_page_number(sheet, overview)
    chapter = BookPage(sheet, Text("Ikhtisar", "Overview").to(lang))
    body: list[BookPage] = []
    starts: dict[str, int] = {}
    for district in parts:
        progress(Text(f"menggambar {district.name}", f"drawing {district.name}"))
        starts[district.kode] = overview + len(body) + 1
        body += district_pages(atlas, layer, district, starts[district.kode])
    index = overview + len(body) + 1
    progress(Text("menulis indeks", "writing the index"))
    listed = _contents(atlas, parts, starts, overview, index)
    return [
        cover_page(atlas),
        *contents_pages(atlas, listed, 2),
        chapter,
        *body,
        *index_pages(atlas, _index(atlas, parts, starts), index),
    ]


def _contents(
    atlas: Atlas, parts: Sequence[District], starts: dict[str, int], overview: int, index: int
) -> list[Entry]:
    lang = atlas.config.lang
    return [
        Entry(Text("Ikhtisar", "Overview").to(lang), "", overview),
        *(Entry(part.name, "", starts[part.kode]) for part in parts),
        Entry(Text("Indeks", "Index").to(lang), "", index),
    ]


def _index(atlas: Atlas, parts: Sequence[District], starts: dict[str, int]) -> list[Entry]:
    names = atlas.villages["desa"]
    entries = [
        Entry(str(names[kode]), part.name, starts[part.kode])
        for part in parts
        for kode in part.villages
    ]
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.detail, entry.page))


def _bound(pdf: bytes, pages: Sequence[BookPage], language: str) -> bytes:
    """Add bookmarks, links and language."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    parent = None
    for place, page in enumerate(pages):
        if page.bookmark:
            above = parent if page.level else None
            item = writer.add_outline_item(title=page.bookmark, page_number=place, parent=above)
            parent = item if page.level == 0 else parent
        for link in page.links:
            box = tuple(value * _POINTS_PER_MM for value in link.box)
            note = LinkNote(
                rect=(box[0], box[1], box[2], box[3]),
                target_page_index=link.page - 1,
                fit=Fit.fit(),
                border=[0, 0, 0],
            )
            writer.add_annotation(place, note)
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.page_mode = "/UseOutlines"
    writer.add_metadata({"/Producer": _PRODUCER})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
