/* The photos of a material's form: moved and taken out at once, one answer for all of them. What
   photo-queue.js needs of the form is in window.portal.photos. Each request here changes the same
   edition as the saving while one types, so drafts.js is told of it. */
(() => {
  "use strict";

  const { drafts } = window.portal ?? {};
  const section = document.querySelector("[data-photos]");
  if (!section || !drafts) return;
  const form = section.closest("form");
  const cards = section.querySelector("[data-cards]");
  const words = section.dataset;
  const NO_ULID = "0".repeat(26);
  const STALLED = 60_000;

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

  function say(text, values = {}) {
    const said = section.querySelector("[data-said]");
    said.textContent = filled(text, values);
  }

  const address = (pattern, placement) =>
    pattern.replace(NO_ULID, drafts.ulid()).replace("/0/", `/${placement}/`);

  // The field may be older than the cookie: a login in another window changes the token.
  function token() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  }

  /* POST by XMLHttpRequest, for its progress; {status, text, header}, status 0 without a network.
     `abort` is an AbortSignal, `steps(reply)` gives the versions before and after. */
  function post(url, fields, { steps, ...options }) {
    const answered = send(url, fields, options).then((reply) => {
      const [before, after] = steps(reply);
      if (!after) return reply;
      drafts.note(before, after);
      // It went through, so this is the person; after a new login the form's own token is stale.
      form.elements.csrfmiddlewaretoken.value = token();
      return reply;
    });
    return drafts.during(answered);
  }

  function send(url, fields, { progress, abort }) {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (Array.isArray(value)) data.append(name, ...value);
      else data.append(name, value);
    }
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      let watch = 0;
      const alive = () => {
        clearTimeout(watch);
        watch = setTimeout(() => request.abort(), STALLED);
      };
      request.open("POST", url);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.setRequestHeader("X-CSRFToken", token());
      request.upload.onprogress = (event) => {
        alive();
        if (event.lengthComputable) progress?.(event.loaded / event.total);
      };
      request.onloadend = () => {
        clearTimeout(watch);
        resolve({
          status: request.status,
          text: request.responseText,
          header: (name) => request.getResponseHeader(name),
        });
      };
      abort?.addEventListener("abort", () => request.abort());
      alive();
      request.send(data);
    });
  }

  function renumber() {
    [...cards.children].forEach((card, index) => {
      card.querySelector("[data-number]").textContent = index + 1;
    });
  }

  function answer(card, people) {
    const radio = (value) => card.querySelector(`[type=radio][value="${value}"]`);
    if (people && !radio("consented").checked) radio(people).checked = true;
  }

  function peopleOfAll() {
    return section.querySelector("[name=people_of_all]:checked")?.value ?? "";
  }

  /* The card of a photo that has just arrived; false when it has been here before. */
  function putCard(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const card = holder.content.querySelector("[data-placement]");
    if (cards.querySelector(`[data-placement="${card.dataset.placement}"]`)) return false;
    cards.append(card);
    answer(card, peopleOfAll());
    renumber();
    drafts.changed();
    return true;
  }

  function saidIn(reply) {
    try {
      return JSON.parse(reply.text);
    } catch {
      return {}; // a page instead of an answer: a fault, or something between here and the portal
    }
  }

  async function change(url, fields) {
    const steps = (reply) => [saidIn(reply).before, saidIn(reply).version];
    const said = saidIn(await post(url, fields, { steps }));
    if (said.version === undefined) tell(said.sentence ?? words.unsaved);
    return said.version !== undefined;
  }

  /* A refusal has to be seen, too. */
  function tell(sentence) {
    let note = section.querySelector("[data-note]");
    if (!note) {
      note = document.createElement("p");
      note.className = "photo-trouble";
      note.dataset.note = "";
      note.setAttribute("role", "alert");
      cards.before(note);
    }
    note.textContent = sentence;
    note.hidden = !sentence;
  }

  let orderIsKnown = true;
  let ordering = false;

  async function keepOrder() {
    const order = () => [...cards.children].map((card) => card.dataset.placement).join(",");
    orderIsKnown = false;
    if (ordering) return;
    ordering = true;
    let wanted;
    let isKept;
    // Several steps in a row are sent as one, and never two at once.
    do {
      wanted = order();
      isKept = await change(address(words.order), { order: wanted });
    } while (isKept && order() !== wanted);
    ordering = false;
    orderIsKnown = isKept;
    if (isKept) tell("");
  }

  function move(card, button, up) {
    const other = up ? card.previousElementSibling : card.nextElementSibling;
    if (!other) return;
    if (up) other.before(card);
    else other.after(card);
    renumber();
    button.focus();
    card.scrollIntoView({ block: "nearest" });
    const all = cards.children.length;
    say(words.moved, { n: [...cards.children].indexOf(card) + 1, all });
    keepOrder();
  }

  async function takeOut(card) {
    if (!(await change(address(words.takeOut, card.dataset.placement), {}))) return;
    const next = card.nextElementSibling ?? card.previousElementSibling;
    card.remove();
    renumber();
    tell("");
    drafts.changed();
    say(words.gone);
    (next?.querySelector(".photo-name") ?? form.elements.photos).focus();
  }

  cards.addEventListener("click", (event) => {
    const button = event.target.closest("button[name]");
    if (!button) return;
    const card = button.closest("[data-placement]");
    const [name] = button.value.split(":");
    if (name === "up" || name === "down") {
      event.preventDefault();
      move(card, button, name === "up");
    } else if (button.name.endsWith("-removed")) {
      event.preventDefault();
      takeOut(card);
    }
  });

  section.querySelectorAll("[name=people_of_all]").forEach((radio) => {
    radio.addEventListener("change", () => {
      [...cards.children].forEach((card) => answer(card, radio.value));
      drafts.changed();
    });
  });

  window.addEventListener("online", () => {
    if (!orderIsKnown) keepOrder();
  });

  const unfold = (card) => {
    card.querySelector(".photo-fold").open = true;
  };

  /* A link to a photo, as of what is missing, means its fields. */
  function unfoldTarget() {
    [...cards.children].filter((card) => `#${card.id}` === location.hash).forEach(unfold);
  }

  const FIELDS = "textarea, input";
  const isUnsaved = (field) =>
    field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  const hasUnsaved = (card) => [...card.querySelectorAll(FIELDS)].some(isUnsaved);

  const unfoldUnsaved = () => [...cards.children].filter(hasUnsaved).forEach(unfold);

  // What this phone had kept is back: nobody saves words that cannot be seen.
  form.addEventListener("filled", unfoldUnsaved);
  drafts.ready.then(unfoldUnsaved);
  window.addEventListener("hashchange", unfoldTarget);
  unfoldTarget();

  cards.addEventListener("input", ({ target }) => {
    if (!target.name.endsWith("-alt")) return;
    const said = target.closest("[data-placement]").querySelector(".photo-said");
    said.textContent = target.value || said.dataset.empty;
  });

  Object.assign(window.portal, {
    photos: { section, form, post, address, putCard, peopleOfAll, saidIn, say, tell },
  });
})();
