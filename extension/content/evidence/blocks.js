"use strict";
/** The text of a page in blocks: white space collapsed, each with its zone and its links, and the way back to its nodes. */
const MastheadBlocks = (() => {
  const { collapsed, length, lower, spaced } = MastheadText;
  const { attribute } = MastheadTree;
  const { outside, zoneOf } = MastheadZones;
  const { LIMITS } = MastheadTables;
  const BLOCKS = new Set(MastheadTables.BLOCKS);

  /** @typedef {{href: string, start: number, end: number, rel: string}} Link `start` and `end` count code points of the text */
  /** @typedef {{zone: string, text: string, links: Link[]}} Block */
  /** @typedef {{at: number, node: Text, data: string}} Run text of one node, from code point `at` of its block */
  /** @typedef {ReturnType<typeof MastheadTree.read>} Tree */
  /** @typedef {NonNullable<ReturnType<typeof MastheadZones.layoutOf>>} Layout */

  /** Collects one block after the other. */
  class Writer {
    /** @type {Block[]} */ blocks = [];
    /** @type {Run[][]} */ runs = [];
    /** @type {Link[]} those open here */ links = [];
    /** @type {Link[]} */ written = [];
    /** @type {Run[]} */ pieces = [];
    text = "";
    at = 0;
    space = false;
    broken = false;

    /** @param {string} text @param {Text} node */
    add(text, node) {
      const line = spaced(text);
      const bare = line.replace(/^ | $/g, "");
      this.space ||= line.startsWith(" ");
      if (!bare) return;
      if (this.space && this.at) [this.text, this.at] = [`${this.text} `, this.at + 1];
      const end = this.at + length(bare);
      for (const link of this.links) {
        if (link.start < 0) this.written.push(Object.assign(link, { start: this.at }));
        link.end = end;
      }
      this.pieces.push({ at: this.at, node, data: node.data });
      [this.text, this.at, this.space, this.broken] = [this.text + bare, end, line.endsWith(" "), false];
    }

    /** @param {string} zone */
    end(zone) {
      if (this.at) {
        this.blocks.push({ zone, text: this.text, links: this.written });
        this.runs.push(this.pieces);
      }
      this.links = this.links.map(({ href, rel }) => ({ href, start: -1, end: -1, rel }));
      [this.written, this.pieces, this.text, this.at, this.space, this.broken] = [[], [], "", 0, false, false];
    }
  }

  /** @param {Tree} tree @param {Layout} layout @param {(href: string) => string | null} absolute */
  const written = ({ items }, layout, absolute) => {
    const writer = new Writer();
    /** @type {string[]} */
    const times = [];
    /** @type {{zone: string | null, isBlock: boolean, href: string | null}[]} */
    const path = [];
    let zone = "aside";
    for (let at = 0; at < items.length && writer.blocks.length < LIMITS.blocks; at += 1) {
      const item = items[at];
      if (item && "text" in item) {
        writer.add(item.text, item.node);
        continue;
      }
      const left = item ? null : path.pop();
      if (left?.isBlock) writer.end(zone);
      if (left?.href) writer.links.pop();
      if (item) {
        const outer = path.at(-1)?.zone ?? null;
        const own = zoneOf(item, outer, layout);
        const isBlock = BLOCKS.has(item.name) || item.name.includes("-") || own !== outer;
        const href = item.name === "a" && item.node.hasAttribute("href") ? absolute(attribute(item, "href")) : null;
        path.push({ zone: own, isBlock, href });
        if (isBlock || (item.name === "br" && writer.broken)) writer.end(zone);
        if (item.name === "br") writer.space = writer.broken = true;
        if (href) writer.links.push({ href, start: -1, end: -1, rel: collapsed(lower(attribute(item, "rel"))) });
      }
      zone = path.at(-1)?.zone ?? outside(layout, at) ?? "aside";
      if (item?.name === "time" && (zone === "article" || zone === "note")) times.push(attribute(item, "datetime"));
    }
    return { blocks: writer.blocks, runs: writer.runs, times };
  };

  /** UTF-16 offset in a node's text of code point `wanted` of its collapsed text. @param {string} data @param {number} wanted */
  const offsetIn = (data, wanted) => {
    const end = data.replace(/[\t\n\f\r ]+$/, "").length;
    let at = data.length - data.replace(/^[\t\n\f\r ]+/, "").length;
    const step = /[\t\n\f\r ]+|./suy;
    for (let seen = 0; seen < wanted && at < end; seen += 1) {
      step.lastIndex = at;
      at += step.exec(data)?.[0].length ?? 1;
    }
    return Math.min(at, end);
  };

  /** @param {Run[][]} runs */
  const anchorsOf = (runs) =>
    Object.freeze({
      /**
       * The range of code points `start` to `end` of a block's text; null where the page has changed since.
       * @param {number} block
       * @param {number} start
       * @param {number} end
       * @returns {Range | null}
       */
      range(block, start, end) {
        const first = runs[block]?.findLast(({ at }) => at <= start);
        const last = runs[block]?.findLast(({ at }) => at < end);
        if (!first || !last || [first, last].some(({ node, data }) => !node.isConnected || node.data !== data)) return null;
        const range = first.node.ownerDocument.createRange();
        range.setStart(first.node, offsetIn(first.data, start - first.at));
        range.setEnd(last.node, offsetIn(last.data, end - last.at));
        return range;
      },
    });

  return Object.freeze({ written, anchorsOf });
})();
