"""Shapes are repaired without losing area, borders become one line, outlines have no slivers."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box
from wksbm.boundaries.coverage import GAP_DEGREES, clean_borders, measure_fit
from wksbm.boundaries.dissolve import dissolve_kecamatan
from wksbm.boundaries.read import read_boundaries
from wksbm.boundaries.repair import repair
from wksbm.crs import areas_km2

from tests.board import villages
from tests.boundaries.files import plain, shapefile, with_shapes, write
from tests.shared import VILLAGES, shared

BOW_TIE = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
SQUARE = box(0, 0, 1, 1)
METRE = 1 / 111_320


def _one(shape: object) -> object:
    return repair(np.array([shape], dtype=object)).shapes[0]


def _km2(shapes: np.ndarray) -> np.ndarray:
    return areas_km2(gpd.GeoSeries(shapes, crs=4326)).to_numpy()


def test_valid_polygons_are_left_alone() -> None:
    shapes = np.array([SQUARE, MultiPolygon([SQUARE, box(2, 0, 3, 1)])], dtype=object)
    result = repair(shapes)
    assert all(new is old for new, old in zip(result.shapes, shapes, strict=True))
    assert not result.repaired.any()
    assert not result.lost.any()


@pytest.mark.parametrize(
    ("shape", "area"),
    [
        (BOW_TIE, 2.0),
        (MultiPolygon([SQUARE, box(0.5, 0, 1.5, 1)]), 1.5),
        (MultiPolygon([SQUARE, SQUARE]), 1.0),
        (GeometryCollection([SQUARE, Point(5, 5), LineString([(0, 0), (3, 3)])]), 1.0),
        (GeometryCollection([GeometryCollection([SQUARE]), box(2, 0, 3, 1)]), 2.0),
        (Polygon([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (0, -1), (0, 0)]), 1.0),
    ],
)
def test_invalid_shapes_are_repaired(shape: object, area: float) -> None:
    result = repair(np.array([shape], dtype=object))
    assert result.repaired.tolist() == [True]
    assert result.shapes[0].is_valid
    assert result.shapes[0].geom_type in ("Polygon", "MultiPolygon")
    assert result.shapes[0].area == pytest.approx(area)


@pytest.mark.parametrize(
    "shape",
    [
        None,
        Polygon(),
        Point(0, 0),
        LineString([(0, 0), (1, 1)]),
        GeometryCollection([Point(0, 0)]),
        Polygon([(0, 0), (1, 1), (0, 0)]),
        Polygon([(0, 0), (1e300, 0), (1e300, 1e300)]),
    ],
)
def test_shapes_without_area_are_lost_and_said_so(shape: object) -> None:
    result = repair(np.array([shape, SQUARE], dtype=object))
    assert result.lost.tolist() == [True, False]
    assert result.repaired.tolist() == [False, False]
    assert result.shapes[0] is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=4, max_size=12))
def test_repair_loses_nothing_of_a_valid_area(points: list[tuple[int, int]]) -> None:
    shape = Polygon(points)
    mended = _one(shape)
    if shape.is_valid:
        assert mended is shape
        return
    enclosed = shapely.make_valid(shape, method="linework").area
    if mended is None:
        assert enclosed == 0
    else:
        assert mended.is_valid
        assert mended.area >= enclosed * 0.999
        assert mended.area <= shape.convex_hull.area * 1.001


def test_a_file_with_every_kind_of_shape(tmp_path: Path) -> None:
    board = plain()
    shapes = list(board.geometry)
    west, south, east, north = shapes[0].bounds
    shapes[0] = Polygon([(west, south), (east, north), (east, south), (west, north)])
    shapes[1] = GeometryCollection([shapes[1], Point(110, -8)])
    shapes[2] = None
    shapes[3] = Polygon()
    report = read_boundaries(write(with_shapes(board, shapes), tmp_path / "b.gpkg")).report
    assert (report.features, report.villages, report.dropped) == (9, 7, 2)
    assert report.repaired == 2
    told = "\n".join(problem.render("en") for problem in report.problems)
    assert "2 features without a shape are left out; found: 'Kepek, Tengah'" in told
    assert "2 invalid shapes were repaired; found: 'Utara, Beji'" in told
    assert report.area_km2 == pytest.approx(6.5 * 4.878, abs=0.02)


def test_heights_are_left_out(tmp_path: Path) -> None:
    board = plain()
    high = with_shapes(board, shapely.force_3d(board.geometry.to_numpy(), 5.0))
    read = read_boundaries(shapefile(high, tmp_path))
    assert not read.villages.geometry.has_z.any()
    assert len(read.villages) == 9


def test_curves_become_lines(tmp_path: Path) -> None:
    path = write(plain(), tmp_path / "b.gpkg")
    x, y, radius = 110.51, -7.91, 0.005
    corners = [(x - radius, y), (x, y + radius), (x + radius, y), (x, y - radius), (x - radius, y)]
    ring = struct.pack("<BII", 1, 8, 5) + b"".join(struct.pack("<dd", *place) for place in corners)
    blob = b"GP\0\1" + struct.pack("<i", 4326) + struct.pack("<BII", 1, 10, 1) + ring
    with sqlite3.connect(path) as database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'"):
            database.execute(f'drop trigger "{name}"')
        database.execute("update b set geom = ? where rowid = 1", (blob,))
    database.close()
    circle = read_boundaries(path).villages.geometry.iloc[0]
    assert circle.area == pytest.approx(np.pi * radius**2, rel=0.01)


def test_overlaps_and_gaps_are_measured() -> None:
    big, small = box(110, -8, 110.1, -7.9), box(110.09, -8, 110.2, -7.9)
    fit = measure_fit(np.array([big, small], dtype=object))
    assert fit.overlap_km2 == pytest.approx(_km2(np.array([box(110.09, -8, 110.1, -7.9)]))[0])
    assert fit.gap_km2 == 0

    sliver = box(110.05, -7.99, 110.05 + 20 * METRE, -7.91)
    lake = box(110.01, -7.99, 110.03, -7.91)
    fit = measure_fit(np.array([big.difference(sliver).difference(lake)], dtype=object))
    assert fit.gap_km2 == pytest.approx(_km2(np.array([sliver]))[0], rel=1e-3)
    assert fit.overlap_km2 == 0


def _ragged(metres: float) -> np.ndarray:
    """Return two villages whose common border crosses itself by some metres."""
    steps = np.linspace(-8.0, -7.9, 21)
    offset = np.where(np.arange(21) % 2 == 0, metres, -metres) * METRE
    border = list(zip(110.1 + offset, steps, strict=True))
    other = list(zip(110.1 - offset, steps, strict=True))
    west = Polygon([(110.0, -8.0), *border, (110.0, -7.9)])
    east = Polygon([(110.2, -8.0), *other, (110.2, -7.9)])
    return np.array([west, east], dtype=object)


def test_borders_become_one_line() -> None:
    before = _ragged(3)
    cleaned = clean_borders(before)
    assert cleaned.changed == 2
    assert len(cleaned.kept) == 0
    assert cleaned.largest_change <= 0.001
    assert shapely.coverage_is_valid(cleaned.shapes, gap_width=GAP_DEGREES)
    common = shapely.line_merge(shapely.intersection(*shapely.boundary(cleaned.shapes)))
    assert common.geom_type == "LineString"
    assert _km2(cleaned.shapes).sum() == pytest.approx(_km2(before).sum(), rel=1e-3)
    assert not shapely.coverage_is_valid(before)


def test_a_village_that_would_change_too_much_keeps_its_shape() -> None:
    before = np.array([box(110, -8, 110.1, -7.9), box(110.09, -8, 110.2, -7.9)], dtype=object)
    cleaned = clean_borders(before)
    assert len(cleaned.kept) == 1
    place = cleaned.kept[0]
    assert cleaned.shapes[place].equals(before[place])


def test_borders_that_fit_are_left_alone() -> None:
    shapes = np.array([box(0, 0, 1, 1), box(1, 0, 2, 1)], dtype=object)
    cleaned = clean_borders(shapes)
    assert cleaned.shapes is shapes
    assert cleaned.changed == 0


def test_what_was_tidied_is_told(tmp_path: Path) -> None:
    table = with_shapes(plain()[:2], _ragged(3))
    report = read_boundaries(write(table, tmp_path / "b.gpkg")).report
    told = "\n".join(problem.render("en") for problem in report.problems)
    assert "the borders of 2 villages were made one line (gaps up to 11 m closed)" in told
    assert report.overlap_km2 > 0
    assert report.gap_km2 > 0


def test_too_many_villages_are_neither_measured_nor_tidied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wksbm.boundaries.read.MOST_VILLAGES", 1)
    table = with_shapes(plain()[:2], _ragged(3))
    result = read_boundaries(write(table, tmp_path / "b.gpkg"))
    assert result.report.overlap_km2 is None and result.report.gap_km2 is None
    words = "\n".join(problem.render("en") for problem in result.report.problems)
    assert "overlaps and gaps between 2 villages were not measured" in words
    assert "made one line" not in words


def test_outlines_of_the_kecamatan() -> None:
    outlines = dissolve_kecamatan(villages())
    assert list(outlines.index) == ["34.03.01", "34.03.02", "34.03.03"]
    assert outlines.index.name == "kode_kecamatan"
    assert list(outlines.columns) == ["kecamatan", "kabupaten", "geometry"]
    assert list(outlines["kecamatan"]) == ["Lor", "Tengah", "Kidul"]
    assert outlines.crs.to_epsg() == 4326
    assert outlines.geometry.iloc[0].symmetric_difference(
        box(110.50, -7.92, 110.56, -7.90)
    ).area == pytest.approx(0, abs=1e-12)


def test_outlines_have_no_slivers_but_keep_enclaves() -> None:
    sliver = box(110.505, -7.915, 110.505 + 5 * METRE, -7.905)
    enclave = box(110.51, -7.915, 110.515, -7.905)
    board = villages()
    shapes = list(board.geometry)
    shapes[0] = shapes[0].difference(sliver).difference(enclave)
    board = board.set_geometry(gpd.GeoSeries(shapes, index=board.index, crs=4326))
    outline = dissolve_kecamatan(board).geometry.iloc[0]
    assert len(outline.interiors) == 1
    assert Polygon(outline.interiors[0]).equals(enclave)


@pytest.mark.real
def test_real_borders_are_one_line() -> None:
    shapes = read_boundaries(shared(*VILLAGES)).villages.geometry.to_numpy()
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    borders = shapely.line_merge(
        shapely.intersection(*(shapely.boundary(shapes[i]) for i in (one, other)))
    )
    pieces = [
        sum(part.geom_type == "LineString" for part in shapely.get_parts(border))
        for border in borders
    ]
    neighbours = sum(count > 0 for count in pieces)
    assert neighbours >= 375
    assert sum(pieces) <= 1.15 * neighbours


@pytest.mark.real
@pytest.mark.parametrize("province", ["31", "65", "91"])
def test_real_provinces_can_be_tidied(province: str) -> None:
    read = read_boundaries(shared("data", "desa_indonesia.parquet"), region=province)
    report = read.report
    assert report.features == report.villages + report.duplicates + report.dropped
    assert read.villages.geometry.is_valid.all()
    assert not read.villages.geometry.is_empty.any()
    raw = gpd.read_parquet(shared("data", "desa_indonesia.parquet"), columns=["kode", "geometry"])
    raw = raw[raw["kode"].str.startswith(province)].set_index("kode").sort_index()
    whole = pd.Series(repair(raw.geometry.to_numpy()).shapes, index=raw.index)
    before = areas_km2(gpd.GeoSeries(whole, crs=4326))
    change = read.villages["luas_km2"] / before - 1
    assert change.abs().max() <= 0.001
    told = pd.Series(report.area_change_pct, dtype=float)
    assert told.abs().max() <= 0.1
    assert (change[told.index] * 100 - told).abs().max() < 1e-3
    assert change.drop(told.index).abs().max() < 1e-6
