/* The text of the form of a material as plain values: read, filled in, compared; and how its scripts
   ask the portal. Photos and the PDF are not text; what takes something away is not either. */
(() => {
  "use strict";

  const form = document.getElementById("edition");
  const words = document.getElementById("drafting")?.dataset;
  if (!form || !words) return;

  const NOT_TEXT = ["csrfmiddlewaretoken", "kept", "version", "ulid", "as_pasted", "document_removed"];
  const KEEPALIVE_MAX = 60_000; // bytes that a browser still sends while it leaves the page
  const FORMATTED = /_html$/; // beside the plain field of the same name
  const NO_INPUT = ["file", "submit", "button"];

  // Who writes in a plain field says nothing of how it is formatted.
  const isFormatting = (control) =>
    control.hidden && control.closest(".rich-text:not([data-rich-text])") !== null;

  const isText = (control) =>
    control.name &&
    !isFormatting(control) &&
    !NO_INPUT.includes(control.type) &&
    !NOT_TEXT.includes(control.name) &&
    !control.name.endsWith("-removed");

  const controls = () => [...form.elements].filter(isText);

  /* What is switched off is not sent: the plain field once its words were changed in the editor. */
  function read() {
    const said = {};
    for (const control of controls().filter((one) => !one.disabled)) {
      const { name, type, checked, value } = control;
      if (type === "radio") said[name] = checked ? value : (said[name] ?? "");
      else if (type === "checkbox") said[name] = checked ? "on" : "";
      else said[name] = value;
    }
    return said;
  }

  /* The portal tells more than this form reads, as how the words of a plain field are formatted:
     nobody here has written that, so it is neither kept nor compared nor shown. */
  function own(said) {
    const names = new Set(controls().map((control) => control.name));
    return Object.fromEntries(Object.entries(said).filter(([name]) => names.has(name)));
  }

  function fill(said) {
    for (const control of controls()) {
      const value = said[control.name];
      // Formatted words that were kept alone: sent beside them, the plain ones would win.
      if (`${control.name}_html` in said) control.disabled = value === undefined;
      if (value === undefined) continue;
      if (control.type === "radio") control.checked = control.value === value;
      else if (control.type === "checkbox") control.checked = value === "on";
      else if (control.value !== value) control.value = value;
    }
    form.dispatchEvent(new Event("filled"));
  }

  /* One answer for all photos is stored at each of them. */
  function meant(said, name) {
    const value = said[name] || (name.endsWith("-people") ? said.people_of_all : "");
    return (value ?? "").replace(/\s+/g, " ").trim();
  }

  /* What to show of differing names: formatted text only where its plain words are the same. */
  const shown = (names) =>
    names.filter((name) => !FORMATTED.test(name) || !names.includes(name.replace(FORMATTED, "")));

  /* The names in both whose values differ; how many blanks part two words does not count. */
  const differing = (one, other) =>
    Object.keys(own(one)).filter(
      (name) => name in other && name !== "people_of_all" && meant(one, name) !== meant(other, name),
    );

  const first = (name) => {
    const found = form.elements.namedItem(name);
    return found instanceof RadioNodeList ? found[0] : found;
  };

  function label(name) {
    const control = first(name.replace(FORMATTED, ""));
    const source = control.type === "radio"
      ? control.closest("fieldset")?.querySelector("legend")
      : control.labels?.[0];
    const copy = source?.cloneNode(true);
    copy?.querySelectorAll(".needed").forEach((mark) => mark.remove());
    const photo = control.closest(".photo")?.querySelector(".photo-name")?.textContent ?? "";
    return [photo, copy?.textContent ?? name].map((part) => part.trim()).filter(Boolean).join(": ");
  }

  function show(name, value) {
    const control = first(name);
    if (!value) return words.empty;
    if (FORMATTED.test(name)) {
      const { body } = new DOMParser().parseFromString(value, "text/html");
      body.querySelectorAll("p, li, h2, h3, h4").forEach((block) => block.append("\n"));
      return body.textContent.replace(/\n{2,}/g, "\n").trim();
    }
    if (control.type === "checkbox") return words.yes;
    if (control.type === "radio") {
      const chosen = [...form.elements.namedItem(name)].find((one) => one.value === value);
      return chosen?.labels[0]?.textContent.trim() ?? value;
    }
    if (control.options) return [...control.options].find((one) => one.value === value)?.text ?? value;
    return value;
  }

  /* After a new login the page's token is stale: on with a fresh one, if it is the same person. */
  function refreshed({ token, user }) {
    if (!token || String(user) !== document.body.dataset.user) return false;
    const tokens = document.querySelectorAll("[name=csrfmiddlewaretoken]");
    tokens.forEach((one) => (one.value = token));
    return true;
  }

  /* The answer as {status, data}; without one, or with one that is not the portal's, status 0. */
  async function ask(address, body) {
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const headers = { Accept: "application/json" };
    const size = new Blob([...body.values()]).size + 200 * [...body].length;
    const keepalive = size < KEEPALIVE_MAX;
    try {
      const response = await fetch(address, { method: "POST", body, headers, keepalive });
      return { status: response.status, data: await response.json() };
    } catch {
      return { status: 0, data: {} };
    }
  }

  window.portal.fields = {
    form,
    words,
    read,
    own,
    fill,
    differing,
    shown,
    same: (one, other) => differing(one, other).length === 0,
    // Fields that came since, as those of a new photo, were empty then.
    changed: (now, then) => Object.keys(now).some((name) => meant(now, name) !== meant(then, name)),
    label,
    show,
    refreshed,
    ask,
  };
})();
