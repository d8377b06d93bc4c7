import js from "@eslint/js";

const CLASSIC = ["extension/card/**/*.js", "extension/content/**/*.js", "extension/popup/**/*.js"];

export default [
  {
    ...js.configs.recommended,
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    rules: {
      ...js.configs.recommended.rules,
      "no-undef": "off", // the type checker knows every global, and each file that defines one
      "no-unused-vars": ["error", { vars: "local", argsIgnorePattern: "^_" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Make elements with MastheadDom: a page's words never become markup." },
        { property: "outerHTML", message: "Make elements with MastheadDom: a page's words never become markup." },
        {
          property: "insertAdjacentHTML",
          message: "Make elements with MastheadDom: a page's words never become markup.",
        },
      ],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "error",
      "max-len": ["error", { code: 132, ignoreUrls: true, ignorePattern: '"M[0-9]' }],
      "max-lines": ["error", { max: 300, skipComments: true }],
    },
  },
  { files: CLASSIC, languageOptions: { sourceType: "script" } },
];
