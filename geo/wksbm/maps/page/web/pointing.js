/* What pointer and finger do on the villages: a card where they rest, the profile at a click. */
/* needs card.js, tooltip.js */
(function (Atlas) {
  "use strict";

  const IN_FRONT = ".leaflet-control, .leaflet-popup, .leaflet-marker-icon.leaflet-interactive";

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createPointing = function (map, model, villages) {
    const { at, point } = villages;
    const tooltip = Atlas.createTooltip(map);
    let pointed = null;

    function set(village, latlng) {
      if (village === null) {
        tooltip.hide();
      } else if (village !== pointed || model.layer().surface) {
        const entry = villages.classAt(model.layer(), village, latlng);
        tooltip.show(Atlas.describe(model, village, entry), latlng);
      } else {
        tooltip.move(latlng);
      }
      if (village !== pointed) {
        pointed = village;
        map.getContainer().classList.toggle("on-village", village !== null);
        point(village);
      }
    }

    const hide = () => set(null);
    const inFront = ({ originalEvent }) => originalEvent.target.closest(IN_FRONT) !== null;

    map.on("mousemove", (event) => set(inFront(event) ? null : at(event.latlng), event.latlng));
    map.on("mouseout movestart", hide);
    map.on("click", (event) => {
      const village = at(event.latlng);
      hide();
      if (village === null) {
        model.set({ pinned: null });
        return;
      }
      model.set({ village, panel: "village" });
      map.fire("villagechosen", { village });
    });
    model.listen((changed) => (changed.has("village") || changed.has("other")) && hide());
  };
})(globalThis.Atlas);
