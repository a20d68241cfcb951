/* What a printed sheet says besides map and legend: its title, sources, date, kinds and areas. */
/* needs core.js, filter.js, kinds.js, reach.js */
(function (Atlas) {
  "use strict";

  /**
   * What the layer shown was made from, as of when, and how: one sentence each.
   * @param {Model} model
   */
  Atlas.creditLines = function (model) {
    const { credit, dated, method } = model.layer();
    const stop = (text) => `${text.replace(/\.$/, "")}.`;
    return [
      stop(model.say(credit)),
      stop(model.say(dated)),
      stop(`${model.word("method")}: ${model.say(method)}`),
    ];
  };

  /**
   * On which day a picture or a sheet is made.
   * @param {Model} model
   */
  Atlas.madeOn = function (model) {
    const locale = model.state.lang === "id" ? "id-ID" : "en-GB";
    const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date());
    return `${model.word("made_on", { date: day })}.`;
  };

  /** @param {Model} model */
  Atlas.createPrint = function (model) {
    const title = document.getElementById("print-title");
    const foot = document.getElementById("print-foot");
    const more = document.getElementById("print-more");

    function kinds() {
      if (!model.state.points) {
        return [];
      }
      const { shown } = Atlas.kindsOf(model.data.groups);
      const names = shown.flatMap((kind, place) =>
        model.state.hidden.includes(Atlas.kindKey(kind))
          ? []
          : [Atlas.element("span", { class: "print-kind" }, Atlas.kindMark(place), Atlas.kindName(model, kind))],
      );
      return [Atlas.element("p", {}, `${model.word("points")}: `, ...names)];
    }

    function areas() {
      const list = model.layer().outlines ? model.data.areas : [];
      return list.length
        ? [
            Atlas.element("h2", {}, model.word("areas")),
            ...list.map((area) => Atlas.element("p", {}, model.say(area.sentence))),
          ]
        : [];
    }

    function reach() {
      const lists = model.layer().surface?.reaches ? Atlas.reachLines(model) : [];
      return lists.flatMap(({ heading, figures, rows, rest }) => [
        Atlas.element("h2", {}, `${heading} (${figures})`),
        ...rows.map(({ text, figure }) => Atlas.element("p", {}, `${text}: ${figure}`)),
        Atlas.element("p", {}, rest),
      ]);
    }

    function write() {
      const layer = model.layer();
      title.textContent = [model.say(layer.title), Atlas.sayFilter(model)].filter(Boolean).join(" – ");
      const lines = [model.say(layer.explanation), ...Atlas.creditLines(model), Atlas.madeOn(model)];
      foot.replaceChildren(...kinds(), Atlas.element("p", {}, lines.join(" ")));
      more.replaceChildren(...areas(), ...reach());
    }

    write();
    globalThis.addEventListener("beforeprint", write);
  };
})(globalThis.Atlas);
