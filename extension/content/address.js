"use strict";
/** Tells when a page changes its address without being loaded anew, as applications of one page do. */
const MastheadAddress = (() => {
  const PERIOD = 500; // milliseconds; no event tells a content script of `history.pushState` in both browsers
  const SETTLED = 1000; // milliseconds a page is given to put the new article in place

  const withoutFragment = () => location.href.replace(/#.*$/s, "");

  /**
   * @param {() => void} left called at once: what was said of the page is no longer of this address
   * @param {() => void} arrived called when the new page should stand
   */
  const watch = (left, arrived) => {
    let known = withoutFragment();
    setInterval(() => {
      if (document.hidden || withoutFragment() === known) return;
      known = withoutFragment();
      left();
      const meant = known;
      setTimeout(() => meant === known && arrived(), SETTLED);
    }, PERIOD);
  };

  return Object.freeze({ watch });
})();
