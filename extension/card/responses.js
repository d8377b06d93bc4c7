"use strict";
/** What readers and publishers say of a statement: that somebody looks into it, and the publisher's reply in its own words. */
const MastheadResponses = (() => {
  const { element, link } = MastheadDom;
  const { say, day } = MastheadWords;

  /**
   * The mark beside what rests on a contested claim.
   * @param {import("../background/view.js").Contested | undefined} contested
   * @returns {HTMLElement | null}
   */
  const contested = (contested) => {
    if (!contested) return null;
    const report = contested.link && link(contested.link, say("contested_report"));
    return element("p", { class: "notice contested" }, say("contested_since", day(contested.from)), " ", report || null);
  };

  /**
   * Replies, each as text and nothing else; null where there are none.
   * @param {import("../background/view.js").Reply[] | undefined} replies
   * @returns {HTMLElement | null}
   */
  const replies = (replies = []) => {
    if (replies.length === 0) return null;
    return element("div", { class: "replies" }, ...replies.map(one));
  };

  /** @param {import("../background/view.js").Reply} reply */
  const one = ({ text, publisher, domain, date }) =>
    element(
      "figure",
      { class: "reply" },
      element("figcaption", { class: "quiet" }, say("reply_by", publisher, day(date))),
      element("blockquote", { dir: "auto" }, text),
      element("p", { class: "quiet" }, say("reply_means", domain)),
    );

  return Object.freeze({ contested, replies });
})();
