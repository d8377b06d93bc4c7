/** What a page says of its content's origin: each statement becomes a sign. `docs/attribution.md` says what each promises. */
import { isStrong } from "./names.js";
import { NAMING_ZONES } from "./page.js";
import { quote } from "./selectors.js";

/**
 * @typedef {import("./blocks.js").Block} Block
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./patterns.js").Match} Match
 * @typedef {import("./patterns.js").Slot} Slot
 * @typedef {import("./wordings.js").Rule} Rule
 * @typedef {{kind: string, zone: string | null, text: string, selector: object | null, href: string | null}} Item
 * @typedef {{outlet: string, relation: string, extent: string, tier: number, confidence: string, item: Item}} Sign
 */

/**
 * Roles of structured data, with how near the origin they name: 0 the nearest, 1 behind it.
 * @type {Map<string, number>}
 */
const ROLES = new Map([["publisher", 0], ["sourceorganization", 0], ["provider", 0], ["author", 1]]);
/**
 * Metadata that name an origin, by address or by name: how near, and what the name alone is worth.
 * @type {Map<string, [number, string]>}
 */
const METADATA = new Map([
  ["syndication-source", [0, "strong"]],
  ["original-source", [0, "strong"]],
  ["dc.source", [0, "weak"]],
  ["dcterms.source", [0, "weak"]],
  ["source", [0, "weak"]],
  ["dc.publisher", [0, "weak"]],
  ["dcterms.publisher", [0, "weak"]],
  ["publisher", [0, "weak"]],
  ["article:publisher", [0, "weak"]],
  ["copyright", [1, "weak"]],
  ["author", [1, "weak"]],
]);
/** Their addresses are those of accounts and profiles, which themes and templates fill in. */
const NEVER_STRONG = new Set(["article:publisher", "author", "copyright"]);

/**
 * An evidence item.
 * @param {string} kind
 * @param {string} text
 * @param {{zone?: string, selector?: object | null, href?: string | null}} [more]
 * @returns {Item}
 */
export function item(kind, text, { zone, selector, href } = {}) {
  return { kind, zone: zone ?? null, text, selector: selector ?? null, href: href ?? null };
}

/**
 * @param {string} outlet
 * @param {number} tier
 * @param {string} confidence
 * @param {Item} found
 * @returns {Sign}
 */
function republished(outlet, tier, confidence, found) {
  return { outlet, relation: "republished", extent: "whole", tier, confidence, item: found };
}

/**
 * Every sign that the content is another outlet's than the page's, in the order of the page.
 * @param {Page} page
 * @returns {Iterable<Sign>}
 */
export function* origins(page) {
  // the head of a page is filled in by its house: what it says of a sister outlet is no republication
  for (const sign of [...canonical(page), ...structured(page), ...metadata(page)]) {
    if (!page.index.areRelated(page.publisher, sign.outlet)) yield sign;
  }
  for (const sign of wordings(page)) if (sign.outlet !== page.publisher) yield sign;
}

/** @param {Page} page */
function* canonical(page) {
  const address = page.evidence.canonical;
  const outlet = page.outletOf(address);
  if (address && outlet) yield republished(outlet, 0, "strong", item("canonical", address, { href: address }));
}

/** @param {Page} page */
function* structured(page) {
  for (const { type, role: named, name, url } of page.evidence.structured) {
    const role = named.toLowerCase();
    const tier = ROLES.get(role);
    if (tier === undefined || (role === "author" && !type.endsWith("Organization"))) continue;
    const found = item("structured", `${named}: ${name || url}`, { href: url });
    const outlet = page.outletOf(url);
    if (outlet) yield republished(outlet, tier, "strong", found);
    // a publisher with an address of its own is whoever has that address, whatever its name
    else if (url === null || role !== "publisher") {
      const known = namedBy(page, name);
      if (known) yield republished(known.outlet, tier, known.strong && role !== "publisher" ? "strong" : "weak", found);
    }
  }
}

