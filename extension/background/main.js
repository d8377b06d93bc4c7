/** Wakes on a message, answers it; wakes on an alarm, looks for a newer list. The only part that holds the outlet list. */
import { annotate } from "../lib/annotate.js";
import { present } from "../lib/present.js";
import { showBadge } from "./badge.js";
import { loadList } from "./list.js";
import { afterStart, onAlarm, schedule } from "./schedule.js";
import { SETTINGS } from "./settings.js";
import { viewOf } from "./view.js";

/**
 * What may be asked, and what answers. A page's reading needs nothing but this device.
 * @type {Record<string, (message: any, sender: chrome.runtime.MessageSender) => Promise<object>>}
 */
const HANDLERS = {
  /** What the page's evidence says, for its own content script: `{view}`. */
  async annotate({ evidence }, sender) {
    const { list, index, origin } = await loadList();
    const today = new Date().toISOString().slice(0, 10);
    const answer = present(annotate(evidence, index, today), evidence, index, null, today);
    const view = viewOf(answer, list, today, origin);
    if (sender.tab?.id !== undefined) await showBadge(sender.tab.id, view);
    return { view };
  },

  /** Whether there is a list to look things up in: `{version, published}`. */
  async list() {
    const { list } = await loadList();
    return { version: list.version, published: list.published };
  },
};

/** The extension's own pages may ask for more than pages of the web may. */
const OWN_PAGES = chrome.runtime.getURL("");

/** @param {any} message @param {chrome.runtime.MessageSender} sender */
function handlerOf(message, sender) {
  const kind = message?.kind;
  if (Object.hasOwn(HANDLERS, kind)) return HANDLERS[kind];
  return Object.hasOwn(SETTINGS, kind) && sender.url?.startsWith(OWN_PAGES) ? SETTINGS[kind] : null;
}

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const handler = handlerOf(message, sender);
  if (!handler) return false;
  handler(message, sender).then(reply, (error) => {
    console.error("Masthead:", error);
    reply({ problem: error.problem ?? "page" });
  });
  return true;
});

chrome.alarms.onAlarm.addListener(onAlarm);
chrome.runtime.onStartup.addListener(afterStart);
chrome.runtime.onInstalled.addListener(schedule);
