// @ts-nocheck: the type checker knows browsers, not node's test runner
/** Which addresses and keys are a source. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { originsOf, readSource } from "./source.js";

const KEY = `${"A".repeat(43)}=`;

for (const [url, kept, origin] of [
  ["https://desk.example", "https://desk.example", "https://desk.example/*"],
  [" https://Desk.example:8443/masthead// ", "https://desk.example:8443/masthead", "https://desk.example/*"],
  ["http://127.0.0.1:8000/", "http://127.0.0.1:8000", "http://127.0.0.1/*"],
  ["http://localhost:8000", "http://localhost:8000", "http://localhost/*"],
]) {
  test(`${url} is asked as ${kept}`, () => {
    const { source } = readSource({ url, key: ` ${KEY}\n` });
    assert.deepEqual(source, { url: kept, key: KEY });
    assert.deepEqual(originsOf(source), [origin]);
  });
}

for (const url of ["", "desk.example", "http://desk.example", "http://127.0.0.1.example", "ftp://desk.example",
  "https://user:word@desk.example", "https://desk.example/?a=1", "https://desk.example/#a", "javascript:1", null]) {
  test(`${url} is no server's address`, () => assert.deepEqual(readSource({ url, key: KEY }), { problem: "url" }));
}

for (const key of ["", "AAAA", "not base64", `${KEY}AAAA`, undefined]) {
  test(`${key} is no public key`, () =>
    assert.deepEqual(readSource({ url: "https://desk.example", key }), { problem: "key" }));
}

test("nothing is no source", () => assert.deepEqual(readSource(undefined), { problem: "url" }));
