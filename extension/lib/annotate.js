/** From a page's evidence to its annotations: whose page it is, whose content, whom it links and names. */
import { appearances, item, origins } from "./attribute.js";
import { Page } from "./page.js";

/**
 * @typedef {import("./attribute.js").Item} Item
 * @typedef {import("./attribute.js").Sign} Sign
 * @typedef {import("./index.js").Index} Index
 * @typedef {import("./page.js").Evidence} Evidence
 *
 * @typedef {{relation: string, outlet: string, extent: string, step: number, confidence: string,
 *   evidence: Item[]}} Annotation
 * @typedef {{resolved: {url: string, wrapper: string | null, captured: string | null},
 *   annotations: Annotation[]}} Result
 */

const RELATIONS = ["publisher", "republished", "sponsored", "linked", "mentioned"];
const CONFIDENCES = ["certain", "strong", "weak"];
const MOST_ANNOTATIONS = 200;
const MOST_EVIDENCE = 20;
const ORIGINS = new Set(["republished", "sponsored"]);

/**
 * What the page says, by outlet, the strongest relation first. Pure: the answer hangs on its arguments alone.
 * @param {Evidence} evidence
 * @param {Index} index
 * @param {string} today the day of the visit, ISO
 * @returns {Result}
 * @throws {import("./resolver.js").BadAddress} where the evidence's `url` is no page's address
 */
export function annotate(evidence, index, today) {
  const page = new Page(evidence, index, today);
  const { url, wrapper, captured } = page.resolved;
  const signs = byOutlet([...publisher(page), ...origins(page), ...appearances(page)]);
  const tiers = tiersOf([...signs.values()]);
  const annotations = [...signs].map(([outlet, found]) => annotationOf(outlet, found, tiers));
  annotations.sort((a, b) => rank(a) - rank(b) || a.step - b.step || (a.outlet < b.outlet ? -1 : 1));
  return { resolved: { url, wrapper, captured }, annotations: annotations.slice(0, MOST_ANNOTATIONS) };
}

/** @param {{relation: string}} found */
function rank({ relation }) {
  return RELATIONS.indexOf(relation);
}

/**
 * @param {Page} page
 * @returns {Sign[]}
 */
function publisher({ publisher: outlet, resolved: { url } }) {
  if (!outlet) return [];
  const found = item("address", url, { href: url });
  return [{ outlet, relation: "publisher", extent: "whole", tier: 0, confidence: "certain", item: found }];
}

/**
 * Each outlet's signs, the strongest relation first, otherwise as they stand in the page.
 * @param {Sign[]} signs
 */
function byOutlet(signs) {
  /** @type {Map<string, Sign[]>} */
  const found = new Map();
  for (const sign of signs) {
    const known = found.get(sign.outlet);
    if (known) known.push(sign);
    else found.set(sign.outlet, [sign]);
  }
  for (const each of found.values()) each.sort((a, b) => rank(a) - rank(b));
  return found;
}

/**
 * The signs of the strongest relation.
 * @param {Sign[]} signs
 */
function deciding(signs) {
  return signs.filter(({ relation }) => relation === signs[0].relation);
}

/**
 * How near the page's origins are, in order, each distance once: the nearest is step 1.
 * @param {Sign[][]} outlets
 */
function tiersOf(outlets) {
  const tiers = outlets.filter((signs) => ORIGINS.has(signs[0].relation)).map(tierOf);
  return [...new Set(tiers)].sort((a, b) => a - b);
}

/** @param {Sign[]} signs */
function tierOf(signs) {
  return deciding(signs).reduce((least, { tier }) => Math.min(least, tier), Infinity);
}

/**
 * @param {string} outlet
 * @param {Sign[]} signs
 * @param {number[]} tiers
 * @returns {Annotation}
 */
function annotationOf(outlet, signs, tiers) {
  const strongest = deciding(signs);
  const { relation } = signs[0];
  const confidences = new Set(strongest.map(({ confidence }) => confidence));
  return {
    relation,
    outlet,
    extent: strongest.some(({ extent }) => extent === "whole") ? "whole" : "part",
    step: ORIGINS.has(relation) ? tiers.indexOf(tierOf(signs)) + 1 : 0,
    confidence: /** @type {string} */ (CONFIDENCES.find((each) => confidences.has(each))),
    evidence: distinct(signs),
  };
}

/**
 * The signs' evidence, each item once.
 * @param {Sign[]} signs
 */
function distinct(signs) {
  /** @type {Map<string, Item>} */
  const found = new Map();
  for (const sign of signs) {
    const key = JSON.stringify(sign.item);
    if (!found.has(key)) found.set(key, sign.item);
    if (found.size === MOST_EVIDENCE) break;
  }
  return [...found.values()];
}
