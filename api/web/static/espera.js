// Comfort only: without this file the page is brought up to date by its link.
(function () {
  "use strict";
  var shown = document.getElementById("andamento");
  if (!shown || shown.dataset.estado !== "pending" || !window.fetch || !window.DOMParser) return;
  function look() {
    fetch(location.href, { headers: { Accept: "text/html" } }).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject(answer.status);
    }).then(function (text) {
      var now = new DOMParser().parseFromString(text, "text/html").getElementById("andamento");
      if (now && now.innerHTML !== shown.innerHTML) { shown.innerHTML = now.innerHTML; shown.dataset.estado = now.dataset.estado; }
      if (shown.dataset.estado === "pending") window.setTimeout(look, 2000);
    }).catch(function () { window.setTimeout(look, 10000); });
  }
  window.setTimeout(look, 2000);
})();
