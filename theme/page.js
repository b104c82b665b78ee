// Small helps on pages for everybody. Without this script nothing is missing: what needs it is
// hidden until it runs. What people choose stays in their browser; only the size of text is told.
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

  // Size of text: 0 to 3, as the style sheets have them. A small sheet of the reader's own has it,
  // too, so that the next page has it before it is drawn: the server makes that by a cookie which
  // goes nowhere else.
  function size(step) {
    step = Math.max(0, Math.min(3, step || 0));
    root.setAttribute("data-size", step);
    return step;
  }
  var chosen = kept.get("egov-size");
  var step = chosen === null ? 0 : size(parseInt(chosen, 10));

  function keepSize() {
    var sheet = document.querySelector("link[data-size-sheet]");
    if (!sheet || !window.fetch) {
      return;
    }
    var address = new URL(sheet.href);
    document.cookie =
      "egov_text_size=" + step + "; path=" + address.pathname + "; max-age=31536000; SameSite=Lax";
    fetch(address.href, { cache: "reload" }).catch(function () {});
  }

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
          keepSize();
        }
      });
    });

    each("[data-print]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        // All of the page, or the part that is named.
        root.setAttribute("data-printed", button.getAttribute("data-print"));
        window.print();
      });
    });
    window.addEventListener("afterprint", function () {
      root.removeAttribute("data-printed");
    });

    // Sharing: the device's own way where there is one, else copying the address. Zalo takes no
    // address from other sites without a script of its own: on devices to touch it is among what
    // the device offers, elsewhere the address is copied for a chat in Zalo, which the link opens.
    each("[data-share]", function (box) {
      var field = box.querySelector("input");
      var said = box.querySelector("[role=status]");
      var copy = box.querySelector("[data-copy]");
      var native = box.querySelector("[data-native]");
      var zalo = box.querySelector("[data-zalo]");
      function copied(words) {
        var done = function () {
          said.textContent = words;
        };
        field.select();
        if (navigator.clipboard) {
          navigator.clipboard.writeText(field.value).then(done, function () {});
        } else if (document.execCommand("copy")) {
          done();
        }
      }
      function share() {
        navigator.share({ title: document.title, url: field.value }).catch(function () {});
      }
      copy.hidden = false;
      copy.addEventListener("click", function () {
        copied(copy.getAttribute("data-copy"));
      });
      if (navigator.share) {
        native.hidden = false;
        native.addEventListener("click", share);
      }
      zalo.target = "_blank";
      zalo.rel += " noopener";
      zalo.addEventListener("click", function (event) {
        if (navigator.share && window.matchMedia("(pointer: coarse)").matches) {
          event.preventDefault();
          share();
        } else {
          copied(zalo.getAttribute("data-zalo"));
        }
      });
    });

    // A page that says what is wrong with a form that was sent. Once it is sent again, whoever goes
    // back opens the form, and the browser does not ask whether to send everything once more. Until
    // then it does: loading the page anew would lose the answers.
    each("[data-instead]", function (mark) {
      document.addEventListener("submit", function (event) {
        if (event.target.method === "post" && !event.defaultPrevented) {
          window.history.replaceState(null, "", mark.getAttribute("data-instead"));
        }
      });
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

  // What the browser kept of the sheet may be gone, or another page's.
  window.addEventListener("load", function () {
    var there = parseInt(getComputedStyle(root).getPropertyValue("--eg-kept-size"), 10);
    if (chosen !== null && there !== step) {
      keepSize();
    }
  });

  // The size does not wait for the page; the rest does.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", help);
  } else {
    help();
  }
})();
