/** The only requests that leave the browser: for a manifest, and for the list it names. They carry nothing of the reader's. */
import { readWhole, TooLarge } from "../lib/packing.js";
import { originsOf } from "../lib/source.js";
import { LARGEST_MANIFEST } from "../lib/updates.js";

/** @typedef {import("../lib/source.js").Source} Source */

const PATIENCE = 60_000; // milliseconds

/** Why nothing good came. */
export class NetworkError extends Error {
  /**
   * @param {"network" | "status" | "large"} code
   * @param {unknown} [cause]
   * @param {number} [detail] the status
   */
  constructor(code, cause, detail) {
    super(code, { cause });
    this.code = code;
    this.detail = detail;
  }
}

/**
 * The current manifest and its tag; null where the server says that nothing has changed since `tag`.
 * @param {Source} source
 * @param {string | null} tag
 * @throws {NetworkError}
 */
export function askManifest({ url }, tag) {
  return ask(`${url}/v1/list`, LARGEST_MANIFEST, tag);
}

/**
 * The bytes of the list that the manifest names, unpacked.
 * @param {Source} source
 * @param {import("../lib/updates.js").Manifest} manifest
 * @returns {Promise<Uint8Array>}
 * @throws {NetworkError}
 */
export async function askList({ url }, { version, bytes }) {
  const answer = await ask(`${url}/v1/list/${version}`, bytes, null);
  return answer?.bytes ?? new Uint8Array();
}

/** Whether the reader lets this host be asked. @param {Source} source */
export function mayAsk(source) {
  return chrome.permissions.contains({ origins: originsOf(source) });
}

/**
 * @param {string} url
 * @param {number} limit bytes
 * @param {string | null} tag
 */
async function ask(url, limit, tag) {
  try {
    const response = await fetch(url, {
      headers: tag === null ? {} : { "If-None-Match": tag },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (tag !== null && response.status === 304) return null;
    if (response.status !== 200 || !response.body) throw new NetworkError("status", null, response.status);
    return { bytes: await readWhole(response.body, limit), tag: response.headers.get("ETag") };
  } catch (error) {
    if (error instanceof NetworkError) throw error;
    throw new NetworkError(error instanceof TooLarge ? "large" : "network", error);
  }
}
