"use strict";
/** Who the page's own structured data (JSON-LD, microdata, RDFa Lite) put in which role. */
const MastheadStructured = (() => {
  const { collapsed, cut, day, length, lower } = MastheadText;
  const { LIMITS } = MastheadTables;
  const ARTICLE_TYPES = new Set(MastheadTables.ARTICLE_TYPES);

  /** @typedef {{type: string, role: string, name: string, url: string | null}} Entity */
  /** @typedef {ReturnType<typeof MastheadTree.read>} Tree */
  /** @typedef {NonNullable<ReturnType<typeof MastheadZones.layoutOf>>} Layout */

  /** @param {any} value @returns {any[]} */
  const listed = (value) => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);

  /** @param {any} value */
  const isNode = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @param {any} value @returns {string} */
  const firstString = (value) => listed(value).find((each) => typeof each === "string")?.toWellFormed() ?? "";

  /** @param {any} node @returns {string[]} */
  const typesOf = (node) =>
    listed(node["@type"]).flatMap((kind) => (typeof kind === "string" ? [kind.split(/[/#:]/).at(-1) ?? ""] : []));

  /** An address without scheme, fragment and closing slash: enough to know a page by. @param {string} address */
  const bare = (address) => address.replace(/#.*$/s, "").replace(/^[^:]*:\/\//, "").replace(/\/$/, "");

  /** Strict JSON of bounded size and depth, or null. @param {string} text */
  const decoded = (text) => {
    let depth = 0;
    let deepest = 0;
    for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
      depth += mark === "[" || mark === "{" ? 1 : mark === "]" || mark === "}" ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    if (length(text) > LIMITS.script || deepest > LIMITS.nesting || (text.includes("<!--") && /<script/i.test(text))) return null;
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };

  /** @param {Element} script */
  const isData = (script) => collapsed(lower(script.getAttribute("type") ?? "").split(";")[0]) === "application/ld+json";

  /**
   * The nodes that may speak of the page: on the top, in a graph, or a top node's main entity. Lists' items are not.
   * @param {Tree} tree
   * @returns {any[]}
   */
  const nodesIn = ({ recorded }) =>
    recorded
      .filter(({ name, node }) => name === "script" && isData(node))
      .slice(0, LIMITS.scripts)
      .flatMap(({ text }) => listed(decoded(text)))
      .flatMap((node) => (isNode(node) ? [node, ...listed(node["@graph"])] : []))
      .filter(isNode)
      .flatMap((node) => [node, ...listed(node.mainEntity).filter(isNode)]);

  /** What stands in the roles of the nodes. @param {any[]} nodes */
  const inRoles = (nodes) =>
    nodes.flatMap((node) => MastheadTables.ROLES.flatMap((role) => listed(node[role]).map((value) => ({ role, value }))));

  /**
   * What a reference by `@id` may mean: nodes, and who stands in their roles, where they have a name or an address.
   * @param {any[]} nodes
   */
  const namedIn = (nodes) => {
    const named = new Map();
    for (const node of [...nodes, ...inRoles(nodes).flatMap(({ value }) => (isNode(value) ? [value] : []))]) {
      const known = typeof node["@id"] !== "string" || named.has(node["@id"]);
      if (!known && (Object.hasOwn(node, "name") || Object.hasOwn(node, "url"))) named.set(node["@id"], node);
    }
    return named;
  };

  /**
   * What the page's own article nodes say.
   * @param {Tree} tree
   * @param {Layout | null} layout
   * @param {string[]} addresses those of the page: where it stands, its canonical and og:url
   * @param {(href: string) => string | null} absolute
   */
  const read = (tree, layout, addresses, absolute) => {
    const here = new Set(addresses.map(bare));

    /** The article nodes that say they stand here; the only one if none says so. @param {any[]} nodes */
    const ownOf = (nodes) => {
      const articles = nodes.filter((node) => typesOf(node).some((type) => ARTICLE_TYPES.has(type)));
      const own = articles.filter((node) => {
        const pages = listed(node.mainEntityOfPage).flatMap((page) => (isNode(page) ? [page["@id"], ...listed(page.url)] : [page]));
        const places = [node["@id"], ...listed(node.url), ...pages].filter((place) => typeof place === "string" && place);
        return places.some((place) => here.has(bare(absolute(place.toWellFormed()) ?? "")));
      });
      return own.length ? own : articles.length === 1 ? articles : [];
    };

    /** @param {string} role @param {any} value @param {Map<string, any>} named @returns {Entity | null} */
    const entity = (role, value, named) => {
      if (typeof value === "string") value = { name: value };
      if (!isNode(value)) return null;
      if (!Object.hasOwn(value, "name") && typeof value["@id"] === "string") value = named.get(value["@id"]) ?? value;
      const name = collapsed(cut(firstString(value.name), LIMITS.content));
      const address = firstString(value.url);
      const url = address ? absolute(address) : null;
      return name || url ? { type: typesOf(value)[0] ?? "", role, name, url } : null;
    };

    const nodes = nodesIn(tree);
    const sources = [{ articles: ownOf(nodes), named: namedIn(nodes) }];
    for (const syntax of layout ? MastheadItems.SYNTAXES : []) {
      const items = MastheadItems.read(tree, syntax);
      const framing = items.filter(({ element }) => layout && MastheadZones.frames(element, layout));
      sources.push({ articles: ownOf(framing.map(({ node }) => node)), named: namedIn(items.map(({ node }) => node)) });
    }
    const found = sources
      .flatMap(({ articles, named }) => inRoles(articles).map(({ role, value }) => entity(role, value, named)))
      .filter((each) => each !== null);
    const entities = [...new Map(found.map((each) => [JSON.stringify(each), each])).values()].slice(0, LIMITS.entities);
    const days = sources.flatMap(({ articles }) => articles.flatMap((node) => day(firstString(node.datePublished)) ?? []));
    return { entities, published: days[0] ?? null };
  };

  return Object.freeze({ read });
})();
