"""The atlas as one PDF: every village is found, pages and numbers agree, nothing is cut off."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from matplotlib import style
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from wksbm.boundaries.model import Boundaries
from wksbm.findings.districts import districts
from wksbm.layers.model import Atlas
from wksbm.maps import symbols
from wksbm.maps.book.binding import make_book
from wksbm.maps.book.pages import PAGE, BookPage, district_pages, list_page_count
from wksbm.maps.sheet import theme
from wksbm.maps.spec import MapSpec
from wksbm.text import Text

from tests.layers.boards import board, built

SPEC = MapSpec(
    "kelompok",
    Text("Kelompok per 1.000 penduduk", "Groups per 1,000 residents"),
    Text("Kerapatan.", "Density."),
    "static",
    ("kelompok_per_1000",),
    "a4-landscape",
    1,
    "maps/kelompok.toml",
)


def bind(atlas: Atlas) -> PdfReader:
    return PdfReader(io.BytesIO(make_book(atlas, SPEC, progress=lambda _: None)))


def small(counts: Sequence[float | None] = (0, 10, 20, None, 40, 50)) -> Atlas:
    return built(board(2, 3), counts)


def pages_of(atlas: Atlas, place: int = 0) -> list[BookPage]:
    layer, part = atlas.layer("kelompok_per_1000"), districts(atlas)[place]
    with style.context(theme.STYLE, after_reset=True):
        return list(district_pages(atlas, layer, part, 4))


def words(page: BookPage) -> list[str]:
    return [
        artist.get_text()
        for artist in itertools.chain(*page.sheet.parts.values())
        if hasattr(artist, "get_text")
    ]


def test_cover_contents_overview_a_page_for_each_sub_district_and_index() -> None:
    book = bind(small())
    texts = [page.extract_text() for page in book.pages]
    assert len(texts) == 6
    assert "Atlas papan catur" in texts[0]
    assert "Daftar isi" in texts[1]
    assert "Kapanewon Baris A" in texts[3]
    assert "Kapanewon Baris B" in texts[4]
    assert "Indeks kalurahan" in texts[5]
    for number, text in enumerate(texts[1:], 2):
        assert str(number) in text.split()


def test_bookmarks_lead_to_their_pages() -> None:
    book = bind(small())
    found: list[tuple[str, int]] = []

    def walk(items: list) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                found.append((str(item.title), book.get_destination_page_number(item)))

    walk(book.outline)
    assert found == [
        ("Sampul", 0),
        ("Daftar isi", 1),
        ("Ikhtisar", 2),
        ("Kapanewon Baris A", 3),
        ("Kapanewon Baris B", 4),
        ("Indeks kalurahan", 5),
    ]


def test_the_index_links_every_village_to_the_page_of_its_sub_district() -> None:
    atlas = small()
    book = bind(atlas)
    targets = []
    for note in book.pages[5]["/Annots"]:
        place = note.get_object()["/Dest"][0]
        page = place.get_object() if isinstance(place, IndirectObject) else book.pages[int(place)]
        targets.append(book.pages.index(page) if page in list(book.pages) else int(place))
    assert targets == [3, 3, 3, 4, 4, 4]
    index = book.pages[5].extract_text()
    assert all(str(name) in index for name in atlas.villages["desa"])


def test_all_type_is_embedded_and_nothing_tells_when_it_was_made() -> None:
    book = bind(small())
    for page in book.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"].get_object()
    assert not {"/CreationDate", "/ModDate"} & set(book.metadata)
    assert book.trailer["/Root"]["/Lang"] == "id-ID"


def test_the_same_atlas_gives_the_same_bytes() -> None:
    one, two = (make_book(small(), SPEC, progress=lambda _: None) for _ in range(2))
    assert one == two


def test_a_table_says_what_is_on_record_and_what_is_not_known() -> None:
    (page,) = pages_of(small(), 1)
    said = words(page)
    for text in ("Desa B-a", "Desa B-b", "Desa B-c", "tidak melapor", "40", "50,0"):
        assert text in said
    assert said.count("–") == 4  # groups, rate, shortfall and rank of Desa B-a; not its residents
    assert "1.000" in said


@pytest.mark.parametrize("villages", [1, 2, 45, 110])
def test_every_village_is_in_the_table_however_many_there_are(villages: int) -> None:
    atlas = built(board(1, villages), [float(number) for number in range(villages)])
    pages = pages_of(atlas)
    rows = [text for page in pages for text in words(page)]
    for name in atlas.villages["desa"]:
        assert theme.drawable(str(name)) in rows
    assert [page.bookmark for page in pages[1:]] == [""] * (len(pages) - 1)
    assert (len(pages) > 1) == (villages > 25)


def long_names() -> Atlas:
    boundaries: Boundaries = board(1, 4)
    boundaries.villages["desa"] = ["Kalurahan dengan nama yang panjang sekali " * 4] * 4
    boundaries.villages["kecamatan"] = "Kapanewon yang namanya tidak mau habis-habis " * 3
    return built(boundaries, [0, 1, 2, None])


@pytest.mark.parametrize("make", [small, long_names], ids=["short", "long"])
def test_everything_stands_inside_the_page(make: object) -> None:
    for page in pages_of(make()):  # type: ignore[operator]
        page.sheet.figure.draw_without_rendering()
        scale = page.sheet.figure.dpi / symbols.MM_PER_INCH
        for part, artists in page.sheet.parts.items():
            if part in ("hatch",):
                continue
            for artist in artists:
                box = artist.get_window_extent()
                assert box.x0 >= (PAGE.margin - 8) * scale, (part, artist)
                assert box.x1 <= (PAGE.width - PAGE.margin + 8) * scale, (part, artist)
                assert box.y0 >= 4 * scale and box.y1 <= (PAGE.height - 8) * scale, (part, artist)


def test_lists_take_as_many_pages_as_they_need() -> None:
    assert list_page_count(0, index=True) == 1
    per_page = next(n for n in range(1, 1000) if list_page_count(n + 1, index=True) == 2)
    assert list_page_count(per_page * 3, index=True) == 3
    assert list_page_count(per_page * 3 + 1, index=True) == 4


def test_english_and_hostile_names_are_only_text() -> None:
    boundaries = board(1, 2)
    boundaries.villages["desa"] = ["$\\frac{1}{2}$ <b>", "{{ 7*7 }}"]
    atlas = built(boundaries, [1, 2])
    atlas = replace(atlas, config=replace(atlas.config, lang="en"))
    said = words(pages_of(atlas)[0])
    assert "$\\frac{1}{2}$ <b>" in said and "{{ 7*7 }}" in said
    assert "Groups" in said
