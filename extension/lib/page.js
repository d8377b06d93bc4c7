/** A page's evidence together with what the list says of its addresses. */
import { Block } from "./blocks.js";

/**
 * @typedef {import("./index.js").Index} Index
 * @typedef {import("./resolver.js").Resolution} Resolution
 *
 * @typedef {object} Evidence
 * @property {string} url
 * @property {string | null} canonical
 * @property {string | null} language
 * @property {string} title
 * @property {string | null} published
 * @property {{name: string, content: string}[]} metadata
 * @property {{type: string, role: string, name: string | null, url: string | null}[]} structured
 * @property {{zone: string, text: string, links: {href: string, start: number, end: number, rel: string}[]}[]} blocks
 */

const ATTRIBUTING_ZONES = new Set(["article", "note"]);
export const NAMING_ZONES = new Set(["article", "note", "quote", "caption"]);

/** One visit: the page's evidence, the list, and the day. */
export class Page {
  /**
   * @param {Evidence} evidence
   * @param {Index} index
   * @param {string} today ISO
   */
  constructor(evidence, index, today) {
    this.evidence = evidence;
    this.index = index;
    /** @type {Resolution} */
    this.resolved = index.resolve(evidence.url, today);
    this.publisher = this.resolved.outlet;
    this.day = this.resolved.captured ?? today;
    /** @type {Map<string, string | null>} */
    this.outlets = new Map();
    this.blocks = this.readBlocks();
    this.after = this.countAfter();
    /** How many blocks that can attribute come before each of them. @type {Map<number, number>} */
    this.before = new Map([...this.after.keys()].reverse().map((number, place) => [number, place]));
  }

  /**
   * The outlet whose address this is on the day of the visit; null for unlisted and unreadable ones.
   * @param {string | null} href
   * @returns {string | null}
   */
  outletOf(href) {
    if (href === null) return null;
    const known = this.outlets.get(href);
    if (known !== undefined) return known;
    const outlet = this.resolveOutlet(href);
    this.outlets.set(href, outlet);
    return outlet;
  }

  /** @param {string} href */
  resolveOutlet(href) {
    try {
      return this.index.resolve(href, this.day).outlet;
    } catch {
      return null;
    }
  }

  /** Blocks that name a listed outlet or link another than the page's. The rest attribute nothing. */
  readBlocks() {
    const { names, characters } = this.index;
    return this.evidence.blocks.flatMap(({ zone, text, links: all }, number) => {
      const links = all.flatMap(({ href, start, end }) => {
        const outlet = this.outletOf(href);
        // a link within the page's own outlet says nothing: the agency in a byline often leads to the site's own list
        return outlet && outlet !== this.publisher ? [{ href, start, end, outlet }] : [];
      });
      if (links.length === 0 && !NAMING_ZONES.has(zone)) return [];
      const block = new Block({ number, zone, text, links }, names, characters);
      return links.length > 0 || block.mentions.length > 0 ? [block] : [];
    });
  }

  /** How many blocks of the article come after each block that can attribute, by its number. */
  countAfter() {
    /** @type {Map<number, number>} */
    const found = new Map();
    let article = 0;
    for (let number = this.evidence.blocks.length - 1; number >= 0; number -= 1) {
      const { zone } = this.evidence.blocks[number];
      if (!ATTRIBUTING_ZONES.has(zone)) continue;
      found.set(number, article);
      if (zone === "article") article += 1;
    }
    return found;
  }
}
