"""The picture of a surface: its cells in Web Mercator, its place, and the marks of reach."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer
from wksbm.layers.model import Atlas
from wksbm.layers.surfaces import Surface, find_surface
from wksbm.maps.page.payload import page_payload
from wksbm.maps.page.surface_image import picture_cells, surface_layers
from wksbm.maps.reach import reach_marks
from wksbm.raster.mercator import Frame, picture_frame

from tests.layers.spread_board import A, C, D, build, spread_of
from tests.maps.page.page_spec import SPEC

EARTH = 6_378_137.0


def middles(frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of the middle of each cell, by the formulas of the projection."""
    left, top, right, bottom = frame.pixels
    x = left + (np.arange(frame.columns) + 0.5) * (right - left) / frame.columns
    y = top + (np.arange(frame.rows) + 0.5) * (bottom - top) / frame.rows
    longitude = x / 256 * 360 - 180
    latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y / 256))))
    return np.meshgrid(longitude, latitude)


def surface_of(atlas: Atlas, kind: str = "density") -> Surface:
    surface = find_surface(atlas, kind)  # type: ignore[arg-type]
    assert surface is not None
    return surface


@pytest.mark.parametrize("kind", ["density", "ratio"])
@pytest.mark.parametrize("cell", [100.0, 230.0])
def test_each_cell_has_the_class_of_the_land_below_its_middle(
    tmp_path: Path, kind: str, cell: float
) -> None:
    surface = surface_of(build(tmp_path), kind)
    grid = surface.grid
    frame = picture_frame(grid, cell)
    cells = picture_cells(surface, frame)
    x, y = Transformer.from_crs("EPSG:4326", grid.crs, always_xy=True).transform(*middles(frame))
    column, row = np.floor((x - grid.west) / grid.cell), np.floor((grid.north - y) / grid.cell)
    inside = (column >= 0) & (column < grid.columns) & (row >= 0) & (row < grid.rows)
    rows, columns = row[inside].astype(int), column[inside].astype(int)
    values, land = surface.values[rows, columns], grid.inside[rows, columns] > 0
    if all(entry.key != "nobody" for entry in surface.classes):
        land &= ~np.isnan(values)
    uppers = [entry.upper for entry in surface.numeric]
    wanted = [
        next(place for place, upper in enumerate(uppers) if upper is not None and value <= upper)
        if not math.isnan(value)
        else len(uppers)
        for value in values[land]
    ]
    agree = np.mean(cells[inside][land] == wanted)
    assert agree > 0.995  # the middle of a cell may lie on the edge between two
    assert len(set(wanted)) > 1


def test_cells_are_about_as_wide_as_asked_and_never_too_many(tmp_path: Path) -> None:
    grid = surface_of(build(tmp_path)).grid
    frame = picture_frame(grid, 100.0)
    longitude, latitude = middles(frame)
    across = math.radians(longitude[0, 1] - longitude[0, 0]) * EARTH
    assert across * math.cos(math.radians(latitude[0, 0])) == pytest.approx(100, rel=0.02)
    large = replace(grid, cell=grid.cell * 1000)
    assert picture_frame(large, 1.0).columns * picture_frame(large, 1.0).rows <= 401_000


def test_surfaces_are_layers_without_figures(tmp_path: Path) -> None:
    atlas = build(tmp_path)
    data = page_payload(atlas, SPEC)
    json.dumps(data, allow_nan=False)
    surfaces = data["layers"][len(SPEC.layers) :]
    assert [entry["id"] for entry in surfaces] == ["kerapatan", "kerapatan_per_1000", "jangkauan"]
    for entry in surfaces:
        assert set(entry["values"]) == {None}
        keys = [one["key"] for one in entry["classes"]]
        found = [keys[place] for place in entry["apart"]]
        known = atlas.villages.index.isin(spread_of(atlas).known)
        assert found == ["known" if one else "not_reported" for one in known]
        picture = entry["surface"]
        cells = picture["cells"]
        assert cells is None or len(cells) == picture["columns"] * picture["rows"]
    density = surfaces[0]["classes"]
    assert [entry["count"] for entry in density[:-1]] == [
        entry.count for entry in surface_of(atlas).classes
    ]
    assert density[-1]["key"] == "known"
    assert surfaces[2]["surface"]["reaches"] == [500, 1000, 2000, 5000]
    assert surfaces[2]["surface"]["cells"] is None


def test_the_groups_of_the_page_are_those_from_which_distances_are_measured(tmp_path: Path) -> None:
    for minimum in (0, 3):
        atlas = build(tmp_path, minimum_groups=minimum)
        own = atlas.groups.geometry.to_crs(spread_of(atlas).density.grid.crs)  # type: ignore[union-attr]
        there = {(round(point.x), round(point.y)) for point in own}
        assert there == {(round(x), round(y)) for x, y in spread_of(atlas).places}


def test_both_lists_say_what_the_printed_map_says(tmp_path: Path) -> None:
    atlas = build(tmp_path, reach_m=500.0, proposals=3)
    marks = reach_marks(atlas, spread_of(atlas))
    reach = page_payload(atlas, SPEC)["reach"]
    areas, places = reach["lists"]
    assert [row["people"] for row in areas["rows"]] == [round(one.people) for one in marks.spots]
    assert [row["name"] for row in places["rows"]] == [one.name for one in marks.places]
    assert [row["mark"] for row in areas["rows"]] == [one.letter for one in marks.spots]
    assert len(reach["rings"]) == len(marks.spots) and reach["metres"] == 500
    assert areas["rest"] is None


def test_without_places_or_raster_there_are_fewer(tmp_path: Path) -> None:
    atlas = build(tmp_path)
    spread = spread_of(atlas)
    assert surface_layers(replace(atlas, spread=None)) == []
    assert surface_layers(replace(atlas, spread=replace(spread, density=None))) == []
    bare = replace(atlas, spread=replace(spread, ratio=None, distances=None))
    assert [layer["id"] for layer in surface_layers(bare)] == ["kerapatan"]
    assert page_payload(bare, SPEC)["reach"] is None
    assert {A, C, D} - set(spread.known) == {C, D}
