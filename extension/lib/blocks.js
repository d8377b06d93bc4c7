/** A block of a page read for attribution: tokens, sentences, listed names and links, and the slots these make. */
import { isStrong, outletsOf } from "./names.js";

/**
 * @typedef {import("./characters.js").Characters} Characters
 * @typedef {import("./names.js").Mention} Mention
 * @typedef {import("./names.js").Names} Names
 * @typedef {import("./patterns.js").Slot} Slot
 * @typedef {{href: string, start: number, end: number, outlet: string}} Link to a listed outlet
 */

const STOPS = new Set(".!?…。।۔؟｡։።");
/** These end a sentence without white space after them. */
const CLOSED_STOPS = new Set("。｡");
const CLOSERS = new Set("\"')]}");
const DIGITS = new Set("0123456789");

export class Block {
  /**
   * @param {{number: number, zone: string, text: string, links: Link[]}} content
   * @param {Names} names
   * @param {Characters} characters
   */
  constructor({ number, zone, text, links }, names, characters) {
    this.number = number;
    this.zone = zone;
    this.links = links;
    this.points = Array.from(text);
    this.characters = characters;
    const tokens = characters.tokens(this.points);
    this.words = tokens.words;
    this.spans = tokens.spans;
    this.glued = tokens.glued;
    this.mentions = names.mentions(this.points, tokens);
    this.linked = new Set(links.map(({ outlet }) => outlet));
    this.stronglyNamed = this.findStronglyNamed();
    this.slotsAt = this.findSlots();
    const stops = this.words.flatMap((_, at) => (this.isStop(at) ? [at] : []));
    this.stops = new Set(stops);
    this.sentenceStarts = [0, ...stops.map((at) => this.afterClosers(at + 1))];
    this.quotes = this.words.flatMap((word, at) => (word === '"' ? [at] : []));
  }

  findStronglyNamed() {
    return new Set(
      this.mentions.flatMap((mention) => {
        const outlet = this.meant(mention);
        return outlet && isStrong(mention, outlet) ? [outlet] : [];
      }),
    );
  }

  findSlots() {
    /** @type {Map<number, Slot[]>} */
    const found = new Map();
    const add = (/** @type {number} */ at, /** @type {Slot} */ slot) => found.set(at, [...(found.get(at) ?? []), slot]);
    for (const link of this.links) {
      const first = below(this.spans, (span) => span[0] < link.start);
      const end = below(this.spans, (span) => span[1] <= link.end);
      if (first < end) add(first, { end, outlet: link.outlet, linked: true, strong: false });
    }
    for (const mention of this.mentions) {
      const outlet = this.meant(mention);
      if (outlet) add(mention.start, { end: mention.end, outlet, linked: false, strong: isStrong(mention, outlet) });
    }
    for (const slots of found.values()) slots.sort((a, b) => Number(b.linked) - Number(a.linked) || b.end - a.end);
    return found;
  }

  /**
   * The outlet a mention is of: where two share the name, the one that the block links to.
   * @param {Mention} mention
   */
  meant(mention) {
    let outlets = outletsOf(mention);
    if (outlets.length > 1) outlets = outlets.filter((outlet) => this.linked.has(outlet));
    return outlets.length === 1 ? outlets[0] : null;
  }

  /**
   * The outlets named or linked from this token on: links first, then the longest.
   * @param {number} at
   * @returns {Slot[]}
   */
  slots(at) {
    return this.slotsAt.get(at) ?? [];
  }

  /**
   * Whether a sentence ends with this token; what closes quotes and brackets after a stop still belongs to it.
   * @param {number} at
   */
  closesSentence(at) {
    return this.stops.has(at);
  }

  /** @param {number} at */
  isStop(at) {
    const word = this.words[at];
    if (!STOPS.has(word)) return false;
    const following = this.afterClosers(at + 1);
    if (following === this.words.length || CLOSED_STOPS.has(word)) return true;
    if (this.glued[following]) return false;
    return word !== "." || !(this.isInitial(at) || this.goesOn(following));
  }

  /** @param {number} place */
  afterClosers(place) {
    let at = place;
    while (at < this.words.length && this.glued[at] && CLOSERS.has(this.words[at])) at += 1;
    return at;
  }

  /**
   * Whether the full stop follows one letter, as in "U.S. troops" or "J. Smith".
   * @param {number} at
   */
  isInitial(at) {
    if (at === 0 || !this.glued[at]) return false;
    const before = this.words[at - 1];
    return Array.from(before).length === 1 && !DIGITS.has(before) && this.characters.isWord(before);
  }

  /**
   * Whether the token after a full stop does not begin a sentence, as in "Nov. 22" or "the Corp. said".
   * @param {number} place
   */
  goesOn(place) {
    const char = this.points[this.spans[place][0]];
    return DIGITS.has(char) || this.characters.isSmall(char);
  }

  /**
   * The tokens of the sentence, or sentences, in which the tokens from `start` to `end` stand.
   * @param {number} start
   * @param {number} end
   * @returns {[number, number]}
   */
  sentence(start, end) {
    const first = below(this.sentenceStarts, (begin) => begin <= start) - 1;
    const following = below(this.sentenceStarts, (begin) => begin <= end - 1);
    return [this.sentenceStarts[first], this.sentenceStarts[following] ?? this.words.length];
  }

  /**
   * The code points from token `start` to token `end` (exclusive).
   * @param {number} start
   * @param {number} end
   * @returns {[number, number]}
   */
  charactersOf(start, end) {
    return [this.spans[start][0], this.spans[end - 1][1]];
  }

  /**
   * Whether the token stands inside double quotation marks (an opening one alone quotes all that follows).
   * @param {number} at
   */
  isQuoted(at) {
    return below(this.quotes, (place) => place < at) % 2 === 1;
  }

  /**
   * Whether no word stands among these tokens.
   * @param {number} start
   * @param {number} end
   */
  onlySigns(start, end) {
    for (let at = start; at < end; at += 1) if (this.characters.isWord(this.words[at])) return false;
    return true;
  }
}

/**
 * How many of the ascending items come first for which `holds`.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => boolean} holds
 */
function below(items, holds) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
