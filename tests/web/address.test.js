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

test("what an address does not know is left out", () => {
  const odd = "#layer=tiga&village=<b>&lang=toString&view=1,2&more=%00";
  assert.deepEqual(Atlas.readAddress(odd, data), { changes: {}, view: null });
  assert.deepEqual(Atlas.readAddress("", data), { changes: {}, view: null });
});
