"use strict";
/** Elements made of data, never of markup text: what a page says cannot become markup in the card. */
const MastheadDom = Object.freeze({
  /**
   * An element with attributes and children; null children are left out.
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {...(Node | string | null)} children
   * @returns {HTMLElement}
   */
  element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null));
    return made;
  },

  /**
   * The nodes with `separator` between each two.
   * @param {(Node | string)[]} nodes
   * @param {string} separator
   * @returns {(Node | string)[]}
   */
  joined(nodes, separator) {
    return nodes.flatMap((node, at) => (at === 0 ? [node] : [separator, node]));
  },

  /**
   * A link to a document outside, opened beside the page; null for anything but http and https.
   * @param {string} url
   * @param {string} text
   * @returns {HTMLElement | null}
   */
  link(url, text) {
    if (!/^https?:\/\//.test(url)) return null;
    return MastheadDom.element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  },
});
