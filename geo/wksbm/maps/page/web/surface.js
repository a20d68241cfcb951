/* Surfaces over the land: a picture whose cells have the colours of their classes. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const FIRST_SIGN = 48;
  const WORLD = 40075016.69;
  const TILE = 256;
  const FADED = 56;

  /** Metres on the ground across one pixel of zoom 0, `y` pixels from the top. */
  Atlas.metresPerPixel = (y) => WORLD / TILE / Math.cosh(Math.PI * (1 - (2 * y) / TILE));

  /**
   * The class of each cell by the distance from its middle to the nearest of some points: the
   * first of `reaches`, in metres, that it does not exceed. Points and extent: pixels of zoom 0.
   */
  Atlas.distanceClasses = function (points, { extent, columns, rows, reaches }) {
    const [left, top, right, bottom] = extent;
    const width = (right - left) / columns;
    const height = (bottom - top) / rows;
    const classes = new Uint8Array(columns * rows).fill(reaches.length);
    reaches.toReversed().forEach((metres, place) => {
      points.forEach(([x, y]) => {
        const reach = metres / Atlas.metresPerPixel(y);
        const first = Math.max(0, Math.ceil((y - reach - top) / height - 0.5));
        const last = Math.min(rows - 1, Math.floor((y + reach - top) / height - 0.5));
        for (let row = first; row <= last; row += 1) {
          const half = Math.sqrt(Math.max(0, reach ** 2 - (top + (row + 0.5) * height - y) ** 2));
          const from = Math.max(0, Math.ceil((x - half - left) / width - 0.5));
          const end = Math.min(columns, Math.floor((x + half - left) / width - 0.5) + 1);
          classes.fill(reaches.length - 1 - place, row * columns + from, row * columns + Math.max(from, end));
        }
      });
    });
    return classes;
  };

  /** The cells of a surface as places of classes, one after the other. */
  Atlas.readCells = (signs) => Uint8Array.from(signs, (sign) => sign.charCodeAt(0) - FIRST_SIGN);

  function colourOf(entry, faded) {
    const number = parseInt(entry.colour.slice(1), 16);
    return [number >> 16, (number >> 8) & 255, number & 255, faded ? FADED : 255];
  }

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createSurfaces = function (map, model) {
    const known = new Map();
    let last = { key: "" };

    function groups() {
      return Atlas.decodePoints(model.data.groups.point).map((place) => {
        const { x, y } = map.project(place, 0);
        return [x, y];
      });
    }

    function cellsOf({ id, surface }) {
      if (!known.has(id)) {
        known.set(id, surface.cells ? Atlas.readCells(surface.cells) : Atlas.distanceClasses(groups(), surface));
      }
      return known.get(id);
    }

    function paint(layer, isFaded) {
      const { columns, rows } = layer.surface;
      const canvas = Atlas.element("canvas", { width: columns, height: rows });
      const context = canvas.getContext("2d");
      const picture = context.createImageData(columns, rows);
      const colours = layer.classes.map((entry) => colourOf(entry, isFaded(entry)));
      cellsOf(layer).forEach((place, cell) => picture.data.set(colours[place], 4 * cell));
      context.putImageData(picture, 0, 0);
      return canvas;
    }

    return {
      /** The picture of a layer: one pixel for each cell. */
      picture(layer, isFaded) {
        const key = [layer.id, ...layer.classes.map(isFaded)].join();
        if (key !== last.key) {
          last = { key, canvas: paint(layer, isFaded) };
        }
        return last.canvas;
      },

      /** The class at a place in pixels of zoom 0. */
      at(layer, x, y) {
        const { extent, columns, rows } = layer.surface;
        const [left, top, right, bottom] = extent;
        const column = Math.floor(((x - left) / (right - left)) * columns);
        const row = Math.floor(((y - top) / (bottom - top)) * rows);
        return layer.classes[cellsOf(layer)[row * columns + column]];
      },
    };
  };
})(globalThis.Atlas);
