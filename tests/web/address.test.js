const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "address.js");
const data = {
  layers: [{ id: "satu" }, { id: "dua" }],
  villages: { kode: ["34.03.01.2001", "34.03.01.2002"] },
  words: { id: {}, en: {} },
};
const view = { centre: [-7.9654321, 110.6], zoom: 10.75 };

test("an address says layer, village, language and view, and reads back the same", () => {
  const address = Atlas.writeAddress({ layer: 1, village: 0, lang: "en" }, view, data);
  assert.equal(address, "#layer=dua&village=34.03.01.2001&lang=en&view=-7.9654,110.6000,10.75");
  assert.deepEqual(Atlas.readAddress(address, data), {
    changes: { layer: 1, village: 0, lang: "en" },
    view: { centre: [-7.9654, 110.6], zoom: 10.75 },
  });
});

test("an address keeps the village that is compared with, never without the first", () => {
  const address = Atlas.writeAddress({ layer: 0, village: 0, other: 1, lang: "id" }, view, data);
  assert.match(address, /village=34\.03\.01\.2001&with=34\.03\.01\.2002&/);
  assert.equal(Atlas.readAddress(address, data).changes.other, 1);
  assert.equal("other" in Atlas.readAddress("#with=34.03.01.2002", data).changes, false);
  assert.equal("other" in Atlas.readAddress("#village=34.03.01.2001&with=34.03.01.2001", data).changes, false);
});

test("what an address does not know is left out", () => {
  const odd = "#layer=tiga&village=<b>&lang=toString&view=1,2&more=%00";
  assert.deepEqual(Atlas.readAddress(odd, data), { changes: {}, view: null });
  assert.deepEqual(Atlas.readAddress("", data), { changes: {}, view: null });
  ["999,999,99", "-7.9,110.6,40", "-95,110,9"].forEach((view) =>
    assert.equal(Atlas.readAddress(`#view=${view}`, data).view, null));
});

test("an address keeps the filter: the code of the sub-district, the state of report", () => {
  const villages = { kode: ["34.03.01.2001", "34.03.02.2001", "34.03.02.2002"], subdistrict: [1, 0, 0] };
  const more = { ...data, villages, statuses: ["value", "zero"] };
  const filter = { subdistrict: 0, status: "zero" };
  const address = Atlas.writeAddress({ layer: 0, village: null, lang: "id", filter }, view, more);
  assert.match(address, /&area=34\.03\.02&status=zero&/);
  assert.deepEqual(Atlas.readAddress(address, more).changes.filter, filter);
  assert.deepEqual(Atlas.readAddress("#status=zero", more).changes.filter, { subdistrict: null, status: "zero" });
  assert.equal(Atlas.readAddress("#area=34.03.09&status=odd", more).changes.filter, undefined);
  assert.equal(Atlas.readAddress("#area=", more).changes.filter, undefined);
});
