/** Whether a list that came over the network is the publisher's, whole, and no older than the one there is. */
import { isDay } from "./days.js";
import { problemOf } from "./published.js";

export const FORMAT = 1;
/** No list unpacks to more, and no manifest is longer: in bytes. */
export const LARGEST_LIST = 10_000_000;
export const LARGEST_MANIFEST = 1_000_000;

/**
 * @typedef {{format: number, version: number, published: string, outlets: number, bytes: number, sha256: string,
 *   withdrawn: string[]}} Manifest
 *   `withdrawn`: claims that were retracted, as labels refer to them
 * @typedef {"json" | "key" | "signature" | "format" | "older" | "large" | "size" | "sum" | "broken"} Reason why not:
 *   no JSON; signed with another key; signature wrong or missing; a format this version does not know; a version before the
 *   one there is; too large; not as long as the manifest says; not the manifest's checksum; signed, but not a list
 */

// what the signature is not of
const OWN = new Set(["signature", "key"]);
const HEX = /^[0-9a-f]{64}$/;
const encoder = new TextEncoder();

/**
 * The manifest and its list, if both are to be trusted.
 * @param {Uint8Array} manifestBytes
 * @param {Uint8Array} listBytes unpacked
 * @param {string} key the publisher's public key: 32 bytes in base64
 * @param {number} least no version before this one
 * @returns {Promise<{manifest: Manifest, list: any} | {reason: Reason}>}
 */
export async function readUpdate(manifestBytes, listBytes, key, least) {
  const read = await readManifest(manifestBytes, key, least);
  if ("reason" in read) return read;
  const found = await readList(listBytes, read.manifest);
  return "reason" in found ? found : { ...read, ...found };
}

/**
 * The manifest, if it was signed with the private key to `key` and is of version `least` or later.
 * @param {Uint8Array} bytes
 * @param {string} key
 * @param {number} least
 * @returns {Promise<{manifest: Manifest} | {reason: Reason}>}
 */
export async function readManifest(bytes, key, least) {
  if (bytes.length > LARGEST_MANIFEST) return { reason: "large" };
  const manifest = parsed(bytes);
  if (!isTable(manifest)) return { reason: "json" };
  if (!(await isSigned(manifest, key))) return { reason: isKeyOfAnother(manifest, key) ? "key" : "signature" };
  if (Number.isSafeInteger(manifest.format) && manifest.format !== FORMAT) return { reason: "format" };
  if (!isManifest(manifest)) return { reason: "broken" };
  if (manifest.version < least) return { reason: "older" };
  if (manifest.bytes > LARGEST_LIST) return { reason: "large" };
  return { manifest: { ...manifest, withdrawn: manifest.withdrawn ?? [] } };
}

/**
 * The list, if it is the one that the manifest names.
 * @param {Uint8Array} bytes unpacked
 * @param {Manifest} manifest
 * @returns {Promise<{list: any} | {reason: Reason}>}
 */
export async function readList(bytes, manifest) {
  if (bytes.length !== manifest.bytes) return { reason: "size" };
  if ((await sha256(bytes)) !== manifest.sha256) return { reason: "sum" };
  const list = parsed(bytes);
  if (list === undefined) return { reason: "json" };
  if (problemOf(list) !== null || list.version !== manifest.version) return { reason: "broken" };
  return { list };
}

/**
 * Canonical JSON: keys sorted by their code points, no white space, nothing escaped that need not be. Numbers are integers.
 * @param {any} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isTable(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort(byCodePoint);
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/**
 * The bytes that the text stands for; null where it is no base64.
 * @param {unknown} text
 * @returns {Uint8Array<ArrayBuffer> | null}
 */
export function fromBase64(text) {
  if (typeof text !== "string") return null;
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/**
 * @param {Record<string, any>} manifest
 * @param {string} key
 */
async function isSigned(manifest, key) {
  const signature = fromBase64(manifest.signature);
  const raw = fromBase64(key);
  if (signature?.length !== 64 || raw?.length !== 32) return false;
  const signed = Object.fromEntries(Object.entries(manifest).filter(([name]) => !OWN.has(name)));
  try {
    const publicKey = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, publicKey, signature, encoder.encode(canonical(signed)));
  } catch {
    return false; // nested too deep, or no point of the curve
  }
}

/**
 * Whether it names another key than the one known: its publisher may have a new one.
 * @param {Record<string, any>} manifest
 * @param {string} key
 */
function isKeyOfAnother(manifest, key) {
  return typeof manifest.key === "string" && manifest.key !== key;
}

/**
 * @param {Record<string, any>} value
 * @returns {value is Manifest}
 */
function isManifest(value) {
  const { format, version, published, outlets, bytes, sha256: sum, withdrawn } = value;
  return (
    format === FORMAT &&
    [version, outlets, bytes].every((number) => Number.isSafeInteger(number) && number >= 0) &&
    version > 0 &&
    typeof published === "string" &&
    isDay(published) &&
    HEX.test(String(sum)) &&
    (withdrawn === undefined || (Array.isArray(withdrawn) && withdrawn.every((ref) => typeof ref === "string")))
  );
}

/** @param {Uint8Array} bytes */
async function sha256(bytes) {
  const sum = await crypto.subtle.digest("SHA-256", /** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The JSON value in the bytes; undefined where they hold none.
 * @param {Uint8Array} bytes
 */
function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * @param {any} value
 * @returns {value is Record<string, any>}
 */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The order of UTF-8, which that of UTF-16 is not.
 * @param {string} one
 * @param {string} other
 */
function byCodePoint(one, other) {
  const left = Array.from(one, (char) => char.codePointAt(0) ?? 0);
  const right = Array.from(other, (char) => char.codePointAt(0) ?? 0);
  const differs = left.findIndex((point, at) => point !== right[at]);
  return differs === -1 ? left.length - right.length : left[differs] - (right[differs] ?? -1);
}
