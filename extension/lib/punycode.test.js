// @ts-nocheck: the type checker knows browsers, not node's test runner
import assert from "node:assert/strict";
import { test } from "node:test";
import { domainToUnicode } from "node:url";
import { decodeLabel } from "./punycode.js";

test("labels are shown as browsers show them", () => {
  const words = ["bücher", "кириллица", "пример-1", "新华社", "日本語ニュース", "ελλάδα", "الجزيرة", "한국", "x-ü", "𠀀文"];
  for (const word of words) {
    const { hostname } = new URL(`https://${word}.example/`);
    assert.equal(`${decodeLabel(hostname.split(".")[0])}.example`, domainToUnicode(hostname), word);
  }
});

test("what is no encoded label stays", () => {
  for (const label of ["", "rt", "a--b", "xn-a"]) assert.equal(decodeLabel(label), label);
});
