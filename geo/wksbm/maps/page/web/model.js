/* The state of the page: what is shown, in which language; parts listen and redraw themselves. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const PHONE = "(max-width: 819px), (max-height: 480px) and (max-width: 1099px)";
  const ROOM_FOR_LIST = 1500;

  /** No village is left out. */
  const EVERY = { subdistrict: null, status: "" };

  const isPhone = () => globalThis.matchMedia?.(PHONE).matches ?? false;

  /** What is open at first: the legend's sheet on a phone, the list where it hides no map. */
  function firstPanel() {
    if (isPhone()) {
      return "legend";
    }
    return globalThis.innerWidth >= ROOM_FOR_LIST ? "gaps" : "";
  }

  /** The class of land with a surface above it; it has no row in the legend. */
  Atlas.UNDER = "known";

  /**
   * @param {Payload} data
   * @returns {Model}
   */
  Atlas.createModel = function (data) {
    const listeners = [];
    const gapOf = new Map(data.gaps.map((gap) => [gap.village, gap]));
    const priorityOf = new Map(data.priorities.map((entry) => [entry.village, entry]));
    const ranked = data.gaps.filter((gap) => gap.rank > 0).length;

    /** @type {Model} */
    const model = {
      data,
      ranked,
      state: {
        lang: data.lang,
        layer: 0,
        village: null,
        panel: firstPanel(),
        points: false,
        year: null,
        undated: true,
        hidden: [],
        order: "shortfall",
        lit: null,
        pinned: null,
        filter: EVERY,
        other: null,
        comparing: false,
      },

      /** Point a class out for good, or no longer. */
      pin: (key) => model.set({ pinned: model.state.pinned === key ? null : key }),

      /** Call `listener(changed)` after every change; `changed` is a set of the state's keys. */
      listen(listener) {
        listeners.push(listener);
      },

      set(changes) {
        const changed = new Set(
          Object.keys(changes).filter((key) => model.state[key] !== changes[key]),
        );
        if (model.state.comparing && (changes.village ?? null) !== null) {
          const { village, ...rest } = changes;
          const other = village === model.state.village ? null : village;
          model.set({ ...rest, comparing: false, other });
          return;
        }
        if (changed.has("layer")) {
          changes = { ...changes, lit: null, pinned: null };
        }
        Object.assign(model.state, changes);
        if (changed.size) {
          listeners.forEach((listener) => listener(changed));
        }
      },

      /** Whether panels lie over the map, as on a phone. */
      isPhone,

      /** Leave villages out by `subdistrict` or `status`; without either, show all. */
      filter: (changes) => model.set({ filter: changes ? { ...model.state.filter, ...changes } : EVERY }),

      isFiltered: () => model.state.filter.subdistrict !== null || model.state.filter.status !== "",

      /** Whether the filter lets a village through. */
      shown(village) {
        const { subdistrict, status } = model.state.filter;
        return (
          (subdistrict === null || data.villages.subdistrict[village] === subdistrict) &&
          (!status || model.status(village) === status)
        );
      },

      /** Whether a village is shown and in the class pointed out. */
      listed(village) {
        const { pinned } = model.state;
        const all = !pinned || Boolean(model.layer().surface);
        return model.shown(village) && (all || model.classOf(model.layer(), village).key === pinned);
      },

      /** How many of the villages shown are in a class. */
      countOf(layer, entry) {
        const place = layer.classes.indexOf(entry);
        return model.isFiltered() && !layer.measured
          ? layer.class.filter((own, village) => own === place && model.shown(village)).length
          : entry.count;
      },

      status: (village) => data.statuses[data.status[village]],

      layer: () => data.layers[model.state.layer],

      /** The layers that have a figure for each village. */
      indicators: data.layers.filter((layer) => !layer.surface),

      /** A word of the page in the present language. */
      word: (key, values) => Atlas.fill(data.words[model.state.lang][key], values || {}),

      /** A text from the data in the present language. */
      say: (text) => Atlas.inLanguage(text, model.state.lang),

      /** A sentence that is kept as a pattern and its numbers. */
      tell: ([pattern, ...numbers]) =>
        Atlas.tell(model.say(data.patterns[pattern]), numbers, model.state.lang),

      number: (value, decimals) => Atlas.number(value, decimals || 0, model.state.lang),

      subdistrict: (village) => data.subdistricts.name[data.villages.subdistrict[village]],

      gap: (village) => gapOf.get(village) || null,

      priority: (village) => priorityOf.get(village) || null,

      /** The reasons of a priority in words, the weightiest first. */
      reasons: (entry) => entry.reasons.map(model.tell),

      classOf: (layer, village) => layer.classes[layer.class[village]],

      /** The value of a village in words: number with unit, or why there is none. */
      figure(layer, village) {
        const value = layer.values[village];
        const entry = model.classOf(layer, village);
        if (value === null) {
          return model.say(entry.label);
        }
        const unit = model.say(layer.unit);
        const number = model.number(value, layer.decimals);
        return unit.startsWith("%") ? `${number}${unit}` : `${number} ${unit}`.trim();
      },
    };
    return model;
  };
})(globalThis.Atlas);
