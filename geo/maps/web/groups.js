/* The groups as points, clustered; made when they are first asked for. */
(function (Atlas) {
  "use strict";

  const COLOURS = ["#7a3b00", "#0b4f6c", "#5b2a86", "#1f5f3a", "#8a1c4a", "#444444"];

  /** The mark of a cluster: the number of groups, larger for more. */
  Atlas.clusterIcon = function (cluster) {
    const count = cluster.getChildCount();
    const size = Math.round(26 + 8 * Math.log10(count));
    const html = Atlas.element("span", {}, String(count));
    return L.divIcon({ className: "cluster", html, iconSize: [size, size] });
  };

  Atlas.createGroups = function (map, model, cluster) {
    const { groups, villages } = model.data;
    let made = false;

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
      const icons = groups.kinds.map((_, kind) => {
        const dot = Atlas.element("span", {});
        dot.style.background = COLOURS[Math.min(kind, COLOURS.length - 1)];
        return () => L.divIcon({ className: "dot", html: dot.cloneNode(), iconSize: [22, 22] });
      });
      const points = Atlas.decodePoints(groups.point);
      const markers = [];
      let place = 0;
      groups.per_village.forEach((count, village) => {
        for (const last = place + count; place < last; place += 1) {
          const own = place;
          const marker = L.marker(points[own], {
            icon: icons[groups.kind[own]](),
            title: groups.names[groups.name[own]],
          });
          markers.push(marker.bindPopup(() => details(own, village), { maxWidth: 280 }));
        }
      });
      cluster.addLayers(markers);
      made = true;
    }

    function update() {
      if (!model.state.points) {
        cluster.remove();
        return;
      }
      cluster.addTo(map);
      if (!made) {
        make();
      }
    }

    model.listen((changed) => {
      if (changed.has("points")) {
        update();
      }
    });
  };
})(globalThis.Atlas);
