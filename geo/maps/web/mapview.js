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
        const rings = Atlas.decodeShape(shape);
        const line = { renderer, interactive: false, fill: false, smoothFactor: 0.6 };
        L.polygon(rings, { ...line, color: "#ffffff", weight: 3.5, opacity: 0.6 }).addTo(map);
        L.polygon(rings, { ...line, color: "#2c363d", weight: 1.4, className: "kecamatan" }).addTo(map);
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

    function show(bounds, deepest, animate = !Atlas.calm()) {
      map.fitBounds(bounds, {
        paddingTopLeft: [12, 12],
        paddingBottomRight: [12, 12 + covered()],
        maxZoom: deepest,
        animate,
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

    /** Put the legend in the left corner where it hides fewer villages. */
    function placeLegend(legend) {
      const rows = map.getSize().y;
      const { width, height } = legend.getBoundingClientRect();
      const points = villages.centres.map((centre) => map.latLngToContainerPoint(centre));
      const left = points.filter((point) => point.x < width + 24);
      const above = left.filter((point) => point.y < height + 24).length;
      const below = left.filter((point) => point.y > rows - height - 24).length;
      legend.classList.toggle("high", above < below);
    }

    drawOutlines();
    map.setMaxBounds(home.pad(1.5));
    map.on("villagechosen", ({ village }) => {
      map.invalidateSize({ animate: false });
      map.panInside(villages.centres[village], {
        paddingTopLeft: [60, 60],
        paddingBottomRight: [60, 60 + covered()],
        animate: !Atlas.calm(),
      });
    });
    map.on("click", () => model.set({ pinned: null }));
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(area);
    let beforePrint = null;
    globalThis.addEventListener("beforeprint", () => {
      beforePrint = { centre: map.getCenter(), zoom: map.getZoom() };
      document.body.classList.add("printing");
      map.invalidateSize({ animate: false });
      map.fitBounds(home, { animate: false });
    });
    globalThis.addEventListener("afterprint", () => {
      document.body.classList.remove("printing");
      map.invalidateSize({ animate: false });
      map.setView(beforePrint.centre, beforePrint.zoom, { animate: false });
    });
    translate();
    model.listen((changed) => changed.has("lang") && translate());

    return {
      drawNames,
      placeLegend,
      showHome() {
        map.invalidateSize({ animate: false });
        show(home, undefined, false);
      },
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
