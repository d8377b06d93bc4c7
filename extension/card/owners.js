"use strict";
/** The chain from the publisher to those at the top, each below whom it owns. */
const MastheadOwners = (() => {
  const { element } = MastheadDom;
  const { say, day, coded } = MastheadWords;

  /** @typedef {import("../background/view.js").Owner} Owner */

  /**
   * @param {{id: string, name: string}} outlet
   * @param {Owner[]} owners edges, nearest first
   * @param {(sources: import("../background/view.js").Source[]) => (Node | null)} cite
   * @returns {HTMLElement | null}
   */
  const draw = (outlet, owners, cite) => {
    const names = new Map([
      [outlet.id, outlet.name],
      ...owners.map(({ id, name }) => /** @type {const} */ ([id, name])),
    ]);
    /** @type {(of: string, above: Set<string>) => HTMLElement | null} */
    const level = (of, above) => {
      const edges = owners.filter((owner) => owner.of === of && !above.has(owner.id));
      if (edges.length === 0) return null;
      const items = edges.map((edge) =>
        element("li", {}, row(edge, names.get(of) ?? of, cite), level(edge.id, new Set([...above, edge.id]))),
      );
      return element("ul", { class: "chain" }, ...items);
    };
    return level(outlet.id, new Set([outlet.id]));
  };

  /**
   * @param {Owner} owner
   * @param {string} below
   * @param {(sources: import("../background/view.js").Source[]) => (Node | null)} cite
   */
  const row = (owner, below, cite) => {
    const facts = [
      coded("party", owner.type),
      say(`interest_${owner.interest ?? "owner"}`, below),
      share(owner.share),
      owner.controlling === "yes" && owner.interest !== "publisher" ? say("controlling") : null,
      owner.since ? say("since", day(owner.since)) : null,
      owner.checked === false ? say("not_checked") : null,
    ].filter((fact) => fact);
    const detail = element("span", { class: "quiet" }, facts.join(" · "));
    const named = [element("strong", {}, owner.name), " ", cite(owner.sources ?? []), element("br"), detail];
    return element("div", {}, ...named, MastheadResponses.contested(owner.contested));
  };

  /** @param {Owner["share"]} share */
  const share = (share) => {
    if (!share) return null;
    const { exact, min, max } = share;
    if (exact != null) return say("share_exact", exact);
    if (min != null && max != null) return say("share_band", min, max);
    return min != null ? say("share_least", min) : say("share_most", max ?? 100);
  };

  return Object.freeze({ draw });
})();
