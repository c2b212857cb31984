"""What is not a photo, or too much of one, is refused with a sentence that helps."""

import contextlib
import io
import random
import threading

import pytest
from PIL import Image, ImageFile

from contentdesk.foundation import photos
from contentdesk.foundation.photos import MAX_BYTES, PhotoRefused, redraw
from tests.foundation import pictures

pytestmark = pytest.mark.usefixtures("english")

UNREADABLE = (
    "The file rapat.jpg is not a photo the portal can read. Send a JPEG, PNG, WebP or HEIC photo."
)
DAMAGED = (
    "The file rapat.jpg is damaged or did not arrive whole. "
    "Open it on your phone to see whether it is complete, then send it again."
)
TOO_MANY_PIXELS = (
    "The photo rapat.jpg has more than 51 megapixels. "
    "Set the camera to a smaller size, or send a screenshot of the photo."
)
TOO_LARGE = (
    "The file rapat.jpg is larger than 20 MB. "
    "Send the photo in a smaller size, or a screenshot of it."
)
EMPTY = "The file rapat.jpg is empty. Choose the photo again and send it once more."


def refusal(content):
    with pytest.raises(PhotoRefused) as refused:
        redraw(io.BytesIO(content), name="rapat.jpg")
    assert str(refused.value) == refused.value.sentence
    return refused.value.sentence


NOT_PHOTOS = {
    "text": b"Notulen rapat bulanan",
    "page": b"<!doctype html><html><script>alert(1)</script></html>",
    "page before a photo": b"<html><!--" + pictures.saved(pictures.corners()),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "gif": pictures.frames("GIF"),
    "bmp": pictures.saved(pictures.corners(), "BMP"),
    "tiff": pictures.saved(pictures.corners(), "TIFF"),
    "pdf": pictures.saved(pictures.corners(), "PDF"),
    "zip": b"PK\x03\x04" + bytes(100),
    "beginning of a jpeg": b"\xff\xd8\xff\xe0",
    "beginning of a png": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("kind", NOT_PHOTOS)
def test_what_is_not_a_photo_is_refused(kind):
    assert refusal(NOT_PHOTOS[kind]) == UNREADABLE


def test_an_empty_file_is_refused():
    assert refusal(b"") == EMPTY


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_cut_short_is_refused(kind):
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    content = pictures.saved(noise, kind)
    assert refusal(content[: len(content) // 2]) in {DAMAGED, UNREADABLE}
    if kind in {"JPEG", "PNG", "HEIF"}:
        assert refusal(content[: len(content) * 9 // 10]) == DAMAGED


def test_too_many_bytes_are_refused_without_reading_them_all():
    class Endless(io.BytesIO):
        taken = 0

        def read(self, size=-1):
            assert size > 0
            self.taken += size
            return bytes(size)

    upload = Endless()
    with pytest.raises(PhotoRefused, match="larger than 20 MB"):
        redraw(upload, name="rapat.jpg")
    assert upload.taken <= MAX_BYTES + 1
    assert refusal(pictures.saved(pictures.corners()) + bytes(MAX_BYTES)) == TOO_LARGE


# 52 megapixels, then past Pillow's own warning, then past its own error.
@pytest.mark.parametrize("size", [(8000, 6500), (12000, 12000), (30000, 30000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("decoded"))
    assert refusal(pictures.bomb_png(*size)) == TOO_MANY_PIXELS


def test_a_jpeg_of_thousands_of_scans_is_refused():
    assert refusal(pictures.many_scans_jpeg(5000)) == DAMAGED
    redraw(io.BytesIO(pictures.many_scans_jpeg(0)), name="rapat.jpg")


def test_what_looks_like_scans_outside_the_picture_does_not_count():
    content = pictures.saved(pictures.corners())
    scans = b"\xff\xda\x00\x08" * 5000
    segment = b"\xff\xe5" + (len(scans) + 2).to_bytes(2) + scans
    video = bytes(1000) + scans
    redraw(io.BytesIO(content[:2] + segment + content[2:] + video), name="foto-bergerak.jpg")


def test_whatever_arrives_is_a_photo_or_a_refusal():
    dice = random.Random(7)
    originals = [pictures.saved(pictures.corners(), kind) for kind in ("PNG", "WEBP", "HEIF")]
    originals.append(pictures.telling_jpeg())
    sentences = set()
    for _ in range(300):
        content = bytearray(dice.choice(originals))
        for _ in range(dice.randint(1, 20)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        with contextlib.suppress(PhotoRefused):
            redraw(io.BytesIO(content), name="rapat.jpg")
            sentences.add("taken")
            continue
        sentences.add(refusal(content))
    assert (
        {"taken", DAMAGED, UNREADABLE}
        <= sentences
        <= {"taken", DAMAGED, UNREADABLE, TOO_MANY_PIXELS}
    )


def test_photos_are_decoded_one_at_a_time(monkeypatch):
    at_work, most = [], []
    decode = photos._decoded

    def watched(content, name):
        at_work.append(name)
        most.append(len(at_work))
        image = decode(content, name)
        at_work.pop()
        return image

    monkeypatch.setattr(photos, "_decoded", watched)
    content = pictures.saved(pictures.corners(3000, 2000))
    threads = [
        threading.Thread(target=redraw, args=[io.BytesIO(content)], kwargs={"name": "foto.jpg"})
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 6
