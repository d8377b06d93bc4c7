// Tells each field whether findings stand beside it, after these came in without the page.
"use strict";

document.addEventListener("htmx:afterSettle", () => {
  for (const beside of document.querySelectorAll(".findings")) {
    const field = document.getElementById(beside.id.replace("x-", "f-"));
    if (beside.childElementCount) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
});
