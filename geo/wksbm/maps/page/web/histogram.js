/* How the villages are distributed over the figures of a layer, in the colours of its classes. */
/* needs patterns.js */
(function (Atlas) {
  "use strict";

  const MOST_BINS = 24;
  const WIDTH = 208;
  const HEIGHT = 44;
  const APART = 12;

  /** The middle of the numbers, null where there are none. */
  Atlas.median = function (values) {
    const known = values.filter((value) => value !== null).sort((one, other) => one - other);
    const half = known.length / 2;
    return known.length ? (known[Math.ceil(half) - 1] + known[Math.floor(half)]) / 2 : null;
  };

  /**
   * A median in words, as the figures of its layer.
   * @param {Model} model
   */
  Atlas.sayMedian = (model, { decimals }, value) =>
    model.number(value === null ? null : Number(value.toFixed(decimals)), decimals);

  /**
   * Bars of a layer: {count of each class} for equal steps from the lowest to the highest figure,
   * then one bar for each class without a figure of its own. `shown` says whose village counts.
   */
  Atlas.barsOf = function (layer, shown, limit = MOST_BINS) {
    const known = layer.values.filter((value) => value !== null);
    const low = known.reduce((least, value) => Math.min(least, value), Infinity);
    const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
    const steps = known.length && high > low ? Math.min(limit, Math.ceil(2 * Math.sqrt(known.length))) : 1;
    const bins = Array.from({ length: known.length ? steps : 0 }, () => new Map());
    const apart = new Map();
    layer.values.forEach((value, village) => {
      if (!shown(village)) {
        return;
      }
      const place = layer.class[village];
      const { numeric } = layer.classes[place];
      const bin = value === null ? 0 : Math.min(steps - 1, Math.floor(((value - low) / (high - low || 1)) * steps));
      const bar = numeric ? bins[bin] : apart;
      bar.set(place, (bar.get(place) || 0) + 1);
    });
    return { low, high, bins, apart: [...apart].sort(([one], [other]) => one - other) };
  };

  /** @param {Model} model */
  Atlas.histogram = function (model, layer) {
    const { low, high, bins, apart } = Atlas.barsOf(layer, model.shown);
    if (bins.length < 2) {
      return [];
    }
    const sum = (bin) => [...bin.values()].reduce((total, count) => total + count, 0);
    const tallest = Math.max(1, ...bins.map(sum), ...apart.map(([, count]) => count));
    const room = WIDTH - (apart.length ? apart.length * (APART + 2) + 6 : 0);
    const step = room / bins.length;
    const values = layer.values.filter((_, village) => model.shown(village));
    const shape = (number) => model.number(number, layer.decimals);
    const picture = Atlas.svg("svg", {
      class: "histogram",
      viewBox: `0 0 ${WIDTH} ${HEIGHT + 13}`,
      role: "img",
      "aria-label": model.word("distribution", {
        n: model.number(values.filter((value) => value !== null).length),
        low: shape(low),
        high: shape(high),
        median: Atlas.sayMedian(model, layer, values.length === layer.values.length ? layer.median : Atlas.median(values)),
      }),
    });

    function bar(place, count, left, width, below) {
      const entry = layer.classes[place];
      const height = Math.max(1.5, (count / tallest) * HEIGHT);
      const made = Atlas.svg("rect", {
        x: left,
        y: HEIGHT - below - height,
        width,
        height,
        fill: layer.circles && entry.numeric ? layer.circles.colour : Atlas.fillOf(layer, entry),
        "data-key": entry.key,
      });
      // By pointer only: Chromium makes a tab stop of a shape that listens for focus.
      made.addEventListener("mouseenter", () => model.set({ lit: entry.key }));
      made.addEventListener("mouseleave", () => model.set({ lit: null }));
      made.addEventListener("click", () => model.pin(entry.key));
      picture.append(made);
      return height;
    }

    bins.forEach((bin, place) => {
      let below = 0;
      [...bin].sort(([one], [other]) => one - other).forEach(([own, count]) => {
        below += bar(own, count, place * step, Math.max(1, step - 1), below);
      });
    });
    apart.forEach(([own, count], place) => {
      bar(own, count, room + 6 + place * (APART + 2), APART, 0);
    });
    [[low, 0, "start"], [high, room, "end"]].forEach(([value, x, anchor]) => {
      const text = Atlas.svg("text", { x, y: HEIGHT + 11, "text-anchor": anchor });
      text.textContent = shape(value);
      picture.append(text);
    });
    return [picture];
  };
})(globalThis.Atlas);
