"use strict";
/** Labels by facet; where a facet has none, how far research has come: four different answers, never drawn alike. */
const MastheadLabels = (() => {
  const { element } = MastheadDom;
  const { say, day } = MastheadWords;

  /** @typedef {import("../background/view.js").Label} Label */
  /** @typedef {(sources: import("../background/view.js").Source[]) => (Node | null)} Cite */

  const FACETS = ["control", "ownership", "funding"];
  const STALE_MONTHS = 24;

  /**
   * Every facet: its labels, or its research.
   * @param {Label[]} labels
   * @param {Record<string, string>} research
   * @param {string} asOf
   * @param {Cite} cite
   */
  const facets = (labels, research, asOf, cite) =>
    element(
      "dl",
      { class: "facets" },
      ...FACETS.flatMap((facet) => {
        const found = labels.filter((label) => label.facet === facet);
        const values =
          found.length > 0 ? found.map((label) => full(label, asOf, cite)) : [silence(facet, research[facet])];
        return [element("dt", {}, say(`facet_${facet}`)), ...values.map((value) => element("dd", {}, value))];
      }),
    );

  /**
   * One label with its meaning, its standing and its sources.
   * @param {Label} label
   * @param {string} asOf
   * @param {Cite} cite
   */
  const full = (label, asOf, cite) =>
    element(
      "div",
      { class: "label" },
      MastheadIcons.draw(label.icon),
      element(
        "div",
        {},
        element("strong", {}, label.text),
        " ",
        cite(label.sources),
        element("p", { class: "quiet" }, [label.means, standing(label), age(label, asOf)].join(" ")),
        label.checked
          ? null
          : element("p", { class: "notice" }, `${sentence(say("not_checked"))} ${say("not_checked_means")}`),
        MastheadResponses.contested(label.contested),
        MastheadResponses.replies(label.replies),
      ),
    );

  /**
   * The label in a line of text, with what is in doubt about it.
   * @param {Label} label
   */
  const short = (label) => {
    const doubts = [
      ["disputed", "changing"].includes(label.status) ? say(`status_${label.status}`) : null,
      label.checked ? null : say("not_checked"),
      label.contested ? say("contested") : null,
    ].filter((doubt) => doubt !== null);
    const text = doubts.length > 0 ? `${label.text} (${doubts.join(", ")})` : label.text;
    return element("span", { class: "short" }, MastheadIcons.draw(label.icon), text);
  };

  /** Labels in short, for a second day beside the first. @param {Label[]} labels */
  const brief = (labels) => {
    if (labels.length === 0) return element("p", {}, say("today_none"));
    return element("ul", { class: "brief" }, ...labels.map((label) => element("li", {}, short(label))));
  };

  /** @param {Label} label */
  const standing = ({ status }) => `${sentence(say(`status_${status}`))} ${say(`status_${status}_means`)}`;

  /** @param {string} words */
  const sentence = (words) => `${words.charAt(0).toLocaleUpperCase(say("date_locale"))}${words.slice(1)}.`;

  /** When it was last confirmed, if that is long ago. @param {Label} label @param {string} asOf */
  const age = ({ confirmed }, asOf) => {
    if (!confirmed) return "";
    const limit = new Date(confirmed);
    limit.setUTCMonth(limit.getUTCMonth() + STALE_MONTHS);
    return limit < new Date(asOf) ? sentence(say("last_confirmed", day(confirmed))) : "";
  };

  /** @param {string} facet @param {string} state */
  const silence = (facet, state) => {
    const code = state.replaceAll("-", "_");
    const words = say(`research_${code}_${facet}`) || say(`research_${code}`);
    return element("p", { class: `research ${state}` }, MastheadIcons.draw(state), words);
  };

  return Object.freeze({ facets, short, brief });
})();
