// Solves the form's puzzle while it is filled in: a number for which SHA-256 of "<puzzle>:<number>" begins with so many zero bits.
// Where this does not run, the form is taken once it was open for a while.
"use strict";

for (const form of document.querySelectorAll("form[data-bits]")) {
  if (globalThis.crypto?.subtle) solve(form.elements.puzzle.value, Number(form.dataset.bits)).then((found) => {
    form.elements.solution.value = String(found);
  });
}

async function solve(puzzle, bits) {
  const encoder = new TextEncoder();
  for (let number = 0; ; number++) {
    const digest = new DataView(await crypto.subtle.digest("SHA-256", encoder.encode(`${puzzle}:${number}`)));
    if (digest.getUint32(0) >>> (32 - bits) === 0) return number;
  }
}
