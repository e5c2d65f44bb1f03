// Says that something changed since the page was made. It moves nothing: whoever reads decides when to look.
(function () {
  "use strict";
  var place = document.querySelector("[data-vivo]");
  if (!place || !window.EventSource || !window.fetch) return;
  var text = place.querySelector("p"), source = null, timer = 0, resting = 0;

  // The figures beside the names of lists and parts are brought up to date where they stand.
  function figures() {
    var mine = document.querySelectorAll(".tabs a[href] .count");
    if (!mine.length) return;
    fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      mine.forEach(function (one) {
        var now = page.querySelector('.tabs a[href="' + CSS.escape(one.closest("a").getAttribute("href")) + '"] .count');
        if (now && now.textContent !== one.textContent) one.textContent = now.textContent;
      });
    }).catch(function () { /* they stay as they were */ });
  }
  function show(told) {
    if (!told.dito || text.dataset.noticia === told.dito) return;
    text.dataset.noticia = told.dito;
    text.textContent = told.dito + " ";
    var way = document.createElement("a"), away = document.createElement("button");
    way.href = told.ver || location.href;
    way.textContent = told.chamada;
    away.type = "button";
    away.className = "btn btn--quiet btn--sm";
    away.textContent = "Fechar";
    away.addEventListener("click", function () {
      text.textContent = "";
      place.removeAttribute("data-aberto");
      document.getElementById("conteudo").focus({ preventScroll: true });
    });
    text.append(way, " ", away);
    place.setAttribute("data-aberto", "");
  }
  function ask() {
    fetch(place.dataset.noticia, { headers: { Accept: "application/json" }, redirect: "error" }).then(function (answer) {
      return answer.ok ? answer.json() : { dito: "" };
    }).then(show).catch(function () { /* the next event asks again */ });
    figures();
  }
  // Several things that happen at once are said once.
  function changed() {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 700);
  }
  function open() {
    window.clearTimeout(resting);
    if (source || document.hidden) return;
    source = new EventSource(place.dataset.vivo);
    source.addEventListener("mudou", changed);
    source.addEventListener("fim", close);
  }
  function close() {
    if (source) source.close();
    source = null;
  }
  // A page that nobody looks at does not listen: browsers keep few connections, and the server needs none for it.
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) resting = window.setTimeout(close, 20000); else open();
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
  open();
})();
