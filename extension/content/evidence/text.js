"use strict";
/** White space, case, code points and days, as the evidence rules count them: ASCII only, so that every language does it alike. */
const MastheadText = (() => {
  /** Every run of ASCII white space becomes one space; nothing is trimmed. @param {string} text */
  const spaced = (text) => text.replace(/[\t\n\f\r ]+/g, " ");

  /** @param {string} text */
  const collapsed = (text) => spaced(text).replace(/^ | $/g, "");

  /** @param {string} text */
  const tokens = (text) => text.split(/[\t\n\f\r ]+/).filter((token) => token);

  /** ASCII lower case: the letters outside ASCII stay. @param {string} text */
  const lower = (text) => text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

  /** Code points. @param {string} text */
  const length = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

  /** Code points that are not ASCII white space: the measure by which elements are compared. @param {string} text */
  const ink = (text) => length(text.replace(/[\t\n\f\r ]+/g, ""));

  /** The first `size` code points. @param {string} text @param {number} size */
  const cut = (text, size) => (text.length <= size ? text : [...text.slice(0, 2 * size)].slice(0, size).join(""));

  /**
   * The day at the start of a date or time, as written, without turning time zones; null where there is none.
   * @param {string} text
   */
  const day = (text) => {
    const [found, year, month, number] = /^[\t\n\f\r ]*([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])/.exec(text) ?? [];
    if (!found || Number(year) < 1) return null;
    const date = new Date(`${year}-${month}-${number}T00:00:00Z`);
    const exists = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(number);
    return exists ? `${year}-${month}-${number}` : null;
  };

  return Object.freeze({ spaced, collapsed, tokens, lower, length, ink, cut, day });
})();
