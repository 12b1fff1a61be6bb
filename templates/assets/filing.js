// The pages of an application: what is typed is kept while somebody types, what may be public already of it is shown, and a
// file goes up as soon as it is chosen, with its progress shown. Without this file the buttons of the form do the same.
"use strict";
(() => {
  // Milliseconds without typing.
  const pause = 4000;
  const shortPause = 1500;
  let waiting = 0;
  let isSent = false;

  const formOf = () => document.querySelector("form[data-keep]");

  // The buttons of the form are called "action" themselves, and would hide its own.
  const target = (form) => new URL(form.getAttribute("action"), location).href;
  const send = (form) => HTMLFormElement.prototype.submit.call(form);

  // What is typed, with what a button would say; files go up by themselves.
  const fields = (form, action, withFiles) => {
    const all = new FormData(form);
    all.delete("action");
    if (!withFiles) {
      for (const input of form.querySelectorAll("input[type=file]")) all.delete(input.name);
    }
    all.append("action", action);
    return all;
  };

  // Where the form shows what may be public already.
  const place = () => document.querySelector("[data-suggested]");

  // The form is kept and comes back; of that page only the suggestions are taken, as somebody goes on typing.
  const look = async (form) => {
    try {
      const answer = await fetch(target(form), { method: "POST", body: fields(form, "look", false), keepalive: true });
      if (!answer.ok || isSent) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-suggested]");
      const here = place();
      // Nothing found is said only to whoever asks for it; what did not change is not read out again.
      if (!found || !here || !(found.querySelector("li") || here.querySelector("li"))) return;
      if (found.innerHTML !== here.innerHTML) here.replaceChildren(...found.childNodes);
    } catch {
      // No connection: the button of the form does the same later.
    }
  };

  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    const form = formOf();
    if (!form || isSent) return;
    if (place()) {
      look(form);
      return;
    }
    // No answer is needed: the buttons of the form keep it as well, and tell where something is wrong.
    fetch(target(form), { method: "POST", body: fields(form, "keep", false), keepalive: true }).catch(() => {});
  };

  document.addEventListener("input", (event) => {
    if (event.target.type === "file" || !event.target.closest("form[data-keep]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, place() ? shortPause : pause);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting) keep();
  });
  document.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(waiting);
  });

  // The page that came back takes the place of this one, and whoever listens hears what is new in it.
  const show = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.getElementById("main");
    if (!main) return false;
    document.getElementById("main").replaceWith(main);
    document.title = page.title;
    const first = main.querySelector("#problems") || main.querySelector(".gk-kept li:last-child a") || main;
    first.focus();
    return true;
  };

  document.addEventListener("change", (event) => {
    const input = event.target;
    const form = input.closest("form[data-keep]");
    if (!form || input.type !== "file" || !input.files.length) return;
    const bar = document.createElement("progress");
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    told.className = "govuk-body";
    told.textContent = form.dataset.sending;
    bar.className = "portal-progress";
    bar.max = 1;
    bar.setAttribute("aria-label", form.dataset.sending);
    input.after(told, bar);
    const request = new XMLHttpRequest();
    request.open("POST", target(form));
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) bar.value = sent.loaded / sent.total;
    });
    request.addEventListener("load", () => {
      // A page of another kind: the form's own button goes there.
      if (request.responseURL !== target(form) || !show(request.responseText)) send(form);
    });
    // No connection: the file stays chosen, and goes with the next button.
    request.addEventListener("error", () => {
      told.remove();
      bar.remove();
    });
    request.send(fields(form, "look", true));
  });
})();
