"""Layout of printed maps: nothing clipped, nothing overlapping, scales true."""

from __future__ import annotations

import dataclasses
import io
import itertools
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.lines import Line2D
from matplotlib.text import Text as TextArtist
from matplotlib.transforms import Bbox
from PIL import Image
from pyproj import Geod
from scipy import ndimage
from shapely.geometry import box
from wksbm.layers.model import Atlas, LegendClass
from wksbm.maps import symbols
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.frame import Window, degree_label, fit_frame
from wksbm.maps.sheet.furniture import Badge, Row, ScaleBar, Sheet
from wksbm.maps.sheet.labels import Label, break_name, place_labels
from wksbm.maps.sheet.legend import keep_apart
from wksbm.maps.sheet.paint import dots
from wksbm.maps.sheet.theme import TextStyle
from wksbm.maps.sheet.write import png_of
from wksbm.maps.symbols import CircleScale, round_below
from wksbm.text import Lang, both

from tests import board
from tests.maps.sheet.drawn import AROUND, LONG, drawn, extent, language, map_spec, overlap

ON_MAP = ("villages", "hatch", "circles", "zero", "kecamatan", "names", "village-names", "degrees")


def many_classes(atlas: Atlas) -> Atlas:
    """Nine numeric classes with long labels and every kind of missing value."""
    layer = atlas.layer("kelompok_per_1000")
    numeric = [
        LegendClass(f"c{place}", both(f"> {place}.000.000,0 – {place + 1}.000.000,0"), "#4292c6", 1)
        for place in range(9)
    ]
    numeric = [dataclasses.replace(entry, lower=0.0, upper=1.0) for entry in numeric]
    special = [
        LegendClass(key, both("sebab yang panjang sekali untuk diterangkan"), "#cccccc", 1234, None)
        for key in ("zero", "undefined", "suppressed", "not_reported")
    ]
    special = [dataclasses.replace(entry, hatch=entry.key != "zero") for entry in special]
    crowded = dataclasses.replace(layer, classes=(*numeric, *special))
    return dataclasses.replace(atlas, layers=(crowded, atlas.layer("jumlah_kelompok")))


@pytest.mark.parametrize("page", ["a4-landscape", "a4-portrait"])
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("layer", ["kelompok_per_1000", "jumlah_kelompok"])
@pytest.mark.parametrize("crowded", [False, True])
def test_furniture_is_inside_the_page_and_apart(
    tmp_path: Path, page: str, lang: Lang, layer: str, crowded: bool
) -> None:
    atlas = board.atlas(tmp_path, sample=True)
    if crowded:
        atlas = many_classes(atlas)
    atlas = language(dataclasses.replace(atlas, approximate=True), lang)
    sheet = drawn(atlas, map_spec(layer, page, LONG if crowded else None))
    margin = sheet.page.margin - 0.6
    inner = Bbox.from_extents(margin, margin, sheet.page.width - margin, sheet.page.height - margin)
    boxes = {part: extent(sheet, sheet.parts[part]) for part in AROUND}
    for part, found in boxes.items():
        assert inner.x0 <= found.x0 and found.x1 <= inner.x1, (part, found)
        assert inner.y0 <= found.y0 and found.y1 <= inner.y1, (part, found)
    for one, other in itertools.combinations(AROUND, 2):
        assert overlap(boxes[one], boxes[other]) < 0.01, (one, other)


@pytest.mark.parametrize("page", ["a4-landscape", "a4-portrait"])
@pytest.mark.parametrize("layer", ["kelompok_per_1000", "jumlah_kelompok"])
def test_the_map_stays_in_its_window(tmp_path: Path, page: str, layer: str) -> None:
    sheet = drawn(board.atlas(tmp_path), map_spec(layer, page))
    window = extent(sheet, sheet.parts["ground"])
    land = extent(sheet, sheet.parts["kecamatan"])
    for part in ON_MAP:
        for artist in sheet.parts.get(part, ()):
            found = extent(sheet, [artist])
            assert window.x0 <= found.x0 and found.x1 <= window.x1, part
            assert window.y0 <= found.y0 and found.y1 <= window.y1, part
            if part == "degrees":
                assert overlap(found, land) < 0.01


