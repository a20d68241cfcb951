"""Every kind of printed map at every size: all on the page, nothing on top of anything else."""

from __future__ import annotations

import dataclasses
import itertools
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image
from wksbm.errors import ContentError, InputError
from wksbm.layers.model import Atlas, Gap
from wksbm.maps.sheet.kinds import printed_map
from wksbm.maps.sheet.kinds.numbered import find_worst
from wksbm.maps.sheet.kinds.points import point_kinds
from wksbm.maps.sheet.kinds.small_multiples import maps_by_year
from wksbm.maps.sheet.write import compose, write_static
from wksbm.maps.spec import DRAWINGS, PAGES, Drawing, PageName, read_map
from wksbm.outputs.write import drawable_maps
from wksbm.text import Lang, Text

from tests import board
from tests.maps.scanned import SCAN
from tests.maps.sheet.checked import atlas, check, framed, spec, texts
from tests.maps.sheet.drawn import LONG, drawn, extent, language, overlap


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_all_is_on_the_page_and_apart(
    tmp_path: Path, page: PageName, drawing: Drawing, lang: Lang
) -> None:
    check(drawn(language(atlas(tmp_path), lang), spec(drawing, page)))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("layer", ["jumlah_kelompok", SCAN, "gugus_moran"])
def test_layers_of_their_own_kind_are_on_the_page_and_apart(
    tmp_path: Path, page: PageName, layer: str
) -> None:
    check(drawn(atlas(tmp_path), spec("layer", page, (layer,))))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_long_words_change_nothing_about_that(
    tmp_path: Path, page: PageName, drawing: Drawing
) -> None:
    names = tuple(f"{name} Karangmojo Wonosari" for name in board.NAMES)
    given = atlas(tmp_path, context=None)
    villages = given.villages.assign(desa=list(names))
    check(drawn(dataclasses.replace(given, villages=villages), spec(drawing, page, title=LONG)))


@pytest.mark.parametrize(("page", "least"), [("a4-landscape", 6.5), ("a4-portrait", 6.5)])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_no_type_on_a4_is_smaller_than_6_5_points(
    tmp_path: Path, page: PageName, least: float, drawing: Drawing
) -> None:
    sheet = drawn(atlas(tmp_path), spec(drawing, page, title=LONG))
    on_discs = ("listing", "worst", "areas", "area-numbers", "places", "spot-letters")
    for part, text in texts(sheet):
        if not (part in on_discs and re.fullmatch(r"\d+|[A-Z]", text.get_text())):
            assert text.get_fontsize() >= least - 0.75 * (part == "legend"), (part, text.get_text())


def test_the_locator_lies_off_the_land_and_marks_the_region(tmp_path: Path) -> None:
    given = narrow(atlas(tmp_path))
    sheet, frame = compose(given, spec())
    box = extent(sheet, sheet.parts["locator"])
    land = shapely.union_all(frame.to_page(given.kecamatan.geometry.to_numpy()))
    assert not land.intersects(shapely.box(box.x0, box.y0, box.x1, box.y1))
    assert "locator-here" in [artist.get_gid() for artist in sheet.parts["locator"]]
    assert "locator" not in drawn(dataclasses.replace(given, context=None), spec()).parts


def test_the_worst_are_numbered_as_the_priorities_are_ranked(tmp_path: Path) -> None:
    given = board.analysed(tmp_path)
    layer = given.layer("kelompok_per_1000")
    measure = dataclasses.replace(layer.spec.measure, kind="priority")
    ranked = dataclasses.replace(layer, spec=dataclasses.replace(layer.spec, measure=measure))
    found = find_worst(given, ranked)
    assert [item.kode for item in found] == [item.kode for item in given.priorities]
    assert (found[0].figure.id, found[0].name) == ("0,0 (1–3)", "Utara, Lor")


