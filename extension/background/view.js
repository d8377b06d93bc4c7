/** What of an answer is shown, and where: the wire answer made ready for the line, the card and the badge. Pure. */

/**
 * @typedef {{title: string, publisher: string, url: string, date: string | null}} Source
 * @typedef {{from: string, report: number, link: string | null}} Contested since when, and where its report can be seen
 * @typedef {{about: string, text: string, publisher: string, domain: string, date: string}} Reply of a publisher
 * @typedef {{id: string, facet: string, text: string, status: string, checked: boolean, confirmed?: string,
 *   because?: string[], sources: Source[], icon: string, means: string, contested?: Contested, replies?: Reply[]}} Label
 * @typedef {{id: string, name: string, type: string, of: string, interest: string | null,
 *   share: {exact?: number, min?: number, max?: number} | null, controlling: string, since?: string | null,
 *   checked?: boolean, sources?: Source[], contested?: Contested}} Owner
 * @typedef {{regime: string, law: string, date: string, government: string, sources: Source[],
 *   contested?: Contested}} Designation
 * @typedef {{as_of: string, labels: Label[], owners: Owner[]}} Day
 * @typedef {{id: string, name: string, domain: string | null, country: string, kind: string, status: string,
 *   labels: Label[], owners: Owner[], research: Record<string, string>, designations?: Designation[],
 *   replies?: Reply[], today?: Day}} Outlet
 *   `replies`: those that stand beside none of the labels
 * @typedef {{type: string, exact: string, prefix: string, suffix: string, block: number}} Selector
 * @typedef {{kind: string, zone: string | null, text: string, selector: Selector | null, href: string | null}} Sign
 * @typedef {{relation: string, extent: string, step: number, confidence: string, outlet: Outlet,
 *   evidence: Sign[], appearances: number, message: string}} Annotation
 *   `message`: key of the sentence that says the relation; `evidence`: what makes it so; `appearances`: links and names beside
 * @typedef {{message: string, outlet: string, labels: Label[], research: string | null, more: number}} Line
 *   `message`: key of the sentence; `research`: of the control facet where no label speaks; `more`: further origins
 * @typedef {object} View
 * @property {{url: string, resolved: string, title: string, published: string | null}} page
 * @property {string} asOf day the labels speak of
 * @property {"today" | "published" | "captured"} asOfIs which day that is: the visit's, the one the page gives as that of
 *   its publication, or the one on which an archive copied it
 * @property {string} today
 * @property {number} version of the list
 * @property {Line | null} line the line in the page; null where the page is best left alone
 * @property {"from" | "paid" | "info" | null} badge
 * @property {Annotation[]} origins whose content it is said to be, or who paid for it
 * @property {Annotation | null} publisher whose address it is; null: not listed
 * @property {string | null} resembles the listed outlet whose address this unlisted one resembles
 * @property {Annotation[]} others linked and named outlets
 */

const ORIGINS = new Set(["republished", "sponsored"]);
/** Signs that an outlet is spoken of, and no more. */
const APPEARANCES = new Set(["link", "name"]);
/** Labels worth a line of their own, and worth adding to one: who controls, and the state as owner or as payer. */
const STATE_LABELS = new Set(["state-owned", "state-budget"]);
/** These control labels already say what the state's labels would add. */
const ENOUGH = new Set(["state-controlled", "state-linked"]);

/**
 * @param {any} answer of `present`
 * @param {any} list
 * @param {string} today
 * @param {string | null} origin address of the server that publishes the list, where that is known
 * @returns {View}
 */
export function viewOf(answer, list, today, origin) {
  /** @type {Annotation[]} */
  const annotations = answer.annotations.map((/** @type {any} */ each) => withMeanings(each, list.labels, origin));
  const origins = annotations.filter(({ relation }) => ORIGINS.has(relation)).sort(byConfidence);
  const publisher = annotations.find(({ relation }) => relation === "publisher") ?? null;
  const line = lineOf(origins, publisher);
  return {
    page: answer.page,
    asOf: answer.as_of,
    asOfIs: dayOf(answer, today),
    today,
    version: answer.list.version,
    line,
    badge: line ? badgeOf(origins) : null,
    origins,
    publisher,
    resembles: list.outlets?.[answer.page.resembles]?.name ?? null,
    others: annotations.filter((each) => each !== publisher && !ORIGINS.has(each.relation)),
  };
}

