"""What lies under a black box is black, in the photo and in its preview, and nowhere kept."""

import io
import math

import pytest
from PIL import Image, ImageChops, ImageDraw

from contentdesk.foundation.photos import Box, PhotoRefused, boxes_from_json, cover, redraw
from tests.foundation import pictures
from tests.foundation.test_photos_drawing import STORED
from tests.foundation.test_photos_metadata import assert_clean

# Nothing else in these pictures is red.
FACE = Box(0.55, 0.2, 0.1, 0.3)
GROUND = (200, 220, 240)


def portrait(width=400, height=300):
    """A red face before a light wall, up to the very edge of the box that will cover it."""
    image = Image.new("RGB", (width, height), GROUND)
    left, top = FACE.left * width, FACE.top * height
    right, bottom = left + FACE.width * width, top + FACE.height * height
    face = (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
    ImageDraw.Draw(image).ellipse(face, "red")
    ImageDraw.Draw(image).rectangle((face[0], face[1], face[2], face[1] + 3), "red")
    return image


def reddest(image):
    red, green, _blue = image.split()
    return ImageChops.subtract(red, green).getextrema()[1]


def assert_covered(photo):
    for made in (photo.data, photo.preview):
        image = Image.open(io.BytesIO(made))
        assert reddest(image) < 20
        left, top = FACE.left * image.width, FACE.top * image.height
        right, bottom = left + FACE.width * image.width, top + FACE.height * image.height
        under = image.crop((math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)))
        assert max(brightest for _darkest, brightest in under.getextrema()) < 30
        corner = image.getpixel((image.width // 10, image.height // 10))
        assert all(abs(a - b) < 10 for a, b in zip(corner, GROUND, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("orientation", STORED)
def test_a_face_is_covered_however_the_phone_was_held(orientation, kind):
    turn = STORED[orientation]
    stored = portrait() if turn is None else portrait().transpose(turn)
    content = pictures.saved(stored, kind, quality=95, exif=pictures.exif(orientation))
    assert reddest(Image.open(io.BytesIO(redraw(io.BytesIO(content), name="a").data))) > 150
    assert_covered(redraw(io.BytesIO(content), name="foto.jpg", boxes=[FACE]))


@pytest.mark.parametrize("size", [(8160, 6120), (5201, 2603), (2560, 1920), (333, 251), (97, 61)])
def test_a_face_is_covered_at_every_size(size):
    content = pictures.saved(portrait(*size), quality=95)
    assert_covered(redraw(io.BytesIO(content), name="foto.jpg", boxes=[FACE]))


def test_the_thumbnail_inside_a_photo_shows_nothing_afterwards():
    thumbnail = pictures.saved(portrait(160, 120))
    segment = b"\xff\xe1" + (len(thumbnail) + 8).to_bytes(2) + b"Exif\0\0" + thumbnail
    content = pictures.saved(portrait())
    content = content[:2] + segment + content[2:] + thumbnail
    photo = redraw(io.BytesIO(content), name="foto.jpg", boxes=[FACE])
    assert_covered(photo)
    assert_clean(photo)
    for made in (photo.data, photo.preview):
        assert made.count(b"\xff\xd8\xff") == 1
        assert thumbnail[-200:] not in made


def test_a_stored_photo_is_covered_and_otherwise_stays():
    stored = redraw(io.BytesIO(pictures.saved(portrait(4000, 3000))), name="foto.jpg")
    covered = cover(stored.data, [FACE])
    assert_covered(covered)
    assert_clean(covered)
    assert (covered.width, covered.height) == (stored.width, stored.height)
    assert covered.sha256 != stored.sha256
    assert cover(stored.data, [FACE]) == covered


def test_several_boxes_leave_the_rest():
    content = pictures.saved(pictures.corners(1000, 500), quality=95)
    boxes = [Box(0, 0, 0.5, 0.5), Box(0.5, 0.5, 0.5, 0.5)]
    image = Image.open(io.BytesIO(redraw(io.BytesIO(content), name="foto.jpg", boxes=boxes).data))
    shown = [
        max(image.getpixel(point)) > 100
        for point in ((250, 125), (750, 125), (250, 375), (750, 375))
    ]
    assert shown == [False, True, True, False]


READ = {
    "": [],
    "[]": [],
    "[[0.25, 0.5, 0.25, 0.125]]": [Box(0.25, 0.5, 0.25, 0.125)],
    "[[0, 0, 1, 1], [0.5, 0.5, 0.5, 0.5]]": [Box(0, 0, 1, 1), Box(0.5, 0.5, 0.5, 0.5)],
    "[[-0.5, -0.25, 1, 0.75]]": [Box(0, 0, 0.5, 0.5)],
    "[[0.75, 0.5, 3, 1e308]]": [Box(0.75, 0.5, 0.25, 0.5)],
    "[" + ",".join(["[0, 0, 1, 1]"] * 50) + "]": [Box(0, 0, 1, 1)] * 50,
}
MISREAD = [
    *("nonsense", "null", "7", "true", '"abcd"', "[1, 2, 3, 4]", '{"left": 1}', '{"abcd": 1}'),
    *("[[]]", "[[0, 0, 1]]", "[[0, 0, 1, 1, 1]]", '[["0", "0", "1", "1"]]', "[[0, 0, null, 1]]"),
    *("[[false, false, true, true]]", "[[[0], 0, 1, 1]]", "[null]", '["abcd"]'),
    *("[[0, 0, NaN, 1]]", "[[0, 0, Infinity, 1]]", "[[0, 0, 1e999, 1]]", "[[-Infinity, 0, 1, 1]]"),
    *("[[0, 0, 0, 1]]", "[[0.5, 0.5, -0.2, 0.2]]", "[[0, 0, 1, -1]]"),
    *("[[1, 0, 1, 1]]", "[[0, 2, 1, 1]]", "[[-1, 0, 1, 1]]"),
    *("[[0, 0, 1, 1], [0, 0, 0, 0]]", "[" * 100_000, f"[[0, 0, 1{'0' * 400}, 1]]"),
    f"[[0, 0, 1{'0' * 5000}, 1]]",
]


@pytest.mark.parametrize("text", READ)
def test_boxes_of_a_browser_are_read(text):
    assert boxes_from_json(text) == READ[text]


@pytest.mark.parametrize("text", MISREAD, ids=lambda text: text[:30])
@pytest.mark.usefixtures("english")
def test_boxes_that_make_no_sense_are_refused(text):
    with pytest.raises(PhotoRefused) as refused:
        boxes_from_json(text)
    assert refused.value.sentence == (
        "The black boxes did not arrive as they were drawn, so nothing was done with the photo. "
        "Draw them again."
    )


@pytest.mark.usefixtures("english")
def test_more_boxes_than_a_photo_takes_are_refused():
    with pytest.raises(PhotoRefused) as refused:
        boxes_from_json("[" + ",".join(["[0, 0, 1, 1]"] * 51) + "]")
    assert refused.value.sentence == (
        "A photo takes at most 50 black boxes. Draw fewer and larger ones."
    )
