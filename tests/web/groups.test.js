"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "groups.js", "years.js", "bivariate.js", "picture.js");
const plain = (value) => JSON.parse(JSON.stringify(value));

/** Ten kinds k0 to k9; kind k3 twice, k9 thrice. Founded 1990, 1991, ... and two without a year. */
const groups = {
  kinds: ["k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "", "k9"],
  kind: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 3],
  per_village: [4, 0, 9],
  first_year: 1990,
  year: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, null, 30, null],
};
const all = { year: null, undated: true, hidden: [] };

test("the commonest eight kinds are told apart, the others are one", () => {
  const { shown, of } = Atlas.kindsOf(groups);
  assert.deepEqual(
    shown.map(({ name }) => name),
    ["k9", "k3", "k0", "k1", "k2", "k4", "k5", "k6", null],
  );
  assert.deepEqual(
    shown.map(({ count }) => count),
    [3, 2, 1, 1, 1, 1, 1, 1, 2],
  );
  assert.deepEqual(of, [2, 3, 4, 1, 5, 6, 7, 8, 8, 0]);
  assert.equal(Atlas.kindsOf({ kinds: ["a"], kind: [0] }).shown.length, 1);
  assert.deepEqual(Atlas.kindsOf({ kinds: [], kind: [] }), { shown: [], of: [] });
});

test("a year shows the groups founded until then; those without a year have their own switch", () => {
  const kinds = Atlas.kindsOf(groups);
  const count = (state) => Atlas.shownGroups(groups, kinds, { ...all, ...state }).filter(Boolean).length;
  assert.equal(count({}), 13);
  assert.equal(count({ undated: false }), 11);
  assert.equal(count({ year: 1990 }), 3);
  assert.equal(count({ year: 1990, undated: false }), 1);
  assert.equal(count({ year: 2019, undated: false }), 10);
  assert.equal(count({ hidden: ["k9"] }), 10);
  assert.equal(count({ hidden: ["+"] }), 11);
  assert.deepEqual(Atlas.yearsOf(groups), { first: 1990, last: 2020 });
  assert.equal(Atlas.yearsOf({ year: [null], first_year: 0 }), null);
});

test("the counts are of the kinds shown, those of a kind also where it is hidden", () => {
  const kinds = Atlas.kindsOf(groups);
  const counted = Atlas.countGroups(groups, kinds, { year: 2000, undated: false, hidden: ["k9"] }, () => true);
  assert.equal(counted.dated, 9);
  assert.equal(counted.undated, 1);
  assert.deepEqual(counted.kinds, [1, 1, 1, 1, 1, 1, 1, 1, 2]);
});

test("only the groups of villages that the filter lets through are counted", () => {
  const kinds = Atlas.kindsOf(groups);
  const counted = Atlas.countGroups(groups, kinds, all, (village) => village === 0);
  assert.equal(counted.dated, 4);
  assert.equal(counted.undated, 0);
  assert.deepEqual(counted.kinds, [0, 1, 1, 1, 1, 0, 0, 0, 0]);
});

test("an address says what is shown of the points, and reads back the same", () => {
  const state = { year: 1999, undated: false, hidden: ["+", "k3"] };
  const said = new URLSearchParams();
  Atlas.sayPoints(said, state);
  assert.deepEqual(plain(Atlas.pointsIn(new URLSearchParams(String(said)), groups)), { points: true, ...state });
  const odd = new URLSearchParams("points=1&year=1e3&undated=x&hide=<img>&hide=__proto__");
  assert.deepEqual(plain(Atlas.pointsIn(odd, groups)), { points: true, ...all });
  assert.deepEqual(plain(Atlas.pointsIn(new URLSearchParams("year=1999"), groups)), {});
});

test("the ring of a cluster has a part for each kind", () => {
  assert.deepEqual(Atlas.sharesOf([1, 0, 3]), [
    [0, 0, 0.25],
    [2, 0.25, 1],
  ]);
  assert.deepEqual(Atlas.sharesOf([0, 0]), []);
});

test("levels of an axis that falls are counted from above", () => {
  assert.deepEqual(Atlas.squareBreaks({ breaks: [0.5, 0.7], falling: true }), [0.7, 0.5]);
  assert.deepEqual(Atlas.squareBreaks({ breaks: [0.5, 0.7], falling: false }), [0.5, 0.7]);
});

test("text on a colour is legible", () => {
  const shade = (hex) => {
    const [red, green, blue] = [1, 3, 5].map((place) => {
      const share = parseInt(hex.slice(place, place + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [shade(one), shade(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const square = ["#d96d02", "#843534", "#390033", "#e7af8b", "#9a7a94", "#564193", "#ececec", "#a6bbf8", "#6486fc"];
  square.forEach((colour) => assert.ok(contrast(colour, Atlas.inkOn(colour)) >= 4.5, colour));
  Array.from({ length: 9 }, (_, place) => Atlas.kindStyle(place)).forEach(({ colour, ink }) => {
    assert.ok(contrast(colour, ink) >= 4.5, colour);
  });
});

test("text breaks at spaces, and inside words that are too long", () => {
  const measure = (text) => [...text].length;
  assert.deepEqual(Atlas.wrapText("satu dua tiga", 8, measure), ["satu dua", "tiga"]);
  assert.deepEqual(Atlas.wrapText("a 1234567890 b", 4, measure), ["a", "1234", "5678", "90 b"]);
  assert.deepEqual(Atlas.wrapText("  ", 4, measure), []);
  assert.deepEqual(Atlas.wrapText("😀😀😀", 2, measure), ["😀😀", "😀"]);
  assert.deepEqual(Atlas.wrapText("ab", 0, measure), ["a", "b"]);
});
