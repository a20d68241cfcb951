/* The card of a village: what it shows at a glance. */
(function (Atlas) {
  "use strict";

  /** What a village shows at a glance: names, code, figure, state and shortfall in words. */
  Atlas.describe = function (model, village) {
    const layer = model.layer();
    const { villages } = model.data;
    const entry = model.classOf(layer, village);
    const gap = model.gap(village);
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
        Atlas.element("span", {}, model.figure(layer, village)),
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
    if (gap || !villages.judged[village]) {
      const sentence = gap ? model.tell(gap.sentence) : model.word("not_judged");
      card.append(Atlas.element("span", { class: "card-gap" }, sentence));
    }
    return card;
  };
})(globalThis.Atlas);
