/* Show a part of the villages: one sub-district, one state of report, one class. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const fieldOf = (id) => /** @type {HTMLSelectElement} */ (document.getElementById(id));

  const STATUS = {
    value: "status_value",
    zero: "status_zero",
    not_reported: "status_not_reported",
    suppressed: "status_suppressed",
    to_check: "status_to_check",
  };

  /**
   * A state of report in words.
   * @param {Model} model
   */
  Atlas.sayStatus = (model, status) => model.word(STATUS[status]);

  /**
   * How many villages are shown of how many; how many of them are short, and by how much.
   * @param {Model} model
   */
  Atlas.summaryOf = function (model) {
    const { judged } = model.data.villages;
    const shown = judged.flatMap((_, village) => (model.listed(village) ? [village] : []));
    const short = shown.map(model.gap).filter((gap) => gap && gap.rank > 0);
    return {
      n: shown.length,
      all: judged.length,
      short: short.length,
      missing: short.reduce((sum, gap) => sum + (gap.missing ?? 0), 0),
      silent: shown.filter((village) => !judged[village]).length,
    };
  };

  /**
   * The summary in words, the second sentence apart.
   * @param {Model} model
   */
  Atlas.saySummary = function (model) {
    const figures = Object.entries(Atlas.summaryOf(model)).map(([key, n]) => [key, model.number(n)]);
    return ["filtered", "filtered_more"].map((key) => model.word(key, Object.fromEntries(figures)));
  };

  /**
   * Which villages are shown, in words; empty when all are.
   * @param {Model} model
   */
  Atlas.sayFilter = function (model) {
    const { subdistrict, status } = model.state.filter;
    if (!model.isFiltered()) {
      return "";
    }
    const parts = [
      ...(subdistrict === null ? [] : [`${model.word("subdistrict")} ${model.data.subdistricts.name[subdistrict]}`]),
      ...(status ? [`${model.word("report")}: ${Atlas.sayStatus(model, status)}`] : []),
    ];
    return `${parts.join("; ")} (${Atlas.saySummary(model)[0]})`;
  };

  /** @param {Model} model */
  Atlas.createFilter = function (model, view, announce) {
    const { data } = model;
    function choice(id, word, options, chosen, change) {
      const select = Atlas.element("select", { id });
      select.append(...options.map(([value, text]) => Atlas.element("option", { value }, text)));
      select.value = chosen;
      select.addEventListener("change", () => change(select.value));
      return [Atlas.element("label", { for: id }, model.word(word)), select];
    }

    function showSubdistrict(subdistrict) {
      model.filter({ subdistrict });
      if (subdistrict === null) {
        view.showHome();
      } else {
        view.showSubdistrict(subdistrict);
      }
    }

    function render() {
      const { subdistrict, status } = model.state.filter;
      const names = data.subdistricts.name.map((name, place) => [String(place), name]);
      names.sort(([, one], [, other]) => one.localeCompare(other));
      const statuses = data.statuses.map((key) => [key, Atlas.sayStatus(model, key)]);
      document.getElementById("filter-box").replaceChildren(
        Atlas.element("h3", {}, model.word("filter")),
        ...choice(
          "filter-subdistrict",
          "subdistrict",
          [["", model.word("any_subdistrict")], ...names],
          String(subdistrict ?? ""),
          (value) => showSubdistrict(value === "" ? null : Number(value)),
        ),
        ...choice(
          "filter-status",
          "report",
          [["", model.word("any_status")], ...statuses],
          status,
          (value) => model.filter({ status: value }),
        ),
        Atlas.element("div", { class: "filter-chip" }),
      );
      tell();
    }

    function reset() {
      const wide = model.state.filter.subdistrict !== null;
      model.set({ pinned: null });
      model.filter(null);
      if (wide) {
        view.showHome();
      }
      document.getElementById("map_atlas").focus({ preventScroll: true });
    }

    /** Say what is shown, wherever the filter was set. */
    function tell() {
      const { subdistrict, status } = model.state.filter;
      fieldOf("filter-subdistrict").value = String(subdistrict ?? "");
      fieldOf("filter-status").value = status;
      const none = !model.isFiltered() && !model.state.pinned;
      /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".filter-chip")).forEach((chip) => {
        chip.hidden = none;
        chip.replaceChildren(...(none ? [] : summary()));
      });
    }

    function summary() {
      const button = Atlas.element("button", { type: "button", class: "reset" }, model.word("reset"));
      button.addEventListener("click", reset);
      const [first, second] = Atlas.saySummary(model);
      return [
        Atlas.element("p", {}, Atlas.element("strong", {}, first), Atlas.element("span", {}, second)),
        button,
      ];
    }

    render();
    model.listen((changed) => {
      if (changed.has("lang")) {
        render();
      } else if (["filter", "pinned", "layer"].some((key) => changed.has(key))) {
        tell();
        if (changed.has("filter") || (changed.has("pinned") && !changed.has("layer"))) {
          announce(Atlas.saySummary(model).join(": "));
        }
      }
    });
  };
})(globalThis.Atlas);
