const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "fit.js", "tooltip.js");

/** Land of polygons: their edges in one list, and whether any of them covers a point. */
function landOf(polygons) {
  const lines = polygons.map((rings) =>
    rings.flatMap((ring) => ring.map((point, place) => [...ring.at(place - 1), ...point])),
  );
  const covers = (x, y) =>
    lines.some(
      (edges) =>
        edges.filter(
          ([fromX, fromY, toX, toY]) =>
            fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX),
        ).length % 2 === 1,
    );
  return Atlas.landOf(lines.flat(2), covers);
}

/** A square of land with a lake, 100 wide; beside it a square of 10. */
const square = (x, y, side) => [[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
const land = landOf([[square(0, 0, 100), square(40, 40, 20)], [square(200, 0, 10)]]);
const box = (left, top, right, bottom) => ({ left, top, right, bottom });

test("land has an extent", () => {
  assert.deepEqual(land.extent, box(0, 0, 210, 100));
});

test("a box hides land that it crosses, holds or lies upon", () => {
  assert.ok(Atlas.hidesLand(land, box(-10, 45, 5, 50)));
  assert.ok(Atlas.hidesLand(land, box(195, -5, 215, 15)));
  assert.ok(Atlas.hidesLand(land, box(10, 10, 20, 20)));
  assert.ok(Atlas.hidesLand(land, box(-10, -10, 300, 200)));
});

test("a box in a lake, beside the land or between two lands hides none", () => {
  assert.ok(!Atlas.hidesLand(land, box(45, 45, 55, 55)));
  assert.ok(!Atlas.hidesLand(land, box(-20, 0, -1, 100)));
  assert.ok(!Atlas.hidesLand(land, box(110, 0, 190, 100)));
});

test("a corner that only the box of a triangle touches is free", () => {
  const triangle = landOf([[[[0, 100], [100, 0], [100, 100]]]]);
  assert.ok(!Atlas.hidesLand(triangle, box(0, 0, 40, 40)));
  assert.ok(Atlas.hidesLand(triangle, box(0, 0, 60, 60)));
});

test("without a legend land stands in the middle", () => {
  const view = Atlas.placeLand(land, { x: 410, y: 300 }, null, 0, true);
  assert.deepEqual({ zoom: view.zoom, x: view.x, y: view.y }, { zoom: 0, x: -100, y: -100 });
});

test("land moves aside for the legend before it shrinks", () => {
  const small = landOf([[square(0, 0, 100)]]);
  const view = Atlas.placeLand(small, { x: 300, y: 124 }, { width: 100, height: 80 }, 0, true);
  assert.equal(view.zoom, 0);
  assert.ok(-view.x >= 120 && -view.x + 100 <= 300, String(view.x));
  const narrow = Atlas.placeLand(small, { x: 210, y: 124 }, { width: 100, height: 80 }, 0, true);
  const side = 100 * 2 ** narrow.zoom;
  assert.ok(narrow.zoom < 0 && narrow.zoom >= -1);
  assert.ok(-narrow.x * 2 ** narrow.zoom >= 120 && -narrow.x * 2 ** narrow.zoom + side <= 210);
});

test("the legend takes the corner that the land leaves free", () => {
  const upper = landOf([[[[0, 0], [300, 0], [300, 200]]]]);
  const lower = landOf([[[[0, 200], [300, 200], [300, 0]]]]);
  const legend = { width: 70, height: 60 };
  const space = { x: 324, y: 224 };
  assert.equal(Atlas.placeLand(upper, space, legend, 0, true).high, false);
  assert.equal(Atlas.placeLand(lower, space, legend, 0, false).high, true);
});

test("where there is no room at all, the land stays whole", () => {
  const view = Atlas.placeLand(land, { x: 234, y: 124 }, { width: 230, height: 120 }, 0, false);
  assert.equal(view.zoom, 0);
});

test("the card beside the pointer stays within the map and off the legend", () => {
  const space = { x: 400, y: 300 };
  const card = { x: 200, y: 100 };
  const legend = box(0, 150, 150, 300);
  for (let x = 0; x <= 400; x += 10) {
    for (let y = 0; y <= 300; y += 10) {
      const place = Atlas.besidePoint({ x, y }, card, space, legend);
      assert.ok(place.x >= 0 && place.y >= 0 && place.x + 200 <= 400 && place.y + 100 <= 300);
    }
  }
  const right = Atlas.besidePoint({ x: 100, y: 100 }, card, space, null);
  assert.deepEqual(right, { x: 114, y: 50 });
  const turned = Atlas.besidePoint({ x: 390, y: 290 }, card, space, null);
  assert.deepEqual(turned, { x: 176, y: 196 });
  const off = Atlas.besidePoint({ x: 290, y: 290 }, card, space, legend);
  assert.ok(off.x >= 150 || off.y + 100 <= 150);
});
