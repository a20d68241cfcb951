const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "search.js");

const places = Atlas.placesOf({
  subdistricts: { name: ["Wonosari", "Saptosari", "Ponjong"] },
  villages: {
    name: ["Wonosari", "Kepek", "Baleharjo", "Kepek", "Karang Asem", "{{ x }}", "`"],
    subdistrict: [0, 0, 0, 1, 2, 2, 2],
    kode: ["34.03.01.2001", "34.03.01.2002", "34.03.01.2007", "34.03.08.2001", "34.03.10.2005", "34.03.10.2006", "34.03.10.2007"],
    bps: ["3403120001", "3403120002", "3403120007", "", "3403020005", "", ""],
  },
});

const found = (query) =>
  Atlas.findPlaces(places, query).map(({ type, name, within }) => [type[0], name, within].join("/"));

test("case, blanks, hyphens and one wrong letter are forgiven", () => {
  for (const typed of ["BALEHARJO", " bale harjo ", "bale-harjo", "balehardjo", "baleharo"]) {
    assert.equal(found(typed)[0], "v/Baleharjo/Wonosari", typed);
  }
  assert.equal(found("karangasem")[0], "v/Karang Asem/Ponjong");
});

test("a name that occurs twice is listed with its sub-districts", () => {
  assert.deepEqual(found("kepek"), ["v/Kepek/Wonosari", "v/Kepek/Saptosari"]);
  assert.equal(found("kepek saptosari")[0], "v/Kepek/Saptosari");
});

test("a sub-district comes with its villages", () => {
  assert.deepEqual(found("wonosari"), [
    "s/Wonosari/",
    "v/Wonosari/Wonosari",
    "v/Kepek/Wonosari",
    "v/Baleharjo/Wonosari",
  ]);
});

test("codes are found with and without dots, by their beginning", () => {
  assert.deepEqual(found("34.03.08"), ["s/Saptosari/", "v/Kepek/Saptosari"]);
  assert.deepEqual(found("3403012007"), ["v/Baleharjo/Wonosari"]);
});

test("codes of the statistics office are found too, with and without dots", () => {
  assert.deepEqual(found("3403020005"), ["v/Karang Asem/Ponjong"]);
  assert.deepEqual(found("34.03.120.007"), ["v/Baleharjo/Wonosari"]);
  assert.equal(found("3403120")[0], "s/Wonosari/");
});

test("a word for the kind of place may stand before a name", () => {
  for (const typed of ["desa baleharjo", "Kalurahan Baleharjo", "kel. baleharjo", "Ds.Baleharjo",
    "kalurahan baleharjo kapanewon wonosari", "baleharjo, kec. wonosari"]) {
    assert.deepEqual(found(typed), ["v/Baleharjo/Wonosari"], typed);
  }
  for (const typed of ["kec. wonosari", "Kecamatan Wonosari", "kapanewon  wonosari", "kec wonosari"]) {
    assert.equal(found(typed)[0], "s/Wonosari/", typed);
  }
  assert.equal(found("desa wonosari")[0], "v/Wonosari/Wonosari");
  assert.deepEqual(found("desa"), []);
  assert.deepEqual(found("kec. "), []);
});

test("a name that begins like such a word is found as it is", () => {
  const named = Atlas.placesOf({
    subdistricts: { name: ["Kecapi"] },
    villages: { name: ["Desa Baru", "Kalibaru"], subdistrict: [0, 0], kode: ["1", "2"], bps: ["", ""] },
  });
  const names = (query) => Atlas.findPlaces(named, query).map(({ name }) => name);
  assert.equal(names("desa baru")[0], "Desa Baru");
  assert.equal(names("kalibaru")[0], "Kalibaru");
  assert.equal(names("kecapi")[0], "Kecapi");
});

test("names without a letter are found as they are written", () => {
  assert.deepEqual(found("`"), ["v/`/Ponjong"]);
  assert.deepEqual(found("{{ x"), ["v/{{ x }}/Ponjong"]);
});

test("nothing is found for nothing, and nothing for what is not there", () => {
  assert.deepEqual(found("   "), []);
  assert.deepEqual(found("xyzxyz"), []);
});

test("the distance of two words stops counting above the limit", () => {
  assert.equal(Atlas.editDistance("kepek", "kepek", 2), 0);
  assert.equal(Atlas.editDistance("kepek", "kepk", 2), 1);
  assert.equal(Atlas.editDistance("kepek", "wonosari", 2), 3);
});
