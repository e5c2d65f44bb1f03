// Who may be mentioned, while one writes @ in a comment. Comfort only: @ and the login do the same without this file.
(function () {
  "use strict";
  var field = document.querySelector("textarea[data-mencoes]");
  if (!field || !window.fetch) return;
  var list = document.createElement("ul"), said = document.createElement("p"), timer = 0, found = [], chosen = 0, asked = "";
  list.id = "mencoes-lista";
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Quem mencionar");
  said.className = "sr";
  said.setAttribute("role", "status");
  field.after(list, said);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  // What stands between the @ and the caret, when one is being written.
  function begun() {
    var before = field.value.slice(0, field.selectionStart), at = /(^|[^\w.@+-])@([\wÀ-ÿ.-]{1,40})$/.exec(before);
    return at ? at[2] : null;
  }
  function close() {
    list.hidden = true;
    list.replaceChildren();
    found = [];
    field.removeAttribute("aria-activedescendant");
  }
  function mark() {
    Array.from(list.children).forEach(function (one, at) { one.setAttribute("aria-selected", String(at === chosen)); });
    field.setAttribute("aria-activedescendant", "mencao-" + chosen);
  }
  function show(people) {
    if (begun() !== asked || document.activeElement !== field) return;
    close();
    found = people;
    chosen = 0;
    if (!people.length) { said.textContent = ""; return; }
    people.forEach(function (person, at) {
      var one = document.createElement("li"), login = document.createElement("span");
      one.id = "mencao-" + at;
      one.setAttribute("role", "option");
      login.textContent = " @" + person.login;
      login.className = "soft";
      one.append(person.name, login);
      one.addEventListener("mousedown", function (event) { event.preventDefault(); take(at); });
      list.append(one);
    });
    list.hidden = false;
    mark();
    said.textContent = people.length === 1 ? "1 pessoa. Enter escolhe." : people.length + " pessoas. As setas percorrem, Enter escolhe.";
  }
  function take(at) {
    var end = field.selectionStart, start = end - asked.length, login = found[at].login + " ";
    field.setRangeText(login, start, end, "end");
    said.textContent = "Mencionada: " + found[at].name;
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.addEventListener("input", function () {
    window.clearTimeout(timer);
    var words = begun();
    if (words === null) { close(); return; }
    timer = window.setTimeout(function () {
      asked = words;
      fetch(field.dataset.mencoes + "?q=" + encodeURIComponent(words), { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok ? answer.json() : []; }).then(show).catch(close);
    }, 150);
  });
  field.addEventListener("keydown", function (event) {
    if (list.hidden) return;
    if (event.key === "Escape") { close(); event.preventDefault(); return; }
    if (event.key === "Enter" || event.key === "Tab") { take(chosen); event.preventDefault(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
    mark();
    event.preventDefault();
  });
  field.addEventListener("blur", close);
})();
