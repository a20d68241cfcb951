"""Categories and scan areas on printed maps: outlines, numbers, the list, the legend."""

from __future__ import annotations

import dataclasses
import itertools
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.text import Text as TextArtist
from matplotlib.transforms import Bbox
from shapely.geometry import box
from wksbm.layers.model import Atlas, ScanArea
from wksbm.maps import symbols
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.frame import Window, fit_frame
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.sheet.scan_areas import _inside, draw_numbers
from wksbm.maps.sheet.write import compose
from wksbm.text import Lang, Text

from tests.maps.scanned import SCAN, coloured, scanned, with_areas
from tests.maps.sheet.drawn import AROUND, LONG, drawn, extent, language, map_spec, overlap
from tests.maps.sheet.written import real_atlas

PAGES = ["a4-landscape", "a4-portrait"]
APART = tuple(part for part in AROUND if part not in ("sample", "approximate"))
NINE = tuple((place,) for place in range(9))


def listed(sheet: Sheet) -> list[str]:
    return [item.get_text() for item in sheet.parts["areas"] if isinstance(item, TextArtist)]


def discs(sheet: Sheet, part: str = "area-numbers") -> dict[str, Circle]:
    return {
        str(item.get_gid()): item
        for item in sheet.parts[part]
        if isinstance(item, Circle) and item.get_gid()
    }


def rings(sheet: Sheet) -> dict[str, Polygon]:
    return {str(item.get_gid()): item for item in sheet.parts["area-outlines"]}


def outer(disc: Circle) -> shapely.Polygon:
    return shapely.Point(disc.get_center()).buffer(disc.get_radius())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("layer", [SCAN, "gugus_moran"])
@pytest.mark.parametrize("many", [False, True])
def test_everything_is_inside_the_page_and_apart(
    tmp_path: Path, page: str, lang: Lang, layer: str, many: bool
) -> None:
    atlas = scanned(tmp_path, sample=True)
    if many:
        atlas = with_areas(atlas, *NINE, sentence=LONG.id)
    atlas = language(dataclasses.replace(atlas, approximate=True), lang)
    sheet = drawn(atlas, map_spec(layer, page, LONG if many else None))
    margin = sheet.page.margin - 0.6
    inner = Bbox.from_extents(margin, margin, sheet.page.width - margin, sheet.page.height - margin)
    parts = (*AROUND, *(("areas",) if layer == SCAN else ()))
    boxes = {part: extent(sheet, sheet.parts[part]) for part in parts}
    for part, found in boxes.items():
        assert inner.x0 <= found.x0 and found.x1 <= inner.x1, (part, found)
        assert inner.y0 <= found.y0 and found.y1 <= inner.y1, (part, found)
    for one, other in itertools.combinations(parts, 2):
        assert overlap(boxes[one], boxes[other]) < 0.01, (one, other)


@pytest.mark.parametrize("page", PAGES)
def test_texts_of_the_list_do_not_overlap(tmp_path: Path, page: str) -> None:
    atlas = with_areas(scanned(tmp_path), *NINE, sentence="Sembilan kata " * 4)
    sheet = drawn(atlas, map_spec(SCAN, page))
    texts = [item for item in sheet.parts["areas"] if isinstance(item, TextArtist)]
    boxes = [extent(sheet, [text]) for text in texts]
    for one, other in itertools.combinations(boxes, 2):
        assert overlap(one, other) < 0.02


def test_the_list_tells_each_number_with_its_sentence(tmp_path: Path) -> None:
    sheet = drawn(scanned(tmp_path), map_spec(SCAN))
    assert listed(sheet) == [
        "Daerah bergaris",
        "lebih banyak daripada harapan",
        "lebih sedikit daripada harapan",
        "1",
        "Daerah 1.",
        "2",
        "Daerah 2.",
    ]


def test_a_sentence_does_not_repeat_the_number_of_its_disc(tmp_path: Path) -> None:
    atlas = scanned(tmp_path)
    told = dataclasses.replace(
        atlas.scan_areas[0], sentence=Text("Daerah 1: dua desa.", "Area 1: two.")
    )
    atlas = dataclasses.replace(atlas, scan_areas=(told,))
    assert listed(drawn(atlas, map_spec(SCAN)))[-2:] == ["1", "dua desa."]
    assert listed(drawn(language(atlas, "en"), map_spec(SCAN)))[-2:] == ["1", "two."]


