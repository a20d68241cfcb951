/* Search by village, sub-district or code, forgiving of case, spaces, hyphens and a wrong letter. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  /** How many digits of a village's code are its sub-district's: Kemendagri's, and BPS's. */
  const CODE_LENGTHS = [6, 7];
  const MOST_RESULTS = 12;
  const SHORTEST_FUZZY = 4;
  const OTHER_TYPE = 0.5;
  const FUZZY = 3;
  const KINDS = [
    ["subdistrict", /(^|[\s,])(?:kecamatan|kec|kapanewon|kap|kemantren|kemt)(?:\.\s*|\s+)/giu],
    ["village", /(^|[\s,])(?:desa|ds|kalurahan|kal|kelurahan|kel)(?:\.\s*|\s+)/giu],
  ];

  /** The number of letters to insert, drop or change, or `limit + 1` when there are more. */
  Atlas.editDistance = function (one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) {
      return limit + 1;
    }
    let above = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let row = 1; row <= one.length; row += 1) {
      const here = [row];
      for (let column = 1; column <= other.length; column += 1) {
        const change = one[row - 1] === other[column - 1] ? 0 : 1;
        here[column] = Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + change);
      }
      above = here;
    }
    return Math.min(above[other.length], limit + 1);
  };

  /** How well a name answers a query: 0 is best, null is not at all. */
  function rate(name, query) {
    if (name === query) {
      return 0;
    }
    if (name.startsWith(query)) {
      return 1;
    }
    if (name.includes(query)) {
      return 2;
    }
    if (query.length >= SHORTEST_FUZZY) {
      const limit = query.length > 7 ? 2 : 1;
      const start = name.slice(0, query.length);
      const distance = Math.min(
        Atlas.editDistance(name, query, limit),
        Atlas.editDistance(start, query, limit),
      );
      if (distance <= limit) {
        return FUZZY + distance;
      }
    }
    return null;
  }

  /** Everything that can be found: sub-districts and villages. */
  Atlas.placesOf = function (data) {
    const codes = ["kode", "bps"].map((column) => data.villages[column].map(Atlas.normalise));
    const subdistricts = data.subdistricts.name.map((name, place) => {
      const village = data.villages.subdistrict.indexOf(place);
      const [code, bps] = codes.map((column, at) => (column[village] ?? "").slice(0, CODE_LENGTHS[at]));
      return { type: "subdistrict", place, name, within: "", key: Atlas.normalise(name), code, bps };
    });
    const villages = data.villages.name.map((name, place) => ({
      type: "village",
      place,
      name,
      within: data.subdistricts.name[data.villages.subdistrict[place]],
      key: Atlas.normalise(name),
      code: codes[0][place],
      bps: codes[1][place],
    }));
    return [...subdistricts, ...villages];
  };

  /** A query without the words for kinds of places, and the kind that it begins with. */
  function withoutKinds(query) {
    const kind = KINDS.find(([, words]) => query.trim().search(words) === 0);
    const bare = KINDS.reduce((text, [, words]) => text.replace(words, "$1"), query);
    return { kind: kind ? kind[0] : null, bare };
  }

  /** Every way in which a place answers a query, as scores. */
  function scoresOf(place, query) {
    const wanted = Atlas.normalise(query);
    const raw = query.trim();
    const scores = [];
    if (raw) {
      if (wanted) {
        scores.push(rate(place.key, wanted));
        if (place.within) {
          const both = place.key + Atlas.normalise(place.within);
          scores.push(both.startsWith(wanted) ? 1.5 : null);
          scores.push(Atlas.normalise(place.within) === wanted ? 2.5 : null);
        }
        const isCode = /^\d+$/.test(wanted);
        scores.push(isCode && place.code.startsWith(wanted) ? 1 : null);
        scores.push(isCode && place.bps.startsWith(wanted) ? 1.25 : null);
      } else if (place.name.includes(raw)) {
        scores.push(2);
      }
    }
    return scores.filter((score) => score !== null);
  }

  /**
   * The places that answer a query, best first; a village also answers "village sub-district".
   * "desa", "kalurahan", "kec." and the like may stand before a name and say what is meant.
   */
  Atlas.findPlaces = function (places, query) {
    const { kind, bare } = withoutKinds(query);
    const rated = places.flatMap((place) => {
      const other = kind && place.type !== kind ? OTHER_TYPE : 0;
      const scores = [
        ...scoresOf(place, query),
        ...(bare === query ? [] : scoresOf(place, bare).map((score) => score + other)),
      ];
      return scores.length ? [{ place, score: Math.min(...scores) }] : [];
    });
    rated.sort((one, other) => one.score - other.score);
    const exact = rated.length && rated[0].score < FUZZY;
    return (exact ? rated.filter(({ score }) => score < FUZZY) : rated).slice(0, MOST_RESULTS).map(({ place }) => place);
  };

  /** @param {Model} model */
  Atlas.createSearch = function (model, view, announce) {
    const field = /** @type {HTMLInputElement} */ (document.getElementById("search-field"));
    const list = document.getElementById("search-list");
    const places = Atlas.placesOf(model.data);
    let found = [];
    let active = -1;

    function translate() {
      field.placeholder = model.word("search");
      field.setAttribute("aria-label", model.word("search"));
      list.setAttribute("aria-label", model.word("results"));
    }

    function option(place, position) {
      const where =
        place.type === "village"
          ? [
              Atlas.name(place.within),
              ` · ${model.data.villages.kode[place.place]}`,
              model.listed(place.place) ? "" : ` · ${model.word("unfiltered")}`,
            ]
          : [model.word("whole_subdistrict")];
      const item = Atlas.element(
        "li",
        { role: "option", id: `found-${position}`, "aria-selected": "false" },
        Atlas.element("span", { class: "found-name" }, Atlas.name(place.name)),
        Atlas.element("span", { class: "found-where" }, ...where),
      );
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => go(position));
      return item;
    }

    function close() {
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function activate(position) {
      active = position;
      [...list.children].forEach((item, place) => {
        item.setAttribute("aria-selected", String(place === active));
      });
      field.setAttribute("aria-activedescendant", `found-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    }

    function update() {
      found = Atlas.findPlaces(places, field.value);
      if (!field.value.trim()) {
        close();
        return;
      }
      const nothing = Atlas.element(
        "li",
        { class: "found-nothing", role: "option", "aria-disabled": "true" },
        model.word("nothing"),
      );
      list.replaceChildren(...(found.length ? found.map(option) : [nothing]));
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      announce(found.length ? model.word("found", { n: found.length }) : model.word("nothing"));
      active = -1;
      field.removeAttribute("aria-activedescendant");
    }

    function go(position) {
      const place = found[position];
      field.value = place.name;
      close();
      if (globalThis.matchMedia("(pointer: coarse)").matches) {
        field.blur();
      }
      if (place.type === "village") {
        model.set({ village: place.place, panel: "village" });
        view.showVillage(place.place);
      } else {
        model.set({ village: null, filter: { ...model.state.filter, subdistrict: place.place } });
        view.showSubdistrict(place.place);
      }
    }

    field.addEventListener("input", update);
    field.addEventListener("focus", () => field.select());
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && list.hidden) {
        update();
      } else if (step && found.length) {
        const from = active < 0 && step < 0 ? 0 : active;
        activate((from + step + found.length) % found.length);
      } else if (event.key === "Enter" && !list.hidden && found.length) {
        go(Math.max(active, 0));
      } else if (event.key === "Escape") {
        if (list.hidden) {
          field.value = "";
        }
        close();
      } else {
        return;
      }
      event.preventDefault();
    });

    translate();
    model.listen((changed) => changed.has("lang") && translate());
  };
})(globalThis.Atlas);
