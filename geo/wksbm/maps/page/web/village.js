/* The profile of the chosen village: its report, shortfall, indicators, groups and neighbours. */
/* needs compare.js, core.js, filter.js, standing.js */
(function (Atlas) {
  "use strict";

  let back = null;

  /** Put the focus on the profile's name; Escape there calls `goBack`. */
  Atlas.focusProfile = function (goBack) {
    back = goBack;
    /** @type {HTMLElement} */ (document.querySelector("#panel-village h2")).focus();
  };

  /** Where the groups of each village begin in a list that goes village by village. */
  Atlas.firstsOf = function ({ per_village: counts }) {
    let sum = 0;
    return counts.map((count) => {
      sum += count;
      return sum - count;
    });
  };

  /**
   * Where the village stands in the order of priority, how surely, and why.
   * @param {Model} model
   */
  function priority(model, village) {
    const entry = model.priority(village);
    if (!entry) {
      return [];
    }
    const { rank, best, worst } = entry;
    const n = model.number(model.data.priorities.length);
    const range = { best: model.number(best), worst: model.number(worst) };
    const reasons = model.reasons(entry).map((reason) => Atlas.element("li", {}, reason));
    return [
      Atlas.element("h3", {}, model.word("priority_rank", { rank: model.number(rank), n })),
      Atlas.element("ul", { class: "reasons" }, ...reasons),
      Atlas.element(
        "p",
        { class: "hint" },
        `${model.word(best === worst ? "priority_fixed" : "priority_range", range)} ${model.word("two_ranks")}`,
      ),
    ];
  }

  /**
   * Bars for the numbers of a list of [words, number].
   * @param {Model} model
   */
  function bars(model, rows) {
    const most = Math.max(...rows.map(([, number]) => number));
    const list = rows.map(([words, number]) => {
      const bar = Atlas.element("span", { class: "bar" });
      bar.style.width = `${(100 * number) / most}%`;
      return Atlas.element(
        "li",
        {},
        Atlas.name(words, "bar-label"),
        Atlas.element("span", { class: "bar-number" }, model.number(number)),
        Atlas.element("span", { class: "bar-track", "aria-hidden": "true" }, bar),
      );
    });
    return Atlas.element("ul", { class: "bars" }, ...list);
  }

  /** How often each value stands in a part of a list. */
  function counted(values) {
    const totals = new Map();
    values.forEach((value) => totals.set(value, (totals.get(value) || 0) + 1));
    return [...totals];
  }

  /** @param {Model} model */
  Atlas.createProfile = function (panel, model, villages, view, showRow) {
    const { data } = model;
    const lists = [data.groups, data.groups.unplaced].map((list) => ({ ...list, first: Atlas.firstsOf(list) }));

    /** What was reported, and how sure the rate is. */
    function report(village) {
      const [low, high] = (data.interval || []).map((end) => end[village]);
      const lines = [`${model.word("report")}: ${Atlas.sayStatus(model, model.status(village))}.`];
      if (low !== undefined && low !== null) {
        lines.push(model.word("interval", { low: model.number(low, 1), high: model.number(high, 1) }));
      }
      return Atlas.element("p", { class: "report" }, lines.join(" "));
    }

    function shortfall(village) {
      const gap = model.gap(village);
      if (!gap) {
        return data.villages.judged[village]
          ? Atlas.element("p", { class: "verdict verdict-fine" }, model.word("not_listed"))
          : Atlas.element("p", { class: "verdict" }, model.word("not_judged"));
      }
      const verdict = Atlas.element("p", { class: gap.rank ? "verdict verdict-gap" : "verdict" });
      if (gap.rank) {
        const rank = { rank: model.number(gap.rank), n: model.number(model.ranked) };
        verdict.append(Atlas.element("strong", {}, model.word("ranked", rank)));
      }
      verdict.append(model.tell(gap.sentence));
      return verdict;
    }

    function kinds(village) {
      const own = (list, column) => column.slice(list.first[village], list.first[village] + list.per_village[village]);
      const found = lists.flatMap((list) => own(list, list.kind).map((kind) => list.kinds[kind]));
      if (!found.length) {
        return [];
      }
      const decades = lists.flatMap((list) =>
        own(list, list.year).map((year) => Atlas.decadeOf(data.groups.first_year, year)),
      );
      const rows = counted(found).sort(([, one], [, other]) => other - one);
      const years = counted(decades);
      const placed = { n: model.number(data.groups.per_village[village]), all: model.number(found.length) };
      years.sort(([one], [other]) => (one ?? Infinity) - (other ?? Infinity));
      const decade = (year) => model.word(year === null ? "no_year" : "decade", { year: String(year) });
      return [
        Atlas.element("h3", {}, model.word("groups_here")),
        bars(model, rows.map(([kind, number]) => [kind || model.word("no_kind"), number])),
        Atlas.element("p", { class: "hint" }, model.word("points_here", placed)),
        Atlas.element("h3", {}, model.word("decades")),
        bars(model, years.map(([year, number]) => [decade(year), number])),
      ];
    }

    function plain(layer, village) {
      const value = layer.values[village];
      return value === null ? model.figure(layer, village) : model.number(value, layer.decimals);
    }

    function neighbours(village) {
      const layer = model.layer().surface ? model.indicators[0] : model.layer();
      const list = villages.neighbours(village).map((other) => {
        const button = Atlas.element(
          "button",
          { type: "button" },
          Atlas.name(data.villages.name[other]),
          Atlas.element("small", {}, plain(layer, other)),
        );
        button.addEventListener("click", () => {
          model.set({ village: other });
          view.showVillage(other);
          Atlas.focusProfile(() => {
            model.set({ village });
            view.showVillage(village);
            Atlas.focusProfile(null);
          });
        });
        return Atlas.element("li", {}, button);
      });
      return list.length
        ? [
            Atlas.element("h3", {}, model.word("neighbours")),
            Atlas.element("p", { class: "hint" }, model.say(layer.title)),
            Atlas.element("ul", { class: "neighbours" }, ...list),
          ]
        : [];
    }

    function rowLink(village) {
      if (!model.gap(village) && !model.priority(village)) {
        return [];
      }
      const button = Atlas.element("button", { type: "button", class: "tool-small" }, model.word("to_row"));
      button.addEventListener("click", () => showRow(village));
      return [button];
    }

    function codes(village) {
      const bps = data.villages.bps[village];
      return bps ? `${data.villages.kode[village]} · BPS ${bps}` : data.villages.kode[village];
    }

    function render() {
      const { village } = model.state;
      if (village === null) {
        panel.replaceChildren(
          Atlas.element("h2", {}, model.word("profile")),
          Atlas.element("p", { class: "hint" }, model.word("choose")),
        );
        return;
      }
      panel.replaceChildren(
        Atlas.element("h2", { tabindex: "-1" }, Atlas.name(data.villages.name[village])),
        Atlas.element(
          "p",
          { class: "place" },
          `${model.word("subdistrict")} `,
          Atlas.name(model.subdistrict(village)),
          ` · ${codes(village)}`,
        ),
        report(village),
        shortfall(village),
        ...priority(model, village),
        Atlas.element("div", { class: "list-tools" }, ...rowLink(village)),
        Atlas.element("div", { class: "compare" }, ...Atlas.compareSection(model)),
        ...Atlas.figuresOf(model, village),
        ...kinds(village),
        Atlas.element("div", { class: "beside-it" }, ...neighbours(village)),
      );
    }

    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") {
        return;
      }
      if (model.state.comparing || model.state.other !== null) {
        model.set({ comparing: false, other: null });
      } else if (back) {
        const goBack = back;
        back = null;
        goBack();
      }
    });

    /** Render again what stays the same village, with the focus where it was. */
    function compare(changed) {
      const box = panel.querySelector(".compare");
      const inside = box?.contains(document.activeElement);
      box?.replaceChildren(...Atlas.compareSection(model));
      if (inside || (changed.has("other") && model.state.other !== null)) {
        panel.querySelector("#compare").focus({ preventScroll: model.state.other !== null });
        box.scrollIntoView({ block: "nearest" });
      }
    }

    render();
    model.listen((changed) => {
      if (changed.has("village") || changed.has("lang")) {
        render();
        panel.scrollTop = changed.has("village") ? 0 : panel.scrollTop;
      } else if (changed.has("layer")) {
        panel.querySelector(".beside-it")?.replaceChildren(...neighbours(model.state.village));
      } else if (changed.has("comparing") || changed.has("other")) {
        compare(changed);
      }
    });
  };
})(globalThis.Atlas);
