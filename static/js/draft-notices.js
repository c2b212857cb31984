/* What the form of a material tells about its draft: the state line, who else is here, and two
   texts side by side when one must not silently take the other's place. */
(() => {
  "use strict";

  const fields = window.portal.fields;
  if (!fields) return;
  const { words } = fields;
  const line = document.getElementById("draft-state");
  const place = document.getElementById("draft-notices");
  const moved = document.getElementById("draft-moved").dataset;
  const insert = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  /* Say where the text is: a name of a data attribute of #drafting; `login` becomes a link. */
  function say(name, { time = "", more = "", login = "" } = {}) {
    if (!line) return;
    const sentence = [insert(words[name], { time }), more].join(" ").trim();
    if (line.textContent === sentence) return;
    line.className = `draft-state draft-state-${name}`;
    line.replaceChildren(sentence);
    if (login) {
      const link = document.createElement("a");
      link.href = `${login}?next=${encodeURIComponent(location.pathname)}`;
      link.textContent = sentence;
      line.replaceChildren(link);
    }
  }

  function present(names) {
    const said = names.length > 1 ? words.hereMany : words.here;
    const sentence = names.length ? insert(said, { names: names.join(", ") }) : "";
    const shown = document.getElementById("presence");
    if (shown.textContent !== sentence) shown.textContent = sentence;
  }

  const clear = () => place.replaceChildren();

  function put(id) {
    clear();
    place.append(document.getElementById(id).content.cloneNode(true));
    return place.firstElementChild;
  }

  const on = (button, act) =>
    button?.addEventListener("click", () => {
      clear();
      act();
    });

  /* Text from this phone is back in the form: `drop` puts in what the portal has instead. */
  function restored(keptAt, { drop, another }) {
    const panel = put("draft-restored");
    panel.querySelector("[data-when]").textContent = new Date(keptAt).toLocaleString(
      document.documentElement.lang,
      { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
    );
    panel.querySelector("[data-drop]").hidden = Boolean(another);
    panel.querySelector("[data-new]").hidden = !another;
    on(panel.querySelector("[data-drop]"), drop);
    on(panel.querySelector("[data-new]"), another);
  }

  /* Another text beside the one in the form. `kind`: it is theirs (saved by somebody meanwhile),
     from this phone, or the form is closed. `take` and `keep` are the two ways on. */
  function beside(kind, other, { by = "", at = "", sentence = "", take, keep }) {
    const panel = put("draft-conflict");
    const said = by ? insert(moved.by, { name: by, time: at }) : sentence || moved.sentence;
    panel.querySelector("[data-sentence]").textContent = said;
    for (const part of panel.querySelectorAll("[data-means], [data-take], [data-keep]")) {
      const { means, take: taken, keep: kept } = part.dataset;
      if ((means ?? taken ?? kept) !== kind) part.remove();
    }
    const list = panel.querySelector(".differing");
    for (const name of fields.shown(fields.differing(fields.read(), other))) {
      const term = document.createElement("dt");
      const text = document.createElement("dd");
      term.textContent = fields.label(name);
      text.textContent = fields.show(name, other[name]);
      list.append(term, text);
    }
    on(panel.querySelector("button[data-take]"), take);
    on(panel.querySelector("button[data-keep]"), keep);
    panel.focus();
  }

  window.portal.notices = { say, present, clear, restored, beside };
})();
