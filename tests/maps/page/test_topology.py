"""Village shapes as shared arcs: counted by hand, decoded by the page's own script."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import rotate, translate
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from wksbm.boundaries.read import read_boundaries
from wksbm.maps.page.topology import Topology, cut

from tests.shared import VILLAGES, shared

ROOT = Path(__file__).resolve().parents[3]
NODE = shutil.which("node")
METRE = 1 / 111_320
WEST, SOUTH, SIDE = 110.5, -8.0, 0.1

_DECODE = """
globalThis.Atlas = {};
const { load } = require(process.argv[1]);
const Atlas = load("core.js", "topology.js");
Atlas.project = (longitude, latitude) => [longitude, latitude];
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
  const { x, y, start, arcs, flipped, firstRing, ringPart, sides } =
    Atlas.readTopology(new Uint8Array(Buffer.concat(chunks)));
  const ring = (place) => {
    const points = [];
    for (let part = ringPart[place]; part < ringPart[place + 1]; part += 1) {
      const arc = Array.from({ length: start[arcs[part] + 1] - start[arcs[part]] },
        (_, n) => [x[start[arcs[part]] + n], y[start[arcs[part]] + n]]);
      points.push(...(flipped[part] ? arc.reverse() : arc).slice(part > ringPart[place] ? 1 : 0));
    }
    return points;
  };
  const shapes = Array.from({ length: firstRing.length - 1 }, (_, shape) =>
    Array.from({ length: firstRing[shape + 1] - firstRing[shape] }, (_, n) =>
      ring(firstRing[shape] + n)));
  process.stdout.write(JSON.stringify({ shapes, sides: [...sides] }));
});
"""


def grid(columns: int, rows: int) -> list[Polygon]:
    return [
        box(WEST + x * SIDE, SOUTH + y * SIDE, WEST + (x + 1) * SIDE, SOUTH + (y + 1) * SIDE)
        for y, x in itertools.product(range(rows), range(columns))
    ]


def rings_of(topology: Topology) -> list[list[np.ndarray]]:
    """Put the rings of each shape together again, in degrees."""
    ends = np.cumsum(topology.arc_points)
    arcs = [
        topology.points[end - n : end] for end, n in zip(ends, topology.arc_points, strict=True)
    ]
    parts = [
        arcs[arc][:: -1 if flipped else 1]
        for arc, flipped in zip(topology.arcs, topology.flipped, strict=True)
    ]
    stops = np.cumsum(topology.ring_arcs)
    rings = [
        np.concatenate(parts[stop - count : stop]) / topology.steps
        for stop, count in zip(stops, topology.ring_arcs, strict=True)
    ]
    last = np.cumsum(topology.rings)
    return [rings[stop - count : stop] for stop, count in zip(last, topology.rings, strict=True)]


def rebuilt(topology: Topology) -> list[BaseGeometry]:
    """Return the shapes; rings that run clockwise are holes."""
    shapes = []
    for rings in rings_of(topology):
        whole: BaseGeometry = Polygon()
        for ring in sorted((Polygon(ring) for ring in rings), key=lambda ring: -ring.area):
            whole = whole.symmetric_difference(ring.buffer(0))
        shapes.append(whole)
    return shapes


def users(topology: Topology) -> list[int]:
    """Return how many arcs are used once, twice, ..."""
    return np.bincount(np.bincount(topology.arcs))[1:].tolist()  # type: ignore[no-any-return]


def test_four_squares_share_four_borders() -> None:
    topology = cut(grid(2, 2))
    assert users(topology) == [4, 4]
    assert topology.rings.tolist() == [1] * 4
    assert topology.ring_arcs.tolist() == [3] * 4
    assert len(topology.opposite) == 0
    for shape, square in zip(rebuilt(topology), grid(2, 2), strict=True):
        assert shape.symmetric_difference(square).area < 1e-6


def test_nine_squares_share_twelve_borders() -> None:
    topology = cut(grid(3, 3))
    assert users(topology) == [8, 12]
    assert sorted(topology.ring_arcs.tolist()) == [3, 3, 3, 3, 4, 4, 4, 4, 4]


def test_a_shared_border_is_simplified_once_and_stays_shared() -> None:
    wave = [
        (WEST + SIDE + 0.0005 * np.sin(t), SOUTH + SIDE * t / 30) for t in np.linspace(0, 30, 400)
    ]
    west = Polygon([(WEST, SOUTH), *wave, (WEST, SOUTH + SIDE)])
    east = Polygon([(WEST + 2 * SIDE, SOUTH), *wave, (WEST + 2 * SIDE, SOUTH + SIDE)])
    topology = cut([west, east])
    assert users(topology) == [2, 1]
    assert topology.arc_points.sum() < 250
    one, other = rebuilt(topology)
    assert one.intersection(other).area < 1e-12
    assert one.union(other).area == pytest.approx(2 * SIDE * SIDE, rel=1e-4)


def test_islands_and_holes_survive() -> None:
    land = box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE)
    lake = box(WEST + 0.02, SOUTH + 0.02, WEST + 0.06, SOUTH + 0.06)
    isle = box(WEST + 0.03, SOUTH + 0.03, WEST + 0.04, SOUTH + 0.04)
    far = translate(isle, 0.2, 0)
    around = Polygon(land.exterior, [lake.exterior])
    topology = cut([MultiPolygon([around, isle, far]), lake.difference(isle)])
    assert topology.rings.tolist() == [4, 2]
    assert users(topology) == [2, 2]
    one, other = rebuilt(topology)
    assert one.area == pytest.approx(around.area + 2 * isle.area, rel=1e-3)
    assert other.area == pytest.approx(lake.area - isle.area, rel=1e-3)
    assert one.intersection(other).area < 1e-12


def test_outer_rings_run_one_way_and_holes_the_other() -> None:
    outer = box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE)
    hole = box(WEST + 0.02, SOUTH + 0.02, WEST + 0.06, SOUTH + 0.06)
    for exterior in (list(outer.exterior.coords), list(outer.exterior.coords)[::-1]):
        ((first, second),) = rings_of(cut([Polygon(exterior, [hole.exterior.coords])]))
        assert shapely.is_ccw(shapely.linearrings(first))
        assert not shapely.is_ccw(shapely.linearrings(second))


@pytest.mark.parametrize("metres", [-5.0, -2.0, -1.0, 1.0, 3.0, 5.0])
def test_across_a_gap_or_an_overlap_neighbours_stay_neighbours(metres: float) -> None:
    west, east = grid(2, 1)
    topology = cut([west, translate(east, metres * METRE, 0)])
    sides = sides_of(topology)
    assert {0, 1} in sides
    assert sum(pair == {0, 1} for pair in sides) <= 2
    assert [shape.area for shape in rebuilt(topology)] == pytest.approx([SIDE * SIDE] * 2, rel=1e-3)


def test_across_a_river_they_do_not() -> None:
    west, east = grid(2, 1)
    topology = cut([west, translate(east, 40 * METRE, 0)])
    assert len(topology.opposite) == 0


def test_a_corner_in_the_middle_of_a_border_is_bridged() -> None:
    west, south = grid(2, 2)[0], box(WEST + SIDE, SOUTH, WEST + 2 * SIDE, SOUTH + SIDE / 2)
    north = translate(south, 0, SIDE / 2)
    sides = sides_of(cut([west, south, north]))
    assert {0, 1} in sides
    assert {0, 2} in sides
    assert {1, 2} in sides


def sides_of(topology: Topology) -> list[set[int]]:
    shape = np.repeat(np.arange(len(topology.rings)), topology.rings)
    owner = np.repeat(shape, topology.ring_arcs)
    sides: list[set[int]] = [set() for _ in topology.arc_points]
    for arc, user in zip(topology.arcs, owner, strict=True):
        sides[arc].add(int(user))
    for arc, user in topology.opposite:
        sides[arc].add(int(user))
    return sides


@pytest.mark.parametrize("metres", [0.05, 0.5, 2.0, 6.0, 20.0])
def test_a_tiny_village_keeps_a_shape_where_it_is(metres: float) -> None:
    corner = Point(WEST + 0.05, SOUTH + 0.05)
    tiny = corner.buffer(metres / 2 * METRE)
    land = grid(3, 3)
    topology = cut([*land[1:], tiny, land[0].difference(tiny)])
    assert len(topology.rings) == 10
    assert topology.rings.min() >= 1
    shape = rebuilt(topology)[8]
    assert shape.area > 0
    assert shape.distance(corner) <= 4 * METRE
    assert shape.area < (metres + 10) ** 2 * METRE**2


def test_a_sliver_is_left_out_and_the_village_stays() -> None:
    land = grid(2, 2)
    sliver = box(WEST + 0.3, SOUTH, WEST + 0.3 + 0.1 * METRE, SOUTH + SIDE)
    topology = cut([*land[:3], MultiPolygon([land[3], sliver])])
    assert topology.rings.tolist() == [1, 1, 1, 1]


def test_two_villages_with_the_same_shape_both_stay() -> None:
    (square,) = grid(1, 1)
    topology = cut([square, square])
    assert topology.rings.tolist() == [1, 1]
    assert len(topology.arc_points) == 1


def test_simplified_shapes_do_not_cross_themselves() -> None:
    spiral = [
        (WEST + SIDE + r * np.cos(t), SOUTH + r * np.sin(t))
        for t, r in zip(np.linspace(0, 20, 500), np.linspace(2e-5, 2e-4, 500), strict=True)
    ]
    thin = shapely.LineString(spiral).buffer(1.5e-6)
    far = translate(grid(1, 1)[0], 1, 0)
    topology = cut([far, thin])
    assert topology.rings[1] >= 1
    assert rebuilt(topology)[1].area > 0


def test_the_same_shapes_give_the_same_bytes() -> None:
    shapes = [rotate(square, 20, origin=(WEST, SOUTH)) for square in grid(3, 3)]
    assert cut(shapes).to_bytes() == cut(list(shapes)).to_bytes()


def decoded(topology: Topology) -> tuple[list[list[np.ndarray]], list[set[int]]]:
    assert NODE is not None
    loader = ROOT / "tests" / "web" / "load.js"
    done = subprocess.run(
        [NODE, "-e", _DECODE, str(loader)],
        input=topology.to_bytes(),
        capture_output=True,
        check=True,
    )
    told = json.loads(done.stdout)
    pairs = np.array(told["sides"]).reshape(-1, 2)
    return (
        [[np.array(ring) for ring in rings] for rings in told["shapes"]],
        [{int(side) for side in pair} - {-1} for pair in pairs],
    )


def joined(rings: Sequence[np.ndarray]) -> list[list[tuple[float, float]]]:
    """Return rings as points, none of them twice in a row (where two arcs meet)."""
    return [
        [(float(x), float(y)) for (x, y), _ in itertools.groupby(map(tuple, ring))]
        for ring in rings
    ]


@pytest.mark.skipif(NODE is None, reason="node is not installed (CI installs it)")
def test_the_page_reads_what_is_written() -> None:
    land = [rotate(square, 20, origin=(WEST, SOUTH)) for square in grid(3, 3)]
    land[4] = land[4].difference(land[4].centroid.buffer(0.02))
    land.append(land[4].centroid.buffer(0.02))
    land[8] = translate(land[8], 3 * METRE, 2 * METRE)
    topology = cut(land)
    shapes, sides = decoded(topology)
    written = rings_of(topology)
    assert len(shapes) == 10
    for one, other in zip(shapes, written, strict=True):
        assert joined(one) == joined(other)
    assert sides == sides_of(topology)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 30), st.integers(1, 30)),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_overlaps_every_shape_stays(boxes: list[tuple[int, int, int, int]]) -> None:
    shapes = [
        box(WEST + x / 1e4, SOUTH + y / 1e4, WEST + (x + w) / 1e4, SOUTH + (y + h) / 1e4)
        for x, y, w, h in boxes
    ]
    topology = cut(shapes)
    for shape, given_shape in zip(rebuilt(topology), shapes, strict=True):
        assert shape.area == pytest.approx(given_shape.area, rel=0.3, abs=1e-9)


@pytest.mark.real
def test_no_real_village_is_lost_or_moves() -> None:
    villages = read_boundaries(shared(*VILLAGES)).villages
    topology = cut(villages.geometry.to_numpy())
    shapes = gpd.GeoSeries(rebuilt(topology), index=villages.index, crs=villages.crs)
    assert len(shapes) == 144
    metric = villages.geometry.to_crs(32749)
    drawn = shapes.to_crs(32749)
    change = (drawn.area / metric.area - 1).abs()
    assert change.max() < 0.01
    assert drawn.symmetric_difference(metric).area.sum() < 0.004 * metric.area.sum()
    assert metric.hausdorff_distance(drawn).max() < 60
    assert shapes.is_valid.all()
    assert len(topology.to_bytes()) < 40_000
