/* What is asked of village shapes: extents, middles, neighbours, outlines, who lies where. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  /** The smallest box around points, as left, top, right, bottom; grows as boxes are added. */
  function grow(boxes, place, left, top, right, bottom) {
    const at = 4 * place;
    boxes[at] = Math.min(boxes[at], left);
    boxes[at + 1] = Math.min(boxes[at + 1], top);
    boxes[at + 2] = Math.max(boxes[at + 2], right);
    boxes[at + 3] = Math.max(boxes[at + 3], bottom);
  }

  function emptyBoxes(count) {
    const boxes = new Float64Array(4 * count);
    for (let place = 0; place < boxes.length; place += 1) {
      boxes[place] = place % 4 < 2 ? Infinity : -Infinity;
    }
    return boxes;
  }

  /** A square grid over all shapes: for each cell the shapes whose boxes touch it. */
  function gridOf(boxes, extent, count) {
    const across = Math.max(1, Math.ceil(Math.sqrt(count)));
    const width = (extent[2] - extent[0]) / across || 1;
    const height = (extent[3] - extent[1]) / across || 1;
    const within = (cell) => Math.max(0, Math.min(across - 1, Math.floor(cell)));
    const cells = Array.from({ length: across * across }, () => []);
    for (let shape = 0; shape < count; shape += 1) {
      const [left, top, right, bottom] = boxes.subarray(4 * shape, 4 * shape + 4);
      const last = within((right - extent[0]) / width);
      for (let row = within((top - extent[1]) / height); row <= within((bottom - extent[1]) / height); row += 1) {
        for (let column = within((left - extent[0]) / width); column <= last; column += 1) {
          cells[row * across + column].push(shape);
        }
      }
    }
    return (x, y) => cells[within((y - extent[1]) / height) * across + within((x - extent[0]) / width)];
  }

  Atlas.createShapes = function (topology) {
    const { x, y, start, arcs, sides, firstRing, firstPart, ringPart } = topology;
    const count = firstRing.length - 1;
    const arcBoxes = emptyBoxes(start.length - 1);
    for (let arc = 0; arc < start.length - 1; arc += 1) {
      for (let point = start[arc]; point < start[arc + 1]; point += 1) {
        grow(arcBoxes, arc, x[point], y[point], x[point], y[point]);
      }
    }

    function boxOfParts(boxes, place, from, to) {
      for (let part = from; part < to; part += 1) {
        grow(boxes, place, ...arcBoxes.subarray(4 * arcs[part], 4 * arcs[part] + 4));
      }
    }

    const boxes = emptyBoxes(count);
    const extent = emptyBoxes(1);
    for (let shape = 0; shape < count; shape += 1) {
      boxOfParts(boxes, shape, firstPart[shape], firstPart[shape + 1]);
      grow(extent, 0, ...boxes.subarray(4 * shape, 4 * shape + 4));
    }
    const candidates = gridOf(boxes, extent, count);

    /** Where the horizontal at `level` crosses the border of a shape, from left to right. */
    function crossings(shape, level) {
      const found = [];
      for (let part = firstPart[shape]; part < firstPart[shape + 1]; part += 1) {
        const arc = arcs[part];
        if (arcBoxes[4 * arc + 1] > level || arcBoxes[4 * arc + 3] < level) {
          continue;
        }
        for (let to = start[arc] + 1; to < start[arc + 1]; to += 1) {
          const from = to - 1;
          if (y[from] > level !== y[to] > level) {
            found.push(x[from] + ((level - y[from]) / (y[to] - y[from])) * (x[to] - x[from]));
          }
        }
      }
      return found.sort((one, other) => one - other);
    }

    function covers(shape, atX, atY) {
      const [left, top, right, bottom] = boxes.subarray(4 * shape, 4 * shape + 4);
      if (atX < left || atX > right || atY < top || atY > bottom) {
        return false;
      }
      return crossings(shape, atY).filter((crossing) => crossing > atX).length % 2 === 1;
    }

    return {
      ...topology,
      count,
      boxes,
      arcBoxes,
      extent,
      covers,

      /** The shape at a point, null when there is none; the last drawn of those that overlap. */
      find: (atX, atY) => candidates(atX, atY).findLast((shape) => covers(shape, atX, atY)) ?? null,

      /** A point well inside: the middle of the widest stretch halfway up one of its rings. */
      middle(shape) {
        let best = { width: -1, x: boxes[4 * shape], y: boxes[4 * shape + 1] };
        for (let ring = firstRing[shape]; ring < firstRing[shape + 1]; ring += 1) {
          const box = emptyBoxes(1);
          boxOfParts(box, 0, ringPart[ring], ringPart[ring + 1]);
          const level = (box[1] + box[3]) / 2;
          const found = box[2] - box[0] > best.width ? crossings(shape, level) : [];
          for (let place = 1; place < found.length; place += 2) {
            const width = found[place] - found[place - 1];
            if (width > best.width) {
              best = { width, x: (found[place] + found[place - 1]) / 2, y: level };
            }
          }
        }
        return [best.x, best.y];
      },

      /** The arcs between groups of shapes; `groupOf` tells the group, what has none is outside. */
      outline(groupOf) {
        const found = [];
        const group = (shape) => (shape < 0 ? null : groupOf(shape));
        for (let arc = 0; arc < start.length - 1; arc += 1) {
          if (group(sides[2 * arc]) !== group(sides[2 * arc + 1])) {
            found.push(arc);
          }
        }
        return found;
      },

      /** The edges of arcs, as x, y, x, y in one long list. */
      edges(list) {
        const found = [];
        for (const arc of list) {
          for (let to = start[arc] + 1; to < start[arc + 1]; to += 1) {
            found.push(x[to - 1], y[to - 1], x[to], y[to]);
          }
        }
        return Float64Array.from(found);
      },

      /** The shapes that share a border with one. */
      neighbours(shape) {
        const found = new Set();
        for (let arc = 0; arc < start.length - 1; arc += 1) {
          const [one, other] = sides.subarray(2 * arc, 2 * arc + 2);
          if ((one === shape || other === shape) && one !== other) {
            found.add(one === shape ? other : one);
          }
        }
        found.delete(-1);
        return [...found].sort((one, other) => one - other);
      },

      /** The points of all arcs at a scale, without those too near the one before to be seen. */
      thin(scale, distance) {
        const begin = new Int32Array(start.length);
        const thinX = new Float32Array(x.length);
        const thinY = new Float32Array(x.length);
        let place = 0;
        for (let arc = 0; arc < start.length - 1; arc += 1) {
          begin[arc] = place;
          const last = start[arc + 1] - 1;
          for (let point = start[arc]; point <= last; point += 1) {
            const atX = (x[point] - extent[0]) * scale;
            const atY = (y[point] - extent[1]) * scale;
            const near =
              place > begin[arc] &&
              Math.abs(atX - thinX[place - 1]) < distance &&
              Math.abs(atY - thinY[place - 1]) < distance;
            if (!near || point === last) {
              thinX[place] = atX;
              thinY[place] = atY;
              place += 1;
            }
          }
        }
        begin[start.length - 1] = place;
        return { x: thinX, y: thinY, start: begin };
      },
    };
  };
})(globalThis.Atlas);
