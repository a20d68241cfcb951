/* The legend of the indicator shown; pointing at a class lights its villages. */
(function (Atlas) {
  "use strict";

  /** The first row that stands apart from the classes, -1 when there is none. */
  Atlas.firstApart = function (layer, rows) {
    const plain = layer.symbology === "categories" ? (entry) => !entry.hatch : (entry) => entry.numeric;
    return rows.findIndex((entry) => !plain(entry));
  };

  /** A number under the heading that says that it counts villages; in full for who hears it. */
  Atlas.villageCount = function (model, count) {
    return Atlas.element(
      "span",
      { class: "class-count" },
      model.number(count),
      Atlas.element("span", { class: "unseen" }, ` ${model.word("villages")}`),
    );
  };

  Atlas.createLegend = function (panel, model, villages, areas) {
    function row(layer, entry) {
      const label = model.say(entry.label);
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
        Atlas.villageCount(model, entry.count),
      );
      const light = (lit) => () => model.set({ lit });
      button.addEventListener("mouseenter", light(entry.key));
      button.addEventListener("mouseleave", light(null));
      button.addEventListener("focus", light(entry.key));
      button.addEventListener("blur", light(null));
      button.addEventListener("click", () => {
        model.set({ pinned: model.state.pinned === entry.key ? null : entry.key });
      });
      return Atlas.element("li", {}, button);
    }

    function render() {
      const layer = model.layer();
      const withCircles = layer.symbology === "symbols";
      const rows = layer.classes.filter((entry) => !(withCircles && entry.numeric));
      const title = model.say(layer.title);
      const unit = model.say(layer.unit);
      const said = title.toLowerCase() === unit.toLowerCase();
      const parts = [
        Atlas.element("h2", {}, title),
        Atlas.element(
          "p",
          { class: "legend-unit" },
          Atlas.element("span", {}, said ? "" : unit),
          Atlas.element("span", {}, model.word("villages")),
        ),
      ];
      if (layer.finding) {
        parts.splice(1, 0, Atlas.element("p", { class: "legend-finding" }, model.say(layer.finding)));
      }
      if (layer.circles) {
        parts.push(
          Atlas.circleLegend(layer.circles, villages.circleRadius, (value) =>
            model.number(value, layer.decimals),
          ),
        );
      }
      const list = Atlas.element("ul", { class: "classes" }, ...rows.map((entry) => row(layer, entry)));
      list.children[Atlas.firstApart(layer, rows)]?.classList.add("apart");
      panel.replaceChildren(...parts, list, ...areas.list());
    }

    function press() {
      panel.querySelectorAll(".class-row").forEach((button) => {
        button.setAttribute("aria-pressed", String(button.dataset.key === model.state.pinned));
      });
    }

    render();
    model.listen((changed) => {
      if (changed.has("lang") || changed.has("layer") || changed.has("zoom")) {
        render();
      } else if (changed.has("pinned")) {
        press();
      }
    });
  };
})(globalThis.Atlas);
