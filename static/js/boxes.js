/* Black boxes over a photo, by finger, mouse or keyboard. A box is [left, top, width, height] in
   fractions of the picture, which stands in [data-stage] of `root`.
   new window.portal.BoxEditor(root, boxes): .boxes, .close(); "boxes" is fired on root at a change. */
(() => {
  "use strict";

  const STEP = 0.02;
  const SMALLEST = 0.02;
  const BIRTH = 0.2;
  const MOST = 50;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  const filled = (words, values) =>
    words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

  /* One box: a button, so that it can be reached and named. */
  class Box {
    constructor(left, top, width, height) {
      Object.assign(this, { left, top, width, height });
      this.node = document.createElement("button");
      this.node.type = "button";
      this.node.className = "boxes-box";
      this.corner = document.createElement("span");
      this.corner.className = "boxes-corner";
      this.node.append(this.corner);
    }

    get parts() {
      return [this.left, this.top, this.width, this.height].map((part) => Number(part.toFixed(4)));
    }

    move(right, down) {
      this.left = within(this.left + right, 0, 1 - this.width);
      this.top = within(this.top + down, 0, 1 - this.height);
    }

    stretch(right, down) {
      this.width = within(this.width + right, SMALLEST, 1 - this.left);
      this.height = within(this.height + down, SMALLEST, 1 - this.top);
    }

    span(from, to) {
      this.left = Math.min(from[0], to[0]);
      this.top = Math.min(from[1], to[1]);
      this.width = Math.abs(to[0] - from[0]);
      this.height = Math.abs(to[1] - from[1]);
    }

    show() {
      for (const side of ["left", "top", "width", "height"]) {
        this.node.style[side] = `${this[side] * 100}%`;
      }
    }
  }

  class BoxEditor {
    constructor(root, given = []) {
      this.root = root;
      this.stage = root.querySelector("[data-stage]");
      this.said = root.querySelector("[data-where-said]");
      this.adding = root.querySelector("[data-add-box]");
      this.all = [];
      this.chosen = null;
      this.listening = new AbortController();
      const { signal } = this.listening;
      const removing = root.querySelector("[data-remove-box]");
      this.adding.addEventListener("click", () => this.addInTheMiddle(), { signal });
      removing.addEventListener("click", () => this.remove(this.chosen ?? this.all.at(-1)), { signal });
      this.stage.addEventListener("pointerdown", (event) => this.touch(event), { signal });
      given.forEach((parts) => this.add(...parts));
      this.choose(null);
      this.said.textContent = "";
    }

    get boxes() {
      return this.all.map((box) => box.parts);
    }

    close() {
      this.listening.abort();
      this.all.forEach((box) => box.node.remove());
    }

    add(...parts) {
      if (this.all.length === MOST) return null;
      const box = new Box(...parts);
      box.node.addEventListener("focus", () => this.choose(box));
      box.node.addEventListener("keydown", (event) => this.press(event, box));
      this.all.push(box);
      this.stage.append(box.node);
      this.changed(box);
      return box;
    }

    addInTheMiddle() {
      const middle = (1 - BIRTH) / 2;
      const box = this.add(middle, middle, BIRTH, BIRTH);
      if (!box) return;
      box.node.focus();
      this.describe(box);
    }

    remove(box) {
      if (!box) return;
      this.all.splice(this.all.indexOf(box), 1);
      box.node.remove();
      this.choose(null);
      this.changed();
      this.said.textContent = filled(this.root.dataset.removed, { n: this.all.length });
      (this.all.at(-1)?.node ?? this.adding).focus();
    }

    choose(box) {
      this.chosen = box;
      this.all.forEach((one) => one.node.classList.toggle("is-chosen", one === box));
    }

    changed(box) {
      box?.show();
      this.all.forEach((one, index) =>
        one.node.setAttribute("aria-label", filled(this.root.dataset.label, { n: index + 1 })),
      );
      this.root.dispatchEvent(new CustomEvent("boxes", { bubbles: true, detail: this.boxes }));
    }

    describe(box) {
      const [left, top, width, height] = box.parts.map((part) => Math.round(part * 100));
      const n = this.all.indexOf(box) + 1;
      this.said.textContent = filled(this.root.dataset.where, { n, left, top, width, height });
    }

    press(event, box) {
      if (event.key === "Delete" || event.key === "Backspace") {
        event.preventDefault();
        this.remove(box);
        return;
      }
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const [right, down] = arrow.map((direction) => direction * STEP);
      if (event.shiftKey) box.stretch(right, down);
      else box.move(right, down);
      this.changed(box);
      this.describe(box);
    }

    at(event) {
      const area = this.stage.getBoundingClientRect();
      return [
        within((event.clientX - area.left) / area.width, 0, 1),
        within((event.clientY - area.top) / area.height, 0, 1),
      ];
    }

    /* What a finger put down here does while it moves: place, size, or a new box. */
    grip(event) {
      let here = this.at(event);
      const box = this.all.find((one) => one.node.contains(event.target));
      if (!box) {
        const fresh = this.add(...here, 0, 0);
        return fresh && { box: fresh, drag: (to) => fresh.span(here, to) };
      }
      const act = event.target === box.corner ? "stretch" : "move";
      const drag = (to) => {
        box[act](to[0] - here[0], to[1] - here[1]);
        here = to;
      };
      return { box, drag };
    }

    touch(event) {
      if (event.button) return;
      event.preventDefault();
      const held = this.grip(event);
      if (!held) return;
      this.stage.setPointerCapture(event.pointerId);
      this.choose(held.box);
      const done = new AbortController();
      const on = (type, act) => this.stage.addEventListener(type, act, { signal: done.signal });
      on("pointermove", (next) => {
        held.drag(this.at(next));
        this.changed(held.box);
      });
      const end = () => {
        done.abort();
        this.settle(held.box);
      };
      on("pointerup", end);
      on("pointercancel", end);
    }

    /* A mere touch draws nothing; what is hardly there would cover nothing. */
    settle(box) {
      if (box.width < SMALLEST / 2 && box.height < SMALLEST / 2) {
        this.remove(box);
        return;
      }
      box.stretch(0, 0);
      box.move(0, 0);
      this.changed(box);
      this.describe(box);
      box.node.focus();
    }
  }

  window.portal = Object.assign(window.portal ?? {}, { BoxEditor });

  // The page of one photo: the boxes go with its form.
  const form = document.querySelector("[data-boxes-form]");
  if (!form) return;
  form.hidden = false;
  form.addEventListener("boxes", (event) => {
    const field = form.elements.boxes;
    field.value = event.detail.length ? JSON.stringify(event.detail) : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  new BoxEditor(form.querySelector("[data-boxes]"));
})();
