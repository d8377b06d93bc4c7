// @ts-nocheck: the type checker knows browsers, not node's test runner
/** A list from the network is taken only if it is the publisher's, whole, and no older than the one there is. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { smallList } from "../../tests/javascript/small-list.js";
import { canonical, LARGEST_LIST, readList, readManifest, readUpdate } from "./updates.js";

/** The whole of a list that is looked at here. */
const listOf = (changes) => smallList({ labels: {}, ...changes });
const encode = (value) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const sum = async (bytes) => Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");

let keys;
let key;
before(async () => {
  keys = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  key = base64(await crypto.subtle.exportKey("raw", keys.publicKey));
});

/** A list and the manifest that names it, with changes to both, the manifest signed. */
async function signed(changes = {}, list = listOf({ version: 8 })) {
  const content = encode(list);
  const all = {
    format: 1,
    version: 8,
    published: "2022-03-24",
    outlets: 2,
    bytes: content.length,
    sha256: await sum(content),
    withdrawn: [],
    ...changes,
  };
  const manifest = JSON.parse(JSON.stringify(all));
  const signature = base64(await crypto.subtle.sign({ name: "Ed25519" }, keys.privateKey, encode(canonical(manifest))));
  return { manifest: { ...manifest, key, signature }, content };
}

const reasonOf = async ({ manifest, content }, least = 7) =>
  (await readUpdate(encode(manifest), content, key, least)).reason ?? null;

test("what is signed, newer and whole is taken", async () => {
  const { manifest, content } = await signed({ withdrawn: ["outlet:rt#p1"] });
  const read = await readUpdate(encode(manifest), content, key, 7);
  assert.equal(read.list.version, 8);
  assert.deepEqual(read.manifest.withdrawn, ["outlet:rt#p1"]);
});

test("a manifest that withdraws nothing need not say so", async () => {
  const { manifest } = await signed({ withdrawn: undefined });
  assert.deepEqual((await readManifest(encode(manifest), key, 1)).manifest.withdrawn, []);
});

test("a change to any member breaks the signature", async () => {
  const { manifest, content } = await signed();
  for (const [name, value] of Object.entries({ version: 9, sha256: "0".repeat(64), withdrawn: ["a"], more: 1 })) {
    assert.equal(await reasonOf({ manifest: { ...manifest, [name]: value }, content }), "signature", name);
  }
  for (const signature of [undefined, "", "no base64!", base64(new Uint8Array(64)), 7]) {
    assert.equal(await reasonOf({ manifest: { ...manifest, signature }, content }), "signature", String(signature));
  }
});

test("another's key is not taken from the manifest itself", async () => {
  const { manifest, content } = await signed();
  const other = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  const theirs = base64(await crypto.subtle.exportKey("raw", other.publicKey));
  assert.equal((await readUpdate(encode(manifest), content, theirs, 7)).reason, "key");
  assert.equal((await readUpdate(encode({ ...manifest, key: theirs }), content, theirs, 7)).reason, "signature");
  assert.equal((await readUpdate(encode(manifest), content, "no key", 7)).reason, "key");
});

test("the version never goes back", async () => {
  assert.equal(await reasonOf(await signed(), 8), null);
  assert.equal(await reasonOf(await signed(), 9), "older");
});

test("what is no JSON object is no manifest", async () => {
  for (const text of ["", "{", "<!doctype html>", "null", "[]", "7", "\uFEFF{}"]) {
    assert.equal((await readManifest(encode(text), key, 1)).reason, "json", text);
  }
  assert.equal((await readManifest(Uint8Array.of(0x7b, 0xff, 0x7d), key, 1)).reason, "json");
});

test("nesting without end is refused, not fallen over", async () => {
  const deep = `{"key":"x","signature":"${base64(new Uint8Array(64))}","a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  assert.ok(["json", "key"].includes((await readManifest(encode(deep), key, 1)).reason));
});

test("a format that is not known is said to be that", async () => {
  assert.equal(await reasonOf(await signed({ format: 2 })), "format");
});

test("a signed manifest still has to be one", async () => {
  for (const change of [
    { format: "1" },
    { version: 0 },
    { version: 8.5 },
    { version: "8" },
    { published: "soon" },
    { bytes: -1 },
    { sha256: "A".repeat(64) },
    { withdrawn: "outlet:rt#p1" },
    { withdrawn: [1] },
  ]) {
    assert.equal(await reasonOf(await signed(change)), "broken", JSON.stringify(change));
  }
});

test("there is a bound to the size of both", async () => {
  assert.equal(await reasonOf(await signed({ bytes: LARGEST_LIST + 1 })), "large");
  assert.equal((await readManifest(new Uint8Array(1_000_001), key, 1)).reason, "large");
});

test("a list that is cut short or changed is not the one that was signed", async () => {
  const { manifest, content } = await signed();
  assert.equal(await reasonOf({ manifest, content: content.slice(0, -1) }), "size");
  assert.equal(await reasonOf({ manifest, content: new Uint8Array() }), "size");
  const changed = content.slice();
  changed[changed.length - 2] ^= 1;
  assert.equal(await reasonOf({ manifest, content: changed }), "sum");
});

test("what was signed must be a list of that version", async () => {
  for (const list of [{}, [], listOf({ version: 7 }), listOf({ version: 8, names: {} })]) {
    assert.equal(await reasonOf(await signed({}, list)), "broken", JSON.stringify(list).slice(0, 40));
  }
  const text = encode("{ not json");
  const { manifest } = await signed({ bytes: text.length, sha256: await sum(text) });
  assert.equal((await readList(text, manifest)).reason, "json");
});

test("canonical JSON has sorted keys and no white space, and escapes what it must", () => {
  const value = { b: [1, { d: null, c: true }], a: 'é\u2028\u0001\n"\\/', "\u{1f5de}": 1, Ａ: 2, "": 0 };
  assert.equal(canonical(value), '{"":0,"a":"é\u2028\\u0001\\n\\"\\\\/","b":[1,{"c":true,"d":null}],"Ａ":2,"\u{1f5de}":1}');
});

test("what the publisher's own tool signed is verified, whatever its letters", async () => {
  const manifest = {
    format: 1,
    version: 8,
    published: "2022-03-24",
    outlets: 1,
    bytes: 2,
    sha256: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    withdrawn: ["outlet:rt#p1"],
    note: { '\u{1f5de} é\u2028\x7f\u0001\n"\\/': [1, null, true], Ａ: "Ж" },
    key: "AdT3mrRVuR2oi3zWNDLyPVFNKKOEiREwhY/ESOqQLyk=",
    signature: "DJ47byZnyfKCVJvvIPYTTxujQHJK3OM/aicOlWEackw6ldspeGFPcsLTaAuXxcti+zwSRNIC7SMfMWXQmjenAQ==",
  };
  assert.equal((await readManifest(encode(manifest), manifest.key, 8)).manifest?.version, 8);
});
