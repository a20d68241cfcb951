/* Where map and legend stand: as large as the space allows, with no land under the legend. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const EDGE = 12;
  const MARGIN = 16;
  const CLEARANCE = 4;
  const ZOOM_STEP = 0.25;
  const MOST_STEPS = 5;
  const SHARES = [0.5, 0.25, 0.75, 0, 1];

  /** Whether the line between two points enters a box (Liang and Barsky). */
  function crosses(box, x, y, toX, toY) {
    if (
      Math.max(x, toX) < box.left ||
      Math.min(x, toX) > box.right ||
      Math.max(y, toY) < box.top ||
      Math.min(y, toY) > box.bottom
    ) {
      return false;
    }
    const moves = [
      [x - toX, x - box.left],
      [toX - x, box.right - x],
      [y - toY, y - box.top],
      [toY - y, box.bottom - y],
    ];
    let enter = 0;
    let leave = 1;
    for (const [step, room] of moves) {
      if (step === 0 && room < 0) {
        return false;
      }
      if (step < 0) {
        enter = Math.max(enter, room / step);
      } else if (step > 0) {
        leave = Math.min(leave, room / step);
      }
    }
    return enter <= leave;
  }

  /**
   * Land as what it is asked for: its edges, each as x, y, x, y in one long list, and its extent.
   * `covers` tells whether a point lies on land.
   */
  Atlas.landOf = function (edges, covers) {
    const extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let place = 0; place < edges.length; place += 2) {
      extent.left = Math.min(extent.left, edges[place]);
      extent.right = Math.max(extent.right, edges[place]);
      extent.top = Math.min(extent.top, edges[place + 1]);
      extent.bottom = Math.max(extent.bottom, edges[place + 1]);
    }
    return { edges, extent, covers };
  };

  /** Whether a box lies on land, wholly or in part. */
  Atlas.hidesLand = function ({ edges, covers }, box) {
    for (let place = 0; place < edges.length; place += 4) {
      if (crosses(box, edges[place], edges[place + 1], edges[place + 2], edges[place + 3])) {
        return true;
      }
    }
    return covers((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  };

  function shares() {
    const all = SHARES.flatMap((across) => SHARES.map((down) => ({ across, down })));
    const off = ({ across, down }) => Math.abs(across - 0.5) + Math.abs(down - 0.5);
    return all.sort((one, other) => off(one) - off(other));
  }

  /**
   * The largest view of all land beside a legend, at or below `zoom`.
   *
   * `land` is in pixels of zoom 0; `space` is what the map has free, in pixels; `legend` is its
   * width and height, or null when it covers nothing. Returns the zoom, the point of the land (at
   * zoom 0) that comes into the space's upper left corner, and whether the legend stands above.
   */
  Atlas.placeLand = function (land, space, legend, zoom, high) {
    const { extent } = land;
    const at = (level, { across, down }) => {
      const scale = 2 ** level;
      const free = (size, from, to) => size - 2 * EDGE - (to - from) * scale;
      const left = EDGE + free(space.x, extent.left, extent.right) * across;
      const top = EDGE + free(space.y, extent.top, extent.bottom) * down;
      return { zoom: level, scale, x: extent.left - left / scale, y: extent.top - top / scale };
    };
    const clear = (view, above) => {
      const top = above ? MARGIN : space.y - MARGIN - legend.height;
      const box = {
        left: 0,
        right: MARGIN + legend.width + CLEARANCE,
        top: top - CLEARANCE,
        bottom: top + legend.height + CLEARANCE,
      };
      return !Atlas.hidesLand(land, {
        left: view.x + box.left / view.scale,
        right: view.x + box.right / view.scale,
        top: view.y + box.top / view.scale,
        bottom: view.y + box.bottom / view.scale,
      });
    };
    const middle = { ...at(zoom, { across: 0.5, down: 0.5 }), high };
    if (!legend) {
      return middle;
    }
    for (let step = 0; step <= MOST_STEPS; step += 1) {
      for (const share of shares()) {
        const view = at(zoom - step * ZOOM_STEP, share);
        const above = [high, !high].find((corner) => clear(view, corner));
        if (above !== undefined) {
          return { ...view, high: above };
        }
      }
    }
    return middle;
  };
})(globalThis.Atlas);
