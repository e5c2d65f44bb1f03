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
  // What a form kept on this device is forgotten once a page answered it, when one leaves, and after twelve hours.
  function forget(which) {
    try {
      Object.keys(localStorage).filter(function (name) { return name.indexOf("tramita:") === 0; }).forEach(function (name) {
        if (which(JSON.parse(localStorage.getItem(name)), name)) localStorage.removeItem(name);
      });
    } catch (refused) { /* nothing is kept where nothing may be */ }
  }
  var inside = document.querySelector("form.leave");
  forget(function (kept, name) {
    return Date.now() - kept.em > 43200000 || (inside && kept.enviado && name !== "tramita:" + location.pathname);
  });
  document.querySelectorAll("form.leave").forEach(function (form) {
    form.addEventListener("submit", function () { forget(function () { return true; }); });
  });
  // Numbers are written as people read them when one leaves the field: typing and pasting are never in the way.
  var masks = {
    cpf: function (text) {
      var bare = text.replace(/[.\-\s]/g, "");
      return /^\d{11}$/.test(bare) ? bare.replace(/^(...)(...)(...)(..)$/, "$1.$2.$3-$4") : text;
    },
    cnpj: function (text) {
      var bare = text.replace(/[.\-\/\s]/g, "").toUpperCase();
      return /^[0-9A-Z]{12}\d{2}$/.test(bare) ? bare.replace(/^(..)(...)(...)(....)(..)$/, "$1.$2.$3/$4-$5") : text;
    },
    money: function (text) {
      var bare = text.replace(/R\$|\s/g, "");
      bare = bare.indexOf(",") < 0 ? bare.replace(/\.(?=\d{3}(\.|$))/g, "") : bare.replace(/\./g, "").replace(",", ".");
      return /^\d{1,12}(\.\d{1,2})?$/.test(bare) ? Number(bare).toLocaleString("pt-BR", { minimumFractionDigits: 2 }) : text;
    }
  };
  document.addEventListener("focusout", function (event) {
    var mask = masks[event.target.dataset && event.target.dataset.mascara];
    if (mask) event.target.value = mask(event.target.value);
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
