/* The address says what is shown, so that a copied link shows a colleague the same. */
(function (Atlas) {
  "use strict";

  const DIGITS = 4;
  const VIEW = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/;

  /** What an address says, as changes of the state and a view; what it does not know is left out. */
  Atlas.readAddress = function (hash, data) {
    const said = new URLSearchParams(hash.replace(/^#/, ""));
    const layer = data.layers.findIndex(({ id }) => id === said.get("layer"));
    const village = data.villages.kode.indexOf(said.get("village"));
    const [, latitude, longitude, zoom] = (VIEW.exec(said.get("view") || "") || []).map(Number);
    return {
      changes: {
        ...(layer >= 0 && { layer }),
        ...(village >= 0 && { village }),
        ...(Object.hasOwn(data.words, said.get("lang")) && { lang: said.get("lang") }),
      },
      view: zoom === undefined ? null : { centre: [latitude, longitude], zoom },
    };
  };

  /** The address of a state; `view` is {centre: [latitude, longitude], zoom}. */
  Atlas.writeAddress = function ({ layer, village, lang }, { centre, zoom }, data) {
    const said = new URLSearchParams({ layer: data.layers[layer].id });
    if (village !== null) {
      said.set("village", data.villages.kode[village]);
    }
    said.set("lang", lang);
    const place = [...centre.map((angle) => angle.toFixed(DIGITS)), String(zoom)];
    return `#${said}&view=${place.join(",")}`;
  };

  Atlas.followAddress = function (map, model) {
    const { data } = model;

    function follow() {
      const { changes, view } = Atlas.readAddress(globalThis.location.hash, data);
      if ("village" in changes) {
        changes.panel = "village";
      }
      model.set(changes);
      if (view) {
        map.setView(view.centre, view.zoom, { animate: false });
      }
    }

    function write() {
      const { lat, lng } = map.getCenter();
      const address = Atlas.writeAddress(model.state, { centre: [lat, lng], zoom: map.getZoom() }, data);
      if (address !== globalThis.location.hash) {
        globalThis.history.replaceState(null, "", address);
      }
    }

    follow();
    map.on("moveend", write);
    model.listen((changed) => {
      if (["layer", "village", "lang"].some((key) => changed.has(key))) {
        write();
      }
    });
    globalThis.addEventListener("hashchange", follow);
  };
})(globalThis.Atlas);
