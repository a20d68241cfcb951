/* Read the packed part of the page: figures, shapes, and what runs once the map is drawn. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const FORMAT = "deflate-raw";
  const FIRST_CODE = 35;
  const BACKSLASH = 92;

  /** Whether this browser can unpack the page. */
  Atlas.canUnpack = function () {
    try {
      return Boolean(new DecompressionStream(FORMAT));
    } catch {
      return false;
    }
  };

  /** Numbers of a text: one character each, counted from `lowest`; the first character is none. */
  Atlas.readNumbers = function ([decimals, lowest, text]) {
    const scale = 10 ** decimals;
    const numbers = new Array(text.length);
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      const number = code - FIRST_CODE - (code > BACKSLASH ? 1 : 0);
      numbers[place] = number ? (number - 1 + lowest) / scale : null;
    }
    return numbers;
  };

  /** Put lists back wherever a value holds them as text. */
  Atlas.unfold = function (value) {
    if (value === null || typeof value !== "object") {
      return value;
    }
    if (Array.isArray(value)) {
      if (value.length && typeof value[0] === "object") {
        value.forEach((part, place) => {
          value[place] = Atlas.unfold(part);
        });
      }
      return value;
    }
    if (value.$) {
      return Atlas.readNumbers(value.$);
    }
    for (const key of Object.keys(value)) {
      value[key] = Atlas.unfold(value[key]);
    }
    return value;
  };

  /** Give each village its class; `apart` names it where it does not follow from the value. */
  Atlas.classesOf = function ({ values, apart, classes }) {
    return values.map((value, village) => {
      const named = apart[village];
      return named ?? classes.findIndex((entry) => entry.upper !== null && value <= entry.upper);
    });
  };

  /** The bytes of base64 text. */
  Atlas.bytesOf = function (text) {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let place = 0; place < bytes.length; place += 1) {
      bytes[place] = characters.charCodeAt(place);
    }
    return bytes;
  };

  /**
   * Unpack the text of the data block: the values, the bytes of the village shapes, script and
   * style of what is not on the first picture.
   */
  Atlas.unpack = async function (text) {
    const unpacked = new Blob([Atlas.bytesOf(text)]).stream().pipeThrough(new DecompressionStream(FORMAT));
    const buffer = await new Response(unpacked).arrayBuffer();
    let place = 0;
    const part = () => {
      const length = new DataView(buffer).getUint32(place);
      place += 4 + length;
      return new Uint8Array(buffer, place - length, length);
    };
    const read = (bytes) => new TextDecoder().decode(bytes);
    const data = Atlas.unfold(JSON.parse(read(part())));
    data.layers.forEach((layer) => {
      layer.class = Atlas.classesOf(layer);
    });
    return { data, shapes: part(), script: read(part()), style: read(part()) };
  };
})(globalThis.Atlas);
