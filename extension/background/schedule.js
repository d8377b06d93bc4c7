/** One alarm for the next look, as long as there is a source to look at. */
import { isMissed, lookAfterStart, nextLook } from "../lib/schedule.js";
import { sourceInUse } from "./source.js";
import { keep, kept } from "./store.js";
import { look } from "./updating.js";

const ALARM = "look";
const DUE = "due"; // kept, because not every browser keeps alarms over its end

/** Make sure that there is an alarm if there is a source, and none otherwise. */
export async function schedule() {
  if (!(await sourceInUse())) {
    await chrome.alarms.clear(ALARM);
    return;
  }
  if (!(await chrome.alarms.get(ALARM))) await afterStart();
}

/** As the browser starts: nothing is due at once. */
export async function afterStart() {
  if (await sourceInUse()) await set(lookAfterStart(Date.now(), (await kept(DUE)) ?? null, Math.random()));
}

/** @param {chrome.alarms.Alarm} alarm */
export async function onAlarm({ name, scheduledTime }) {
  if (name !== ALARM) return;
  if (isMissed(Date.now(), scheduledTime)) {
    await afterStart();
    return;
  }
  await set(nextLook(Date.now(), Math.random()));
  await look();
}

/** Look now, as the reader asks; the next look is a day off again. */
export async function lookNow() {
  await set(nextLook(Date.now(), Math.random()));
  await look();
}

/** @param {number} when */
async function set(when) {
  await keep(DUE, when).catch(() => {});
  await chrome.alarms.create(ALARM, { when });
}
