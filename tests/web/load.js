/* Load the page's scripts as the page does: one after the other, into one global `Atlas`. */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const WEB = join(__dirname, "..", "..", "geo", "wksbm", "maps", "page", "web");

exports.load = function (...names) {
  for (const name of names) {
    vm.runInThisContext(readFileSync(join(WEB, name), "utf8"), { filename: name });
  }
  return globalThis.Atlas;
};
