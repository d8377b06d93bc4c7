/** Wakes on a message, answers it. The only part that holds the outlet list. */
import { annotate } from "../lib/annotate.js";
import { present } from "../lib/present.js";
import { showBadge } from "./badge.js";
import { loadList } from "./list.js";
import { viewOf } from "./view.js";

/**
 * What may be asked, and what answers. A page's reading needs nothing but this device.
 * @type {Record<string, (message: any, sender: chrome.runtime.MessageSender) => Promise<object>>}
 */
const HANDLERS = {
  /** What the page's evidence says, for its own content script: `{view}`. */
  async annotate({ evidence }, sender) {
    const { list, index } = await loadList();
    const today = new Date().toISOString().slice(0, 10);
    const answer = present(annotate(evidence, index, today), evidence, index, null, today);
    const view = viewOf(answer, list, today);
    if (sender.tab?.id !== undefined) await showBadge(sender.tab.id, view);
    return { view };
  },

  /** Whether there is a list to look things up in: `{version, published}`. */
  async list() {
    const { list } = await loadList();
    return { version: list.version, published: list.published };
  },
};

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (!Object.hasOwn(HANDLERS, message?.kind)) return false;
  HANDLERS[message.kind](message, sender).then(reply, (error) => {
    console.error("Masthead:", error);
    reply({ problem: error.problem ?? "page" });
  });
  return true;
});
