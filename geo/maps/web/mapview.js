/* The map itself: outlines and names of sub-districts, names of villages, buttons, movement. */
(function (Atlas) {
  "use strict";

  const VILLAGE_NAMES_FROM = 12;
  const CLOSEST = 13.5;

  Atlas.createMapView = function (map, model, villages) {
    const { data } = model;
    const area = document.getElementById("map-area");
    const home = villages.bounds();

    function drawOutlines() {
      const renderer = L.svg({ pane: "outlines", padding: 0.3 });
      data.subdistricts.shape.forEach((shape) => {
        L.polygon(Atlas.decodeShape(shape), {
          renderer,
          interactive: false,
          fill: false,
          className: "kecamatan",
          color: "#3f4a52",
          weight: 1.5,
          smoothFactor: 0.6,
        }).addTo(map);
      });
    }

    function nameAt(point, text, className) {
      const html = Atlas.element("span", {}, Atlas.name(text));
      const icon = L.divIcon({ className, html, iconSize: [0, 0] });
      return L.marker(point, { icon, pane: "names", interactive: false, keyboard: false });
    }

    function drawNames() {
      const centres = Atlas.decodePoints(data.subdistricts.centre);
      centres.forEach((point, place) => {
        nameAt(point, data.subdistricts.name[place], "name name-subdistrict").addTo(map);
      });
      const group = L.layerGroup(
        villages.centres.map((point, village) =>
          nameAt(point, data.villages.name[village], "name name-village"),
        ),
      );
      const update = () => {
        const near = map.getZoom() >= VILLAGE_NAMES_FROM;
        map.getContainer().classList.toggle("near", near);
        if (near) {
          group.addTo(map);
        } else {
          group.remove();
        }
      };
      map.on("zoomend", update);
      update();
    }

    /** Keep what is shown clear of the sheet that covers the lower part of a phone. */
    function covered() {
      const sheet = document.querySelector(".panel.open");
      if (!sheet || getComputedStyle(sheet).position !== "fixed") {
        return 0;
      }
      const bottom = area.getBoundingClientRect().bottom;
      return Math.max(0, bottom - sheet.getBoundingClientRect().top);
    }

    function show(bounds, deepest) {
      map.fitBounds(bounds, {
        paddingTopLeft: [16, 16],
        paddingBottomRight: [16, 16 + covered()],
        maxZoom: deepest,
        animate: !Atlas.calm(),
      });
    }

    const zoom = L.control.zoom({ position: "topright" }).addTo(map);
    const whole = L.control({ position: "topright" });
    whole.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = Atlas.element("button", { type: "button", class: "whole" }, "⤢");
      button.addEventListener("click", () => show(home));
      L.DomEvent.disableClickPropagation(bar);
      bar.append(button);
      return bar;
    };
    whole.addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);

    function translate() {
      const container = map.getContainer();
      container.setAttribute("aria-label", model.word("map"));
      container.setAttribute("role", "region");
      [
        [zoom.getContainer().querySelector(".leaflet-control-zoom-in"), "zoom_in"],
        [zoom.getContainer().querySelector(".leaflet-control-zoom-out"), "zoom_out"],
        [whole.getContainer().firstChild, "whole"],
      ].forEach(([button, key]) => {
        button.title = model.word(key);
        button.setAttribute("aria-label", model.word(key));
      });
    }

    drawOutlines();
    map.setMaxBounds(home.pad(0.6));
    map.on("click", () => model.set({ pinned: null }));
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(area);
    globalThis.addEventListener("beforeprint", () => {
      map.invalidateSize({ animate: false });
      map.fitBounds(home, { animate: false });
    });
    translate();
    model.listen((changed) => changed.has("lang") && translate());

    return {
      drawNames,
      showHome: () => map.fitBounds(home, { padding: [14, 14], animate: false }),
      showVillage: (village) => show(villages.boundsOf(village).pad(1.2), CLOSEST),
      showSubdistrict(place) {
        const bounds = L.latLngBounds([]);
        data.villages.subdistrict.forEach((own, village) => {
          if (own === place) {
            bounds.extend(villages.boundsOf(village));
          }
        });
        show(bounds, CLOSEST);
      },
    };
  };
})(globalThis.Atlas);
