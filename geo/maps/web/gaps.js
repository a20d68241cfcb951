/* The ranked list of under-served villages: also the way to the shapes without a pointer. */
(function (Atlas) {
  "use strict";

  const SHOWN_AT_FIRST = 30;
  const REASONS_SHOWN = 2;
  const ORDERS = ["shortfall", "priority"];
  const HEADINGS = { not_reported: "not_reported", to_check: "to_check" };

  /** The ranks that a village takes under other choices, as one figure or as a range. */
  Atlas.rankRange = function ({ best, worst }, format) {
    return best === worst ? `(${format(best)})` : `(${format(best)}–${format(worst)})`;
  };

  Atlas.createGapPanel = function (panel, model, view) {
    const { data } = model;
    const ranked = data.gaps.filter((gap) => gap.rank > 0);
    let whole = data.priorities.length <= SHOWN_AT_FIRST;
    const unranked = new Map();
    data.gaps.forEach((gap) => {
      if (gap.rank === 0) {
        const heading = HEADINGS[gap.reason] || "cannot_judge";
        unranked.set(heading, [...(unranked.get(heading) || []), gap]);
      }
    });

    function go(village) {
      model.set({ village, panel: "village" });
      view.showVillage(village);
      Atlas.focusProfile(() => {
        model.set({ panel: "gaps" });
        panel.querySelector(`.go[data-village="${village}"]`)?.focus();
      });
    }

    function place(village, reasons) {
      const button = Atlas.element(
        "button",
        { type: "button", class: "go", tabindex: "-1", "data-village": String(village) },
        Atlas.name(data.villages.name[village]),
      );
      button.addEventListener("click", () => go(village));
      const cell = Atlas.element(
        "th",
        { scope: "row" },
        button,
        Atlas.element("small", {}, Atlas.name(model.subdistrict(village))),
        ...reasons.map((reason) => Atlas.element("small", { class: "why" }, reason)),
      );
      return Atlas.element("tr", { "data-village": String(village) }, cell);
    }

    function row(gap) {
      const line = place(gap.village, [model.tell(gap.sentence)]);
      if (gap.rank) {
        line.prepend(Atlas.element("td", { class: "rank" }, model.number(gap.rank)));
        line.append(Atlas.element("td", { class: "amount" }, model.number(gap.missing)));
      }
      return line;
    }

    function priorityRow(entry) {
      const line = place(entry.village, model.reasons(entry).slice(0, REASONS_SHOWN));
      line.prepend(
        Atlas.element(
          "td",
          { class: "rank" },
          model.number(entry.rank),
          Atlas.element("small", {}, Atlas.rankRange(entry, model.number)),
        ),
      );
      return line;
    }

    function table(note, headings, rows) {
      const heading = (key) => Atlas.element("th", { scope: "col" }, model.word(key));
      return Atlas.element(
        "table",
        { class: "gaps" },
        Atlas.element("caption", {}, model.word(note)),
        Atlas.element("thead", {}, Atlas.element("tr", {}, ...headings.map(heading))),
        Atlas.element("tbody", {}, ...rows),
      );
    }

    function orderSwitch() {
      if (!data.priorities.length) {
        return [];
      }
      const choices = ORDERS.map((order) => {
        const input = Atlas.element("input", { type: "radio", name: "order", value: order });
        input.checked = model.state.order === order;
        input.addEventListener("change", () => model.set({ order }));
        return Atlas.element("label", {}, input, Atlas.element("span", {}, model.word(order)));
      });
      const legend = Atlas.element("legend", {}, model.word("order"));
      return [Atlas.element("fieldset", { class: "order" }, legend, ...choices)];
    }

    function showAll() {
      const n = model.number(data.priorities.length);
      const button = Atlas.element("button", { type: "button", class: "wide" }, model.word("show_all", { n }));
      button.addEventListener("click", () => {
        whole = true;
        render();
        focusOn(panel.querySelectorAll(".go")[SHOWN_AT_FIRST]);
      });
      return button;
    }

    function byPriority() {
      const entries = whole ? data.priorities : data.priorities.slice(0, SHOWN_AT_FIRST);
      const made = table("priority_note", ["rank_range", "village"], entries.map(priorityRow));
      made.classList.add("by-priority");
      return whole ? [made] : [made, showAll()];
    }

    function byShortfall() {
      const nothing = data.villages.judged.includes(true) ? "gaps_none" : "not_judged";
      return ranked.length
        ? [table("gaps_note", ["rank", "village", "missing"], ranked.map(row))]
        : [Atlas.element("p", { class: "hint" }, model.word(nothing))];
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
      panel.replaceChildren(
        Atlas.element("h2", {}, model.word(model.state.order === "priority" ? "priorities" : "gaps")),
        ...orderSwitch(),
        ...(model.state.order === "priority" ? byPriority() : byShortfall()),
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

    function focusOn(button) {
      panel.querySelector('.go[tabindex="0"]').setAttribute("tabindex", "-1");
      button.setAttribute("tabindex", "0");
      button.focus();
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
      focusOn(next);
    });

    render();
    model.listen((changed) => {
      if (changed.has("lang")) {
        render();
      } else if (changed.has("order")) {
        render();
        panel.querySelector("input[name=order]:checked").focus();
      } else if (changed.has("village")) {
        mark();
      }
    });
  };
})(globalThis.Atlas);