def test_only_the_kinds_that_are_there_are_explained(tmp_path: Path) -> None:
    sheet = drawn(with_areas(scanned(tmp_path), (0, 1)), map_spec(SCAN))
    assert "lebih banyak daripada harapan" in listed(sheet)
    assert "lebih sedikit daripada harapan" not in listed(sheet)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("lang", "pattern"), [("id", r"dan (\d) lagi"), ("en", r"and (\d) more")])
def test_a_list_that_is_too_long_says_how_many_are_left_out(
    tmp_path: Path, page: str, lang: Lang, pattern: str
) -> None:
    atlas = with_areas(scanned(tmp_path), *NINE, sentence="Kalimat yang panjang sekali " * 6)
    sheet = drawn(language(atlas, lang), map_spec(SCAN, page))
    shown = [text for text in listed(sheet) if text.isdigit()]
    (left_out,) = re.findall(pattern, listed(sheet)[-1])
    assert shown == [str(number) for number in range(1, 10 - int(left_out))]
    assert 3 <= len(shown) < 9
    assert len(discs(sheet)) == 9


def test_nothing_is_outlined_without_areas_or_on_other_layers(tmp_path: Path) -> None:
    atlas = scanned(tmp_path)
    without = dataclasses.replace(atlas, scan_areas=())
    for given, layer in ((atlas, "gugus_moran"), (atlas, "kelompok_per_1000"), (without, SCAN)):
        parts = drawn(given, map_spec(layer)).parts
        assert not {"areas", "area-outlines", "area-numbers"} & set(parts)


@pytest.mark.parametrize("page", PAGES)
def test_outlines_run_inside_their_areas(tmp_path: Path, page: str) -> None:
    atlas = scanned(tmp_path)
    sheet, frame = compose(atlas, map_spec(SCAN, page))
    drawn_rings = rings(sheet)
    for area in atlas.scan_areas:
        (shape,) = frame.to_page([area.geometry])
        ring = shapely.LinearRing(drawn_rings[f"area-{area.number}-0"].get_xy())
        assert shape.contains(ring)
        assert shapely.hausdorff_distance(ring, shape.exterior) < 1.6
    assert len(drawn_rings) == 4


def test_more_is_solid_and_fewer_is_dashed_on_a_white_casing(tmp_path: Path) -> None:
    drawn_rings = rings(drawn(scanned(tmp_path), map_spec(SCAN)))
    more, fewer = drawn_rings["area-1-0"], drawn_rings["area-2-0"]
    assert more.get_linestyle() == "solid" or more.get_linestyle()[1] is None
    assert fewer.get_linestyle() not in ("solid", (0, None))
    for number in (1, 2):
        line, casing = (drawn_rings[f"area-{number}-0{end}"] for end in ("", "-casing"))
        assert line.get_linewidth() < casing.get_linewidth()
        assert line.get_zorder() > casing.get_zorder()
        assert casing.get_edgecolor()[:3] == (1, 1, 1)
        assert max(line.get_edgecolor()[:3]) < 0.2


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("places", [((7, 6), (0, 1, 3)), NINE])
def test_numbers_stand_free_inside_their_areas(
    tmp_path: Path, page: str, places: tuple[tuple[int, ...], ...]
) -> None:
    atlas = with_areas(scanned(tmp_path), *places)
    sheet, frame = compose(atlas, map_spec(SCAN, page))
    found = discs(sheet)
    names = [
        extent(sheet, [item]) for part in ("names", "village-names") for item in sheet.parts[part]
    ]
    for area in atlas.scan_areas:
        disc = outer(found[f"area-numbers-{area.number}"])
        (shape,) = frame.to_page([area.geometry])
        assert shape.contains(disc)
        for name in names:
            assert box(name.x0, name.y0, name.x1, name.y1).disjoint(disc)
    for one, other in itertools.combinations(map(outer, found.values()), 2):
        assert one.disjoint(other)


def test_a_number_leaves_names_their_place_where_it_can(tmp_path: Path) -> None:
    atlas = with_areas(scanned(tmp_path), (4,))
    frame = fit_frame(atlas.villages, Window(10, 10, 200, 180))
    middle = shapely.Point(110, 100)
    name, field = middle.buffer(3).envelope, middle.buffer(9).envelope
    for spare, free in (([name], True), ([field.buffer(5)], False)):
        sheet = Sheet(theme.PAGE_SIZES["a4-landscape"])
        edges = np.array([field], dtype=object)
        (taken,) = draw_numbers(sheet, frame, atlas.scan_areas, edges, [], spare=spare)
        disc = outer(discs(sheet)["area-numbers-1"])
        assert disc.disjoint(name) == free
        assert field.buffer(2).contains(disc)
        assert taken.contains(disc.buffer(-0.01))


