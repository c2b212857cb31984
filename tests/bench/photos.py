"""The photo door against plain Pillow doing the same work on the same file.

python -m tests.bench.photos door|plain FILE [boxes]: do it once, and print this process's peak of
memory.
"""

import io
import math
import subprocess
import sys
from functools import partial
from pathlib import Path

import pillow_heif
from PIL import Image, ImageDraw

from tests.bench.timing import figure, interleaved, milliseconds, ratio

ROUNDS = 7
# Three faces, in fractions of the upright picture.
BOXES = ((0.1, 0.2, 0.1, 0.15), (0.4, 0.25, 0.12, 0.2), (0.7, 0.3, 0.2, 0.25))
MEGABYTE = 1024  # in kilobytes, as /proc counts


def measure(folder):
    """Time and memory for the files that phones send, with black boxes and without."""
    return {
        name + suffix: _compared(path, boxes)
        for name, path in phone_photos(folder)
        for suffix, boxes in (("", ()), ("_with_boxes", BOXES))
    }


def phone_photos(folder):
    """Detailed pictures of 12 and 50 megapixels, as their cameras write them."""
    pillow_heif.register_heif_opener()
    sideways = Image.Exif()
    sideways[0x0112] = 6
    small = _scene(4000, 3000)
    large = small.resize((8160, 6120))
    for name, picture, kind, options in (
        ("jpeg_12_megapixels_turned", small, "JPEG", {"quality": 92, "exif": sideways}),
        ("jpeg_50_megapixels", large, "JPEG", {"quality": 92}),
        ("heic_12_megapixels", small, "HEIF", {"quality": 60}),
        ("heic_50_megapixels", large, "HEIF", {"quality": 60}),
    ):
        path = folder / name
        picture.save(path, kind, **options)
        yield name, path


def _scene(width, height):
    """Soft shapes with some grain: it compresses like a photo, and not like a test card."""
    shapes = Image.effect_mandelbrot((width, height), (-2, -1.5, 1, 1.5), 60)
    grain = Image.effect_noise((width, height), 20)
    return Image.merge("RGB", (shapes, Image.blend(shapes, grain, 0.3), grain))


def through_the_door(path, boxes):
    """What the portal does with an upload; the photo and its preview as bytes."""
    from contentdesk.foundation.photos import Box, redraw

    with path.open("rb") as upload:
        redrawn = redraw(upload, name=path.name, boxes=[Box(*box) for box in boxes])
    return redrawn.data, redrawn.preview


def plainly(path, boxes):
    """The same decode, redraw and encode as one would write them with Pillow alone."""
    pillow_heif.register_heif_opener()
    with Image.open(path) as image:
        scale = min(1, 2560 / max(image.size))
        image.draft(None, (int(image.width * scale), int(image.height * scale)))
        turned = image.getexif().get(0x0112) == 6
        image.thumbnail((2560, 2560), Image.Resampling.LANCZOS, reducing_gap=None)
        upright = image.transpose(Image.Transpose.ROTATE_270) if turned else image
        canvas = Image.new("RGB", upright.size)
        canvas.paste(upright)
    for box in boxes:
        ImageDraw.Draw(canvas).rectangle(_in_pixels(box, canvas.size), "black")
    preview = canvas.copy()
    preview.thumbnail((480, 480), Image.Resampling.LANCZOS)
    return _saved(canvas, 85), _saved(preview, 80)


def _in_pixels(box, size):
    """With the margin that the door leaves around a box."""
    left, top, width, height = box
    margin = max(4, max(size) // 250)
    return (
        math.floor(left * size[0] - margin),
        math.floor(top * size[1] - margin),
        math.ceil((left + width) * size[0] + margin),
        math.ceil((top + height) * size[1] + margin),
    )


def _saved(image, quality):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


WAYS = {"door": through_the_door, "plain": plainly}


def _compared(path, boxes):
    same = through_the_door(path, boxes) == plainly(path, boxes)  # and both are warm now
    door, plain = interleaved(ROUNDS, *(partial(way, path, boxes) for way in WAYS.values()))
    peaks = {name: _peak_in_a_process(name, path, boxes) for name in WAYS}
    return {
        "file_megabytes": round(path.stat().st_size / MEGABYTE**2, 1),
        "same_bytes_as_plain_pillow": same,
        "time_ratio": figure(ratio(door, plain), "at most 1.15"),
        "door_milliseconds": milliseconds(door),
        "plain_milliseconds": milliseconds(plain),
        "peak_memory_above_plain_megabytes": figure(
            round(peaks["door"] - peaks["plain"], 1), "at most 60"
        ),
        "door_peak_memory_megabytes": peaks["door"],
        "plain_peak_memory_megabytes": peaks["plain"],
    }


def _peak_in_a_process(name, path, boxes):
    arguments = [name, str(path), *(["boxes"] if boxes else [])]
    command = [sys.executable, "-m", "tests.bench.photos", *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _own_peak():
    """From /proc, because ru_maxrss also counts what the parent had before the exec."""
    [line] = [
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM:")
    ]
    return round(int(line.split()[1]) / MEGABYTE, 1)


if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]), BOXES if sys.argv[3:] else ())
    sys.stdout.write(f"{_own_peak()}\n")
