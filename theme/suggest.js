// Suggestions while typing: a combobox over a plain search form. Without this script the form is
// sent as it is. Marked up as the ARIA practices have it: the list is read out, focus stays in the box.
(function () {
  "use strict";
  var PAUSE = 180;
  var SHORTEST = 2;

  function enhance(input) {
    var address = input.getAttribute("data-suggest");
    var label = input.getAttribute("data-suggest-label") || "";
    var list = document.createElement("ul");
    var said = document.createElement("div");
    var timer = null;
    var waiting = null;
    var items = [];
    var chosen = -1;
    var typed = "";

    list.id = input.id + "-suggestions";
    list.className = "eg-suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label);
    list.hidden = true;
    said.className = "hiddenStructure";
    said.setAttribute("role", "status");
    input.parentNode.classList.add("has-suggestions");
    input.parentNode.appendChild(list);
    input.parentNode.appendChild(said);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("autocomplete", "off");

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(number) {
      Array.prototype.forEach.call(list.children, function (option, at) {
        option.setAttribute("aria-selected", at === number ? "true" : "false");
      });
      chosen = number;
      if (number < 0) {
        input.removeAttribute("aria-activedescendant");
        input.value = typed;
      } else {
        input.setAttribute("aria-activedescendant", list.children[number].id);
        list.children[number].scrollIntoView({ block: "nearest" });
        input.value = items[number].title;
      }
    }

    function open(found) {
      items = found;
      list.textContent = "";
      found.forEach(function (item, at) {
        var option = document.createElement("li");
        var title = document.createElement("span");
        var code = document.createElement("small");
        option.id = list.id + "-" + at;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        title.textContent = item.title;
        if (item.lang) {
          // No name in the page's language: read out in its own.
          title.lang = item.lang;
        }
        code.textContent = item.code;
        option.appendChild(title);
        option.appendChild(code);
        option.addEventListener("mousedown", function (event) {
          event.preventDefault();
          window.location.assign(item["@id"]);
        });
        list.appendChild(option);
      });
      chosen = -1;
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", found.length ? "true" : "false");
      said.textContent = found.length ? label + ": " + found.length : "";
    }

    function ask() {
      var text = input.value.trim();
      typed = input.value;
      if (waiting) {
        waiting.abort();
      }
      if (text.length < SHORTEST) {
        open([]);
        return;
      }
      waiting = new AbortController();
      fetch(address + "?q=" + encodeURIComponent(text), {
        headers: { Accept: "application/json" },
        signal: waiting.signal,
      })
        .then(function (response) {
          return response.ok ? response.json() : { items: [] };
        })
        .then(function (answer) {
          if (document.activeElement === input) {
            open(answer.items || []);
          }
        })
        .catch(function () {});
    }

    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", function (event) {
      var last = items.length - 1;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        input.value = typed;
        close();
      } else if (event.key === "ArrowDown" && !list.hidden) {
        event.preventDefault();
        choose(chosen < last ? chosen + 1 : -1);
      } else if (event.key === "ArrowUp" && !list.hidden) {
        event.preventDefault();
        choose(chosen < 0 ? last : chosen - 1);
      } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
        event.preventDefault();
        window.location.assign(items[chosen]["@id"]);
      }
    });
    input.addEventListener("blur", close);
  }

  function start() {
    Array.prototype.forEach.call(document.querySelectorAll("input[data-suggest]"), enhance);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
