/* Say so where the page cannot work. Kept apart and plain, so that any browser can run it. */
(function () {
  "use strict";
  var able = false;
  try {
    able = new DecompressionStream("deflate-raw") instanceof Object && Boolean(Object.hasOwn);
  } catch (problem) {
    able = false;
  }
  document.getElementById("too-old").hidden = able;
})();
