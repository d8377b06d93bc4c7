"use strict";
/** A page as one flat list: what opens, text, what closes. What is skipped or hidden is not in it. */
const MastheadTree = (() => {
  const { collapsed, ink, lower, tokens } = MastheadText;
  const RECORDED = new Set(MastheadTables.RECORDED);
  const SKIPPED = new Set(MastheadTables.SKIPPED);
  const UNSEEN = new Set(MastheadTables.UNSEEN);

  /**
   * An element: it opens at item `at` and closes at item `until`. `ink`, `headings`: what it holds of both.
   * @typedef {{name: string, node: Element, at: number, until: number, ink: number, headings: number}} Opening
   */
  /** @typedef {Opening | {text: string, node: Text} | null} Item null: what was opened last closes */
  /** @typedef {{name: string, node: Element, text: string}} Recorded what the head is read from */
  /** @typedef {{items: Item[], recorded: Recorded[], marked: Opening[], language: string}} Tree `marked`: what describes items */

  /** @param {{node: Element}} element @param {string} name */
  const attribute = ({ node }, name) => node.getAttribute(name) ?? "";

  /** @param {Opening} element @param {number} item */
  const holds = (element, item) => element.at < item && item < element.until;

  /**
   * Flatten the page.
   * @param {Document} page
   * @param {boolean} rendered whether to leave out what the browser does not draw
   */
  const read = (page, rendered) => {
    /** @type {Tree} */
    const tree = { items: [], recorded: [], marked: [], language: "" };
    /** @type {Opening[]} */
    const open = [];
    let inkSoFar = 0;
    let headings = 0;

    /** Whether the node's children follow. @param {Node} node */
    const enter = (node) => {
      if (node.nodeType === Node.TEXT_NODE) addText(/** @type {Text} */ (node));
      return node.nodeType === Node.ELEMENT_NODE && addElement(/** @type {Element} */ (node));
    };
    const addText = (/** @type {Text} */ node) => {
      const text = node.data.toWellFormed();
      if (!text || (open.length && isClosed(open[open.length - 1]))) return;
      inkSoFar += ink(text);
      tree.items.push({ text, node });
    };
    const addElement = (/** @type {Element} */ node) => {
      const name = node.localName;
      const element = { name, node, at: tree.items.length, until: 0, ink: inkSoFar, headings };
      if (RECORDED.has(name)) {
        tree.recorded.push({ name, node, text: (node.textContent ?? "").toWellFormed() });
        mark({ ...element, until: element.at, ink: 0, headings: 0 });
        return false;
      }
      if (SKIPPED.has(name)) return false;
      if (name === "html") tree.language = attribute(element, "lang") || attribute(element, "xml:lang");
      if (isHidden(element) || isFolded(element) || (rendered && !isRendered(element))) return false;
      if (name === "h1") headings += 1;
      tree.items.push(element);
      open.push(element);
      mark(element);
      return true;
    };
    const mark = (/** @type {Opening} */ element) => {
      if (MastheadTables.MARKS.some((name) => element.node.hasAttribute(name))) tree.marked.push(element);
    };
    const leave = () => {
      const element = /** @type {Opening} */ (open.pop());
      Object.assign(element, { until: tree.items.length, ink: inkSoFar - element.ink, headings: headings - element.headings });
      tree.items.push(null);
    };
    const isFolded = (/** @type {Opening} */ element) => {
      const parent = open[open.length - 1];
      return parent && isClosed(parent) && !(element.name === "summary" && tree.items[tree.items.length - 1] === parent);
    };

    /** @type {Node[]} */
    const path = [];
    for (let node = /** @type {Node | null} */ (page.documentElement); node; ) {
      const entered = enter(node);
      /** @type {Node | null} */
      let next = entered ? node.firstChild : path.length ? node.nextSibling : null;
      if (entered) path.push(node);
      while (!next && path.length) {
        leave();
        const parent = path.pop();
        next = path.length && parent ? parent.nextSibling : null;
      }
      node = next;
    }
    return tree;
  };

  const isClosed = (/** @type {Opening} */ { name, node }) => name === "details" && !node.hasAttribute("open");

  /** Whether the markup alone keeps the element from readers when the page opens. @param {Opening} element */
  const isHidden = (element) => {
    const { name, node } = element;
    if (name === "html" || name === "head" || name === "body") return false;
    if (name === "dialog" && !node.hasAttribute("open")) return true;
    if (node.hasAttribute("hidden") || node.hasAttribute("popover")) return true;
    if (lower(attribute(element, "aria-hidden")) === "true" || lower(attribute(element, "layout")) === "nodisplay") return true;
    if (isUndisplayed(attribute(element, "style"))) return true;
    return tokens(lower(attribute(element, "class"))).some((token) => UNSEEN.has(token));
  };

  /** @param {string} style */
  const isUndisplayed = (style) => {
    const said = new Map(
      style.split(";").map((declaration) => {
        const [name, ...value] = declaration.split(":");
        return [collapsed(lower(name)), collapsed(lower(value.join(":")).replaceAll("!important", ""))];
      }),
    );
    return said.get("display") === "none" || said.get("visibility") === "hidden" || said.get("visibility") === "collapse";
  };

  /** Whether the browser draws the element; one without a box of its own may draw its children. @param {Opening} element */
  const isRendered = ({ name, node }) =>
    ["html", "head", "body"].includes(name) ||
    node.checkVisibility({ visibilityProperty: true }) ||
    getComputedStyle(node).display === "contents";

  return Object.freeze({ attribute, holds, read });
})();
