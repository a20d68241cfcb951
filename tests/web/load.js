/* Load the page's scripts with what they need, each once, into one global `Atlas`. */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const WEB = join(__dirname, "..", "..", "geo", "wksbm", "maps", "page", "web");

const NEEDS = /^\/\* needs ([^*]+) \*\/$/m;
const loaded = new Set();

function add(name) {
  if (loaded.has(name)) {
    return;
  }
  loaded.add(name);
  const text = readFileSync(join(WEB, name), "utf8");
  (NEEDS.exec(text)?.[1].split(/,\s*/) ?? []).forEach(add);
  vm.runInThisContext(text, { filename: name });
}

exports.load = function (...names) {
  names.forEach(add);
  return globalThis.Atlas;
};