@pytest.mark.parametrize("part", ["legend", "names", "village-names", "scale"])
def test_texts_do_not_overlap_each_other(tmp_path: Path, part: str) -> None:
    sheet = drawn(board.atlas(tmp_path), map_spec("kelompok_per_1000"))
    texts = [artist for artist in sheet.parts[part] if isinstance(artist, TextArtist)]
    assert len(texts) >= 3
    boxes = [extent(sheet, [text]) for text in texts]
    for one, other in itertools.combinations(boxes, 2):
        assert overlap(one, other) < 0.02


def test_names_of_sub_districts_and_villages_are_written(tmp_path: Path) -> None:
    sheet = drawn(board.atlas(tmp_path), map_spec("kelompok_per_1000"))
    names = [artist.get_text() for artist in sheet.parts["names"]]
    assert names == list(board.KECAMATAN)
    villages = {artist.get_text() for artist in sheet.parts["village-names"]}
    assert villages == set(board.NAMES)


def test_badges_only_when_they_apply(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    assert not {"sample", "approximate"} & set(drawn(atlas, map_spec("jumlah_kelompok")).parts)
    marked = dataclasses.replace(atlas, sample=True, approximate=True)
    parts = drawn(marked, map_spec("jumlah_kelompok")).parts
    assert parts["sample"][1].get_text() == "DATA CONTOH"
    assert parts["approximate"][1].get_text() == "Batas perkiraan"


@pytest.mark.parametrize("latitude", [-8.0, 0.0, 5.5])
def test_scale_bar_is_true_at_the_latitude_of_the_map(latitude: float) -> None:
    villages = board.villages()
    villages = villages.set_geometry(villages.translate(yoff=latitude + 7.93))
    frame = fit_frame(villages, Window(10, 10, 200, 180))
    sheet = Sheet(theme.PAGE_SIZES["a4-landscape"])
    bar = ScaleBar(64, frame.mm_per_km, frame.denominator, frame.north, TextStyle(8), "id", "A4")
    bar.draw(sheet, 220, 40)
    cells = [item for item in sheet.parts["scale"] if (item.get_gid() or "").startswith("scale-")]
    length_mm = sum(cell.get_width() for cell in cells)
    assert length_mm == pytest.approx(bar.kilometres * frame.mm_per_km)
    west, south, east, north = villages.total_bounds
    middle = (south + north) / 2
    ends = shapely.points([[west, middle], [east, middle]])
    paper = shapely.distance(*frame.to_page(ends))
    _, _, metres = Geod(ellps="WGS84").inv(west, middle, east, middle)
    assert bar.kilometres / length_mm == pytest.approx(metres / 1000 / paper, rel=0.01)
    assert frame.denominator == pytest.approx(metres * 1000 / paper, rel=0.01)


def test_scale_bar_length_is_round_and_fits() -> None:
    for mm_per_km in (0.02, 0.9, 3.4, 26.0, 800.0):
        bar = ScaleBar(64, mm_per_km, 1, 0, TextStyle(8), "id", "A4")
        assert float(f"{bar.kilometres:.0e}") == pytest.approx(bar.kilometres)
        assert 10 < bar.kilometres * mm_per_km <= 41


def test_wide_land_leaves_utm() -> None:
    villages = board.villages()
    spread = villages.set_geometry(villages.scale(xfact=500, yfact=200, origin=(110.5, -7.9)))
    frame = fit_frame(spread, Window(10, 10, 200, 180))
    assert "Lambert" in frame.crs_name
    assert fit_frame(villages, Window(10, 10, 200, 180)).crs_name.endswith("(EPSG:32749)")


def test_north_arrow_follows_the_meridian() -> None:
    villages = board.villages()
    east_of_zone = villages.set_geometry(villages.translate(xoff=3.3))
    west_of_zone = villages.set_geometry(villages.translate(xoff=-2.4))
    turned = [
        fit_frame(land, Window(0, 0, 100, 100)).north for land in (east_of_zone, west_of_zone)
    ]
    assert turned[0] * turned[1] < 0
    assert all(0.1 < abs(angle) < 1 for angle in turned)


def test_no_village_vanishes_when_borders_are_simplified() -> None:
    tiny = box(110.6, -7.9, 110.60001, -7.89999)
    frame = fit_frame(board.villages(), Window(10, 10, 200, 180))
    shapes = frame.outlines(np.array([*board.villages().geometry, tiny], dtype=object))
    exact = frame.to_page(np.array([*board.villages().geometry, tiny], dtype=object))
    assert not shapely.is_empty(shapes).any()
    assert shapely.area(shapes) == pytest.approx(shapely.area(exact), rel=0.1)


@pytest.mark.parametrize(
    ("degrees", "meridian", "lang", "expected"),
    [
        (110.5, True, "id", "110°30′ BT"),
        (-8.0, False, "id", "8°00′ LS"),
        (2.25, False, "id", "2°15′ LU"),
        (110.5, True, "en", "110°30′ E"),
        (-8.0, False, "en", "8°00′ S"),
        (-1.0, True, "en", "1°00′ W"),
        (0.0, False, "id", "0°00′"),
    ],
)
def test_degrees(degrees: float, meridian: bool, lang: Lang, expected: str) -> None:
    assert degree_label(degrees, meridian=meridian, lang=lang) == expected


def test_wrapped_lines_fit_and_lose_no_word() -> None:
    text = "Sebagian kalurahan memiliki lebih dari 9,8 kelompok per 1.000 penduduk dan seterusnya"
    lines = theme.wrap(text, TextStyle(10), 40, max_lines=9)
    assert " ".join(lines) == text
    assert all(theme.text_width(line, TextStyle(10)) <= 40 for line in lines)
    assert not any(line.endswith(("9,8", "1.000")) for line in lines)


def test_too_long_texts_end_with_an_ellipsis() -> None:
    lines = theme.wrap("kata " * 100, TextStyle(10), 40, max_lines=3)
    assert len(lines) == 3 and lines[-1].endswith("…")
    (line,) = theme.wrap("w" * 500, TextStyle(10), 40, max_lines=3)
    assert line.endswith("…") and theme.text_width(line, TextStyle(10)) <= 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x^2$ \\frac _a_", "$x^2$ \\frac _a_"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b\x00c", "abc"),
        ("Beji \N{WORLD MAP}", "Beji ?"),
        ("satu\n\tdua", "satu dua"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("", ""),
    ],
)
def test_drawable(text: str, expected: str) -> None:
    assert theme.drawable(text) == expected


