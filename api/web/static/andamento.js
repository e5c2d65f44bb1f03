// Brings the progress up to date while there is some; without this file a link does.
(function () {
  "use strict";
  var place = document.querySelector("[data-andamento]"), still = 0, EACH = 3000, GIVE_UP = 100;
  if (!place || !window.fetch) return;
  function look() {
    if (place.dataset.andamento === "0" || ++still > GIVE_UP) return;
    window.setTimeout(function () {
      if (document.hidden) { look(); return; }
      fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" }).then(function (answer) {
        return answer.text();
      }).then(function (html) {
        var now = new DOMParser().parseFromString(html, "text/html").querySelector("[data-andamento]");
        if (!now) return;
        if (now.dataset.andamento !== place.dataset.andamento) still = 0;
        place.dataset.andamento = now.dataset.andamento;
        var said = place.querySelector("[data-vivo-dito]"), bar = place.querySelector("progress");
        var then = now.querySelector("[data-vivo-dito]").textContent, next = now.querySelector("progress");
        if (said.textContent !== then) said.textContent = then;
        if (bar && next) { bar.max = next.max; bar.value = next.value; }
      }).catch(function () { /* the next look may find it */ }).then(look);
    }, EACH);
  }
  look();
})();
