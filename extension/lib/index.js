/** A published list, turned once into what annotating looks things up in. */
import { Characters } from "./characters.js";
import { Names } from "./names.js";
import { Resolver } from "./resolver.js";
import { Wordings } from "./wordings.js";

/** @typedef {import("./names.js").Name} Name */

const FORMAT = 1;

/**
 * The look-up index of one published list (`format` 1).
 * @param {any} list
 */
export function createIndex(list) {
  return new Index(list);
}

export class Index {
  /** @param {any} list */
  constructor(list) {
    if (list.format !== FORMAT) throw new Error(`the list has format ${list.format}; this version reads ${FORMAT}`);
    this.list = list;
    /** @type {number} */
    this.version = list.version;
    this.outlets = list.outlets;
    this.sources = list.sources;
    // lists of before desks have neither
    this.contested = list.contested ?? [];
    this.replies = list.replies ?? [];
    this.characters = new Characters(list.characters);
    this.names = new Names(list.names, this.characters);
    this.wordings = new Wordings(list.rules);
    this.resolver = new Resolver(list);
  }

  /**
   * Whose address `url` is on `day` (ISO).
   * @param {string} url
   * @param {string} day
   * @throws {import("./resolver.js").BadAddress} for what is no page's address
   */
  resolve(url, day) {
    return this.resolver.resolve(url, day);
  }

  /**
   * The outlet whose address an unlisted one, out of any wrapper, resembles.
   * @param {string} url
   * @throws {import("./resolver.js").BadAddress}
   */
  resembled(url) {
    return this.resolver.resembled(url);
  }

  /**
   * The listed name that is the whole of `text`; null where there is none, or two outlets have it.
   * @param {string} text
   * @returns {Name | null}
   */
  named(text) {
    const names = this.names.whole(text);
    if (new Set(names.map(({ outlet }) => outlet)).size !== 1) return null;
    return names.find(({ mode }) => mode === "strong") ?? names[0];
  }

  /**
   * Whether the two are one outlet, one is part of the other, or both of a third.
   * @param {string | null} one
   * @param {string} other
   */
  areRelated(one, other) {
    if (one === null) return false;
    const ours = this.outlets[one].part_of;
    const theirs = this.outlets[other].part_of;
    return other === one || other === ours || theirs === one || (ours !== null && ours === theirs);
  }
}