def test_an_area_without_room_has_its_number_beside_it(tmp_path: Path) -> None:
    atlas = with_areas(scanned(tmp_path), (4,), (0,))
    first, second = atlas.scan_areas
    speck = first.geometry.representative_point().buffer(0.00005)
    atlas = dataclasses.replace(
        atlas, scan_areas=(dataclasses.replace(first, geometry=speck), second)
    )
    sheet, frame = compose(atlas, map_spec(SCAN))
    disc = discs(sheet)["area-numbers-1"]
    (place,) = frame.to_page([speck])
    assert place.distance(shapely.Point(disc.get_center())) < 15
    window = extent(sheet, sheet.parts["ground"])
    assert box(window.x0, window.y0, window.x1, window.y1).contains(outer(disc))


@pytest.mark.parametrize("page", PAGES)
def test_categories_stand_in_their_order_and_no_data_apart(tmp_path: Path, page: str) -> None:
    atlas = scanned(tmp_path)
    sheet = drawn(atlas, map_spec("gugus_moran", page))
    texts = [item.get_text() for item in sheet.parts["legend"] if isinstance(item, TextArtist)]
    labels = [entry.label.id for entry in atlas.layer("gugus_moran").classes]
    assert texts == [
        "Gugus desa yang mirip",
        "kalurahan",
        *itertools.chain.from_iterable(zip(labels, "2300211", strict=True)),
    ]
    swatches = {
        str(item.get_gid()): item
        for item in sheet.parts["legend"]
        if isinstance(item, Rectangle) and item.get_gid()
    }
    assert {name for name in swatches if name.endswith("-hatch")} == {
        "legend-undefined-hatch",
        "legend-not_reported-hatch",
    }
    keys = ("hh", "ll", "hl", "lh", "ns", "undefined", "not_reported")
    heights = [swatches[f"legend-{key}"].get_y() for key in keys]
    steps = [upper - lower for upper, lower in itertools.pairwise(heights)]
    assert steps[0] == pytest.approx(steps[3]) == pytest.approx(steps[5])
    assert steps[4] > steps[0] + 1


def test_a_long_category_takes_two_lines(tmp_path: Path) -> None:
    atlas = scanned(tmp_path)
    layer = atlas.layer("gugus_moran")
    words = "jelas lebih sedikit daripada yang diperkirakan dari penduduk"
    longer = dataclasses.replace(layer.classes[1], label=Text(words, words))
    layer = dataclasses.replace(layer, classes=(layer.classes[0], longer, *layer.classes[2:]))
    sheet = drawn(dataclasses.replace(atlas, layers=(layer,)), map_spec(layer.id))
    texts = [item.get_text() for item in sheet.parts["legend"] if isinstance(item, TextArtist)]
    assert words in " ".join(texts)
    boxes = [
        extent(sheet, [item]) for item in sheet.parts["legend"] if isinstance(item, TextArtist)
    ]
    for one, other in itertools.combinations(boxes, 2):
        assert overlap(one, other) < 0.02


def test_no_gap_where_there_is_no_unit(tmp_path: Path) -> None:
    atlas = scanned(tmp_path)
    layer = atlas.layer("gugus_moran")
    tops = []
    for unit in (Text("", ""), Text("per ribu", "per mille")):
        described = dataclasses.replace(layer.spec, unit=unit)
        changed = dataclasses.replace(layer, spec=described)
        sheet = drawn(dataclasses.replace(atlas, layers=(changed,)), map_spec(layer.id))
        (top,) = (item.get_y() for item in sheet.parts["legend"] if item.get_gid() == "legend-hh")
        tops.append(top)
    assert tops[0] - tops[1] == pytest.approx(theme.TextStyle(9.2 * 0.9).line_height)


