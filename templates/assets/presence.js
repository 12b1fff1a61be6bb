// Who else has this case open is asked again while the page is looked at. Without this file the line stays as it was when
// the page came.
"use strict";
(() => {
  const line = document.querySelector("[data-presence]");
  if (!line) return;
  const pause = 30000; // milliseconds between two looks
  let waiting = 0;

  const look = async () => {
    clearTimeout(waiting);
    // A page in the background counts as left.
    if (document.visibilityState !== "visible") return;
    try {
      // Led to the sign-in, it does not follow: that would begin a session over the one of an open sign-in page.
      const answer = await fetch(line.dataset.presence, { redirect: "manual" });
      // Signed out, or the case is no longer theirs: nothing is asked any more.
      if (!answer.ok) return;
      const said = await answer.text();
      // Only what changed is read out.
      if (line.textContent !== said) line.textContent = said;
    } catch {
      // No connection: the next look tries again.
    }
    waiting = setTimeout(look, pause);
  };

  document.addEventListener("visibilitychange", look);
  waiting = setTimeout(look, pause);
})();
