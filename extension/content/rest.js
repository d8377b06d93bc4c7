"use strict";
/** Tells when a page that still writes itself comes to rest: applications put their article in place after loading. */
const MastheadRest = (() => {
  const QUIET = 500; // milliseconds without a change: the page rests
  const PATIENCE = 2_000; // milliseconds after which a page that never rests counts as resting
  const END = 10_000; // milliseconds after which nobody watches any more
  const REWRITTEN = 200; // characters; less is a clock, a counter, a menu

  /** How much text the change brought. @param {MutationRecord} record */
  const sizeOf = ({ type, target, addedNodes }) => {
    if (type === "attributes") return REWRITTEN; // those of html and body may show the whole page
    const texts = [...(type === "characterData" ? [target] : addedNodes)].map(({ textContent }) => textContent ?? "");
    return texts.reduce((size, { length }) => size + length, 0);
  };

  /**
   * @param {(rewritten: boolean) => void} rested called each time the page comes to rest; whether it wrote much since
   * @returns {() => void} ends the watch
   */
  const watch = (rested) => {
    let size = 0;
    let since = 0; // when the first change since the last rest came; 0: none did
    let timer = 0;
    const tell = () => {
      const rewritten = size >= REWRITTEN;
      [size, since] = [0, 0];
      rested(rewritten);
    };
    const observer = new MutationObserver((records) => {
      for (const record of records) if (size < REWRITTEN) size += sizeOf(record);
      since ||= performance.now();
      clearTimeout(timer);
      timer = setTimeout(tell, Math.min(QUIET, Math.max(0, since + PATIENCE - performance.now())));
    });
    observer.observe(document, { childList: true, characterData: true, subtree: true });
    for (const whole of [document.documentElement, document.body]) {
      if (whole) observer.observe(whole, { attributes: true, attributeFilter: ["class", "hidden", "style"] });
    }
    const end = () => {
      observer.disconnect();
      clearTimeout(timer);
      clearTimeout(last);
    };
    const last = setTimeout(() => {
      end();
      if (since) tell();
    }, END);
    return end;
  };

  return Object.freeze({ watch });
})();
