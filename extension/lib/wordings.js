/** The list's wordings, ready to be looked for in a page's blocks. */
import { compilePart, matchAt } from "./patterns.js";

/**
 * @typedef {import("./blocks.js").Block} Block
 * @typedef {import("./patterns.js").Match} Match
 * @typedef {import("./patterns.js").Part} Part
 * @typedef {{id: string, language: string, kind: string, zones: string[], position: string, relation: string, extent: string,
 *   confidence: string, tier: number, pattern: {parts: any[][], unless: string[]}}} Rule
 * @typedef {{rule: Rule, parts: Part[], unless: Set<string>, fromStart: boolean, toEnd: boolean}} Wording
 */

/** A newer list may have kinds that this version does not know how to show: it leaves them out. */
const KINDS = new Set(["phrase", "dateline", "credit", "disclosure", "notice"]);
/** How many blocks of the article at its end, with the notes that follow, are its close; how many blocks are its head,
 * where datelines stand: further down the same words are those of a list of items. */
const LAST_BLOCKS = 3;
const FIRST_BLOCKS = 8;
/** Signs that may stand before the first word of a block whose start is looked at. */
const MOST_SIGNS = 3;
const MOST_MATCHES = 20;
/** How far before a wording a word that turns its sense around is looked for. */
const TURNS_WITHIN = 4;
const FALLBACK = "en";

/** All rules of one list, by language. */
export class Wordings {
  /** @param {Rule[]} rules */
  constructor(rules) {
    this.all = rules.filter(({ kind }) => KINDS.has(kind)).map(compile);
    this.spoken = new Set(this.all.map(({ rule }) => rule.language));
    /** @type {Map<string, WordingSet>} */
    this.sets = new Map();
  }

  /**
   * The rules for a page that declares this language: its own, because what is a dateline in one language is a plain aside in
   * another; of a language without rules the English ones, and all where none is declared.
   * @param {string | null} language
   */
  of(language) {
    const declared = (language ?? "").replaceAll("_", "-").split("-")[0].toLowerCase();
    const key = this.spoken.has(declared) || declared === "" ? declared : FALLBACK;
    let set = this.sets.get(key);
    if (!set) {
      set = new WordingSet(this.all.filter(({ rule }) => key === "" || rule.language === key));
      this.sets.set(key, set);
    }
    return set;
  }
}

/** The rules for one page. */
class WordingSet {
  /** @param {Wording[]} wordings */
  constructor(wordings) {
    this.wordings = wordings;
  }

  /**
   * Each wording that the block holds, with its matches; so many blocks that count stand before and after it.
   * @param {Block} block
   * @param {number} before
   * @param {number} after
   */
  *matches(block, before, after) {
    const places = placesOf(block.words);
    for (const wording of this.wordings) {
      if (!applies(wording.rule, block.zone, before, after)) continue;
      const found = wording.parts.map((part) => matchesOf(wording, part, block, places));
      if (found.every((matches) => matches.length > 0)) yield { wording, matches: found.flat() };
    }
  }
}

/**
 * @param {Rule} rule
 * @returns {Wording}
 */
function compile(rule) {
  const unless = new Set(rule.pattern.unless);
  return {
    rule,
    parts: rule.pattern.parts.map((part) => compilePart(part, unless)),
    unless,
    fromStart: rule.position === "start" || rule.position === "block",
    toEnd: rule.position === "end" || rule.position === "block",
  };
}

/**
 * @param {Rule} rule
 * @param {string} zone
 * @param {number} before
 * @param {number} after
 */
function applies(rule, zone, before, after) {
  if (!rule.zones.includes(zone)) return false;
  const head = before < FIRST_BLOCKS;
  const close = after < LAST_BLOCKS;
  if (rule.kind === "dateline") return head;
  if (rule.position === "last") return close;
  return head || close || rule.kind !== "credit";
}

/** @param {string[]} words */
function placesOf(words) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const [place, word] of words.entries()) {
    const places = found.get(word);
    if (places) places.push(place);
    else found.set(word, [place]);
  }
  return found;
}

/**
 * The tokens at which a match can begin, in order.
 * @param {Wording} wording
 * @param {Part} part
 * @param {Block} block
 * @param {Map<string, number[]>} places
 */
function startsOf(wording, part, block, places) {
  if (wording.fromStart) {
    const most = Math.min(MOST_SIGNS, block.words.length - 1);
    const starts = [];
    for (let at = 0; at <= most; at += 1) {
      starts.push(at);
      if (!block.onlySigns(at, at + 1)) break;
    }
    return starts;
  }
  const found = new Set([...part.firstWords].flatMap((word) => places.get(word) ?? []));
  if (part.firstSlot) for (const at of block.slotsAt.keys()) found.add(at);
  return [...found].sort((a, b) => a - b);
}

/**
 * Matches of one part from left to right, none inside another.
 * @param {Wording} wording
 * @param {Part} part
 * @param {Block} block
 * @param {Map<string, number[]>} places
 */
function matchesOf(wording, part, block, places) {
  const endsWell = (/** @type {number} */ end) => !wording.toEnd || block.onlySigns(end, block.words.length);
  /** @type {Match[]} */
  const found = [];
  let free = 0;
  for (const start of startsOf(wording, part, block, places)) {
    if (start < free || isTurned(wording, block, start)) continue;
    const match = matchAt(part, block, start, endsWell);
    if (match && !block.isQuoted(start)) {
      found.push(match);
      free = match.end;
    }
    if (found.length === MOST_MATCHES || (found.length > 0 && wording.fromStart)) break;
  }
  return found;
}

/**
 * Whether a word shortly before, in the same sentence, turns the sense of the wording around.
 * @param {Wording} wording
 * @param {Block} block
 * @param {number} start
 */
function isTurned(wording, block, start) {
  if (wording.unless.size === 0) return false;
  const first = Math.max(block.sentence(start, start + 1)[0], start - TURNS_WITHIN);
  return block.words.slice(first, start).some((word) => wording.unless.has(word));
}
