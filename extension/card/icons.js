"use strict";
/** Signs that stand beside words, never instead of them: outlines in the colour of the text. */
const MastheadIcons = (() => {
  const NAMESPACE = "http://www.w3.org/2000/svg";

  /** Paths on a field of 16 by 16. @type {Record<string, string>} */
  const PATHS = {
    state: "M2 6.5 8 2.5l6 4zM3.5 6.5v6m3-6v6m3-6v6m3-6v6M2 12.5h12v1.5H2z",
    public:
      "M8 13.5V8m0-2.5a1 1 0 1 1 0 2 1 1 0 0 1 0-2zM5.2 9.8a4 4 0 0 1 0-6.1m5.6 6.1a4 4 0 0 0 0-6.1M3.2 11.8a7 7 0 0 1 0-10.1m9.6 10.1a7 7 0 0 0 0-10.1",
    company: "M3 14V2.5h6.5V14M9.5 6.5H13V14M1.8 14h12.4M5 5h2.5M5 7.5h2.5M5 10h2.5",
    person: "M8 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.8c0-3 2.2-4.6 5-4.6s5 1.6 5 4.6z",
    people:
      "M5.8 7.4a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM1.8 13c0-2.6 1.8-4 4-4s4 1.4 4 4zM10.4 3.2a2.2 2.2 0 0 1 0 4M11.4 9.2c1.7.4 2.8 1.7 2.8 3.8h-2",
    nonprofit: "M8 13.6 3 8.5a3 3 0 0 1 4.2-4.3L8 5l.8-.8A3 3 0 0 1 13 8.5z",
    money: "M1.8 4.5h12.4v7.5H1.8zM8 10.2a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 6.5v3.5m8-3.5v3.5",
    "not-researched":
      "M5 2.8A6 6 0 0 1 8 2m3 .8A6 6 0 0 1 13.2 5m.8 3a6 6 0 0 1-.8 3M11 13.2a6 6 0 0 1-3 .8m-3-.8A6 6 0 0 1 2.8 11M2 8a6 6 0 0 1 .8-3",
    withheld: "M4 7.5V5.8a4 4 0 0 1 8 0v1.7M3 7.5h10V14H3zM8 10v1.8",
    "none-found": "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14M5 7h4",
    found: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14",
    unknown: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.2 6.4a1.8 1.8 0 1 1 2.6 1.7c-.5.3-.8.6-.8 1.2m0 1.7v.4",
  };

  return Object.freeze({
    /**
     * The icon of that name, hidden from assistive technology: the words beside it say the same.
     * @param {string} name
     * @returns {SVGElement}
     */
    draw(name) {
      const icon = document.createElementNS(NAMESPACE, "svg");
      icon.setAttribute("viewBox", "0 0 16 16");
      icon.setAttribute("class", "icon");
      icon.setAttribute("aria-hidden", "true");
      const path = document.createElementNS(NAMESPACE, "path");
      path.setAttribute("d", PATHS[name] ?? PATHS.unknown);
      icon.append(path);
      return icon;
    },
  });
})();
