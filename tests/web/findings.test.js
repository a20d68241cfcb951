const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "model.js", "areas.js", "legend.js", "table.js");

const entry = (key, numeric, hatch) => ({ key, numeric, hatch });
const ROWS = [entry("c0", true, false), entry("zero", false, false), entry("not_reported", false, true)];

test("what is no number stands apart from the numeric classes", () => {
  assert.equal(Atlas.firstApart({ symbology: "choropleth" }, ROWS), 1);
  assert.equal(Atlas.firstApart({ symbology: "symbols" }, ROWS.slice(1)), 0);
});

test("of categories only the hatched ones stand apart", () => {
  const rows = [entry("hh", false, false), entry("ns", false, false), entry("undefined", false, true)];
  assert.equal(Atlas.firstApart({ symbology: "categories" }, rows), 2);
  assert.equal(Atlas.firstApart({ symbology: "categories" }, rows.slice(0, 2)), -1);
});

test("more and fewer differ by their stroke, not by colour or width", () => {
  const { dash: solid, ...more } = Atlas.areaStroke("more");
  const { dash: dashed, ...fewer } = Atlas.areaStroke("fewer");
  assert.deepEqual(solid, []);
  assert.equal(dashed.length, 2);
  assert.deepEqual(more, fewer);
  assert.equal(more.weight, 2.5);
});

test("a range of ranks is said as a range, a fixed rank once", () => {
  const format = (value) => Atlas.number(value, 0, "id");
  assert.equal(Atlas.rankRange({ rank: 3, best: 2, worst: 7 }, format), "(2–7)");
  assert.equal(Atlas.rankRange({ rank: 1, best: 1, worst: 1 }, format), "(1)");
  assert.equal(Atlas.rankRange({ rank: 900, best: 9, worst: 1044 }, format), "(9–1.044)");
});

test("a village has its priority and the reasons in the language shown", () => {
  const model = Atlas.createModel({
    lang: "id",
    gaps: [],
    layers: [],
    patterns: [{ id: "Kurang {0} dari {1}.", en: "Of {1}, {0} short." }, "IDM {0}"],
    priorities: [
      { village: 4, rank: 1, best: 1, worst: 3, reasons: [[1, "0,61"], [0, "2", "1.204,5"]] },
    ],
  });
  assert.equal(model.priority(0), null);
  assert.deepEqual(model.reasons(model.priority(4)), ["IDM 0,61", "Kurang 2 dari 1.204,5."]);
  model.set({ lang: "en" });
  assert.deepEqual(model.reasons(model.priority(4)), ["IDM 0.61", "Of 1,204.5, 2 short."]);
});
