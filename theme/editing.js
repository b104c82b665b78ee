// What Plone's editing scripts make has no names for those who cannot see it: here they are given.
(function () {
  "use strict";

  function nameOf(element) {
    const field = element.closest(".field, fieldset, form");
    const label = field && field.querySelector("label, legend");
    const heading = label || document.querySelector("h1");
    return heading ? heading.textContent.trim().replace(/\s+/g, " ") : "";
  }

  function set(element, name, value) {
    if (value && element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  const MENDED = {
    // A choice of select2 is opened and read by its focusser; the link is for pointers.
    "input.select2-focusser": function (input) {
      set(input, "role", "combobox");
      const open = input.closest(".select2-container").classList.contains("select2-dropdown-open");
      set(input, "aria-expanded", String(open));
      const chosen = document.getElementById(input.getAttribute("aria-labelledby") || "");
      const said = chosen ? chosen.textContent.trim() : "";
      set(input, "aria-label", said ? nameOf(input) + ": " + said : nameOf(input));
      input.removeAttribute("aria-labelledby");
    },
    "a.select2-choice": function (link) {
      set(link, "aria-hidden", "true");
    },
    "input.select2-input:not([aria-label])": function (input) {
      set(input, "aria-label", nameOf(input));
    },
    ".tox-statusbar__resize-handle": function (handle) {
      const editor = handle.closest(".tox-tinymce");
      set(handle, "aria-valuenow", String(editor ? editor.offsetHeight : 0));
    },
    "iframe.tox-edit-area__iframe": function (frame) {
      const area = frame.closest(".field");
      set(frame, "title", nameOf(area || frame));
    },
    "nav.autotoc-nav:not([aria-label])": function (nav) {
      const others = document.querySelectorAll("nav.autotoc-nav[aria-label]").length;
      const title = nameOf(document.body);
      set(nav, "aria-label", others ? title + " (" + (others + 1) + ")" : title);
    },
  };

  // Folder contents may be drawn before their translations have arrived.
  function nameStates() {
    const contents = document.querySelector("[data-states]");
    if (!contents) return;
    const names = JSON.parse(contents.dataset.states);
    document.querySelectorAll("td.review_state[data-order]").forEach(function (cell) {
      const name = names[cell.dataset.order];
      if (name && cell.textContent !== name) cell.textContent = name;
    });
  }

  // A tab is marked for what must be filled in there, not for tables whose rows may be left out or
  // choices that are made already; and for errors, the first of which is shown.
  function markTabs(nav) {
    const form = nav.closest("form");
    if (!form || nav.dataset.marked) return;
    nav.dataset.marked = "1";
    const tabs = nav.querySelectorAll(":scope > a");
    const sections = form.querySelectorAll(":scope > fieldset");
    if (tabs.length !== sections.length) return;
    let first = null;
    sections.forEach(function (section, number) {
      const due = [...section.querySelectorAll("label .required")].some(function (mark) {
        const control = document.getElementById(mark.closest("label").htmlFor);
        return !mark.closest("table") && !(control && control.matches("select"));
      });
      if (!due) tabs[number].classList.remove("required");
      if (!section.querySelector(".field.error")) return;
      tabs[number].classList.add("invalid");
      first = first || tabs[number];
    });
    if (first && !first.classList.contains("active")) first.click();
  }

  let waiting = false;

  function mend() {
    waiting = false;
    for (const [selector, give] of Object.entries(MENDED)) {
      document.querySelectorAll(selector).forEach(give);
    }
    nameStates();
    document.querySelectorAll("form.pat-autotoc > nav.autotoc-nav").forEach(markTabs);
  }

  function soon() {
    if (waiting) return;
    waiting = true;
    setTimeout(mend, 50);
  }

  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  soon();
})();
