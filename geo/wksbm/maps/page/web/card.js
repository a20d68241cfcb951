/* The card of a village: what it shows at a glance. */
/* needs core.js, patterns.js, table.js */
(function (Atlas) {
  "use strict";

  const ABOUT_NUMBERS = ["count", "rate", "shortfall"];

  /**
   * What the layer shown adds about a village, in words; nothing where that would mislead.
   * @param {Model} model
   */
  Atlas.aside = function (model, layer, village) {
    const priority = model.priority(village);
    if (layer.kind === "priority" && priority) {
      const range = Atlas.rankRange(priority, model.number);
      return model.word("rank_short", { rank: model.number(priority.rank), range });
    }
    if (layer.kind === "shortage" && priority) {
      return model.reasons(priority)[0];
    }
    if (layer.outlines) {
      const area = model.data.areas.find((one) => one.villages.includes(village));
      return area ? model.say(area.sentence) : null;
    }
    if (!ABOUT_NUMBERS.includes(layer.kind)) {
      return null;
    }
    const gap = model.gap(village);
    if (gap) {
      return model.tell(gap.sentence);
    }
    return model.data.villages.judged[village] ? null : model.word("not_judged");
  };

  /**
   * The figure of a village; on a surface, the class there with its unit.
   * @param {Model} model
   */
  function figure(model, layer, village, entry) {
    const unit = layer.surface && entry.numeric ? ` ${model.say(layer.unit)}` : "";
    return layer.surface ? model.say(entry.label) + unit : model.figure(layer, village);
  }

  /**
   * What a village shows at a glance: names, code, figure, state and shortfall in words. `entry` is
   * the class where the pointer is.
   * @param {Model} model
   */
  Atlas.describe = function (model, village, entry) {
    const layer = model.layer();
    const { villages } = model.data;
    const card = Atlas.element("div", { class: "card" });
    card.append(
      Atlas.element("strong", {}, Atlas.name(villages.name[village])),
      Atlas.element(
        "span",
        { class: "card-place" },
        Atlas.name(model.subdistrict(village)),
        ` · ${villages.kode[village]}`,
      ),
      Atlas.element(
        "span",
        { class: "card-figure" },
        Atlas.swatch(layer, entry),
        Atlas.element("span", {}, figure(model, layer, village, entry)),
      ),
    );
    if (layer.values[village] !== null) {
      const numeric = entry.numeric && layer.symbology === "choropleth";
      if (numeric || !entry.numeric) {
        const label = model.say(entry.label);
        card.append(
          Atlas.element("span", { class: "card-class" }, numeric ? `${model.word("class")} ${label}` : label),
        );
      }
    }
    const aside = Atlas.aside(model, layer, village);
    if (aside) {
      card.append(Atlas.element("span", { class: "card-gap" }, aside));
    }
    return card;
  };
})(globalThis.Atlas);
