/* A page that waits for the worker is opened anew as soon as there is something else to see. */
(() => {
  "use strict";

  const PAUSE = 3000; // milliseconds

  async function look() {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && !page.querySelector("[data-awaited]")) {
        location.reload();
        return;
      }
    } catch {
      // No network: asked again after the pause.
    }
    setTimeout(look, PAUSE);
  }

  setTimeout(look, PAUSE);
})();
