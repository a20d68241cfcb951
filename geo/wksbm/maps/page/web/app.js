/* Draw the map once folium has made it: figures, shapes, chooser and legend. The rest follows. */
/* needs areas.js, begin.js, core.js, layers.js, legend.js, mapview.js, model.js, shapes.js,
   topology.js, villages.js */
(function (Atlas) {
  "use strict";

  const PANELS = [
    ["layers", "indicators"],
    ["legend", "legend"],
    ["village", "profile"],
    ["gaps", "gaps"],
    ["findings", "findings"],
  ];

  /** Panels that stand beside the map where there is room. */
  const BESIDE = ["village", "gaps", "findings"];

  /** @param {Model} model */
  function translatePage(model) {
    const { data } = model;
    const byId = (id) => document.getElementById(id);
    document.documentElement.lang = model.state.lang;
    document.title = `${model.say(data.map)} · ${model.say(data.title)}`;
    byId("atlas-title").textContent = model.say(data.title);
    byId("map-title").textContent = model.say(data.map);
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-word]")).forEach((part) => {
      part.textContent = model.word(part.dataset.word);
    });
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-label]")).forEach((part) => {
      part.setAttribute("aria-label", model.word(part.dataset.label));
    });
    const badges = data.badges.map((badge) =>
      Atlas.element("strong", { class: "badge" }, model.say(badge)),
    );
    const sentences = data.warnings.map((warning) => `${model.say(warning)}.`).join(" ");
    byId("warning").replaceChildren(...badges, ` ${sentences} `, ...noteLink(model));
    byId("warning").hidden = data.warnings.length + data.notes.length === 0;
  }

  /**
   * The first note on the data; the way to all of them.
   * @param {Model} model
   */
  function noteLink(model) {
    const [first, ...others] = model.data.notes;
    if (first === undefined) {
      return [];
    }
    const link = Atlas.element(
      "button",
      { type: "button", class: "note-link", "aria-controls": "about" },
      Atlas.element("span", { class: "note-first" }, model.say(first)),
    );
    if (others.length) {
      const more = model.word("more_notes", { n: model.number(others.length) });
      link.append(Atlas.element("span", { class: "note-more" }, ` ${more}`));
    }
    return [link];
  }

  /** @param {Model} model */
  function createLanguages(model) {
    const box = document.getElementById("languages");
    const buttons = /** @type {Lang[]} */ (Object.keys(model.data.words)).map((lang) => {
      const button = Atlas.element("button", { type: "button", "data-lang": lang }, lang.toUpperCase());
      button.addEventListener("click", () => model.set({ lang }));
      return button;
    });
    const update = () => {
      box.setAttribute("aria-label", model.word("language"));
      buttons.forEach((button) => {
        button.setAttribute("aria-pressed", String(button.dataset.lang === model.state.lang));
      });
    };
    box.append(...buttons);
    update();
    model.listen((changed) => changed.has("lang") && update());
  }

  /** @param {Model} model */
  function createTabs(model) {
    const box = document.getElementById("tabs");
    const found = model.data.account.length + model.data.profile.length > 0;
    const panels = PANELS.filter(([panel]) => found || panel !== "findings");
    const buttons = panels.map(([panel, word]) => {
      const button = Atlas.element("button", {
        type: "button",
        class: `tab tab-${panel}`,
        "aria-controls": `panel-${panel}`,
        "data-word": word,
      });
      button.addEventListener("click", () => {
        model.set({ panel: model.state.panel === panel ? "" : panel });
      });
      return button;
    });
    const update = () => {
      panels.forEach(([panel], place) => {
        const open = model.state.panel === panel;
        document.getElementById(`panel-${panel}`).classList.toggle("open", open);
        buttons[place].setAttribute("aria-expanded", String(open));
      });
      document.body.dataset.panel = model.state.panel;
      document.body.classList.toggle("beside", BESIDE.includes(model.state.panel));
    };
    box.append(...buttons);
    update();
    model.listen((changed) => changed.has("panel") && update());
  }

  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** When the browser has put on the screen what there is: the next frame draws, that after it has it. */
  const painted = () => frame().then(frame).then(() => new Promise((done) => setTimeout(done)));

  /** @param {L.Map} map */
  Atlas.start = async function (map) {
    if (!Atlas.unpacked) {
      return;
    }
    const { data, shapes, script, style } = await Atlas.unpacked;
    const model = Atlas.createModel(data);
    const panel = (name) => document.getElementById(`panel-${name}`);

    createLanguages(model);
    createTabs(model);
    translatePage(model);
    model.listen((changed) => changed.has("lang") && translatePage(model));
    map.setView(L.latLng(0, 0), map.getMinZoom(), { animate: false });
    const villages = Atlas.createVillages(map, model, Atlas.createShapes(Atlas.readTopology(shapes)));
    const view = Atlas.createMapView(map, model, villages);
    const layers = Atlas.createLayerPanel(panel("layers"), model);
    const settle = () => {
      view.showHome();
      villages.start();
    };
    settle();
    const areas = Atlas.createAreas(map, model, villages);
    const legend = Atlas.createLegend(panel("legend"), model, villages, areas);
    settle(); // once more: now the legend takes a part of the room
    view.drawNames();
    model.set({ zoom: map.getZoom() });
    document.body.dataset.drawn = "";

    if (!globalThis.location.hash) {
      await painted(); // a link shows at once what it asks for
    }
    document.querySelector("head > style:last-of-type").before(Atlas.element("style", {}, style));
    document.head.append(Atlas.element("script", {}, script));
    const [cluster, tiles] = Atlas.parts;
    Atlas.complete({ map, cluster, tiles, model, villages, view, layers, legend, panel });
    document.body.dataset.ready = "";
  };

  if (globalThis.L && Atlas.calm()) {
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false });
  }
})(globalThis.Atlas);
