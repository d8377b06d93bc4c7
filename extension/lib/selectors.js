/** W3C Web Annotation TextQuoteSelectors on the text of a block. */

const AROUND = 32;

/**
 * The selector of the text from `start` to `end` in the page's block number `block`; all count code points.
 * @param {string[]} points the block's text, a code point each
 * @param {number} block
 * @param {number} start
 * @param {number} end
 */
export function quote(points, block, start, end) {
  const text = (/** @type {number} */ from, /** @type {number} */ to) => points.slice(Math.max(0, from), to).join("");
  return {
    type: "TextQuoteSelector",
    exact: text(start, end),
    prefix: text(start - AROUND, start),
    suffix: text(end, end + AROUND),
    block,
  };
}
