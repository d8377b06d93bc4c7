// @ts-nocheck: the type checker knows browsers, not node's test runner
/** About once a day, at no fixed time, never as the browser starts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMissed, lookAfterStart, nextLook } from "./schedule.js";

const HOUR = 3_600_000;
const NOW = 1_700_000_000_000;

test("the next look is 24 to 30 hours off", () => {
  assert.equal(nextLook(NOW, 0), NOW + 24 * HOUR);
  assert.equal(nextLook(NOW, 1), NOW + 30 * HOUR);
});

test("a start changes nothing about a look that is hours off", () => {
  assert.equal(lookAfterStart(NOW, NOW + 9 * HOUR, 0.5), NOW + 9 * HOUR);
});

for (const due of [null, NOW - 40 * HOUR, NOW, NOW + 1000]) {
  test(`a look due ${due === null ? "never" : (due - NOW) / HOUR} hours after a start waits a while`, () => {
    assert.equal(lookAfterStart(NOW, due, 0), NOW + HOUR / 12);
    assert.equal(lookAfterStart(NOW, due, 1), NOW + (HOUR * 35) / 60);
  });
}

test("an alarm that rings long after its time was missed", () => {
  assert.ok(!isMissed(NOW, NOW - 60_000));
  assert.ok(isMissed(NOW, NOW - HOUR));
});