@pytest.mark.parametrize("colour", ["#ffffff", "#1b6ca8", "#c2410c", "#808080", "#e08a00", "#000"])
def test_names_are_readable_on_every_category(tmp_path: Path, colour: str) -> None:
    fill = colour if len(colour) == 7 else "#000000"
    atlas = coloured(scanned(tmp_path), fill)
    sheet = drawn(atlas, map_spec(SCAN))
    names = sheet.parts["village-names"]
    assert len(names) >= 7
    for name in names:
        assert isinstance(name, TextArtist)
        ground = symbols.PAPER if name.get_gid() else fill
        shades = sorted(
            symbols.luminance(shade) + 0.05 for shade in (str(name.get_color()), ground)
        )
        assert shades[1] / shades[0] >= 4.5


def test_the_map_stays_in_its_window(tmp_path: Path) -> None:
    atlas: Atlas = with_areas(scanned(tmp_path), *NINE)
    for page in PAGES:
        sheet = drawn(atlas, map_spec(SCAN, page))
        window = extent(sheet, sheet.parts["ground"])
        for part in ("area-outlines", "area-numbers", "village-names"):
            found = extent(sheet, sheet.parts[part])
            assert window.x0 <= found.x0 and found.x1 <= window.x1, part
            assert window.y0 <= found.y0 and found.y1 <= window.y1, part


@pytest.mark.real
@pytest.mark.parametrize("page", PAGES)
def test_nine_areas_of_real_villages_are_told_apart(tmp_path: Path, page: str) -> None:
    atlas = real_scan(tmp_path)
    sheet, _ = compose(atlas, map_spec(SCAN, page))
    found = discs(sheet)
    assert len(found) == 9
    for one, other in itertools.combinations(map(outer, found.values()), 2):
        assert one.disjoint(other)
    assert [name.get_text() for name in sheet.parts["names"]] == list(atlas.kecamatan["kecamatan"])
    assert len(sheet.parts["village-names"]) >= {"a4-landscape": 115, "a4-portrait": 100}[page]
    margin = sheet.page.margin - 0.6
    boxes = {part: extent(sheet, sheet.parts[part]) for part in (*APART, "areas")}
    for part, found_box in boxes.items():
        assert found_box.y0 >= margin and found_box.x1 <= sheet.page.width - margin, part
    for one_part, other_part in itertools.combinations(boxes, 2):
        assert overlap(boxes[one_part], boxes[other_part]) < 0.01, (one_part, other_part)


def real_scan(tmp_path: Path) -> Atlas:
    """The real villages with nine areas of one to six neighbours each."""
    real, layer = real_atlas(tmp_path), scanned(tmp_path).layer(SCAN)
    index, middles = (
        real.villages.index,
        real.villages.geometry.representative_point().to_crs(32749),
    )
    free, areas = list(index), []
    for number in range(1, 10):
        distances = middles[free].distance(middles[free[number * 7]])
        chosen = list(distances.sort_values(kind="stable").index[: 1 + number % 6])
        free = [kode for kode in free if kode not in chosen]
        areas.append(
            ScanArea(
                number,
                "more" if number % 2 else "fewer",
                tuple(chosen),
                real.villages.geometry[chosen].union_all(),
                120.0,
                80.0,
                1.6,
                0.01,
                Text(f"{len(chosen)} kalurahan: 120 kelompok tercatat, 80 diperkirakan.", "x"),
            )
        )
    keys = pd.Series("ns", index=index)
    for area in areas:
        keys[list(area.villages)] = "hh" if area.kind == "more" else "ll"
    layer = dataclasses.replace(
        layer,
        values=pd.Series(np.nan, index=index),
        states=pd.Series("value", index=index),
        class_keys=keys,
    )
    return dataclasses.replace(real, layers=(layer,), scan_areas=tuple(areas))


@pytest.mark.parametrize(
    "shape",
    [
        box(0, 0, 10, 10) | box(10, 5, 14, 5.4),  # a tongue
        box(0, 0, 10, 10) | box(10, 10, 12, 12),  # two that touch in a point
        box(0, 0, 10, 10) | box(10.05, 0, 20, 10) | box(3, 10, 3.2, 16),  # a crack and a spike
        box(0, 0, 0.2, 0.2),  # next to nothing
    ],
)
def test_narrow_shapes_keep_an_outline_of_rings(shape: shapely.Polygon) -> None:
    inside = _inside(shape)
    assert not inside.is_empty
    assert {part.geom_type for part in shapely.get_parts(inside)} == {"Polygon"}
    assert inside.difference(shape.buffer(0.2)).area < 1e-9
    assert shape.hausdorff_distance(inside) < 7
