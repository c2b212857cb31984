"""The one door for pictures: whatever a phone sends becomes a plain JPEG that carries nothing else.

A picture is decoded, turned upright and drawn again on a new canvas, black boxes over it. Nothing
of the file itself goes on: no EXIF, GPS, XMP, IPTC, comment, colour profile, second picture or
appended data. The original is not kept.
"""

import hashlib
import io
import json
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pillow_heif
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageDraw

from contentdesk.foundation.segments import jpeg_scans

MAX_BYTES = 20 * 1024 * 1024
# "50 megapixels" on a phone's box means up to 8192 × 6144.
MAX_PIXELS = 51_000_000
LONG_SIDE = 2560
PREVIEW_SIDE = 480
CONTENT_TYPE = "image/jpeg"
MAX_BOXES = 50

# MPO, which phones write for portraits and gain maps, is opened by Pillow as JPEG.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# A camera writes about ten scans; thousands of empty ones fit in a small file, and each is decoded
# over the whole picture.
MAX_JPEG_SCANS = 100

# Embedded thumbnails and depth maps may show what the photo itself no longer does.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

# By EXIF orientation. Pillow's exif_transpose also writes EXIF anew, and fails on odd fields in it.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_one_at_a_time = threading.Lock()


class PhotoRefused(Exception):
    """The file is not taken. `sentence` says, in the user's language, why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Box:
    """What is to be covered, in fractions (0 to 1) of the upright picture's width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class RedrawnPhoto:
    """A clean JPEG and its smaller preview.

    `sha256` is the hex digest of `data`; `width` and `height` are those of `data`, in pixels.
    `preview` is a JPEG of at most 480 px on its long side, for lists and slow networks.
    """

    data: bytes
    preview: bytes
    sha256: str
    width: int
    height: int
    content_type: str = CONTENT_TYPE


def redraw(upload: BinaryIO, *, name: str, boxes: Sequence[Box] = ()) -> RedrawnPhoto:
    """Draw an uploaded JPEG, PNG, WebP or HEIC anew, at most 2560 px on its long side.

    `name` is the file's name as its sender knows it; it is used in refusals alone. What lies under
    `boxes`, and a little around them, is black. The same upload and boxes always give the same
    bytes. Of a moving picture the first frame is taken.

    Raises PhotoRefused for an empty, too large, unreadable, damaged or unknown file.
    """
    content = _read(upload, name)
    # Decoding takes a few hundred MB for a moment: one at a time keeps a small server alive.
    with _one_at_a_time:
        return _drawn(_decoded(content, name), boxes)


def cover(stored: bytes, boxes: Sequence[Box]) -> RedrawnPhoto:
    """Draw a stored photo (the `data` of a RedrawnPhoto) once more, with black boxes over it."""
    with _one_at_a_time, Image.open(io.BytesIO(stored), formats=("JPEG",)) as image:
        return _drawn(image, boxes)


def boxes_from_json(text: str) -> list[Box]:
    """The boxes a browser sends: a JSON list of [left, top, width, height] in fractions, or "".

    What reaches over the picture's edge is cut off there. Raises PhotoRefused for anything that is
    not at most 50 boxes, each covering some of the picture: a box left out would show a face.
    """
    try:
        rows = json.loads(text or "[]")
        if len(rows) > MAX_BOXES:
            sentence = _(
                "A photo takes at most %(number)d black boxes. Draw fewer and larger ones."
            )
            raise PhotoRefused(sentence % {"number": MAX_BOXES})
        return [_box(*row) for row in rows]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        sentence = _(
            "The black boxes did not arrive as they were drawn, so nothing was done with "
            "the photo. Draw them again."
        )
        raise PhotoRefused(sentence) from error


def _box(left: float, top: float, width: float, height: float) -> Box:
    given = (left, top, width, height)
    if {type(number) for number in given} - {int, float} or not all(map(math.isfinite, given)):
        raise TypeError("not a number")
    right, bottom = min(left + width, 1), min(top + height, 1)
    left, top = max(left, 0), max(top, 0)
    if right <= left or bottom <= top:
        raise ValueError("covers nothing")
    return Box(left, top, right - left, bottom - top)


