/** A published list small enough to read, with ASCII characters only. */

const code = (char) => char.charCodeAt(0);

const channel = { type: "domain", path: null, except: [], from: null, to: null, role: "primary" };
const empty = { labels: [], owners: [], research: {}, designations: [] };

function outlet(name, domain) {
  const periods = [{ from: null, to: null, ...empty }];
  return { name, kind: "agency", country: "int", status: "active", domain, began: null, part_of: null, periods };
}

export function smallList(changes = {}) {
  return {
    format: 1,
    version: 7,
    outlets: { rt: outlet("RT", "rt.com"), reuters: outlet("Reuters", "reuters.com") },
    sources: [{ title: "First" }, { title: "Second" }],
    hosts: { "rt.com": [{ ...channel, outlet: "rt" }], "reuters.com": [{ ...channel, outlet: "reuters" }] },
    accounts: { "x:rt_com": [{ outlet: "rt", from: null, to: null, role: "edition" }] },
    names: [
      { text: "RT", match: "context", outlet: "rt" },
      { text: "Reuters", match: "strong", outlet: "reuters" },
    ],
    rules: [
      {
        id: "source",
        language: "en",
        kind: "credit",
        zones: ["article"],
        position: "block",
        relation: "republished",
        extent: "whole",
        confidence: "strong",
        tier: 0,
        pattern: { parts: [["source", { optional: [":"] }, { gap: 2 }, { outlet: "name" }]], unless: ["not"] },
      },
    ],
    wrappers: [{ id: "archive", hosts: ["web.archive.org"], paths: ["/web/{date}/{url}"] }],
    platforms: [{ id: "x", hosts: ["x.com"], paths: ["/{account}"] }],
    characters: {
      word: [code("0"), code("9"), code("A"), code("Z"), code("a"), code("z")],
      single: [],
      mark: [],
      space: [0, code(" ")],
      ignore: [0xad, 0xad],
      fold: [code("A"), code("Z"), 1, 32],
    },
    ...changes,
  };
}

/** The evidence of an unlisted page with these texts in its article. */
export function page(texts, fields = {}) {
  const blocks = texts.map((text) => ({ zone: "article", text, links: [] }));
  const rest = { canonical: null, language: "en", title: "A page", published: null, metadata: [], structured: [] };
  return { url: "https://unlisted.example/page", ...rest, blocks, ...fields };
}
