"""Photos inside a document lose what their camera wrote, and no pixel."""

import io
import struct
import zlib

import pytest
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from contentdesk.foundation.documents import check_pdf
from contentdesk.foundation.segments import bare_jpeg, bare_jpeg2000
from tests.foundation import pictures
from tests.foundation.documents import SECRET, decree, opened_up, picture, place, saved
from tests.foundation.test_photos_metadata import segments

NOISE = Image.effect_noise((400, 200), 60).convert("RGB")


def checked(pdf, original):
    assert SECRET in original, "else this test shows nothing"
    made = check_pdf(io.BytesIO(saved(pdf)), name="sk.pdf").data
    opened = opened_up(made)
    for secret in (*pictures.SECRETS, b"xpacket", b"uuid"):
        assert secret not in opened, secret
    return Pdf.open(io.BytesIO(made))


def images(pdf):
    return [thing for thing in pdf.objects if isinstance(thing, Stream) and "/Width" in thing]


def pixels(encoded):
    return Image.open(io.BytesIO(encoded)).tobytes()


JPEGS = {
    "plain": {},
    "progressive": {"progressive": True},
    "restarting": {"restart_marker_blocks": 2},
    "grey": {"mode": "L"},
    "CMYK": {"mode": "CMYK"},
    "unchanged colours": {"keep_rgb": True},
}


@pytest.mark.parametrize("kind", JPEGS)
def test_a_photo_keeps_its_pixels_and_nothing_else(kind):
    options = dict(JPEGS[kind])
    image = NOISE.convert(options.pop("mode", "RGB"))
    original = pictures.telling_jpeg(image, **options)
    pdf = decree()
    picture(pdf, original)
    with checked(pdf, original) as made:
        [bare] = [image.read_raw_bytes() for image in images(made)]
    assert pixels(bare) == pixels(original)
    assert segments(bare) <= {0xE0, 0xEE}
    assert bare_jpeg(bare) == bare


@pytest.mark.parametrize("outer", ["FlateDecode", "ASCIIHexDecode"])
def test_a_photo_in_a_wrapping_is_found(outer):
    original = pictures.telling_jpeg()
    wrapped = zlib.compress(original) if outer == "FlateDecode" else original.hex().encode() + b">"
    pdf = decree()
    picture(pdf, wrapped, outer, "DCTDecode")
    with checked(pdf, original) as made:
        [image] = images(made)
        assert image.Filter == Name.DCTDecode
        assert pixels(image.read_raw_bytes()) == pixels(original)


def inline(pdf, original):
    words = b"q 400 0 0 200 70 300 cm BI /W 400 /H 200 /BPC 8 /CS /RGB /F /DCT ID "
    pdf.pages[0].obj.Contents = Stream(pdf, words + original + b" EI Q")


def in_a_form(pdf, original):
    image = picture(pdf, original)
    form = Stream(pdf, b"/I1 Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(I1=image))
    place(pdf, form)


def as_a_mask(pdf, original):
    image = picture(pdf, pictures.saved(pictures.corners()))
    image.SMask = Stream(pdf, b"")
    image.SMask.write(original, filter=Name.DCTDecode)
    image.SMask.update({"/Subtype": Name.Image, "/Width": 400, "/Height": 200})


def in_a_pattern(pdf, original):
    image = picture(pdf, original)
    tile = Stream(pdf, b"/I1 Do", PatternType=1, PaintType=1, BBox=[0, 0, 9, 9])
    tile.Resources = Dictionary(XObject=Dictionary(I1=image))
    on = pdf.pages[0].obj
    on.Resources = Dictionary(Pattern=Dictionary(P1=tile))
    on.Contents = Stream(pdf, b"/Pattern cs /P1 scn 0 0 99 99 re f")


@pytest.mark.parametrize("draw", [inline, in_a_form, as_a_mask, in_a_pattern])
def test_a_photo_is_found_wherever_it_is_drawn(draw):
    original = pictures.telling_jpeg()
    pdf = decree()
    draw(pdf, original)
    with checked(pdf, original) as made:
        assert pixels(original) in [pixels(image.read_raw_bytes()) for image in images(made)]


def test_a_second_picture_behind_the_first_stays_behind():
    first = pictures.telling_jpeg()
    original = first + bytes(16) + pictures.telling_jpeg(NOISE)
    pdf = decree()
    picture(pdf, original)
    with checked(pdf, original) as made:
        [image] = images(made)
        assert image.read_raw_bytes() == bare_jpeg(first)


# JFIF has a place for a thumbnail of its own, with its size before it; Adobe's has none.
LONG_SEGMENTS = {
    0xE0: b"JFIF\0\x01\x01\0\0\x01\0\x01" + bytes([8, 8]) + b"Rahasia!" * 24,
    0xEE: b"Adobe\0\x64\0\0\0\0\x01" + SECRET,
}


@pytest.mark.parametrize("marker", LONG_SEGMENTS)
def test_what_follows_in_a_needed_segment_stays_behind(marker):
    payload = LONG_SEGMENTS[marker]
    content = pictures.saved(pictures.corners())
    length = struct.pack(">H", len(payload) + 2)
    told = content[:2] + bytes([0xFF, marker]) + length + payload + content[20:]
    bare = bare_jpeg(told)
    assert SECRET not in bare
    assert payload[:12] in bare
    assert pixels(bare) == pixels(told)


def jpeg2000(kind):
    content = pictures.saved(NOISE, "JPEG2000", no_jp2=kind == "codestream", comment=b"Rahasia")
    if kind == "file":
        content += struct.pack(">I", 31) + b"uuid" + b"JpgTiffExif->JP2" + SECRET
    if kind == "file of an endless box":
        content += struct.pack(">I", 0) + b"xml " + SECRET
    return content


@pytest.mark.parametrize("kind", ["file", "file of an endless box", "codestream"])
def test_a_jpeg_2000_keeps_its_pixels_and_nothing_else(kind):
    original = jpeg2000(kind)
    pdf = decree()
    picture(pdf, original, "JPXDecode")
    with checked(pdf, original) as made:
        [image] = images(made)
        bare = image.read_raw_bytes()
    assert pixels(bare) == pixels(original)
    assert bare_jpeg2000(bare) == bare


@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff\xd8", b"\xff\xd8\xff\xd9"])
def test_what_is_not_a_picture_is_told(content):
    for read in (bare_jpeg, bare_jpeg2000):
        with pytest.raises(ValueError, match=r"JPEG"):
            read(content)
