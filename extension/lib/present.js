/** Annotations as they go over the wire: with labels, owners and sources of the day the page is from. */
import { isDay } from "./days.js";

/**
 * @typedef {import("./annotate.js").Result} Result
 * @typedef {import("./index.js").Index} Index
 * @typedef {import("./page.js").Evidence} Evidence
 */

const ORIGINAL = new Set(["publisher", "republished", "sponsored"]);

/**
 * `{page, as_of, list, annotations}` for what `annotate` answered; `docs/attribution.md` gives the shape.
 *
 * The labels are those of `at`, if given; else of the page's own date, unless that is later than the visit or earlier
 * than the outlet it speaks of; else of the visit: the day a wrapper copied the page, or `today`. Days are ISO.
 * @param {Result} result
 * @param {Evidence} evidence
 * @param {Index} index
 * @param {string | null} at
 * @param {string} today
 */
export function present(result, evidence, index, at, today) {
  const visit = result.resolved.captured ?? today;
  const asOf = at ?? ownDate(result, evidence, index, visit) ?? visit;
  return {
    page: {
      url: evidence.url,
      resolved: result.resolved.url,
      title: evidence.title,
      published: evidence.published,
      language: evidence.language,
      resembles: resembled(result, index),
    },
    as_of: asOf,
    list: { version: index.version },
    annotations: result.annotations.map((found) => ({ ...found, outlet: outletOn(index, found.outlet, asOf, today) })),
  };
}

/**
 * The outlet whose address the page's own resembles, where that is nobody's that is listed.
 * @param {Result} result
 * @param {Index} index
 */
function resembled(result, index) {
  if (result.annotations.some(({ relation }) => relation === "publisher")) return null;
  return index.resembled(result.resolved.url);
}

/**
 * The page's own date, where it can be true.
 * @param {Result} result
 * @param {Evidence} evidence
 * @param {Index} index
 * @param {string} visit
 */
function ownDate(result, evidence, index, visit) {
  const { published } = evidence;
  if (published === null || !isDay(published) || published > visit) return null;
  const early = result.annotations.some(({ relation, outlet }) => {
    const { began } = index.outlets[outlet];
    return ORIGINAL.has(relation) && began !== null && published < began;
  });
  return early ? null : published;
}

/**
 * The outlet as it was on a day, and in `today` what has become of its labels and owners, if that differs.
 * @param {Index} index
 * @param {string} id
 * @param {string} asOf
 * @param {string} today
 */
function outletOn(index, id, asOf, today) {
  const { name, domain, country, kind, status, periods } = index.outlets[id];
  const then = periodOf(periods, asOf);
  const now = periodOf(periods, today);
  const [labels, owners, designations] = ["labels", "owners", "designations"].map((kind) => rowsOn(index, then[kind], today));
  const { research } = then;
  const replies = repliesOf(index, id);
  const found = { id, name, domain, country, kind, status, labels, owners, research, designations, replies };
  if (isSame(then.labels, now.labels) && isSame(then.owners, now.owners)) return found;
  const since = { as_of: today, labels: rowsOn(index, now.labels, today), owners: rowsOn(index, now.owners, today) };
  return { ...found, today: since };
}

/**
 * The period that holds the day; periods are in order and leave no gap.
 * @param {any[]} periods
 * @param {string} day
 */
function periodOf(periods, day) {
  return periods.findLast((period) => period.from === null || period.from <= day);
}

/**
 * Whether two values of the list, which writes keys in one order, are equal.
 * @param {unknown} one
 * @param {unknown} other
 */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Labels, owners or designations with their sources written out, and `contested` where a claim they rest on is in doubt
 * today, whichever day they speak of.
 * @param {Index} index
 * @param {any[]} rows
 * @param {string} today
 */
function rowsOn(index, rows, today) {
  return rows.map((row) => {
    const sources = row.sources.map((/** @type {number} */ place) => index.sources[place]);
    const contested = markOf(index, row.because ?? [], today);
    return contested ? { ...row, sources, contested } : { ...row, sources };
  });
}

/**
 * The first mark that holds today on one of these claims.
 * @param {Index} index
 * @param {string[]} because
 * @param {string} today
 */
function markOf({ contested }, because, today) {
  return contested.find(
    (/** @type {any} */ { claim, from, to }) => because.includes(claim) && from <= today && today < to,
  );
}

/**
 * What the outlet's publishers replied, in their words.
 * @param {Index} index
 * @param {string} id
 */
function repliesOf(index, id) {
  return index.replies
    .filter((/** @type {any} */ { outlet }) => outlet === id)
    .map((/** @type {any} */ { outlet: _, ...reply }) => reply);
}
