/** Names of listed outlets in text, found by a trie of their words, at a cost that does not grow with the number of names. */

/**
 * @typedef {import("./characters.js").Characters} Characters
 * @typedef {import("./characters.js").Tokens} Tokens
 *
 * @typedef {object} Name mode `never` is no outlet's: it keeps a shorter name inside it from being found
 * @property {string} outlet
 * @property {string} mode
 * @property {string[]} words
 * @property {string[]} exact
 * @property {boolean[]} glued
 *
 * @typedef {{start: number, end: number, names: Name[]}} Mention tokens `start` to `end` (exclusive)
 * @typedef {{next: Map<string, Node>, names: Name[]}} Node
 */

/** A name joined by one of these to a further word is a part of that word, host, handle or address. */
const JOINS = new Set("@#/._-&");
const HANDLES = new Set("@#");
/** How many glued tokens beside a slash are looked at for signs of an address. */
const FAR = 8;

/** @returns {Node} */
function node() {
  return { next: new Map(), names: [] };
}

/**
 * The outlets a mention may be of, in order.
 * @param {Mention} mention
 */
export function outletsOf(mention) {
  const outlets = mention.names.filter(({ mode }) => mode !== "never").map(({ outlet }) => outlet);
  return [...new Set(outlets)].sort();
}

/**
 * Whether nothing else has this name of the outlet's.
 * @param {Mention} mention
 * @param {string} outlet
 */
export function isStrong(mention, outlet) {
  return mention.names.some((name) => name.outlet === outlet && name.mode === "strong");
}

export class Names {
  /**
   * @param {{text: string, match: string, outlet: string}[]} rows
   * @param {Characters} characters
   */
  constructor(rows, characters) {
    this.characters = characters;
    this.root = node();
    for (const row of rows) {
      const points = Array.from(row.text);
      const { words, spans, glued } = characters.tokens(points);
      if (words.length === 0) continue;
      const exact = spans.map(([start, end]) => characters.exact(points.slice(start, end).join("")));
      let at = this.root;
      for (const word of words) {
        if (!at.next.has(word)) at.next.set(word, node());
        at = /** @type {Node} */ (at.next.get(word));
      }
      at.names.push({ outlet: row.outlet, mode: row.match, words, exact, glued: glued.slice(1) });
    }
  }

  /**
   * The names that are the whole text, in their own case where they are of mode `context`.
   * @param {string} text
   */
  whole(text) {
    const points = Array.from(text);
    const tokens = this.characters.tokens(points);
    const ends = this.ends(tokens.words, 0);
    const last = ends.at(-1);
    if (last?.end !== tokens.words.length) return [];
    return last.names.filter((name) => name.mode !== "never" && this.agrees(name, points, tokens, 0));
  }

  /**
   * Names in the text, leftmost and then longest, without overlap.
   * @param {string[]} points
   * @param {Tokens} tokens
   */
  mentions(points, tokens) {
    /** @type {Mention[]} */
    const found = [];
    let place = 0;
    while (place < tokens.words.length) {
      const mention = this.longest(points, tokens, place);
      if (mention && outletsOf(mention).length > 0) found.push(mention);
      place = mention?.end ?? place + 1;
    }
    return found;
  }

  /**
   * @param {string[]} points
   * @param {Tokens} tokens
   * @param {number} place
   * @returns {Mention | null}
   */
  longest(points, tokens, place) {
    if (this.isJoinedBefore(tokens, place)) return null;
    let best = null;
    for (const { end, names } of this.ends(tokens.words, place)) {
      const fitting = names.filter((name) => this.agrees(name, points, tokens, place));
      if (fitting.length === 0 || this.isJoinedAfter(tokens, end) || this.isBetweenSlashes(tokens, place, end)) continue;
      best = { start: place, end, names: fitting };
    }
    return best;
  }

  /**
   * @param {string[]} words
   * @param {number} place
   */
  ends(words, place) {
    const found = [];
    let at = this.root.next.get(words[place]);
    for (let end = place + 1; at; end += 1) {
      if (at.names.length > 0) found.push({ end, names: at.names });
      at = end < words.length ? at.next.get(words[end]) : undefined;
    }
    return found;
  }

  /**
   * @param {Name} name
   * @param {string[]} points
   * @param {Tokens} tokens
   * @param {number} place
   */
  agrees(name, points, tokens, place) {
    if (!name.glued.every((glued, at) => tokens.glued[place + 1 + at] === glued)) return false;
    if (name.mode !== "context") return true;
    return name.exact.every((word, at) => {
      const [start, end] = tokens.spans[place + at];
      return this.characters.exact(points.slice(start, end).join("")) === word;
    });
  }

  /**
   * Whether what stands glued before makes the name a part of something else: a handle, a host, a path, a compound.
   * @param {Tokens} tokens
   * @param {number} place
   */
  isJoinedBefore(tokens, place) {
    const { words, glued } = tokens;
    if (place === 0 || !glued[place] || !JOINS.has(words[place - 1])) return false;
    if (HANDLES.has(words[place - 1])) return true;
    if (place === 1 || !glued[place - 1]) return false;
    if (words[place - 1] !== "/") return this.characters.isRun(words[place - 2]);
    let first = place - 2;
    while (first > 0 && glued[first] && first > place - FAR) first -= 1;
    return isPath(words, first, place - 1);
  }

  /**
   * Whether the name is one step of a path; "/TASS/" alone between its slashes is none.
   * @param {Tokens} tokens
   * @param {number} place
   * @param {number} end
   */
  isBetweenSlashes({ words, glued }, place, end) {
    if (place === 0 || end === words.length || !glued[place] || !glued[end]) return false;
    if (words[place - 1] !== "/" || words[end] !== "/") return false;
    const before = place > 1 && glued[place - 1] && this.characters.isWord(words[place - 2]);
    return before || (end + 1 < words.length && glued[end + 1] && this.characters.isWord(words[end + 1]));
  }

  /**
   * @param {Tokens} tokens
   * @param {number} end
   */
  isJoinedAfter({ words, glued }, end) {
    if (end + 1 >= words.length || !glued[end] || !JOINS.has(words[end]) || !glued[end + 1]) return false;
    if (words[end] !== "/") return this.characters.isRun(words[end + 1]);
    let last = end + 1;
    while (last < words.length && glued[last] && last < end + FAR) last += 1;
    return isPath(words, end + 1, last);
  }
}

/**
 * Whether these glued tokens beside a slash are of an address: a dot within, or another slash. "dpa/lhe" are none.
 * @param {string[]} words
 * @param {number} first
 * @param {number} end
 */
function isPath(words, first, end) {
  for (let at = first; at < end; at += 1) {
    if (words[at] === "/" || (words[at] === "." && at + 1 < end)) return true;
  }
  return false;
}
