/* The legend of the indicator shown; pointing at a class lights its villages. */
/* needs bivariate.js, core.js, histogram.js, model.js, patterns.js */
(function (Atlas) {
  "use strict";

  /** The first row that stands apart from the classes, -1 when there is none. */
  Atlas.firstApart = function (layer, rows) {
    const plain = layer.symbology === "categories" ? (entry) => !entry.hatch : (entry) => entry.numeric;
    return rows.findIndex((entry) => !plain(entry));
  };

  /**
   * A number under the heading that says what it counts; in full for who hears it.
   * @param {Model} model
   */
  Atlas.classCount = function (model, count, counted) {
    return Atlas.element(
      "span",
      { class: "class-count" },
      model.number(count),
      Atlas.element("span", { class: "unseen" }, ` ${counted}`),
    );
  };

  /** The classes of a layer that have a row of their own. */
  Atlas.legendRows = function (layer) {
    const elsewhere = (entry) =>
      (layer.symbology === "symbols" && entry.numeric) ||
      (layer.axes.length > 0 && !entry.hatch) ||
      (layer.surface && entry.key === Atlas.UNDER);
    return layer.classes.filter((entry) => !elsewhere(entry));
  };

  /**
   * What the numbers beside the classes count.
   * @param {Model} model
   */
  Atlas.countedIn = function (model, layer) {
    const counted = layer.measured ? model.say(layer.measured) : model.word("villages");
    return layer.measured && model.isFiltered() ? `${counted}, ${model.word("whole_atlas")}` : counted;
  };

  /**
   * What a layer has found; of the whole atlas, whatever the filter leaves out.
   * @param {Model} model
   */
  Atlas.sayFinding = (model, { finding }) =>
    model.isFiltered() ? `${model.say(finding)} (${model.word("whole_atlas")})` : model.say(finding);

  /** @param {Model} model */
  Atlas.createLegend = function (panel, model, villages, areas) {
    const lists = [areas];

    function row(layer, entry) {
      const label = model.say(entry.label);
      const count = model.countOf(layer, entry);
      const button = Atlas.element(
        "button",
        {
          type: "button",
          class: "class-row",
          "data-key": entry.key,
          "aria-pressed": String(model.state.pinned === entry.key),
        },
        Atlas.swatch(layer, entry),
        Atlas.element("span", { class: "class-label" }, label),
        Atlas.classCount(model, count, Atlas.countedIn(model, layer)),
      );
      if (layer.symbology === "categories") {
        button.style.setProperty("--share", String(count / layer.values.length));
      }
      Atlas.lightClass(model, button, entry.key);
      return Atlas.element("li", {}, button);
    }

    function render() {
      const layer = model.layer();
      const square = layer.axes.length > 0;
      const rows = Atlas.legendRows(layer);
      const title = model.say(layer.title);
      const unit = model.say(layer.unit);
      const said = title.toLowerCase() === unit.toLowerCase();
      const parts = [
        Atlas.element("h2", {}, title),
        Atlas.element(
          "p",
          { class: "legend-unit" },
          Atlas.element("span", {}, said ? "" : unit),
          Atlas.element("span", {}, Atlas.countedIn(model, layer)),
        ),
      ];
      if (layer.finding) {
        parts.splice(1, 0, Atlas.element("p", { class: "legend-finding" }, Atlas.sayFinding(model, layer)));
      }
      if (layer.circles) {
        parts.push(
          Atlas.circleLegend(layer.circles, villages.circleRadius, (value) =>
            model.number(value, layer.decimals),
          ),
        );
      }
      parts.push(...Atlas.histogram(model, layer));
      if (square) {
        parts.push(Atlas.squareLegend(model, layer));
      }
      const list = Atlas.element("ul", { class: "classes" }, ...rows.map((entry) => row(layer, entry)));
      list.children[Atlas.firstApart(layer, rows)]?.classList.add("apart");
      panel.replaceChildren(...parts, list, ...lists.flatMap((more) => more.list()));
    }

    /** Let the bars of other classes step back, as the villages on the map do. */
    function light() {
      const lit = model.state.lit ?? model.state.pinned;
      panel.querySelectorAll("rect[data-key]").forEach((bar) => {
        bar.classList.toggle("faded", lit !== null && bar.dataset.key !== lit);
      });
    }

    function press() {
      panel.querySelectorAll("button[data-key]").forEach((button) => {
        button.setAttribute("aria-pressed", String(button.dataset.key === model.state.pinned));
      });
    }

    render();
    model.listen((changed) => {
      if (["lang", "layer", "zoom", "filter"].some((key) => changed.has(key))) {
        render();
      } else if (changed.has("pinned")) {
        press();
      }
      light();
    });

    return {
      /** Let `more.list()` stand below the classes too, from the next drawing on. */
      add: (more) => lists.push(more),
    };
  };
})(globalThis.Atlas);
