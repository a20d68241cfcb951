/* Fills of legend classes: plain colours, and hatchings for villages without a figure. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const LAND = "#ebe8df";
  const INK = "#6f7478";
  const LINES = {
    not_reported: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    suppressed: "M0,6 l6,-6 M0,0 l6,6",
    undefined: "M1.5,1.5 h1 M4.5,4.5 h1",
    to_check: "M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2",
  };
  const OTHER_LINES = "M0,3 h6";
  const TILE = 6;

  /** Make an element of a drawing. */
  function svg(tag, attributes) {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  }
  Atlas.svg = svg;

  function hatching(entry) {
    const id = `hatch-${entry.key}-${entry.colour.slice(1)}`;
    if (!document.getElementById(id)) {
      const pattern = svg("pattern", {
        id,
        width: TILE,
        height: TILE,
        patternUnits: "userSpaceOnUse",
      });
      const lines = LINES[entry.key] || OTHER_LINES;
      pattern.append(
        svg("rect", { width: TILE, height: TILE, fill: entry.colour }),
        svg("path", { d: lines, stroke: INK, "stroke-width": 1 }),
      );
      document.querySelector("#patterns defs").append(pattern);
    }
    return `url(#${id})`;
  }

  /** The fill of a class on the map and in the legend. */
  Atlas.fillOf = function (layer, entry) {
    if (entry.hatch) {
      return hatching(entry);
    }
    return layer.symbology === "symbols" ? LAND : entry.colour;
  };

  /** The same fill for a canvas with `ratio` pixels for each pixel of the page. */
  Atlas.canvasFill = function (layer, entry, context, ratio) {
    if (!entry.hatch) {
      return Atlas.fillOf(layer, entry);
    }
    const side = Math.ceil(TILE * ratio);
    const tile = Atlas.element("canvas", { width: side, height: side });
    const pen = tile.getContext("2d");
    pen.scale(side / TILE, side / TILE);
    pen.fillStyle = entry.colour;
    pen.fillRect(0, 0, TILE, TILE);
    pen.strokeStyle = INK;
    pen.stroke(new Path2D(LINES[entry.key] || OTHER_LINES));
    const pattern = context.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(TILE / side));
    return pattern;
  };

  /** A small picture of a class. */
  Atlas.swatch = function (layer, entry) {
    const picture = svg("svg", { class: "swatch", viewBox: "0 0 28 18", "aria-hidden": "true" });
    picture.append(
      svg("rect", {
        x: 0.5,
        y: 0.5,
        width: 27,
        height: 17,
        rx: 2,
        fill: Atlas.fillOf(layer, entry),
        class: "swatch-area",
      }),
    );
    if (entry.marked) {
      picture.append(svg("path", { d: "M11,6 l6,6 M17,6 l-6,6", class: "zero-cross" }));
    }
    return picture;
  };

  /** Nested circles on one base line, each with its value: the legend of proportional circles. */
  Atlas.circleLegend = function (circles, radius, format) {
    const examples = circles.examples.map((value) => ({ value, radius: radius(value) }));
    const largest = examples[0].radius;
    const height = 2 * largest + 14;
    const picture = svg("svg", {
      class: "circle-legend",
      width: 2 * largest + 90,
      role: "img",
      "aria-label": circles.examples.map(format).join(", "),
    });
    let level = -Infinity;
    const baseline = height - 2;
    examples.forEach(({ value, radius: size }) => {
      const top = baseline - 2 * size;
      level = Math.max(top, level + 15);
      const label = svg("text", { x: 2 * largest + 22, y: level + 4 });
      label.textContent = format(value);
      picture.append(
        svg("circle", {
          cx: largest + 2,
          cy: baseline - size,
          r: size,
          fill: circles.colour,
          class: "circle",
        }),
        svg("path", {
          d: `M${largest + 2},${top} H${2 * largest + 8} L${2 * largest + 18},${level}`,
          class: "leader",
        }),
        label,
      );
    });
    picture.setAttribute("height", Math.max(height, level + 8));
    return picture;
  };

  /**
   * Let a button light the villages of a class while it is pointed at, and pin them when pressed.
   * @param {Model} model
   */
  Atlas.lightClass = function (model, button, key) {
    const light = (lit) => () => model.set({ lit });
    button.addEventListener("mouseenter", light(key));
    button.addEventListener("mouseleave", light(null));
    button.addEventListener("focus", light(key));
    button.addEventListener("blur", light(null));
    button.addEventListener("click", () => model.pin(key));
  };
})(globalThis.Atlas);
