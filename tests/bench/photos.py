"""The photo door against plain Pillow doing the same work on the same file.

python -m tests.bench.photos door|plain FILE: do it once, and print this process's peak of memory.
"""

import io
import subprocess
import sys
from pathlib import Path

import pillow_heif
from PIL import Image

from tests.bench.timing import figure, interleaved, milliseconds, ratio

ROUNDS = 7
MEGABYTE = 1024  # in kilobytes, as /proc counts


def measure(folder):
    """Time and memory for the files that phones send."""
    return {name: _compared(path) for name, path in phone_photos(folder)}


def phone_photos(folder):
    """Detailed pictures of 12 and 50 megapixels, as their cameras write them."""
    pillow_heif.register_heif_opener()
    small = _scene(4000, 3000)
    sideways = Image.Exif()
    sideways[0x0112] = 6
    for name, picture, kind, options in (
        ("jpeg_12_megapixels_turned", small, "JPEG", {"quality": 92, "exif": sideways}),
        ("jpeg_50_megapixels", small.resize((8160, 6120)), "JPEG", {"quality": 92}),
        ("heic_12_megapixels", small, "HEIF", {"quality": 60}),
    ):
        path = folder / name
        picture.save(path, kind, **options)
        yield name, path


def _scene(width, height):
    """Soft shapes with some grain: it compresses like a photo, and not like a test card."""
    shapes = Image.effect_mandelbrot((width, height), (-2, -1.5, 1, 1.5), 60)
    grain = Image.effect_noise((width, height), 20)
    return Image.merge("RGB", (shapes, Image.blend(shapes, grain, 0.3), grain))


def through_the_door(path):
    """What the portal does with an upload; the photo and its preview as bytes."""
    from contentdesk.foundation.photos import redraw

    with path.open("rb") as upload:
        redrawn = redraw(upload, name=path.name)
    return redrawn.data, redrawn.preview


def plainly(path):
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
    preview = canvas.copy()
    preview.thumbnail((480, 480), Image.Resampling.LANCZOS)
    return _saved(canvas, 85), _saved(preview, 80)


def _saved(image, quality):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


WAYS = {"door": through_the_door, "plain": plainly}


def _compared(path):
    same = through_the_door(path) == plainly(path)  # and both are warm now
    door, plain = interleaved(ROUNDS, *(lambda way=way: way(path) for way in WAYS.values()))
    peaks = {name: _peak_in_a_process(name, path) for name in WAYS}
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


def _peak_in_a_process(name, path):
    command = [sys.executable, "-m", "tests.bench.photos", name, str(path)]
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
    WAYS[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(f"{_own_peak()}\n")
