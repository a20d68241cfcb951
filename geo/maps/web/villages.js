/* The villages on the map. Shapes are made once; another indicator only changes their fill. */
(function (Atlas) {
  "use strict";

  const PAPER = "#ffffff";
  const SOFT_EDGE = "#b9b4a6";
  const CIRCLE_SHARE = 0.03;
  const CIRCLE_LIMITS = [9, 26];
  const CIRCLE_GROWTH = 1.45;
  const CIRCLE_LARGEST = 70;

  /** Leaflet rounds radii to whole pixels; here the area of a circle says the value. */
  const ExactCircles = L.SVG.extend({
    _updateCircle(circle) {
      const { x, y } = circle._point;
      const r = circle._radius;
      const half = `a${r},${r} 0 1,0 `;
      this._setPath(circle, `M${x - r},${y}${half}${2 * r},0${half}${-2 * r},0`);
    },
  });

  Atlas.createVillages = function (map, model) {
    const { villages } = model.data;
    const centres = Atlas.decodePoints(villages.centre);
    const shapes = villages.shape.map((shape, village) => draw(shape, village));
    const chosen = L.layerGroup().addTo(map);
    const symbols = L.layerGroup().addTo(map);
    const circlesRenderer = new ExactCircles({ pane: "circles", padding: 0.3 });
    const chosenRenderer = L.svg({ pane: "chosen", padding: 0.3 });
    const tooltip = Atlas.createTooltip(map);
    let home = null;

    function draw(shape, village) {
      const polygon = L.polygon(Atlas.decodeShape(shape), {
        className: "desa",
        weight: 0.8,
        color: PAPER,
        fillOpacity: 1,
        smoothFactor: 0.6,
      });
      return listen(polygon, village).addTo(map);
    }

    function listen(part, village) {
      part.on({
        mouseover: (event) => tooltip.show(Atlas.describe(model, village), event.latlng),
        mousemove: (event) => tooltip.move(event.latlng),
        mouseout: () => tooltip.hide(),
        click: (event) => {
          L.DomEvent.stop(event);
          tooltip.hide();
          model.set({ village, panel: "village" });
          map.fire("villagechosen", { village });
        },
      });
      return part;
    }

    function restyle() {
      const layer = model.layer();
      const edge = layer.symbology === "symbols" ? SOFT_EDGE : PAPER;
      const lit = model.state.lit ?? model.state.pinned;
      shapes.forEach((shape, village) => {
        const entry = model.classOf(layer, village);
        const faded = lit !== null && entry.key !== lit;
        shape.setStyle({
          fillColor: Atlas.fillOf(layer, entry),
          fillOpacity: faded ? 0.22 : 1,
          color: edge,
        });
      });
    }

    function circleRadius(value) {
      const { circles } = model.layer();
      const grown = home.radius * CIRCLE_GROWTH ** (map.getZoom() - home.zoom);
      return Math.min(grown, CIRCLE_LARGEST) * Math.sqrt(value / circles.largest);
    }

    function drawSymbols() {
      symbols.clearLayers();
      const layer = model.layer();
      map.getContainer().classList.toggle("with-circles", layer.symbology === "symbols");
      const lit = model.state.lit ?? model.state.pinned;
      const places = villages.kode.map((_, village) => village);
      places.sort((one, other) => (layer.values[other] ?? 0) - (layer.values[one] ?? 0));
      places.forEach((village) => {
        const entry = model.classOf(layer, village);
        const faded = lit !== null && entry.key !== lit;
        if (entry.marked) {
          symbols.addLayer(cross(village, faded));
        } else if (layer.circles && layer.values[village] > 0) {
          symbols.addLayer(circle(layer, village, faded));
        }
      });
    }

    function circle(layer, village, faded) {
      const marker = L.circleMarker(centres[village], {
        renderer: circlesRenderer,
        pane: "circles",
        className: "circle",
        radius: circleRadius(layer.values[village]),
        weight: 1,
        color: PAPER,
        fillColor: layer.circles.colour,
        fillOpacity: faded ? 0.15 : 0.85,
        opacity: faded ? 0.3 : 1,
      });
      return listen(marker, village);
    }

    function cross(village, faded) {
      const icon = L.divIcon({ className: faded ? "zero-mark faded" : "zero-mark", iconSize: [9, 9] });
      return L.marker(centres[village], { icon, pane: "circles", interactive: false, keyboard: false });
    }

    function choose() {
      chosen.clearLayers();
      const { village } = model.state;
      if (village === null) {
        return;
      }
      const outline = { renderer: chosenRenderer, interactive: false, fill: false, smoothFactor: 0.6 };
      const rings = shapes[village].getLatLngs();
      chosen.addLayer(L.polygon(rings, { ...outline, color: PAPER, weight: 6 }));
      chosen.addLayer(
        L.polygon(rings, { ...outline, color: "#111827", weight: 3, className: "chosen" }),
      );
    }

    model.listen((changed) => {
      if (["layer", "lit", "pinned"].some((key) => changed.has(key))) {
        restyle();
        drawSymbols();
      }
      if (changed.has("village")) {
        choose();
      }
    });
    map.on("zoomend", () => {
      if (model.layer().circles) {
        drawSymbols();
        model.set({ zoom: map.getZoom() });
      }
    });

    return {
      bounds: () => L.featureGroup(shapes).getBounds(),
      boundsOf: (village) => shapes[village].getBounds(),
      centres,
      circleRadius,
      /** Draw all; the present view is the one in which circles have their plain size. */
      start() {
        const size = map.getSize();
        const radius = Math.min(size.x, size.y) * CIRCLE_SHARE;
        home = {
          zoom: map.getZoom(),
          radius: Math.min(Math.max(radius, CIRCLE_LIMITS[0]), CIRCLE_LIMITS[1]),
        };
        restyle();
        drawSymbols();
      },
    };
  };

  /** What a village shows at a glance: names, code, figure, state and shortfall in words. */
  Atlas.describe = function (model, village) {
    const layer = model.layer();
    const { villages } = model.data;
    const entry = model.classOf(layer, village);
    const gap = model.gap(village);
    const card = Atlas.element("div", { class: "card" });
    card.append(
      Atlas.element("strong", {}, Atlas.name(villages.name[village])),
      Atlas.element(
        "span",
        { class: "card-place" },
        Atlas.name(model.subdistrict(village)),
        ` · ${villages.kode[village]}`,
      ),
      Atlas.element(
        "span",
        { class: "card-figure" },
        Atlas.swatch(layer, entry),
        Atlas.element("span", {}, model.figure(layer, village)),
      ),
    );
    if (layer.values[village] !== null) {
      const numeric = entry.numeric && layer.symbology === "choropleth";
      if (numeric || !entry.numeric) {
        const label = model.say(entry.label);
        card.append(
          Atlas.element("span", { class: "card-class" }, numeric ? `${model.word("class")} ${label}` : label),
        );
      }
    }
    if (gap || !villages.judged[village]) {
      const sentence = gap ? model.tell(gap.sentence) : model.word("not_judged");
      card.append(Atlas.element("span", { class: "card-gap" }, sentence));
    }
    return card;
  };
})(globalThis.Atlas);
