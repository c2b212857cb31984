"""JPEG and JPEG 2000 by their segments, without decoding: counted, or kept without metadata."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_START_OF_IMAGE, _END_OF_IMAGE = b"\xff\xd8", b"\xff\xd9"
_START_OF_SCAN, _JFIF, _ADOBE = 0xDA, 0xE0, 0xEE
# ITU T.81 table B.1: frames, Huffman and arithmetic tables, scans, quantization, lines, restarts.
_DECODED = {*range(0xC0, 0xD0), _START_OF_SCAN, 0xDB, 0xDC, 0xDD}
_MARKER = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])")
# In the data of a scan, 0xFF 0x00 is a byte of the picture and 0xD0 to 0xD7 restart its coder.
_MARKER_AFTER_SCAN = re.compile(rb"\xff(?=[^\x00\xd0-\xd7\xff])")

# ISO 15444-1 annex I: signature, file type, header (size and colours), codestream.
_JP2_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}
_JP2_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
_JP2_START, _JP2_TILE, _JP2_COMMENT = b"\xff\x4f", b"\xff\x90", b"\xff\x64"


class _Segment(NamedTuple):
    """Where the payload of a JPEG's segment lies, and where the data of its scan ends."""

    marker: int
    start: int
    end: int
    scan_end: int


def jpeg_scans(content: bytes) -> int:
    """How many passes a decoder would make over a JPEG; 0 for any other format."""
    return sum(segment.marker == _START_OF_SCAN for segment in _jpeg_segments(content))


def bare_jpeg(content: bytes) -> bytes:
    """A JPEG with the same pixels, and nothing but what a decoder needs for them.

    Left out: EXIF, GPS, XMP, IPTC, comments, colour profiles, thumbnails, and what follows the end
    of the picture, such as a phone's second one. Raises ValueError when there is no picture in it.
    """
    kept, scans = [_START_OF_IMAGE], 0
    for marker, start, end, scan_end in _jpeg_segments(content):
        payload = _needed(marker, content[start:end])
        if payload is None:
            continue
        scans += marker == _START_OF_SCAN
        kept += [bytes([0xFF, marker]), (len(payload) + 2).to_bytes(2), payload]
        kept.append(content[end:scan_end])
    if not scans:
        raise ValueError("a JPEG without a picture")
    return b"".join([*kept, _END_OF_IMAGE])


def _jpeg_segments(content: bytes) -> Iterator[_Segment]:
    """The segments of the first picture; what lies between them is passed over, as decoders do."""
    if not content.startswith(_START_OF_IMAGE):
        return
    position = 2
    while (found := _MARKER.search(content, position)) and found[0] != _END_OF_IMAGE:
        # The length counts its own two bytes. By it a thumbnail inside the segment is skipped.
        length = int.from_bytes(content[found.end() : found.end() + 2])
        end = min(found.end() + max(length, 2), len(content))
        position = end
        if found[1][0] == _START_OF_SCAN:
            following = _MARKER_AFTER_SCAN.search(content, end)
            position = following.start() if following else len(content)
        yield _Segment(found[1][0], found.end() + 2, end, position)


def _needed(marker: int, payload: bytes) -> bytes | None:
    """What a decoder reads of a segment, None when it needs nothing of it."""
    if marker in _DECODED:
        return payload
    # Both say how the colours are coded; the first may carry a thumbnail, each anything behind.
    if marker == _JFIF and payload.startswith(b"JFIF\0"):
        return payload[:12] + b"\0\0"
    if marker == _ADOBE and payload.startswith(b"Adobe"):
        return payload[:12]
    return None


def bare_jpeg2000(content: bytes) -> bytes:
    """A JPEG 2000, as a file or as a bare codestream, without metadata boxes and comments.

    Raises ValueError when it is neither.
    """
    if content.startswith(_JP2_START):
        return _bare_codestream(content)
    if not content.startswith(_JP2_SIGNATURE):
        raise ValueError("not a JPEG 2000")
    kept = b""
    for kind, payload in _jp2_boxes(content):
        if kind in _JP2_BOXES:
            drawn = _bare_codestream(payload) if kind == b"jp2c" else payload
            kept += (len(drawn) + 8).to_bytes(4) + kind + drawn
    return kept


def _jp2_boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(content):
        length, kind = int.from_bytes(content[position : position + 4]), content[position + 4 :][:4]
        start = position + 8
        if length == 1:
            length, start = int.from_bytes(content[start : start + 8]), start + 8
        # 0: the last box, up to the end of the file.
        end = position + length if length else len(content)
        if end < start or end > len(content):
            raise ValueError("a JPEG 2000 box that does not end")
        yield kind, content[start:end]
        position = end


def _bare_codestream(content: bytes) -> bytes:
    """The main header without its comments; the tiles, which follow it, as they are."""
    kept, position = [_JP2_START], len(_JP2_START)
    while (marker := content[position : position + 2]) != _JP2_TILE:
        length = int.from_bytes(content[position + 2 : position + 4])
        if marker[:1] != b"\xff" or length < 2:
            raise ValueError("a JPEG 2000 header that does not end")
        if marker != _JP2_COMMENT:
            kept.append(content[position : position + 2 + length])
        position += 2 + length
    return b"".join([*kept, content[position:]])
