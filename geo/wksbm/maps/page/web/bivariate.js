/* The legend of two indicators: a square of nine colours, what grows to the right and upwards. */
/* needs core.js, patterns.js */
(function (Atlas) {
  "use strict";

  /** The class at a column and a row of the square, both counted from little to much. */
  Atlas.squareClass = (layer, column, row) =>
    layer.classes.find((entry) => entry.key === `c${column}${row}`);

  /** The figures between the levels of an axis, from little to much. */
  Atlas.squareBreaks = ({ breaks, falling }) => (falling ? [...breaks].reverse() : [...breaks]);

  /** Black or white, whichever is legible on a colour. */
  Atlas.inkOn = function (colour) {
    const [red, green, blue] = [1, 3, 5].map((place) => {
      const share = parseInt(colour.slice(place, place + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#101418" : "#ffffff";
  };

  /** @param {Model} model */
  function cell(model, layer, entry) {
    const count = model.number(model.countOf(layer, entry));
    const words = `${model.say(entry.label)}: ${count} ${model.word("villages")}`;
    const button = Atlas.element(
      "button",
      {
        type: "button",
        class: "square-cell",
        "data-key": entry.key,
        "aria-label": words,
        "aria-pressed": String(model.state.pinned === entry.key),
        title: words,
      },
      count,
    );
    button.style.background = entry.colour;
    button.style.color = Atlas.inkOn(entry.colour);
    Atlas.lightClass(model, button, entry.key);
    return button;
  }

  /**
   * What stands along an axis: where it grows to, and the figures between its levels.
   * @param {Model} model
   */
  function axis(model, one, word, className) {
    const breaks = Atlas.squareBreaks(one).map((limit) =>
      Atlas.element("span", {}, model.number(limit, one.decimals)),
    );
    const name = model.word(word, { name: model.say(one.name) });
    return Atlas.element(
      "div",
      { class: `square-axis ${className}` },
      Atlas.element("p", { class: "square-breaks", "aria-hidden": "true" }, ...breaks),
      Atlas.element("p", { class: "square-name" }, `${name} →`),
    );
  }

  /** @param {Model} model */
  Atlas.squareLegend = function (model, layer) {
    const [across, up] = layer.axes;
    const cells = [2, 1, 0].flatMap((row) =>
      [0, 1, 2].map((column) => cell(model, layer, Atlas.squareClass(layer, column, row))),
    );
    return Atlas.element(
      "div",
      { class: "square" },
      axis(model, up, "grows_up", "square-up"),
      Atlas.element("div", { class: "square-cells" }, ...cells),
      axis(model, across, "grows_right", "square-across"),
      Atlas.element("p", { class: "square-note" }, model.word("square_note")),
    );
  };
})(globalThis.Atlas);
