/* A picture of the map with title, legend and sources, drawn on a canvas of its own. */
/* needs core.js, filter.js, groups.js, kinds.js, legend.js, picture_legend.js, printing.js */
(function (Atlas) {
  "use strict";

  const MARGIN = 24;
  const LEGEND = 264;
  const NARROW = 640;
  const RATIO = 2;
  const INK = "#1b2733";
  const SOFT = "#4c5861";
  const SEA = "#e8eef1";
  const WARN = "#7a3d00";
  const FAMILY = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
  const font = (size, weight = 400) => `${weight} ${size}px ${FAMILY}`;

  /** Break text into lines no wider than `width`, as `measure` tells; words that are too long break. */
  Atlas.wrapText = function (text, width, measure) {
    const lines = [];
    let line = "";
    const push = (part) => {
      for (const sign of part) {
        if (line && measure(line + sign) > width) {
          lines.push(line);
          line = "";
        }
        line += sign;
      }
    };
    text.split(/\s+/).filter(Boolean).forEach((word) => {
      const longer = line ? `${line} ${word}` : word;
      if (measure(longer) <= width) {
        line = longer;
        return;
      }
      if (line) {
        lines.push(line);
        line = "";
      }
      push(word);
    });
    return line ? [...lines, line] : lines;
  };

  /** A pen that writes downwards in a column; without a context to draw on, it only measures. */
  function createColumn(context, left, top, width, drawing) {
    let level = top;
    const column = {
      left,
      width,
      get level() {
        return level;
      },
      skip(height) {
        level += height;
      },
      write(text, size, { weight = 400, colour = INK, indent = 0, room = width - indent, right = "" } = {}) {
        context.font = font(size, weight);
        const lines = Atlas.wrapText(text, room, (part) => context.measureText(part).width);
        lines.forEach((line, place) => {
          if (drawing) {
            context.fillStyle = colour;
            context.fillText(line, left + indent, level + size);
            if (place === 0 && right) {
              context.font = font(12);
              context.fillStyle = SOFT;
              context.textAlign = "right";
              context.fillText(right, left + width, level + size);
              context.textAlign = "left";
              context.font = font(size, weight);
            }
          }
          level += Math.round(size * 1.4);
        });
      },
      draw(paint, height) {
        if (drawing) {
          context.save();
          paint(left, level);
          context.restore();
        }
        level += height;
      },
    };
    return column;
  }

  function writeHead(column, { model, layer, context }) {
    const { data } = model;
    column.write(model.say(data.title), 13, { colour: SOFT });
    column.write(model.say(layer.title), 22, { weight: 700 });
    if (model.isFiltered()) {
      column.write(Atlas.sayFilter(model), 15, { weight: 700 });
    }
    if (layer.finding) {
      column.write(Atlas.sayFinding(model, layer), 13);
    }
    column.skip(6);
    column.draw((left, top) => {
      let from = left;
      context.font = font(12, 700);
      data.badges.forEach((badge) => {
        const text = model.say(badge).toUpperCase();
        const width = context.measureText(text).width + 16;
        context.fillStyle = WARN;
        context.fillRect(from, top, width, 20);
        context.fillStyle = "#ffffff";
        context.fillText(text, from + 8, top + 14.5);
        from += width + 8;
      });
    }, data.badges.length ? 30 : 4);
  }

  function writeFoot(column, { model, layer }) {
    const { data } = model;
    column.skip(10);
    [layer.explanation, ...Atlas.creditLines(model), ...data.warnings.map((one) => `${model.say(one)}.`), ...data.notes]
      .map(model.say)
      .forEach((line) => column.write(line, 11, { colour: SOFT }));
    column.write(`${Atlas.madeOn(model)} ${model.word("credit")}`, 11, { colour: SOFT });
  }

  /** Where the part of the page that is drawn lies on the map, in pixels of the map. */
  function boxIn(part, container) {
    const [frame, box] = [container, part].map((one) => one.getBoundingClientRect());
    return { x: box.left - frame.left + box.width / 2, y: box.top - frame.top + box.height / 2, size: box.width };
  }

  function drawNames(context, container) {
    container.querySelectorAll(".leaflet-names-pane .name span").forEach((part) => {
      const style = getComputedStyle(part);
      const { x, y, size } = boxIn(part, container);
      if (!size) {
        return;
      }
      context.font = font(parseFloat(style.fontSize), Number(style.fontWeight));
      context.lineJoin = "round";
      context.lineWidth = 3.5;
      context.strokeStyle = "rgb(255 255 255 / 85%)";
      context.fillStyle = INK;
      context.strokeText(part.textContent, x, y);
      context.fillText(part.textContent, x, y);
    });
    container.querySelectorAll(".leaflet-names-pane .area-number").forEach((part) => {
      const fill = getComputedStyle(part).backgroundColor;
      disc(context, { ...boxIn(part, container), text: part.textContent, fill, ink: "#ffffff" });
    });
  }

  function disc(context, { x, y, size, text, fill, ink }) {
    context.beginPath();
    context.arc(x, y, size / 2, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = "#ffffff";
    context.stroke();
    context.font = font(11, 700);
    context.fillStyle = ink;
    context.fillText(text, x, y);
  }

  function drawPoints(context, container) {
    container.querySelectorAll(".leaflet-marker-pane .cluster").forEach((part) => {
      const { x, y, size } = boxIn(part, container);
      const ring = part.firstChild;
      Atlas.sharesOf(ring.dataset.counts.split(",").map(Number)).forEach(([kind, from, to]) => {
        context.beginPath();
        context.moveTo(x, y);
        context.arc(x, y, size / 2, (from * 2 - 0.5) * Math.PI, (to * 2 - 0.5) * Math.PI);
        context.fillStyle = Atlas.kindStyle(kind).colour;
        context.fill();
      });
      disc(context, { x, y, size: size * 0.72, text: ring.textContent, fill: "#ffffff", ink: INK });
    });
    container.querySelectorAll(".leaflet-marker-pane .kind-mark").forEach((part) => {
      const { colour, ink, letter } = Atlas.kindStyle(Number(part.dataset.kind));
      disc(context, { ...boxIn(part, container), text: letter, fill: colour, ink });
    });
  }

  function drawScale(context, container, size) {
    const bar = container.querySelector(".leaflet-control-scale-line");
    const [left, bottom] = [size.x - bar.offsetWidth - 12, size.y - 12];
    context.fillStyle = "rgb(255 255 255 / 75%)";
    context.fillRect(left - 6, bottom - 24, bar.offsetWidth + 12, 32);
    context.strokeStyle = INK;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(left, bottom - 5);
    context.lineTo(left, bottom);
    context.lineTo(left + bar.offsetWidth, bottom);
    context.lineTo(left + bar.offsetWidth, bottom - 5);
    context.stroke();
    context.font = font(11);
    context.fillStyle = INK;
    context.fillText(bar.textContent, left + bar.offsetWidth / 2, bottom - 12);
  }

  function drawMap(context, { map, villages }, left, top, size) {
    const container = map.getContainer();
    context.translate(left, top);
    context.beginPath();
    context.rect(0, 0, size.x, size.y);
    context.clip();
    context.fillStyle = SEA;
    context.fillRect(0, 0, size.x, size.y);
    const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    villages.drawTo(context, { scale: 2 ** map.getZoom(), origin, size, ratio: RATIO });
    context.setLineDash([]);
    context.globalAlpha = 1;
    context.textAlign = "center";
    context.textBaseline = "middle";
    drawNames(context, container);
    drawPoints(context, container);
    drawScale(context, container, size);
  }

  /**
   * Draw the picture of what is shown; returns its canvas.
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.drawPicture = function (map, model, villages) {
    const size = map.getSize();
    const narrow = size.x < NARROW;
    const width = 2 * MARGIN + size.x + (narrow ? 0 : MARGIN + LEGEND);
    const canvas = Atlas.element("canvas", {});
    const context = canvas.getContext("2d");
    const scene = { map, model, villages, context, layer: model.layer() };

    function compose(drawing) {
      const head = createColumn(context, MARGIN, MARGIN, width - 2 * MARGIN, drawing);
      writeHead(head, scene);
      const top = head.level;
      head.draw(() => drawMap(context, scene, MARGIN, top, size), size.y);
      const beside = narrow
        ? createColumn(context, MARGIN, head.level + 12, size.x, drawing)
        : createColumn(context, MARGIN + size.x + MARGIN, top, LEGEND, drawing);
      Atlas.writeLegend(beside, scene);
      const foot = createColumn(context, MARGIN, Math.max(head.level, beside.level), width - 2 * MARGIN, drawing);
      writeFoot(foot, scene);
      return foot.level + MARGIN;
    }

    const height = compose(false);
    canvas.width = width * RATIO;
    canvas.height = height * RATIO;
    context.scale(RATIO, RATIO);
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, width, height);
    compose(true);
    return canvas;
  };
})(globalThis.Atlas);
