/** The options page: which list is in use, when a newer one was last looked for, and a server of one's own. */
import { originsOf, readSource } from "../lib/source.js";

/** @typedef {import("../background/settings.js").Settings} Settings */
/** @typedef {import("../lib/source.js").Source} Source */

const { element } = MastheadDom;
const { say, day } = MastheadWords;

/** @type {Settings | null} */
let shown = null;

// the list in use
const facts = element("dl");
const checkButton = button("options_check");
const checkStatus = element("p", { role: "status", class: "quiet" });
const problem = element("p", { class: "wrong", role: "status" });

const serverHears = element("p", {}, say("options_server_hears"));

// a server of one's own
const form = element("form", { novalidate: "" });
const address = field("url", "options_address", "https://desk.example", "options_address_wrong");
const key = field("key", "options_key", "", "options_key_wrong");
const useButton = button("options_use", "submit");
const refused = element("p", { class: "wrong", role: "alert", hidden: "" }, say("options_refused"));
const ownSource = element("dl");
const leaveButton = button("options_leave");
const ownInUse = element("div", { class: "own", hidden: "" }, ownSource, element("p", { class: "actions" }, leaveButton));

/**
 * @param {string} message
 * @param {string} type
 */
function button(message, type = "button") {
  return /** @type {HTMLButtonElement} */ (element("button", { type }, say(message)));
}

/**
 * A labelled field, and the words that stand under it when its value is none.
 * @param {string} id
 * @param {string} label
 * @param {string} example
 * @param {string} wrong
 */
function field(id, label, example, wrong) {
  const attributes = { id, type: "text", autocomplete: "off", spellcheck: "false", placeholder: example, dir: "ltr" };
  const input = /** @type {HTMLInputElement} */ (element("input", { ...attributes, "aria-describedby": `${id}-wrong` }));
  const words = element("p", { id: `${id}-wrong`, class: "wrong", hidden: "" }, say(wrong));
  return { input, words, whole: element("div", {}, element("label", { for: id }, say(label), input), words) };
}

/** @param {{input: HTMLInputElement, words: HTMLElement}} of @param {boolean} wrong */
function mark({ input, words }, wrong) {
  input.setAttribute("aria-invalid", String(wrong));
  words.hidden = !wrong;
}

/** @param {string} text */
function code(text) {
  return element("code", { dir: "ltr" }, text);
}

/** @param {string} iso */
function moment(iso) {
  return new Intl.DateTimeFormat(say("date_locale"), { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));
}

/**
 * Terms and what they are; those without a value are left out.
 * @param {HTMLElement} list
 * @param {[string, string | Node | null][]} rows
 */
function fill(list, rows) {
  const filled = rows.filter(([, value]) => value !== null);
  list.replaceChildren(
    ...filled.flatMap(([term, value]) => [element("dt", {}, say(term)), element("dd", {}, value)]),
  );
}

/** @param {Settings} settings */
function show(settings) {
  shown = settings;
  const { list, source, own } = settings;
  const server = source && !own ? code(source.url) : null; // a server of one's own stands below
  fill(facts, [...listFacts(list), ["options_server", server], ["options_looked", looked(settings)]]);
  const said = problemSaid(settings);
  problem.hidden = said === null;
  problem.textContent = said;
  checkButton.disabled = source === null;
  serverHears.hidden = source === null;
  checkStatus.textContent = source === null ? say("options_no_source") : "";
  ownInUse.hidden = !own;
  form.hidden = own;
  if (own && source) {
    fill(ownSource, [
      ["options_address", code(source.url)],
      ["options_key", code(source.key)],
    ]);
  }
}

/**
 * @param {Settings["list"]} list
 * @returns {[string, string | null][]}
 */
function listFacts(list) {
  if ("problem" in list) return [["options_version", say(`problem_${list.problem}`)]];
  return [
    ["options_version", String(list.version)],
    ["options_published", day(list.published)],
    ["options_from", say(`options_from_${list.from}`)],
    ["options_withdrawn", list.withdrawn === 0 ? null : String(list.withdrawn)],
  ];
}

/** @param {Settings} settings */
function looked({ source, look }) {
  if (source === null) return null;
  return look ? moment(look.at) : say("options_never");
}

/** What went wrong at last, in a sentence; null where nothing did. @param {Settings} settings */
function problemSaid({ list, source, allowed, look }) {
  if (source && !allowed) return say("update_problem_access", new URL(source.url).host);
  const found = look?.problem;
  if (found) return `${say(`update_problem_${found.code}`, found.detail ?? "")} ${say("options_unchanged")}`;
  return "damaged" in list && list.damaged ? say("options_damaged") : null;
}

/**
 * Ask the background, with the buttons out of use until it answers.
 * @param {object} message
 * @param {string} done said to those who cannot see what changed
 */
async function ask(message, done) {
  const buttons = [checkButton, useButton, leaveButton];
  for (const each of buttons) each.disabled = true;
  checkStatus.textContent = say("options_checking");
  try {
    const settings = await chrome.runtime.sendMessage(message);
    if (settings.problem) {
      checkStatus.textContent = say("update_problem_store");
      return;
    }
    show(settings);
    if (settings.source) checkStatus.textContent = settings.look?.problem ? "" : say(done);
  } finally {
    for (const each of buttons) each.disabled = false;
    checkButton.disabled = shown?.source === null;
  }
}

/**
 * Whether this host may be asked; where the reader has withheld it, the browser asks them. Only right after a press of a button.
 * @param {Source} source
 */
function allowed(source) {
  return chrome.permissions.request({ origins: originsOf(source) }).catch(() => false);
}

checkButton.addEventListener("click", async () => {
  if (!shown?.source) return;
  await allowed(shown.source);
  await ask({ kind: "look" }, "options_checked");
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const read = readSource({ url: address.input.value, key: key.input.value });
  const wrong = "problem" in read ? read.problem : null;
  mark(address, wrong === "url");
  mark(key, wrong === "key");
  refused.hidden = true;
  if (!("source" in read)) {
    (wrong === "url" ? address : key).input.focus();
    return;
  }
  if (!(await allowed(read.source))) {
    refused.hidden = false;
    return;
  }
  await ask({ kind: "use-source", source: read.source }, "options_checked");
  checkButton.focus();
});

leaveButton.addEventListener("click", async () => {
  await ask({ kind: "leave-source" }, "options_left");
  address.input.focus();
});

const sheet = new CSSStyleSheet();
sheet.replaceSync(MastheadStyle.card);
document.adoptedStyleSheets = [sheet];
document.documentElement.lang = say("date_locale");
document.documentElement.dir = say("@@bidi_dir");
document.title = say("options_title");
form.append(address.whole, key.whole, refused, element("p", { class: "actions" }, useButton));
document
  .getElementById("main")
  ?.append(
    element(
      "section",
      {},
      element("h2", {}, say("options_list")),
      facts,
      problem,
      element("p", { class: "actions" }, checkButton),
      checkStatus,
    ),
    element(
      "section",
      {},
      element("h2", {}, say("options_private")),
      element("p", {}, say("options_private_means")),
      serverHears,
    ),
    element(
      "section",
      {},
      element("h2", {}, say("options_own")),
      element("p", {}, say("options_own_means")),
      ownInUse,
      form,
    ),
  );
show(await chrome.runtime.sendMessage({ kind: "settings" }));
