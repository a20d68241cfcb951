const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js");

test("the example in the description of the polyline format", () => {
  assert.deepEqual(Atlas.decodePoints("_p~iF~ps|U_ulLnnqC_mqNvxq`@"), [
    [38.5, -120.2],
    [40.7, -120.95],
    [43.252, -126.453],
  ]);
  assert.deepEqual(Atlas.decodePoints(""), []);
});

test("numbers follow the language; no number is a dash", () => {
  assert.equal(Atlas.number(1234.5, 1, "id"), "1.234,5");
  assert.equal(Atlas.number(1234.5, 1, "en"), "1,234.5");
  assert.equal(Atlas.number(0, 0, "id"), "0");
  assert.equal(Atlas.number(null, 1, "id"), "–");
});

test("names are reduced to letters and digits", () => {
  assert.equal(Atlas.normalise(" Ngoro-Oro "), "ngorooro");
  assert.equal(Atlas.normalise("34.03.01.2001"), "3403012001");
  assert.equal(Atlas.normalise("Café"), "cafe");
  assert.equal(Atlas.normalise("`"), "");
});

test("a value that looks like a place in a sentence is not filled again", () => {
  assert.equal(Atlas.fill("{a} dan {b} {c}", { a: "{b}", b: "$&" }), "{b} dan $& {c}");
  assert.equal(Atlas.fill("{toString}", {}), "{toString}");
  assert.equal(Atlas.tell("{length} {0}", ["1.000,5"], "en"), "{length} 1,000.5");
});

test("a text without translation reads the same in both languages", () => {
  assert.equal(Atlas.inLanguage("Kepek", "en"), "Kepek");
  assert.equal(Atlas.inLanguage({ id: "desa", en: "village" }, "en"), "village");
});
