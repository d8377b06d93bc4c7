/** Whether a value is a published list of the format this version reads. */

const FORMAT = 1;
const TABLES = ["outlets", "hosts", "accounts", "labels"];
const ROWS = ["sources", "names", "rules", "wrappers"];

/**
 * What is wrong with it, as the key of the message that says so; null for a list.
 * @param {any} list
 * @returns {"list_broken" | "list_format" | null}
 */
export function problemOf(list) {
  if (typeof list?.format === "number" && list.format !== FORMAT) return "list_format";
  const whole =
    list?.format === FORMAT &&
    Number.isInteger(list.version) &&
    TABLES.every((name) => isTable(list[name])) &&
    ROWS.every((name) => Array.isArray(list[name]));
  return whole ? null : "list_broken";
}

/** @param {unknown} value */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
