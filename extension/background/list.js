/** The bundled outlet list: read once while awake, checked, indexed. */
import { createIndex } from "../lib/index.js";

const BUNDLED = "list/list.json";
const FORMAT = 1;
const TABLES = ["outlets", "hosts", "accounts", "labels"];
const ROWS = ["sources", "names", "rules", "wrappers"];

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

/** @type {Promise<{list: any, index: any}> | null} */
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

async function read() {
  const list = checked(await bundled());
  return { list, index: createIndex(list) };
}

async function bundled() {
  const response = await fetch(chrome.runtime.getURL(BUNDLED)).catch((error) => {
    throw new ListError("list_missing", error);
  });
  if (!response.ok) throw new ListError("list_missing", response.status);
  return response.json().catch((error) => {
    throw new ListError("list_broken", error);
  });
}

/** @param {any} list */
function checked(list) {
  if (typeof list?.format === "number" && list.format !== FORMAT) throw new ListError("list_format", list.format);
  const whole =
    list?.format === FORMAT &&
    Number.isInteger(list.version) &&
    TABLES.every((name) => isTable(list[name])) &&
    ROWS.every((name) => Array.isArray(list[name]));
  if (!whole) throw new ListError("list_broken");
  return list;
}

/** @param {unknown} value */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
