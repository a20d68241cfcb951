/* The ranked list of under-served villages: also the way to the shapes without a pointer. */
(function (Atlas) {
  "use strict";

  const HEADINGS = { not_reported: "not_reported", to_check: "to_check" };

  Atlas.createGapPanel = function (panel, model, view) {
    const { data } = model;
    const ranked = data.gaps.filter((gap) => gap.rank > 0);
    const unranked = new Map();
    data.gaps.forEach((gap) => {
      if (gap.rank === 0) {
        const heading = HEADINGS[gap.reason] || "cannot_judge";
        unranked.set(heading, [...(unranked.get(heading) || []), gap]);
      }
    });

    function go(gap) {
      model.set({ village: gap.village, panel: "village" });
      view.showVillage(gap.village);
    }

    function row(gap) {
      const button = Atlas.element(
        "button",
        { type: "button", class: "go", tabindex: "-1", "data-village": String(gap.village) },
        Atlas.name(data.villages.name[gap.village]),
      );
      button.addEventListener("click", () => go(gap));
      const cell = Atlas.element(
        "th",
        { scope: "row" },
        button,
        Atlas.element("small", {}, Atlas.name(model.subdistrict(gap.village))),
        Atlas.element("small", { class: "why" }, model.say(gap.sentence)),
      );
      const line = Atlas.element("tr", { "data-village": String(gap.village) }, cell);
      if (gap.rank) {
        line.prepend(Atlas.element("td", { class: "rank" }, model.number(gap.rank)));
        line.append(Atlas.element("td", { class: "amount" }, model.number(gap.missing)));
      }
      return line;
    }

    function table() {
      const heading = (key) => Atlas.element("th", { scope: "col" }, model.word(key));
      return Atlas.element(
        "table",
        { class: "gaps" },
        Atlas.element("caption", {}, model.word("gaps_note")),
        Atlas.element(
          "thead",
          {},
          Atlas.element("tr", {}, heading("rank"), heading("village"), heading("missing")),
        ),
        Atlas.element("tbody", {}, ...ranked.map(row)),
      );
    }

    function silentTable([heading, silent]) {
      const caption = model.word(heading, { n: model.number(silent.length) });
      return Atlas.element(
        "table",
        { class: "gaps silent" },
        Atlas.element("caption", {}, caption),
        Atlas.element("tbody", {}, ...silent.map(row)),
      );
    }

    function render() {
      panel.replaceChildren(Atlas.element("h2", {}, model.word("gaps")));
      const nothing = data.villages.judged.includes(true) ? "gaps_none" : "not_judged";
      panel.append(
        ranked.length ? table() : Atlas.element("p", { class: "hint" }, model.word(nothing)),
        ...[...unranked].map(silentTable),
      );
      panel.querySelector(".go")?.setAttribute("tabindex", "0");
      mark();
    }

    function mark() {
      panel.querySelectorAll("tr[data-village]").forEach((line) => {
        line.classList.toggle("current", Number(line.dataset.village) === model.state.village);
      });
    }

    /** One stop for the Tab key; arrows, Home and End move within the list. */
    panel.addEventListener("keydown", (event) => {
      const buttons = [...panel.querySelectorAll(".go")];
      const here = buttons.indexOf(document.activeElement);
      const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 };
      const next = buttons[target[event.key]];
      if (here < 0 || !next) {
        return;
      }
      event.preventDefault();
      buttons[here].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });

    render();
    model.listen((changed) => {
      if (changed.has("lang")) {
        render();
      } else if (changed.has("village")) {
        mark();
      }
    });
  };
})(globalThis.Atlas);
