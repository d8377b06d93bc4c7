/** Shapes of addresses, as wrappers and platforms of the list write them: `api/outlets/shapes.py` describes them. */

/** @typedef {import("./addresses.js").Address} Address */
/** @typedef {Record<string, string>} Filled what the slots hold, by name */

const DATE = /^(?:[0-9]{1,14}(?:[a-z]{2,3}_)?|[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6}|[0-9]{4}(?:-[0-9]{4}){2}-[0-9]{2})$/;

/**
 * What the slots of a shape hold in this address; null where it has another form.
 * @param {string} shape
 * @param {Address} address
 * @returns {Filled | null}
 */
export function fill(shape, address) {
  const [pathShape, queryShape = ""] = cut(shape, "?");
  const segments = pathShape.slice(1).split("/");
  const given = address.path.slice(1).split("/");
  /** @type {Filled} */
  const filled = {};
  for (const [place, segment] of segments.entries()) {
    if (segment === "{url}") {
      const rest = given.slice(place).join("/");
      return rest ? { ...filled, url: rest + address.query } : null;
    }
    const found = place < given.length ? fillSegment(segment, given[place]) : null;
    if (!found) return null;
    Object.assign(filled, found);
  }
  if (!queryShape) return filled;
  return given.length === segments.length ? { ...filled, ...fillQuery(queryShape, address.query) } : null;
}

/**
 * @param {string} shape
 * @param {string} given
 */
function fillSegment(shape, given) {
  const found = match(shape, shape.includes("account}") ? (decode(given, true) ?? given) : given);
  return found?.date !== undefined && !DATE.test(found.date) ? null : found;
}

/**
 * @param {string} shape
 * @param {string} query
 * @returns {Filled | null}
 */
function fillQuery(shape, query) {
  const [name, valueShape = ""] = cut(shape, "=");
  for (const pair of query.slice(1).split("&")) {
    const [key, raw = ""] = cut(pair, "=");
    const found = key === name ? match(valueShape, decode(raw.replaceAll("+", " "), false) ?? "") : null;
    // what follows a space are further words of a search
    if (found) return Object.fromEntries(Object.entries(found).map(([slot, each]) => [slot, cut(each, " ")[0]]));
  }
  return null;
}

/**
 * What the slots hold: `@{account}`, `cache:{any}:{url}`; a slot is never empty and ends where what follows it begins.
 * @param {string} shape
 * @param {string} text
 * @returns {Filled | null}
 */
function match(shape, text) {
  const [prefix, rest] = cut(shape, "{");
  if (rest === undefined) return text === shape ? {} : null;
  const [slot, after = ""] = cut(rest, "}");
  const left = text.startsWith(prefix) ? text.slice(prefix.length) : "";
  const end = after ? left.indexOf(cut(after, "{")[0]) : left.length;
  const inner = end > 0 ? match(after, left.slice(end)) : null;
  if (!inner) return null;
  // {user:account} holds `user:name`: some platforms give one name to several accounts
  const colon = slot.lastIndexOf(":") + 1;
  return { [slot.slice(colon)]: slot.slice(0, colon) + left.slice(0, end), ...inner };
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
export function decode(text, strict) {
  const decoder = new TextDecoder("utf-8", { fatal: strict, ignoreBOM: true });
  try {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      decoder.decode(Uint8Array.from(run.slice(1).split("%"), (pair) => parseInt(pair, 16))),
    );
  } catch {
    return null;
  }
}
