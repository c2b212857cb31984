/* New photos of a material go one by one, by themselves: made smaller, kept on the phone until the
   portal has them, tried again when the network is back. Without this they go with the form. */
(() => {
  "use strict";

  const { photos, pictures, store, drafts } = window.portal ?? {};
  if (!photos || !pictures || !window.createImageBitmap) return;
  const { section, form } = photos;
  const words = section.dataset;
  const list = section.querySelector("[data-queue]");
  const input = form.elements.photos;
  const hold = section.querySelector("#photos-hold");
  const PAUSES = [5, 15, 45, 120]; // seconds
  const LOST = [0, 408, 429, 502, 503, 504];

  const queue = [];
  const changes = new EventTarget();
  let sending = null;
  let failures = 0;
  let again = 0;

  const part = (item, name) => item.node.querySelector(`[data-${name}]`);

  /* state: smaller, held, waiting, sending, later, login, refused */
  function show(item, state, sentence = "") {
    item.state = state;
    const offline = state === "waiting" && !navigator.onLine;
    part(item, "state").textContent = words[offline ? "offline" : state] ?? "";
    const trouble = part(item, "trouble");
    trouble.hidden = !sentence;
    trouble.textContent = sentence;
    part(item, "progress").hidden = state !== "sending";
    part(item, "log-in").hidden = state !== "login";
    const act = (name) => item.node.querySelector(`[data-act=${name}]`);
    act("send").hidden = !["held", "later", "login", "refused"].includes(state);
    act("cover").hidden = !photos.cover || item.unseen || ["smaller", "sending"].includes(state);
    changes.dispatchEvent(new Event("change"));
  }

  async function keep(item) {
    const { id, ulid, blob, name, boxes, people, held, createdAt } = item;
    item.kept = await store.putPhoto({ id, ulid, blob, name, boxes, people, held, createdAt });
    if (!item.kept) photos.tell(words.unkept);
  }

  function forget(item) {
    const place = queue.indexOf(item);
    if (place >= 0) queue.splice(place, 1);
    item.node.remove();
    store.dropPhoto(item.id);
    changes.dispatchEvent(new Event("change"));
  }

  function enlist(item) {
    const template = document.getElementById("photo-waiting");
    item.node = template.content.firstElementChild.cloneNode(true);
    part(item, "name").textContent = item.name;
    list.append(item.node);
    queue.push(item);
    item.node.addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act === "cancel") cancel(item);
      if (act === "cover") photos.cover(item);
      if (act === "send") release(item);
    });
  }

  /* Show it; what to say when this phone cannot. */
  async function look(item) {
    const canvas = item.node.querySelector("canvas");
    item.unseen = !(await pictures.preview(canvas, item.blob, item.boxes));
    canvas.hidden = item.unseen;
    return item.unseen ? words.unseen : "";
  }

  async function take(file) {
    const item = {
      id: crypto.getRandomValues(new Uint32Array(4)).join("-"),
      ulid: drafts.ulid(),
      name: file.name,
      boxes: [],
      people: photos.peopleOfAll(),
      held: hold.checked,
      createdAt: Date.now(),
    };
    enlist(item);
    show(item, "smaller");
    item.blob = await pictures.shrunk(file);
    if (!queue.includes(item)) return;
    await keep(item);
    const told = await look(item);
    show(item, item.held ? "held" : "waiting", told);
    pump();
  }

  function cancel(item) {
    if (sending?.item === item) sending.abort.abort();
    forget(item);
    (list.querySelector("button:not([hidden])") ?? input).focus();
  }

  function release(item) {
    failures = 0;
    item.held = false;
    keep(item);
    for (const one of queue) {
      if (one === item || one.state === "login" || one.state === "later") show(one, "waiting");
    }
    pump();
  }

  async function send(item, signal) {
    const name = item.name.replace(/\.[^.]*$/, item.unseen ? "$&" : ".jpg");
    const boxes = item.boxes.length ? JSON.stringify(item.boxes) : "";
    // What lies under a box stays on the phone; the portal burns it in once more.
    const blob = boxes ? await pictures.burned(item.blob, item.boxes) : item.blob;
    const fields = {
      photo: [blob, name],
      boxes,
      people: photos.peopleOfAll() || item.people,
      kind: words.kind,
      unit: form.elements.unit?.value ?? "",
      owner: document.body.dataset.user,
    };
    const bar = part(item, "progress");
    const progress = (share) => {
      bar.value = share;
      part(item, "state").textContent = share < 1 ? words.sending : words.arriving;
    };
    const steps = (reply) => [reply.header("Edition-Before"), reply.header("Edition-Version")];
    return photos.post(photos.address(words.add), fields, { progress, steps, abort: signal });
  }

  function pump() {
    if (sending || !navigator.onLine) return;
    const item = queue.find((one) => one.state === "waiting");
    if (!item) return;
    const abort = new AbortController();
    show(item, "sending");
    const done = send(item, abort.signal)
      .catch(() => ({ status: 0, text: "", header: () => null }))
      .then((reply) => {
        sending = null;
        if (queue.includes(item)) settle(item, reply);
        changes.dispatchEvent(new Event("change"));
        pump();
      });
    sending = { item, abort, done };
  }

  function settle(item, reply) {
    if (reply.status === 200 && reply.header("Edition-Version")) {
      failures = 0;
      arrive(item, reply);
    } else if (reply.status === 401 || reply.status === 200) {
      // Without a login the answer is a note that says so, or the page to log in.
      queue.filter((one) => one.state !== "held").forEach((one) => show(one, "login"));
      photos.say(words.login);
    } else if (LOST.includes(reply.status)) {
      later(item);
    } else {
      const sentence = photos.saidIn(reply).sentence ?? words.trouble;
      show(item, "refused", sentence);
      photos.say(sentence);
    }
  }

  function arrive(item, reply) {
    const isNew = photos.putCard(reply.text);
    // From now on this is the form of a draft that the portal knows.
    drafts.begun(reply.header("Edition-Address"));
    photos.say(isNew ? words.arrived : words.there, {
      n: section.querySelectorAll("[data-placement]").length,
    });
    const hadFocus = item.node.contains(document.activeElement);
    forget(item);
    if (hadFocus) section.querySelector("[data-cards] > :last-child .photo-name").focus();
  }

  function later(item) {
    show(item, "later");
    const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
    failures += 1;
    clearTimeout(again);
    again = setTimeout(wake, pause * 1000);
  }

  /* The network may be back, or the login: whatever only waited for it goes on. */
  function wake() {
    for (const item of queue) {
      if (["later", "login", "waiting"].includes(item.state)) show(item, "waiting");
    }
    pump();
  }

  async function load() {
    for (const row of await store.photosOf(drafts.ulid())) {
      if (queue.some((item) => item.id === row.id)) continue;
      const item = { ...row, boxes: row.boxes ?? [], kept: true };
      enlist(item);
      const told = await look(item);
      show(item, item.held ? "held" : "waiting", told);
    }
    pump();
  }

  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    // One at a time: a cheap phone cannot hold two large pictures.
    for (const file of files) await take(file);
  });
  window.addEventListener("online", () => {
    failures = 0;
    wake();
  });
  window.addEventListener("offline", () => queue.forEach((item) => show(item, item.state)));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
  form.elements.unit?.addEventListener?.("change", () => {
    queue.filter((item) => item.state === "refused").forEach((item) => show(item, "waiting"));
    pump();
  });
  section.querySelectorAll("[name=people_of_all]").forEach((radio) => {
    radio.addEventListener("change", () => {
      queue.filter((item) => item.blob).forEach((item) => {
        item.people = radio.value;
        keep(item);
      });
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (queue.some((item) => !item.kept)) event.preventDefault();
  });

  Object.assign(photos, { queue, changes, show, keep, look, forget, pump, isSending: () => sending });
  // Before that the form may still change to the material of a draft that waited here.
  drafts.ready.then(load);
})();
