/** Which listed outlet's address an unlisted host resembles. A fact about two addresses, nothing about who is behind them. */
import { own, withParents } from "./addresses.js";
import { decodeLabel } from "./punycode.js";

/**
 * @typedef {{outlet: string, type: string, to: string | null}} Row
 * @typedef {{letters?: Record<string, string>, signs?: Record<string, string[]>}} Confusables
 * @typedef {{plain: string, bare: string}} Host
 *   `plain`: in ASCII letters; `bare`: without hyphens, look-alike signs as the letters they look like
 */

/** Letters a label has at least where a doubled, swapped or look-alike letter or a hyphen counts: short ones differ by chance. */
const LONG = 6;

export class LookAlikes {
  /**
   * @param {Record<string, Row[]>} hosts of the list
   * @param {Confusables} confusables of the list
   */
  constructor(hosts, confusables) {
    this.hosts = hosts;
    /** @type {Map<string, string>} */
    this.letters = new Map();
    for (const [plain, chars] of Object.entries(confusables.letters ?? {})) {
      for (const char of chars) this.letters.set(char, plain);
    }
    this.signs = Object.entries(confusables.signs ?? {}).flatMap(([plain, signs]) => signs.map((sign) => [sign, plain]));
    /** @type {ListedHosts | null} */
    this.listed = null;
  }

  /**
   * The outlet whose listed host this one, itself on no listed host, resembles.
   * @param {string} host
   * @returns {string | null}
   */
  of(host) {
    if (own(this.hosts, host) || withParents(host).some((name) => this.isSite(name))) return null;
    const plain = this.plain(host);
    return (plain === host ? null : this.alikeByLetters(plain)) ?? this.reused(plain) ?? this.near(plain);
  }

  /**
   * Whether the host is an outlet's, more than a path on it.
   * @param {string} name
   */
  isSite(name) {
    return (own(this.hosts, name) ?? []).some(({ type }) => type !== "path");
  }

  /**
   * Letters of other alphabets, or with marks, in the place of a listed host's.
   * @param {string} plain
   */
  alikeByLetters(plain) {
    const { whole } = this.index;
    const name = withParents(plain).find((each) => whole.has(each));
    return name === undefined ? null : /** @type {string} */ (whole.get(name));
  }

  /**
   * A whole listed host, with dots or hyphens, before other labels: `rt.com.example`, `rt-com.news`, `bbc-co.uk`.
   * @param {string} plain
   */
  reused(plain) {
    const { runs, mostParts } = this.index;
    const { parts, starts } = partsOf(plain);
    for (const start of starts) {
      for (let end = Math.min(parts.length, start + mostParts); end > start + 1; end -= 1) {
        const found = runs.get(parts.slice(start, end).join("."));
        if (found !== undefined) return found;
      }
    }
    return null;
  }

  /**
   * One long label has a hyphen more or less, a look-alike sign, a letter doubled, or two neighbours swapped.
   * @param {string} plain
   */
  near(plain) {
    const { doubled, swapped } = this.index;
    for (const name of withParents(plain)) {
      const host = { plain: name, bare: this.bare(name) };
      const rows = [...(doubled.get(collapsed(host)) ?? []), ...(swapped.get(sorted(host)) ?? [])];
      const found = rows.filter(({ listed }) => isNear(host, listed)).map(({ outlet }) => outlet);
      if (found.length > 0) return found.sort()[0];
    }
    return null;
  }

  get index() {
    return (this.listed ??= this.read());
  }

  read() {
    const listed = new ListedHosts();
    for (const [host, rows] of Object.entries(this.hosts)) {
      const sites = rows.filter(({ type }) => type !== "path");
      const current = sites.filter(({ to }) => to === null);
      const outlets = (current.length > 0 ? current : sites).map(({ outlet }) => outlet).sort();
      const plain = this.plain(host);
      if (outlets.length > 0) listed.add({ plain, bare: this.bare(plain) }, outlets[0]);
    }
    return listed;
  }

