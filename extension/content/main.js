"use strict";
/** Reads the page, asks the background who is behind it, draws the source line, and answers the popup. */
(() => {
  const { element } = MastheadDom;
  const { say } = MastheadWords;

  /** @typedef {import("../background/view.js").View} View */
  /** @typedef {import("../background/view.js").Selector} Selector */
  /** @typedef {{view: View, problem?: undefined} | {problem: string}} Reply */

  /** @typedef {ReturnType<typeof MastheadEvidence.extract>} Look the page as it stands */

  const LOOKS = 3; // how often a page that writes itself late is looked at again

  const look = () => MastheadEvidence.extract(document, { rendered: true });

  /**
   * One reading of the page, and what came of it. A line that an earlier reading drew stays if it says the same.
   * @param {Look} found
   * @param {{answer: Promise<Reply>, drawn: Promise<HTMLElement | null>}} [before]
   */
  const read = ({ evidence, anchors }, before) => {
    /** @type {Promise<Reply>} */
    const answer = chrome.runtime.sendMessage({ kind: "annotate", evidence }).catch(() => ({ problem: "page" }));
    const drawn = Promise.all([answer, before?.answer, before?.drawn]).then(([reply, earlier, host]) => {
      if (host && JSON.stringify(reply) === JSON.stringify(earlier)) return host;
      host?.remove();
      return reply.problem === undefined ? draw(reply.view) : null;
    });
    return { evidence, anchors, answer, drawn };
  };

  /** The line and, behind its button, the card; null where the page is best left alone. @param {View} view */
  const draw = (view) => {
    if (!view.line) return null;
    const host = document.createElement("masthead-line");
    const root = host.attachShadow({ mode: "closed" });
    const style = document.createElement("style");
    style.textContent = MastheadStyle.host + MastheadStyle.card; // appended text would fall under the page's policy
    const button = element("button", { type: "button", "aria-expanded": "false" }, say("line_why"));
    const line = MastheadLine.draw(view.line, button);
    const area = element("section", { class: "masthead", "aria-label": say("line_region") }, line);
    area.lang = say("date_locale");
    area.dir = say("@@bidi_dir");
    root.append(style, area);
    openWith(button, area, () => MastheadCard.draw(view, show));
    keepToItself(host);
    MastheadPlace.put(host);
    return host;
  };

  /**
   * The button opens and closes the card; Escape in the card closes it and leads back.
   * @param {HTMLElement} button
   * @param {HTMLElement} area
   * @param {() => HTMLElement} drawCard
   */
  const openWith = (button, area, drawCard) => {
    /** @type {HTMLElement | null} */
    let card = null;
    const isOpen = () => button.getAttribute("aria-expanded") === "true";
    const toggle = () => {
      if (!card) area.append((card = drawCard()));
      card.hidden = isOpen();
      button.setAttribute("aria-expanded", String(!isOpen()));
    };
    button.addEventListener("click", toggle);
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      toggle();
      button.focus();
    });
  };

  /** What a reader does in the line is no business of the page. @param {HTMLElement} host */
  const keepToItself = (host) => {
    for (const kind of ["click", "pointerdown", "pointerup", "mousedown", "mouseup", "keydown", "keyup", "keypress"]) {
      host.addEventListener(kind, (event) => event.stopPropagation());
    }
  };

  /** Highlight a quote in the page, or take that away; false if it is not there. @param {Selector} selector @param {boolean} on */
  const show = async (selector, on) =>
    on ? MastheadHighlight.show(selector, reading.evidence.blocks, reading.anchors) : MastheadHighlight.hide();

  const withdraw = () => {
    stop();
    reading.drawn.then((host) => host?.remove());
    MastheadHighlight.hide();
  };

  /** Read the page, and watch it for as long as it may still be writing itself. */
  const begin = () => {
    let looks = LOOKS;
    let returns = 1;
    reading = read(look());
    stop = MastheadRest.watch((rewritten) => {
      reading.drawn.then((host) => {
        // where the page's own script took the line away, as those do that draw their page anew
        if (host && !host.isConnected && returns-- > 0) MastheadPlace.put(host);
      });
      if (!rewritten || looks-- <= 0) return;
      const found = look();
      if (JSON.stringify(found.evidence) === JSON.stringify(reading.evidence)) Object.assign(reading, found);
      else reading = read(found, reading);
    });
  };

  /** What the popup may ask of this page. @type {Record<string, (message: any) => Promise<any>>} */
  const HANDLERS = {
    view: () => reading.drawn.then(() => reading.answer),
    show: ({ selector, on }) => show(selector, on),
  };

  if (document.contentType !== "text/html" && document.contentType !== "application/xhtml+xml") return;
  /** @type {ReturnType<typeof read>} */
  let reading;
  /** @type {() => void} */
  let stop;
  begin();
  MastheadAddress.watch(withdraw, begin);
  chrome.runtime.onMessage.addListener((message, _sender, reply) => {
    if (!Object.hasOwn(HANDLERS, message?.kind)) return false;
    HANDLERS[message.kind](message).then(reply);
    return true;
  });
})();
