const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const Atlas = load("core.js", "table.js", "csv.js");
const plain = (value) => JSON.parse(JSON.stringify(value));

const ROWS = [
  { name: "Beji", missing: 3, priority: null },
  { name: "Utara", missing: 12, priority: 2 },
  { name: "Alas", missing: null, priority: 10 },
  { name: "beji", missing: 3, priority: 1 },
];
const names = (sort) => Atlas.sortRows(ROWS, sort, "id").map(({ name }) => name);

test("numbers are sorted as numbers, both ways; what is unknown stays last", () => {
  assert.deepEqual(names({ key: "missing", down: false }), ["Beji", "beji", "Utara", "Alas"]);
  assert.deepEqual(names({ key: "missing", down: true }), ["Utara", "Beji", "beji", "Alas"]);
  assert.deepEqual(names({ key: "priority", down: true }), ["Alas", "Utara", "beji", "Beji"]);
});

test("names are sorted as people do, and the rows given stay as they are", () => {
  assert.equal(names({ key: "name", down: false })[0], "Alas");
  assert.equal(names({ key: "name", down: true })[0], "Utara");
  assert.equal(ROWS[0].name, "Beji");
});

test("only columns that there is something to say in are there", () => {
  const keys = (data) => Atlas.columnsOf(data).map(([key]) => key);
  assert.deepEqual(keys({ layers: [], priorities: [] }), ["rank", "name", "subdistrict", "missing"]);
  const all = { layers: [{ id: "kelompok_per_1000" }], priorities: [{}] };
  assert.deepEqual(keys(all).slice(4), ["rate", "priority"]);
});

test("a file opens in columns in its language and says its encoding", () => {
  assert.equal(Atlas.csvOf([["Desa", "Angka"], ["Beji", 1.5]], "id"), "\ufeffDesa;Angka\r\nBeji;1,5\r\n");
  assert.equal(Atlas.csvOf([["Village", "x"], ["Beji", 1.5]], "en"), "\ufeffVillage,x\r\nBeji,1.5\r\n");
  assert.equal(Atlas.csvOf([[null, 0, -2]], "en"), "\ufeff,0,-2\r\n");
});

test("no text of a file becomes a formula or leaves its cell", () => {
  const cells = (...values) => Atlas.csvOf([values], "id").slice(1, -2);
  assert.equal(cells("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
  assert.equal(cells("+1", "-1", "@x", "\tx"), "'+1;'-1;'@x;'\tx");
  assert.equal(cells('a;b', 'say "x"', "two\nlines"), '"a;b";"say ""x""";"two\nlines"');
  assert.equal(cells("a,b"), "a,b");
  assert.equal(Atlas.csvOf([["a,b"]], "en").slice(1, -2), '"a,b"');
  assert.equal(cells("Selang,=HYPERLINK(A1)", "a| @x", "b\t+(1)"), "Selang,'=HYPERLINK(A1);a| '@x;b\t'+(1)");
  assert.equal(cells("a, -7.9", "rapat, - iuran"), "a, -7.9;rapat, - iuran");
  assert.deepEqual(plain(cells("34.03.01.2001")), "34.03.01.2001");
});
