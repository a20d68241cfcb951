/* The button that saves the map as a picture. */
/* needs core.js, picture.js, unpack.js */
(function (Atlas) {
  "use strict";

  /** Let the browser save a file. */
  Atlas.saveFile = function (blob, name) {
    const address = URL.createObjectURL(blob);
    const link = Atlas.element("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createExport = function (map, model, villages, announce) {
    document.getElementById("save-picture").addEventListener("click", () => {
      const name = `${model.data.id}-${model.layer().id}.png`;
      const [, picture] = Atlas.drawPicture(map, model, villages).toDataURL().split(",");
      Atlas.saveFile(new Blob([Atlas.bytesOf(picture)], { type: "image/png" }), name);
      announce(model.word("picture_saved", { name }));
    });
  };
})(globalThis.Atlas);
