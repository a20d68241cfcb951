/* Names of sub-districts: none over another, nor over the number of an area. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  /** Which of some boxes can stand, the first ones first, so that none touches another. */
  Atlas.apartOf = function (boxes, taken = []) {
    const standing = [...taken];
    return boxes.map((box) => {
      const free = standing.every(
        (one) => box.right < one.left || box.left > one.right || box.bottom < one.top || box.top > one.bottom,
      );
      if (free) {
        standing.push(box);
      }
      return free;
    });
  };

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.keepNamesApart = function (map, model) {
    const boxOf = (part) => part.getBoundingClientRect();

    function update() {
      const container = map.getContainer();
      const names = [...container.querySelectorAll(".name-subdistrict span")];
      const numbers = [...container.querySelectorAll(".leaflet-marker-icon.area-number")];
      const free = Atlas.apartOf(names.map(boxOf), numbers.map(boxOf));
      names.forEach((name, place) => name.classList.toggle("away", !free[place]));
    }

    map.on("zoomend viewreset", update);
    model.listen((changed) => changed.has("layer") && update());
    update();
  };
})(globalThis.Atlas);