def test_badges_that_do_not_fit_go_to_the_next_line() -> None:
    badge = Badge("DATA CONTOH", TextStyle(10, 700), "#aa0000", True)
    side_by_side, below = Row((badge, badge), 100), Row((badge, badge), 40)
    assert side_by_side.height == pytest.approx(badge.height)
    assert below.height == pytest.approx(2 * badge.height + below.gap)


def test_labels_keep_apart_and_give_way() -> None:
    field = box(0, 0, 20, 10)
    labels = [Label("satu", field, 10, 3), Label("dua", field, 10, 3)]
    placed = place_labels(labels)
    assert [label.text for label in placed] == ["satu", "dua"]
    assert placed[0].box.disjoint(placed[1].box)
    assert place_labels([Label("penuh", field, 30, 3)], inside=1.0) == []
    assert place_labels(labels, blocked=[field]) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ngoro-oro", "Ngoro-\noro"),
        ("Kampung", "Kampung"),
        ("Tanjung Sari Baru", "Tanjung\nSari Baru"),
        ("-", "-"),
        ("Beji-", "Beji-"),
        ("", ""),
    ],
)
def test_long_names_are_broken_at_a_hyphen_or_space(name: str, expected: str) -> None:
    assert break_name(name) == expected


def test_a_name_may_cross_its_border_as_far_as_allowed() -> None:
    field = box(0, 0, 9, 10)
    (placed,) = place_labels([Label("lebar", field, 10, 2)], inside=0.6)
    assert placed.box.intersection(field).area >= 0.6 * placed.box.area
    assert place_labels([Label("lebar", field, 10, 2)], inside=0.95) == []


