/** Whose address is it? Addresses are read as browsers read them, unwrapped, and looked up in the outlet list. */

/**
 * @typedef {{url: string, host: string, path: string, query: string}} Address `url` without credentials and fragment
 * @typedef {object} Resolution
 * @property {string} url the page's own address
 * @property {string | null} wrapper the service that shows it
 * @property {string | null} captured the day that service copied it
 * @property {string | null} outlet
 * @typedef {{outlet: string, type: string, path: string | null, except: string[], from: string | null,
 *   to: string | null}} Channel
 * @typedef {{id: string, hosts?: string[], under?: string[], paths?: string[], dashed?: string}} Wrapper
 * @typedef {{id: string, hosts: string[], paths: string[], case_sensitive?: boolean}} Platform
 */

const MOST_WRAPPERS = 3;
/** Most specific first. @type {Record<string, number>} */
const RANK = { path: 0, host: 1, domain: 2 };

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
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") {
    throw new BadAddress(`this is no page's address: ${url.slice(0, 200)}`);
  }
  const host = parsed.hostname.endsWith(".") ? parsed.hostname.slice(0, -1) : parsed.hostname;
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

export class Resolver {
  /** @param {any} list the published list */
  constructor(list) {
    /** @type {Record<string, Channel[]>} */
    this.hosts = list.hosts;
    /** @type {Record<string, {outlet: string, from: string | null, to: string | null}[]>} */
    this.accounts = list.accounts;
    /** @type {Map<string, Wrapper[]>} */
    this.wrappers = new Map();
    for (const wrapper of list.wrappers) {
      const keys = [...(wrapper.hosts ?? []), ...(wrapper.under ?? []).map((/** @type {string} */ host) => `*.${host}`)];
      for (const key of keys) this.wrappers.set(key, [...(this.wrappers.get(key) ?? []), wrapper]);
    }
    /** @type {Map<string, Platform>} */
    this.platforms = new Map();
    for (const platform of list.platforms) for (const host of platform.hosts) this.platforms.set(host, platform);
  }

  /**
   * The outlet whose address this is on `day` (ISO), or on the day a wrapper copied the page.
   * @param {string} url
   * @param {string} day
   * @returns {Resolution}
   * @throws {BadAddress}
   */
  resolve(url, day) {
    let address = parseAddress(url);
    let wrapper = null;
    let captured = null;
    for (let depth = 0; depth < MOST_WRAPPERS; depth += 1) {
      const inner = this.unwrap(address);
      if (!inner) break;
      wrapper ??= inner.wrapper;
      // the innermost copy is the oldest one: what it shows is of that day
      if (inner.captured && inner.captured <= day) captured = inner.captured;
      address = inner.address;
    }
    return { url: address.url, wrapper, captured, outlet: this.outlet(address, captured ?? day) };
  }

  /** @param {Address} address */
  unwrap(address) {
    for (const wrapper of this.wrappersOf(address.host)) {
      for (const { url, stamp } of wrapped(wrapper, address)) {
        const inner = readable(url);
        if (inner?.host.includes(".")) return { wrapper: wrapper.id, address: inner, captured: dayOf(stamp) };
      }
    }
    return null;
  }

  /** @param {string} host */
  wrappersOf(host) {
    const keys = [host, ...parents(host).map((parent) => `*.${parent}`)];
    return keys.flatMap((key) => this.wrappers.get(key) ?? []);
  }

  /**
   * @param {Address} address
   * @param {string} day
   */
  outlet(address, day) {
    const { host } = address;
    if (!/^[a-z0-9.-]+$/.test(host) || /^[0-9]+$/.test(host.slice(host.lastIndexOf(".") + 1))) return null;
    const account = this.account(address, day);
    if (account) return account;
    /** @type {[number, number, number, string][]} */
    const found = [];
    for (const listed of [host, ...parents(host)]) {
      for (const channel of own(this.hosts, listed) ?? []) {
        if (covers(channel, listed, address) && isCurrent(channel, day)) {
          found.push([RANK[channel.type], -listed.length, -(channel.path ?? "").length, channel.outlet]);
        }
      }
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : 1));
    return found.length > 0 ? found[0][3] : null;
  }

  /**
   * @param {Address} address
   * @param {string} day
   */
  account(address, day) {
    const platform = this.platforms.get(address.host);
    if (!platform) return null;
    for (const shape of platform.paths) {
      const value = fill(shape, address)?.account;
      if (!value) continue;
      const key = `${platform.id}:${platform.case_sensitive ? value : asciiLower(value)}`;
      const outlets = (own(this.accounts, key) ?? []).filter((row) => isCurrent(row, day)).map((row) => row.outlet);
      if (outlets.length > 0) return outlets.sort()[0];
    }
    return null;
  }
}

/**
 * @template T
 * @param {Record<string, T>} table
 * @param {string} key
 * @returns {T | undefined}
 */
function own(table, key) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** @param {string} host */
function parents(host) {
  const labels = host.split(".");
  return labels.slice(1).map((_, place) => labels.slice(place + 1).join("."));
}