  /**
   * The host with look-alike letters of other alphabets as the ASCII letters they look like.
   * @param {string} host
   */
  plain(host) {
    if (!host.includes("xn--")) return host;
    const shown = host.split(".").map(decodeLabel).join(".");
    return Array.from(shown, (char) => this.letters.get(char) ?? char).join("");
  }

  /** @param {string} plain */
  bare(plain) {
    return this.signs.reduce((text, [sign, letter]) => text.replaceAll(sign, letter), plain.replaceAll("-", ""));
  }
}

/** Listed hosts by what look-alikes share with them. */
class ListedHosts {
  constructor() {
    /** @type {Map<string, string>} */
    this.whole = new Map();
    /** @type {Map<string, string>} */
    this.runs = new Map();
    /** @type {Map<string, {listed: Host, outlet: string}[]>} */
    this.doubled = new Map();
    /** @type {Map<string, {listed: Host, outlet: string}[]>} */
    this.swapped = new Map();
    this.mostParts = 0;
  }

  /**
   * @param {Host} listed
   * @param {string} outlet
   */
  add(listed, outlet) {
    const { parts } = partsOf(listed.plain);
    this.mostParts = Math.max(this.mostParts, parts.length);
    setLeast(this.whole, listed.plain, outlet);
    setLeast(this.runs, parts.join("."), outlet);
    if (!listed.bare.split(".").some(isLong)) return;
    push(this.doubled, collapsed(listed), { listed, outlet });
    push(this.swapped, sorted(listed), { listed, outlet });
  }
}

/**
 * @param {Map<string, string>} table
 * @param {string} key
 * @param {string} outlet
 */
function setLeast(table, key, outlet) {
  const known = table.get(key);
  if (known === undefined || outlet < known) table.set(key, outlet);
}

/**
 * @template T
 * @param {Map<string, T[]>} table
 * @param {string} key
 * @param {T} row
 */
function push(table, key, row) {
  const rows = table.get(key);
  if (rows) rows.push(row);
  else table.set(key, [row]);
}

/**
 * The pieces between dots and hyphens, and the places where a label begins, or the rest of one after `www`.
 * @param {string} plain
 */
function partsOf(plain) {
  /** @type {string[]} */
  const parts = [];
  /** @type {number[]} */
  const starts = [];
  for (const label of plain.split(".")) {
    const pieces = label.split("-").filter(Boolean);
    if (pieces.length > 0) starts.push(parts.length);
    if (pieces.length > 1 && pieces[0] === "www") starts.push(parts.length + 1);
    parts.push(...pieces);
  }
  return { parts, starts };
}

/** Letters that stand twice or more, once. @param {Host} host */
function collapsed({ bare }) {
  return bare.replace(/(.)\1+/gu, "$1");
}

/** @param {Host} host */
function sorted({ bare }) {
  return Array.from(bare).sort().join("");
}

/** @param {string} label */
function isLong(label) {
  return Array.from(label).length >= LONG;
}

/**
 * @param {Host} host
 * @param {Host} listed
 */
function isNear(host, listed) {
  const others = listed.plain.split(".");
  const differing = host.plain.split(".").flatMap((label, place) => (label === others[place] ? [] : [place]));
  if (differing.length !== 1) return false;
  const [one, other] = [host, listed].map(({ bare }) => bare.split(".")[differing[0]]);
  return isLong(other) && (one === other || isSlip(Array.from(one), Array.from(other)));
}

/**
 * Whether the two differ by one letter that is doubled, or by two neighbours that are swapped.
 * @param {string[]} one
 * @param {string[]} other
 */
function isSlip(one, other) {
  const [longer, shorter] = one.length >= other.length ? [one, other] : [other, one];
  let at = shorter.findIndex((letter, place) => letter !== longer[place]);
  if (at < 0) at = shorter.length;
  const rest = shorter.slice(at).join("");
  if (longer.length === shorter.length) {
    return [...longer.slice(at + 1, at + 2), longer[at], ...longer.slice(at + 2)].join("") === rest;
  }
  return longer.slice(at + 1).join("") === rest && longer[at] === longer[at - 1];
}
