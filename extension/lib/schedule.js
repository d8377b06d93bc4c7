/** When to look for a newer list: about once a day, at no fixed time, and never as the browser starts. Times in milliseconds. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** An alarm this late was missed: the browser was closed, or the device slept. */
const LATE = 10 * MINUTE;

/**
 * When to look next after looking at `now`: in 24 to 30 hours.
 * @param {number} now
 * @param {number} random from 0 to 1
 */
export function nextLook(now, random) {
  return now + 24 * HOUR + random * 6 * HOUR;
}

/**
 * When to look after a start, or the very first time: when it is due, but not within the next 5 minutes.
 * @param {number} now
 * @param {number | null} due
 * @param {number} random from 0 to 1
 */
export function lookAfterStart(now, due, random) {
  return Math.max(due ?? 0, now + 5 * MINUTE + random * 30 * MINUTE);
}

/**
 * @param {number} now
 * @param {number} due
 */
export function isMissed(now, due) {
  return now - due > LATE;
}
