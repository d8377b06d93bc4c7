"use strict";
/** What a page says about itself, as data, by the rules of docs/evidence.md: in step with api/annotating/evidence. */
const MastheadEvidence = (() => {
  const { attribute } = MastheadTree;
  const { collapsed, cut, day, lower, tokens } = MastheadText;
  const { LIMITS } = MastheadTables;
  const METADATA = new Set(MastheadTables.METADATA);

  /** @typedef {ReturnType<typeof MastheadTree.read>} Tree */
  /** @typedef {(href: string) => string | null} Resolver makes an address absolute; null where it is none of the web */

  /** @param {Tree} tree @param {string} name */
  const all = ({ recorded }, name) => recorded.filter((element) => element.name === name);

  /** @param {string} url @param {string | undefined} base @returns {Resolver} */
  const resolver = (url, base) => (href) => {
    try {
      const from = base === undefined ? url : (resolver(url, undefined)(base) ?? url);
      const address = new URL(href, from);
      return /^https?:$/.test(address.protocol) && /^[a-z0-9._-]+$/.test(address.hostname) ? address.href : null;
    } catch {
      return null;
    }
  };

  /** @param {Tree} tree @param {Resolver} absolute */
  const canonicalOf = (tree, absolute) => {
    for (const link of all(tree, "link")) {
      const href = attribute(link, "href");
      const address = tokens(lower(attribute(link, "rel"))).includes("canonical") && collapsed(href) ? absolute(href) : null;
      if (address) return address;
    }
    return null;
  };

  /** @param {Tree} tree */
  const metadataOf = (tree) =>
    all(tree, "meta")
      .flatMap((meta) => {
        const names = ["property", "name", "itemprop"].map((key) => collapsed(lower(attribute(meta, key))));
        const name = names.find((each) => METADATA.has(each));
        const content = collapsed(cut(attribute(meta, "content").toWellFormed(), LIMITS.content));
        return name && content ? [{ name, content }] : [];
      })
      .slice(0, LIMITS.metadata);

  /** @param {Tree} tree */
  const languageOf = (tree) => {
    const declared = all(tree, "meta").find((meta) => collapsed(lower(attribute(meta, "http-equiv"))) === "content-language");
    const tags = [tree.language, declared ? attribute(declared, "content") : ""].map((tag) => collapsed(tag).replaceAll("_", "-"));
    return tags.find((tag) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag)) ?? null;
  };

  /**
   * Evidence of the page as it stands, and anchors that lead from its blocks' text back into the page.
   * @param {Document} page
   * @param {{rendered?: boolean}} [options] `rendered`: leave out what the browser does not draw
   */
  const extract = (page, { rendered = false } = {}) => {
    const url = new URL(page.URL).href;
    const tree = MastheadTree.read(page, rendered);
    const base = all(tree, "base").find(({ node }) => node.hasAttribute("href"));
    const absolute = resolver(url, base && attribute(base, "href"));
    const canonical = canonicalOf(tree, absolute);
    const metadata = metadataOf(tree);
    const said = (/** @type {string} */ name) => metadata.find((entry) => entry.name === name)?.content ?? "";
    const shared = said("og:url") && absolute(said("og:url"));
    const addresses = [url, canonical, shared].flatMap((address) => address || []);
    const layout = MastheadZones.layoutOf(tree);
    const structured = MastheadStructured.read(tree, layout, addresses, absolute);
    const { blocks, runs, times } = layout ? MastheadBlocks.written(tree, layout, absolute) : { blocks: [], runs: [], times: [] };
    const days = [...MastheadTables.DATE_METADATA.map(said), ...times].flatMap((text) => day(text) ?? []);
    const evidence = {
      url,
      canonical,
      language: languageOf(tree),
      title: collapsed(all(tree, "title")[0]?.text ?? "") || said("og:title"),
      published: day(said("article:published_time")) ?? structured.published ?? days[0] ?? null,
      metadata,
      structured: structured.entities,
      blocks,
    };
    return { evidence, anchors: MastheadBlocks.anchorsOf(runs) };
  };

  return Object.freeze({ extract });
})();
