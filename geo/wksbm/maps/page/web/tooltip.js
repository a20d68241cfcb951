/* The card beside the pointer: always whole, within the map and clear of the legend. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const GAP = 14;
  const EDGE = 4;

  /**
   * Where a card stands, as its upper left corner: the first place beside `point` that lies
   * within `space` and clear of the box `taken` (or null), else moved into `space`.
   */
  Atlas.besidePoint = function (point, card, space, taken) {
    const into = (start, length, room) => Math.max(EDGE, Math.min(start, room - length - EDGE));
    const level = into(point.y - card.y / 2, card.y, space.y);
    const middle = into(point.x - card.x / 2, card.x, space.x);
    const places = [
      { x: point.x + GAP, y: level },
      { x: point.x - GAP - card.x, y: level },
      { x: middle, y: point.y - GAP - card.y },
      { x: middle, y: point.y + GAP },
    ];
    const fits = ({ x, y }) =>
      x >= EDGE && y >= EDGE && x + card.x <= space.x - EDGE && y + card.y <= space.y - EDGE;
    const clear = ({ x, y }) =>
      !taken ||
      x >= taken.right ||
      y >= taken.bottom ||
      x + card.x <= taken.left ||
      y + card.y <= taken.top;
    return (
      places.find((place) => fits(place) && clear(place)) ||
      places.find(fits) || { x: into(places[0].x, card.x, space.x), y: level }
    );
  };

  /** @param {L.Map} map */
  Atlas.createTooltip = function (map) {
    const tooltip = L.tooltip({ direction: "center", opacity: 1 });
    const legend = document.getElementById("panel-legend");

    function move(latlng) {
      const made = tooltip.getElement();
      const card = { x: made.offsetWidth, y: made.offsetHeight };
      const frame = map.getContainer().getBoundingClientRect();
      const box = legend.getBoundingClientRect();
      const taken = {
        left: box.left - frame.left,
        right: box.right - frame.left,
        top: box.top - frame.top,
        bottom: box.bottom - frame.top,
      };
      const point = map.latLngToContainerPoint(latlng);
      const place = Atlas.besidePoint(point, card, map.getSize(), box.width ? taken : null);
      const centre = L.point(place.x + card.x / 2, place.y + card.y / 2);
      tooltip.options.offset = centre.subtract(point);
      tooltip.setLatLng(latlng);
    }

    return {
      move,
      show(content, latlng) {
        tooltip.setContent(content).setLatLng(latlng).addTo(map);
        move(latlng);
      },
      hide: () => tooltip.remove(),
    };
  };
})(globalThis.Atlas);
