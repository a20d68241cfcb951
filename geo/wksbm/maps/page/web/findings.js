/* What was found, in words, each part with the way to its map; the study's statements recomputed. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const VERDICTS = ["agrees", "differs", "unclear", "no_data"];

  /** @param {Model} model */
  Atlas.createFindings = function (panel, model, view) {
    const { account, profile, layers } = model.data;

    function toMap(place) {
      if (place === null) {
        return [];
      }
      const label = `${model.word("see")}: ${model.say(layers[place].title)}`;
      const button = Atlas.element(
        "button",
        { type: "button", class: "see", "aria-label": label, "data-layer": String(place) },
        model.word("see"),
      );
      button.addEventListener("click", () => {
        model.set({ layer: place, panel: model.isPhone() ? "" : model.state.panel });
        view.showHome();
      });
      return [button];
    }

    function finding({ heading, sentences, layer }) {
      return Atlas.element(
        "section",
        { class: "finding" },
        Atlas.element("h3", {}, model.say(heading)),
        ...sentences.map((sentence) => Atlas.element("p", {}, model.say(sentence))),
        ...toMap(layer),
      );
    }

    function statement({ claim, sentence, verdict, caveat, layer }) {
      const chip = VERDICTS.includes(verdict)
        ? [Atlas.element("span", { class: `chip ${verdict}` }, model.word(verdict))]
        : [];
      return Atlas.element(
        "li",
        { class: "statement" },
        Atlas.element("blockquote", {}, model.say(claim)),
        Atlas.element("p", {}, ...chip, model.say(sentence)),
        Atlas.element("small", {}, model.say(caveat)),
        ...toMap(layer),
      );
    }

    /** Statements without data for the same reason, which is said once for all of them. */
    function together(statements) {
      const [first] = statements;
      const texts = (key) => [...new Set(statements.map((one) => model.say(one[key])))];
      return Atlas.element(
        "li",
        { class: "statement" },
        ...texts("claim").map((claim) => Atlas.element("blockquote", {}, claim)),
        Atlas.element(
          "p",
          {},
          Atlas.element("span", { class: `chip ${first.verdict}` }, model.word(first.verdict)),
          model.say(first.sentence),
        ),
        ...texts("caveat").map((caveat) => Atlas.element("small", {}, caveat)),
      );
    }

    function study() {
      if (!profile.length) {
        return [];
      }
      const unsaid = new Map();
      const known = profile.filter((one) => {
        const key = JSON.stringify(one.sentence);
        if (one.verdict === "no_data") {
          unsaid.set(key, [...(unsaid.get(key) || []), one]);
        }
        return one.verdict !== "no_data";
      });
      const judged = profile.some(({ verdict }) => verdict === "agrees");
      return [
        Atlas.element("h2", {}, model.word("study")),
        Atlas.element("p", { class: "hint" }, model.word("study_note")),
        ...(judged ? [Atlas.element("p", { class: "hint" }, model.word("agrees_note"))] : []),
        Atlas.element("ul", {}, ...known.map(statement), ...[...unsaid.values()].map(together)),
      ];
    }

    function printButton() {
      const button = Atlas.element("button", { type: "button", class: "wide" }, model.word("print_findings"));
      button.addEventListener("click", () => {
        document.body.classList.add("print-findings");
        globalThis.print();
      });
      return button;
    }

    function render() {
      panel.replaceChildren(
        Atlas.element("h2", {}, model.word("findings")),
        ...account.map(finding),
        ...study(),
        printButton(),
      );
      mark();
    }

    /** Say which part the map shows at present. */
    function mark() {
      panel.querySelectorAll(".see").forEach((button) => {
        const here = Number(button.dataset.layer) === model.state.layer;
        button.setAttribute("aria-current", String(here));
      });
    }

    if (account.length + profile.length === 0) {
      return;
    }
    render();
    globalThis.addEventListener("afterprint", () => document.body.classList.remove("print-findings"));
    model.listen((changed) => {
      if (changed.has("lang")) {
        render();
      } else if (changed.has("layer")) {
        mark();
      }
    });
  };
})(globalThis.Atlas);
