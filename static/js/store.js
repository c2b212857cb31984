/* What waits on this phone until the portal has it: unsent text and photos, in IndexedDB.

   Each row belongs to the person who is logged in (data-user of <body>); nobody else is given it.
   It goes when the portal has it, when its owner logs out, and after seven days.

   window.portal.store, every call a promise; without IndexedDB each gives nothing and keeps nothing:
     putDraft({ulid, page, fields, version})  getDraft(ulid)  dropDraft(ulid)
     waiting(page) → the ulid of what was begun there   begun(ulid): the portal knows it now
     putPhoto({id, ulid, blob, name, boxes, createdAt})  photosOf(ulid)  dropPhoto(id)
     drafts() → the rows   count() → {drafts, photos}   clear()
   `page` is the path of a form whose material the portal does not know yet, else "". */
(() => {
  "use strict";

  const DAYS_KEPT = 7;
  const SAVED = "saved";
  const LEFT = "portal-left";
  const user = document.body.dataset.user || "";
  let closed = false;
  let opening = null;

  function database() {
    opening ??= new Promise((resolve) => {
      let request;
      try {
        request = indexedDB.open("portal", 1);
      } catch {
        resolve(null); // some browsers refuse it in a private window
        return;
      }
      request.onupgradeneeded = () => {
        const drafts = request.result.createObjectStore("drafts", { keyPath: ["user", "ulid"] });
        drafts.createIndex("of", "user");
        const photos = request.result.createObjectStore("photos", { keyPath: ["user", "id"] });
        photos.createIndex("of", "user");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    });
    return opening;
  }

  /* Run `work(objectStore)` in a transaction of its own; resolves when it is on the disk. */
  async function within(name, mode, work) {
    const db = await database();
    if (!db) return undefined;
    return new Promise((resolve, reject) => {
      const transaction = db.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  const mine = async (name) =>
    user ? (await within(name, "readonly", (rows) => rows.index("of").getAll(user))) ?? [] : [];

  async function put(name, row) {
    if (!user || closed) return false;
    try {
      await within(name, "readwrite", (rows) => rows.put({ ...row, user, keptAt: Date.now() }));
    } catch {
      return false; // the phone is full
    }
    return (await database()) !== null;
  }

  const drop = (name, id) => within(name, "readwrite", (rows) => rows.delete([user, id]));

  const getDraft = async (ulid) => (await mine("drafts")).find((row) => row.ulid === ulid);

  /* Where the page of a new material stands, so that its photos come back to it too. */
  const beginsHere = () => (document.querySelector("form[data-begins]") ? location.pathname : "");

  async function waiting(page) {
    const rows = [...(await mine("drafts")), ...(await mine("photos"))];
    const here = rows.filter((row) => row.page === page);
    return here.sort((one, other) => other.keptAt - one.keptAt)[0]?.ulid;
  }

  async function photosOf(ulid) {
    const photos = (await mine("photos")).filter((row) => row.ulid === ulid);
    return photos.sort((one, other) => one.createdAt - other.createdAt);
  }

  /* `act(cursor)` at every row, in one transaction: what goes meanwhile does not come back. */
  function each(name, act) {
    return within(name, "readwrite", (rows) => {
      const request = rows.openCursor();
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return;
        act(cursor);
        cursor.continue();
      };
      return request;
    });
  }

  /* Delete the rows for which `gone(row)` holds. */
  const purge = (name, gone) =>
    each(name, (cursor) => {
      if (gone(cursor.value)) cursor.delete();
    });

  const begun = (ulid) =>
    each("photos", (cursor) => {
      const row = cursor.value;
      if (row.user === user && row.ulid === ulid) cursor.update({ ...row, page: "" });
    });

  async function clear() {
    if (!user) return;
    closed = true;
    // Another window of the same person would put its text back here.
    try {
      localStorage.setItem(LEFT, `${user} ${Date.now()}`);
    } catch {
      // no storage at all: then nothing is kept either
    }
    await purge("drafts", (row) => row.user === user);
    await purge("photos", (row) => row.user === user);
  }

  window.addEventListener("storage", (event) => {
    if (event.key === LEFT && event.newValue?.startsWith(`${user} `)) closed = true;
  });

  /* The portal says by a cookie which form it has saved: "<ulid>.<version the form was made of>". */
  async function takeReceipt() {
    const receipt = document.cookie.match(new RegExp(`(?:^|; )${SAVED}=([0-9A-Z]{26})\\.(\\d+)`));
    if (!receipt) return;
    document.cookie = `${SAVED}=; path=/; max-age=0`;
    const row = await getDraft(receipt[1]);
    if (row && row.version <= Number(receipt[2])) await drop("drafts", row.ulid);
  }

  /* On every page: what is too old goes, whosever it is; what has arrived goes. */
  async function tidyUp() {
    const oldest = Date.now() - DAYS_KEPT * 24 * 60 * 60 * 1000;
    await purge("drafts", (row) => row.keptAt < oldest);
    await purge("photos", (row) => row.keptAt < oldest);
    await takeReceipt();
  }

  const ready = tidyUp().catch(() => {});
  const after = (work) => async (...given) => {
    await ready;
    return work(...given);
  };

  window.portal = Object.assign(window.portal ?? {}, {
    store: {
      putDraft: after((row) => put("drafts", row)),
      drafts: after(() => mine("drafts")),
      getDraft: after(getDraft),
      dropDraft: after((ulid) => drop("drafts", ulid)),
      waiting: after(waiting),
      begun: after(begun),
      putPhoto: after((row) => put("photos", { page: beginsHere(), ...row })),
      photosOf: after(photosOf),
      dropPhoto: after((id) => drop("photos", id)),
      count: after(async () => ({
        drafts: (await mine("drafts")).length,
        photos: (await mine("photos")).length,
      })),
      clear: after(clear),
    },
  });
})();
