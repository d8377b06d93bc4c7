/**
 * Wordings of the published list, compiled and matched.
 *
 * A pattern becomes a small program of steps; matching walks (step, token) pairs depth first and remembers those that led
 * nowhere, so each pair is looked at once: the cost of one try is bounded by the pattern, and the whole linear in the text.
 * Of several ways to match, the first counts: alternatives in their order, optional words there rather than not, short
 * gaps before long ones, links and long names before short ones.
 */

/**
 * @typedef {object} Slot an outlet named or linked in a text
 * @property {number} end the token after it
 * @property {string} outlet
 * @property {boolean} linked
 * @property {boolean} strong whether by a name that nothing else has
 *
 * @typedef {{start: number, end: number, slots: Slot[]}} Match tokens `start` to `end` (exclusive)
 *
 * @typedef {{kind: "accept"} | {kind: "word", word: string, next: number} | {kind: "either", first: number, next: number}
 *   | {kind: "gap", next: number} | {kind: "number", next: number} | {kind: "slot", linked: boolean, next: number}} Step
 *
 * @typedef {object} Part one sequence of a pattern
 * @property {Step[]} steps each knows its successor; the last is the first to be taken
 * @property {Set<string>} barred words that no gap passes
 * @property {Set<string>} firstWords what can stand at the beginning
 * @property {boolean} firstSlot
 *
 * @typedef {object} Readable what a pattern is matched against
 * @property {string[]} words
 * @property {(at: number) => Slot[]} slots the outlets from this token on, the preferred first
 * @property {(at: number) => boolean} closesSentence
 *
 * @typedef {{at: number, step: number, slots: {slot: Slot, before: State["slots"]} | null}} State
 */

/**
 * The program of one sequence of a pattern's AST.
 * @param {any[]} sequence
 * @param {Set<string>} barred
 * @returns {Part}
 */
export function compilePart(sequence, barred) {
  /** @type {Step[]} */
  const steps = [{ kind: "accept" }];
  const add = (/** @type {Step} */ step) => steps.push(step) - 1;
  const choice = (/** @type {number[]} */ ways) => ways.reduceRight((next, first) => add({ kind: "either", first, next }));
  const writeAll = (/** @type {any[]} */ nodes, /** @type {number} */ next) =>
    nodes.reduceRight((to, node) => write(node, to), next);

  /**
   * @param {any} node
   * @param {number} next
   * @returns {number}
   */
  function write(node, next) {
    if (typeof node === "string") return add({ kind: "word", word: node, next });
    if (node.outlet) return add({ kind: "slot", linked: node.outlet === "link", next });
    if (node.number) return add({ kind: "number", next });
    if (node.any) return choice(node.any.map((/** @type {any[]} */ inner) => writeAll(inner, next)));
    if (node.optional) return choice([writeAll(node.optional, next), next]);
    let way = next;
    for (let left = node.gap; left > 0; left -= 1) {
      way = add({ kind: "either", first: next, next: add({ kind: "gap", next: way }) });
    }
    return way;
  }

  writeAll(sequence, 0);
  const firsts = firstSteps(steps);
  return {
    steps,
    barred,
    firstWords: new Set(firsts.flatMap((step) => (step.kind === "word" ? [step.word] : []))),
    firstSlot: firsts.some(({ kind }) => kind === "slot"),
  };
}

/** @param {Step[]} steps */
function firstSteps(steps) {
  const found = [];
  const todo = [steps.length - 1];
  const seen = new Set();
  for (let place = todo.pop(); place !== undefined; place = todo.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    const step = steps[place];
    if (step.kind === "either") todo.push(step.first, step.next);
    else found.push(step);
  }
  return found;
}

/**
 * The first match that begins at token `start` and whose end `endsWell` accepts.
 * @param {Part} part
 * @param {Readable} text
 * @param {number} start
 * @param {(end: number) => boolean} endsWell
 * @returns {Match | null}
 */
export function matchAt(part, text, start, endsWell) {
  const seen = new Set();
  /** @type {State[]} */
  const todo = [{ step: part.steps.length - 1, at: start, slots: null }];
  for (let state = todo.pop(); state; state = todo.pop()) {
    const key = state.at * part.steps.length + state.step;
    if (seen.has(key)) continue;
    seen.add(key);
    if (part.steps[state.step].kind !== "accept") todo.push(...onward(part, text, state));
    else if (endsWell(state.at)) return { start, end: state.at, slots: inOrder(state.slots) };
  }
  return null;
}

/**
 * The states after one, the preferred last.
 * @param {Part} part
 * @param {Readable} text
 * @param {State} state
 * @returns {State[]}
 */
function onward(part, text, { step: place, at, slots }) {
  const step = part.steps[place];
  if (step.kind === "either") return [{ step: step.next, at, slots }, { step: step.first, at, slots }];
  if (step.kind === "accept" || at >= text.words.length) return [];
  if (step.kind === "slot") {
    const possible = text.slots(at).filter((slot) => slot.linked || !step.linked);
    return possible.reverse().map((slot) => ({ step: step.next, at: slot.end, slots: { slot, before: slots } }));
  }
  return passes(step, part, text, at) ? [{ step: step.next, at: at + 1, slots }] : [];
}

/**
 * Whether a step of one token goes past this one.
 * @param {Step} step
 * @param {Part} part
 * @param {Readable} text
 * @param {number} at
 */
function passes(step, part, text, at) {
  const word = text.words[at];
  if (step.kind === "word") return word === step.word;
  if (step.kind === "number") return /^[0-9]+$/.test(word);
  return !part.barred.has(word) && !text.closesSentence(at);
}

/** @param {State["slots"]} passed */
function inOrder(passed) {
  const found = [];
  for (let each = passed; each; each = each.before) found.push(each.slot);
  return found.reverse();
}
