// @ts-nocheck: the type checker knows browsers, not node's test runner
/** Who may ask the background for what. */
import assert from "node:assert/strict";
import { before, test } from "node:test";

const OWN = "chrome-extension://own/";

let heard;
before(async () => {
  const event = { addListener: () => {} };
  const onMessage = {
    addListener: (listener) => {
      heard = listener;
    },
  };
  const runtime = { getURL: (path) => `${OWN}${path}`, onMessage, onStartup: event, onInstalled: event };
  globalThis.chrome = { runtime, alarms: { onAlarm: event } };
  await import("./main.js");
});

/** The answer to a message, or null where nobody answers. */
const ask = (kind, url) =>
  new Promise((resolve) => {
    if (!heard({ kind }, { url }, resolve)) resolve(null);
  });

test("the options page learns and changes the settings", async () => {
  const { list, source } = await ask("settings", `${OWN}options/options.html`);
  assert.deepEqual({ list, source }, { list: { problem: "list_missing" }, source: null });
  assert.deepEqual(await ask("use-source", `${OWN}options/options.html`), { problem: "url" });
});

for (const url of ["https://news.example/", `https://news.example/?${OWN}`, "chrome-extension://other/", undefined]) {
  test(`${url} does not`, async () => {
    for (const kind of ["settings", "look", "use-source", "leave-source"]) assert.equal(await ask(kind, url), null, kind);
  });
}

test("anybody may ask whether there is a list, nobody for what there is not", async () => {
  assert.deepEqual(await ask("list", "https://news.example/"), { problem: "list_missing" });
  for (const kind of ["constructor", "toString", undefined]) assert.equal(await ask(kind, `${OWN}options/options.html`), null);
});
