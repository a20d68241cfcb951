/* A canvas on the map that moves and grows with it and is drawn anew when it comes to rest. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const MOST_PIXELS = 16e6;
  const PRINT_RATIO = 3;

  const Sheet = L.Renderer.extend({
    _initContainer() {
      this._container = Atlas.element("canvas", { "aria-hidden": "true" });
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) {
        return;
      }
      L.Renderer.prototype._update.call(this);
      this._moved = true;
      this.redraw();
      if (document.body.classList.contains("printing")) {
        this.flush();
      }
    },

    /** Draw before the next picture of the screen, once for any number of calls. */
    redraw() {
      this._frame = this._frame || L.Util.requestAnimFrame(this.flush, this);
    },

    /** Draw now. */
    flush() {
      L.Util.cancelAnimFrame(this._frame);
      this._frame = null;
      if (this.options.idle()) {
        this._container.width = 0; // an empty sheet takes no memory and no time
        this._moved = true;
        return;
      }
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      const wanted = document.body.classList.contains("printing") ? PRINT_RATIO : 1;
      const sharp = Math.max(globalThis.devicePixelRatio, wanted);
      const ratio = Math.min(sharp, Math.sqrt(MOST_PIXELS / (size.x * size.y)));
      const canvas = this._container;
      if (this._moved) {
        this._moved = false;
        canvas.width = size.x * ratio;
        canvas.height = size.y * ratio;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
        L.DomUtil.setPosition(canvas, min);
      }
      const context = canvas.getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.options.paint(context, {
        scale: 2 ** this._map.getZoom(),
        origin: this._map.getPixelOrigin().add(min),
        size,
        ratio,
      });
    },
  });

  /**
   * Make a sheet; `paint(context, view)` draws in pixels from the sheet's upper left corner, unless
   * `idle()` says that there is nothing to draw.
   */
  Atlas.createSheet = (pane, paint, idle = () => false) =>
    new (/** @type {any} */ (Sheet))({ pane, paint, idle, padding: 0.1 });
})(globalThis.Atlas);
