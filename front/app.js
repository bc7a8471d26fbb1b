// Small helps; every page works without them.
(function () {
  "use strict";
  document.documentElement.classList.add("has-script");

  // Quick exit: the page vanishes at once and is replaced, so that "back" does not return to it.
  var exit = document.querySelector("[data-exit]");
  function leave(event) {
    if (event) event.preventDefault();
    document.documentElement.classList.add("is-leaving");
    document.title = "";
    location.replace(exit.href);
  }
  if (exit) {
    exit.addEventListener("click", leave);
    var presses = 0;
    var last = 0;
    var alone = false;
    document.addEventListener("keydown", function (event) {
      alone = event.key === "Shift" && !event.repeat;
      if (!alone && event.key !== "Shift") presses = 0;
    });
    document.addEventListener("keyup", function (event) {
      if (event.key !== "Shift" || !alone) return;
      presses = event.timeStamp - last > 2000 ? 1 : presses + 1;
      last = event.timeStamp;
      if (presses === 3) leave();
    });
    // A page kept in memory by the browser shows itself again only if someone comes back to it.
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) document.documentElement.classList.remove("is-leaving");
    });
  }

  // What went wrong is read first.
  var first = document.querySelector("[data-errors]") || document.querySelector(".notice[role=alert]");
  if (first) first.focus();

  // The error summary leads to the field itself, with its label in view.
  document.querySelectorAll("[data-errors] a[href^='#']").forEach(function (link) {
    link.addEventListener("click", function (event) {
      var field = document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      var group = field.closest(".govuk-form-group") || field;
      group.scrollIntoView();
      field.focus({ preventScroll: true });
    });
  });

  // The section one is in stands in view where the row of sections slides.
  var here = document.querySelector(".menu [aria-current]");
  var row = here && here.closest("ul");
  if (row) row.scrollLeft = here.offsetLeft - row.offsetLeft - 40;

  // A passphrase can be looked at while typing.
  document.querySelectorAll("[data-secret]").forEach(function (box) {
    var input = box.querySelector("input");
    var button = box.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", function () {
      var shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? button.dataset.show : button.dataset.hide;
      button.setAttribute("aria-pressed", String(!shown));
    });
    // Browsers remember what was typed as text: it is hidden again before it is sent.
    if (input.form) input.form.addEventListener("submit", function () { input.type = "password"; });
  });

  // Where lists are typed, arrows lead from line to line, out of one into the next, and Enter sends; in a list of choices arrows go on choosing.
  document.querySelectorAll("[data-lines]").forEach(function (table) {
    table.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target.tagName === "SELECT") {
        event.preventDefault();
        event.target.form.requestSubmit();
      }
      var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (!step || event.altKey || event.target.tagName === "SELECT") return;
      var lines = Array.from(table.closest("form").querySelectorAll("[data-lines] tbody tr")).filter(firstBox);
      var next = lines[lines.indexOf(event.target.closest("tr")) + step];
      if (!next) return;
      event.preventDefault();
      firstBox(next).focus();
    });
  });
  function firstBox(line) {
    return line.querySelector("input:not([type=hidden])");
  }

  // A second tap within a second does not send a form twice.
  document.querySelectorAll("form[method=post]").forEach(function (form) {
    var sent = 0;
    form.addEventListener("submit", function (event) {
      if (event.timeStamp - sent < 1000 && sent) event.preventDefault();
      else sent = event.timeStamp;
    });
  });

  // Sheets made for paper offer the browser's print dialogue.
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
