/* The list of villages as a file for a spreadsheet. */
/* needs export.js */
(function (Atlas) {
  "use strict";

  const FORMULA = /^[=+\-@\t\r]/;
  /** Behind a sign at which a spreadsheet set to another separator splits a cell. */
  const FORMULA_INSIDE = /[;,\t|]\s*(?=[=@]|[+-][\p{L}(])/gu;
  const MARK = "\ufeff";
  const SEPARATORS = { id: ";", en: "," };

  /** A cell of a file: text never begins a formula, and never ends its cell. */
  function cell(value, separator, lang) {
    if (value === null) {
      return "";
    }
    if (typeof value === "number") {
      return lang === "id" ? String(value).replace(".", ",") : String(value);
    }
    const safe = (FORMULA.test(value) ? `'${value}` : value).replaceAll(FORMULA_INSIDE, "$&'");
    return /["\n\r]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** Lines of values as the text of a file that a spreadsheet of that language opens in columns. */
  Atlas.csvOf = function (lines, lang) {
    const separator = SEPARATORS[lang];
    const written = lines.map((line) => line.map((value) => cell(value, separator, lang)).join(separator));
    return `${MARK}${written.join("\r\n")}\r\n`;
  };

  /**
   * The lines of a list as a file keeps them, a heading first.
   * @param {Model} model
   */
  Atlas.linesOf = function (model, rows) {
    const { villages } = model.data;
    const words = ["rank", "code", "code_bps", "village", "subdistrict", "missing", "rate_long",
      "priority_long", "priority_best", "priority_worst", "why"];
    const lines = rows.map(({ village, rank, name, subdistrict, missing, rate, gap, entry }) => [
      rank, villages.kode[village], villages.bps[village], name, subdistrict, missing, rate,
      entry?.rank ?? null, entry?.best ?? null, entry?.worst ?? null,
      [...(gap ? [model.tell(gap.sentence)] : []), ...(entry ? model.reasons(entry) : [])]
        .map((reason) => `${reason.replace(/\.$/, "")}.`)
        .join(" "),
    ]);
    return [words.map((key) => model.word(key)), ...lines];
  };

  /**
   * Save rows as a file; `name` is without its ending. Returns its whole name.
   * @param {Model} model
   */
  Atlas.saveRows = function (model, rows, name) {
    const text = Atlas.csvOf(Atlas.linesOf(model, rows), model.state.lang);
    Atlas.saveFile(new Blob([text], { type: "text/csv" }), `${name}.csv`);
    return `${name}.csv`;
  };
})(globalThis.Atlas);
