/** Labels of hosts with their letters beyond ASCII: the decoder of RFC 3492, which browsers do not offer. */

const BASE = 36;

/**
 * The label as it is shown; unchanged where it has no letters beyond ASCII.
 * @param {string} label as a URL's host has it, so well formed
 */
export function decodeLabel(label) {
  if (!label.startsWith("xn--")) return label;
  const split = Math.max(label.lastIndexOf("-"), 3);
  const points = split > 3 ? Array.from(label.slice(4, split)) : [];
  let code = 128;
  let bias = 72;
  let place = 0;
  for (let at = split + 1; at < label.length; ) {
    const before = place;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(label.charCodeAt(at));
      at += 1;
      place += digit * weight;
      const least = Math.min(Math.max(k - bias, 1), 26);
      if (digit < least || at >= label.length) break;
      weight *= BASE - least;
    }
    const length = points.length + 1;
    bias = adapted(place - before, length, before === 0);
    code += Math.floor(place / length);
    place %= length;
    if (!(code <= 0x10ffff)) return label;
    points.splice(place, 0, String.fromCodePoint(code));
    place += 1;
  }
  return points.join("");
}

/** @param {number} unit letters are 0 to 25, digits 26 to 35 */
function digitOf(unit) {
  return unit < 0x3a ? unit - 0x30 + 26 : unit - 0x61;
}

/**
 * @param {number} delta
 * @param {number} length
 * @param {boolean} first
 */
function adapted(delta, length, first) {
  let left = Math.floor(delta / (first ? 700 : 2));
  left += Math.floor(left / length);
  let k = 0;
  for (; left > 455; k += BASE) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
}
