const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "topology.js", "shapes.js");

const zigzag = (number) => (number < 0 ? -2 * number - 1 : 2 * number);

/** Write numbers as `wksbm.maps.page.topology` does, for the small ones of these tests. */
const bytes = (...numbers) =>
  Uint8Array.from(numbers.flatMap((number) => (number < 128 ? [number] : [(number & 127) | 128, number >> 7])));

/**
 * Two squares, ten degrees wide, side by side on the equator's south, the left one with a hole;
 * the middle border is shared. Arcs: 0 the left square's own, 1 the border, 2 the hole, 3 the right.
 */
const points = [
  [[10, -10], [10, 0], [0, 0], [0, -10], [10, -10]].slice(1),
  [[10, -10], [10, 0]],
  [[2, -6], [2, -2], [6, -2], [6, -6], [2, -6]],
  [[10, -10], [20, -10], [20, 0], [10, 0]],
];
const flat = points.flat();
const changes = flat.flatMap(([x, y], place) => {
  const [beforeX, beforeY] = place ? flat[place - 1] : [0, 0];
  return [zigzag(x - beforeX), zigzag(y - beforeY)];
});
const written = bytes(
  ...[1, 2, 0],
  ...[2, 1],
  ...[2, 1, 2],
  ...[0, 0, 0, 0, 2 * 3],
  ...points.map((arc) => arc.length - 2),
  ...changes,
);
const topology = Atlas.readTopology(written);
const shapes = Atlas.createShapes(topology);
const at = (longitude, latitude) => Atlas.project(longitude, latitude);

test("Web Mercator at zoom 0", () => {
  assert.deepEqual(at(0, 0), [128, 128]);
  assert.deepEqual(at(-180, 0)[0], 0);
  assert.ok(Math.abs(at(0, 85.0511287798)[1]) < 1e-6);
});

test("numbers of several bytes", () => {
  const many = Atlas.readTopology(bytes(300, 0, 0));
  assert.equal(many.start.length, 1);
});

test("rings are made of arcs, the shared one twice", () => {
  assert.deepEqual([...topology.arcs], [0, 1, 2, 3, 1]);
  assert.deepEqual([...topology.flipped], [0, 0, 0, 0, 1]);
  assert.deepEqual([...topology.sides], [0, -1, 0, 1, 0, -1, 1, -1]);
  assert.deepEqual([...topology.firstPart], [0, 3, 5]);
});

test("a point lies in its shape, in no shape in a hole and outside", () => {
  assert.equal(shapes.find(...at(1, -5)), 0);
  assert.equal(shapes.find(...at(15, -5)), 1);
  assert.equal(shapes.find(...at(4, -4)), null);
  assert.equal(shapes.find(...at(21, -5)), null);
  assert.equal(shapes.find(...at(-100, 40)), null);
});

test("the middle lies inside, beside a hole", () => {
  assert.equal(shapes.find(...shapes.middle(0)), 0);
  const [x, y] = shapes.middle(1);
  assert.ok(Math.abs(x - at(15, 0)[0]) < 1e-9);
  assert.ok(Math.abs(y - (at(0, -10)[1] + 128) / 2) < 1e-9);
});

test("neighbours and outlines", () => {
  assert.deepEqual(shapes.neighbours(0), [1]);
  assert.deepEqual(shapes.neighbours(1), [0]);
  assert.deepEqual(shapes.outline(() => 0), [0, 2, 3]);
  assert.deepEqual(shapes.outline((shape) => shape), [0, 1, 2, 3]);
  assert.deepEqual(shapes.outline((shape) => (shape === 1 ? 0 : null)), [1, 3]);
  assert.equal(shapes.edges([1]).length, 4);
});

test("a gap counts as a border where the other side is named", () => {
  const across = Atlas.readTopology(
    bytes(1, 1, 1, 1, 1, 0, 2, ...points[2].slice(0, 4).flatMap(([x, y]) => [zigzag(x), zigzag(y)]), 0, 7),
  );
  assert.deepEqual([...across.sides], [0, 7]);
});

test("thinning keeps the ends of arcs and drops what cannot be seen", () => {
  const all = shapes.thin(1e6, 0.6);
  assert.deepEqual([...all.start], [...topology.start]);
  const few = shapes.thin(1, 50);
  assert.deepEqual([...few.start], [0, 2, 4, 6, 8]);
  assert.equal(few.x[0], Math.fround(at(10, 0)[0] - at(0, 0)[0]));
});
