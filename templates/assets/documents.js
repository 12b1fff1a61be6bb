// Boxes are drawn by dragging over a page, and work that is under way is looked at again by itself. Without this file two
// presses on the page mark a box, and a link looks again.
"use strict";
(() => {
  const sheet = document.querySelector(".desk-sheet[data-form]");
  if (sheet) {
    const form = document.getElementById(sheet.dataset.form);
    const picture = sheet.querySelector("input[type=image]");
    const drawing = sheet.querySelector("svg");
    const size = { across: Number(sheet.dataset.across), down: Number(sheet.dataset.down) };
    const smallest = 3000; // thousandths of a point: less is a press, not a drag
    let from = null;
    let box = null;

    const place = (event) => {
      const bounds = picture.getBoundingClientRect();
      const within = (value, most) => Math.min(Math.max(value, 0), most);
      return {
        x: within(((event.clientX - bounds.left) / bounds.width) * size.across, size.across),
        y: within(((event.clientY - bounds.top) / bounds.height) * size.down, size.down),
      };
    };
    const area = (one, two) => ({
      x: Math.min(one.x, two.x),
      y: Math.min(one.y, two.y),
      width: Math.abs(one.x - two.x),
      height: Math.abs(one.y - two.y),
    });
    const forget = () => {
      if (box) box.remove();
      from = null;
      box = null;
    };

    // Fingers scroll: they press twice.
    picture.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button !== 0) return;
      event.preventDefault();
      picture.setPointerCapture(event.pointerId);
      from = place(event);
      box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      box.setAttribute("class", "desk-sheet-drawn");
      drawing.append(box);
    });
    picture.addEventListener("pointermove", (event) => {
      if (!from) return;
      for (const [name, value] of Object.entries(area(from, place(event)))) box.setAttribute(name, String(Math.round(value)));
    });
    picture.addEventListener("pointercancel", forget);
    picture.addEventListener("pointerup", (event) => {
      if (!from) return;
      const drawn = area(from, place(event));
      forget();
      if (drawn.width < smallest || drawn.height < smallest) return;
      const millimetres = (value) => (((value / 1000) * 25.4) / 72).toFixed(2);
      const fields = { left: drawn.x, top: drawn.y, breadth: drawn.width, depth: drawn.height };
      for (const [name, value] of Object.entries(fields)) form.elements[name].value = millimetres(value);
      picture.dataset.drawn = "yes";
      form.requestSubmit(form.querySelector("button"));
    });
    picture.addEventListener("click", (event) => {
      // The press that ends a drag is none.
      if (picture.dataset.drawn) event.preventDefault();
    });
    picture.addEventListener("dragstart", (event) => event.preventDefault());
  }

  const pause = 1500; // milliseconds between two looks
  const look = async () => {
    const list = document.getElementById("documents");
    if (!list || !("working" in list.dataset)) return;
    try {
      // Whoever has signed out is led to the sign-in: a script that follows begins a session there, over that of the
      // sign-in page that is open in the window beside it, and ends its form.
      const answer = await fetch(location.href, { redirect: "manual" });
      if (answer.type === "opaqueredirect") return;
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("documents");
        if (fresh) list.replaceWith(fresh);
      }
    } catch {
      // No connection: the next look tries again.
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
})();