/** @param {Page} page */
function* metadata(page) {
  for (const { name, content } of page.evidence.metadata) {
    const meaning = METADATA.get(name);
    if (!meaning) continue;
    const [tier, worth] = meaning;
    const text = `${name}: ${content}`;
    if (content.startsWith("https://") || content.startsWith("http://")) {
      const outlet = page.outletOf(content);
      const confidence = NEVER_STRONG.has(name) ? "weak" : "strong";
      if (outlet) yield republished(outlet, tier, confidence, item("metadata", text, { href: content }));
    } else {
      const known = namedBy(page, content);
      if (known) yield republished(known.outlet, tier, known.strong ? worth : "weak", item("metadata", text));
    }
  }
}

/**
 * The outlet whose name this is, and whether nothing else has that name; null where the site gives the name to itself.
 * @param {Page} page
 * @param {string | null} text
 */
function namedBy(page, text) {
  const name = text ? page.index.named(text) : null;
  if (!name) return null;
  const own = page.evidence.metadata.filter((entry) => entry.name === "og:site_name");
  if (own.some(({ content }) => page.index.named(content)?.outlet === name.outlet)) return null;
  return { outlet: name.outlet, strong: name.mode === "strong" };
}

/**
 * @param {Page} page
 * @returns {Iterable<Sign>}
 */
function* wordings(page) {
  const spoken = page.index.wordings.of(page.evidence.language);
  for (const block of page.blocks) {
    const before = page.before.get(block.number);
    const after = page.after.get(block.number);
    if (before === undefined || after === undefined) continue;
    for (const { wording, matches } of spoken.matches(block, before, after)) {
      for (const match of matches) {
        yield* match.slots.map((slot) => signOf(wording.rule, block, match, slot)).filter((sign) => sign !== null);
      }
    }
  }
}

/**
 * @param {Rule} rule
 * @param {Block} block
 * @param {Match} match
 * @param {Slot} slot
 * @returns {Sign | null}
 */
function signOf(rule, block, match, { outlet, strong, linked }) {
  const { kind, relation, extent, tier } = rule;
  const supported = strong || linked || block.linked.has(outlet) || block.stronglyNamed.has(outlet);
  // a closing note *about* an outlet is common: the name must be surely the outlet's
  if (kind === "disclosure" && !supported) return null;
  const confidence = kind === "credit" && !supported ? "weak" : rule.confidence;
  const [start, end] = quoted(kind, block, match);
  const selector = quote(block.points, block.number, start, end);
  return { outlet, relation, extent, tier, confidence, item: item(kind, selector.exact, { zone: block.zone, selector }) };
}

/**
 * What is shown of the block, in code points: all of a disclosure, a dateline alone, otherwise the sentence.
 * @param {string} kind
 * @param {Block} block
 * @param {Match} match
 * @returns {[number, number]}
 */
function quoted(kind, block, match) {
  if (kind === "disclosure") return [0, block.points.length];
  if (kind === "dateline") return block.charactersOf(match.start, match.end);
  return block.charactersOf(...block.sentence(match.start, match.end));
}

/**
 * Every link to another listed outlet, and every mention that is surely one's.
 * @param {Page} page
 * @returns {Iterable<Sign>}
 */
export function* appearances(page) {
  for (const block of page.blocks) {
    for (const { outlet, start, end, href } of block.links) {
      yield appearance("linked", outlet, linkItem(block, start, end, href));
    }
    if (!NAMING_ZONES.has(block.zone)) continue;
    for (const mention of block.mentions) {
      const outlet = block.meant(mention);
      if (!outlet || outlet === page.publisher) continue;
      if (!isStrong(mention, outlet) && !block.linked.has(outlet)) continue;
      const selector = quote(block.points, block.number, ...block.charactersOf(mention.start, mention.end));
      yield appearance("mentioned", outlet, item("name", selector.exact, { zone: block.zone, selector }));
    }
  }
}

/**
 * @param {string} relation
 * @param {string} outlet
 * @param {Item} found
 * @returns {Sign}
 */
function appearance(relation, outlet, found) {
  return { outlet, relation, extent: "part", tier: 0, confidence: "strong", item: found };
}

/**
 * @param {Block} block
 * @param {number} start
 * @param {number} end
 * @param {string} href
 */
function linkItem(block, start, end, href) {
  const inside = start >= 0 && start < end && end <= block.points.length;
  const selector = inside ? quote(block.points, block.number, start, end) : null;
  return item("link", selector?.exact ?? "", { zone: block.zone, selector, href });
}
