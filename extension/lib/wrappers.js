/** Services that show another site's page under an address of their own: archives, translators, caches, readers. */
import { isNamed, parseAddress, withParents } from "./addresses.js";
import { isDay } from "./days.js";
import { decodeLabel } from "./punycode.js";
import { decode, fill } from "./shapes.js";

/**
 * @typedef {import("./addresses.js").Address} Address
 * @typedef {{id: string, hosts?: string[], under?: string[], paths?: string[], dashed?: string}} Wrapper
 */

export class Wrappers {
  /** @param {Wrapper[]} rows */
  constructor(rows) {
    /** @type {Map<string, Wrapper[]>} */
    this.byHost = new Map();
    for (const wrapper of rows) {
      for (const host of [...(wrapper.hosts ?? []), ...(wrapper.under ?? []).map((suffix) => `*.${suffix}`)]) {
        this.byHost.set(host, [...(this.byHost.get(host) ?? []), wrapper]);
      }
    }
  }

  /** @param {string} host */
  have(host) {
    return this.of(host).length > 0;
  }

  /**
   * The service, the page that it shows, and the day it copied that; null where the address shows none.
   * @param {Address} address
   * @returns {{wrapper: string, address: Address, captured: string | null} | null}
   */
  unwrap(address) {
    for (const wrapper of this.of(address.host)) {
      for (const { url, stamp } of wrapped(wrapper, address)) {
        const inner = readable(url);
        if (inner && isNamed(inner.host)) return { wrapper: wrapper.id, address: inner, captured: dayOf(stamp) };
      }
    }
    return null;
  }

  /** @param {string} host */
  of(host) {
    const below = withParents(host).slice(1).map((name) => `*.${name}`);
    return [host, ...below].flatMap((key) => this.byHost.get(key) ?? []);
  }
}

/**
 * Addresses the wrapper may be showing, each with the time stamp of its copy.
 * @param {Wrapper} wrapper
 * @param {Address} address
 */
function* wrapped(wrapper, address) {
  for (const shape of wrapper.paths ?? []) {
    const { host, url, date = "" } = fill(shape, address) ?? {};
    if (url) yield { url: whole(host === undefined ? url : `${host}/${url}`), stamp: date };
  }
  const { dashed } = wrapper;
  for (const suffix of (dashed && wrapper.under) || []) {
    if (!address.host.endsWith(`.${suffix}`)) continue;
    const label = address.host.slice(0, -suffix.length - 1);
    if (label.includes(".")) continue;
    const host = decodeLabel(label).replaceAll("--", "\n").replaceAll("-", ".").replaceAll("\n", "-");
    const query = address.query.slice(1).split("&").filter((pair) => !pair.startsWith(/** @type {string} */ (dashed)));
    const kept = query.join("&");
    yield { url: `https://${host}${address.path}${kept ? `?${kept}` : ""}`, stamp: "" };
  }
}

/** @param {string} url */
function readable(url) {
  try {
    return parseAddress(url);
  } catch {
    return null;
  }
}

/**
 * A wrapped address with its scheme; wrappers drop it, or percent-encode the address.
 * @param {string} url
 */
function whole(url) {
  if (/^https?%3a/i.test(url)) return decode(url, false) ?? url;
  return /^https?:/i.test(url) ? url : `https://${url}`;
}

/**
 * The day of a time stamp like `20220323120000`, `2022.03.23-120000` or `2022-0323-1200-00`; null where it names none.
 * @param {string} stamp
 */
function dayOf(stamp) {
  const digits = stamp.replaceAll(".", "").replaceAll("-", "").slice(0, 8);
  if (!/^[0-9]{8}$/.test(digits)) return null;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return isDay(day) ? day : null;
}
