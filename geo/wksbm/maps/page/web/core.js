/* What every other script builds on: numbers, text, coordinates and page elements. */
globalThis.Atlas = {};

(function (Atlas) {
  "use strict";

  const LOCALES = { id: "id-ID", en: "en-GB" };
  const formats = new Map();

  /** Format a number that is already rounded to `decimals` digits; null is a dash. */
  Atlas.number = function (value, decimals, lang) {
    if (value === null) {
      return "–";
    }
    const key = lang + decimals;
    if (!formats.has(key)) {
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      formats.set(key, new Intl.NumberFormat(LOCALES[lang], digits));
    }
    return formats.get(key).format(value);
  };

  /** Reduce a name to what matters in a search: letters and digits, no case, no accents. */
  Atlas.normalise = function (text) {
    return text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, "");
  };

  /** Read an encoded polyline (five decimals) as [latitude, longitude] pairs. */
  Atlas.decodePoints = function (text) {
    const points = [];
    const position = [0, 0];
    let axis = 0;
    let value = 0;
    let factor = 1;
    for (let place = 0; place < text.length; place += 1) {
      const part = text.charCodeAt(place) - 63;
      value += (part & 0x1f) * factor;
      factor *= 32;
      if (part < 0x20) {
        position[axis] += value % 2 ? -(value + 1) / 2 : value / 2;
        if (axis === 1) {
          points.push([position[0] / 1e5, position[1] / 1e5]);
        }
        axis = 1 - axis;
        value = 0;
        factor = 1;
      }
    }
    return points;
  };

  /** Say `text` in a language; a text that reads the same in both is a plain string. */
  Atlas.inLanguage = function (text, lang) {
    return typeof text === "string" ? text : text[lang];
  };

  /** Put values in the places that a sentence keeps for them, in one pass. */
  Atlas.fill = function (sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (place, key) => (Object.hasOwn(values, key) ? values[key] : place));
  };

  /** Put numbers, as Indonesian writes them, in the places that a sentence keeps for them. */
  Atlas.tell = function (sentence, numbers, lang) {
    const swapped = (number) => number.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
    return Atlas.fill(sentence, { ...(lang === "id" ? numbers : numbers.map(swapped)) });
  };

  /** Make an element. Children that are strings become text, never markup. */
  Atlas.element = function (tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== false) {
        made.setAttribute(name, value === true ? "" : value);
      }
    }
    made.append(...children);
    return made;
  };

  /** Set text from the data in an element of its own, so that its direction stays inside. */
  Atlas.name = function (text, className) {
    return Atlas.element("bdi", className ? { class: className } : {}, text);
  };

  /** True when the person has asked for less movement. */
  Atlas.calm = function () {
    return globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
  };
})(globalThis.Atlas);
