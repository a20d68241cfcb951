const assert = require("node:assert/strict");
const { test } = require("node:test");
const { deflateRawSync } = require("node:zlib");
const { load } = require("./load.js");

const Atlas = load("core.js", "unpack.js");

test("numbers are characters counted from the lowest; the first is none", () => {
  assert.deepEqual(Atlas.readNumbers([0, 5, "#$%"]), [null, 5, 6]);
  assert.deepEqual(Atlas.readNumbers([1, -12, "$%."]), [-1.2, -1.1, -0.2]);
  assert.deepEqual(Atlas.readNumbers([2, 0, "[]"]), [0.55, 0.56]);
  assert.deepEqual(Atlas.readNumbers([0, 0, String.fromCharCode(36 + 40000 + 1)]), [40000]);
});

test("lists are put back wherever they stand, everything else stays", () => {
  const folded = { a: { $: [0, 0, "$%"] }, b: [{ c: { $: [0, 7, "$"] } }, null], d: [1, 2], e: "x", f: null };
  assert.deepEqual(Atlas.unfold(folded), { a: [0, 1], b: [{ c: [7] }, null], d: [1, 2], e: "x", f: null });
});

test("a class follows from the value unless it is named", () => {
  const classes = [{ upper: 10 }, { upper: 20 }, { upper: null }];
  const values = [5, 10, 10.1, null, 0, 20];
  const apart = [null, null, null, 2, 2, null];
  assert.deepEqual(Atlas.classesOf({ values, apart, classes }), [0, 0, 1, 2, 2, 1]);
});

test("the block holds the JSON, the shapes, a script and a style, each after its length", async () => {
  const parts = [Buffer.from('{"name":"Désa 🗺","layers":[]}'), Buffer.from([1, 255, 0]), Buffer.from("“x”()"), Buffer.from("é{}")];
  const lengths = parts.map((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return length;
  });
  const packed = deflateRawSync(Buffer.concat(parts.flatMap((part, place) => [lengths[place], part])));
  const { data, shapes, script, style } = await Atlas.unpack(packed.toString("base64"));
  assert.deepEqual(data, { name: "Désa 🗺", layers: [] });
  assert.deepEqual([...shapes], [1, 255, 0]);
  assert.equal(script, "“x”()");
  assert.equal(style, "é{}");
  assert.ok(Atlas.canUnpack());
});
