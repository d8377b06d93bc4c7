/** What of an answer is shown where: the line, the badge, the card's parts. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { viewOf } from "./view.js";

const LIST = {
  labels: { "state-controlled": { icon: "state", means: "A public authority controls the editorial line." } },
};
const TODAY = "2026-11-22";

/** @param {string} id @param {string} facet @param {object} [more] */
const label = (id, facet, more = {}) => ({
  id,
  facet,
  text: id,
  status: "established",
  checked: true,
  sources: [],
  ...more,
});

const CONTROLLED = label("state-controlled", "control");
const OWNED = label("state-owned", "ownership");

/** @param {string} relation @param {any} [more] */
const annotation = (relation, { labels = [], control = "not-researched", name = "RT", ...more } = {}) => ({
  relation,
  extent: "whole",
  confidence: relation === "publisher" ? "certain" : "strong",
  evidence: [],
  outlet: { id: name, name, labels, owners: [], research: { control, ownership: "found", funding: "found" } },
  ...more,
});

/** @param {any[]} annotations @param {object} [more] */
const view = (annotations, more = {}, origin = /** @type {string | null} */ (null)) =>
  viewOf(
    {
      page: { url: "https://a.example/", resolved: "https://a.example/", title: "", published: null },
      as_of: TODAY,
      list: { version: 7 },
      annotations,
      ...more,
    },
    LIST,
    TODAY,
    origin,
  );

test("a page of nobody's is left alone", () => {
  const { line, badge, publisher, origins } = view([]);
  assert.deepEqual({ line, badge, publisher, origins }, { line: null, badge: null, publisher: null, origins: [] });
});

test("a publisher without a label about the state gets neither line nor badge", () => {
  const { line, badge } = view([annotation("publisher", { labels: [label("listed-company", "ownership")] })]);
  assert.deepEqual([line, badge], [null, null]);
});

test("a publisher with a control label gets a line of its own", () => {
  const { line, badge } = view([annotation("publisher", { labels: [CONTROLLED] })]);
  assert.equal(line?.message, "line_publisher");
  assert.equal(badge, "info");
});

test("an origin stands before the publisher, and never lends it its labels", () => {
  const shown = view([annotation("publisher", { name: "Hub" }), annotation("republished", { labels: [CONTROLLED] })]);
  assert.equal(shown.line?.outlet, "RT");
  assert.equal(shown.badge, "from");
  assert.deepEqual(shown.publisher?.outlet.labels, []);
});

for (const [relation, more, message] of /** @type {[string, object, string][]} */ ([
  ["republished", {}, "line_republished"],
  ["republished", { extent: "part" }, "line_republished_part"],
  ["republished", { confidence: "weak", extent: "part" }, "line_republished_weak"],
  ["sponsored", {}, "line_sponsored"],
])) {
  test(`${relation} ${JSON.stringify(more)} is said as ${message}`, () => {
    assert.equal(view([annotation(relation, more)]).line?.message, message);
  });
}

test("what the page says outright goes before what may be so", () => {
  const { line } = view([
    annotation("republished", { confidence: "weak", name: "A" }),
    annotation("sponsored", { name: "B" }),
  ]);
  assert.equal(line?.outlet, "B");
  assert.equal(line?.more, 1);
});

test("a line adds that the state owns or pays, unless the control label says as much", () => {
  const ids = (/** @type {any[]} */ labels) =>
    view([annotation("republished", { labels })]).line?.labels.map(({ id }) => id);
  assert.deepEqual(ids([label("public-service", "control"), OWNED]), ["public-service", "state-owned"]);
  assert.deepEqual(ids([CONTROLLED, OWNED]), ["state-controlled"]);
  assert.deepEqual(ids([OWNED, label("advertising", "funding")]), ["state-owned"]);
});

for (const control of ["not-researched", "withheld", "none-found"]) {
  test(`an origin without a control label says that control is ${control}`, () => {
    assert.equal(view([annotation("republished", { control })]).line?.research, control);
  });
}

test("labels carry their icon and their meaning, today's too", () => {
  const found = annotation("republished", { labels: [CONTROLLED] });
  const shown = view([
    { ...found, outlet: { ...found.outlet, today: { as_of: TODAY, labels: [CONTROLLED], owners: [] } } },
  ]);
  const [{ outlet }] = shown.origins;
  assert.equal(outlet.labels[0].icon, "state");
  assert.equal(outlet.today?.labels[0].means, LIST.labels["state-controlled"].means);
});

test("what is contested leads to its report where the list's server is known", () => {
  const contested = { claim: "outlet:rt#c", from: "2026-11-20", to: "2026-12-20", report: 12 };
  const found = annotation("publisher", { labels: [{ ...CONTROLLED, contested }, OWNED] });
  found.outlet.owners = /** @type {any} */ ([{ id: "ano", contested }]);
  found.outlet.today = { as_of: TODAY, labels: [{ ...OWNED, contested }], owners: [] };
  const links = (/** @type {string | null} */ origin) => {
    const outlet = /** @type {any} */ (view([found], {}, origin).publisher).outlet;
    const rows = [...outlet.labels, ...outlet.owners, ...outlet.today.labels];
    return rows.map((row) => row.contested?.link);
  };
  const link = "https://desk.example/masthead/contested/12";
  assert.deepEqual(links("https://desk.example/masthead"), [link, undefined, link, link]);
  assert.deepEqual(links(null), [null, undefined, null, null]);
});

test("a reply stands beside the first label that it is about, any other with the outlet", () => {
  const replies = ["", "state-owned", "outlet:rt#c", "party:none#x"].map((about) => ({ about }));
  const labels = [{ ...CONTROLLED, because: ["outlet:rt#c"] }, { ...OWNED, because: ["outlet:rt#c"] }];
  const found = annotation("publisher", { labels });
  const { outlet } = /** @type {any} */ (view([{ ...found, outlet: { ...found.outlet, replies } }]).publisher);
  const abouts = (/** @type {any} */ { replies }) => replies.map((/** @type {any} */ { about }) => about);
  assert.deepEqual(outlet.labels.map(abouts), [["outlet:rt#c"], ["state-owned"]]);
  assert.deepEqual(abouts(outlet), ["", "party:none#x"]);
});

test("links and names beside the signs are counted, not quoted", () => {
  const evidence = ["disclosure", "link", "name", "name"].map((kind) => ({ kind }));
  const [origin] = view([annotation("republished", { evidence })]).origins;
  assert.deepEqual(
    origin.evidence.map(({ kind }) => kind),
    ["disclosure"],
  );
  assert.equal(origin.appearances, 3);
});

test("outlets that are only spoken of stand apart", () => {
  const shown = view([annotation("linked"), annotation("mentioned", { name: "TASS" })]);
  assert.equal(shown.line, null);
  assert.deepEqual(
    shown.others.map(({ outlet }) => outlet.name),
    ["RT", "TASS"],
  );
});

for (const [asOf, published, which] of [
  [TODAY, null, "today"],
  ["2022-03-23", "2022-03-23", "published"],
  ["2022-03-25", "2030-01-01", "captured"],
]) {
  test(`${asOf} on a page dated ${published} is the day ${which}`, () => {
    const page = { url: "https://a.example/", resolved: "https://a.example/", title: "", published };
    assert.equal(view([], { page, as_of: asOf }).asOfIs, which);
  });
}
