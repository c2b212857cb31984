/* A comfort: one box ticks all rows of the page. Everything works without it. */
(() => {
  "use strict";

  document.querySelectorAll("[data-pick-all]").forEach((all) => {
    const boxes = [...all.form.querySelectorAll("input[name=m]")];
    const show = () => {
      const picked = boxes.filter((box) => box.checked).length;
      all.checked = picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
    };
    all.addEventListener("change", () => {
      boxes.forEach((box) => {
        box.checked = all.checked;
      });
    });
    all.form.addEventListener("change", show);
    window.addEventListener("pageshow", show);
    all.parentElement.hidden = false;
  });
})();
