/* The legend of the picture: rows, circles, the square of two indicators, kinds and reach. */
/* needs bivariate.js, kinds.js, legend.js, patterns.js, reach.js, years.js */
(function (Atlas) {
  "use strict";

  const SWATCH = [28, 18];
  const CELL = 44;
  const INK = "#1b2733";
  const SOFT = "#4c5861";

  function writeRow(column, { model, layer, context }, entry) {
    const top = column.level;
    column.draw((left) => {
      context.fillStyle = Atlas.canvasFill(layer, entry, context, 2);
      context.strokeStyle = "#6b767e";
      context.lineWidth = 1;
      context.fillRect(left, top, ...SWATCH);
      context.strokeRect(left, top, ...SWATCH);
      if (entry.marked) {
        context.strokeStyle = INK;
        context.lineWidth = 1.6;
        context.stroke(new Path2D(`M${left + 11},${top + 6}l6,6m0,-6l-6,6`));
      }
    }, 2);
    const indent = SWATCH[0] + 10;
    const right = model.number(model.countOf(layer, entry));
    column.write(model.say(entry.label), 13, { indent, room: column.width - indent - 44, right });
    column.skip(Math.max(5, top + 24 - column.level));
  }

  function writeCircles(column, { model, layer, villages, context }) {
    const { examples, colour } = layer.circles;
    examples.forEach((value) => {
      const radius = villages.circleRadius(value);
      const height = Math.max(2 * radius, 16) + 6;
      const widest = villages.circleRadius(examples[0]);
      column.draw((left, top) => {
        context.beginPath();
        context.arc(left + widest, top + height / 2, radius, 0, 2 * Math.PI);
        context.fillStyle = colour;
        context.fill();
        context.fillStyle = INK;
        context.font = "13px system-ui, sans-serif";
        context.fillText(model.number(value, layer.decimals), left + 2 * widest + 12, top + height / 2 + 4);
      }, height);
    });
    column.skip(6);
  }

  function writeSquare(column, { model, layer, context }) {
    const [across, up] = layer.axes;
    const left = column.left + 58;
    column.write(`↑ ${model.word("grows_up", { name: model.say(up.name) })}`, 12, { weight: 600 });
    column.draw((_, top) => {
      context.font = "12px system-ui, sans-serif";
      for (let row = 0; row < 3; row += 1) {
        for (let place = 0; place < 3; place += 1) {
          const entry = Atlas.squareClass(layer, place, 2 - row);
          context.fillStyle = entry.colour;
          context.fillRect(left + place * CELL, top + row * CELL, CELL, CELL);
          context.fillStyle = Atlas.inkOn(entry.colour);
          context.textAlign = "center";
          context.fillText(model.number(model.countOf(layer, entry)), left + (place + 0.5) * CELL, top + (row + 0.5) * CELL + 4);
        }
      }
      context.fillStyle = SOFT;
      Atlas.squareBreaks(across).forEach((limit, place) => {
        context.fillText(model.number(limit, across.decimals), left + (place + 1) * CELL, top + 3 * CELL + 14);
      });
      context.textAlign = "right";
      Atlas.squareBreaks(up).forEach((limit, place) => {
        context.fillText(model.number(limit, up.decimals), left - 6, top + (2 - place) * CELL + 4);
      });
    }, 3 * CELL + 22);
    const name = model.word("grows_right", { name: model.say(across.name) });
    column.write(`${name} →`, 12, { weight: 600, indent: 58 });
    column.write(model.word("square_note"), 11, { colour: SOFT });
    column.skip(8);
  }

  function writeKinds(column, { model, context }) {
    const kinds = Atlas.kindsOf(model.data.groups);
    const count = Atlas.countGroups(model.data.groups, kinds, model.state, model.shown);
    column.skip(8);
    column.write(model.word("points"), 14, { weight: 700 });
    column.write(document.querySelector(".points-count")?.textContent ?? "", 12, { colour: SOFT });
    column.skip(4);
    kinds.shown.forEach((kind, place) => {
      if (model.state.hidden.includes(Atlas.kindKey(kind))) {
        return;
      }
      const { colour, ink, letter } = Atlas.kindStyle(place);
      column.draw((left, top) => {
        context.beginPath();
        context.arc(left + 9, top + 9, 8.5, 0, 2 * Math.PI);
        context.fillStyle = colour;
        context.fill();
        context.fillStyle = ink;
        context.textAlign = "center";
        context.font = "700 11px system-ui, sans-serif";
        context.fillText(letter, left + 9, top + 13);
      }, 1);
      column.write(Atlas.kindName(model, kind), 12, { indent: 26, room: column.width - 70, right: model.number(count.kinds[place]) });
      column.skip(4);
    });
  }

  /** @param {Model} model */
  function writeReach(column, model) {
    Atlas.reachLines(model).forEach(({ heading, figures, rows, rest }) => {
      column.skip(8);
      column.write(heading, 13, { weight: 700, room: column.width - 100, right: figures });
      rows.forEach(({ text, figure }) => column.write(text, 11, { room: column.width - 50, right: figure }));
      column.write(rest, 11, { colour: SOFT });
    });
  }

  /** Write the legend of the layer shown into a column of the picture. */
  Atlas.writeLegend = function (column, scene) {
    const { model, layer } = scene;
    const named = layer.surface?.reaches ? "" : model.say(layer.unit);
    const heading = named || model.say(layer.title);
    column.write(heading, 14, { weight: 700, room: column.width - 84, right: Atlas.countedIn(model, layer) });
    column.skip(6);
    if (layer.circles) {
      writeCircles(column, scene);
    }
    if (layer.axes.length) {
      writeSquare(column, scene);
    }
    Atlas.legendRows(layer).forEach((entry) => writeRow(column, scene, entry));
    if (layer.outlines) {
      model.data.areas.forEach((area) => column.write(model.say(area.sentence), 11));
    }
    if (layer.surface?.reaches) {
      writeReach(column, model);
    }
    if (model.state.points) {
      writeKinds(column, scene);
    }
  };
})(globalThis.Atlas);