def test_a_name_stands_near_its_circle() -> None:
    field, circle = box(0, 0, 100, 10), shapely.Point(80, 5).buffer(2)
    label = Label("nama", field, 6, 2, anchor=(80, 5))
    (placed,) = place_labels([label], blocked=[circle])
    assert placed.box.disjoint(circle) and abs(placed.x - 80) < 10
    (middle,) = place_labels([dataclasses.replace(label, anchor=None)], blocked=[circle])
    assert abs(middle.x - 50) < 10


def test_labels_of_a_legend_are_spread_in_order() -> None:
    assert keep_apart([10.0, 6.0, 2.0], 3.0, 5.0) == [10.0, 6.0, 2.0]
    assert keep_apart([6.0, 3.0, 2.0], 3.0, 4.0) == [7.0, 4.0, 1.0]
    assert keep_apart([6.0], 3.0, 4.0) == [6.0]


@pytest.mark.parametrize("page", ["a4-landscape", "a4-portrait"])
@pytest.mark.parametrize("factor", [1, 10, 0.02])
def test_leaders_of_the_circles_do_not_touch(tmp_path: Path, page: str, factor: float) -> None:
    atlas = board.atlas(tmp_path)
    layer = atlas.layer("jumlah_kelompok")
    values = layer.values.copy()
    values.iloc[1:8] = [1 * factor, 2, 3, 5, 10, 40, 100]
    layer = dataclasses.replace(layer, values=values)
    sheet = drawn(dataclasses.replace(atlas, layers=(layer,)), map_spec(layer.id, page))
    leaders = [
        shapely.LineString(item.get_xydata())
        for item in sheet.parts["legend"]
        if isinstance(item, Line2D) and len(item.get_xydata()) == 3
    ]
    assert len(leaders) == 3
    for one, other in itertools.combinations(leaders, 2):
        assert one.distance(other) > 0.5


@pytest.mark.parametrize(
    "colour", ["#ffffff", "#bdbdbd", "#d9c8a9", "#888888", "#777777", "#333333", "#000000"]
)
def test_a_hatch_is_seen_on_its_colour(colour: str) -> None:
    shades = sorted(
        symbols.luminance(shade) + 0.05 for shade in (colour, symbols.hatch_ink_on(colour))
    )
    assert shades[1] / shades[0] > 1.7


def noted(atlas: Atlas, *texts: str) -> Atlas:
    return dataclasses.replace(atlas, notes=tuple(map(both, texts)))


@pytest.mark.parametrize("page", ["a4-landscape", "a4-portrait"])
def test_the_first_two_notes_stand_below_the_method(tmp_path: Path, page: str) -> None:
    atlas = noted(board.atlas(tmp_path), "Catatan satu", "Catatan dua.", "Catatan tiga.")
    sheet = drawn(atlas, map_spec("kelompok_per_1000", page))
    lines = [item.get_text() for item in sheet.parts["remarks"]]
    assert lines == ["Catatan satu.", "Catatan dua."]
    notes, remarks = (extent(sheet, sheet.parts[part]) for part in ("notes", "remarks"))
    assert remarks.y1 <= notes.y0 and remarks.y0 >= sheet.page.margin - 0.6


@pytest.mark.parametrize("page", ["a4-landscape", "a4-portrait"])
def test_notes_give_way_when_the_page_is_full(tmp_path: Path, page: str) -> None:
    atlas = many_classes(board.atlas(tmp_path))
    full, without = (
        drawn(given, map_spec("kelompok_per_1000", page, LONG))
        for given in (noted(atlas, *["kata " * 500] * 9), atlas)
    )
    assert len(full.parts.get("remarks", ())) <= 8
    for part in ("legend", "notes", "remarks", "scale"):
        if part in full.parts:
            assert extent(full, full.parts[part]).y0 >= full.page.margin - 0.6
    if "remarks" not in full.parts:
        sizes = [sheet.parts["title"][0].get_fontsize() for sheet in (full, without)]
        assert sizes[0] == sizes[1]


