// Keys for the queue: j and k go from case to case, Enter opens (it is a link), x ticks, / goes to the search.
// They can be switched off in the settings of the page; without script every link is there all the same.
(function () {
  "use strict";
  var table = document.querySelector(".desk-queue[data-keys=on]");
  if (!table) return;
  var links = Array.prototype.slice.call(table.querySelectorAll("tbody th .govuk-link"));
  function typing(element) {
    if (!element || element.type === "checkbox") return false;
    return /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) || element.isContentEditable;
  }
  function go(step) {
    var row = document.activeElement && document.activeElement.closest("tbody tr");
    var here = row ? links.indexOf(row.querySelector("th .govuk-link")) : -1;
    var next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
    if (links[next]) links[next].focus();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(document.activeElement)) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "x") {
      var row = document.activeElement && document.activeElement.closest("tbody tr");
      var tick = row && row.querySelector(".desk-tick");
      if (tick) tick.checked = !tick.checked;
    } else if (event.key === "/") {
      var search = document.getElementById("search");
      if (!search) return;
      event.preventDefault();
      search.focus();
    }
  });
})();
