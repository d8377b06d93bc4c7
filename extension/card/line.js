"use strict";
/** The source line: one sentence, what the outlet's labels say in short, and the button that opens the card. */
const MastheadLine = (() => {
  const { element, joined } = MastheadDom;
  const { say, around } = MastheadWords;

  /**
   * @param {import("../background/view.js").Line} line
   * @param {HTMLElement | null} button comes last
   * @returns {HTMLElement} a paragraph
   */
  const draw = (line, button) => {
    const sentence = element("span", {}, ...around(line.message, element("strong", {}, line.outlet)));
    const parts = [sentence, ...line.labels.map(MastheadLabels.short), research(line), more(line), button].filter(
      (part) => part !== null,
    );
    return element("p", { class: "line" }, ...joined(parts, " · "));
  };

  /** @param {import("../background/view.js").Line} line */
  const research = (line) => say(`line_${(line.research ?? "").replaceAll("-", "_")}`) || null;

  /** @param {import("../background/view.js").Line} line */
  const more = ({ more: count }) => {
    if (count === 0) return null;
    return count === 1 ? say("line_more_one") : say("line_more", count);
  };

  return Object.freeze({ draw });
})();
