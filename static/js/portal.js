/* Four comforts; every page works without them, and the server bears a second click all the same. */
(() => {
  "use strict";

  const busy = new Set();

  function release(form) {
    busy.delete(form);
    document.querySelectorAll("button.is-busy").forEach((button) => {
      if (button.form === form) {
        button.classList.remove("is-busy");
        button.removeAttribute("aria-disabled");
      }
    });
  }

  function holdSecondSubmit(event) {
    const form = event.target;
    if (form.getAttribute("method")?.toLowerCase() !== "post" || event.defaultPrevented) return;
    if (busy.has(form)) {
      event.preventDefault();
      return;
    }
    busy.add(form);
    // Marked, not disabled: a disabled button would not send its own name and value.
    event.submitter?.classList.add("is-busy");
    event.submitter?.setAttribute("aria-disabled", "true");
  }

  // Coming back by the browser's button shows the page as it was left, busy button and all.
  window.addEventListener("pageshow", () => [...busy].forEach(release));

  const changed = new Set();

  document.querySelectorAll("form[data-warn-unsaved]").forEach((form) => {
    // A form shown again with errors holds words that are saved nowhere.
    if (form.querySelector(".is-invalid, .alert-danger")) changed.add(form);
    form.addEventListener("input", () => changed.add(form));
  });

  document.addEventListener("submit", (event) => {
    holdSecondSubmit(event);
    if (!event.defaultPrevented) changed.delete(event.target);
  });

  // The preview is as tall as what it shows; without this it scrolls inside its frame.
  document.querySelectorAll(".preview iframe").forEach((frame) => {
    const fit = () => {
      const root = frame.contentDocument?.documentElement;
      if (root?.scrollHeight) frame.height = root.scrollHeight;
    };
    frame.addEventListener("load", fit);
    fit();
  });

  // A refused form opens at what is wrong, or it looks as if nothing had happened.
  const wrong = document.querySelector(
    "input.is-invalid, select.is-invalid, textarea.is-invalid, main .is-invalid input, main .alert",
  );
  if (wrong) {
    if (wrong.matches(".alert")) wrong.tabIndex = -1;
    wrong.focus();
  }

  window.addEventListener("beforeunload", (event) => {
    // A script that has kept the words elsewhere takes the attribute off.
    if ([...changed].some((form) => form.hasAttribute("data-warn-unsaved"))) event.preventDefault();
  });
})();
