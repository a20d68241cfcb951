/* The address says what is shown, so that a copied link shows a colleague the same. */
/* needs years.js */
(function (Atlas) {
  "use strict";

  const DIGITS = 4;
  const SOON = 250;
  const PANELS = ["layers", "legend", "village", "gaps", "findings"];
  const ORDERS = ["shortfall", "priority"];
  const ENTRIES = ["layer", "village", "filter"];
  const DETAILS = ["other", "panel", "order", "points", "year", "undated", "hidden"];
  const SUBDISTRICT_DIGITS = 8;
  const PLAIN = { layer: 0, village: null, other: null, panel: "", order: ORDERS[0], points: false, year: null, undated: true };
  const FARTHEST = { latitude: 85, longitude: 180, zoom: 22 };
  const VIEW = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/;

  /** The code of a sub-district: that of its villages without their own part. */
  const codeOf = ({ villages }, place) =>
    villages.kode[villages.subdistrict.indexOf(place)]?.slice(0, SUBDISTRICT_DIGITS);

  /** The filter that an address asks for, null where it asks for none that there is. */
  Atlas.filterIn = function (parameters, data) {
    const { villages, statuses } = data;
    const code = parameters.get("area");
    const village = villages.kode.findIndex((kode) => code && kode.slice(0, SUBDISTRICT_DIGITS) === code);
    const subdistrict = village < 0 ? null : villages.subdistrict[village];
    const status = statuses?.includes(parameters.get("status")) ? parameters.get("status") : "";
    return subdistrict === null && !status ? null : { subdistrict, status };
  };

  /** What an address says, as changes of the state and a view; what it does not know is left out. */
  Atlas.readAddress = function (hash, data) {
    const parameters = new URLSearchParams(hash.replace(/^#/, ""));
    const layer = data.layers.findIndex(({ id }) => id === parameters.get("layer"));
    const [village, other] = ["village", "with"].map((name) => data.villages.kode.indexOf(parameters.get(name)));
    const filter = Atlas.filterIn(parameters, data);
    const [, latitude, longitude, zoom] = (VIEW.exec(parameters.get("view") || "") || []).map(Number);
    const sound = Math.abs(latitude) <= FARTHEST.latitude && Math.abs(longitude) <= FARTHEST.longitude
      && zoom <= FARTHEST.zoom;
    return {
      changes: {
        ...(layer >= 0 && { layer }),
        ...(village >= 0 && { village }),
        ...(village >= 0 && other >= 0 && other !== village && { other }),
        ...(Object.hasOwn(data.words, parameters.get("lang")) && { lang: parameters.get("lang") }),
        ...(PANELS.includes(parameters.get("panel")) && { panel: parameters.get("panel") }),
        ...(ORDERS.includes(parameters.get("order")) && { order: parameters.get("order") }),
        ...(filter && { filter }),
        ...(data.groups && Atlas.pointsIn(parameters, data.groups)),
      },
      view: sound ? { centre: [latitude, longitude], zoom } : null,
    };
  };

  /** The address of a state; `view` is {centre: [latitude, longitude], zoom}. */
  Atlas.writeAddress = function (state, { centre, zoom }, data) {
    const { layer, village, other, lang, panel, order, filter, points } = state;
    const parameters = new URLSearchParams({ layer: data.layers[layer].id });
    if (village !== null) {
      parameters.set("village", data.villages.kode[village]);
      if ((other ?? null) !== null && other !== village) {
        parameters.set("with", data.villages.kode[other]);
      }
    }
    parameters.set("lang", lang);
    if (panel) {
      parameters.set("panel", panel);
    }
    if (order && order !== ORDERS[0]) {
      parameters.set("order", order);
    }
    if (filter && filter.subdistrict !== null) {
      parameters.set("area", codeOf(data, filter.subdistrict));
    }
    if (filter?.status) {
      parameters.set("status", filter.status);
    }
    if (points) {
      Atlas.sayPoints(parameters, state);
    }
    const place = [...centre.map((angle) => angle.toFixed(DIGITS)), String(zoom)];
    return `#${parameters}&view=${place.join(",")}`;
  };

  /**
   * Follow the address and keep it true: Back leads to the layer and village shown before.
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.followAddress = function (map, model) {
    const { data } = model;
    let following = false;
    let written = {};
    let later = 0;

    /** Show what the address says; coming `back`, all that it does not say is as at first. */
    function follow(back) {
      const { hash } = globalThis.location;
      if (back && !hash.includes("=")) {
        return;
      }
      const { changes, view } = Atlas.readAddress(hash, data);
      const panel = "village" in changes ? { panel: "village" } : {};
      following = true;
      if (back) {
        model.filter(null);
      }
      model.set({ ...(back && { ...PLAIN, hidden: [] }), ...panel, ...changes });
      if (view) {
        map.setView(view.centre, view.zoom, { animate: false });
      }
      following = false;
    }

    function write() {
      clearTimeout(later);
      const { lat, lng } = map.getCenter();
      const address = Atlas.writeAddress(model.state, { centre: [lat, lng], zoom: map.getZoom() }, data);
      const entry = ENTRIES.some((key) => model.state[key] !== written[key]);
      written = { ...model.state };
      if (address !== globalThis.location.hash && !document.body.classList.contains("printing")) {
        globalThis.history[entry && !following ? "pushState" : "replaceState"](null, "", address);
      }
    }

    follow(false);
    written = { ...model.state };
    write();
    map.on("moveend", write);
    model.listen((changed) => {
      if ([...ENTRIES, "lang"].some((key) => changed.has(key))) {
        write();
      } else if (DETAILS.some((key) => changed.has(key))) {
        clearTimeout(later);
        later = setTimeout(write, SOON); // a browser refuses hundreds of addresses a second
      }
    });
    globalThis.addEventListener("popstate", () => follow(true));
    globalThis.addEventListener("hashchange", () => follow(true));
  };
})(globalThis.Atlas);
