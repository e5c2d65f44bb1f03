// Keys that act alone on the lists of tasks. They can be turned off (WCAG 2.2, 2.1.4), and never act while one types.
(function () {
  "use strict";
  var control = document.querySelector("[data-teclas]"), help = document.querySelector(".keys-help");
  if (!control || !help || !help.showModal) return;
  control.hidden = false;
  control.querySelector("button").addEventListener("click", function () { help.showModal(); });
  help.querySelector("[data-fechar]").addEventListener("click", function () { help.close(); });
  if (control.dataset.teclas !== "sim") return;

  var rows = Array.from(document.querySelectorAll(".tasks > .task"));
  function link(row) { return row.querySelector("h3 a"); }
  function here() { return rows.findIndex(function (row) { return row.contains(document.activeElement); }); }
  function go(step) {
    if (!rows.length) return;
    var at = here(), to = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
    link(rows[to]).focus();
    rows[to].scrollIntoView({ block: "nearest" });
  }
  function mark() {
    var box = here() >= 0 && rows[here()].querySelector(".task-mark input");
    if (box) box.click();
  }
  var acts = {
    j: function () { go(1); },
    k: function () { go(-1); },
    o: function () { if (here() >= 0) link(rows[here()]).click(); },
    x: mark,
    "/": function () { document.getElementById("q").focus(); document.getElementById("q").select(); },
    "?": function () { help.showModal(); }
  };
  function typing(element) {
    return element.isContentEditable || /^(SELECT|TEXTAREA)$/.test(element.tagName) ||
      (element.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(element.type));
  }
  document.addEventListener("keydown", function (event) {
    var act = acts[event.key.length === 1 ? event.key.toLowerCase() : ""];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open || typing(event.target)) return;
    event.preventDefault();
    act();
  });
})();
