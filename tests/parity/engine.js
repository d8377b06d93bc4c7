/** The JavaScript engine as one long-lived process: a JSON request a line, an answer a line in canonical JSON (RFC 8785). */
import { createInterface } from "node:readline";
import { annotate } from "../../extension/lib/annotate.js";
import { createIndex } from "../../extension/lib/index.js";
import { present } from "../../extension/lib/present.js";
import { BadAddress, Resolver } from "../../extension/lib/resolver.js";

let index;
let resolver;

const ANSWERS = {
  list: ({ list }) => {
    index = createIndex(list);
    return { version: index.version };
  },
  annotate: ({ evidence, today }) => annotate(evidence, index, today),
  present: ({ evidence, at, today }) => present(annotate(evidence, index, today), evidence, index, at, today),
  resolve: ({ url, day }) => index.resolve(url, day),
  addresses: ({ list }) => {
    resolver = new Resolver(list);
    return {};
  },
  address: ({ url, day }) => {
    const found = resolver.resolve(url, day);
    return { ...found, resembles: found.outlet ? null : resolver.resembled(found.url) };
  },
  tokens: ({ text }) => {
    const { words, spans, glued } = index.characters.tokens(Array.from(text));
    return { words, spans, glued };
  },
};

function answer(line) {
  const request = JSON.parse(line);
  try {
    return ANSWERS[request.ask](request);
  } catch (error) {
    if (error instanceof BadAddress) return { bad_address: true };
    return { failed: String(error.stack) };
  }
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys.sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${canonical(answer(line))}\n`);
}
