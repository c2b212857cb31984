"""Pictures for tests, made in memory: the kinds that phones, cameras and bad people send."""

import io
import struct
import zlib

import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

pillow_heif.register_heif_opener()

SECRETS = (b"Rahasia", b"GPS", b"Exif", b"http://ns.adobe.com", b"Photoshop", b"ICC_PROFILE")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>Rahasia</rdf:RDF></x:xmpmeta>'
RED, GREEN, BLUE, YELLOW = (220, 20, 20), (20, 200, 20), (20, 20, 220), (230, 220, 20)


def corners(width=400, height=200):
    """Red, green / blue, yellow: any turn or mirror image can be told."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    half_x, half_y = width // 2, height // 2
    draw.rectangle((0, 0, half_x - 1, half_y - 1), RED)
    draw.rectangle((half_x, 0, width, half_y - 1), GREEN)
    draw.rectangle((0, half_y, half_x - 1, height), BLUE)
    draw.rectangle((half_x, half_y, width, height), YELLOW)
    return image


def exif(orientation=1):
    """EXIF as a phone writes it: place, owner, device."""
    made = Image.Exif()
    made[ExifTags.Base.Orientation] = orientation
    made[ExifTags.Base.Artist] = "Rahasia Bidan"
    made[ExifTags.Base.ImageDescription] = "Rahasia pasien"
    place = made.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "S"
    place[ExifTags.GPS.GPSLatitude] = (7.0, 56.0, 12.0)
    return made


def saved(image, kind="JPEG", **options):
    buffer = io.BytesIO()
    if kind == "HEIF" and "exif" in options:
        # Only from bytes does the encoder take the turn over into the file's own fields.
        options["exif"] = options["exif"].tobytes()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def telling(image, kind, orientation=1, **options):
    return saved(image, kind, exif=exif(orientation), xmp=XMP, **options)


def telling_png(image=None, **options):
    """A PNG that tells in words, packed words and words of any language, too."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Rahasia Bidan")
    words.add_text("Comment", "Rahasia komentar", zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(image or corners(), "PNG", exif=exif(), pnginfo=words, **options)


def telling_jpeg(image=None, orientation=1, **options):
    """A JPEG with all the metadata one file can carry: EXIF, GPS, XMP, IPTC and a comment."""
    options = {"comment": b"Rahasia komentar", "quality": 95, **options}
    content = telling(image or corners(), "JPEG", orientation, **options)
    caption = b"\x1c\x02\x78" + struct.pack(">H", 7) + b"Rahasia"
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption
    segment = b"Photoshop 3.0\0" + resource
    return content[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + content[2:]


def png_chunk(kind, content):
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def bomb_png(width, height):
    """A few kilobytes that say they are `width` × `height` pixels of nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(10_000_000), 9)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def many_scans_jpeg(extra):
    """A progressive JPEG whose last scan is written `extra` times more, 60 bytes each."""
    content = saved(Image.new("L", (800, 600), 128), progressive=True)
    last_scan = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last_scan * extra + content[-2:]


def frames(kind):
    """A moving picture: red first, then blue."""
    first, second = Image.new("RGB", (64, 64), RED), Image.new("RGB", (64, 64), BLUE)
    return saved(first, kind, save_all=True, append_images=[second], duration=100)


def swapped_profile():
    """A colour profile in which red and green have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")


def wordy_profile():
    """A colour profile whose description, which a device's maker writes, is a name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide = "sRGB bu".encode("utf-16-be")
    assert wide in profile
    return profile.replace(wide, "Rahasia".encode("utf-16-be"))
