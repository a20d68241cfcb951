/* The areas of the scan statistic: their numbers on the map, and their list. */
/* needs core.js, legend.js */
(function (Atlas) {
  "use strict";

  const LINE = "#111827";

  /** How an area is outlined: what tells more from fewer is the stroke, not a colour. */
  Atlas.areaStroke = function (kind) {
    return { color: LINE, weight: 2.5, dash: kind === "fewer" ? [7, 5] : [] };
  };

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createAreas = function (map, model, villages) {
    const { areas, villages: places } = model.data;
    const shown = L.layerGroup();
    const active = () => areas.length > 0 && model.layer().outlines;

    function numberOf(area) {
      const html = Atlas.element("span", {}, String(area.number));
      const icon = L.divIcon({ className: "area-number", html, iconSize: null, iconAnchor: [11, 28] });
      const options = { icon, pane: "names", interactive: false, keyboard: false };
      return L.marker(villages.centre(area.villages[0]), options);
    }

    function update() {
      if (!active()) {
        shown.remove();
        return;
      }
      if (shown.getLayers().length === 0) {
        areas.forEach((area) => shown.addLayer(numberOf(area)));
      }
      shown.addTo(map);
    }

    function villageButton(village) {
      const button = Atlas.element("button", { type: "button" }, Atlas.name(places.name[village]));
      button.addEventListener("click", () => {
        model.set({ village, panel: "village" });
        map.fire("villagechosen", { village });
      });
      return Atlas.element("li", {}, button);
    }

    function entry(area) {
      const details = Atlas.element(
        "details",
        { class: "area-entry" },
        Atlas.element(
          "summary",
          {},
          Atlas.element("span", { class: "area-number" }, String(area.number)),
          Atlas.element("span", { class: `area-line ${area.kind}` }),
          Atlas.element(
            "span",
            { class: "area-kind" },
            model.word(area.kind === "fewer" ? "fewer" : "more"),
          ),
          Atlas.classCount(model, area.villages.length, model.word("villages")),
        ),
        Atlas.element("p", {}, model.say(area.sentence)),
        Atlas.element("ul", {}, ...area.villages.map(villageButton)),
      );
      details.addEventListener("toggle", () => {
        if (details.open) {
          details.scrollIntoView({ block: "nearest" });
        }
      });
      return details;
    }

    update();
    model.listen((changed) => changed.has("layer") && update());

    return {
      /** The areas for the legend; nothing unless the layer shown is that of the areas. */
      list: () =>
        active()
          ? [
              Atlas.element("h3", {}, model.word("areas")),
              Atlas.element("div", { class: "areas" }, ...areas.map(entry)),
            ]
          : [],
    };
  };
})(globalThis.Atlas);
