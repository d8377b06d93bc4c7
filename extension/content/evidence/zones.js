"use strict";
/** Which part of a page is its article, and in which zone each element stands. */
const MastheadZones = (() => {
  const { length, lower, tokens } = MastheadText;
  const { attribute, holds } = MastheadTree;
  const { LIMITS } = MastheadTables;

  /** @typedef {{name: string, node: Element, at: number, until: number, ink: number, headings: number}} Opening see tree.js */
  /** @typedef {ReturnType<typeof MastheadTree.read>} Tree */
  /** @typedef {{scope: Opening, root: Opening}} Layout `scope`: the main part; `root`: the article in it; or the body */

  /** @param {string[]} entries */
  const anyOf = (entries) => new RegExp(`-(?:${entries.join("|")})-`);

  const ZONE_WORDS = MastheadTables.WORD_ZONES.map(([zone, entries]) => ({ zone: String(zone), pattern: anyOf([entries].flat()) }));
  const CONTENT = anyOf(MastheadTables.CONTENT_WORDS);
  /** @type {Record<string, number>} */
  const RANKS = MastheadTables.RANKS;

  /** @param {Opening} element @param {Opening} whole */
  const isMost = (element, whole) => 2 * element.ink > whole.ink;

  /** @param {Opening} element */
  const roleOf = (element) => tokens(lower(attribute(element, "role")))[0] ?? "";

  /** @param {Opening} element */
  const isArticle = (element) => element.name === "article" || roleOf(element) === "article";

  /**
   * What the element is called: its own name if it is a custom element's, the tokens of class, then of id:
   * `ArticleFooter_links` as `-article-footer-links-`.
   * @param {Opening} element
   */
  const namesOf = (element) =>
    tokens(`${element.name.includes("-") ? element.name : ""} ${attribute(element, "class")} ${attribute(element, "id")}`)
      .slice(0, LIMITS.tokens)
      .filter((token) => length(token) <= LIMITS.token)
      .map((token) => `-${token.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-")}-`.replace(/[^A-Za-z0-9\u0080-\u{10ffff}]+/gu, "-"))
      .map(lower);

  /** @param {Record<string, string>} table @param {string} key */
  const zoneIn = (table, key) => (Object.hasOwn(table, key) ? table[key] : null);

  /** @param {Opening} element */
  const roleZone = (element) => zoneIn(MastheadTables.ROLE_ZONES, roleOf(element));

  /** @param {Opening} element */
  const wordZone = (element) => {
    for (const name of namesOf(element)) {
      const found = ZONE_WORDS.find(({ pattern }) => pattern.test(name));
      if (found) return found.zone;
    }
    return null;
  };

  /** @param {Tree} tree @returns {Layout | null} */
  const layoutOf = ({ items }) => {
    const elements = items.filter((item) => item !== null && "name" in item);
    const body = elements.find(({ name }) => name === "body");
    if (!body) return null;
    const scope = elements.find((element) => element.name === "main" || roleOf(element) === "main") ?? body;
    const within = elements.filter(({ at }) => holds(scope, at));
    const root = articleIn(scope, within) ?? (scope === body ? contentIn(body, within) : scope) ?? body;
    return { scope, root };
  };

  /**
   * The one article with a main heading, or else the one that holds most of the text, of those in no other zone.
   * @param {Opening} scope
   * @param {Opening[]} within
   */
  const articleIn = (scope, within) => {
    const candidates = [];
    let passed = -1;
    for (const element of within) {
      if (element.at < passed) continue;
      const named = roleZone(element) ?? (isArticle(element) ? null : zoneIn(MastheadTables.ELEMENT_ZONES, element.name));
      const marked = named ?? (element.headings || isMost(element, scope) ? null : wordZone(element));
      if (isArticle(element) && !marked) candidates.push(element);
      if (isArticle(element) || marked) passed = element.until;
    }
    const headed = candidates.filter(({ headings }) => headings);
    return headed.length === 1 ? headed[0] : candidates.find((element) => isMost(element, scope));
  };

  /**
   * The innermost element that calls itself the content and holds most of the page's text.
   * @param {Opening} body
   * @param {Opening[]} within
   */
  const contentIn = (body, within) => within.findLast((element) => isMost(element, body) && isContent(element));

  /** @param {Opening} element */
  const isContent = (element) =>
    tokens(lower(attribute(element, "itemprop"))).includes("articlebody") || namesOf(element).some((name) => CONTENT.test(name));

  /** @param {Opening} element @param {Layout} layout @returns {string | null} */
  const ownZone = (element, { scope, root }) => {
    const inside = holds(root, element.at);
    let zone = roleZone(element) ?? zoneIn(MastheadTables.ELEMENT_ZONES, element.name);
    if (zone === null) {
      zone = wordZone(element);
      // a wrapper of most of the article is no part beside it, whatever its class says
      if (zone !== "comments" && inside && isMost(element, root)) zone = null;
    }
    if (zone === null && inside && isArticle(element) && !isMost(element, root)) return "aside";
    if (zone === null && element.name === "header" && !element.headings) {
      const inMain = scope.name !== "body" && holds(scope, element.at);
      return inMain || (inside && root.name !== "body") ? null : "navigation";
    }
    return zone === "footer" && inside && root.name !== "body" ? "note" : zone;
  };

  /** Whether the element is the article, stands around it, or holds most of it. @param {Opening} element @param {Layout} layout */
  const frames = (element, { root }) =>
    element === root || holds(element, root.at) || (holds(root, element.at) && isMost(element, root));

  /**
   * The zone of an element that opens in the zone `outer`; null outside of all zones.
   * @param {Opening} element
   * @param {string | null} outer
   * @param {Layout} layout
   */
  const zoneOf = (element, outer, layout) => {
    if (element === layout.root) return "article";
    if (holds(element, layout.root.at)) return outer;
    const own = ownZone(element, layout);
    return own !== null && (outer === null || RANKS[own] > RANKS[outer]) ? own : outer;
  };

  /**
   * The zone of what stands in no zone element outside the root: what leads up to the article is a note on it.
   * @param {Layout} layout
   * @param {number} at
   */
  const outside = ({ scope, root }, at) => (holds(scope, at) && at < root.at ? "note" : null);

  return Object.freeze({ layoutOf, frames, zoneOf, outside });
})();
