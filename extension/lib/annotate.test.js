// @ts-nocheck: the type checker knows browsers, not node's test runner
import assert from "node:assert/strict";
import { test } from "node:test";
import { page, smallList } from "../../tests/javascript/small-list.js";
import { annotate } from "./annotate.js";
import { createIndex } from "./index.js";
import { present } from "./present.js";

const TODAY = "2022-03-24";
const index = createIndex(smallList());
const relations = (evidence) => annotate(evidence, index, TODAY).annotations.map((each) => [each.relation, each.outlet]);

test("the address makes the publisher", () => {
  assert.deepEqual(relations(page([], { url: "https://www.rt.com/a" })), [["publisher", "rt"]]);
});

test("a wording makes an origin, quoted where it stands", () => {
  const [found] = annotate(page(["🦔 Text.", "Source: Reuters"]), index, TODAY).annotations;
  assert.deepEqual([found.relation, found.outlet, found.step, found.confidence], ["republished", "reuters", 1, "strong"]);
  const selector = { type: "TextQuoteSelector", exact: "Source: Reuters", prefix: "", suffix: "", block: 1 };
  assert.deepEqual(found.evidence[0], { kind: "credit", zone: "article", text: "Source: Reuters", selector, href: null });
});

test("an ordinary word as a credit is weak, and beside the outlet's link it is not", () => {
  const plain = page(["Source: RT"]);
  assert.equal(annotate(plain, index, TODAY).annotations[0].confidence, "weak");
  const linked = page(["Source: RT"]);
  linked.blocks[0].links = [{ href: "https://rt.com/a", start: 8, end: 10, rel: "" }];
  assert.equal(annotate(linked, index, TODAY).annotations[0].confidence, "strong");
});

test("a denial in the gap is no statement", () => {
  assert.deepEqual(relations(page(["Source: not Reuters"])), [["mentioned", "reuters"]]);
});

test("neither evidence nor list is changed", () => {
  const evidence = page(["Source: Reuters"], { canonical: "https://rt.com/" });
  const before = JSON.stringify([evidence, index.list]);
  present(annotate(evidence, index, TODAY), evidence, index, null, TODAY);
  assert.equal(JSON.stringify([evidence, index.list]), before);
});

test("a list of another format is refused", () => {
  assert.throws(() => createIndex({ format: 2 }), /format 2/);
});

test("labels are those of the page's own day, with their sources, and today's stand beside", () => {
  const list = smallList();
  const bare = list.outlets.rt.periods[0];
  const label = { id: "state-controlled", facet: "control", sources: [1] };
  list.outlets.rt.periods = [
    { ...bare, to: "2022-03-01" },
    { ...bare, from: "2022-03-01", labels: [label] },
  ];
  const dated = createIndex(list);
  const shown = (published) => {
    const evidence = page(["Source: RT"], { published });
    const answer = present(annotate(evidence, dated, TODAY), evidence, dated, null, TODAY);
    return [answer.as_of, answer.annotations[0].outlet];
  };
  const written = { ...label, sources: [{ title: "Second" }] };
  const [day, outlet] = shown("2022-02-28");
  assert.equal(day, "2022-02-28");
  assert.deepEqual([outlet.labels, outlet.today.labels, outlet.today.as_of], [[], [written], TODAY]);
  assert.deepEqual([shown("2022-03-02")[1].labels, shown("2022-03-02")[1].today], [[written], undefined]);
  assert.equal(shown("2022-03-25")[0], TODAY);
});
