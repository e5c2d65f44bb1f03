// The caseworker's desk. Comfort only: lists and forms are complete without this file.
(function () {
  "use strict";
  var MOMENT = 2000, APART = 15000, RETRY = 20000;

  // Lists: mark all that are shown.
  var bar = document.querySelector(".bulk-bar");
  if (bar) {
    var every = document.createElement("button");
    every.type = "button";
    every.className = "btn btn--quiet btn--sm";
    every.textContent = "Marcar todas";
    every.addEventListener("click", function () {
      var boxes = Array.from(document.querySelectorAll(".bulk input[name=tarefa]"));
      var all = boxes.every(function (box) { return box.checked; });
      boxes.forEach(function (box) { box.checked = !all; });
      every.textContent = all ? "Marcar todas" : "Desmarcar todas";
    });
    bar.append(every);
  }

  // The task's form: a draft is saved by the same route as its button's, a moment after one stops writing.
  var form = document.querySelector("form[data-rascunho]");
  if (!form || !window.fetch) return;
  var owner = form.dataset.rascunho, place = "tramita:" + location.pathname;
  var said = form.querySelector("[data-dito]");
  var last = snapshot(), timer = 0, busy = false, ended = false, savedAt = 0;

  function typed() {
    return Array.from(new FormData(form)).filter(function (pair) {
      return typeof pair[1] === "string" && pair[0] !== "csrf" && (pair[0][0] !== "_" || pair[0] === "_resultado");
    });
  }
  function snapshot() { return JSON.stringify(typed()); }

  // This device keeps words only when they could not be sent, for whoever wrote them, and for twelve hours.
  function keep(sent) {
    var what = { dono: owner, em: Date.now(), enviado: !!sent, campos: typed() };
    try { localStorage.setItem(place, JSON.stringify(what)); } catch (refused) { /* nothing else can be done */ }
  }
  function drop() { try { localStorage.removeItem(place); } catch (refused) { /* nothing was kept */ } }
  function kept() {
    try {
      var what = JSON.parse(localStorage.getItem(place));
      if (what && what.dono === owner) return what;
    } catch (broken) { /* as if there were none */ }
    drop();
    return null;
  }

  function tell(text, href, link) {
    said.textContent = text;
    if (href) {
      var way = document.createElement("a");
      way.href = href;
      way.textContent = link;
      said.append(" ", way);
    }
  }
  function warn(text, href, link) { said.setAttribute("role", "alert"); said.classList.add("unsaved"); tell(text, href, link); }
  function calm(text) { said.removeAttribute("role"); said.classList.remove("unsaved"); tell(text); }

  function body(pairs) {
    var data = new URLSearchParams(pairs.filter(function (pair) { return pair[0] !== "_resultado"; }));
    data.set("csrf", form.elements.csrf.value);
    data.set("_verbo", "rascunho");
    return data;
  }
  function save(leaving) {
    window.clearTimeout(timer);
    if (busy || ended || snapshot() === last) return Promise.resolve();
    var now = snapshot();
    busy = true;
    return fetch(form.action, {
      method: "POST", body: body(JSON.parse(now)), headers: { Accept: "application/json" }, redirect: "manual", keepalive: !!leaving
    }).then(function (answer) {
      busy = false;
      if (answer.ok) return answer.json().then(function (told) {
        last = now;
        savedAt = Date.now();
        calm(told.dito);
        if (snapshot() === now) drop(); else later();
      });
      return refused(answer);
    }).catch(function () {
      busy = false;
      keep();
      warn("Sem conexão. O que você escreveu está guardado neste aparelho e será salvo quando ela voltar.");
      timer = window.setTimeout(save, RETRY);
    });
  }
  function refused(answer) {
    if (answer.status >= 500 || answer.status === 429) throw new Error("again");
    ended = true;
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      keep();
      warn("A sua sessão terminou. O que você escreveu está guardado neste aparelho.",
        "/entrar?depois=" + encodeURIComponent(location.pathname), "Entrar de novo e continuar");
      return;
    }
    return answer.json().catch(function () { return { dito: "" }; }).then(function (told) {
      warn("O rascunho não foi salvo. " + told.dito, location.pathname, "Ver como está agora");
    });
  }
  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, Math.max(MOMENT, APART - (Date.now() - savedAt)));
  }
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.addEventListener("online", function () { save(); });
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") save(true); });
  form.addEventListener("submit", function () {
    window.clearTimeout(timer);
    ended = true;
    // Until some page of ours answers; `pages.js` forgets it then.
    keep(true);
    window.setTimeout(function () { ended = false; }, 10000);
  });

  // Back after a lost connection or a session that ended: what could not be sent goes back to where it was.
  function fill(pairs) {
    var missing = false;
    Array.from(form.elements).forEach(function (one) {
      if ((one.type === "checkbox" || one.type === "radio") && (one.name[0] !== "_" || one.name === "_resultado")) one.checked = false;
    });
    pairs.forEach(function (pair) {
      var found = Array.from(form.elements).filter(function (one) { return one.name === pair[0] && one.type !== "submit"; });
      if (!found.length) missing = true;
      found.forEach(function (one) {
        if (one.type === "checkbox" || one.type === "radio") one.checked = one.checked || one.value === pair[1];
        else one.value = pair[1];
      });
    });
    return !missing;
  }
  function restore() {
    if (form.hasAttribute("data-devolvido")) { drop(); return; }
    var before = kept();
    if (!before) return;
    if (JSON.stringify(before.campos) === last) { drop(); return; }
    var whole = fill(before.campos);
    var note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "status");
    note.textContent = "Voltou ao formulário o que você tinha escrito e não chegou a ser enviado. Confira antes de concluir.";
    form.prepend(note);
    if (whole || before.tentado) { save(); return; }
    // Rows that the form does not show yet: the draft brings them, and what no draft holds is filled in after it.
    before.tentado = true;
    localStorage.setItem(place, JSON.stringify(before));
    fetch(form.action, { method: "POST", body: body(before.campos), headers: { Accept: "application/json" }, redirect: "manual" })
      .then(function (answer) { if (answer.ok) location.reload(); });
  }
  restore();
})();
