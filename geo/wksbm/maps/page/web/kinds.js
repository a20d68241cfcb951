/* The kinds of groups: which have a colour and a letter of their own, and how they are named. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const MOST_KINDS = 8;
  const LIGHT_INK = "#ffffff";
  const DARK_INK = "#101418";
  /** The letters of the kinds; the last is for the rest. */
  Atlas.KIND_LETTERS = "ABCDEFGH+";

  /** Okabe and Ito's colours, with the ink that is legible on each; the last is for the rest. */
  const COLOURS = [
    ["#0072b2", LIGHT_INK],
    ["#e69f00", DARK_INK],
    ["#009e73", DARK_INK],
    ["#cc79a7", DARK_INK],
    ["#f0e442", DARK_INK],
    ["#56b4e9", DARK_INK],
    ["#d55e00", DARK_INK],
    ["#101418", LIGHT_INK],
    ["#63686c", LIGHT_INK],
  ];

  /**
   * The kinds that are told apart on the map, the commonest first; beyond eight, the rest is one
   * more, without a name. `of` is the place of each kind of the data among them.
   */
  Atlas.kindsOf = function ({ kinds, kind }) {
    const counts = kinds.map(() => 0);
    kind.forEach((place) => {
      counts[place] += 1;
    });
    const order = kinds.map((_, place) => place).sort((one, other) => counts[other] - counts[one]);
    const shown = order.slice(0, MOST_KINDS).map((place) => ({ name: kinds[place], count: counts[place] }));
    const rest = order.slice(MOST_KINDS);
    if (rest.length) {
      shown.push({ name: null, count: rest.reduce((sum, place) => sum + counts[place], 0) });
    }
    return { shown, of: kinds.map((_, place) => Math.min(order.indexOf(place), MOST_KINDS)) };
  };

  /**
   * A kind in words.
   * @param {Model} model
   */
  Atlas.kindName = (model, { name }) =>
    name === null ? model.word("other_kinds") : name || model.word("no_kind");

  /** What tells a kind in the state and in the address. */
  Atlas.kindKey = ({ name }) => name ?? "+";

  /** The colour, ink and letter of a kind by its place; a lone rest stands last. */
  Atlas.kindStyle = function (place) {
    const [colour, ink] = COLOURS[place];
    return { colour, ink, letter: Atlas.KIND_LETTERS[place] };
  };

  /** The mark of a kind, on the map and beside its name. */
  Atlas.kindMark = function (place) {
    const { colour, ink, letter } = Atlas.kindStyle(place);
    const mark = Atlas.element("span", { class: "kind-mark", "aria-hidden": "true" }, letter);
    mark.style.background = colour;
    mark.style.color = ink;
    return mark;
  };
})(globalThis.Atlas);
