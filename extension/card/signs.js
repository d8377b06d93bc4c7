"use strict";
/** What on the page says so: each sign quoted, with a button that points to it in the page. */
const MastheadSigns = (() => {
  const { element } = MastheadDom;
  const { say, coded } = MastheadWords;
  const LONG = 320; // characters of a quote shown whole
  const ENDS = 130; // characters shown of each end of a longer one

  /** @typedef {import("../background/view.js").Sign} Sign */
  /** @typedef {(selector: import("../background/view.js").Selector, on: boolean) => Promise<boolean>} Show */

  /**
   * @param {Sign[]} signs
   * @param {number} appearances links and names in the page beside the signs
   * @param {Show} show
   */
  const draw = (signs, appearances, show) => {
    const items = signs.map((sign) => element("li", {}, ...one(sign, show)));
    const further = appearances > 0 ? element("li", { class: "quiet" }, also(appearances)) : null;
    return element("ul", { class: "signs" }, ...items, further);
  };

  /** @param {number} count */
  const also = (count) => (count === 1 ? say("evidence_also_one") : say("evidence_also", count));

  /** @param {Sign} sign @param {Show} show */
  const one = (sign, show) => {
    const kind = `${coded("evidence", sign.kind)}:`;
    const text = sign.selector?.exact ?? sign.text;
    if (sign.kind === "address") return [element("p", { class: "quiet" }, `${kind} ${text}`)];
    const quote = element("blockquote", {}, shortened(text));
    const whole = text === shortened(text) ? null : wholeButton(quote, text);
    const point = sign.selector ? pointButton(sign.selector, show) : null;
    return [
      element("p", { class: "quiet" }, kind),
      quote,
      sign.href && !text.includes(sign.href.replace(/\/$/, "")) ? element("p", { class: "quiet" }, sign.href) : null,
      whole || point ? element("div", { class: "buttons" }, point, whole) : null,
    ];
  };

  /** Both ends of a long quote: what it begins with, and where it sends the reader. @param {string} text */
  const shortened = (text) => {
    if (text.length <= LONG) return text;
    const start = text.slice(0, text.lastIndexOf(" ", ENDS));
    const end = text.slice(text.indexOf(" ", text.length - ENDS) + 1);
    return `${start} […] ${end}`;
  };

  /** @param {HTMLElement} quote @param {string} text */
  const wholeButton = (quote, text) => {
    const button = element("button", { type: "button", "aria-expanded": "false" }, say("whole_quote"));
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      quote.textContent = open ? text : shortened(text);
      button.setAttribute("aria-expanded", String(open));
    });
    return button;
  };

  /** @param {import("../background/view.js").Selector} selector @param {Show} show */
  const pointButton = (selector, show) => {
    const button = element("button", { type: "button", class: "show", "aria-pressed": "false" }, say("show"));
    const failure = element("span", { class: "notice", role: "status" });
    button.addEventListener("click", async () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      for (const other of button.closest(".card")?.querySelectorAll(".show") ?? []) other.ariaPressed = "false";
      const done = await show(selector, on).catch(() => false);
      button.setAttribute("aria-pressed", String(on && done));
      failure.textContent = done ? "" : say("show_failed");
    });
    return element("span", {}, button, failure);
  };

  return Object.freeze({ draw });
})();
