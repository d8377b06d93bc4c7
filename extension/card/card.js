"use strict";
/** The whole card: whose content the page says it is, whose address it is, and which outlets it links to or names. */
const MastheadCard = (() => {
  const { element } = MastheadDom;
  const { say, day } = MastheadWords;

  /** @typedef {import("../background/view.js").View} View */
  /** @typedef {import("../background/view.js").Annotation} Annotation */
  /** @typedef {(selector: import("../background/view.js").Selector, on: boolean) => Promise<boolean>} Show */

  /**
   * @param {View} view
   * @param {Show} show highlights a quoted
   *   sentence in the page, or takes that away; false if it is not there
   * @returns {HTMLElement}
   */
  const draw = (view, show) =>
    element(
      "div",
      { class: "card" },
      view.publisher || view.origins.length > 0 ? asOf(view) : null,
      ...view.origins.map((origin) => MastheadOutlet.draw(origin, view, show)),
      ...publisher(view, show),
      others(view.others, "linked"),
      others(view.others, "mentioned"),
      element("p", { class: "foot" }, say("foot", view.version)),
    );

  /** @param {View} view */
  const asOf = (view) => element("p", { class: "quiet" }, say(`as_of_${view.asOfIs}`, day(view.asOf)));

  /** @param {View} view @param {Show} show */
  const publisher = (view, show) => {
    if (!view.publisher) return [unlisted(view)];
    const drawn = MastheadOutlet.draw(view.publisher, view, show);
    if (view.origins.length === 0) return [drawn];
    const origins = view.origins.map(({ outlet }) => outlet.name).join(", ");
    return [
      element("p", { class: "aside" }, say("relation_publisher_note", origins, view.publisher.outlet.name)),
      drawn,
    ];
  };

  /** @param {View} view */
  const unlisted = (view) => {
    const host = hostOf(view.page.resolved ?? view.page.url);
    const resembles = view.resembles && say("popup_resembles", view.resembles);
    if (view.origins.length > 0) {
      return element("p", { class: "aside" }, resembles || say("popup_unlisted_publisher", host));
    }
    return element(
      "div",
      { class: "unlisted" },
      element("h2", {}, resembles || say("popup_unlisted")),
      element("p", {}, say("popup_unlisted_means", host)),
    );
  };

  /** @param {Annotation[]} annotations @param {string} relation */
  const others = (annotations, relation) => {
    const found = annotations.filter((each) => each.relation === relation);
    if (found.length === 0) return null;
    const items = found.map(({ outlet }) => element("li", {}, ...named(outlet)));
    return element(
      "div",
      { class: "part" },
      element("h3", {}, say(`relation_${relation}`)),
      element("ul", { class: "brief" }, ...items),
    );
  };

  /** @param {Annotation["outlet"]} outlet */
  const named = ({ name, labels }) => {
    const control = labels.find(({ facet }) => facet === "control");
    if (!control) return [element("strong", {}, name)];
    return [element("strong", {}, name), " · ", MastheadIcons.draw(control.icon), control.text];
  };

  /** @param {string} url */
  const hostOf = (url) => (URL.canParse(url) && new URL(url).hostname) || say("popup_unlisted_site");

  return Object.freeze({ draw });
})();
