// The preview beside a draft follows what is typed. Without this file the button of the form does the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-preview]");
  const pane = document.getElementById("preview");
  const said = document.getElementById("preview-said");
  if (!form || !pane) return;
  const pause = 600; // milliseconds without typing
  let waiting = 0;
  let asking = null;

  const typed = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") fields.append(name, value);
    }
    return fields;
  };

  const show = async () => {
    if (asking) asking.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: typed(), signal: asking.signal });
      // A page of another kind (signed out, somebody else was first) is not shown here: the form's own buttons tell.
      if (!answer.ok || answer.redirected) return;
      pane.innerHTML = await answer.text();
      // Only how much is missing is read out, and only when that changes.
      const news = pane.querySelector("[data-said]")?.textContent ?? "";
      if (said && said.textContent !== news) said.textContent = news;
    } catch {
      // Typed on, or no connection: what was shown last stays.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, pause);
  });
})();
