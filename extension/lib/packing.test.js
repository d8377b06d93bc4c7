// @ts-nocheck: the type checker knows browsers, not node's test runner
/** Packed bytes come back whole, or not at all. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pack, readWhole, TooLarge, unpack } from "./packing.js";

const LONG = new TextEncoder().encode("A week of fog. ".repeat(10_000));

test("what is packed is smaller, and comes back whole", async () => {
  const small = await pack(LONG);
  assert.ok(small.length < LONG.length / 10);
  assert.deepEqual(await unpack(small, LONG.length), LONG);
  assert.deepEqual(await unpack(await pack(new Uint8Array()), 0), new Uint8Array());
});

test("more than was allowed is not unpacked", async () => {
  await assert.rejects(unpack(await pack(LONG), LONG.length - 1), TooLarge);
});

test("damaged bytes are refused", async () => {
  const small = await pack(LONG);
  await assert.rejects(unpack(small.slice(0, -9), LONG.length));
  await assert.rejects(unpack(LONG, LONG.length));
});

test("a stream that does not end is given up", async () => {
  let cancelled = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    cancel: () => {
      cancelled = true;
    },
  });
  await assert.rejects(readWhole(endless, 10_000), TooLarge);
  assert.ok(cancelled);
});
