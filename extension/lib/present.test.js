// @ts-nocheck: the type checker knows browsers, not node's test runner
/** Marks begin and end by the reader's own day, and lists of before there were any are read as well. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { page, smallList } from "../../tests/javascript/small-list.js";
import { annotate } from "./annotate.js";
import { createIndex } from "./index.js";
import { present } from "./present.js";

const LABEL = { id: "state-controlled", facet: "control", sources: [1], because: ["outlet:rt#c1"] };
const mark = (from, to, report) => ({ claim: "outlet:rt#c1", from, to, report });

function shown(changes, today) {
  const list = smallList(changes);
  list.outlets.rt.periods[0].labels = [LABEL];
  const evidence = { ...page([]), url: "https://rt.com/a" };
  const index = createIndex(list);
  return present(annotate(evidence, index, today), evidence, index, "2012-01-01", today).annotations[0].outlet;
}

test("a contested claim is said to be from its day to its end, whatever day is asked for", () => {
  const contested = [mark("2022-03-20", "2022-04-19", 2), mark("2022-04-01", "2022-05-01", 5)];
  const days = ["2022-03-19", "2022-03-20", "2022-04-18", "2022-04-19", "2022-05-01"];
  const reports = days.map((day) => shown({ contested }, day).labels[0].contested?.report);
  assert.deepEqual(reports, [undefined, 2, 2, 5, undefined]);
});

test("an outlet has the replies of its publishers and no other's", () => {
  const reply = { about: "", text: "Ours.", publisher: "ANO", domain: "rt.com", date: "2022-03-01" };
  const replies = [{ outlet: "reuters", ...reply }, { outlet: "rt", ...reply }];
  assert.deepEqual(shown({ replies }, "2022-03-20").replies, [reply]);
});

test("a list of before there were marks and replies is read as one without", () => {
  const { labels, replies } = shown({}, "2022-03-20");
  assert.deepEqual([labels[0].contested, replies], [undefined, []]);
});
