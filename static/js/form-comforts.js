/* Comforts of the form of a material: pasted messages are tidied by the portal, which can be undone;
   the caption for social media is counted; an activity of today has its day in one tap; a last day
   before the first is told at once. */
(() => {
  "use strict";

  const { form, words, ask } = window.portal.fields ?? {};
  if (!form) return;
  // Marks of a messenger: bold, a list of symbols, who wrote when, a forwarded message.
  const MARKS = /[*_][^\s*_][^*_\n]*[*_]|\p{Extended_Pictographic}|^[\s]*[•●▪➡✅]|\[\d{1,2}[/.]|[A-Z]{4,} [A-Z]{3,}|diteruskan|forwarded/imu;

  const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

  async function tidied(text) {
    const body = new FormData();
    body.set("text", text);
    const { status, data } = await ask(form.dataset.tidy, body);
    return status === 200 ? data.text : text; // without a network the paste stays as it is
  }

  function offerUndo(field, before, after) {
    field.parentElement.querySelector(".tidied")?.remove();
    const note = document.getElementById("paste-tidied").content.firstElementChild.cloneNode(true);
    field.after(note);
    const button = note.querySelector("button");
    button.addEventListener("click", () => {
      // What was typed since stays.
      field.value = field.value === after ? before : field.value.replace(after, before);
      const kept = form.elements.as_pasted;
      kept.value = [...new Set([...kept.value.split(" ").filter(Boolean), field.name])].join(" ");
      note.remove();
      field.focus();
      changed(field);
    });
  }

  form.querySelectorAll("textarea[data-pasted]").forEach((field) => {
    field.addEventListener("paste", (event) => {
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (!MARKS.test(pasted)) return;
      // After the browser has put it in; its own undo goes on working.
      setTimeout(async () => {
        const before = field.value;
        const text = await tidied(pasted);
        const raw = pasted.replace(/\r\n?/g, "\n");
        if (text === raw || field.value !== before || !before.includes(raw)) return;
        field.value = before.replace(raw, () => text);
        changed(field);
        offerUndo(field, before, field.value);
      });
    });
  });

  form.querySelectorAll("[data-today]").forEach((field) => {
    const button = document.getElementById("day-today").content.firstElementChild.cloneNode(true);
    field.after(button);
    button.addEventListener("click", () => {
      field.value = field.dataset.today;
      changed(field);
    });
  });

  const { fact_from_day: first, fact_until_day: last } = form.elements;
  if (first && last) {
    const told = document.createElement("p");
    told.className = "day-trouble";
    told.id = `${last.id}_order`;
    told.setAttribute("role", "status");
    last.after(told);
    // A year that is still being typed is none yet: 0020 on its way to 2026.
    const inOrder = () => !first.value || last.value < "1000" || first.value <= last.value;
    const look = () => {
      told.textContent = inOrder() ? "" : words.daysOutOfOrder;
    };
    for (const day of [first, last]) day.addEventListener("input", look);
    form.addEventListener("filled", look);
    last.setAttribute("aria-describedby", told.id);
    // After a refused sending the page says so itself.
    if (!last.matches(".is-invalid")) look();
  }

  // What was missing and is filled in now is no longer told; the server looks again at sending.
  const missing = document.querySelector("[data-missing]");
  const isFilled = (place) =>
    place.matches("input, textarea, select")
      ? place.value.trim() !== ""
      : place.querySelector("[type=radio]:checked") !== null;
  const tick = (event) => {
    missing.querySelectorAll("a").forEach((link) => {
      const place = document.getElementById(link.hash.slice(1));
      if (place?.contains(event.target) && isFilled(place)) link.closest("li").remove();
    });
    if (!missing.querySelector("li")) missing.remove();
  };
  if (missing) {
    form.addEventListener("change", tick);
    form.addEventListener("input", tick);
  }

  form.querySelectorAll("[data-count]").forEach((field) => {
    const most = Number(field.dataset.count);
    const shown = document.createElement("p");
    shown.className = "count";
    field.after(shown);
    const count = () => {
      const length = [...field.value].length;
      shown.textContent = `${length} / ${most}`;
      shown.classList.toggle("count-over", length > most);
    };
    field.addEventListener("input", count);
    form.addEventListener("filled", count);
    count();
  });
})();
