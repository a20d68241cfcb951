/* On the map of reach: populated areas beyond it, places proposed for new groups, and both lists. */
/* needs core.js, names.js, surface.js */
(function (Atlas) {
  "use strict";

  const SPOT = "#c63d00";
  const INK = "#111827";
  const PAPER = "#ffffff";
  const CLOSEST = 14;

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createReach = function (map, model) {
    const { reach } = model.data;
    const shown = L.layerGroup();
    const active = () => reach !== null && Boolean(model.layer().surface?.reaches);
    const spots = reach ? reach.rings.map((rings) => rings.map(Atlas.decodePoints)) : [];
    const middles = reach ? Atlas.decodePoints(reach.middles) : [];

    function flat(place) {
      const { x, y } = map.project(place, 0);
      return [x, y];
    }
    const outlines = spots.flat().map((ring) => ring.map(flat));
    const circles = middles.map((place) => {
      const [x, y] = flat(place);
      return { x, y, radius: reach.metres / Atlas.metresPerPixel(y) };
    });

    function stroke(context, color, weight, dash) {
      context.strokeStyle = color;
      context.lineWidth = weight;
      context.setLineDash(dash);
      context.stroke();
    }

    function paint(context, { scale, origin }) {
      context.beginPath();
      outlines.forEach((ring) => {
        const [first, ...others] = ring.map(([x, y]) => [x * scale - origin.x, y * scale - origin.y]);
        context.moveTo(...first);
        others.forEach((corner) => context.lineTo(...corner));
      });
      context.fillStyle = SPOT;
      context.fill("evenodd");
      stroke(context, PAPER, 0.8, []);
      circles.forEach(({ x, y, radius }) => {
        context.beginPath();
        context.arc(x * scale - origin.x, y * scale - origin.y, radius * scale, 0, 2 * Math.PI);
        stroke(context, PAPER, 3.5, []);
        stroke(context, INK, 1.5, [6, 4]);
      });
    }

    const boundsOf = (rings) => L.latLngBounds(rings.flat());

    /** The northernmost corner of the part with the most corners. */
    const topOf = (rings) => {
      const [first] = rings.toSorted((one, other) => other.length - one.length);
      return first.reduce((top, place) => (place[0] > top[0] ? place : top));
    };

    const mark = (row, className) => Atlas.element("span", { class: `area-number ${className}` }, row.mark);

    function marker(place, row, className, iconAnchor) {
      const html = Atlas.element("span", {}, row.mark);
      const icon = L.divIcon({ className: `area-number ${className}`, html, iconSize: null, iconAnchor });
      return L.marker(place, { icon, pane: "names", interactive: false, keyboard: false });
    }

    function update() {
      if (!active()) {
        shown.remove();
        return;
      }
      if (shown.getLayers().length === 0) {
        const [areas, places] = reach.lists;
        places.rows.forEach((row, place) => shown.addLayer(marker(middles[place], row, "proposed", [11, 11])));
        areas.rows.forEach((row, place) => shown.addLayer(marker(topOf(spots[place]), row, "spot", [11, 24])));
      }
      shown.addTo(map);
      keepApart();
    }

    const kinds = [
      [spots.length, "spot", (place) => boundsOf(spots[place])],
      [middles.length, "proposed", (place) => L.latLng(middles[place]).toBounds(2 * reach.metres)],
    ];

    function rowButton(entry, place, className, goal) {
      const button = Atlas.element(
        "button",
        { type: "button", class: "class-row" },
        mark(entry, className),
        Atlas.name(entry.name, "class-label"),
        Atlas.element("span", { class: "class-count" }, model.number(entry.people)),
      );
      button.addEventListener("click", () => {
        map.fitBounds(goal(place).pad(0.6), { maxZoom: CLOSEST, animate: !Atlas.calm() });
      });
      return Atlas.element("li", {}, button);
    }

    function section({ heading, figures, rows, rest }, count, className, goal) {
      const list = rows.map((entry, place) => rowButton(entry, place, className, goal));
      const more = rest ? [Atlas.element("p", { class: "hint" }, model.say(rest))] : [];
      return Atlas.element(
        "details",
        { class: "area-entry reach" },
        Atlas.element(
          "summary",
          {},
          Atlas.element("span", { class: "area-kind" }, model.say(heading)),
          Atlas.element("span", { class: "class-count" }, model.number(count)),
        ),
        Atlas.element("p", { class: "reach-figures" }, model.say(figures)),
        Atlas.element("ol", { class: "reach-list" }, ...list),
        ...more,
      );
    }

    /** Hide marks that would lie over others, the weightier first; their areas and circles stay. */
    function keepApart() {
      const marks = shown.getLayers().map((one) => one.getElement()).filter(Boolean);
      const free = Atlas.apartOf(marks.map((one) => one.getBoundingClientRect()));
      marks.forEach((one, place) => one.classList.toggle("away", !free[place]));
    }

    update();
    model.listen((changed) => changed.has("layer") && update());
    map.on("zoomend viewreset", keepApart);

    return {
      active,
      paint,
      /** Both lists for the legend; nothing unless the layer shown is that of reach. */
      list: () =>
        active()
          ? reach.lists.map((list, place) => section(list, ...kinds[place]))
          : [],
    };
  };

  /**
   * Both lists in words, for a picture and for paper: headings, then one line for each row.
   * @param {Model} model
   */
  Atlas.reachLines = function (model) {
    return model.data.reach.lists.map(({ heading, figures, rows, rest }) => ({
      heading: model.say(heading),
      figures: model.say(figures),
      rows: rows.map((row) => ({ text: `${row.mark}  ${row.name}`, figure: model.number(row.people) })),
      rest: rest ? model.say(rest) : "",
    }));
  };
})(globalThis.Atlas);
