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

  const WRONG = ".field.error, .invalid-feedback, .is-invalid";

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

  // Moments by the site's clock, as everywhere else: the browser's may be another, and seconds tell
  // nobody anything. What Plone sends has the site's offset.
  const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/;

  function tellMoments() {
    const told = "tr.itemRow td[data-order], time.pat-display-time[datetime]";
    document.querySelectorAll(told).forEach(function (place) {
      const found = MOMENT.exec(place.getAttribute("datetime") || place.dataset.order);
      if (!found || !place.textContent.trim()) return;
      const said = found[4] + " " + [found[3], found[2], found[1]].join("/");
      if (place.textContent !== said) place.textContent = said;
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

  // Nothing is wrong before anybody was told so.
  function calmTabs(nav) {
    const form = nav.closest("form");
    const tabs = nav.querySelectorAll(":scope > a");
    const sections = form ? form.querySelectorAll(":scope > fieldset") : [];
    if (tabs.length !== sections.length) return;
    sections.forEach(function (section, number) {
      if (!section.querySelector(WRONG)) tabs[number].classList.remove("invalid");
    });
  }

  let waiting = false;

  function mend() {
    waiting = false;
    for (const [selector, give] of Object.entries(MENDED)) {
      document.querySelectorAll(selector).forEach(give);
    }
    nameStates();
    tellMoments();
    document.querySelectorAll("form.pat-autotoc > nav.autotoc-nav").forEach(markTabs);
    document.querySelectorAll("form.pat-autotoc > nav.autotoc-nav").forEach(calmTabs);
  }

  function soon() {
    if (waiting) return;
    waiting = true;
    setTimeout(mend, 50);
  }

  new MutationObserver(soon).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributeFilter: ["class"],
  });
  soon();
})();