/**
 * Whether the channel, listed under `host`, holds the address.
 * @param {Channel} channel
 * @param {string} host
 * @param {Address} address
 */
function covers(channel, host, address) {
  if (channel.type === "path") {
    const path = channel.path ?? "";
    const here = address.host === host || address.host === `www.${host}`;
    return here && (address.path === path || address.path.startsWith(`${path}/`));
  }
  if (channel.type === "host") return address.host === host;
  return !channel.except.some((other) => address.host === other || address.host.endsWith(`.${other}`));
}

/**
 * @param {{from: string | null, to: string | null}} row
 * @param {string} day
 */
function isCurrent(row, day) {
  return (row.from === null || row.from <= day) && (row.to === null || day < row.to);
}

/**
 * Addresses the wrapper may be showing, each with the time stamp of its copy.
 * @param {Wrapper} wrapper
 * @param {Address} address
 */
function* wrapped(wrapper, address) {
  for (const shape of wrapper.paths ?? []) {
    const filled = fill(shape, address);
    if (filled?.url) yield { url: whole(filled.url), stamp: filled.date ?? "" };
  }
  if (!wrapper.dashed) return;
  const { dashed } = wrapper;
  for (const suffix of wrapper.under ?? []) {
    if (!address.host.endsWith(`.${suffix}`)) continue;
    const label = address.host.slice(0, -suffix.length - 1);
    if (label.includes(".")) continue;
    const host = label.replaceAll("--", "\n").replaceAll("-", ".").replaceAll("\n", "-");
    const kept = address.query.slice(1).split("&").filter((pair) => !pair.startsWith(dashed));
    const query = kept.join("&");
    yield { url: `https://${host}${address.path}${query ? `?${query}` : ""}`, stamp: "" };
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
 * What the slots of a path shape hold in this address; null where it has another form. `api/outlets/resolver.py: _fill`
 * describes shapes.
 * @param {string} shape
 * @param {Address} address
 * @returns {Record<string, string> | null}
 */
function fill(shape, address) {
  const [pathShape, queryShape = ""] = cut(shape, "?");
  const segments = pathShape.slice(1).split("/");
  const given = address.path.slice(1).split("/");
  /** @type {Record<string, string>} */
  const filled = {};
  for (const [place, segment] of segments.entries()) {
    if (segment === "{url}") {
      const rest = given.slice(place).join("/");
      return rest ? { ...filled, url: rest + address.query } : null;
    }
    if (place >= given.length || !fillSegment(segment, given[place], filled)) return null;
  }
  if (!queryShape) return filled;
  return given.length === segments.length ? fillQuery(queryShape, address.query, filled) : null;
}

/**
 * @param {string} shape
 * @param {string} given
 * @param {Record<string, string>} filled
 */
function fillSegment(shape, given, filled) {
  const [prefix, rest] = cut(shape, "{");
  if (rest === undefined) return given === shape;
  const slot = rest.slice(0, -1);
  const value = slot === "account" ? (decode(given, true) ?? given) : given;
  if (!value.startsWith(prefix) || value.length === prefix.length) return false;
  if (slot === "date" && !/^[0-9]{4}/.test(value)) return false;
  filled[slot] = value.slice(prefix.length);
  return true;
}

/**
 * @param {string} shape
 * @param {string} query
 * @param {Record<string, string>} filled
 */
function fillQuery(shape, query, filled) {
  const [name, valueShape = ""] = cut(shape, "=");
  const [prefix, slot = ""] = cut(valueShape, "{");
  for (const pair of query.slice(1).split("&")) {
    const [key, raw = ""] = cut(pair, "=");
    const value = decode(raw.replaceAll("+", " "), false) ?? "";
    if (key === name && value.startsWith(prefix)) return { ...filled, [slot.slice(0, -1)]: value.slice(prefix.length) };
  }
  return null;
}

/**
 * The text before and after the first `sign`; without it, the text alone.
 * @param {string} text
 * @param {string} sign
 * @returns {[string, string?]}
 */
function cut(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)];
}

/**
 * Percent-decoded UTF-8; null where `strict` and it is none, otherwise with replacement characters.
 * @param {string} text
 * @param {boolean} strict
 */
function decode(text, strict) {
  const decoder = new TextDecoder("utf-8", { fatal: strict, ignoreBOM: true });
  try {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      decoder.decode(Uint8Array.from(run.slice(1).split("%"), (pair) => parseInt(pair, 16))),
    );
  } catch {
    return null;
  }
}

/** @param {string} text */
function asciiLower(text) {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * The day of a time stamp like `20220323120000` or `2022.03.23-120000`; null where it names none.
 * @param {string} stamp
 */
function dayOf(stamp) {
  const digits = stamp.replaceAll(".", "").slice(0, 8);
  if (!/^[0-9]{8}$/.test(digits)) return null;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return isDay(day) ? day : null;
}

/**
 * Whether the text is a day of the calendar, as `YYYY-MM-DD`.
 * @param {string} text
 */
export function isDay(text) {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text.startsWith("0000")) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
