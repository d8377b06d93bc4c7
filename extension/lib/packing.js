/** Bytes out of streams, never more than is allowed; and gzip. */

/** There is more than was allowed. */
export class TooLarge extends Error {}

/**
 * All bytes of a stream, which is cancelled as soon as there are more than `limit`.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} limit
 * @throws {TooLarge}
 */
export async function readWhole(stream, limit) {
  const chunks = [];
  let length = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > limit) {
      await reader.cancel().catch(() => {});
      throw new TooLarge(`more than ${limit} bytes`);
    }
    chunks.push(part.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** @param {Uint8Array} bytes */
export function pack(bytes) {
  return readWhole(piped(bytes, new CompressionStream("gzip")), bytes.length + 1000);
}

/**
 * @param {Uint8Array} bytes gzip
 * @param {number} limit of the unpacked bytes
 * @throws {TooLarge} and TypeError, where the bytes are damaged
 */
export function unpack(bytes, limit) {
  return readWhole(piped(bytes, new DecompressionStream("gzip")), limit);
}

/**
 * @param {Uint8Array} bytes
 * @param {CompressionStream | DecompressionStream} through
 * @returns {ReadableStream<Uint8Array>}
 */
function piped(bytes, through) {
  return new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]).stream().pipeThrough(through);
}
