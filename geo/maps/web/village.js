/* The profile of the chosen village: every indicator, the shortfall, the kinds of groups. */
(function (Atlas) {
  "use strict";

  let back = null;

  /** Put the focus on the profile's name; Escape there calls `goBack`. */
  Atlas.focusProfile = function (goBack) {
    back = goBack;
    document.querySelector("#panel-village h2").focus();
  };

  Atlas.createProfile = function (panel, model) {
    const { data } = model;
    const firstGroup = [];
    data.groups.per_village.reduce((sum, count) => {
      firstGroup.push(sum);
      return sum + count;
    }, 0);

    function figures(village) {
      const rows = data.layers.map((layer) => {
        const entry = model.classOf(layer, village);
        const numeric = layer.symbology === "symbols" && entry.numeric;
        return Atlas.element(
          "tr",
          { class: entry.hatch ? "without" : null },
          Atlas.element("th", { scope: "row" }, model.say(layer.title)),
          Atlas.element(
            "td",
            {},
            ...(numeric ? [] : [Atlas.swatch(layer, entry)]),
            Atlas.element("span", {}, model.figure(layer, village)),
          ),
        );
      });
      return [
        Atlas.element("h3", {}, model.word("figures")),
        Atlas.element("table", { class: "figures" }, Atlas.element("tbody", {}, ...rows)),
      ];
    }

    function shortfall(village) {
      const gap = model.gap(village);
      if (!gap) {
        return data.villages.judged[village]
          ? Atlas.element("p", { class: "verdict verdict-fine" }, model.word("not_listed"))
          : Atlas.element("p", { class: "verdict" }, model.word("not_judged"));
      }
      const verdict = Atlas.element("p", { class: gap.rank ? "verdict verdict-gap" : "verdict" });
      if (gap.rank) {
        const rank = { rank: model.number(gap.rank), n: model.number(model.ranked) };
        verdict.append(Atlas.element("strong", {}, model.word("ranked", rank)));
      }
      verdict.append(model.tell(gap.sentence));
      return verdict;
    }

    /** Where the village stands in the order of priority, how surely, and why. */
    function priority(village) {
      const entry = model.priority(village);
      if (!entry) {
        return [];
      }
      const { rank, best, worst } = entry;
      const n = model.number(data.priorities.length);
      const range = { best: model.number(best), worst: model.number(worst) };
      const reasons = model.reasons(entry).map((reason) => Atlas.element("li", {}, reason));
      return [
        Atlas.element("h3", {}, model.word("priority_rank", { rank: model.number(rank), n })),
        Atlas.element("ul", { class: "reasons" }, ...reasons),
        Atlas.element(
          "p",
          { class: "hint" },
          model.word(best === worst ? "priority_fixed" : "priority_range", range),
        ),
      ];
    }

    function kinds(village) {
      const count = data.groups.per_village[village];
      if (!count) {
        return [];
      }
      const totals = new Map();
      const first = firstGroup[village];
      data.groups.kind.slice(first, first + count).forEach((kind) => {
        totals.set(kind, (totals.get(kind) || 0) + 1);
      });
      const rows = [...totals].sort((one, other) => other[1] - one[1]);
      const most = rows[0][1];
      const list = rows.map(([kind, number]) => {
        const bar = Atlas.element("span", { class: "bar" });
        bar.style.width = `${(100 * number) / most}%`;
        return Atlas.element(
          "li",
          {},
          Atlas.name(data.groups.kinds[kind] || model.word("no_kind"), "bar-label"),
          Atlas.element("span", { class: "bar-number" }, model.number(number)),
          Atlas.element("span", { class: "bar-track", "aria-hidden": "true" }, bar),
        );
      });
      return [
        Atlas.element("h3", {}, model.word("groups_here")),
        Atlas.element("ul", { class: "bars" }, ...list),
        Atlas.element("p", { class: "hint" }, model.word("points_here", { n: model.number(count) })),
      ];
    }

    function codes(village) {
      const bps = data.villages.bps[village];
      return bps ? `${data.villages.kode[village]} · BPS ${bps}` : data.villages.kode[village];
    }

    function render() {
      const { village } = model.state;
      if (village === null) {
        panel.replaceChildren(
          Atlas.element("h2", {}, model.word("profile")),
          Atlas.element("p", { class: "hint" }, model.word("choose")),
        );
        return;
      }
      panel.replaceChildren(
        Atlas.element("h2", { tabindex: "-1" }, Atlas.name(data.villages.name[village])),
        Atlas.element(
          "p",
          { class: "place" },
          `${model.word("subdistrict")} `,
          Atlas.name(model.subdistrict(village)),
          ` · ${codes(village)}`,
        ),
        shortfall(village),
        ...priority(village),
        ...figures(village),
        ...kinds(village),
      );
      panel.scrollTop = 0;
    }

    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && back) {
        back();
        back = null;
      }
    });

    render();
    model.listen((changed) => {
      if (changed.has("village") || changed.has("lang")) {
        render();
      }
    });
  };
})(globalThis.Atlas);
