/* Keeps what is typed into the form of a material: on this phone at once, in the portal soon.

   window.portal.drafts, for scripts that change the same material by requests of their own:
     ready                 a promise: text from this phone is back in the form, and ulid() is right
     ulid()                of the material, also before the portal knows it
     during(promise)       such a request is under way: no conflict is declared before it ends
     note(before, after)   … and it led from this version to that one
     begun(address)        the portal knows the material now; here it is edited
     changed()             a script has added or filled in fields */
(() => {
  "use strict";

  const { store, fields, notices } = window.portal;
  if (!fields) return;
  const { form } = fields;
  const PAUSE = 2000; // ms without typing before the portal is asked
  const AGAIN = 15_000; // ms until the next try without a network
  const BEAT = 30_000; // ms between two signs of being here
  const PATIENCE = 10_000; // ms that a pressed button waits for a request under way

  const page = location.pathname;
  const inputs = form.elements;
  const ulid = () => inputs.ulid.value;
  const version = () => Number(inputs.version.value);
  const begins = () => "begins" in form.dataset;

  let known = fields.read(); // what the portal has
  let typed = "typed" in form.dataset; // the page was made with words that are saved nowhere
  let lost = []; // texts that were sent, and whose answer has not come
  let stopped = "";
  let undecided = false; // a text kept before waits for a choice, and must not be replaced
  let sending = null;
  let again = false;
  const timers = {};
  const own = new Set(); // requests of other scripts, under way
  const steps = new Map(); // from version to version, by one's own changes
  let ahead = 0; // the newest version that the portal is known to have

  const later = (name, act, delay) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(act, delay);
  };
  const hasFiles = () => [...inputs].some((input) => input.files?.length);
  const unsaved = () => typed || fields.changed(fields.read(), known);

  function adopt(stored) {
    inputs.version.value = stored.version;
    known = fields.own(stored.fields);
    typed = false;
    lost = [];
  }

  /* Answers come in any order; the form's version follows one's own steps as far as they lead. */
  function note(before, after) {
    if (before !== after) steps.set(Number(before), Number(after));
    ahead = Math.max(ahead, Number(after));
    let now = version();
    while (steps.has(now)) now = steps.get(now);
    inputs.version.value = now;
  }

  function during(promise) {
    own.add(promise);
    const over = () => own.delete(promise);
    promise.then(over, over);
    return promise;
  }

  const settled = () => Promise.allSettled([...own, sending]);

  /* --- on this phone */

  async function remember() {
    if (undecided) return false;
    if (!unsaved()) {
      form.toggleAttribute("data-warn-unsaved", hasFiles());
      await store.dropDraft(ulid());
      return true;
    }
    const row = { ulid: ulid(), page: begins() ? page : "", version: version(), base: known, lost };
    const kept = await store.putDraft({ ...row, fields: fields.read() });
    form.toggleAttribute("data-warn-unsaved", !kept || hasFiles());
    if (!form.dataset.draft && !stopped) notices.say(kept ? "kept" : "unkept");
    return kept;
  }

  /* --- in the portal */

  function text() {
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    return body;
  }

  async function send(mayRetry = true) {
    const said = fields.read();
    const seen = version();
    const before = lost;
    lost = [...lost, said].slice(-3);
    remember(); // the page may be gone before the answer is here
    later("slow", () => notices.say("saving"), 1000);
    const { status, data } = await fields.ask(form.dataset.draft, text());
    clearTimeout(timers.slow);
    if (status !== 0) lost = before;
    if (status === 403 && mayRetry && fields.refreshed(data)) return send(false);
    if (status === 409) return overtaken(data);
    if (status !== 200) return notSaved(status, data);
    known = said;
    typed = false;
    lost = [];
    note(seen, data.version);
    begun(data.address);
    notices.present(data.others);
    notices.say("saved", { time: data.saved_at });
    return remember();
  }

  async function notSaved(status, data) {
    const kept = await remember();
    if (status === 0 || status >= 500) {
      const name = navigator.onLine ? "trouble" : "offline";
      notices.say(kept ? name : "unkept");
      later("again", save, AGAIN);
    } else if (status === 401 || (data.token && !data.user)) notices.say("login", data);
    else if (data.token) notices.say("stranger");
    else if (status === 422) {
      const [sentence] = Object.values(data.fields).flat();
      notices.say("invalid", { more: sentence ?? data.sentence });
    } else notices.say("refused");
  }

  /* One of ours, or one whose answer was lost, or what stands here anyway, or a change of what is
     not in this form, as of a photo: nothing of anybody's is overwritten. */
  const isOurs = (stored) =>
    stored.version === version() ||
    [known, ...lost, fields.read()].some((one) => fields.same(one, stored.fields));

  async function overtaken({ sentence, stored }) {
    await Promise.allSettled([...own]);
    if (!stored.closed && !typed && isOurs(stored)) {
      adopt(stored);
      again = true;
      if (!unsaved()) notices.say("saved", { time: stored.at });
      return remember();
    }
    stopped = "conflict";
    await remember();
    notices.say("conflict");
    const goOn = (act) => () => {
      stopped = "";
      adopt(stored);
      act();
    };
    const take = goOn(() => {
      fields.fill(stored.fields);
      remember();
    });
    const kind = stored.closed ? "closed" : "theirs";
    const told = stored.closed ? { sentence } : { by: stored.by, at: stored.at };
    notices.beside(kind, stored.fields, { ...told, take, keep: goOn(save) });
  }

  /* Save what is not saved yet; `asking` asks also when nothing has changed here. */
  function save({ asking = false } = {}) {
    clearTimeout(timers.save);
    if (!form.dataset.draft || stopped || !(asking || unsaved())) return;
    if (sending) {
      again = true;
      return;
    }
    sending = send().finally(() => {
      sending = null;
      if (again) later("save", save, 0);
      again = false;
    });
  }

  function begun(address) {
    if (!begins()) return;
    delete form.dataset.begins;
    form.action = address;
    form.dataset.draft = address.replace(/edit\/$/, "draft/");
    form.dataset.presence = address.replace(/edit\/$/, "presence/");
    history.replaceState(history.state, "", address);
    store.begun(ulid());
    beat();
  }

  /* --- who else is here */

  async function beat() {
    if (document.hidden || !form.dataset.presence || stopped) return;
    const { status, data } = await fields.ask(form.dataset.presence, new FormData());
    if (status === 401) await notSaved(status, data);
    if (status === 403 && fields.refreshed(data)) save();
    if (status !== 200) return;
    inputs.kept.value = data.kept;
    notices.present(data.others);
    await settled();
    if (data.version > version() && !stopped) save({ asking: true });
  }

  /* --- what happens on the page */

  function changed() {
    later("keep", remember, 300);
    later("save", save, PAUSE);
  }

  function leave() {
    remember();
    save();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", () => unsaved() && later("save", save, 200));
  window.addEventListener("online", () => save());
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : beat()));
  window.addEventListener("pageshow", () => {
    if (stopped === "leaving") stopped = "";
  });
  setInterval(beat, BEAT);

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) {
      // The browser would put its own page about the network in place of the form.
      event.preventDefault();
      remember().then((kept) => notices.say(kept ? "notSent" : "unkept"));
      return;
    }
    // A step whose answer was lost looks like a colleague's: ask first what it was.
    if (ahead > version() && !sending && !own.size) {
      ahead = 0;
      save({ asking: true });
    }
    if (sending || own.size) {
      // Two saves at once would look like two people.
      event.preventDefault();
      const patience = new Promise((done) => setTimeout(done, PATIENCE));
      const go = () => form.requestSubmit(event.submitter);
      Promise.race([settled(), patience]).then(go);
      return;
    }
    remember();
    clearTimeout(timers.save); // it takes all along
    setTimeout(() => {
      if (!event.defaultPrevented) stopped = "leaving";
    });
  });

  /* --- what this phone kept from before */

  function bringBack(row) {
    const stored = fields.read();
    fields.fill(row.fields);
    lost = row.lost ?? [];
    const drop = () => {
      fields.fill(stored);
      changed();
    };
    const another = async () => {
      save();
      await sending;
      if (!unsaved()) location.assign(page);
    };
    notices.restored(row.keptAt, begins() ? { another } : { drop });
    save();
  }

  function offer(row) {
    undecided = true;
    const decided = (act) => async () => {
      undecided = false;
      await act();
      changed();
    };
    const take = decided(() => fields.fill(row.fields));
    notices.beside("phone", row.fields, { take, keep: decided(() => store.dropDraft(row.ulid)) });
  }

  async function start() {
    // The answer to a form that was sent: a reload must not send it once more.
    if (!begins()) history.replaceState(history.state, "", form.action + location.hash);
    if (begins() && !typed) inputs.ulid.value = (await store.waiting(page)) ?? ulid();
    const row = await store.getDraft(ulid());
    if (typed) {
      await remember();
      if ("overtaken" in form.dataset) stopped = "conflict";
      else save();
    } else if (row && fields.same(row.fields, known)) await store.dropDraft(row.ulid);
    else if (row) {
      const unmoved = [row.base, ...row.lost].some((one) => fields.same(one, known));
      if (unmoved) bringBack(row);
      else offer(row);
    }
    beat();
  }

  window.portal.drafts = { ready: start(), ulid, during, note, begun, changed };
})();
