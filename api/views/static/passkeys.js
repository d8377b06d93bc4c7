// Forms that need a key of this device: ask the desk what to sign, let the browser sign it, send the form as it is.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sign(form).then(
      () => form.submit(),
      (error) => { form.querySelector("[role=status]").textContent = `That did not work. ${error.message}`; },
    );
  });
}

async function sign(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", headers: { "X-CSRFToken": form.elements.csrf_token.value } });
  if (answer.status === 429) throw new Error(`Too many attempts failed. Try again in ${answer.headers.get("Retry-After")} seconds.`);
  if (!answer.ok) throw new Error("Reload the page and try again.");
  const options = await answer.json();
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.credential.value = JSON.stringify(credential);
}
