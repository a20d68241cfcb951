/* The groups as points, clustered, coloured by kind; made when they are first asked for. */
/* needs core.js, kinds.js, years.js */
(function (Atlas) {
  "use strict";

  /** Shares of a circle, as [place, from, to] of 0 to 1, for how many there are at each place. */
  Atlas.sharesOf = function (counts) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    let reached = 0;
    return counts.flatMap((count, place) => {
      const from = reached / total;
      reached += count;
      return count ? [[place, from, reached / total]] : [];
    });
  };

  /** The mark of a cluster: the number of groups, larger for more, in a ring of its kinds. */
  Atlas.clusterIcon = function (cluster) {
    const counts = Array.from(Atlas.KIND_LETTERS, () => 0);
    cluster.getAllChildMarkers().forEach(({ options }) => {
      counts[options.kind] += 1;
    });
    const count = cluster.getChildCount();
    const size = Math.round(32 + 8 * Math.log10(count));
    const ring = Atlas.sharesOf(counts).map(
      ([place, from, to]) => `${Atlas.kindStyle(place).colour} ${from}turn ${to}turn`,
    );
    const number = Atlas.number(count, 0, document.documentElement.lang);
    const html = Atlas.element("span", { "data-counts": counts.join() }, number);
    html.style.background = `radial-gradient(#fff 59%, transparent 61%), conic-gradient(${ring.join()})`;
    return L.divIcon({ className: "cluster", html, iconSize: [size, size] });
  };

  /**
   * @param {Model} model
   * @param {L.Map} map
   */
  Atlas.createGroups = function (map, model, cluster) {
    const { groups, villages } = model.data;
    const kinds = Atlas.kindsOf(groups);
    let markers = null;
    let waiting = 0;

    function founded(place) {
      const year = groups.year[place];
      return year === null ? "" : String(groups.first_year + year);
    }

    function details(place, village) {
      const rows = [
        ["kind", groups.kinds[groups.kind[place]]],
        ["hamlet", groups.hamlets[groups.hamlet[place]]],
        ["founded", founded(place)],
      ];
      const list = Atlas.element("dl", {});
      rows.forEach(([key, value]) => {
        list.append(
          Atlas.element("dt", {}, model.word(key)),
          Atlas.element("dd", {}, Atlas.name(value || model.word("unknown"))),
        );
      });
      return Atlas.element(
        "div",
        { class: "card" },
        Atlas.element("strong", {}, Atlas.name(groups.names[groups.name[place]])),
        Atlas.element(
          "span",
          { class: "card-place" },
          Atlas.name(villages.name[village]),
          " · ",
          Atlas.name(model.subdistrict(village)),
        ),
        list,
      );
    }

    function make() {
      const icons = kinds.shown.map((_, place) => () => {
        const html = Atlas.kindMark(place);
        html.dataset.kind = place;
        return L.divIcon({ className: "dot", html, iconSize: [24, 24] });
      });
      const points = Atlas.decodePoints(groups.point);
      const made = [];
      groups.per_village.forEach((count, village) => {
        for (const last = made.length + count; made.length < last; ) {
          const own = made.length;
          const kind = kinds.of[groups.kind[own]];
          const title = groups.names[groups.name[own]];
          const marker = L.marker(points[own], { icon: icons[kind](), title, kind, village });
          made.push(marker.bindPopup(() => details(own, village), { maxWidth: 280 }));
        }
      });
      return made;
    }

    function fill() {
      waiting = 0;
      markers = markers || make();
      const shown = Atlas.shownGroups(groups, kinds, model.state);
      cluster.clearLayers();
      cluster.addLayers(markers.filter(({ options }, place) => shown[place] && model.shown(options.village)));
      map.fire("pointsdrawn");
    }

    function update() {
      if (!model.state.points) {
        cluster.remove();
        return;
      }
      cluster.addTo(map);
      waiting = waiting || requestAnimationFrame(fill);
    }

    Atlas.createPointTools(model, kinds);
    model.listen((changed) => {
      if (["points", "filter", "year", "undated", "hidden"].some((key) => changed.has(key))) {
        update();
      } else if (changed.has("lang") && markers) {
        cluster.refreshClusters();
      }
    });
  };
})(globalThis.Atlas);
