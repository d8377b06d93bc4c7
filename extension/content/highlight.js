"use strict";
/** Points to a quoted sentence in the page without changing the page: the CSS Custom Highlight API paints over it. */
const MastheadHighlight = (() => {
  const NAME = "masthead";

  /** @typedef {import("../background/view.js").Selector} Selector */

  /**
   * Highlight the quote and bring it into view.
   * @param {Selector} selector
   * @param {{text: string}[]} blocks of the page, as they were when it was read
   * @param {{range(block: number, start: number, end: number): Range | null}} anchors
   * @returns {boolean} whether it is there to be shown
   */
  const show = (selector, blocks, anchors) => {
    const span = locate(selector, blocks[selector.block]?.text ?? "");
    const range = span && anchors.range(selector.block, ...span);
    const element = range && elementOf(range);
    if (!range || !element?.isConnected) return false;
    CSS.highlights.set(NAME, new Highlight(range));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    return true;
  };

  const hide = () => {
    CSS.highlights.delete(NAME);
    return true;
  };

  /**
   * Start and end of the quote in its block, in code points.
   * @param {Selector} selector
   * @param {string} text
   * @returns {[number, number] | null}
   */
  const locate = ({ exact, prefix, suffix }, text) => {
    const inPlace = text.indexOf(prefix + exact + suffix);
    const at = inPlace === -1 ? text.indexOf(exact) : inPlace + prefix.length;
    if (at === -1) return null;
    const start = [...text.slice(0, at)].length;
    return [start, start + [...exact].length];
  };

  /** @param {Range} range */
  const elementOf = ({ startContainer }) =>
    startContainer instanceof Element ? startContainer : startContainer.parentElement;

  return Object.freeze({ show, hide });
})();
