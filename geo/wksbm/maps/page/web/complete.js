/* Add what the first picture of the map does without: search, lists, profile, points, printing. */
/* needs address.js, basemap.js, export.js, filter.js, findings.js, gaps.js, groups.js, names.js,
   pointing.js, printing.js, reach.js, search.js, surface.js, village.js */
(function (Atlas) {
  "use strict";

  function announce(text) {
    document.getElementById("live").textContent = text;
  }

  /**
   * Say in words what has changed.
   * @param {Model} model
   */
  function sayChanges(model, view) {
    model.listen((changed) => {
      const { state } = model;
      if (changed.has("layer") || changed.has("lang")) {
        view.clearLegend();
        announce(model.word("shown", { layer: model.say(model.layer().title) }));
      } else if (changed.has("village") && state.village !== null) {
        announce(model.word("selected", { village: model.data.villages.name[state.village] }));
      } else if (changed.has("points")) {
        announce(model.word(state.points ? "points_on" : "points_off"));
      } else if (changed.has("order")) {
        announce(`${model.word("order")}: ${model.word(state.order)}`);
      }
    });
  }

  /** @param {{ map: L.Map, model: Model, [part: string]: any }} parts */
  Atlas.complete = function ({ map, cluster, tiles, model, villages, view, layers, legend, panel }) {
    const reach = Atlas.createReach(map, model);
    villages.add({ surfaces: Atlas.createSurfaces(map, model), reach });
    legend.add(reach);
    Atlas.createPointing(map, model, villages);
    Atlas.keepNamesApart(map, model);
    Atlas.createGroups(map, model, cluster);
    Atlas.createBasemap(map, model, tiles);
    const showRow = (village) => list.showRow(village);
    Atlas.createProfile(panel("village"), model, villages, view, showRow);
    Atlas.createFilter(model, view, announce);
    const list = Atlas.createGapPanel(panel("gaps"), model, view, announce);
    Atlas.createFindings(panel("findings"), model, view);
    Atlas.followAddress(map, model);
    Atlas.createSearch(model, view, announce);
    Atlas.createExport(map, model, villages, announce);
    Atlas.createPrint(model);
    document.getElementById("warning").addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest(".note-link")) {
        layers.showAbout();
      }
    });
    document.getElementById("print").addEventListener("click", () => globalThis.print());
    sayChanges(model, view);
    Atlas.state = () => ({
      ...model.state,
      layer: model.layer().id,
      village: model.state.village === null ? null : model.data.villages.kode[model.state.village],
    });
  };
})(globalThis.Atlas);
