const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "model.js", "filter.js", "standing.js", "histogram.js", "names.js", "compare.js");
const plain = (value) => JSON.parse(JSON.stringify(value));

test("a median is the middle figure, or between the two in the middle; unknowns do not count", () => {
  assert.equal(Atlas.median([3, null, 1, 2]), 2);
  assert.equal(Atlas.median([4, 1, 2, 10]), 3);
  assert.equal(Atlas.median([null]), null);
});

test("a median is said with as many digits as the figures", () => {
  const model = { number: (value, decimals) => Atlas.number(value, decimals, "id") };
  const said = (value, decimals) => Atlas.sayMedian(model, { decimals }, value);
  assert.deepEqual([said(45.5, 0), said(45, 0), said(9.16, 1), said(9.1, 1), said(null, 1)],
    ["46", "45", "9,2", "9,1", "–"]);
});

test("rank 1 is the highest figure; equal figures share the best rank and the last", () => {
  const values = [5, 9, 5, null, 1];
  const at = (village) => Atlas.standingOf({ values, median: 5.1 }, [0, 0, 1, 1, 1], village);
  assert.deepEqual(plain(at(0)), { rank: 2, last: 3, of: 4, median: 5.1, beside: 7, low: 1, high: 9 });
  assert.equal(at(1).rank, 1);
  assert.equal(at(2).rank, 2);
  assert.equal(at(4).rank, 4);
  assert.equal(at(4).beside, 3);
  assert.equal(at(3).rank, null);
});

test("years belong to decades", () => {
  assert.equal(Atlas.decadeOf(1975, 0), 1970);
  assert.equal(Atlas.decadeOf(1975, 5), 1980);
  assert.equal(Atlas.decadeOf(1975, 34), 2000);
  assert.equal(Atlas.decadeOf(1975, null), null);
});

test("bars count villages by figure and class, those without a figure apart", () => {
  const entry = (numeric) => ({ numeric });
  const layer = {
    values: [0, 1, 2, 4, null, 3],
    class: [1, 0, 0, 0, 2, 0],
    classes: [entry(true), entry(false), entry(false)],
  };
  const { bins, apart, low, high } = Atlas.barsOf(layer, (village) => village !== 5, 4);
  assert.deepEqual([low, high], [0, 4]);
  assert.deepEqual(plain(bins.map((bin) => [...bin])), [[], [[0, 1]], [[0, 1]], [[0, 1]]]);
  assert.deepEqual(plain(apart), [[1, 1], [2, 1]]);
});

test("names give way to those before them, and to numbers of areas", () => {
  const box = (left, top) => ({ left, top, right: left + 10, bottom: top + 10 });
  assert.deepEqual(plain(Atlas.apartOf([box(0, 0), box(5, 5), box(20, 0)])), [true, false, true]);
  assert.deepEqual(plain(Atlas.apartOf([box(0, 0), box(20, 0)], [box(22, 2)])), [true, false]);
});

test("a difference is that of the figures as shown", () => {
  const layer = { values: [0.3, 0.1, null], decimals: 1 };
  assert.equal(Atlas.differenceOf(layer, 0, 1), 0.2);
  assert.equal(Atlas.differenceOf(layer, 1, 0), -0.2);
  assert.equal(Atlas.differenceOf(layer, 0, 2), null);
});

function modelOf() {
  const classes = [{ key: "c0", count: 3 }, { key: "none", count: 1 }];
  return Atlas.createModel({
    lang: "id",
    layers: [{ id: "x", classes, class: [0, 0, 1, 0] }, { id: "y", classes, class: [0, 0, 0, 1] }],
    gaps: [{ village: 1, rank: 1, missing: 4 }, { village: 2, rank: 0, missing: null }],
    priorities: [],
    statuses: ["value", "not_reported"],
    status: [0, 0, 1, 0],
    villages: { subdistrict: [0, 0, 0, 1], judged: [true, true, false, true] },
  });
}

test("sub-district, report and class each leave villages out, and figures follow", () => {
  const model = modelOf();
  const { countOf, data } = model;
  const [layer] = data.layers;
  assert.deepEqual(plain(Atlas.summaryOf(model)), { n: 4, all: 4, short: 1, missing: 4, silent: 1 });
  assert.equal(countOf(layer, layer.classes[0]), 3);
  model.filter({ subdistrict: 0 });
  assert.ok(model.isFiltered());
  assert.deepEqual([0, 1, 2, 3].map(model.shown), [true, true, true, false]);
  assert.equal(countOf(layer, layer.classes[0]), 2);
  model.filter({ status: "not_reported" });
  assert.deepEqual(plain(Atlas.summaryOf(model)), { n: 1, all: 4, short: 0, missing: 0, silent: 1 });
  model.filter({ status: "" });
  model.pin("c0");
  assert.deepEqual([0, 1, 2, 3].map(model.listed), [true, true, false, false]);
  model.pin("c0");
  model.filter(null);
  assert.ok(!model.isFiltered());
  assert.equal(model.state.pinned, null);
});

test("while a second village is looked for, whoever is chosen is the second", () => {
  const model = modelOf();
  model.set({ village: 0, comparing: true });
  assert.equal(model.state.village, 0);
  model.set({ village: 3, panel: "village" });
  const { village, other, comparing, panel } = model.state;
  assert.deepEqual([village, other, comparing, panel], [0, 3, false, "village"]);
  model.set({ village: 1 });
  assert.equal(model.state.village, 1);
  model.set({ comparing: true });
  model.set({ village: 1 });
  assert.equal(model.state.other, null);
});
