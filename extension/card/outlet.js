"use strict";
/** One outlet of a page: who it is, how the page relates to it and how that is known, its labels and owners. */
const MastheadOutlet = (() => {
  const { element } = MastheadDom;
  const { say, around, day, country, coded } = MastheadWords;

  /** @typedef {import("../background/view.js").Annotation} Annotation */
  /** @typedef {import("../background/view.js").View} View */
  /** @typedef {(selector: import("../background/view.js").Selector, on: boolean) => Promise<boolean>} Show */

  /**
   * @param {Annotation} annotation
   * @param {View} view
   * @param {Show} show
   */
  const draw = (annotation, view, show) => {
    const { outlet } = annotation;
    const { cite, draw: drawSources } = MastheadSources.gather();
    const cited = [
      MastheadLabels.facets(outlet.labels, outlet.research, view.asOf, cite),
      part("owners_title", MastheadOwners.draw(outlet, outlet.owners, cite)),
      part("designations_title", designations(outlet.designations ?? [], cite)),
      today(outlet, cite),
      part("replies_title", MastheadResponses.replies(outlet.replies)),
    ];
    return element(
      "section",
      { class: "outlet", "aria-label": outlet.name },
      element("h2", {}, outlet.name, " ", element("span", { class: "quiet" }, about(outlet))),
      element("p", { class: "relation" }, ...relation(annotation)),
      MastheadSigns.draw(annotation.evidence, annotation.appearances, show),
      ...cited,
      drawSources(),
    );
  };

  /** @param {Annotation["outlet"]} outlet */
  const about = ({ kind, country: where, status, domain }) =>
    [coded("kind", kind), country(where), domain, status === "active" ? null : coded("outlet", status)]
      .filter((fact) => fact)
      .join(" · ");

  /** @param {Annotation} annotation */
  const relation = ({ relation: how, message, outlet }) => {
    const name = element("strong", {}, outlet.name);
    return how === "publisher" ? around("relation_publisher", name) : [...around(message, name), "."];
  };

  /**
   * Today's answer, where it is another than that of the page's day.
   * @param {Annotation["outlet"]} outlet
   * @param {(sources: import("../background/view.js").Source[]) => (Node | null)} cite
   */
  const today = (outlet, cite) => {
    if (!outlet.today) return null;
    const { as_of: date, labels, owners } = outlet.today;
    const chain =
      JSON.stringify(owners) === JSON.stringify(outlet.owners) ? null : MastheadOwners.draw(outlet, owners, cite);
    return element(
      "div",
      { class: "today" },
      element("h3", {}, say("today_title", day(date))),
      element("p", {}, say("today_differs")),
      MastheadLabels.brief(labels),
      chain,
    );
  };

  /**
   * Acts of governments upon the outlet: shown as theirs.
   * @param {import("../background/view.js").Designation[]} acts
   * @param {(sources: import("../background/view.js").Source[]) => (Node | null)} cite
   */
  const designations = (acts, cite) => {
    if (acts.length === 0) return null;
    const items = acts.map(({ regime, law, date, government, sources, contested }) => {
      const act = say("designation", government, regime, law, day(date));
      return element("li", {}, act, " ", cite(sources), MastheadResponses.contested(contested));
    });
    const note = element("p", { class: "quiet" }, say("designations_note"));
    return element("div", {}, element("ul", { class: "brief" }, ...items), note);
  };

  /** @param {string} title @param {HTMLElement | null} content */
  const part = (title, content) => content && element("div", { class: "part" }, element("h3", {}, say(title)), content);

  return Object.freeze({ draw });
})();