/**
 * A page that says whose content it carries always gets a line; a publisher on its own pages only where a label about
 * the state speaks. Everything else waits in the popup.
 * @param {Annotation[]} origins
 * @param {Annotation | null} publisher
 * @returns {Line | null}
 */
function lineOf(origins, publisher) {
  const head = origins[0] ?? publisher;
  if (!head) return null;
  const labels = lineLabels(head.outlet.labels);
  if (head === publisher && labels.length === 0) return null;
  const silent = head !== publisher && !labels.some(({ facet }) => facet === "control");
  return {
    message: head.message,
    outlet: head.outlet.name,
    labels,
    research: silent ? head.outlet.research.control : null,
    more: Math.max(0, origins.length - 1),
  };
}

/** @param {any} answer @param {string} today */
function dayOf({ as_of: day, page }, today) {
  if (day === today) return "today";
  return day === page.published ? "published" : "captured";
}

/** @param {Label[]} labels */
function lineLabels(labels) {
  const control = labels.find(({ facet }) => facet === "control");
  if (control && ENOUGH.has(control.id)) return [control];
  const state = labels.filter(({ id }) => STATE_LABELS.has(id));
  return control ? [control, ...state] : state;
}

/** @param {{relation: string, confidence: string, extent: string}} annotation */
function messageOf({ relation, confidence, extent }) {
  if (relation === "publisher") return "line_publisher";
  if (confidence === "weak") return `line_${relation}_weak`;
  return extent === "part" ? `line_${relation}_part` : `line_${relation}`;
}

/** @param {Annotation[]} origins */
function badgeOf(origins) {
  if (origins.length === 0) return "info";
  return origins[0].relation === "sponsored" ? "paid" : "from";
}

/**
 * What the page says outright before what may be so; otherwise the order of the answer.
 * @param {Annotation} a
 * @param {Annotation} b
 */
function byConfidence(a, b) {
  return Number(a.confidence === "weak") - Number(b.confidence === "weak");
}

/**
 * @param {any} annotation
 * @param {Record<string, {icon: string, means: string}>} meanings
 * @param {string | null} origin
 * @returns {Annotation}
 */
function withMeanings(annotation, meanings, origin) {
  const { outlet } = annotation;
  const linked = (/** @type {any[]} */ rows) => rows.map((row) => withLink(row, origin));
  const explained = (/** @type {any[]} */ labels) =>
    linked(labels).map((label) => ({ ...label, icon: meanings[label.id]?.icon, means: meanings[label.id]?.means ?? "" }));
  const today = outlet.today && {
    ...outlet.today,
    labels: explained(outlet.today.labels),
    owners: linked(outlet.today.owners),
  };
  const evidence = annotation.evidence.filter((/** @type {Sign} */ { kind }) => !APPEARANCES.has(kind));
  return {
    ...annotation,
    message: messageOf(annotation),
    outlet: {
      ...outlet,
      ...placed(explained(outlet.labels), outlet.replies ?? []),
      owners: linked(outlet.owners),
      designations: linked(outlet.designations ?? []),
      today,
    },
    evidence,
    appearances: annotation.evidence.length - evidence.length,
  };
}

/** @param {any} row @param {string | null} origin */
function withLink(row, origin) {
  if (!row.contested) return row;
  const link = origin === null ? null : `${origin}/contested/${Number(row.contested.report)}`;
  return { ...row, contested: { ...row.contested, link } };
}

/**
 * Each reply beside the first label that it is about, or a claim of which it is; what is about none of them is the outlet's.
 * @param {Label[]} labels
 * @param {Reply[]} replies
 */
function placed(labels, replies) {
  const place = (/** @type {Reply} */ { about }) =>
    labels.find(({ id, because = [] }) => id === about || because.includes(about));
  return {
    labels: labels.map((label) => ({ ...label, replies: replies.filter((reply) => place(reply) === label) })),
    replies: replies.filter((reply) => !place(reply)),
  };
}
