/* The map itself: names of sub-districts and villages, buttons, movement. */
/* needs core.js, fit.js */
(function (Atlas) {
  "use strict";

  const VILLAGE_NAMES_FROM = 12;
  const CLOSEST = 13.5;

  function nameAt(point, text, className) {
    const html = Atlas.element("span", {}, Atlas.name(text));
    const icon = L.divIcon({ className, html, iconSize: [0, 0] });
    return L.marker(point, { icon, pane: "names", interactive: false, keyboard: false });
  }

  /**
   * Write the names of sub-districts, and of villages where there is room for them.
   * @param {L.Map} map
   */
  function drawNames(map, { villages: rows, subdistricts }, villages) {
    const centres = Atlas.decodePoints(subdistricts.centre);
    centres.forEach((point, place) => {
      nameAt(point, subdistricts.name[place], "name name-subdistrict").addTo(map);
    });
    const group = L.layerGroup();
    const update = () => {
      const near = map.getZoom() >= VILLAGE_NAMES_FROM;
      map.getContainer().classList.toggle("near", near);
      if (!near) {
        group.remove();
        return;
      }
      if (!group.getLayers().length) {
        rows.name.forEach((name, village) => {
          group.addLayer(nameAt(villages.centre(village), name, "name name-village"));
        });
      }
      group.addTo(map);
    };
    map.on("zoomend", update);
    update();
  }

  /**
   * On paper show what `whole()` holds; afterwards what was shown before.
   * @param {L.Map} map
   */
  function fitToPaper(map, whole) {
    let beforePrint = null;
    globalThis.addEventListener("beforeprint", () => {
      beforePrint = { centre: map.getCenter(), zoom: map.getZoom() };
      document.body.classList.add("printing");
      map.invalidateSize({ animate: false });
      map.fitBounds(whole(), { animate: false });
    });
    globalThis.addEventListener("afterprint", () => {
      document.body.classList.remove("printing");
      map.invalidateSize({ animate: false });
      map.setView(beforePrint.centre, beforePrint.zoom, { animate: false });
    });
  }

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createMapView = function (map, model, villages) {
    const { data } = model;
    const area = document.getElementById("map-area");
    const home = villages.bounds();
    const legend = document.getElementById("panel-legend");
    const land = Atlas.landOf(villages.coast(), villages.isLand);
    /** What was last brought into view, how to do so again, and the view that it took. */
    let aim = null;

    /** A place as pixels of zoom 0. */
    function flat(latlng) {
      const { x, y } = map.project(latlng, 0);
      return [x, y];
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

    const floating = () => getComputedStyle(legend).position === "static";

    /** Where a sub-district lies; null for none. */
    function boundsOf(place) {
      const bounds = L.latLngBounds([]);
      data.villages.subdistrict.forEach((own, village) => {
        if (own === place) {
          bounds.extend(villages.boundsOf(village));
        }
      });
      return bounds.isValid() ? bounds : null;
    }

    /** How much of the left side the floating legend takes, where enough is left beside it. */
    function taken() {
      const wide = legend.offsetWidth + 12;
      return floating() && map.getSize().x > 2.2 * wide ? wide : 0;
    }

    function show(bounds, deepest, animate = !Atlas.calm()) {
      map.once("moveend", () => {
        aim = { again: () => show(bounds, deepest, false), centre: map.getCenter(), zoom: map.getZoom() };
      });
      map.fitBounds(bounds, {
        paddingTopLeft: [12 + taken(), 12],
        paddingBottomRight: [12, 12 + covered()],
        maxZoom: deepest,
        animate,
      });
    }

    /** Show all land as large as it fits, none of it under the legend. */
    function showWhole(animate) {
      const size = map.getSize();
      const space = { x: size.x, y: size.y - covered() };
      const box = floating() ? { width: legend.offsetWidth, height: legend.offsetHeight } : null;
      const largest = map.getBoundsZoom(home, false, L.point(24, 24 + size.y - space.y));
      const high = legend.classList.contains("high");
      const view = Atlas.placeLand(land, space, box, largest, high);
      const middle = L.point(view.x + size.x / view.scale / 2, view.y + size.y / view.scale / 2);
      aim = { again: () => showWhole(false), centre: map.unproject(middle, 0), zoom: view.zoom, whole: true };
      legend.classList.toggle("high", view.high);
      map.setView(aim.centre, aim.zoom, { animate });
    }

    /** True while nobody has moved the map since something was brought into view. */
    function isAimed() {
      if (!aim || map.getZoom() !== aim.zoom) {
        return false;
      }
      const here = map.project(map.getCenter(), aim.zoom);
      return here.distanceTo(map.project(aim.centre, aim.zoom)) <= 2;
    }

    const isWhole = () => isAimed() && aim.whole === true;

    /** After a change of the room for the map: keep in view what was brought into it. */
    function refit() {
      if (document.body.classList.contains("printing")) {
        map.invalidateSize({ animate: false });
        return;
      }
      const again = isAimed();
      map.invalidateSize({ animate: false });
      if (again) {
        aim.again();
      }
    }

    function legendHidesLand() {
      const frame = area.getBoundingClientRect();
      const card = legend.getBoundingClientRect();
      const corner = (x, y) => flat(map.containerPointToLatLng([x - frame.left, y - frame.top]));
      const [left, top] = corner(card.left, card.top);
      const [right, bottom] = corner(card.right, card.bottom);
      return Atlas.hidesLand(land, { left, top, right, bottom });
    }

    const zoom = L.control.zoom({ position: "topright" }).addTo(map);
    const wholeControl = new L.Control({ position: "topright" });
    wholeControl.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = Atlas.element("button", { type: "button", class: "whole" }, "⤢");
      button.addEventListener("click", () => showWhole(!Atlas.calm()));
      L.DomEvent.disableClickPropagation(bar);
      bar.append(button);
      return bar;
    };
    wholeControl.addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);

    function translate() {
      const container = map.getContainer();
      container.setAttribute("aria-label", model.word("map"));
      container.setAttribute("role", "region");
      /** @type {[HTMLElement, string][]} */ ([
        [zoom.getContainer().querySelector(".leaflet-control-zoom-in"), "zoom_in"],
        [zoom.getContainer().querySelector(".leaflet-control-zoom-out"), "zoom_out"],
        [wholeControl.getContainer().firstElementChild, "whole"],
      ]).forEach(([button, key]) => {
        button.title = model.word(key);
        button.setAttribute("aria-label", model.word(key));
      });
    }

    map.setMaxBounds(home.pad(4));
    map.on("villagechosen", ({ village }) => {
      refit();
      if (isWhole()) {
        return;
      }
      map.panInside(villages.centre(village), {
        paddingTopLeft: [60, 60],
        paddingBottomRight: [60, 60 + covered()],
        animate: !Atlas.calm(),
      });
    });
    new ResizeObserver(() => {
      const { x, y } = map.getSize();
      if (area.clientWidth !== x || area.clientHeight !== y) {
        refit();
      }
    }).observe(area);
    fitToPaper(map, () => boundsOf(model.state.filter.subdistrict) ?? home);
    translate();
    model.listen((changed) => {
      if (changed.has("lang")) {
        translate();
      }
      if (changed.has("panel")) {
        refit();
      }
    });

    return {
      drawNames: () => drawNames(map, data, villages),
      refit,
      showHome() {
        map.invalidateSize({ animate: false });
        showWhole(false);
      },
      /** Make room for a legend that has grown with another indicator or language. */
      clearLegend() {
        if (isWhole() && floating() && legendHidesLand()) {
          showWhole(false);
        }
      },
      /** Show a village, and the one that it is compared with. */
      showVillage(village) {
        const pair = [model.state.village, model.state.other];
        const both = village === model.state.other ? pair : [village];
        const bounds = both.map(villages.boundsOf).reduce((all, one) => all.extend(one));
        show(bounds.pad(both.length > 1 ? 0.2 : 1.2), CLOSEST);
      },
      showSubdistrict(place) {
        show(boundsOf(place), CLOSEST);
      },
    };
  };
})(globalThis.Atlas);
