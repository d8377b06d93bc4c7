/** The newest good manifest and the last good list of a source, checked again whenever they are read. */
import { pack, unpack } from "../lib/packing.js";
import { LARGEST_LIST, readManifest, readUpdate } from "../lib/updates.js";
import { keep, kept } from "./store.js";

/**
 * @typedef {import("../lib/source.js").Source} Source
 * @typedef {import("../lib/updates.js").Manifest} Manifest
 * @typedef {{manifest: Uint8Array, packed: Uint8Array}} PackedList the manifest it came with, as signed; gzip
 * @typedef {{manifest: Uint8Array, list: PackedList | null, tag: {url: string, value: string} | null}} Kept
 *   `tag`: what the server called its manifest, once all that it names was taken
 * @typedef {{raw: Kept | null, manifest: Manifest | null, list: any, damaged: boolean}} Record
 *   `damaged`: something is kept that cannot be read, or is not what was signed
 */

/** @type {Record} */
const NOTHING = { raw: null, manifest: null, list: null, damaged: false };

/**
 * @param {Source | null} source
 * @returns {Promise<Record>}
 */
export async function readRecord(source) {
  if (!source) return NOTHING;
  /** @type {Kept | undefined} */
  const raw = await kept(nameOf(source));
  if (!raw) return NOTHING;
  try {
    const newest = await readManifest(raw.manifest, source.key, 0);
    if ("reason" in newest) return { ...NOTHING, damaged: true };
    const { manifest } = newest;
    if (!raw.list) return { raw, manifest, list: null, damaged: false };
    const unpacked = await unpack(raw.list.packed, LARGEST_LIST).catch(() => null);
    const read = unpacked && (await readUpdate(raw.list.manifest, unpacked, source.key, 0));
    if (read && "list" in read) return { raw, manifest, list: read.list, damaged: false };
    return { raw: { ...raw, list: null, tag: null }, manifest, list: null, damaged: true };
  } catch {
    return { ...NOTHING, damaged: true };
  }
}

/**
 * @param {Source} source
 * @param {Kept} record
 */
export function keepRecord(source, record) {
  return keep(nameOf(source), record);
}

/**
 * @param {Uint8Array} manifest
 * @param {Uint8Array} list unpacked
 * @returns {Promise<PackedList>}
 */
export async function packed(manifest, list) {
  return { manifest, packed: await pack(list) };
}

/** Versions are counted by whoever signs: each key has its own series. @param {Source} source */
function nameOf({ key }) {
  return `list ${key}`;
}
