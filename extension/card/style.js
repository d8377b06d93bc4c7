"use strict";
/** The look of line and card, in a page's shadow root and in the popup: `light-dark()` follows `color-scheme`. */
const MastheadStyle = Object.freeze({
  /** Undoes what the page's rules do to the host: `!important` in here wins over the page's `!important`. */
  host: `
    :host {
      all: initial !important; display: block !important; flex: 1 1 100% !important; grid-column: 1 / -1 !important;
      min-width: 0 !important; margin: 8px 0 !important; color-scheme: light !important;
    }
    :host([data-scheme="dark"]) { color-scheme: dark !important; }
  `,

  card: `
    .masthead {
      --ink: light-dark(#1d2329, #eceae6); --soft: light-dark(#4a545e, #b9c0c7); --rule: light-dark(#c3c8cd, #4c555e);
      --paper: light-dark(#fbfaf8, #1c2126); --inset: light-dark(#f1f0ec, #262c33);
      --link: light-dark(#17508f, #a5caf7);
      box-sizing: border-box; max-width: 44rem; color: var(--ink); font: 14px/1.5 system-ui, sans-serif;
      text-align: start; overflow-wrap: anywhere;
    }
    .masthead * { box-sizing: border-box; }
    h2, h3, p, ul, ol, dl, dd, blockquote { margin: 0; padding: 0; font-size: inherit; font-weight: inherit; }
    strong, h2, h3, dt { font-weight: 600; }
    .quiet { color: var(--soft); font-size: 13px; font-weight: 400; }
    .spoken {
      position: absolute; inset: 0 auto auto 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .icon {
      width: 1em; height: 1em; flex: none; vertical-align: -0.12em; margin-inline-end: 0.35em; fill: none;
      stroke: currentColor; stroke-width: 1.4; stroke-linejoin: round; stroke-linecap: round;
    }
    a { color: var(--link); }
    button { font: inherit; color: var(--link); background: none; border: 0; padding: 0; cursor: pointer; }
    :is(a, button, summary):focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }

    .line { padding: 5px 12px; border-inline-start: 3px solid var(--soft); background: var(--inset); }
    .line button { text-decoration: underline; text-underline-offset: 2px; padding: 2px 4px; margin: -2px -4px; }

    .card, .outlet { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; }
    .card { gap: 14px; padding: 14px 16px; background: var(--paper); border: 1px solid var(--rule); }
    .card[hidden] { display: none; }
    .outlet + *, .aside + .part { border-top: 1px solid var(--rule); padding-top: 14px; }
    h2 { font-size: 17px; line-height: 1.3; }
    h3, dt, summary { font-size: 13px; color: var(--soft); }
    summary { font-weight: 600; cursor: pointer; width: fit-content; padding: 2px 0; }
    .facets {
      display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 10px 16px; align-items: baseline;
    }
    dd { grid-column: 2; }
    .label, .research { display: flex; align-items: baseline; }
    .label > .icon, .research > .icon { font-size: 16px; margin-inline-end: 8px; }
    .research { color: var(--soft); }
    .notice { font-size: 13px; font-style: italic; }
    .numbers { display: inline-block; position: relative; color: var(--soft); font-size: 12px; }
    .part > h3, .today > h3 { margin-bottom: 4px; }
    .chain { list-style: none; }
    .chain .chain { margin: 6px 0 0 6px; padding-inline-start: 14px; border-inline-start: 2px solid var(--rule); }
    .chain li + li { margin-top: 6px; }
    .today { padding: 10px 12px; background: var(--inset); border-inline-start: 3px solid var(--soft); }
    .brief, .signs { list-style: none; display: grid; gap: 4px; }
    .signs { gap: 10px; }
    blockquote { margin: 4px 0 8px; padding-inline-start: 12px; border-inline-start: 2px solid var(--rule); }
    .reply { margin: 8px 0 0; }
    .reply blockquote { margin: 2px 0; white-space: pre-line; }
    .buttons { display: flex; flex-wrap: wrap; gap: 8px; }
    .buttons button { border: 1px solid var(--rule); border-radius: 3px; padding: 3px 10px; min-height: 26px; }
    .buttons button:is([aria-pressed="true"], [aria-expanded="true"]) {
      background: var(--inset); border-color: currentColor;
    }
    .buttons .notice { margin-inline-start: 8px; }
    .sources { padding-inline-start: 26px; margin-top: 4px; display: grid; gap: 2px; font-size: 13px; }
    .foot { color: var(--soft); font-size: 12px; }

    @media (max-width: 480px) {
      .card { padding: 12px; }
      .facets { grid-template-columns: minmax(0, 1fr); gap: 2px; }
      dd:not(:last-child) { margin-bottom: 8px; }
      dd { grid-column: 1; }
    }
    @media (forced-colors: active) { .line, .today, blockquote { border-inline-start-color: CanvasText; } }
    @media print { .card { display: none; } }
  `,
});
