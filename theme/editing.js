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

  const own = document.getElementById("eg-editing");
  const said = own ? own.dataset : {};

  // What is wrong, at the top of the form, with the way to each field in whichever tab it is.
  function sumUp(form) {
    const wrong = [...form.querySelectorAll(".field.error[id]")].filter(function (field) {
      return !field.querySelector(".field.error[id]");
    });
    const old = document.querySelector(".eg-to-mend");
    const message = document.querySelector(".portalMessage.statusmessage-error");
    if (old || !message || !wrong.length) return;
    const box = document.createElement("div");
    box.className = "eg-to-mend mt-2";
    box.append(said.toMend || "");
    const list = box.appendChild(document.createElement("ul"));
    wrong.forEach(function (field) {
      const label = field.querySelector("label, legend");
      const told = field.querySelector(".invalid-feedback");
      const link = document.createElement("a");
      link.href = "#" + field.id;
      const name = label ? label.textContent.trim().replace(/\s+/g, " ") : "";
      const why = told ? told.textContent.trim().replace(/\s+/g, " ") : "";
      link.textContent = name && why ? name + ": " + why : name || why;
      link.addEventListener("click", function (event) {
        event.preventDefault();
        show(form, field);
      });
      list.appendChild(document.createElement("li")).append(link);
    });
    message.append(box);
  }

  function show(form, field) {
    const section = field.closest("form > fieldset");
    const tabs = form.querySelectorAll(":scope > nav.autotoc-nav > a");
    const number = [...form.querySelectorAll(":scope > fieldset")].indexOf(section);
    if (tabs[number] && !tabs[number].classList.contains("active")) tabs[number].click();
    field.scrollIntoView({ block: "center" });
    const wrong = field.querySelector("[aria-invalid=true], .is-invalid");
    const usual = "input:not([type=hidden]), textarea, select, button, a[href]";
    const control = wrong || field.querySelector(usual);
    if (control) control.focus({ preventScroll: true });
  }

  // Nothing that was written is lost where the session has ended meanwhile or the portal is away:
  // it is asked before the form leaves the page.
  function tell(form, words, address, name) {
    let box = form.querySelector(".eg-not-sent");
    if (!box) {
      box = document.createElement("div");
      box.className = "eg-not-sent alert alert-warning";
      box.setAttribute("role", "alert");
      box.tabIndex = -1;
      const controls = form.querySelector(".formControls");
      form.insertBefore(box, controls && controls.parentNode === form ? controls : null);
    }
    box.replaceChildren(words + " ");
    if (address) {
      const link = box.appendChild(document.createElement("a"));
      link.href = address;
      link.target = "_blank";
      link.textContent = name;
    }
    box.focus();
  }

  const asked = new WeakSet();

  function askFirst(event) {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("form.pat-formunloadalert") || form.closest(".modal")) return;
    if (!said.portal || !button || /cancel/.test(button.name) || asked.delete(form)) return;
    // What is wrong is told by the page itself, without the portal.
    const controls = [...form.elements];
    if (controls.some((each) => each.willValidate && !each.validity.valid)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const options = { cache: "no-store", credentials: "same-origin", redirect: "manual" };
    fetch(said.portal + "/@@signed-in", options).then(
      function (answer) {
        if (answer.status === 403) {
          tell(form, said.sessionEnded, said.portal + "/login", said.signIn);
          return;
        }
        const box = form.querySelector(".eg-not-sent");
        if (box) box.remove();
        asked.add(form);
        form.requestSubmit(button);
        asked.delete(form);
      },
      function () {
        tell(form, said.notReached);
      }
    );
  }

  document.addEventListener("submit", askFirst, true);

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
    document.querySelectorAll("form.rowlike").forEach(sumUp);
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
