"use strict";
/** Where in a page the source line goes, and whether the page around it is light or dark. */
const MastheadPlace = (() => {
  const HEADLINE_SIZE = 8; // CSS pixels: a heading that is only for assistive technology is smaller
  const INTERACTIVE = "a, button, summary, label";

  /**
   * Put the host under the page's headline; without one, at the start of the page's main part.
   * @param {HTMLElement} host
   */
  const put = (host) => {
    const headline = headlineOf(document);
    if (headline) outOfRow(headline.closest(INTERACTIVE) ?? headline).after(host);
    else mainOf(document).prepend(host);
    host.dataset.scheme = schemeAround(host);
  };

  /** The article if there is one only. @param {Document} page */
  const mainOf = (page) => {
    const articles = page.querySelectorAll("article");
    return (articles.length === 1 ? articles[0] : page.querySelector("main, [role=main]")) ?? page.body;
  };

  /**
   * The element itself or, where its parent lays its children side by side, the nearest parent that has room below.
   * @param {Element} element
   * @returns {Element}
   */
  const outOfRow = (element) => {
    const parent = element.parentElement;
    if (!parent || parent.matches("body, main, article")) return element;
    const { display, flexDirection } = getComputedStyle(parent);
    const row = display.includes("grid") || (display.includes("flex") && flexDirection.startsWith("row"));
    return row ? outOfRow(parent) : element;
  };

  /** @param {Document} page */
  const headlineOf = (page) => {
    const visible = [...page.querySelectorAll("h1")].filter((heading) => {
      const { width, height } = heading.getBoundingClientRect();
      return width > HEADLINE_SIZE && height > HEADLINE_SIZE && heading.textContent?.trim();
    });
    return visible.find((heading) => heading.closest("article, main, [role=main]")) ?? visible[0] ?? null;
  };

  /**
   * `dark` or `light`, from the nearest background that covers what is behind it, else from the page's colour scheme.
   * @param {Element} place
   */
  const schemeAround = (place) => {
    for (let at = place.parentElement; at; at = at.parentElement) {
      const brightness = brightnessOf(getComputedStyle(at).backgroundColor);
      if (brightness !== null) return brightness < 128 ? "dark" : "light";
    }
    const declared = getComputedStyle(document.documentElement).colorScheme;
    const dark =
      declared.includes("dark") && (!declared.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
    return dark ? "dark" : "light";
  };

  /** From 0 to 255; null if what is behind shows through. @param {string} color */
  const brightnessOf = (color) => {
    const [red, green, blue, alpha = 1] = color.startsWith("rgb") ? (color.match(/[\d.]+/g) ?? []).map(Number) : [];
    if (red === undefined || alpha < 0.5) return null;
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  };

  return Object.freeze({ put });
})();