def test_the_worst_by_value_are_the_lowest_rates_with_ties_by_code(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    found = find_worst(given, given.layer("kelompok_per_1000"))
    values = given.layer("kelompok_per_1000").values
    expected = sorted(values.dropna().index, key=lambda kode: (values[kode], kode))
    assert [item.kode for item in found] == expected
    assert [item.number for item in found] == list(range(1, len(expected) + 1))


def test_every_numbered_village_bears_its_disc(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    sheet, frame = compose(given, spec("worst"))
    shapes = frame.to_page(given.villages.geometry.to_numpy())
    for item in find_worst(given, given.layer("kelompok_per_1000")):
        (disc,) = [one for one in sheet.parts["worst"] if one.get_gid() == f"worst-{item.number}"]
        place = given.villages.index.get_loc(item.kode)
        assert shapes[place].contains(shapely.Point(disc.get_center()))  # type: ignore[attr-defined]


def test_kinds_are_counted_and_the_rest_is_one(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    kinds = point_kinds(given)
    assert [(kind.name.id, kind.count) for kind in kinds] == [
        ("arisan", 3),
        ("rukun kematian", 3),
        ("simpan pinjam", 3),
    ]
    fewer = point_kinds(given, most=2)
    assert [(kind.name.id, kind.count) for kind in fewer] == [("arisan", 3), ("jenis lain", 6)]
    assert len({(kind.mark, kind.colour) for kind in kinds}) == 3


def test_years_are_cumulative_and_groups_without_a_year_are_told(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    multiples = maps_by_year(given)
    assert multiples[-1].title.id == "sampai 2005" and len(multiples[-1].rows) == 6
    for before, after in itertools.pairwise(multiples):
        assert set(before.rows) < set(after.rows) and set(after.old) == set(before.rows)
    finding = printed_map(given, spec("panels-year", layers=("jumlah_kelompok",))).layer.finding
    assert finding is not None and "3 kelompok tanpa tahun" in finding.id
    without = dataclasses.replace(
        given, groups=given.groups.assign(tahun_berdiri=pd.array([None] * 9, dtype="Int64"))
    )
    assert maps_by_year(without) == ()
    maps = (spec("panels-year"), spec("panels-kind"))
    assert [one.drawing for one in drawable_maps(without, maps)] == ["panels-kind"]


def test_groups_without_a_place_are_told(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    unplaced = pd.DataFrame(given.groups.iloc[:3].drop(columns="geometry"))
    for drawing in ("points", "panels-year"):
        for missing, told in ((unplaced, True), (unplaced[:0], False)):
            atlas = dataclasses.replace(given, unplaced=missing)
            finding = printed_map(atlas, spec(drawing, layers=("jumlah_kelompok",))).layer.finding
            assert finding is not None
            words = "3 kelompok tanpa titik di wilayah peta tidak tergambar"
            assert (words in finding.id) is told


def test_without_any_place_no_map_of_groups_is_made(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    nowhere = dataclasses.replace(given, groups=given.groups.iloc[:0])
    of_groups = (spec("points"), spec("panels-kind"), spec("panels-year"))
    assert drawable_maps(nowhere, of_groups) == ()
    assert drawable_maps(given, of_groups) == of_groups
    assert len(drawable_maps(nowhere, (spec("coverage"), spec("layer")))) == 2


def test_coverage_counts_each_state_and_tells_who_must_be_checked(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    layer = printed_map(given, spec("coverage")).layer
    counts = {entry.key: entry.count for entry in layer.classes}
    assert counts == {"reported": 7, "zero": 1, "not_reported": 1}
    assert layer.finding is not None and layer.finding.id.startswith("8 dari 9 kalurahan melapor")
    doubt = Gap(board.codes()[8], 0, "to_check", float("nan"), Text("Periksa.", "Check."))
    doubtful = dataclasses.replace(given, gaps=(doubt,))
    counts = {
        entry.key: entry.count for entry in printed_map(doubtful, spec("coverage")).layer.classes
    }
    assert counts == {"reported": 7, "zero": 1, "to_check": 1, "not_reported": 0}


@pytest.mark.parametrize(
    ("drawing", "layers"),
    [
        ("with-symbols", ("jumlah_kelompok", "jumlah_kelompok")),
        ("with-symbols", ("kelompok_per_1000", "gugus_moran")),
        ("worst", ("gugus_moran",)),
        ("density", ("kelompok_per_1000",)),
        ("reach", ("kelompok_per_1000",)),
    ],
)
def test_layers_that_do_not_fit_the_kind_are_refused(
    tmp_path: Path, drawing: Drawing, layers: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as caught:
        printed_map(board.analysed(tmp_path), spec(drawing, layers=layers))
    (problem,) = caught.value.problems
    assert problem.file == "maps/peta.toml" and problem.found and problem.expected


def test_kinds_and_pages_are_closed_lists(tmp_path: Path) -> None:
    path = tmp_path / "maps" / "x.toml"
    path.parent.mkdir()
    path.write_text(
        'title = { id = "a", en = "b" }\ndescription = { id = "a", en = "b" }\n'
        'kind = "static"\nlayers = ["a"]\ndrawing = "pie"\npage = "a5"\n',
        encoding="utf-8",
    )
    with pytest.raises(ContentError) as caught:
        read_map(path, ("a",))
    told = " ".join(str(problem.expected) for problem in caught.value.problems)
    assert all(name in told for name in (*DRAWINGS, *PAGES))


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_caption_and_alternative_text_go_with_every_kind(tmp_path: Path, drawing: Drawing) -> None:
    *_, words = write_static(atlas(tmp_path), spec(drawing), tmp_path)
    text = words.read_text(encoding="utf-8")
    assert text.count("Teks alternatif:") == text.count("Alternative text:") == 1
    assert "9 kalurahan" in text and "9 villages" in text and "Data contoh (rekaan)" in text


def test_a_village_of_a_pixel_still_leaves_ink(tmp_path: Path) -> None:
    given = board.atlas(tmp_path)
    speck = given.villages.geometry.iloc[4].centroid.buffer(0.00001)
    shapes = given.villages.geometry.to_numpy().copy()
    shapes[4] = speck
    villages = given.villages.set_geometry(gpd.GeoSeries(shapes, given.villages.index, crs=4326))
    layer = given.layer("kelompok_per_1000")
    own = str(layer.class_keys.iloc[4])
    keys = pd.Series(layer.classes[0].key if own != layer.classes[0].key else "c1", villages.index)
    keys.iloc[4] = own
    classes = [
        dataclasses.replace(entry, colour="#ff00ff" if entry.key == own else "#dddddd")
        for entry in layer.classes
    ]
    marked = dataclasses.replace(layer, class_keys=keys, classes=tuple(classes))
    few = dataclasses.replace(given, villages=villages, layers=(marked,))
    _, frame = compose(few, spec())
    (page,) = frame.to_page(np.array([speck], dtype=object))
    pixel = 25.4 / 300
    assert shapely.area(page) < pixel**2
    path, *_ = write_static(few, spec(), tmp_path)
    with Image.open(path) as image:
        column, row = page.centroid.x / pixel, image.height - page.centroid.y / pixel
        near = np.asarray(image.convert("RGB"))[int(row) - 2 : int(row) + 3]
    around_it = near[:, int(column) - 2 : int(column) + 3].reshape(-1, 3).astype(int)
    assert (around_it[:, 0] - around_it[:, 1]).max() > 60


def narrow(given: Atlas) -> Atlas:
    """The board a third as wide, so that its map has free corners."""

    def squeezed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return frame.set_geometry(frame.geometry.affine_transform([0.3, 0, 0, 1, 77, 0]))

    return dataclasses.replace(
        given,
        villages=squeezed(given.villages),
        kecamatan=squeezed(given.kecamatan),
        scan_areas=(),
    )


@pytest.mark.parametrize("drawing", ["worst", "coverage"])
def test_lists_go_into_a_free_corner_of_the_map(tmp_path: Path, drawing: Drawing) -> None:
    given = narrow(atlas(tmp_path))
    sheet, frame = compose(given, spec(drawing))
    land = shapely.union_all(frame.to_page(given.kecamatan.geometry.to_numpy()))
    boxes = [extent(sheet, sheet.parts[part]) for part in ("listing", "locator")]
    assert framed(sheet, "listing") and overlap(*boxes) == 0
    for box in boxes:
        assert not land.intersects(shapely.box(box.x0, box.y0, box.x1, box.y1))
    check(sheet)
