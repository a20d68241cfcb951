/* Add what the first picture of the map does without: search, lists, profile, points, printing. */
(function (Atlas) {
  "use strict";

  function announce(text) {
    document.getElementById("live").textContent = text;
  }

  /** Say in words what has changed. */
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

  Atlas.complete = function ({ map, cluster, tiles, model, villages, view, layers, legend, panel }) {
    const reach = Atlas.createReach(map, model);
    villages.add({ surfaces: Atlas.createSurfaces(map, model), reach });
    legend.add(reach);
    Atlas.createPointing(map, model, villages);
    Atlas.keepNamesApart(map, model);
    Atlas.createGroups(map, model, cluster);
    Atlas.createBasemap(map, model, tiles);
    Atlas.createProfile(panel("village"), model, villages, view);
    Atlas.createFilter(model, view, announce);
    Atlas.createGapPanel(panel("gaps"), model, view, announce);
    Atlas.createFindings(panel("findings"), model, view);
    Atlas.followAddress(map, model);
    Atlas.createSearch(model, view, announce);
    Atlas.createExport(map, model, villages, announce);
    Atlas.createPrint(model);
    document.getElementById("warning").addEventListener("click", (event) => {
      if (event.target.closest(".note-link")) {
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
