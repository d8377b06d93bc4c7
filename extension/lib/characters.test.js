// @ts-nocheck: the type checker knows browsers, not node's test runner
import assert from "node:assert/strict";
import { test } from "node:test";
import { smallList } from "../../tests/javascript/small-list.js";
import { Characters } from "./characters.js";

const characters = new Characters(smallList().characters);
const tokens = (text) => characters.tokens(Array.from(text));

test("tokens are folded words and signs", () => {
  assert.deepEqual(tokens("So RT's  (rt)").words, ["so", "rt", "'", "s", "(", "rt", ")"]);
});

test("places count code points, not code units", () => {
  assert.deepEqual(tokens("🦔 RT").spans, [[0, 1], [2, 4]]);
});

test("glued tells whether white space stands before a token", () => {
  assert.deepEqual(tokens("a.b c").glued, [false, true, true, false]);
});

test("ignored characters neither part a word nor count in it", () => {
  assert.deepEqual(tokens("Reu\u00adters").words, ["reuters"]);
});

test("the exact form keeps the case", () => {
  assert.equal(characters.exact("R\u00adT"), "RT");
});
