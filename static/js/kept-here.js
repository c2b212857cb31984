/* Text that waits on this device is told outside its form too: the portal does not have it, and would
   send an older one. */
(() => {
  "use strict";

  const panel = document.querySelector("[data-kept-here]");
  const { store } = window.portal;
  if (!panel) return;
  const { keptHere: only, edit, untitled } = panel.dataset;

  async function tell() {
    const rows = (await store.drafts()).filter((row) => !only || row.ulid === only);
    const list = panel.querySelector("ul");
    list.replaceChildren(
      ...rows.map((row) => {
        const link = document.createElement("a");
        link.href = row.page || edit.replace("0".repeat(26), row.ulid);
        link.textContent = row.fields.title || untitled;
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
    panel.hidden = !rows.length;
    // What would be sent from here is not what was typed.
    for (const form of only ? document.querySelectorAll("form[action$='/do/submit/']") : []) {
      form.hidden = rows.length > 0;
    }
  }

  tell().catch(() => {});
  window.addEventListener("pageshow", (event) => event.persisted && tell().catch(() => {}));
})();
