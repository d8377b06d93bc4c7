// @ts-nocheck: the type checker knows browsers, not node's test runner
/** The table of addresses that the Python engine's tests read too, over the wrappers and platforms of the bundled list. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { BadAddress, Resolver } from "./resolver.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const { day: anyDay, hosts, accounts, rows } = read("../../tests/addresses.json");
// `masthead compile` writes it
const bundled = JSON.parse(gunzipSync(readFileSync(new URL("../list/list.json.gz", import.meta.url))).toString());
const resolver = new Resolver({ ...bundled, hosts, accounts });

function answer(url, day) {
  const found = resolver.resolve(url, day);
  return { ...found, resembles: found.outlet ? null : resolver.resembled(found.url) };
}

for (const { url, day = anyDay, refused, resolved = url, ...rest } of rows) {
  test(`an address is read as the table says: ${JSON.stringify(url)}`, () => {
    if (refused) assert.throws(() => answer(url, day), BadAddress);
    else {
      const wanted = { wrapper: null, captured: null, outlet: null, resembles: null, ...rest };
      assert.deepEqual(answer(url, day), { url: resolved, ...wanted });
    }
  });
}
