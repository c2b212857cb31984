"""A photo looks like what was taken: upright, in its colours, small enough for a phone."""

import io

import pytest
from PIL import Image, ImageCms

from contentdesk.foundation import photos
from contentdesk.foundation.photos import redraw
from tests.foundation import pictures

# By EXIF orientation, how a camera has turned the picture that it stores.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def drawn(content, name="foto.jpg"):
    return Image.open(io.BytesIO(redraw(io.BytesIO(content), name=name).data))


def close(pixel, colour, by=12):
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


def assert_upright(image):
    assert image.size == (400, 200)
    for point, colour in {
        (50, 50): pictures.RED,
        (350, 50): pictures.GREEN,
        (50, 150): pictures.BLUE,
        (350, 150): pictures.YELLOW,
    }.items():
        assert close(image.getpixel(point), colour), point


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("orientation", STORED)
def test_every_orientation_is_turned_upright(orientation, kind):
    turn = STORED[orientation]
    stored = pictures.corners() if turn is None else pictures.corners().transpose(turn)
    options = {"subsampling": 0} if kind == "JPEG" else {}
    content = pictures.saved(stored, kind, quality=95, exif=pictures.exif(orientation), **options)
    assert_upright(drawn(content))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("block", [b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40, b"MM", b"\0" * 60])
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_broken_exif_is_no_reason_to_lose_the_photo(kind, block):
    content = pictures.saved(pictures.corners(), kind, quality=95, exif=b"Exif\0\0" + block)
    assert_upright(drawn(content))


def test_an_odd_field_beside_the_orientation_does_not_hide_it():
    # A text where the image's length belongs.
    odd = pictures.exif(6).tobytes().replace(b"\x01\x0e\x00\x02", b"\x01\x01\x00\x02")
    stored = pictures.corners().transpose(STORED[6])
    assert_upright(drawn(pictures.saved(stored, quality=95, subsampling=0, exif=odd)))


def test_a_transparent_picture_is_turned_upright_too():
    stored = pictures.corners().convert("RGBA").transpose(STORED[6])
    assert_upright(drawn(pictures.saved(stored, "PNG", exif=pictures.exif(6))))


def test_a_large_photo_is_made_smaller_whole():
    image = drawn(pictures.saved(pictures.corners(5200, 2600)))
    assert image.size == (2560, 1280)
    assert close(image.getpixel((2500, 1250)), pictures.YELLOW)


def test_fifty_megapixels_of_a_phone_are_decoded_at_half_their_size(monkeypatch):
    decoded = []
    true_colour = photos._true_colour
    monkeypatch.setattr(
        photos, "_true_colour", lambda image: decoded.append(image.size) or true_colour(image)
    )
    assert drawn(pictures.saved(pictures.corners(8192, 6144))).size == (2560, 1920)
    assert decoded == [(4096, 3072)]


@pytest.mark.parametrize(
    ("stored", "shown"), [((12000, 1200), (2560, 256)), ((1200, 12000), (256, 2560))]
)
def test_a_panorama_keeps_its_shape(stored, shown):
    assert drawn(pictures.saved(pictures.corners(*stored))).size == shown


def test_a_thread_of_pixels_is_still_a_photo():
    assert drawn(pictures.saved(Image.new("RGB", (20000, 2)))).size == (2560, 1)


def test_a_small_photo_is_not_blown_up():
    photo = redraw(io.BytesIO(pictures.saved(pictures.corners(300, 150))), name="kecil.jpg")
    assert (photo.width, photo.height) == (300, 150)
    assert Image.open(io.BytesIO(photo.preview)).size == (300, 150)


def test_the_preview_is_small():
    photo = redraw(io.BytesIO(pictures.saved(pictures.corners(4000, 3000))), name="foto.jpg")
    assert Image.open(io.BytesIO(photo.preview)).size == (480, 360)
    assert len(photo.preview) < len(photo.data) / 4


def test_the_photo_arrives_step_by_step_on_a_slow_network():
    assert drawn(pictures.saved(pictures.corners())).info["progressive"]


@pytest.mark.parametrize("palette", [False, True])
def test_transparency_becomes_white(palette):
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste((220, 20, 20, 255), (0, 0, 30, 60))
    content = pictures.saved(image.quantize(4) if palette else image, "PNG")
    result = drawn(content, "logo.png")
    assert close(result.getpixel((50, 30)), (255, 255, 255))
    assert close(result.getpixel((10, 30)), pictures.RED)


@pytest.mark.parametrize("mode", ["L", "LA", "1", "I;16", "CMYK", "P"])
def test_every_way_of_storing_grey_shows_grey(mode):
    if mode == "I;16":
        image = Image.new("I;16", (40, 40), 30_000)
    else:
        image = Image.new("L", (40, 40), 117).convert(mode, dither=Image.Dither.NONE)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    expected = 0 if mode == "1" else 117
    assert close(drawn(pictures.saved(image, kind)).getpixel((20, 20)), (expected,) * 3)


def test_colours_of_another_profile_are_converted():
    # A viewer that drops this profile shows red where the camera saw green.
    swapped = pictures.swapped_profile()
    content = pictures.saved(Image.new("RGB", (40, 40), pictures.RED), icc_profile=swapped)
    assert close(drawn(content).getpixel((20, 20)), (20, 220, 20), by=60)


@pytest.mark.parametrize("profile", [b"not a profile", b"\0" * 200])
def test_a_broken_profile_is_no_reason_to_lose_the_photo(profile):
    assert_upright(drawn(pictures.saved(pictures.corners(), quality=95, icc_profile=profile)))


def test_a_profile_for_other_colours_is_ignored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert_upright(drawn(pictures.saved(pictures.corners(), quality=95, icc_profile=profile)))


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_taken(kind):
    content = pictures.frames(kind)
    assert Image.open(io.BytesIO(content)).n_frames == 2
    assert close(drawn(content).getpixel((32, 32)), pictures.RED)
