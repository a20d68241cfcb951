/* Draw villages on a canvas: areas class by class, borders, outlines, circles and crosses. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const DETAIL = 0.6;
  const FADED = 0.22;
  const CROSS = 4;

  function createTracer(shapes) {
    const { arcs, flipped, firstRing, ringPart } = shapes;
    let known = { scale: 0 };

    function at({ scale, origin }) {
      if (known.scale !== scale) {
        known = { scale, ...shapes.thin(scale, DETAIL) };
      }
      return {
        ...known,
        left: shapes.extent[0] * scale - origin.x,
        top: shapes.extent[1] * scale - origin.y,
      };
    }

    /** Whether a box (of `boxes`, in pixels of zoom 0) can be seen. */
    function seen(boxes, place, { scale, origin, size }) {
      const at4 = 4 * place;
      return (
        boxes[at4] * scale - origin.x <= size.x &&
        boxes[at4 + 2] * scale >= origin.x &&
        boxes[at4 + 1] * scale - origin.y <= size.y &&
        boxes[at4 + 3] * scale >= origin.y
      );
    }

    /**
     * Trace the rings of a shape. They end where they begin; `closePath` would measure the whole
     * path each time, which takes longer than drawing it once there are thousands of rings.
     */
    function traceShape(context, shape, { x, y, start }) {
      for (let ring = firstRing[shape]; ring < firstRing[shape + 1]; ring += 1) {
        for (let part = ringPart[ring]; part < ringPart[ring + 1]; part += 1) {
          const arc = arcs[part];
          const [low, high] = [start[arc], start[arc + 1] - 1];
          const step = flipped[part] ? -1 : 1;
          let point = flipped[part] ? high : low;
          if (part === ringPart[ring]) {
            context.moveTo(x[point], y[point]);
          }
          for (point += step; point >= low && point <= high; point += step) {
            context.lineTo(x[point], y[point]);
          }
        }
      }
    }

    function traceArcs(context, list, { x, y, start }) {
      for (const arc of list) {
        context.moveTo(x[start[arc]], y[start[arc]]);
        for (let point = start[arc] + 1; point < start[arc + 1]; point += 1) {
          context.lineTo(x[point], y[point]);
        }
      }
    }
    return { at, seen, traceShape, traceArcs };
  }

  function cross(context, x, y) {
    context.moveTo(x - CROSS, y - CROSS);
    context.lineTo(x + CROSS, y + CROSS);
    context.moveTo(x + CROSS, y - CROSS);
    context.lineTo(x - CROSS, y + CROSS);
  }

  /** How strongly what is not pointed out is drawn. */
  Atlas.FADED = FADED;

  Atlas.createPainter = function (shapes) {
    const tracer = createTracer(shapes);
    const everyArc = Array.from({ length: shapes.start.length - 1 }, (_, arc) => arc);

    /** Draw with the shapes' own corner as the origin. */
    function moved(context, view, draw) {
      const placed = tracer.at(view);
      context.save();
      context.translate(placed.left, placed.top);
      context.beginPath();
      draw(placed);
      context.restore();
    }

    return {
      /** Fill all shapes that can be seen; `fills` are {style, faded}, one for each class. */
      areas(context, view, classOf, fills) {
        const members = fills.map(() => []);
        for (let shape = 0; shape < shapes.count; shape += 1) {
          if (tracer.seen(shapes.boxes, shape, view)) {
            members[classOf[shape]].push(shape);
          }
        }
        members.forEach((list, place) => {
          if (list.length === 0) {
            return;
          }
          moved(context, view, (placed) => {
            list.forEach((shape) => tracer.traceShape(context, shape, placed));
            context.globalAlpha = fills[place].faded ? FADED : 1;
            context.fillStyle = fills[place].style(context, view.ratio);
            context.fill();
          });
        });
      },

      /** Draw a picture, cut off at the borders of the shapes listed; `extent` in pixels of zoom 0. */
      picture(context, view, list, picture, [left, top, right, bottom], alpha) {
        moved(context, view, (placed) => {
          list.forEach((shape) => tracer.traceShape(context, shape, placed));
          context.clip();
          context.globalAlpha = alpha;
          context.imageSmoothingEnabled = false;
          const [x, y] = [left - shapes.extent[0], top - shapes.extent[1]].map((side) => side * view.scale);
          context.drawImage(picture, x, y, (right - left) * view.scale, (bottom - top) * view.scale);
        });
      },

      /** Stroke arcs (all that can be seen where `list` is null), once for each of `strokes`. */
      lines(context, view, list, ...strokes) {
        const shown = (list ?? everyArc).filter((arc) => tracer.seen(shapes.arcBoxes, arc, view));
        moved(context, view, (placed) => {
          tracer.traceArcs(context, shown, placed);
          context.lineJoin = "round";
          strokes.forEach(({ color, weight, opacity = 1, dash = [] }) => {
            context.setLineDash(dash);
            context.globalAlpha = opacity;
            context.strokeStyle = color;
            context.lineWidth = weight;
            context.stroke();
          });
        });
      },

      /** Stroke one shape. */
      shape(context, view, shape, ...strokes) {
        moved(context, view, (placed) => {
          tracer.traceShape(context, shape, placed);
          context.lineJoin = "round";
          strokes.forEach(({ color, weight }) => {
            context.strokeStyle = color;
            context.lineWidth = weight;
            context.stroke();
          });
        });
      },

      /** Draw circles, in the order given: {x, y, radius, faded}, pixels of zoom 0 and of the screen. */
      circles(context, { scale, origin }, list, fill, edge) {
        context.lineWidth = 1;
        context.fillStyle = fill;
        context.strokeStyle = edge;
        list.forEach(({ x, y, radius, faded }) => {
          context.beginPath();
          context.arc(x * scale - origin.x, y * scale - origin.y, radius, 0, 2 * Math.PI);
          context.globalAlpha = faded ? 0.15 : 0.85;
          context.fill();
          context.globalAlpha = faded ? 0.3 : 1;
          context.stroke();
        });
        context.globalAlpha = 1;
      },

      /** Draw a cross at each place that has no more than zero. */
      crosses(context, { scale, origin }, list) {
        [
          { faded: false, alpha: 1 },
          { faded: true, alpha: 0.25 },
        ].forEach(({ faded, alpha }) => {
          context.beginPath();
          list
            .filter((entry) => entry.faded === faded)
            .forEach(({ x, y }) => cross(context, x * scale - origin.x, y * scale - origin.y));
          [
            { color: "#ffffff", weight: 4 },
            { color: "#1d2327", weight: 2 },
          ].forEach(({ color, weight }) => {
            context.globalAlpha = alpha;
            context.strokeStyle = color;
            context.lineWidth = weight;
            context.stroke();
          });
        });
        context.globalAlpha = 1;
      },
    };
  };
})(globalThis.Atlas);
