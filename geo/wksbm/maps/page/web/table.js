/* The rows of the list of villages: what stands in them, how they are sorted, and as a file. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const RATE = "kelompok_per_1000";
  const REASONS_SHOWN = 2;
  const ARROWS = { ascending: " ▲", descending: " ▼", none: "" };

  /** The ranks that a village takes under other choices, as one figure or as a range. */
  Atlas.rankRange = function ({ best, worst }, format) {
    return best === worst ? `(${format(best)})` : `(${format(best)}–${format(worst)})`;
  };

  /** The columns that there is something to say in. */
  Atlas.columnsOf = function ({ layers, priorities }) {
    return [
      ["rank", "short_rank"],
      ["name", "village"],
      ["subdistrict", "subdistrict"],
      ["missing", "short_missing"],
      ...(layers.some(({ id }) => id === RATE) ? [["rate", "short_rate"]] : []),
      ...(priorities.length ? [["priority", "short_priority"]] : []),
    ];
  };

  /**
   * What is known of a village for the list.
   * @param {Model} model
   */
  Atlas.rowOf = function (model, village) {
    const gap = model.gap(village);
    const priority = model.priority(village);
    const layer = model.data.layers.find(({ id }) => id === RATE);
    return {
      village,
      rank: gap?.rank || null,
      name: model.data.villages.name[village],
      subdistrict: model.subdistrict(village),
      missing: gap ? gap.missing : priority ? 0 : null,
      rate: layer ? layer.values[village] : null,
      priority: priority?.rank ?? null,
      gap,
      entry: priority,
    };
  };

  /** Rows in another order; what is unknown stays last, equals keep their order. */
  Atlas.sortRows = function (rows, { key, down }, lang) {
    const sign = down ? -1 : 1;
    return [...rows].sort(({ [key]: one }, { [key]: other }) => {
      if (one === null || other === null) {
        return Number(one === null) - Number(other === null);
      }
      return sign * (typeof one === "string" ? one.localeCompare(other, lang) : one - other);
    });
  };

  Atlas.why = (reason) => Atlas.element("small", { class: "why" }, reason);

  /**
   * The table of some rows. `goButton` makes the way to a village; `resort` is told of another
   * order when a heading is pressed.
   * @param {Model} model
   */
  Atlas.listTable = function (model, rows, { columns, sort, goButton, resort }) {
    const byPriority = model.state.order === "priority";

    function cells(row) {
      const small = (text) => Atlas.element("small", {}, text);
      return {
        rank: () => [model.number(row.rank)],
        name: () => [goButton(row.village)],
        subdistrict: () => [Atlas.name(row.subdistrict)],
        missing: () => [row.missing === 0 ? small(model.word("not_short")) : model.number(row.missing)],
        rate: () => [model.number(row.rate, 1)],
        priority: () =>
          row.entry
            ? [model.number(row.priority), small(Atlas.rankRange(row.entry, model.number))]
            : [model.number(null)],
      };
    }

    function entry(row) {
      const made = cells(row);
      const line = columns.map(([key]) =>
        key === "name"
          ? Atlas.element("th", { scope: "row" }, ...made.name())
          : Atlas.element("td", { class: key }, ...made[key]()),
      );
      const reasoned = byPriority && row.entry;
      const reasons = reasoned
        ? model.reasons(row.entry).slice(0, REASONS_SHOWN)
        : row.gap
          ? [model.tell(row.gap.sentence)]
          : [];
      const below = Atlas.element("td", { colspan: String(columns.length - 1) }, ...reasons.map(Atlas.why));
      return Atlas.element(
        "tbody",
        { class: "entry", "data-village": String(row.village) },
        Atlas.element("tr", {}, ...line),
        Atlas.element("tr", {}, Atlas.element("td", {}), below),
      );
    }

    function heading([key, word]) {
      const sorted = sort.key !== key ? "none" : sort.down ? "descending" : "ascending";
      const arrow = Atlas.element("span", { "aria-hidden": "true" }, ARROWS[sorted]);
      const button = Atlas.element("button", { type: "button", "data-sort": key }, model.word(word), arrow);
      button.addEventListener("click", () => {
        resort({ key, down: sort.key === key && !sort.down });
      });
      return Atlas.element("th", { scope: "col", class: key === "name" ? null : key, "aria-sort": sorted }, button);
    }

    return Atlas.element(
      "table",
      { class: byPriority ? "gaps ranks by-priority" : "gaps ranks" },
      Atlas.element("caption", {}, model.word(byPriority ? "priority_note" : "gaps_note")),
      Atlas.element("thead", {}, Atlas.element("tr", {}, ...columns.map(heading))),
      ...rows.map(entry),
    );
  };
})(globalThis.Atlas);
