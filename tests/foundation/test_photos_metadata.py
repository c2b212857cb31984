"""Nothing goes on with a photo but what is seen on it."""

import hashlib
import io
import re
import zipfile

import pytest
from PIL import Image

from contentdesk.foundation.photos import redraw
from tests.foundation import pictures


def segments(jpeg):
    """The application and comment markers before the picture data."""
    found, position = [], 2
    while jpeg[position + 1] != 0xDA:
        found.append(jpeg[position + 1])
        position += 2 + int.from_bytes(jpeg[position + 2 : position + 4])
    return {marker for marker in found if 0xE0 <= marker <= 0xEF or marker == 0xFE}


def assert_clean(photo):
    for made in (photo.data, photo.preview):
        assert segments(made) == {0xE0}, "only JFIF's own header is left"
        assert made.endswith(b"\xff\xd9")
        for secret in pictures.SECRETS:
            assert secret not in made
        image = Image.open(io.BytesIO(made))
        assert not image.getexif()
        assert {name for name in image.info if not name.startswith(("jfif", "progress"))} == set()


UPLOADS = {
    "jpeg with GPS and a comment": pictures.telling_jpeg,
    "turned jpeg": lambda: pictures.telling_jpeg(orientation=6),
    "CMYK jpeg": lambda: pictures.telling_jpeg(pictures.corners().convert("CMYK")),
    "jpeg of 50 megapixels": lambda: pictures.telling_jpeg(pictures.corners(8160, 6120)),
    "jpeg of a screen's colours": lambda: pictures.telling_jpeg(
        icc_profile=pictures.wordy_profile()
    ),
    "palette png": lambda: pictures.telling_png(pictures.corners().quantize(8)),
    "png with transparency": lambda: pictures.telling_png(pictures.corners().convert("RGBA")),
    "moving png": lambda: pictures.telling_png(save_all=True, append_images=[pictures.corners()]),
    "webp": lambda: pictures.telling(pictures.corners(), "WEBP"),
    "moving webp": lambda: pictures.telling(
        pictures.corners(), "WEBP", save_all=True, append_images=[Image.new("RGB", (400, 200))]
    ),
    "heic": lambda: pictures.telling(pictures.corners(), "HEIF"),
    "turned heic": lambda: pictures.telling(pictures.corners(), "HEIF", orientation=8),
    "heic of two pictures": lambda: pictures.telling(
        pictures.corners(), "HEIF", save_all=True, append_images=[Image.new("RGB", (400, 200))]
    ),
}


@pytest.mark.parametrize("kind", UPLOADS)
def test_metadata_does_not_survive(kind):
    content = UPLOADS[kind]()
    assert b"Rahasia" in content, "else this test shows nothing"
    assert_clean(redraw(io.BytesIO(content), name="Rahasia.jpg"))


def test_the_telling_jpeg_carries_every_kind_of_metadata():
    content = pictures.telling_jpeg()
    assert segments(content) == {0xE0, 0xE1, 0xED, 0xFE}
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    assert content.count(b"Rahasia") == 5


def test_a_zip_behind_the_photo_is_left_behind():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Rahasia.txt", "Rahasia")
    photo = redraw(io.BytesIO(pictures.telling_jpeg() + archive.getvalue()), name="foto.jpg")
    assert_clean(photo)
    assert not zipfile.is_zipfile(io.BytesIO(photo.data))


def test_a_page_inside_the_photo_is_left_behind():
    page = b"<html><script>alert('Rahasia')</script></html>"
    content = pictures.saved(pictures.corners(), comment=page) + page
    photo = redraw(io.BytesIO(content), name="foto.jpg")
    assert_clean(photo)
    assert not re.search(rb"<script|<html", photo.data)


def test_the_thumbnail_inside_a_photo_is_left_behind():
    hidden = pictures.saved(Image.new("RGB", (160, 120), pictures.RED))
    content = pictures.saved(Image.new("RGB", (400, 300), pictures.BLUE))
    segment = b"\xff\xe1" + (len(hidden) + 8).to_bytes(2) + b"Exif\0\0" + hidden
    photo = redraw(io.BytesIO(content[:2] + segment + content[2:]), name="foto.jpg")
    assert_clean(photo)
    assert Image.open(io.BytesIO(photo.data)).getpixel((200, 150))[2] > 200


def test_a_phones_second_picture_is_left_behind():
    first, second = pictures.corners(), Image.new("RGB", (400, 200), "white")
    content = pictures.saved(first, "MPO", save_all=True, append_images=[second])
    assert Image.open(io.BytesIO(content)).format == "MPO"
    photo = redraw(io.BytesIO(content), name="potret.jpg")
    assert_clean(photo)
    assert photo.data.count(b"\xff\xd8\xff") == 1
    assert Image.open(io.BytesIO(photo.data)).getpixel((50, 50))[0] > 180


def test_the_same_file_gives_the_same_bytes():
    once, again = (
        redraw(io.BytesIO(pictures.telling_jpeg()), name=name) for name in ("a.jpg", "b.jpg")
    )
    assert once == again
    assert once.sha256 == hashlib.sha256(once.data).hexdigest()
    assert once.content_type == "image/jpeg"


def test_an_upload_that_was_already_read_is_read_from_its_start():
    upload = io.BytesIO(pictures.telling_jpeg())
    upload.read()
    assert redraw(upload, name="foto.jpg").width == 400
