/* Where a village stands among the others: rank, medians, and a line that shows them. */
/* needs core.js, histogram.js, patterns.js */
(function (Atlas) {
  "use strict";

  const WIDTH = 132;
  const HEIGHT = 12;
  const EDGE = 6;

  /** Rank of a village by the figure as shown, 1 for the highest, and the last of those with an equal figure. */
  Atlas.standingOf = function ({ values, median }, subdistricts, village) {
    const own = values[village];
    const known = values.filter((value) => value !== null);
    const beside = values.filter((_, other) => subdistricts[other] === subdistricts[village]);
    return {
      rank: own === null ? null : 1 + known.filter((value) => value > own).length,
      last: own === null ? null : known.filter((value) => value >= own).length,
      of: known.length,
      median,
      beside: Atlas.median(beside),
      low: known.reduce((least, value) => Math.min(least, value), Infinity),
      high: known.reduce((most, value) => Math.max(most, value), -Infinity),
    };
  };

  /** The first year of the decade of a year that is counted from `first`; null when it is unknown. */
  Atlas.decadeOf = (first, year) => (year === null ? null : 10 * Math.floor((first + year) / 10));

  /** The standing of a village as a small line: a dot, a long bar and a short one. */
  Atlas.standingLine = function (value, { low, high, median, beside }) {
    const at = (number) => EDGE + ((number - low) / (high - low || 1)) * (WIDTH - 2 * EDGE);
    const middle = HEIGHT / 2;
    const line = Atlas.svg("svg", { class: "standing", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
    const bar = (number, reach, className) => {
      const d = `M${at(number)},${middle - reach}v${2 * reach}`;
      return number === null ? [] : [Atlas.svg("path", { class: className, d })];
    };
    line.append(
      Atlas.svg("path", { class: "range", d: `M${EDGE},${middle}H${WIDTH - EDGE}` }),
      ...bar(median, middle, "all"),
      ...bar(beside, middle / 2, "own"),
      Atlas.svg("circle", { cx: at(value), cy: middle, r: 4 }),
    );
    return line;
  };

  /**
   * Every indicator of a village, with where it stands in words and as a line.
   * @param {Model} model
   */
  Atlas.figuresOf = function (model, village) {
    /** Rank and medians of a figure in words; the same as a line is beside them. */
    function standing(layer) {
      const value = layer.values[village];
      const found = Atlas.standingOf(layer, model.data.villages.subdistrict, village);
      if (value === null || found.of < 2) {
        return { words: [], line: [] };
      }
      const places = [...new Set([found.rank, found.last])].map((place) => model.number(place));
      const rank = { rank: places.join("–"), n: model.number(found.of) };
      const medians = { all: Atlas.sayMedian(model, layer, found.median), own: Atlas.sayMedian(model, layer, found.beside) };
      const words = `${model.word("standing", rank)}; ${model.word("medians", medians)}`;
      return { words: [Atlas.element("small", {}, words)], line: [Atlas.standingLine(value, found)] };
    }

    const rows = model.indicators.map((layer) => {
      const entry = model.classOf(layer, village);
      const numeric = layer.symbology === "symbols" && entry.numeric;
      const { words, line } = standing(layer);
      return Atlas.element(
        "tr",
        { class: entry.hatch ? "without" : null },
        Atlas.element("th", { scope: "row" }, model.say(layer.title), ...words),
        Atlas.element(
          "td",
          {},
          ...(numeric ? [] : [Atlas.swatch(layer, entry)]),
          Atlas.element("span", {}, model.figure(layer, village)),
          ...line,
        ),
      );
    });
    return [
      Atlas.element("h3", {}, model.word("figures")),
      Atlas.element("p", { class: "hint" }, model.word("standing_note")),
      Atlas.element("table", { class: "figures" }, Atlas.element("tbody", {}, ...rows)),
    ];
  };
})(globalThis.Atlas);
