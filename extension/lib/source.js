/** Where lists are fetched from, and whose they must be. */
import { fromBase64 } from "./updates.js";

const LOOPBACK = new Set(["127.0.0.1", "localhost"]);

/** @typedef {{url: string, key: string}} Source `url`: the server's address, without a last slash; `key`: its public key */

/**
 * The source that the two texts name, or which of them names none.
 * @param {any} given
 * @returns {{source: Source} | {problem: "url" | "key"}}
 */
export function readSource(given) {
  const url = addressOf(String(given?.url ?? "").trim());
  if (url === null) return { problem: "url" };
  const key = String(given?.key ?? "").trim();
  if (fromBase64(key)?.length !== 32) return { problem: "key" };
  return { source: { url, key } };
}

/**
 * The pattern of the one host that is asked, as permissions name it.
 * @param {Source} source
 */
export function originsOf({ url }) {
  const { protocol, hostname } = new URL(url);
  return [`${protocol}//${hostname}/*`];
}

/**
 * A server is asked over https, one on this very device over http too.
 * @param {string} text
 */
function addressOf(text) {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(text);
  const safe = protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
  if (!safe || username || password || search || hash) return null;
  return `${origin}${pathname.replace(/\/+$/, "")}`;
}
