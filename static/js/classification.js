/* A comfort: another class of information brings its own usual reason, and only periodic information
   asks for a day. The server checks both. */
(() => {
  "use strict";

  document.querySelectorAll("[data-reasons]").forEach((reason) => {
    const { form } = reason;
    const usual = JSON.parse(reason.dataset.reasons);
    const day = form.elements.review_by.closest(".mb-3");
    let last = reason.value;
    const chosen = () => form.elements.classification.value;
    const showDay = () => {
      day.hidden = chosen() !== "periodic";
    };
    form.addEventListener("change", (event) => {
      if (event.target.name !== "classification") return;
      showDay();
      // Words of the officer's own stay.
      if (reason.value.trim() && reason.value !== last) return;
      reason.value = usual[chosen()] ?? "";
      last = reason.value;
    });
    if (!day.querySelector(".invalid-feedback")) showDay();
  });
})();
