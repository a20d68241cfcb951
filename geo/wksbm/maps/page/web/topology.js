/* Village shapes as shared arcs: read from bytes, projected once, in pixels of zoom 0. */
/* needs core.js */
(function (Atlas) {
  "use strict";

  const WORLD = 256;
  const NOBODY = -1;

  /** The place of a longitude and latitude among the pixels of zoom 0 (Web Mercator). */
  Atlas.project = function (longitude, latitude) {
    const sine = Math.sin((latitude * Math.PI) / 180);
    return [
      (WORLD * (longitude + 180)) / 360,
      WORLD / 2 - (WORLD / (4 * Math.PI)) * Math.log((1 + sine) / (1 - sine)),
    ];
  };

  /** Read numbers that take as many bytes as they need, seven bits each, the lowest first. */
  function reader(bytes) {
    let place = 0;
    function next() {
      let value = 0;
      let factor = 1;
      let part = 128;
      while (part > 127) {
        part = bytes[place];
        place += 1;
        value += (part & 127) * factor;
        factor *= 128;
      }
      return value;
    }
    function many(count) {
      const numbers = new Int32Array(count);
      for (let n = 0; n < count; n += 1) {
        numbers[n] = next();
      }
      return numbers;
    }
    return { next, many };
  }

  /** Where each run of these lengths begins; one entry more than there are runs. */
  function offsets(lengths, more = 0) {
    const begin = new Int32Array(lengths.length + 1);
    lengths.forEach((length, place) => {
      begin[place + 1] = begin[place] + length + more;
    });
    return begin;
  }

  /** References as they are written: 0 is a new arc, else how far back it is and its direction. */
  function readReferences(codes) {
    const arcs = new Int32Array(codes.length);
    const flipped = new Uint8Array(codes.length);
    let fresh = 0;
    codes.forEach((code, place) => {
      if (code === 0) {
        arcs[place] = fresh;
        fresh += 1;
      } else {
        arcs[place] = fresh - (code >> 1);
        flipped[place] = 1 - (code & 1);
      }
    });
    return { arcs, flipped, count: fresh };
  }

  /** Coordinates from their changes, in grid steps of degrees, as pixels of zoom 0. */
  function readPoints(changes, steps) {
    const x = new Float64Array(changes.length / 2);
    const y = new Float64Array(changes.length / 2);
    let east = 0;
    let north = 0;
    for (let place = 0; place < x.length; place += 1) {
      const across = changes[2 * place];
      const up = changes[2 * place + 1];
      east += across & 1 ? -(across >>> 1) - 1 : across >>> 1;
      north += up & 1 ? -(up >>> 1) - 1 : up >>> 1;
      [x[place], y[place]] = Atlas.project(east / steps, north / steps);
    }
    return { x, y };
  }

  /** The shapes on both sides of each arc; `across` names neighbours over a gap. */
  function sidesOf(topology, across) {
    const sides = new Int32Array(2 * (topology.start.length - 1)).fill(NOBODY);
    topology.firstPart.slice(0, -1).forEach((first, shape) => {
      for (let part = first; part < topology.firstPart[shape + 1]; part += 1) {
        const arc = topology.arcs[part];
        const own = sides[2 * arc] === NOBODY ? 2 * arc : 2 * arc + 1;
        sides[own] = shape;
      }
    });
    for (let pair = 0; pair < across.length; pair += 2) {
      sides[2 * across[pair] + 1] = across[pair + 1];
    }
    return sides;
  }

  /**
   * Read what `wksbm.maps.page.topology` writes. Shape s has the rings firstRing[s] to firstRing[s + 1]
   * and, of all its rings, the parts firstPart[s] to firstPart[s + 1]; ring r has the parts
   * ringPart[r] to ringPart[r + 1]; part p is the arc arcs[p], backwards if flipped[p]; arc a has
   * the points start[a] to start[a + 1].
   */
  Atlas.readTopology = function (bytes) {
    const { next, many } = reader(bytes);
    const steps = next();
    const shapes = next();
    const pairs = next();
    const firstRing = offsets(many(shapes));
    const ringPart = offsets(many(firstRing[shapes]));
    const { arcs, flipped, count } = readReferences(many(ringPart[firstRing[shapes]]));
    const start = offsets(many(count), 2);
    const topology = {
      firstRing,
      ringPart,
      arcs,
      flipped,
      start,
      firstPart: firstRing.map((ring) => ringPart[ring]),
      ...readPoints(many(2 * start[count]), steps),
    };
    return { ...topology, sides: sidesOf(topology, many(2 * pairs)) };
  };
})(globalThis.Atlas);
