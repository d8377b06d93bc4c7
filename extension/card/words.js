"use strict";
/** Everything said to the reader comes from `_locales`; dates and countries follow the language of those messages. */
const MastheadWords = (() => {
  const SLOT = "\uE000";

  /**
   * @param {string} key
   * @param {...(string | number)} values
   * @returns {string}
   */
  const say = (key, ...values) => chrome.i18n.getMessage(key, values.map(String));

  /**
   * A sentence with an element in place of its one value.
   * @param {string} key
   * @param {Node} node
   * @returns {(Node | string)[]}
   */
  const around = (key, node) => {
    const [before, ...after] = say(key, SLOT).split(SLOT);
    return [before, node, after.join("")];
  };

  /**
   * A day, month or year as words: `2022-03-23`, `2022-03`, `2022`.
   * @param {string} date
   * @returns {string}
   */
  const day = (date) => {
    const [, month, dayOfMonth] = date.split("-");
    const moment = new Date(date);
    if (Number.isNaN(moment.getTime())) return date;
    /** @type {Intl.DateTimeFormatOptions} */
    const parts = { year: "numeric", timeZone: "UTC" };
    if (month) parts.month = "long";
    if (dayOfMonth) parts.day = "numeric";
    return new Intl.DateTimeFormat(say("date_locale"), parts).format(moment);
  };

  /**
   * A country's name from its two letters; no words for `int`, which is none.
   * @param {string} code
   * @returns {string}
   */
  const country = (code) => {
    if (code === "int") return "";
    return new Intl.DisplayNames(say("date_locale"), { type: "region" }).of(code.toUpperCase()) ?? code;
  };

  /**
   * The words of a coded value, such as a party's type; the code itself where this version has no words for it.
   * @param {string} group
   * @param {string} code
   * @returns {string}
   */
  const coded = (group, code) => say(`${group}_${code.replaceAll("-", "_")}`) || code.replaceAll("-", " ");

  return Object.freeze({ say, around, day, country, coded });
})();
