// Comfort only: every page is complete without this file.
(function () {
  "use strict";
  // A form answers once; the hidden id of the act makes a second press harmless anyway.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 4000);
  });
  // Days of a proof live in a closed list: open it when one of them is chosen.
  function unfold() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    var fold = target && target.closest("details");
    if (fold) { fold.open = true; target.scrollIntoView({ block: "center" }); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
  var summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
