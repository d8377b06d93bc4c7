/** The outlet list in use: the newest good one of those bundled and kept, read once while awake, checked, indexed. */
import { createIndex } from "../lib/index.js";
import { unpack } from "../lib/packing.js";
import { problemOf } from "../lib/published.js";
import { withoutWithdrawn } from "../lib/withdrawn.js";
import { readRecord } from "./records.js";
import { sources } from "./source.js";

// packed: shops take no file of JSON above 5 MB
const BUNDLED = "list/list.json.gz";
const LARGEST = 100_000_000;

/** Why there is no list to look things up in. */
export class ListError extends Error {
  /**
   * @param {"list_missing" | "list_broken" | "list_format"} problem key of the message that says so
   * @param {unknown} [cause]
   */
  constructor(problem, cause) {
    super(problem, { cause });
    this.problem = problem;
  }
}

/**
 * @typedef {object} Loaded
 * @property {any} list without what was withdrawn since
 * @property {import("../lib/index.js").Index} index
 * @property {"bundled" | "fetched"} from
 * @property {string | null} origin address of the server that publishes it, where that is known
 * @property {number} withdrawn how many claims were
 * @property {boolean} damaged whether a list was kept that could not be read
 */

/** @type {Promise<Loaded> | null} */
let loaded = null;

/**
 * The list and its index. A failure is not kept: the next call tries again.
 * @throws {ListError}
 */
export function loadList() {
  loaded ??= read().catch((error) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

/** The next call reads again: another list was kept, or another source chosen. */
export function forgetList() {
  loaded = null;
}

/** Version of the bundled list; 0 where it cannot be read. */
export async function bundledVersion() {
  return bundled().then(
    ({ version }) => version,
    () => 0,
  );
}

/** @returns {Promise<Loaded>} */
async function read() {
  const { own, builtIn } = await sources();
  const [ours, theirs] = await Promise.all([readRecord(own), readRecord(builtIn)]);
  const damaged = (own ? ours : theirs).damaged;
  if (ours.list) return ready(ours.list, "fetched", own, [ours.manifest], damaged);
  const fetched = theirs.list;
  const shipped = await bundled().catch((error) => {
    if (fetched) return null;
    throw error;
  });
  const isFetched = fetched !== null && (shipped === null || fetched.version > shipped.version);
  const list = isFetched ? fetched : shipped;
  // a list later than the manifest already leaves out what that withdraws
  const said = theirs.manifest && theirs.manifest.version >= list.version ? theirs.manifest : null;
  return ready(list, isFetched ? "fetched" : "bundled", builtIn, [ours.manifest, said], damaged);
}

/**
 * @param {any} list
 * @param {Loaded["from"]} from
 * @param {import("../lib/source.js").Source | null} source
 * @param {(import("../lib/updates.js").Manifest | null)[]} manifests
 * @param {boolean} damaged
 * @returns {Loaded}
 */
function ready(list, from, source, manifests, damaged) {
  const withdrawn = manifests.flatMap((manifest) => manifest?.withdrawn ?? []);
  const left = withoutWithdrawn(list, withdrawn);
  const origin = source?.url ?? null;
  return { list: left, index: createIndex(left), from, origin, withdrawn: withdrawn.length, damaged };
}

async function bundled() {
  const response = await fetch(chrome.runtime.getURL(BUNDLED)).catch((error) => {
    throw new ListError("list_missing", error);
  });
  if (!response.ok) throw new ListError("list_missing", response.status);
  const list = await response
    .arrayBuffer()
    .then((bytes) => unpack(new Uint8Array(bytes), LARGEST))
    .then((whole) => JSON.parse(new TextDecoder().decode(whole)))
    .catch((error) => {
      throw new ListError("list_broken", error);
    });
  const problem = problemOf(list);
  if (problem) throw new ListError(problem, list?.format);
  return list;
}
