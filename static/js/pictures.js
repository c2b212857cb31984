/* Pictures before they leave the phone: made smaller, drawn as a preview, boxes burned in.
   window.portal.pictures: shrunk(file), preview(canvas, blob, boxes), burned(blob, boxes). A file
   that this browser cannot decode (HEIC, mostly) is given back as it is. */
(() => {
  "use strict";

  const LONG_SIDE = 2560;
  const PREVIEW_SIDE = 480;
  const QUALITY = 0.88;

  const decoded = (blob) => createImageBitmap(blob, { imageOrientation: "from-image" });

  function drawn(canvas, bitmap, longSide, boxes = []) {
    const scale = Math.min(1, longSide / Math.max(bitmap.width, bitmap.height));
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext("2d");
    // A JPEG knows no transparency; black would swallow what is drawn on it.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    // As wide as the portal burns it in once more (foundation/photos.py).
    const margin = Math.max(4, Math.floor(Math.max(canvas.width, canvas.height) / 250));
    for (const [left, top, width, height] of boxes) {
      pen.fillRect(
        left * canvas.width - margin,
        top * canvas.height - margin,
        width * canvas.width + 2 * margin,
        height * canvas.height + 2 * margin,
      );
    }
  }

  async function asJpeg(blob, boxes) {
    const bitmap = await decoded(blob);
    const canvas = document.createElement("canvas");
    drawn(canvas, bitmap, LONG_SIDE, boxes);
    bitmap.close();
    const jpeg = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    canvas.width = 0; // gives its memory back at once
    if (!jpeg) throw new Error("no room for the picture");
    return jpeg;
  }

  async function shrunk(file) {
    try {
      return await asJpeg(file, []);
    } catch {
      return file;
    }
  }

  /* Whether it could be shown. */
  async function preview(canvas, blob, boxes = [], longSide = PREVIEW_SIDE) {
    try {
      const bitmap = await decoded(blob);
      drawn(canvas, bitmap, longSide, boxes);
      bitmap.close();
      return true;
    } catch {
      return false;
    }
  }

  window.portal = Object.assign(window.portal ?? {}, {
    pictures: { shrunk, preview, burned: asJpeg },
  });

  // A single photo that goes with its form, such as a signed paper.
  document.querySelectorAll("input[type=file][data-shrink]").forEach((input) => {
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      const small = await shrunk(file);
      if (small === file || small.size >= file.size || input.files[0] !== file) return;
      const chosen = new DataTransfer();
      chosen.items.add(new File([small], file.name, { type: small.type }));
      input.files = chosen.files;
    });
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
