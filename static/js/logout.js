/* Logging out erases what waits on this phone for this person; what has not arrived yet is told
   before. (The header Clear-Site-Data would also take what a colleague has waiting here.) */
(() => {
  "use strict";

  const { store } = window.portal;
  const unsent = document.getElementById("unsent");

  document.querySelectorAll("form[data-logout]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { drafts, photos } = await store.count().catch(() => ({ drafts: 0, photos: 0 }));
      if (!unsent && drafts + photos) {
        location.assign(form.action);
        return;
      }
      await store.clear().catch(() => {});
      HTMLFormElement.prototype.submit.call(form);
    });
  });

  async function tell() {
    const { photos } = await store.count();
    const list = unsent.querySelector("ul");
    for (const row of await store.drafts()) {
      const link = document.createElement("a");
      link.href = row.page || unsent.dataset.edit.replace("0".repeat(26), row.ulid);
      link.textContent = row.fields.title || unsent.dataset.untitled;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    if (photos) {
      const item = document.createElement("li");
      item.textContent = unsent.dataset.photos.replace("{n}", photos);
      list.append(item);
    }
    unsent.hidden = list.children.length === 0;
  }

  if (unsent) tell().catch(() => {});
})();
