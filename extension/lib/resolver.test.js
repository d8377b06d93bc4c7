// @ts-nocheck: the type checker knows browsers, not node's test runner
import assert from "node:assert/strict";
import { test } from "node:test";
import { smallList } from "../../tests/javascript/small-list.js";
import { isDay } from "./days.js";
import { BadAddress, Resolver } from "./resolver.js";

const resolver = new Resolver(smallList());
const outlet = (url) => resolver.resolve(url, "2022-03-24").outlet;

test("hosts match whole labels, as browsers read them", () => {
  for (const url of ["https://rt.com", "https://www.RT.com./a", "https://u:p@rt.com:8080/", "https://rt.com\\@evil.example/"]) {
    assert.equal(outlet(url), "rt", url);
  }
  for (const url of ["https://art.com/", "https://rt.com.example/", "https://rt.com@evil.example/", "https://[::1]/"]) {
    assert.equal(outlet(url), null, url);
  }
});

test("keys that every object has are no entries of the list", () => {
  for (const url of ["https://constructor/", "https://x.constructor/", "https://__proto__/", "https://x.com/__proto__"]) {
    assert.equal(outlet(url), null, url);
  }
});

test("what is no page's address is refused, letters beyond ASCII are none of that", () => {
  for (const url of ["", "rt.com", "mailto:a@rt.com", "https://"]) assert.throws(() => outlet(url), BadAddress, url);
  for (let times = 0; times < 20_000; times += 1) assert.equal(outlet("https://bücher.example/"), null);
});

test("a wrapper's page is the page it shows, on the day of the copy", () => {
  const found = resolver.resolve("https://web.archive.org/web/20220301120000/https://www.rt.com/a", "2022-03-24");
  assert.deepEqual(found, {
    url: "https://www.rt.com/a",
    wrapper: "archive",
    captured: "2022-03-01",
    outlet: "rt",
  });
});

test("accounts are compared without regard to case", () => {
  assert.equal(outlet("https://x.com/RT_Com/status/1"), "rt");
  assert.equal(outlet("https://x.com/other"), null);
});

test("a day is one of the calendar", () => {
  for (const day of ["2022-03-24", "2020-02-29"]) assert.ok(isDay(day), day);
  for (const day of ["2022-02-29", "2022-3-1", "0000-01-01", "20220301", "2022-13-01", ""]) assert.ok(!isDay(day), day);
});
