/** Whose address is it? Addresses are unwrapped, and looked up in the outlet list. */
import { canBeListed, own, parseAddress, withParents } from "./addresses.js";
import { LookAlikes } from "./lookalikes.js";
import { Platforms } from "./platforms.js";
import { Wrappers } from "./wrappers.js";

export { BadAddress } from "./addresses.js";

/**
 * @typedef {import("./addresses.js").Address} Address
 * @typedef {object} Resolution
 * @property {string} url the page's own address
 * @property {string | null} wrapper the service that shows it
 * @property {string | null} captured the day that service copied it
 * @property {string | null} outlet
 * @typedef {{outlet: string, type: string, path: string | null, except: string[], from: string | null,
 *   to: string | null}} Channel
 */

const MOST_WRAPPERS = 3;
/** Most specific first. @type {Record<string, number>} */
const RANK = { path: 0, host: 1, domain: 2 };

export class Resolver {
  /** @param {any} list the published list */
  constructor(list) {
    /** @type {Record<string, Channel[]>} */
    this.hosts = list.hosts;
    /** @type {Record<string, {outlet: string, from: string | null, to: string | null}[]>} */
    this.accounts = list.accounts;
    this.wrappers = new Wrappers(list.wrappers);
    this.platforms = new Platforms(list.platforms, Object.keys(list.accounts));
    /** @type {Set<string>} */
    this.shared = new Set();
    /** @type {Map<string, string>} */
    this.also = new Map();
    for (const row of list.shared_hosts ?? []) {
      for (const host of row.hosts) this.shared.add(host);
      for (const other of row.also ?? []) this.also.set(other, row.hosts[0]);
    }
    this.lookAlikes = new LookAlikes(list.hosts, list.confusables ?? {});
  }

  /**
   * The outlet whose address this is on `day` (ISO), or on the day a wrapper copied the page.
   * @param {string} url
   * @param {string} day
   * @returns {Resolution}
   * @throws {import("./addresses.js").BadAddress}
   */
  resolve(url, day) {
    let address = parseAddress(url);
    let wrapper = null;
    let captured = null;
    for (let depth = 0; depth < MOST_WRAPPERS; depth += 1) {
      const inner = this.wrappers.unwrap(address);
      if (!inner) break;
      wrapper ??= inner.wrapper;
      // the innermost copy is the oldest one: what it shows is of that day
      if (inner.captured && inner.captured <= day) captured = inner.captured;
      address = inner.address;
    }
    return { url: address.url, wrapper, captured, outlet: this.outlet(address, captured ?? day) };
  }

  /**
   * The outlet whose address an unlisted, unwrapped one resembles.
   * @param {string} url
   * @returns {string | null}
   * @throws {import("./addresses.js").BadAddress}
   */
  resembled(url) {
    const { host } = parseAddress(url);
    if (this.shared.has(host) || this.shared.has(host.replace(/^www\./, ""))) return null;
    if (!canBeListed(host) || this.platforms.have(host) || this.wrappers.have(host)) return null;
    return this.lookAlikes.of(this.firstName(host));
  }

  /**
   * @param {Address} address
   * @param {string} day
   */
  outlet(address, day) {
    if (!canBeListed(address.host)) return null;
    const account = this.account(address, day);
    if (account) return account;
    const first = this.firstName(address.host);
    const found = this.channel(address.host, address.path, day);
    return found ?? (first === address.host ? null : this.channel(first, address.path, day));
  }

  /**
   * @param {string} host
   * @param {string} path
   * @param {string} day
   */
  channel(host, path, day) {
    /** @type {[number, number, number, string][]} */
    const found = [];
    for (const name of withParents(host)) {
      for (const channel of own(this.hosts, name) ?? []) {
        if (covers(channel, name, host, path) && isCurrent(channel, day)) {
          found.push([RANK[channel.type], -name.length, -(channel.path ?? "").length, channel.outlet]);
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
    for (const key of this.platforms.accounts(address)) {
      const outlets = (own(this.accounts, key) ?? []).filter((row) => isCurrent(row, day)).map((row) => row.outlet);
      if (outlets.length > 0) return outlets.sort()[0];
    }
    return null;
  }

  /**
   * The host under the first of the names by which a shared host is known: `a.blogspot.de` is `a.blogspot.com`.
   * @param {string} host
   */
  firstName(host) {
    const name = withParents(host).find((each) => this.also.has(each));
    return name === undefined ? host : host.slice(0, host.length - name.length) + this.also.get(name);
  }
}

/**
 * Whether the channel, listed under `name`, holds the host's path.
 * @param {Channel} channel
 * @param {string} name
 * @param {string} host
 * @param {string} path
 */
function covers(channel, name, host, path) {
  if (channel.type === "path") {
    const start = channel.path ?? "";
    return (host === name || host === `www.${name}`) && (path === start || path.startsWith(`${start}/`));
  }
  if (channel.type === "host") return host === name;
  return !channel.except.some((other) => host === other || host.endsWith(`.${other}`));
}

/**
 * @param {{from: string | null, to: string | null}} row
 * @param {string} day
 */
function isCurrent(row, day) {
  return (row.from === null || row.from <= day) && (row.to === null || day < row.to);
}
