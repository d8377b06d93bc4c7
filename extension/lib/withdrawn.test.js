// @ts-nocheck: the type checker knows browsers, not node's test runner
/** What rests on a retracted claim is shown no more, even from an older list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { smallList } from "../../tests/javascript/small-list.js";
import { withoutWithdrawn } from "./withdrawn.js";

const label = (facet, ...because) => ({ id: `${facet}-label`, facet, because });
const edge = (id, of, ...because) => ({ id, of, because });

function listWith(period) {
  const list = smallList();
  const whole = { from: null, to: null, labels: [], owners: [], designations: [], research: {}, ...period };
  list.outlets.rt.periods = [whole];
  return list;
}
const after = (period, ...refs) => withoutWithdrawn(listWith(period), refs).outlets.rt.periods[0];

test("nothing withdrawn, nothing changed", () => {
  const list = listWith({ labels: [label("control", "outlet:rt#c1")] });
  assert.equal(withoutWithdrawn(list, []), list);
  assert.deepEqual(withoutWithdrawn(list, ["outlet:rt#other", "outlet:rt#c"]), list);
});

test("a label goes with any of its claims, others stay, the list given stays whole", () => {
  const list = listWith({ labels: [label("control", "outlet:rt#c1", "outlet:rt#c2"), label("funding", "outlet:rt#f1")] });
  const left = withoutWithdrawn(list, ["outlet:rt#c2"]);
  assert.deepEqual(
    left.outlets.rt.periods[0].labels.map(({ id }) => id),
    ["funding-label"],
  );
  assert.equal(list.outlets.rt.periods[0].labels.length, 2);
});

test("a facet without its last label is said to be withdrawn, never to be empty", () => {
  const labels = [label("control", "outlet:rt#c1"), label("funding", "outlet:rt#f1"), label("funding", "outlet:rt#f2")];
  const research = { control: "found", ownership: "none-found", funding: "found" };
  const left = after({ labels, research }, "outlet:rt#c1", "outlet:rt#f1");
  assert.deepEqual(left.research, { control: "withdrawn", ownership: "none-found", funding: "found" });
});

test("owners above a withdrawn link go with it, unless another way leads to them", () => {
  const owners = [edge("a", "rt", "x#1"), edge("b", "rt", "x#2"), edge("state", "a", "x#3"), edge("top", "state", "x#4")];
  const ids = (...refs) => after({ owners }, ...refs).owners.map(({ id }) => id);
  assert.deepEqual(ids("x#1"), ["b"]);
  owners.push(edge("state", "b", "x#5"));
  assert.deepEqual(ids("x#1"), ["b", "top", "state"]);
});

test("a designation goes with its claim", () => {
  const designations = [{ law: "A", because: ["outlet:rt#d1"] }, { law: "B", because: ["outlet:rt#d2"] }];
  assert.deepEqual(
    after({ designations }, "outlet:rt#d1").designations.map(({ law }) => law),
    ["B"],
  );
});
