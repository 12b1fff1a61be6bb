// Passkeys: a device is asked to make one or to show one, and what it answers goes with the form, as if it were typed.
// Browsers do that by a script alone. Without this file, or where a browser knows no passkeys, the form stays hidden and
// the other ways to sign in are as they are.
"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  for (const part of document.querySelectorAll("[data-with-passkeys], form[data-passkey]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = true;
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const status = form.querySelector("[data-passkey-status]");
  const wrong = form.querySelector("[data-passkey-wrong]");
  let isBusy = false;

  // Base64 as addresses have it, which is how bytes stand in JSON.
  const bytes = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };

  const made = async (options) => {
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    for (const known of options.excludeCredentials) known.id = bytes(known.id);
    const { response } = await navigator.credentials.create({ publicKey: options });
    return {
      attestationObject: text(response.attestationObject),
      clientDataJSON: text(response.clientDataJSON),
      clientExtensionResults: {},
      transports: [],
    };
  };

  const shown = async (options) => {
    options.challenge = bytes(options.challenge);
    const { id, response } = await navigator.credentials.get({ publicKey: options });
    return {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      clientExtensionResults: {},
      id,
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    };
  };

  // The form goes to its own page, which tells what is wrong where there is no answer.
  const send = () => HTMLFormElement.prototype.submit.call(form);

  const because = (error) => {
    // Turned away, or waited too long: a browser does not tell which.
    if (error.name === "NotAllowedError" || error.name === "AbortError") return form.dataset.cancelled;
    // The device has one for this account.
    if (error.name === "InvalidStateError" && form.dataset.known) return form.dataset.known;
    return form.dataset.failed;
  };

  const ask = async () => {
    const body = new URLSearchParams(new FormData(form));
    // Led to the sign-in, it does not follow: the form itself goes there.
    const answer = await fetch(form.dataset.ask, { method: "POST", body, redirect: "manual" });
    if (!answer.ok) {
      send();
      return;
    }
    const options = await answer.json();
    const said = form.dataset.passkey === "make" ? await made(options) : await shown(options);
    form.elements.answer.value = JSON.stringify(said);
    send();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    wrong.textContent = "";
    status.textContent = form.dataset.waiting;
    try {
      await ask();
    } catch (error) {
      status.textContent = "";
      wrong.textContent = because(error);
    }
    isBusy = false;
  });

  // Come back to by the button of the browser: what was answered once is worth nothing.
  window.addEventListener("pageshow", () => {
    form.elements.answer.value = "";
    status.textContent = "";
  });
})();
