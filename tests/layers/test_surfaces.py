"""Classes, words and colours of surfaces, on the chess board of `test_spread`."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from wksbm.layers.model import Atlas
from wksbm.layers.people import PeopleInputs
from wksbm.layers.spread import PEOPLE_COLUMN
from wksbm.layers.surfaces import Surface, SurfaceKind, find_surface, round_breaks

from tests.layers.spread_board import build, spread_of
from tests.layers.tables import counts


def surface(atlas: Atlas, kind: SurfaceKind) -> Surface:
    found = find_surface(atlas, kind)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("top", "breaks"),
    [
        (25.3, (2, 5, 10, 20)),
        (20.0, (1, 2, 5, 10)),
        (0.7, (0.05, 0.1, 0.2, 0.5)),
        (1.0, (0.05, 0.1, 0.2, 0.5)),
        (30_000, (2_000, 5_000, 10_000, 20_000)),
    ],
)
def test_breaks_are_the_last_round_numbers_below_the_top(
    top: float, breaks: tuple[float, ...]
) -> None:
    assert round_breaks(top) == breaks


@pytest.mark.parametrize("kind", ["density", "ratio"])
def test_every_km2_is_in_one_class(tmp_path: Path, kind: SurfaceKind) -> None:
    made = build(tmp_path)
    found = surface(made, kind)
    area = made.villages["luas_km2"].sum()
    assert sum(entry.count for entry in found.classes) == pytest.approx(area, abs=3)
    assert found.measured.id == "km²"


def test_classes_follow_each_other_without_a_gap_and_the_last_has_no_end(tmp_path: Path) -> None:
    for kind in ("density", "ratio", "reach"):
        numeric = surface(build(tmp_path), kind).numeric
        assert [entry.upper for entry in numeric[:-1]] == [entry.lower for entry in numeric[1:]]
        assert numeric[0].lower == 0
        assert numeric[-1].upper == math.inf
        assert len({entry.colour for entry in numeric}) == len(numeric)


def test_reach_counts_the_people_of_the_table_and_measures_from_the_middles(
    tmp_path: Path,
) -> None:
    made = build(tmp_path)
    found, spread = surface(made, "reach"), spread_of(made)
    *bands, unknown = [entry.count for entry in found.classes]
    assert sum(bands) == pytest.approx(spread.people_known, abs=3)
    assert bands == [6000, 0, 0, 1000, 0]
    left_out = spread.columns.loc[~spread.columns.index.isin(spread.known), PEOPLE_COLUMN]
    assert unknown == pytest.approx(left_out.sum(), abs=1)
    row, column = np.argwhere(~np.isnan(found.values))[0]
    grid = found.grid
    here = (grid.west + (column + 0.5) * grid.cell, grid.north - (row + 0.5) * grid.cell)
    nearest = min(math.dist(here, place) for place in spread.places.tolist())
    assert found.values[row, column] == pytest.approx(nearest)


def test_villages_without_known_places_are_a_hatched_class(tmp_path: Path) -> None:
    for kind in ("density", "ratio", "reach"):
        last = surface(build(tmp_path), kind).classes[-1]
        assert (last.key, last.hatch) == ("not_reported", True)
        assert last.count > 0


def test_members_are_named_where_they_weigh(tmp_path: Path) -> None:
    found = surface(build(tmp_path, by_members=True), "density")
    assert found.unit.id == "anggota per km²"
    assert "anggota" in found.method.id and "members" in found.method.en
    assert find_surface(build(tmp_path, by_members=True), "ratio") is None


def test_where_nobody_lives_is_a_class_of_its_own(tmp_path: Path) -> None:
    made = build(tmp_path)
    spread = spread_of(made)
    assert spread.ratio is not None
    empty = spread.ratio.values.copy()
    empty[: len(empty) // 2] = np.nan
    ratio = replace(spread.ratio, values=empty)
    found = surface(replace(made, spread=replace(spread, ratio=ratio)), "ratio")
    (nobody,) = [entry for entry in found.classes if entry.key == "nobody"]
    assert nobody.count > 0 and nobody.lower is None and not nobody.hatch
    assert "10" in nobody.label.id


def test_without_a_raster_only_the_density_is_there(tmp_path: Path) -> None:
    made = build(tmp_path, given=PeopleInputs())
    assert find_surface(made, "density") is not None
    assert find_surface(made, "ratio") is None
    assert find_surface(made, "reach") is None


def test_without_places_there_is_none(tmp_path: Path) -> None:
    made = build(tmp_path, table=counts([3, 0, None, 4, 5, 1, 1, 1, 1]))
    assert all(find_surface(made, kind) is None for kind in ("density", "ratio", "reach"))
    unasked = replace(made, spread=None)
    assert find_surface(unasked, "density") is None
