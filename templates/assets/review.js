// Beside each line of the letter a button that hangs a point of the review on it. Without this file the line is chosen
// from the list in the form.
"use strict";
(() => {
  const form = document.querySelector("[data-remark]");
  const letter = document.querySelector(".desk-review-read .letter");
  if (!form || !letter) return;
  const plain = (text) => text.replace(/\s+/g, "");
  const lines = [];
  for (const option of form.querySelector("select").querySelectorAll("option[value^=line-]")) {
    const label = option.textContent;
    const begins = plain(label.slice(label.indexOf("：") + 1)).replace(/……$/, ""); // that it goes on
    lines.push({ value: option.value, label, begins });
  }
  let next = 0; // lines and blocks come in the same order
  for (const block of letter.querySelectorAll("p, h2, h3, h4, h5, li, tr")) {
    const text = plain(block.textContent);
    const at = lines.findIndex((line, place) => place >= next && line.begins && text.startsWith(line.begins));
    if (at < 0) continue;
    next = at + 1;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "desk-remark";
    button.textContent = form.dataset.remark;
    button.setAttribute("aria-label", `${form.dataset.remark} ${lines[at].label}`);
    button.addEventListener("click", () => {
      const rows = [...form.querySelectorAll("fieldset")];
      const row = rows.find((one) => !one.querySelector("textarea").value.trim()) ?? rows.at(-1);
      form.closest("details").open = true;
      row.querySelector("select").value = lines[at].value;
      row.querySelector("textarea").focus();
    });
    const place = block.matches("tr") ? block.lastElementChild : block;
    place.append(button);
  }
})();
