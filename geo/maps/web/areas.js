/* The areas of the scan statistic: numbered outlines above the villages, and their list. */
(function (Atlas) {
  "use strict";

  const PANE = "areas";
  const ABOVE_CIRCLES = 425;
  const LINE = "#111827";

  /** How an area is outlined: what tells more from fewer is the stroke, not a colour. */
  Atlas.areaStroke = function (kind) {
    return { color: LINE, weight: 2.5, dashArray: kind === "fewer" ? "7 5" : null, lineCap: "butt" };
  };

  Atlas.createAreas = function (map, model, villages) {
    const { areas, villages: places } = model.data;
    const shown = L.layerGroup();
    const active = () => areas.length > 0 && model.layer().outlines;

    function outline(area) {
      const rings = Atlas.decodeShape(area.shape);
      const line = { pane: PANE, interactive: false, fill: false, smoothFactor: 0.6 };
      const html = Atlas.element("span", {}, String(area.number));
      const icon = L.divIcon({ className: "area-number", html, iconSize: null, iconAnchor: [11, 28] });
      return [
        L.polygon(rings, { ...line, color: "#ffffff", weight: 5.5, opacity: 0.9 }),
        L.polygon(rings, { ...line, ...Atlas.areaStroke(area.kind), className: `area ${area.kind}` }),
        L.marker(villages.centres[area.villages[0]], {
          icon,
          pane: "names",
          interactive: false,
          keyboard: false,
        }),
      ];
    }

    function update() {
      if (!active()) {
        shown.remove();
        return;
      }
      if (!map.getPane(PANE)) {
        const pane = map.createPane(PANE);
        pane.style.zIndex = ABOVE_CIRCLES;
        pane.style.pointerEvents = "none";
        areas.flatMap(outline).forEach((part) => shown.addLayer(part));
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
          Atlas.villageCount(model, area.villages.length),
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
