"""Surfaces and marks of reach on printed maps."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import CRS
from wksbm.layers.model import Atlas, LegendClass
from wksbm.layers.spread import NO_VILLAGES
from wksbm.layers.surfaces import KM2, Surface, SurfaceKind, find_surface
from wksbm.maps.reach import reach_marks
from wksbm.maps.sheet.kinds import printed_map
from wksbm.maps.sheet.surface_bands import bands
from wksbm.maps.sheet.write import compose, write_static
from wksbm.outputs.write import drawable_maps
from wksbm.raster.grid import Grid
from wksbm.text import both

from tests.layers.spread_board import B, C, D, build, spread_of
from tests.maps.sheet.checked import atlas, spec

UTM = CRS.from_epsg(32749)
CELL = 100.0
STEP = 40


def ramp(values: np.ndarray) -> Surface:
    """A surface of two classes, up to 5 and above."""
    rows, columns = values.shape
    inside = np.ones((rows, columns), dtype=np.float32)
    grid = Grid(440_000, 9_120_000, CELL, rows, columns, UTM, inside)
    classes = (
        LegendClass("c0", both("a"), "#cccccc", 1, 0.0, 5.0),
        LegendClass("c1", both("b"), "#333333", 1, 5.0, math.inf),
    )
    words = both("x")
    return Surface("density", words, words, grid, values, NO_VILLAGES, classes, KM2, words, words)


def km2(shapes: np.ndarray) -> float:
    metric = gpd.GeoSeries(shapes, crs="EPSG:4326").to_crs(UTM)
    return float(metric.area.sum()) / 1e6


def test_bands_reach_the_outer_edge_of_the_grid_and_cut_where_the_value_is_the_bound() -> None:
    across = np.tile(np.linspace(0, 10, STEP), (STEP, 1))
    whole, upper = bands(ramp(across))
    side = STEP * CELL / 1000
    assert km2(whole) >= side**2
    west = gpd.GeoSeries(upper, crs="EPSG:4326").to_crs(UTM).total_bounds[0]
    assert west == pytest.approx(440_000 + STEP / 2 * CELL, abs=1)


def test_unknown_cells_take_the_nearest_value() -> None:
    values = np.full((STEP, STEP), 9.0)
    values[:, : STEP // 2] = np.nan
    _, upper = bands(ramp(values))
    assert km2(upper) >= (STEP * CELL / 1000) ** 2


@pytest.mark.parametrize("drawing", ["density", "ratio", "reach"])
def test_the_sheet_wears_the_colours_of_the_surface_and_hatches_the_unknown(
    tmp_path: Path, drawing: SurfaceKind
) -> None:
    made = atlas(tmp_path)
    _, svg, *_ = write_static(made, spec(drawing), tmp_path)
    text = svg.read_text(encoding="utf-8")
    surface = find_surface(made, drawing)
    assert surface is not None
    drawn = set(re.findall(r'id="surface-(\w+)"', text))
    assert drawn <= {entry.key for entry in surface.classes} and len(drawn) >= 2
    for entry in surface.classes:
        assert entry.colour in text.lower(), entry.key
    assert 'id="class-not_reported-hatch"' in text
    assert surface.finding.id.split(";")[0] in printed_map(made, spec(drawing)).layer.finding.id  # type: ignore[union-attr]


def test_the_surface_stays_off_the_villages_whose_places_are_not_known(tmp_path: Path) -> None:
    made = atlas(tmp_path)
    sheet, frame = compose(made, spec("density"))
    painted = [
        shapely.Polygon(path.vertices)
        for artist in sheet.parts["surface"]
        for path in artist.get_paths()  # type: ignore[attr-defined]
    ]
    surface = shapely.union_all(shapely.make_valid(np.array(painted)))
    on_page = dict(
        zip(made.villages.index, frame.to_page(made.villages.geometry.to_numpy()), strict=True)
    )
    for kode, shape in on_page.items():
        share = surface.intersection(shape).area / shape.area
        assert share == pytest.approx(0.0 if kode in (C, D) else 1.0, abs=0.02), kode


def test_the_largest_area_is_a_and_the_first_place_is_1(tmp_path: Path) -> None:
    made = build(tmp_path)
    marks = reach_marks(made, spread_of(made))
    assert [(spot.letter, spot.people) for spot in marks.spots] == [("A", 1000)]
    assert made.villages.loc[B, "desa"] in marks.spots[0].name
    (place,) = [place for place in marks.places if place.number == 1]
    assert place.gained == pytest.approx(1000)
    metric = gpd.GeoSeries([place.circle], crs="EPSG:4326").to_crs(UTM)
    assert math.sqrt(metric.area.iloc[0] / math.pi) == pytest.approx(marks.reach_m, rel=0.01)


def test_alternative_text_reads_areas_and_places_out(tmp_path: Path) -> None:
    made = atlas(tmp_path)
    *_, words = write_static(made, spec("reach"), tmp_path)
    told = words.read_text(encoding="utf-8")
    name = made.villages.loc[B, "desa"]
    assert f"A {name}" in told and f"1 {name}" in told
    assert "1.000 orang" in told and "1,000 people" in told
    assert "garis lurus" in told and "straight line" in told


def test_only_what_was_computed_is_drawn(tmp_path: Path) -> None:
    kinds = tuple(spec(drawing) for drawing in ("density", "ratio", "reach"))
    made: Atlas = atlas(tmp_path)
    assert drawable_maps(made, kinds) == kinds
    without = replace(spread_of(made), ratio=None, distances=None)
    assert [entry.drawing for entry in drawable_maps(replace(made, spread=without), kinds)] == [
        "density"
    ]
    assert drawable_maps(replace(made, spread=None), kinds) == ()
