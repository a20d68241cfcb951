"""The printed map of reach: every symbol explained, nothing left out unsaid, nothing cut badly."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import numpy as np
import pytest
import shapely
from PIL import Image
from wksbm.layers.model import Atlas
from wksbm.maps.reach import ReachMarks, Spot, listed, reach_marks
from wksbm.maps.sheet.furniture import Paragraph, Sheet
from wksbm.maps.sheet.kinds.reach import draw_marks
from wksbm.maps.sheet.theme import TextStyle, text_width
from wksbm.maps.sheet.write import compose, draw_picture, png_of
from wksbm.maps.spec import PAGES, PageName
from wksbm.text import Lang, Text, both

from tests.layers.spread_board import build, spread_of
from tests.maps.pictures import printed_maps, whole_atlas
from tests.maps.sheet.checked import atlas, check, spec, texts
from tests.maps.sheet.drawn import drawn, language
from tests.shared import VILLAGES, shared

TITLE = both("Seberapa jauh kelompok WKSBM terdekat " * 7)
STYLE = TextStyle(10)


def reach_atlas(tmp_path: Path, **choices: float) -> Atlas:
    spread = build(tmp_path / "raster", **choices).spread
    return atlas(tmp_path, spread=spread)


def said(sheet: Sheet, *parts: str) -> str:
    return " ".join(text.get_text() for part, text in texts(sheet) if part in parts)


def names(sheet: Sheet) -> set[str]:
    return {str(artist.get_gid()) for artist in sheet.parts["legend"]}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "raster").mkdir()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_legend_explains_areas_and_circles(tmp_path: Path, page: PageName, lang: Lang) -> None:
    made = language(reach_atlas(tmp_path, reach_m=1500.0, fewest_people=75.0), lang)
    sheet = drawn(made, spec("reach", page))
    told = said(sheet, "legend")
    far, few, circle = {
        "id": ("dalam 1,5 km", "sedikitnya 75 orang", "jangkauan 1,5 km dari usulan"),
        "en": ("a reach of 1.5 km", "at least 75 people", "reach of 1.5 km round a proposed"),
    }[lang]
    assert far in told and few in told and "legend-spots" in names(sheet)
    if page != "column":
        assert circle in told and "legend-reach-circles" in names(sheet)


def test_the_legend_explains_nothing_that_is_not_on_the_map(tmp_path: Path) -> None:
    sheet = drawn(reach_atlas(tmp_path, proposals=0), spec("reach"))
    assert names(sheet) & {"legend-spots", "legend-reach-circles"} == {"legend-spots"}
    sheet = drawn(reach_atlas(tmp_path, fewest_people=1e6, proposals=0), spec("reach"))
    assert not names(sheet) & {"legend-spots", "legend-reach-circles"}
    assert "orang" not in said(sheet, "listing")


@pytest.mark.parametrize("page", PAGES)
def test_a_long_title_leaves_of_both_lists_at_least_how_many_and_where(
    tmp_path: Path, page: PageName
) -> None:
    made = reach_atlas(tmp_path, proposals=3)
    sheet = drawn(made, spec("reach", page, title=TITLE))
    told = said(sheet, "listing")
    check(sheet)
    marks = reach_marks(made, spread_of(made))
    for found, table in zip(listed(marks), ("titik_kosong", "usulan_lokasi"), strict=True):
        assert found.heading.id in told
        rows = [name for _, name, _ in found.rows if name in told]
        assert rows or f"{len(found.rows)} di peta; daftarnya di {table}.csv" in told


@pytest.mark.parametrize("page", ["report", "a4-portrait", "slide"])
@pytest.mark.parametrize("crowded", [False, True])
def test_forty_areas_under_a_long_title_are_listed_or_counted(
    monkeypatch: pytest.MonkeyPatch, page: PageName, crowded: bool
) -> None:
    _areas_are_listed_or_counted(monkeypatch, whole_atlas(), page, crowded)


@pytest.mark.real
@pytest.mark.parametrize("page", ["report", "a4-portrait", "slide"])
@pytest.mark.parametrize("crowded", [False, True])
def test_forty_areas_of_real_villages_are_listed_or_counted(
    monkeypatch: pytest.MonkeyPatch, page: PageName, crowded: bool
) -> None:
    _areas_are_listed_or_counted(monkeypatch, whole_atlas(shared(*VILLAGES)), page, crowded)


def _areas_are_listed_or_counted(
    monkeypatch: pytest.MonkeyPatch, made: Atlas, page: PageName, crowded: bool
) -> None:
    if crowded:
        monkeypatch.setattr("wksbm.maps.sheet.layout.free_corner", lambda *_: None)
    (base,) = [one for one in printed_maps(made) if one.drawing == "reach"]
    sheet = drawn(made, dataclasses.replace(base, page=page, title=TITLE))
    told = said(sheet, "listing")
    assert "Daerah belum terjangkau" in told and "Usulan tempat" in told
    spots = len(reach_marks(made, spread_of(made)).spots)
    assert spots > 30
    rest = re.search(r"(\d+) (?:lainnya|di peta; daftarnya di titik_kosong.csv)", told)
    rows = [text for _, text in texts(sheet) if re.fullmatch("[A-J]", text.get_text())]
    assert rest is not None and int(rest[1]) >= spots - min(len(rows), 10)


def test_without_any_row_a_list_tells_its_number_and_its_table(tmp_path: Path) -> None:
    made = reach_atlas(tmp_path)
    marks = reach_marks(made, spread_of(made))
    spots, places = listed(marks, 0)
    assert spots.rows == places.rows == ()
    assert spots.rest == Text(
        "1 di peta; daftarnya di titik_kosong.csv", "1 on the map, listed in titik_kosong.csv"
    )
    assert places.rest is not None and "usulan_lokasi.csv" in places.rest.id
    assert listed(dataclasses.replace(marks, spots=()), 0)[0].rest is None


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("title", ["Seberapa jauh kelompok WKSBM terdekat", TITLE.id])
def test_the_finding_is_told_to_its_last_number(page: PageName, title: str) -> None:
    _finding_is_whole(whole_atlas(), page, title)


@pytest.mark.real
@pytest.mark.parametrize("page", PAGES)
def test_the_finding_is_told_to_its_last_number_on_real_boundaries(page: PageName) -> None:
    _finding_is_whole(whole_atlas(shared(*VILLAGES)), page, "Seberapa jauh kelompok WKSBM terdekat")


def _finding_is_whole(made: Atlas, page: PageName, title: str) -> None:
    (base,) = [one for one in printed_maps(made) if one.drawing == "reach"]
    sheet = drawn(made, dataclasses.replace(base, page=page, title=both(title)))
    told = said(sheet, "subtitle")
    assert "…" not in told and re.search(r"Letak kelompok tidak .*: [\d.]+ orang\.$", told)


TWO = "Satu dua tiga. Empat lima enam. Tujuh delapan sembilan sepuluh sebelas dua belas."
CLAUSE = "Satu dua tiga empat; lima enam tujuh delapan sembilan sepuluh sebelas dua belas tiga"
NUMBER = "Letak kelompok tidak diketahui atau di luar raster: 22.403 orang dan seterusnya"


def cut(text: str, width: float, most: int) -> str:
    lines = Paragraph(text, STYLE, width, "x", most).lines
    assert len(lines) <= most and all(text_width(line, STYLE) <= width for line in lines)
    return " ".join(lines)


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert cut(TWO, 60, 3) == TWO


@pytest.mark.parametrize("width", range(46, 90, 4))
def test_where_two_sentences_fit_the_rest_is_left_out_whole(width: int) -> None:
    room = text_width("Satu dua tiga. Empat lima enam.", STYLE)
    told = cut(TWO, width, 1)
    if width >= room:
        assert told.removesuffix(" …") == "Satu dua tiga. Empat lima enam."


def test_where_one_sentence_fits_it_is_cut_behind_it_or_a_clause() -> None:
    width = text_width("Satu dua tiga empat; lima enam tujuh", STYLE)
    assert cut(CLAUSE, width, 1) == "Satu dua tiga empat; …"
    width = text_width("Satu dua tiga. Empat lima", STYLE)
    assert cut(TWO, width, 1) == "Satu dua tiga. …"


@pytest.mark.parametrize("width", range(20, 110, 3))
@pytest.mark.parametrize("most", [1, 2])
def test_a_cut_falls_between_words_and_never_right_before_a_number(width: int, most: int) -> None:
    told = cut(NUMBER, width, most)
    if told != NUMBER:
        kept = told.removesuffix("…").split()
        words = NUMBER.split()
        assert told.endswith(" …") and kept == words[: len(kept)]
        assert not words[len(kept)][0].isdigit()


def test_an_abbreviation_and_a_number_are_no_end_of_a_sentence() -> None:
    text = (
        "Penduduk 1.234 di Kec. Wonosari dan Kab. Gunungkidul menurut register kelompok tahun ini"
    )
    assert not cut(text, text_width(text[:60], STYLE), 1).endswith((". …", "Kec.", "Kab."))


@pytest.mark.parametrize("page", PAGES)
def test_the_smallest_area_keeps_its_own_colour(tmp_path: Path, page: PageName) -> None:
    made = atlas(tmp_path)
    sheet, frame = compose(made, spec("ratio", page))
    at = made.villages.geometry.iloc[0].representative_point()
    (unit,) = frame.to_page(np.array([at], dtype=object))
    millimetre = 1 / 111.0 / frame.mm_per_km
    tiny = at.buffer(0.12 * millimetre, cap_style="square")
    draw_marks(sheet, frame, ReachMarks((Spot("", "x", 100.0, tiny),), (), 1000.0, 50.0))
    with Image.open(io.BytesIO(png_of(sheet, {}))) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    scale = 300 / 25.4
    column, row = round(unit.x * scale), round(pixels.shape[0] - unit.y * scale)
    near = pixels[row - 2 : row + 3, column - 2 : column + 3].reshape(-1, 3)
    assert (near[:, 0] - near[:, 1:].max(axis=1)).max() > 100


def test_on_a_column_orange_areas_are_not_white_specks() -> None:
    made = whole_atlas()
    (base,) = [one for one in printed_maps(made) if one.drawing == "reach"]
    column = dataclasses.replace(base, page="column")
    sheet, frame = compose(made, column)
    boxes = [shapely.from_wkt("POINT EMPTY")]
    for part in ("names", "places", "spot-letters", "halos"):
        for artist in sheet.parts.get(part, ()):
            found = artist.get_window_extent()
            corners = sheet.mm.inverted().transform([found.p0, found.p1]).ravel()
            boxes.append(shapely.box(*corners).buffer(0.3))
    covered = shapely.union_all(boxes)
    with Image.open(io.BytesIO(draw_picture(made, column)[0])) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    scale = 300 / 25.4
    seen = 0
    spots = reach_marks(made, spread_of(made)).spots
    for shape in frame.to_page(np.array([spot.area for spot in spots], dtype=object)):
        if shape.intersects(covered):
            continue
        spot = shape.representative_point()
        x, y = int(spot.x * scale), int(pixels.shape[0] - spot.y * scale)
        near = pixels[y - 2 : y + 3, x - 2 : x + 3].reshape(-1, 3)
        assert (near[:, 0] - near[:, 2] > 60).any(), spot
        seen += 1
    assert seen > 0
