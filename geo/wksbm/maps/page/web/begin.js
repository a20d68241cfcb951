/* Begin to unpack while the browser reads the scripts that follow. */
/* needs unpack.js */
(function (Atlas) {
  "use strict";

  const block = document.getElementById("atlas-data");
  Atlas.unpacked = Atlas.canUnpack() ? Atlas.unpack(block.textContent) : null;
  block.remove();
})(globalThis.Atlas);
