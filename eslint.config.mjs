/* The page's scripts and their tests: what is surely a mistake, and no function that is a whole room. */
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/.venv*/", "out/", "node_modules/", "tests/maps/"] },
  {
    files: ["geo/**/web/*.js"],
    ...js.configs.recommended,
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: { ...globals.browser, L: "readonly" },
    },
    rules: {
      ...js.configs.recommended.rules,
      "array-callback-return": "error",
      "consistent-return": "error",
      eqeqeq: "error",
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 200, IIFEs: false }],
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["geo/**/web/browser.js"],
    languageOptions: { ecmaVersion: 5 },
    rules: { "no-var": "off", "no-unused-vars": ["error", { caughtErrors: "none" }] },
  },
  {
    files: ["tests/web/*.js"],
    ...js.configs.recommended,
    languageOptions: { ecmaVersion: 2023, sourceType: "commonjs", globals: globals.node },
  },
];
