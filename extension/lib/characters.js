/** Tokenises and folds by the published list's character table, as `api/outlets/characters.py` does; nothing else tells
 * letters from signs here, since engines differ in that. All places count code points. */

/**
 * @typedef {object} CharacterTable
 * @property {number[]} word ranges `first, last` of letters, marks and numbers
 * @property {number[]} single those of them that are tokens each by itself
 * @property {number[]} mark
 * @property {number[]} space
 * @property {number[]} ignore
 * @property {number[]} fold runs `first, last, step, offset`
 *
 * @typedef {object} Tokens
 * @property {string[]} words folded words and signs
 * @property {[number, number][]} spans
 * @property {boolean[]} glued whether no white space stands before each
 */

const WORD = 1;
const SINGLE = 2;
const MARK = 4;
const SPACE = 8;
const IGNORE = 16;

export class Characters {
  /** @param {CharacterTable} table */
  constructor(table) {
    this.classes = new Uint8Array(0x110000);
    this.mark(table.word, WORD);
    this.mark(table.single, SINGLE);
    this.mark(table.mark, MARK);
    this.mark(table.space, SPACE);
    this.mark(table.ignore, IGNORE);
    /** @type {Map<number, number>} */
    this.folds = new Map();
    for (let at = 0; at < table.fold.length; at += 4) {
      const [first, last, step, offset] = table.fold.slice(at, at + 4);
      for (let point = first; point <= last; point += step) this.folds.set(point, point + offset);
    }
    this.small = new Set([...this.folds.values()].filter((point) => point > 0x39 && this.classes[point] & WORD));
  }

  /**
   * @param {number[]} ranges
   * @param {number} flag
   */
  mark(ranges, flag) {
    for (let at = 0; at < ranges.length; at += 2) {
      for (let point = ranges[at]; point <= ranges[at + 1]; point += 1) this.classes[point] |= flag;
    }
  }

  /**
   * @param {string[]} points the text, a code point each
   * @returns {Tokens}
   */
  tokens(points) {
    /** @type {Tokens} */
    const found = { words: [], spans: [], glued: [] };
    let glued = false;
    let at = 0;
    while (at < points.length) {
      const start = at;
      const kind = this.classOf(points[at]);
      at += 1;
      if (kind & SPACE) glued = false;
      if (kind & (SPACE | IGNORE)) continue;
      if (kind & SINGLE) while (at < points.length && this.classOf(points[at]) & (MARK | IGNORE)) at += 1;
      else if (kind & WORD) while (at < points.length && this.joins(this.classOf(points[at]))) at += 1;
      found.words.push(this.fold(points.slice(start, at).join("")));
      found.spans.push([start, at]);
      found.glued.push(glued);
      glued = true;
    }
    return found;
  }

  /** @param {number} kind */
  joins(kind) {
    return (kind & IGNORE) !== 0 || ((kind & WORD) !== 0 && (kind & SINGLE) === 0);
  }

  /** @param {string} char */
  classOf(char) {
    return this.classes[/** @type {number} */ (char.codePointAt(0))];
  }

  /**
   * The token as it is compared.
   * @param {string} token
   */
  fold(token) {
    let folded = "";
    for (const char of token.normalize("NFC")) {
      const point = /** @type {number} */ (char.codePointAt(0));
      const to = this.folds.get(point);
      if (!(this.classes[point] & IGNORE)) folded += to === undefined ? char : String.fromCodePoint(to);
    }
    return folded;
  }

  /**
   * The token with its case kept, as names of match mode `context` are compared; signs are folded all the same.
   * @param {string} token
   */
  exact(token) {
    if (!this.isWord(token)) return this.fold(token);
    return Array.from(token.normalize("NFC"))
      .filter((char) => !(this.classOf(char) & IGNORE))
      .join("");
  }

  /**
   * Whether the token is of letters and numbers rather than a sign.
   * @param {string} token
   */
  isWord(token) {
    return (this.classOf(token) & (WORD | SINGLE)) !== 0;
  }

  /**
   * Whether the token is a word of a script that sets words apart: its neighbours then belong to it or do not.
   * @param {string} token
   */
  isRun(token) {
    return (this.classOf(token) & (WORD | SINGLE)) === WORD;
  }

  /**
   * Whether the character is a small letter that has a capital.
   * @param {string} char
   */
  isSmall(char) {
    return this.small.has(/** @type {number} */ (char.codePointAt(0)));
  }
}
