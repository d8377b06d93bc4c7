"use strict";
/** Items that the page's markup describes (microdata, RDFa Lite), as nodes in the shape of JSON-LD. */
const MastheadItems = (() => {
  const { cut, spaced, tokens } = MastheadText;
  const { attribute } = MastheadTree;
  const { LIMITS, ROLES } = MastheadTables;
  const ADDRESSES = ["url", "mainEntityOfPage"];
  const KEPT = new Set([...ROLES, ...ADDRESSES, "name", "datePublished"]);
  const VOCABULARY = ["schema:", "https://schema.org/", "http://schema.org/"];

  /** @typedef {ReturnType<typeof MastheadTree.read>} Tree */
  /** @typedef {Tree["marked"][number]} Opening see tree.js */
  /** @typedef {{[property: string]: any}} Node in the shape of JSON-LD */

  /**
   * The attributes that make an element an item, and give its types, its address and which property of an item it is.
   * @typedef {{item: string, types: string, address: string, property: string}} Syntax
   */
  /** @type {Syntax[]} */
  const SYNTAXES = [
    { item: "itemscope", types: "itemtype", address: "itemid", property: "itemprop" },
    { item: "typeof", types: "typeof", address: "resource", property: "property" },
  ];

  /**
   * Every item with its element, in the order of the page; one that is another's property is that property's value too.
   * @param {Tree} tree
   * @param {Syntax} syntax
   */
  const read = (tree, syntax) => {
    /** @type {{element: Opening, node: Node}[]} */
    const found = [];
    /** @type {{element: Opening, node: Node}[]} */
    const around = [];
    for (const element of tree.marked) {
      while (around.length && around[around.length - 1].element.until < element.at) around.pop();
      const isItem = element.node.hasAttribute(syntax.item);
      const node = isItem || attribute(element, syntax.address) ? nodeOf(element, syntax) : null;
      const whole = around.at(-1)?.node;
      for (const term of termsOf(attribute(element, syntax.property))) {
        if (whole) (whole[term] ??= []).push(node ?? valueOf(element, term, tree));
      }
      if (node && isItem) {
        found.push({ element, node });
        if (element.until > element.at) around.push({ element, node });
      }
    }
    return found;
  };

  /** @param {Opening} element @param {Syntax} syntax @returns {Node} */
  const nodeOf = (element, { types, address }) => ({
    "@type": tokens(attribute(element, types)),
    ...(attribute(element, address) && { "@id": attribute(element, address) }),
  });

  /** The properties that are kept, of those named: in the vocabulary of schema.org, or in the page's own. @param {string} text */
  const termsOf = (text) =>
    tokens(text)
      .map((term) => term.slice(VOCABULARY.find((prefix) => term.startsWith(prefix))?.length ?? 0))
      .filter((term) => KEPT.has(term));

  /**
   * An address where one is asked for; who stands in a role by a link, with its address; else words.
   * @param {Opening} element
   * @param {string} term
   * @param {Tree} tree
   * @returns {string | Node}
   */
  const valueOf = (element, term, tree) => {
    const href = attribute(element, "href");
    if (href && ADDRESSES.includes(term)) return href;
    const said = attribute(element, "content") || attribute(element, "datetime") || textOf(element, tree);
    const words = cut(said.toWellFormed(), LIMITS.content);
    return href && ROLES.includes(term) ? { name: words, url: href } : words;
  };

  /** The text that stands in the element, as far as it is kept. @param {Opening} element @param {Tree} tree */
  const textOf = ({ at, until }, { items }) => {
    let text = "";
    for (let each = at; each < until && text.length < 2 * LIMITS.content; each += 1) {
      const item = items[each];
      if (item && "text" in item) text += spaced(item.text);
    }
    return text;
  };

  return Object.freeze({ SYNTAXES, read });
})();
