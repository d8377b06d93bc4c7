/** What the options page asks: which list is in use, where the next one comes from, and to change that. */
import { readSource } from "../lib/source.js";
import { forgetList, loadList } from "./list.js";
import { mayAsk } from "./network.js";
import { lookNow, schedule } from "./schedule.js";
import { leaveOwn, sources, useOwn } from "./source.js";
import { lastLook } from "./updating.js";

/**
 * @typedef {object} Settings
 * @property {{version: number, published: string, from: "bundled" | "fetched", withdrawn: number, damaged: boolean} |
 *   {problem: string}} list
 * @property {import("../lib/source.js").Source | null} source
 * @property {boolean} own whether the reader chose the source
 * @property {boolean} allowed whether it may be asked
 * @property {import("./updating.js").Look | null} look
 */

/** @returns {Promise<Settings>} */
async function settings() {
  const { own, builtIn } = await sources();
  const source = own ?? builtIn;
  return {
    list: await listInUse(),
    source,
    own: own !== null,
    allowed: source !== null && (await mayAsk(source)),
    look: source && (await lastLook(source)),
  };
}

async function listInUse() {
  try {
    const { list, from, withdrawn, damaged } = await loadList();
    return { version: list.version, published: list.published, from, withdrawn, damaged };
  } catch (error) {
    return { problem: /** @type {any} */ (error).problem ?? "list_broken" };
  }
}

/**
 * What only the extension's own pages may ask.
 * @type {Record<string, (message: any) => Promise<object>>}
 */
export const SETTINGS = {
  settings,

  async look() {
    await lookNow();
    return settings();
  },

  async "use-source"({ source }) {
    const read = readSource(source);
    if ("problem" in read) return { problem: read.problem };
    await useOwn(read.source);
    forgetList();
    await lookNow();
    return settings();
  },

  async "leave-source"() {
    await leaveOwn();
    forgetList();
    await schedule();
    return settings();
  },
};
