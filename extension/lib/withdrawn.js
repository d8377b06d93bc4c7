/** A list without what rests on claims that were retracted after it was made. */

/**
 * The list without the labels, owners and designations that rest on one of these claims, nor owners known only through such
 * a one. A facet that loses its last label is not silently empty: its research is `withdrawn`.
 * @param {any} list
 * @param {string[]} refs claims: `outlet:<id>#<claim>` or `party:<id>#<claim>`
 */
export function withoutWithdrawn(list, refs) {
  if (refs.length === 0) return list;
  const gone = new Set(refs);
  const outlets = Object.entries(list.outlets).map(([id, outlet]) => [
    id,
    { ...outlet, periods: outlet.periods.map((/** @type {any} */ period) => periodWithout(period, id, gone)) },
  ]);
  return { ...list, outlets: Object.fromEntries(outlets) };
}

/**
 * @param {any} period
 * @param {string} outlet
 * @param {Set<string>} gone
 */
function periodWithout(period, outlet, gone) {
  const stands = (/** @type {{because?: string[]}} */ row) => !(row.because ?? []).some((ref) => gone.has(ref));
  const labels = period.labels.filter(stands);
  const owners = period.owners.filter(stands);
  const designations = period.designations.filter(stands);
  const lost = [period.labels.length - labels.length, period.owners.length - owners.length].some((number) => number > 0);
  if (!lost && designations.length === period.designations.length) return period;
  return {
    ...period,
    labels,
    owners: connected(owners, outlet),
    designations,
    research: researchOf(period, labels),
  };
}

/**
 * The edges that still lead from the outlet upward.
 * @param {{id: string, of: string}[]} owners
 * @param {string} outlet
 */
function connected(owners, outlet) {
  const reached = new Set([outlet]);
  let known = 0;
  while (reached.size !== known) {
    known = reached.size;
    for (const { id, of } of owners) if (reached.has(of)) reached.add(id);
  }
  return owners.filter(({ of }) => reached.has(of));
}

/**
 * @param {any} period
 * @param {{facet: string}[]} labels that are left
 */
function researchOf(period, labels) {
  const left = new Set(labels.map(({ facet }) => facet));
  const emptied = period.labels.filter((/** @type {{facet: string}} */ { facet }) => !left.has(facet));
  return { ...period.research, ...Object.fromEntries(emptied.map((/** @type {any} */ { facet }) => [facet, "withdrawn"])) };
}
