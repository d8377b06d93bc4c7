"use strict";
/** Numbered sources of one outlet: each document once, its number beside every statement it supports. */
const MastheadSources = (() => {
  const { element, link } = MastheadDom;
  const { say, day } = MastheadWords;

  /** @typedef {import("../background/view.js").Source} Source */

  const FEW = 6;

  const gather = () => {
    /** @type {Map<string, Source>} */
    const cited = new Map();
    return Object.freeze({
      /**
       * The numbers of these sources, as they stand beside a statement.
       * @param {Source[]} sources
       */
      cite(sources) {
        if (sources.length === 0) return null;
        for (const source of sources) if (!cited.has(keyOf(source))) cited.set(keyOf(source), source);
        const order = [...cited.keys()];
        const numbers = [...new Set(sources.map((source) => order.indexOf(keyOf(source)) + 1))].sort((a, b) => a - b);
        const spoken = element("span", { class: "spoken" }, say("source_numbers", numbers.join(", ")));
        const seen = element("span", { "aria-hidden": "true" }, `[${spans(numbers).join(", ")}]`);
        return element("span", { class: "numbers" }, spoken, seen);
      },

      /** All that were cited, in the order of their numbers; many stay folded until asked for. */
      draw() {
        if (cited.size === 0) return null;
        const items = [...cited.values()].map((source) => element("li", {}, ...entry(source)));
        const title = element("summary", {}, say("sources_title"), ` (${cited.size})`);
        const folded = element("details", { class: "part" }, title, element("ol", { class: "sources" }, ...items));
        folded.toggleAttribute("open", cited.size <= FEW);
        return folded;
      },
    });
  };

  /** @param {Source} source */
  const keyOf = ({ url, title, date }) => JSON.stringify([url, title, date]);

  /** Numbers in order, neighbours drawn together: 1–3, 7. @param {number[]} numbers */
  const spans = (numbers) => {
    const starts = numbers.filter((number) => !numbers.includes(number - 1));
    return starts.map((start) => {
      let end = start;
      while (numbers.includes(end + 1)) end += 1;
      return end === start ? `${start}` : `${start}–${end}`;
    });
  };

  /** @param {Source} source */
  const entry = (source) => {
    const about = [source.publisher, source.date ? day(source.date) : null].filter((part) => part).join(", ");
    return [link(source.url, source.title) ?? source.title, element("span", { class: "quiet" }, ` ${about}`)];
  };

  return Object.freeze({ gather });
})();
