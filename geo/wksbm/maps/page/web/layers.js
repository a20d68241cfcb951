/* The indicators to choose from, grouped by the question they answer; group points; the data. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  /** @param {Model} model */
  Atlas.createLayerPanel = function (panel, model) {
    const { data } = model;

    function option(layer, place) {
      const id = `layer-${place}`;
      const chosen = place === model.state.layer;
      const input = Atlas.element("input", {
        type: "radio",
        name: "layer",
        id,
        value: layer.id,
        "aria-describedby": `${id}-about`,
      });
      input.checked = chosen;
      input.addEventListener("change", () => model.set({ layer: place }));
      const small = (key, text) =>
        Atlas.element("small", {}, `${model.word(key)}: ${model.say(text)}`);
      return Atlas.element(
        "div",
        { class: "choice" },
        Atlas.element("label", { for: id }, input, Atlas.element("span", {}, model.say(layer.title))),
        Atlas.element(
          "p",
          { id: `${id}-about`, class: "choice-about", hidden: !chosen },
          model.say(layer.explanation),
          small("source", layer.source),
          Atlas.element("small", {}, model.say(layer.dated)),
          small("method", layer.method),
        ),
      );
    }

    function chooser() {
      const questions = new Map();
      data.layers.forEach((layer, place) => {
        const question = model.say(layer.question);
        if (!questions.has(question)) {
          const heading = Atlas.element("legend", { class: "unseen" }, question);
          questions.set(question, Atlas.element("fieldset", {}, heading));
        }
        questions.get(question).append(option(layer, place));
      });
      const chosen = model.say(model.layer().question);
      return [...questions].map(([question, choices]) => {
        const summary = Atlas.element("summary", {}, question);
        return Atlas.element("details", { class: "question", open: question === chosen }, summary, choices);
      });
    }

    function pointSwitch() {
      const count = data.groups.year.length;
      const unplaced = data.groups.unplaced.year.length;
      if (!count) {
        return [];
      }
      const input = Atlas.element("input", { type: "checkbox", id: "points", "aria-describedby": "points-about" });
      input.checked = model.state.points;
      input.addEventListener("change", () => model.set({ points: input.checked }));
      const words = model.word("show_points", { n: model.number(count) });
      return [
        Atlas.element(
          "fieldset",
          {},
          Atlas.element("legend", {}, model.word("points")),
          Atlas.element(
            "div",
            { class: "choice" },
            Atlas.element("label", { for: "points" }, input, Atlas.element("span", {}, words)),
            Atlas.element(
              "p",
              { id: "points-about", class: "choice-about", hidden: !model.state.points },
              model.word("points_note"),
              unplaced ? ` ${model.word("unplaced", { n: model.number(unplaced) })}` : "",
            ),
          ),
          Atlas.element("div", { id: "point-tools", hidden: true }),
        ),
      ];
    }

    function list(texts) {
      return Atlas.element("ul", {}, ...texts.map((text) => Atlas.element("li", {}, text)));
    }

    function about() {
      const details = Atlas.element(
        "details",
        { class: "about", id: "about" },
        Atlas.element("summary", {}, model.word("about")),
        Atlas.element("p", {}, model.say(data.description)),
        Atlas.element("h3", {}, model.word("inputs")),
        list(data.sources.map((parts) => parts.join(" · "))),
      );
      if (data.notes.length) {
        details.append(
          Atlas.element("h3", {}, model.word("notes")),
          list(data.notes.map((note) => model.say(note))),
        );
      }
      details.append(Atlas.element("p", {}, model.word("credit")));
      return details;
    }

    function render() {
      const open = panel.querySelector(".about")?.open ?? false;
      panel.replaceChildren(
        Atlas.element("h2", { class: "unseen" }, model.word("indicators")),
        Atlas.element("div", { id: "filter-box" }),
        ...chooser(),
        ...pointSwitch(),
        Atlas.element("div", { id: "basemap-tools" }),
        about(),
      );
      panel.querySelector(".about").open = open;
    }

    function mark() {
      data.layers.forEach((_, place) => {
        const chosen = place === model.state.layer;
        panel.querySelector(`#layer-${place}`).checked = chosen;
        panel.querySelector(`#layer-${place}-about`).hidden = !chosen;
      });
      panel.querySelector(`#layer-${model.state.layer}`).closest("details").open = true;
    }

    render();
    model.listen((changed) => {
      if (changed.has("lang")) {
        render();
      } else if (changed.has("layer")) {
        mark();
      } else if (changed.has("points")) {
        panel.querySelector("#points").checked = model.state.points;
        panel.querySelector("#points-about").hidden = !model.state.points;
      }
    });

    return {
      /** Open what is said about the data, wherever the reader is. */
      showAbout() {
        if (getComputedStyle(panel).display === "none") {
          model.set({ panel: "layers" });
        }
        const details = panel.querySelector(".about");
        details.open = true;
        details.scrollIntoView({ block: "start" });
        details.querySelector("summary").focus();
      },
    };
  };
})(globalThis.Atlas);
