const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "surface.js");

test("cells are signs counted from the first class", () => {
  assert.deepEqual([...Atlas.readCells("0312")], [0, 3, 1, 2]);
});

test("a pixel of zoom 0 is 156.5 km wide at the equator and less towards the poles", () => {
  assert.ok(Math.abs(Atlas.metresPerPixel(128) - 156543.03) < 0.1);
  const y = 128 - (256 / (2 * Math.PI)) * Math.log(Math.tan(Math.PI / 4 + (60 * Math.PI) / 360));
  assert.ok(Math.abs(Atlas.metresPerPixel(y) - 156543.03 / 2) < 0.1);
});

test("the class of a cell is that of the distance to the nearest point", () => {
  const surface = { extent: [10, 100, 10.4, 100.3], columns: 40, rows: 30, reaches: [4000, 9000, 20000] };
  const points = [[10.05, 100.05], [10.33, 100.22], [10.36, 100.2], [9.95, 100.31]];
  const found = Atlas.distanceClasses(points, surface);
  for (let row = 0; row < 30; row += 1) {
    for (let column = 0; column < 40; column += 1) {
      const [x, y] = [10 + (column + 0.5) * 0.01, 100 + (row + 0.5) * 0.01];
      const near = Math.min(
        ...points.map((point) => Math.hypot(point[0] - x, point[1] - y) * Atlas.metresPerPixel(point[1])),
      );
      const wanted = surface.reaches.filter((reach) => near > reach).length;
      assert.equal(found[row * 40 + column], wanted, `${row}, ${column}`);
    }
  }
  assert.deepEqual([...new Set(found)].sort(), [0, 1, 2, 3]);
});

test("without points all is in the last class", () => {
  const surface = { extent: [0, 0, 1, 1], columns: 2, rows: 1, reaches: [1, 2] };
  assert.deepEqual([...Atlas.distanceClasses([], surface)], [2, 2]);
});
