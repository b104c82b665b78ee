/* Shows and hides fields by the answers to others. The server decides by the same conditions, and
   without this script all fields are shown with a hint when they apply. */
(function () {
  "use strict";

  var PREFIX = "form.widgets.";
  var YES = ["true", "selected", "on", "1", "yes"];

  function start(form, fields) {
    var conditions = {};
    fields.forEach(function (field) {
      conditions[field.dataset.fieldname.slice(PREFIX.length)] = JSON.parse(field.dataset.condition);
    });
    var status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    form.appendChild(status);

    function given(name) {
      var values = [];
      Array.prototype.forEach.call(form.elements, function (box) {
        if (box.name !== PREFIX + name && box.name.indexOf(PREFIX + name + ":") !== 0) {
          return;
        }
        if (box.type === "checkbox" || box.type === "radio") {
          if (box.checked) values.push(box.value);
        } else if (box.type === "file") {
          if (box.files.length) values.push("file");
        } else if (box.tagName === "SELECT") {
          Array.prototype.forEach.call(box.selectedOptions, function (option) {
            values.push(option.value);
          });
        } else if (box.dataset.lines !== undefined) {
          values = values.concat(box.value.split("\n"));
        } else {
          values.push(box.value);
        }
      });
      // A file that was sent before is kept, and its box is empty.
      var field = document.getElementById("formfield-" + (PREFIX + name).replace(/\./g, "-"));
      if (field && field.querySelector(".kept-file")) values.push("file");
      return values.map(function (value) {
        return value.trim();
      }).filter(function (value) {
        return value && value !== "--NOVALUE--";
      });
    }

    // As the server reads numbers: see shared/numbers.py.
    function number(text) {
      var mark = document.documentElement.lang.indexOf("vi") === 0 ? "," : ".";
      text = text.replace(/[\u00a0\u2009\u202f]/g, " ").replace("\u2212", "-").trim();
      var read = written(text, mark);
      return isNaN(read) ? written(text, mark === "," ? "." : ",") : read;
    }

    function written(text, mark) {
      var group = "([" + (mark === "," ? "." : ",") + " ])";
      var whole = "([0-9]+|[1-9][0-9]{0,2}" + group + "[0-9]{3}(?:\\3[0-9]{3})*)";
      var found = new RegExp("^([+-]?)" + whole + "(?:[" + mark + "]([0-9]+))?$").exec(text);
      if (!found) return NaN;
      return Number(found[1] + found[2].replace(/[., ]/g, "") + "." + (found[4] || "0"));
    }

    function compares(operator, text, value) {
      if (operator === "~=") return text.indexOf(value) !== -1;
      if (operator === "=~") return value.indexOf(text) !== -1;
      if (typeof value === "string") return text === value;
      var n = number(text);
      if (operator === "=") return n === value;
      if (operator === "<") return n < value;
      if (operator === "<=") return n <= value;
      if (operator === ">") return n > value;
      return n >= value;
    }

    function update(say) {
      var known = {};
      function applies(name) {
        if (!(name in known)) {
          known[name] = conditions[name] === undefined || holds(conditions[name]);
        }
        return known[name];
      }
      function holds(tree) {
        if (typeof tree === "boolean") return tree;
        if (tree.not !== undefined) return !holds(tree.not);
        if (tree.all) return tree.all.every(holds);
        if (tree.any) return tree.any.some(holds);
        if (!applies(tree.field)) return false;
        var values = given(tree.field);
        if (tree.yes) {
          return values.some(function (value) {
            return YES.indexOf(value.toLowerCase()) !== -1;
          });
        }
        if (!tree.operator) return values.length > 0;
        return values.some(function (value) {
          return compares(tree.operator, value, tree.value);
        });
      }
      var told = [];
      fields.forEach(function (field) {
        var shown = applies(field.dataset.fieldname.slice(PREFIX.length));
        var text = shown ? field.dataset.shown : field.dataset.hidden;
        if (field.hidden === shown && text) told.push(text);
        field.hidden = !shown;
        field.querySelectorAll("input, select, textarea, button").forEach(function (box) {
          box.disabled = !shown;
        });
      });
      if (say && told.length) status.textContent = told.join(". ");
    }

    fields.forEach(function (field) {
      field.querySelectorAll(".condition-hint").forEach(function (hint) {
        hint.hidden = true;
      });
    });
    update(false);
    form.addEventListener("input", function () { update(true); });
    form.addEventListener("change", function () { update(true); });
    // A browser that goes back fills in what was there after the page has begun.
    window.addEventListener("pageshow", function () { update(false); });
  }

  function startAll() {
    var forms = [];
    document.querySelectorAll("[data-condition]").forEach(function (field) {
      var form = field.closest("form");
      if (form && forms.indexOf(form) === -1) forms.push(form);
    });
    forms.forEach(function (form) {
      start(form, Array.prototype.slice.call(form.querySelectorAll("[data-condition]")));
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", startAll);
  } else {
    startAll();
  }
})();