def test_circles_are_smaller_than_their_land(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    layer = atlas.layer("jumlah_kelompok")
    even = layer.values.where(layer.values.isna(), 7.0)
    layer = dataclasses.replace(layer, values=even)
    atlas = dataclasses.replace(atlas, layers=(layer,))
    sheet = drawn(atlas, map_spec(layer.id))
    (circles,) = sheet.parts["circles"]
    areas = [math.pi * (path.get_extents().width / 2) ** 2 for path in circles.get_paths()]
    land = extent(sheet, sheet.parts["kecamatan"])
    assert len(areas) == 8
    assert sum(areas) <= 0.15 * land.width * land.height


def test_labels_avoid_circles() -> None:
    circle = shapely.Point(10, 5).buffer(3)
    (placed,) = place_labels([Label("nama", box(0, 0, 20, 10), 5, 2)], [circle])
    assert placed.box.disjoint(circle)


def test_circle_scale_is_proportional_to_area() -> None:
    scale = CircleScale(0.5, "#3182bd", 155.0, 0)
    areas = [math.pi * scale.radius(value) ** 2 for value in (10, 20, 155)]
    assert areas == pytest.approx([5, 10, 77.5])
    assert scale.examples() == (100.0, 25.0, 10.0)
    assert CircleScale(0.5, "#3182bd", 7.0, 0).examples() == (5.0, 2.0)
    assert CircleScale(0.5, "#3182bd", 1.0, 0).examples() == (1.0,)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, 1.0), (1.9, 1.0), (2.0, 2.0), (155, 100), (999, 500), (0.03, 0.025), (1000, 1000)],
)
def test_round_below(value: float, expected: float) -> None:
    assert round_below(value) == pytest.approx(expected)


@pytest.mark.parametrize("layer", ["kelompok_per_1000", "jumlah_kelompok"])
def test_legend_shows_the_labels_and_counts_of_the_layer(tmp_path: Path, layer: str) -> None:
    atlas = board.atlas(tmp_path)
    sheet = drawn(atlas, map_spec(layer))
    texts = [item.get_text() for item in sheet.parts["legend"] if isinstance(item, TextArtist)]
    entries = atlas.layer(layer).classes
    if layer == "jumlah_kelompok":
        assert "7" in texts
        entries = tuple(entry for entry in entries if entry.lower is None)
    for entry in entries:
        assert texts[texts.index(entry.label.id) + 1] == str(entry.count)


def test_layers_without_any_value_still_make_a_page(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    layers = []
    for layer in atlas.layers:
        silent = [dataclasses.replace(entry, count=0) for entry in layer.classes if entry.hatch]
        index = layer.values.index
        layers.append(
            dataclasses.replace(
                layer,
                values=pd.Series(np.nan, index=index),
                states=pd.Series("not_reported", index=index),
                class_keys=pd.Series("not_reported", index=index),
                classes=tuple(dataclasses.replace(entry, count=9) for entry in silent),
            )
        )
    empty = dataclasses.replace(atlas, layers=tuple(layers))
    for layer in empty.layers:
        parts = drawn(empty, map_spec(layer.id)).parts
        assert "circles" not in parts and "hatch" in parts


@pytest.mark.parametrize("count", [36, 315, 600])
def test_every_dot_is_on_the_picture(count: int) -> None:
    sheet = Sheet(theme.PAGE_SIZES["column"])
    rows, columns = divmod(np.arange(count), 25)
    points = np.column_stack([10 + 2.53 * columns, 10 + 2.47 * rows])
    dots(sheet, points, "dots", size=0.9, colour="#000000", zorder=1, gid="dots")
    picture = Image.open(io.BytesIO(png_of(sheet, {}))).convert("L")
    _, found = ndimage.label(np.asarray(picture) < 128)
    assert found == count
