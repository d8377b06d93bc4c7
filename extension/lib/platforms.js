/** Accounts on social platforms, in podcast directories and in app stores, by the address of what they publish. */
import { withParents } from "./addresses.js";
import { fill } from "./shapes.js";

/**
 * @typedef {import("./addresses.js").Address} Address
 * @typedef {{id: string, hosts?: string[], under?: string[], paths: string[], case_sensitive?: boolean,
 *   federated?: boolean, ignored?: string}} Platform
 */

export class Platforms {
  /**
   * @param {Platform[]} rows
   * @param {string[]} accounts keys of the list's accounts
   */
  constructor(rows, accounts) {
    /** @type {Map<string, Platform>} */
    this.byHost = new Map();
    for (const platform of rows) {
      for (const host of platform.hosts ?? []) this.byHost.set(host, platform);
      for (const suffix of platform.under ?? []) this.byHost.set(`*.${suffix}`, platform);
    }
    const federated = new Map(rows.filter((row) => row.federated).map((row) => [row.id, row]));
    for (const key of accounts) {
      const platform = federated.get(key.slice(0, key.indexOf(":")));
      const host = key.slice(key.lastIndexOf("@") + 1);
      if (platform && host !== key && !this.byHost.has(host)) this.byHost.set(host, platform);
    }
  }

  /** @param {string} host */
  have(host) {
    return this.of(host) !== undefined;
  }

  /**
   * Keys of the accounts whose address this may be.
   * @param {Address} address
   */
  accounts(address) {
    const platform = this.of(address.host);
    if (!platform) return [];
    return platform.paths.flatMap((shape) => {
      const value = fill(shape, address)?.account;
      if (!value) return [];
      const local = platform.federated && !value.includes("@");
      return [accountKey(platform, local ? `${value}@${address.host}` : value)];
    });
  }

  /** @param {string} host */
  of(host) {
    const platform = this.byHost.get(host);
    if (platform) return platform;
    const below = withParents(host).slice(1).find((name) => this.byHost.has(`*.${name}`));
    return below && this.byHost.get(`*.${below}`);
  }
}

/**
 * The key of an account in the published list's `accounts`.
 * @param {Platform} platform
 * @param {string} value
 */
function accountKey(platform, value) {
  let plain = value;
  for (const sign of platform.ignored ?? "") plain = plain.replaceAll(sign, "");
  if (!platform.case_sensitive) plain = plain.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `${platform.id}:${plain}`;
}
