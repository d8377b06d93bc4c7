/** Looks for a newer list. Whatever comes, the last good one stays until a better one is whole, verified and kept. */
import { readList, readManifest } from "../lib/updates.js";
import { bundledVersion, forgetList } from "./list.js";
import { askList, askManifest, mayAsk, NetworkError } from "./network.js";
import { keepRecord, packed, readRecord } from "./records.js";
import { sourceInUse, sources } from "./source.js";
import { keep, kept } from "./store.js";

/**
 * @typedef {import("../lib/source.js").Source} Source
 * @typedef {{code: import("../lib/updates.js").Reason | "network" | "status" | "access" | "store", detail?: number}} Problem
 * @typedef {{source: Source, at: string, problem: Problem | null}} Look when the source was last asked, and what went wrong
 */

const LAST = "look";

let last = Promise.resolve();

/** Look now, or once the look under way has ended: one at a time. */
export function look() {
  last = last.then(lookOnce, lookOnce);
  return last;
}

/**
 * How the last look at this source went.
 * @param {Source} source
 * @returns {Promise<Look | null>}
 */
export async function lastLook(source) {
  /** @type {Look | undefined} */
  const found = await kept(LAST);
  return found?.source.url === source.url && found.source.key === source.key ? found : null;
}

async function lookOnce() {
  const source = await sourceInUse();
  if (!source) return;
  const problem = await update(source).catch(problemOf);
  forgetList();
  await keep(LAST, { source, at: new Date().toISOString(), problem }).catch(() => {});
}

/**
 * @param {Source} source
 * @returns {Promise<Problem | null>}
 */
async function update(source) {
  if (!(await mayAsk(source))) return { code: "access" };
  const { raw, manifest: known, list } = await readRecord(source);
  const shipped = await shippedBy(source);
  const { url } = source;
  const tag = raw?.tag?.url === url ? raw.tag.value : null;
  const answer = await askManifest(source, tag);
  if (answer === null) return null;

  const read = await readManifest(answer.bytes, source.key, Math.max(known?.version ?? 0, list?.version ?? 0, shipped));
  if ("reason" in read) return { code: read.reason };
  const { manifest } = read;
  const newTag = answer.tag === null ? null : { url, value: answer.tag };
  const record = { manifest: answer.bytes, list: raw?.list ?? null, tag: newTag };
  if (manifest.version <= Math.max(list?.version ?? 0, shipped)) {
    await keepRecord(source, record);
    return null;
  }

  // what it withdraws counts at once, whether or not its list can be had
  await keepRecord(source, { ...record, tag: null });
  const content = await askList(source, manifest);
  const found = await readList(content, manifest);
  if ("reason" in found) return { code: found.reason };
  await keepRecord(source, { ...record, list: await packed(answer.bytes, content) });
  return null;
}

/** The bundled list's version, if it is of the same series. @param {Source} source */
async function shippedBy(source) {
  const { builtIn } = await sources();
  return builtIn?.key === source.key ? bundledVersion() : 0;
}

/**
 * @param {unknown} error
 * @returns {Problem}
 */
function problemOf(error) {
  if (error instanceof NetworkError) {
    return error.detail === undefined ? { code: error.code } : { code: error.code, detail: error.detail };
  }
  console.error("Masthead:", error);
  return { code: "store" };
}
