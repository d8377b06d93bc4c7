/** Where newer lists come from: the reader's own source, else the one built in, else nowhere. */
import { readSource } from "../lib/source.js";
import { forget, keep, kept } from "./store.js";

/** @typedef {import("../lib/source.js").Source} Source */

const BUILT_IN = "list/source.json";
const OWN = "source";

/** @returns {Promise<{own: Source | null, builtIn: Source | null}>} */
export async function sources() {
  const [own, builtIn] = await Promise.all([kept(OWN), readBuiltIn()]);
  return { own: sourceOf(own), builtIn };
}

/** The source that is asked. @returns {Promise<Source | null>} */
export async function sourceInUse() {
  const { own, builtIn } = await sources();
  return own ?? builtIn;
}

/** @param {Source} source */
export function useOwn(source) {
  return keep(OWN, source);
}

export function leaveOwn() {
  return forget(OWN);
}

/** Written when the extension is built; without the file it asks nobody. */
async function readBuiltIn() {
  try {
    const response = await fetch(chrome.runtime.getURL(BUILT_IN));
    return response.ok ? sourceOf(await response.json()) : null;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} given
 * @returns {Source | null}
 */
function sourceOf(given) {
  const read = readSource(given);
  return "source" in read ? read.source : null;
}
