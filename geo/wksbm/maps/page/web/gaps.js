/* The list of under-served villages: also the way to the shapes without a pointer. */
/* needs core.js, csv.js, filter.js, table.js, village.js */
(function (Atlas) {
  "use strict";

  const SHOWN_AT_FIRST = { shortfall: 300, priority: 30 };
  /** @type {PageState["order"][]} */
  const ORDERS = ["shortfall", "priority"];
  const HEADINGS = { not_reported: "not_reported", to_check: "to_check" };
  const FIRST = { shortfall: { key: "rank", down: false }, priority: { key: "priority", down: false } };

  /** @param {Model} model */
  function orderSwitch(model) {
    if (!model.data.priorities.length) {
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

  /** One stop for the Tab key; arrows, Home and End move within the list. */
  function moveByKeys(panel, focusOn) {
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
  }

  /** @param {Model} model */
  Atlas.createGapPanel = function (panel, model, view, announce) {
    const { data } = model;
    const columns = Atlas.columnsOf(data);
    let whole = false;
    let stale = true;
    let pinned = null;
    let sort = FIRST[model.state.order];
    let rows = [];
    let silent = new Map();

    /** Who is on the list, in its order, and who cannot be on it, by reason. */
    function gather() {
      const byPriority = model.state.order === "priority";
      const listed = byPriority ? data.priorities : data.gaps.filter((gap) => gap.rank > 0);
      const seen = listed.filter(({ village }) => model.listed(village));
      rows = Atlas.sortRows(seen.map(({ village }) => Atlas.rowOf(model, village)), sort, model.state.lang);
      silent = new Map();
      data.gaps.forEach((gap) => {
        if (gap.rank === 0 && model.listed(gap.village)) {
          const heading = HEADINGS[gap.reason] || "cannot_judge";
          silent.set(heading, [...(silent.get(heading) || []), gap]);
        }
      });
    }

    function go(village) {
      model.set({ village, panel: "village" });
      view.showVillage(village);
      Atlas.focusProfile(() => {
        model.set({ panel: "gaps" });
        panel.querySelector(`.go[data-village="${village}"]`)?.focus();
      });
    }

    function goButton(village) {
      const button = Atlas.element(
        "button",
        { type: "button", class: "go", tabindex: "-1", "data-village": String(village) },
        Atlas.name(data.villages.name[village]),
      );
      button.addEventListener("click", () => go(village));
      return button;
    }

    function table() {
      const short = whole ? rows : rows.slice(0, SHOWN_AT_FIRST[model.state.order]);
      if (!rows.length) {
        const judged = data.villages.judged.includes(true);
        const part = model.isFiltered() || model.state.pinned;
        const none = part ? "filter_none" : judged ? "gaps_none" : "not_judged";
        const nothing = silent.size ? "list_none" : none;
        return [Atlas.element("p", { class: "hint" }, model.word(nothing))];
      }
      const made = Atlas.listTable(model, short, {
        columns,
        sort,
        goButton,
        resort(next) {
          sort = next;
          render();
          panel.querySelector(`[data-sort=${sort.key}]`).focus();
        },
      });
      return short.length < rows.length ? [made, showAll()] : [made];
    }

    function showAll() {
      const n = model.number(rows.length);
      const button = Atlas.element("button", { type: "button", class: "wide" }, model.word("show_all", { n }));
      button.addEventListener("click", () => {
        whole = true;
        render();
        focusOn(panel.querySelectorAll(".go")[SHOWN_AT_FIRST[model.state.order]]);
      });
      return button;
    }

    function silentTable([reason, gaps]) {
      const lines = gaps.map(({ village, sentence }) => {
        const where = Atlas.element("small", {}, Atlas.name(model.subdistrict(village)));
        const own = Atlas.element("th", { scope: "row" }, goButton(village), where, Atlas.why(model.tell(sentence)));
        return Atlas.element("tr", { "data-village": String(village) }, own);
      });
      return Atlas.element(
        "table",
        { class: "gaps silent" },
        Atlas.element("caption", {}, model.word(reason, { n: model.number(gaps.length) })),
        Atlas.element("tbody", {}, ...lines),
      );
    }

    function save() {
      const every = [...rows, ...[...silent.values()].flat().map(({ village }) => Atlas.rowOf(model, village))];
      const part = model.isFiltered() || model.state.pinned ? [model.word("filter_part")] : [];
      const name = Atlas.saveRows(model, every, [data.id, model.word(model.state.order), ...part].join("-"));
      announce(model.word("list_saved", { name }));
    }

    function print() {
      whole = true;
      render();
      document.body.classList.add("print-gaps");
      globalThis.print();
    }

    function tools() {
      const n = model.number(rows.length + [...silent.values()].flat().length);
      const tool = (word, act) => {
        const button = Atlas.element("button", { type: "button", class: "tool-small" }, model.word(word, { n }));
        button.addEventListener("click", act);
        return button;
      };
      const filter = tool("filter", () => {
        const box = document.getElementById("filter-subdistrict");
        if (!box.offsetParent) {
          model.set({ panel: "layers" });
        }
        box.focus();
      });
      return Atlas.element("div", { class: "list-tools" }, filter, tool("save_list", save), tool("print_list", print));
    }

    function summary() {
      const part = model.isFiltered() || model.state.pinned;
      return part ? [Atlas.element("p", { class: "list-summary" }, Atlas.saySummary(model).join(": "))] : [];
    }

    function render() {
      stale = false;
      gather();
      const title = model.word(model.state.order === "priority" ? "priorities" : "gaps");
      panel.replaceChildren(
        Atlas.element("h2", {}, title),
        ...orderSwitch(model),
        tools(),
        ...summary(),
        ...table(),
        ...[...silent].map(silentTable),
      );
      panel.querySelector(".go")?.setAttribute("tabindex", "0");
      mark();
    }

    function mark() {
      panel.querySelectorAll("[data-village]:not(.go)").forEach((line) => {
        line.classList.toggle("current", Number(line.dataset.village) === model.state.village);
      });
    }

    function focusOn(button) {
      panel.querySelector('.go[tabindex="0"]').setAttribute("tabindex", "-1");
      button.setAttribute("tabindex", "0");
      button.focus();
    }

    moveByKeys(panel, focusOn);
    /** Show the row of a village in the list, whatever was left out of it. */
    function showRow(village) {
      const order = model.gap(village) ? model.state.order : "priority";
      if (!model.listed(village)) {
        model.set({ pinned: null });
        model.filter(null);
      }
      whole = true;
      model.set({ order, panel: "gaps" });
      render();
      const button = panel.querySelector(`.go[data-village="${village}"]`);
      focusOn(button);
      button.scrollIntoView({ block: "center" });
    }

    /** Render now if somebody sees it, else once it is opened: there may be thousands of rows. */
    function update() {
      stale = true;
      if (model.state.panel === "gaps") {
        render();
      }
    }

    update();
    globalThis.addEventListener("afterprint", () => document.body.classList.remove("print-gaps"));
    model.listen((changed) => {
      const other = model.state.pinned !== pinned;
      pinned = model.state.pinned;
      if (changed.has("order")) {
        sort = FIRST[model.state.order];
        update();
        panel.querySelector("input[name=order]:checked")?.focus();
      } else if (other || changed.has("lang") || changed.has("filter")) {
        update();
      } else if (changed.has("panel") && stale && model.state.panel === "gaps") {
        render();
        view.refit(); // the sheet has grown
      } else if (changed.has("village")) {
        mark();
      }
    });
    return { showRow };
  };
})(globalThis.Atlas);
