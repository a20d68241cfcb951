/* Background tiles, if the atlas was built with them: off at first, since they need a network. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createBasemap = function (map, model, tiles) {
    if (!tiles) {
      return;
    }
    const { host } = new URL(tiles._url.replace(/[{}]/g, ""));
    const control = new L.Control({ position: "bottomright" });
    const attribution = Atlas.element("p", { class: "attribution" }, model.data.basemap);
    const note = Atlas.element("p", { class: "hint", role: "status" });
    const input = Atlas.element("input", { type: "checkbox", id: "basemap", "aria-describedby": "basemap-note" });
    let missing = false;
    control.onAdd = () => attribution;

    function say() {
      const word = missing && input.checked ? "basemap_missing" : "basemap_note";
      note.textContent = model.word(word, { host });
    }

    function set(changed) {
      if (missing !== changed) {
        missing = changed;
        say();
      }
    }

    function show() {
      missing = false;
      map.getContainer().classList.toggle("with-basemap", input.checked);
      [tiles, control].forEach((part) => (input.checked ? part.addTo(map) : part.remove()));
      say();
    }

    function render() {
      document.getElementById("basemap-tools").replaceChildren(
        Atlas.element("label", { class: "check" }, input, model.word("basemap")),
        note,
      );
      say();
    }

    note.id = "basemap-note";
    input.addEventListener("change", show);
    tiles.on("tileerror", () => set(true));
    tiles.on("tileload", () => set(false));
    render();
    model.listen((changed) => changed.has("lang") && render());
  };
})(globalThis.Atlas);
