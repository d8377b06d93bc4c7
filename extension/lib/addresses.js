/** Addresses as browsers read them. */

/** @typedef {{url: string, host: string, path: string, query: string}} Address `url` without credentials and fragment */

/** An address that no browser would open as a page. */
export class BadAddress extends Error {}

/**
 * The address as a browser reads it.
 * @param {string} url
 * @returns {Address}
 * @throws {BadAddress} for what no browser opens as a page
 */
export function parseAddress(url) {
  const parsed = parse(url);
  const host = parsed.hostname.endsWith(".") ? parsed.hostname.slice(0, -1) : parsed.hostname;
  if (!["http:", "https:"].includes(parsed.protocol) || !host || host.endsWith(".")) {
    throw new BadAddress(`this is no page's address: ${url.slice(0, 200)}`);
  }
  const port = parsed.port ? `:${parsed.port}` : "";
  const { pathname: path, search: query } = parsed;
  return { url: `${parsed.protocol}//${host}${port}${path}${query}`, host, path, query };
}

/** @param {string} url */
function parse(url) {
  try {
    // not URL.canParse: once compiled, Node 20's misreads addresses with letters of Latin-1
    return new URL(url);
  } catch {
    throw new BadAddress(`this is no address: ${url.slice(0, 200)}`);
  }
}

/**
 * Whether the host is a name of letters, digits, hyphens and dots: no number, no IP address.
 * @param {string} host
 */
export function canBeListed(host) {
  return /^[a-z0-9.-]+$/.test(host) && !/^[0-9]+$/.test(host.slice(host.lastIndexOf(".") + 1));
}

/**
 * Whether the host is a name under another: no IP address, no single word.
 * @param {string} host
 */
export function isNamed(host) {
  return host.includes(".") && !/^[0-9]+$/.test(host.slice(host.lastIndexOf(".") + 1));
}

/**
 * The host, then the hosts it is under, nearest first.
 * @param {string} host
 */
export function withParents(host) {
  const found = [host];
  for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) found.push(host.slice(dot + 1));
  return found;
}

/**
 * An own entry of a table of the list, whose keys pages choose.
 * @template T
 * @param {Record<string, T>} table
 * @param {string} key
 * @returns {T | undefined}
 */
export function own(table, key) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
