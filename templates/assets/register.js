// Many applications one after the other without the mouse: Ctrl and Enter takes one in, and goes from its slip to the next
// form. Without this file, Enter in a field takes it in, and the next form is a link.
"use strict";
(() => {
  const form = document.querySelector(".desk-register");
  const next = document.querySelector("[data-next]");
  for (const hint of document.querySelectorAll("[data-with-keys]")) hint.hidden = false;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    if (form) form.requestSubmit(form.querySelector("button[value=submit]"));
    else if (next) next.click();
  });

  if (!form) return;
  // To the first mistake; else to the first field that waits to be filled in.
  const fields = [...form.querySelectorAll("input:not([type=hidden], [type=file], [type=radio], [type=checkbox]), textarea")];
  const seen = fields.filter((field) => field.offsetParent);
  const first = seen.find((field) => field.getAttribute("aria-invalid") === "true") || seen.find((field) => !field.value);
  if (first && !location.hash) first.focus();
})();
