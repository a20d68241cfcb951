/* The legend of the indicator shown; pointing at a class lights its villages. */
(function (Atlas) {
  "use strict";

  Atlas.createLegend = function (panel, model, villages) {
    function row(layer, entry) {
      const label = model.say(entry.label);
      const count = model.number(entry.count);
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
        Atlas.element(
          "span",
          { class: "class-count" },
          count,
          Atlas.element("span", { class: "unseen" }, ` ${model.word("villages")}`),
        ),
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
      if (layer.circles) {
        parts.push(
          Atlas.circleLegend(layer.circles, villages.circleRadius, (value) =>
            model.number(value, layer.decimals),
          ),
        );
      }
      const start = rows.findIndex((entry) => !entry.numeric);
      const list = Atlas.element("ul", { class: "classes" }, ...rows.map((entry) => row(layer, entry)));
      list.children[start]?.classList.add("apart");
      panel.replaceChildren(...parts, list);
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
