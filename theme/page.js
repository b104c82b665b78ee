// Small helps on pages for everybody. Without this script nothing is missing: what needs it is
// hidden until it runs. What people choose stays in their browser and is sent nowhere.
(function () {
  "use strict";
  var root = document.documentElement;
  var kept = {
    get: function (key) {
      try {
        return window.localStorage.getItem(key);
      } catch (error) {
        return null;
      }
    },
    set: function (key, value) {
      try {
        window.localStorage.setItem(key, value);
      } catch (error) {
        // A browser that keeps nothing: it works until the page is left.
      }
    },
  };

  // Size of text: 0 to 3, as the style sheet has them.
  function size(step) {
    step = Math.max(0, Math.min(3, step || 0));
    if (step) {
      root.setAttribute("data-size", step);
    } else {
      root.removeAttribute("data-size");
    }
    return step;
  }
  var step = size(parseInt(kept.get("egov-size"), 10));

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function help() {
    each("[data-sizes]", function (group) {
      group.hidden = false;
      group.addEventListener("click", function (event) {
        var button = event.target.closest("button");
        if (button) {
          step = button.value === "0" ? size(0) : size(step + parseInt(button.value, 10));
          kept.set("egov-size", step);
        }
      });
    });

    each("[data-print]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        window.print();
      });
    });

    // Sharing: the device's own way where there is one, else copying the address.
    each("[data-share]", function (box) {
      var field = box.querySelector("input");
      var said = box.querySelector("[role=status]");
      var copy = box.querySelector("[data-copy]");
      var native = box.querySelector("[data-native]");
      copy.hidden = false;
      copy.addEventListener("click", function () {
        var done = function () {
          said.textContent = copy.getAttribute("data-copy");
        };
        field.select();
        if (navigator.clipboard) {
          navigator.clipboard.writeText(field.value).then(done, function () {});
        } else if (document.execCommand("copy")) {
          done();
        }
      });
      if (navigator.share) {
        native.hidden = false;
        native.addEventListener("click", function () {
          navigator.share({ title: document.title, url: field.value }).catch(function () {});
        });
      }
    });

    // Ticks on lists of papers, kept for each page.
    each("[data-ticks]", function (list) {
      var key = "egov-ticks " + location.pathname;
      var boxes = list.querySelectorAll("input[type=checkbox]");
      var clear = list.querySelector("[data-clear]");
      var ticked = (kept.get(key) || "").split(" ");
      function changed() {
        var ids = [];
        Array.prototype.forEach.call(boxes, function (box) {
          if (box.checked) {
            ids.push(box.id);
          }
        });
        clear.hidden = !ids.length;
        kept.set(key, ids.join(" "));
      }
      Array.prototype.forEach.call(boxes, function (box) {
        box.checked = ticked.indexOf(box.id) >= 0;
        box.addEventListener("change", changed);
      });
      clear.addEventListener("click", function () {
        Array.prototype.forEach.call(boxes, function (box) {
          box.checked = false;
        });
        changed();
      });
      changed();
    });
  }

  // The size does not wait for the page; the rest does.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", help);
  } else {
    help();
  }
})();
