/* Two dialogs of photos that are still on the phone: cover parts of one before it leaves, and wait
   for them before the form goes. */
(() => {
  "use strict";

  const { photos, pictures, BoxEditor } = window.portal ?? {};
  if (!photos?.queue || !BoxEditor) return;
  const { form, queue, changes } = photos;
  const SHOWN_SIDE = 1600;
  const PATIENCE = 10_000;

  // Cover parts before it leaves the phone
  const covering = document.getElementById("photo-cover");
  const root = covering.querySelector("[data-boxes]");

  photos.cover = async (item) => {
    if (covering.open) return;
    const before = item.state;
    photos.show(item, "held");
    const canvas = document.createElement("canvas");
    canvas.className = "boxes-picture";
    if (!(await pictures.preview(canvas, item.blob, [], SHOWN_SIDE))) return;
    root.querySelector("[data-stage]").prepend(canvas);
    const editing = new BoxEditor(root, item.boxes);
    covering.returnValue = "";
    covering.showModal();
    await new Promise((resolve) => covering.addEventListener("close", resolve, { once: true }));
    const drawn = editing.boxes;
    editing.close();
    canvas.remove();
    if (covering.returnValue === "done") {
      item.boxes = drawn;
      item.held = false;
      await photos.keep(item);
      await photos.look(item);
    }
    photos.show(item, covering.returnValue === "done" ? "waiting" : before);
    photos.pump();
  };

  photos.section.querySelector("[data-hold]").hidden = false;

  // Before the form goes
  const waiting = document.getElementById("photo-wait");
  let wanted = null;
  let without = false;

  const BY_ITSELF = ["smaller", "waiting", "sending", "later"];

  function go() {
    const button = wanted;
    wanted = null;
    if (waiting.open) waiting.close();
    form.requestSubmit(button?.isConnected ? button : null);
  }

  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || !queue.length || without) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      wanted = event.submitter;
      // Only sending for review leaves them behind; after anything else they are still here.
      if (isStuck() && wanted?.name !== "submit") return goWithout();
      tellHow();
      if (!waiting.open) waiting.showModal();
    },
    true,
  );

  const stuck = () => queue.find((item) => !BY_ITSELF.includes(item.state));
  const isStuck = () => stuck() !== undefined;

  function tellHow() {
    waiting.querySelector("[data-wait-sending]").hidden = isStuck();
    waiting.querySelector("[data-wait-stuck]").hidden = !isStuck();
  }

  waiting.addEventListener("close", () => {
    if (waiting.returnValue !== "cancel") return;
    const photo = (stuck() ?? queue[0])?.node;
    photo?.scrollIntoView({ block: "center" });
    photo?.querySelector("button:not([hidden])")?.focus({ preventScroll: true });
  });

  changes.addEventListener("change", () => {
    if (!waiting.open) return;
    tellHow();
    if (!queue.length) go();
  });

  /* What has just arrived counts as a change; the form must know of it before it goes. */
  async function goWithout() {
    without = true;
    const forReview = wanted?.name === "submit";
    const current = photos.isSending();
    const others = queue.filter((item) => item !== current?.item);
    others.forEach((item) => photos.show(item, "held"));
    const late = setTimeout(() => current?.abort.abort(), PATIENCE);
    await current?.done;
    clearTimeout(late);
    if (forReview) [...queue].forEach(photos.forget);
    go();
  }

  for (const dialog of [covering, waiting]) {
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("button[value]");
      if (!button) return;
      if (button.value === "without") goWithout();
      else dialog.close(button.value);
    });
  }
})();
