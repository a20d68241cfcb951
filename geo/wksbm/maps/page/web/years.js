/* Which groups are shown: by kind, by the year in which they were founded. */
/* needs core.js, kinds.js */
(function (Atlas) {
  "use strict";

  const EACH_YEAR = 500;
  const STEP = 5;

  /** The first and the last year in which a group was founded; null when no year is known. */
  Atlas.yearsOf = function ({ year, first_year: first }) {
    const latest = year.reduce((last, own) => (own === null ? last : Math.max(last, own)), -1);
    return latest < 0 ? null : { first, last: first + latest };
  };

  /** Whether each group is shown, by the state's `year`, `undated` and `hidden` kinds. */
  Atlas.shownGroups = function (groups, kinds, { year, undated, hidden }) {
    const away = kinds.shown.map((kind) => hidden.includes(Atlas.kindKey(kind)));
    const limit = year === null ? Infinity : year - groups.first_year;
    return groups.year.map((own, place) => {
      const inTime = own === null ? undated : own <= limit;
      return inTime && !away[kinds.of[groups.kind[place]]];
    });
  };

  /** The village of each group. */
  Atlas.villagesOf = ({ per_village: counts }) => counts.flatMap((count, village) => Array(count).fill(village));

  /**
   * How many groups there are by that year in the villages for which `within(village)`: of each
   * kind, and of the kinds that are not hidden.
   */
  Atlas.countGroups = function (groups, kinds, state, within) {
    const every = Atlas.shownGroups(groups, kinds, { ...state, hidden: [] });
    const shown = Atlas.shownGroups(groups, kinds, { ...state, undated: true });
    const count = { kinds: kinds.shown.map(() => 0), dated: 0, undated: 0 };
    Atlas.villagesOf(groups).forEach((village, place) => {
      if (!within(village)) {
        return;
      }
      const own = groups.year[place];
      count.kinds[kinds.of[groups.kind[place]]] += every[place];
      count[own === null ? "undated" : "dated"] += shown[place];
    });
    return count;
  };

  /** What an address says of the points, as changes of the state. */
  Atlas.pointsIn = function (said, groups) {
    if (said.get("points") !== "1") {
      return {};
    }
    const years = Atlas.yearsOf(groups);
    const year = Number(said.get("year") || NaN);
    const keys = Atlas.kindsOf(groups).shown.map(Atlas.kindKey);
    return {
      points: true,
      year: years && Number.isInteger(year) && year >= years.first && year < years.last ? year : null,
      undated: said.get("undated") !== "0",
      hidden: said.getAll("hide").filter((key) => keys.includes(key)),
    };
  };

  /** Write the points' switches into an address. */
  Atlas.sayPoints = function (said, { year, undated, hidden }) {
    said.set("points", "1");
    if (year !== null) {
      said.set("year", String(year));
    }
    if (!undated) {
      said.set("undated", "0");
    }
    hidden.forEach((key) => said.append("hide", key));
  };

  /** @param {Model} model */
  Atlas.createPointTools = function (model, kinds) {
    const { groups } = model.data;
    const years = Atlas.yearsOf(groups);
    const hasUndated = groups.year.includes(null);
    let playing = 0;
    let parts = {};

    const yearNow = () => model.state.year ?? years.last;

    function check(text, checked, change) {
      const input = Atlas.element("input", { type: "checkbox" });
      input.checked = checked;
      input.addEventListener("change", () => change(input.checked));
      return Atlas.element("label", { class: "check" }, input, ...text);
    }

    function kindBoxes() {
      const boxes = kinds.shown.map((kind, place) => {
        const key = Atlas.kindKey(kind);
        const number = Atlas.element("span", { class: "kind-count" });
        const text = [Atlas.kindMark(place), Atlas.name(Atlas.kindName(model, kind), "kind-name"), number];
        return check(text, !model.state.hidden.includes(key), (shown) => {
          const others = model.state.hidden.filter((other) => other !== key);
          model.set({ hidden: shown ? others : [...others, key] });
        });
      });
      const legend = Atlas.element("legend", {}, model.word("kind"));
      return Atlas.element("fieldset", { class: "kinds" }, legend, ...boxes);
    }

    function stop() {
      clearInterval(playing);
      playing = 0;
      say();
    }

    function advance(step) {
      const { first, last } = years;
      model.set({ year: yearNow() >= last ? first : Math.min(last, yearNow() + step) });
    }

    function play() {
      if (playing) {
        stop();
      } else if (Atlas.calm()) {
        advance(STEP);
      } else {
        advance(1);
        playing = setInterval(() => {
          if (!model.state.points || yearNow() >= years.last) {
            stop();
          } else {
            advance(1);
          }
        }, EACH_YEAR);
      }
      say();
    }

    function slider() {
      const { first, last } = years;
      const input = Atlas.element("input", { type: "range", id: "year", min: first, max: last, step: 1 });
      const button = Atlas.element("button", { type: "button", class: "play" });
      const year = Atlas.element("output", { for: "year" });
      input.addEventListener("input", () => {
        if (playing) {
          stop();
        }
        model.set({ year: Number(input.value) === last ? null : Number(input.value) });
      });
      button.addEventListener("click", play);
      parts = { ...parts, input, button, year };
      return Atlas.element(
        "div",
        { class: "years" },
        Atlas.element("label", { for: "year" }, model.word("year"), " ", year),
        input,
        Atlas.element(
          "p",
          { class: "year-ends", "aria-hidden": "true" },
          Atlas.element("span", {}, String(first)),
          Atlas.element("span", {}, String(last)),
        ),
        button,
      );
    }

    /** Put the present figures into the parts that are there. */
    function say() {
      const count = Atlas.countGroups(groups, kinds, model.state, model.shown);
      const box = document.getElementById("point-tools");
      box.querySelectorAll(".kind-count").forEach((part, place) => {
        part.textContent = model.number(count.kinds[place]);
      });
      if (!years) {
        return;
      }
      const sentence = model.state.undated ? "existed" : "existed_dated";
      const said = model.word(hasUndated ? sentence : "existed_all", {
        n: model.number(count.dated),
        m: model.number(count.undated),
        year: String(yearNow()),
      });
      parts.input.value = yearNow();
      parts.input.setAttribute("aria-valuetext", said);
      parts.year.textContent = String(yearNow());
      parts.count.textContent = said;
      const word = Atlas.calm() ? "step" : playing ? "pause" : "play";
      parts.button.textContent = model.word(word, { n: STEP });
    }

    function render() {
      const box = document.getElementById("point-tools");
      if (!box) {
        return;
      }
      box.hidden = !model.state.points;
      if (box.hidden) {
        box.replaceChildren();
        return;
      }
      parts = { count: Atlas.element("p", { class: "points-count" }) };
      const total = groups.year.filter((own) => own === null).length;
      const undated = () =>
        check([model.word("undated", { n: model.number(total) })], model.state.undated, (shown) =>
          model.set({ undated: shown }),
        );
      const dated = years
        ? [slider(), parts.count, Atlas.element("p", { class: "hint" }, model.word("existed_note"))]
        : [];
      box.replaceChildren(...dated, ...(hasUndated && years ? [undated()] : []), kindBoxes());
      say();
    }

    /** Set boxes that another way than themselves has changed. */
    function agree() {
      /** @type {NodeListOf<HTMLInputElement>} */
      const boxes = document.querySelectorAll("#point-tools .kinds input");
      kinds.shown.forEach((kind, place) => {
        boxes[place].checked = !model.state.hidden.includes(Atlas.kindKey(kind));
      });
      /** @type {HTMLInputElement | null} */
      const undated = document.querySelector("#point-tools > .check input");
      if (undated) {
        undated.checked = model.state.undated;
      }
    }

    render();
    model.listen((changed) => {
      if (changed.has("points") || changed.has("lang")) {
        render();
      } else if (model.state.points && ["year", "undated", "hidden", "filter"].some((key) => changed.has(key))) {
        agree();
        say();
      }
    });
  };
})(globalThis.Atlas);
