/* Two villages side by side, indicator by indicator, with the differences. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  /** The first figure less the second, as figures are shown; null where one is missing. */
  Atlas.differenceOf = function (layer, village, other) {
    const [one, two] = [layer.values[village], layer.values[other]];
    return one === null || two === null ? null : Number((one - two).toFixed(layer.decimals));
  };

  /** @param {Model} model */
  Atlas.comparison = function (model, village, other) {
    const { data } = model;

    function signed(layer) {
      const difference = Atlas.differenceOf(layer, village, other);
      const number = model.number(difference, layer.decimals);
      return difference > 0 ? `+${number}` : number.replace("-", "−");
    }

    function figure(layer, place) {
      const value = layer.values[place];
      return value === null
        ? Atlas.element("small", {}, model.say(model.classOf(layer, place).label))
        : model.number(value, layer.decimals);
    }

    function row(layer) {
      const title = model.say(layer.title);
      const unit = title.toLowerCase().includes(model.say(layer.unit).toLowerCase()) ? "" : model.say(layer.unit);
      return Atlas.element(
        "tr",
        {},
        Atlas.element("th", { scope: "row" }, title, " ", Atlas.element("small", {}, unit)),
        Atlas.element("td", {}, figure(layer, village)),
        Atlas.element("td", {}, figure(layer, other)),
        Atlas.element("td", { class: "difference" }, signed(layer)),
      );
    }

    const heading = (...content) => Atlas.element("th", { scope: "col" }, ...content);
    return Atlas.element(
      "table",
      { class: "comparison" },
      Atlas.element("caption", { class: "unseen" }, model.word("comparison")),
      Atlas.element(
        "thead",
        {},
        Atlas.element(
          "tr",
          {},
          Atlas.element("td", {}),
          heading(Atlas.name(data.villages.name[village])),
          heading(
            Atlas.name(data.villages.name[other]),
            Atlas.element("small", {}, Atlas.name(model.subdistrict(other))),
          ),
          heading(model.word("difference")),
        ),
      ),
      Atlas.element("tbody", {}, ...model.indicators.map(row)),
    );
  };

  /**
   * The way to a second village, how to choose it, or the two side by side.
   * @param {Model} model
   */
  Atlas.compareSection = function (model) {
    const { village, other, comparing } = model.state;
    const tool = (word, changes, id) => {
      const button = Atlas.element("button", { type: "button", class: "tool-small", id }, model.word(word));
      button.addEventListener("click", () => model.set(changes));
      return button;
    };
    if (comparing) {
      return [
        Atlas.element("p", { class: "compare-how", role: "status" }, model.word("compare_how")),
        tool("compare_stop", { comparing: false }, "compare"),
      ];
    }
    if (other === null || other === village) {
      return [tool("compare", { comparing: true, other: null }, "compare")];
    }
    return [
      Atlas.element("h3", {}, model.word("comparison")),
      Atlas.comparison(model, village, other),
      tool("compare_end", { other: null }, "compare"),
    ];
  };
})(globalThis.Atlas);
