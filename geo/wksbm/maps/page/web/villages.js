/* The villages on the map: one drawing of all, one of what is pointed at and chosen. */
/* needs areas.js, model.js, paint.js, patterns.js, sheet.js */
(function (Atlas) {
  "use strict";

  const PAPER = "#ffffff";
  const INK = "#111827";
  const SOFT_EDGE = "#b9b4a6";
  const STRONG_EDGE = "#1b2733";
  const SUBDISTRICT_EDGE = "#2c363d";
  const CIRCLE_SHARE = 0.03;
  const CIRCLE_LIMITS = [9, 26];
  const CIRCLE_GROWTH = 1.45;
  const CIRCLE_LARGEST = 70;

  /** Thinner lines where villages are small on the screen, so that their colours stay visible. */
  const lineWeight = (side, full) => full * Math.max(0.25, Math.min(1, side / 24));

  /**
   * Draw the picture of a surface over the villages that it is known for.
   * @param {Model} model
   */
  function drawSurface(painter, context, view, model, picture) {
    const layer = model.layer();
    const under = [[], []];
    layer.class.forEach((own, village) => {
      if (layer.classes[own].key === Atlas.UNDER) {
        under[Number(model.shown(village))].push(village);
      }
    });
    under.forEach((list, shown) => {
      painter.picture(context, view, list, picture, layer.surface.extent, shown ? 1 : Atlas.FADED);
    });
  }

  /** Draw the edges of what is pointed at, chosen, and compared with it. */
  function drawMarks(painter, context, view, { pointed, village, other }) {
    if (pointed !== null) {
      painter.shape(context, view, pointed, { color: INK, weight: 2 });
    }
    if (village !== null) {
      painter.shape(context, view, village, { color: PAPER, weight: 6 }, { color: INK, weight: 3 });
    }
    if (other !== null) {
      painter.shape(context, view, other, { color: INK, weight: 6 }, { color: PAPER, weight: 3 });
    }
  }

  /** Draw the edges of villages and sub-districts, thinner where villages are small. */
  function drawBorders(painter, context, view, { shapes, subdistricts, edge, strong }) {
    const [left, top, right, bottom] = shapes.extent;
    const side = view.scale * Math.sqrt(((right - left) * (bottom - top)) / shapes.count);
    const [thin, thick] = (strong ? [1.2, 2.4] : [0.8, 1.4]).map((full) => lineWeight(side, full));
    painter.lines(context, view, null, { color: edge, weight: thin });
    painter.lines(
      context,
      view,
      subdistricts,
      { color: PAPER, weight: 2.5 * thick, opacity: 0.6 },
      { color: SUBDISTRICT_EDGE, weight: thick },
    );
  }

  /** On paper all is one drawing: Chromium prints the upper of two canvases on white. */
  const isPrinted = () => document.body.classList.contains("printing");

  function outlineOf({ kind, villages }, shapes) {
    const members = new Set(villages);
    return { kind, arcs: shapes.outline((village) => (members.has(village) ? 0 : null)) };
  }

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createVillages = function (map, model, shapes) {
    const { data } = model;
    const { villages } = data;
    const painter = Atlas.createPainter(shapes);
    const subdistricts = shapes.outline((village) => villages.subdistrict[village]);
    const areas = data.areas.map((area) => outlineOf(area, shapes));
    const middles = [];
    let home = null;
    let symbols = { circles: [], crosses: [] };
    let pointed = null;
    let surfaces = null;
    let reach = null;
    let edge = "";
    const fills = Atlas.createSheet("overlayPane", (...sheet) =>
      isPrinted() ? drawTo(...sheet) : paintFills(...sheet),
    ).addTo(map);
    const borders = Atlas.createSheet("overlayPane", paintBorders, isPrinted).addTo(map);
    const above = Atlas.createSheet("overlayPane", paintAbove, () => {
      const { circles, crosses } = symbols;
      return isPrinted() || (!circles.length && !crosses.length && !model.layer().outlines && !reach?.active());
    }).addTo(map);
    const marks = Atlas.createSheet(
      "chosen",
      paintMarks,
      () => isPrinted() || (pointed === null && model.state.village === null && model.state.other === null),
    ).addTo(map);
    const contrast = globalThis.matchMedia("(prefers-contrast: more)");

    const latLng = ([x, y]) => map.unproject(L.point(x, y), 0);

    /** A point well inside a village, in pixels of zoom 0; found when it is first asked for. */
    function middleOf(village) {
      middles[village] ??= shapes.middle(village);
      return middles[village];
    }

    function boundsOf(boxes, place) {
      const [left, top, right, bottom] = boxes.subarray(4 * place, 4 * place + 4);
      return L.latLngBounds(latLng([left, bottom]), latLng([right, top]));
    }

    function isFaded(entry) {
      const lit = model.state.lit ?? model.state.pinned;
      return lit !== null && entry.key !== lit;
    }

    function edgeOf(layer) {
      if (contrast.matches) {
        return STRONG_EDGE;
      }
      return layer.symbology === "symbols" ? SOFT_EDGE : PAPER;
    }

    function paintFills(context, view) {
      const layer = model.layer();
      const styles = layer.classes.map((entry) => ({
        style: (...canvas) => Atlas.canvasFill(layer, entry, ...canvas),
        faded: isFaded(entry),
      }));
      const away = styles.map(({ style }) => ({ style, faded: true }));
      const placed = model.isFiltered()
        ? layer.class.map((own, village) => (model.shown(village) ? own : own + styles.length))
        : layer.class;
      painter.areas(context, view, placed, [...styles, ...away]);
      if (layer.surface) {
        drawSurface(painter, context, view, model, surfaces.picture(layer, isFaded));
      }
    }

    function paintBorders(context, view) {
      edge = edgeOf(model.layer());
      drawBorders(painter, context, view, { shapes, subdistricts, edge, strong: contrast.matches });
    }

    function paintAbove(context, view) {
      const layer = model.layer();
      if (layer.circles) {
        painter.circles(context, view, symbols.circles, layer.circles.colour, PAPER);
      }
      painter.crosses(context, view, symbols.crosses);
      if (layer.outlines) {
        const halo = { color: PAPER, weight: 5.5, opacity: 0.9 };
        areas.forEach(({ kind, arcs }) => {
          painter.lines(context, view, arcs, halo, Atlas.areaStroke(kind));
        });
      }
      if (reach?.active()) {
        reach.paint(context, view);
      }
    }

    function paintMarks(context, view) {
      drawMarks(painter, context, view, { pointed, ...model.state });
    }

    /** Draw all that the map shows on a canvas; `view` as a sheet hands it on. */
    function drawTo(context, view) {
      [paintFills, paintBorders, paintAbove, paintMarks].forEach((paint) => {
        context.save();
        paint(context, view);
        context.restore();
      });
    }

    function circleRadius(value) {
      const { circles } = model.layer();
      const grown = home.radius * CIRCLE_GROWTH ** (map.getZoom() - home.zoom);
      return Math.min(grown, CIRCLE_LARGEST) * Math.sqrt(value / circles.largest);
    }

    /** Circles, the largest first, and crosses of the layer shown. */
    function arrange() {
      const layer = model.layer();
      symbols = { circles: [], crosses: [] };
      layer.values.forEach((value, village) => {
        const entry = model.classOf(layer, village);
        const circled = layer.circles && value > 0;
        if (!entry.marked && !circled) {
          return;
        }
        const [x, y] = middleOf(village);
        const symbol = { village, x, y, faded: isFaded(entry) || !model.shown(village) };
        if (entry.marked) {
          symbols.crosses.push(symbol);
        } else {
          symbols.circles.push({ ...symbol, radius: circleRadius(value) });
        }
      });
      symbols.circles.sort((one, other) => other.radius - one.radius);
      fills.redraw();
      above.redraw();
      if (edgeOf(layer) !== edge) {
        borders.redraw();
      }
    }

    /** The village at a place on the map, null at sea; a circle stands for its village. */
    function at(latlng) {
      const { x, y } = map.project(latlng, 0);
      const scale = 2 ** map.getZoom();
      const circle = symbols.circles.findLast(
        (one) => Math.hypot(one.x - x, one.y - y) * scale <= one.radius,
      );
      return circle ? circle.village : shapes.find(x, y);
    }

    model.listen((changed) => {
      if (["layer", "lit", "pinned", "filter"].some((key) => changed.has(key))) {
        arrange();
      }
      if (changed.has("village") || changed.has("other")) {
        marks.redraw();
      }
    });
    map.on("zoomend", () => {
      if (home && model.layer().circles) {
        arrange();
        model.set({ zoom: map.getZoom() });
      }
    });
    contrast.addEventListener("change", () => borders.redraw());

    return {
      at,
      bounds: () => boundsOf(shapes.extent, 0),
      boundsOf: (village) => boundsOf(shapes.boxes, village),
      centre: (village) => latLng(middleOf(village)),
      circleRadius,
      neighbours: shapes.neighbours,
      /** Show which village is pointed at, if any. */
      point(village) {
        pointed = village;
        marks.redraw();
      },
      /** The class of a layer at a place on the map. */
      classAt(layer, village, latlng) {
        const entry = model.classOf(layer, village);
        const { x, y } = map.project(latlng, 0);
        return entry.key === Atlas.UNDER ? surfaces.at(layer, x, y) : entry;
      },
      /** Draw these too where the layer shown asks for them. */
      add(more) {
        ({ surfaces, reach } = more);
      },
      /** The edges of all land, as x, y, x, y in pixels of zoom 0. */
      coast: () => shapes.edges(shapes.outline(() => 0)),
      drawTo,
      isLand: (x, y) => shapes.find(x, y) !== null,
      /** Draw all; the present view is the one in which circles have their plain size. */
      start() {
        const size = map.getSize();
        const radius = Math.min(size.x, size.y) * CIRCLE_SHARE;
        home = {
          zoom: map.getZoom(),
          radius: Math.min(Math.max(radius, CIRCLE_LIMITS[0]), CIRCLE_LIMITS[1]),
        };
        arrange();
      },
    };
  };
})(globalThis.Atlas);