def _read(upload: BinaryIO, name: str) -> bytes:
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    if not content:
        sentence = _("The file %(name)s is empty. Choose the photo again and send it once more.")
        raise PhotoRefused(sentence % {"name": name})
    if len(content) > MAX_BYTES:
        sentence = _(
            "The file %(name)s is larger than %(limit)d MB. "
            "Send the photo in a smaller size, or a screenshot of it."
        )
        raise PhotoRefused(sentence % {"name": name, "limit": MAX_BYTES // 1024**2})
    return content


def _decoded(content: bytes, name: str) -> Image.Image:
    """The first frame, upright, no larger than the canvas may be."""
    image = _opened(content, name)
    try:
        if jpeg_scans(content) > MAX_JPEG_SCANS:
            raise ValueError("too many scans")
        # JPEG is decoded straight at a half, a quarter or an eighth: a quarter of the memory.
        image.draft(None, _fitted(image.size))
        image.load()
        # A palette cannot be scaled smoothly.
        pixels = _true_colour(image)
        pixels.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
        return _upright(pixels)
    # The decoders raise almost anything on a damaged file.
    except Exception as error:
        sentence = _(
            "The file %(name)s is damaged or did not arrive whole. "
            "Open it on your phone to see whether it is complete, then send it again."
        )
        raise PhotoRefused(sentence % {"name": name}) from error


def _opened(content: bytes, name: str) -> Image.Image:
    """The picture with its header read and its bounds checked, nothing decoded yet."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except Exception as error:
        sentence = _(
            "The file %(name)s is not a photo the portal can read. "
            "Send a JPEG, PNG, WebP or HEIC photo."
        )
        raise PhotoRefused(sentence % {"name": name}) from error
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels(name)
    return image


def _too_many_pixels(name: str) -> PhotoRefused:
    sentence = _(
        "The photo %(name)s has more than %(limit)d megapixels. "
        "Set the camera to a smaller size, or send a screenshot of the photo."
    )
    return PhotoRefused(sentence % {"name": name, "limit": MAX_PIXELS // 1_000_000})


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1, LONG_SIDE / max(size))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _true_colour(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would clip them to white.
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return _on_white(image.convert("RGBA"))
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image)
    # Its orientation and colour profile are still to be read.
    flat.info = image.info
    return flat


def _upright(image: Image.Image) -> Image.Image:
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    # Garbled EXIF is common and says nothing about the picture: it is shown as it lies.
    except Exception:
        orientation = 1
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _drawn(image: Image.Image, boxes: Sequence[Box]) -> RedrawnPhoto:
    canvas = Image.new("RGB", image.size)
    canvas.paste(_in_srgb(image))
    _burn_in(canvas, boxes)
    preview = canvas.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    data = _encoded(canvas, quality=85)
    return RedrawnPhoto(
        data=data,
        preview=_encoded(preview, quality=80),
        sha256=hashlib.sha256(data).hexdigest(),
        width=canvas.width,
        height=canvas.height,
    )


def _burn_in(canvas: Image.Image, boxes: Sequence[Box]) -> None:
    """Before encoding and before the preview is made: nothing under a box is in either."""
    # About a pixel of the phone's screen on which the boxes were drawn.
    margin = max(4, max(canvas.size) // 250)
    pen = ImageDraw.Draw(canvas)
    for box in boxes:
        left, top = box.left * canvas.width - margin, box.top * canvas.height - margin
        right = (box.left + box.width) * canvas.width + margin
        bottom = (box.top + box.height) * canvas.height + margin
        pen.rectangle(
            (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)), "black"
        )


def _in_srgb(image: Image.Image) -> Image.Image:
    """Phones tag their photos (Display P3): dropping the tag alone would shift the colours."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        # A broken or mismatched profile is as good as none.
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    # Converted to what it is, it would be copied once more.
    return image if image.mode == "RGB" else image.convert("RGB")


def _encoded(image: Image.Image, *, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()
