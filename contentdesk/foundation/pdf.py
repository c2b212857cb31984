"""A PDF drawn anew: its pages as they are seen, and nothing else that was in the file.

Scripts and actions, attached files, forms, notes, bookmarks, tags, metadata, thumbnails and earlier
versions stay behind, because only what is listed as drawing goes on. What lies on a page unseen
(under a black bar, outside its edges) is part of the page, and stays.

Run by documents.py as a program (`python -m contentdesk.foundation.pdf MOST_PAGES`): a small file
can ask for endless memory and time, and a process is where these can be bounded. It reads a PDF and
writes the number of pages, a line's end and the new PDF; or, with the exit status REFUSED, the word
that says why not.
"""

import io
import re
import resource
import sys
from collections.abc import Iterator

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NamePath,
    Object,
    ObjectStreamMode,
    Page,
    PasswordError,
    Pdf,
    String,
)
from pikepdf.settings import set_qpdf_limits

from contentdesk.foundation.drawing import keep_what_is_drawn

REFUSED = 3
# The largest part of an ordinary document is a scanned page in full colour: 100 MB at 600 dpi.
_MAX_STREAM = 256 * 1024**2
# Measured: 20 MB of scans take less than half of the memory, and 6 seconds of work.
_MAX_MEMORY = 384 * 1024**2
_MAX_SECONDS = 20

_PAGE = {
    *("/Type", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit"),
    *("/Resources", "/Contents", "/Group"),
}
# Notes, pop-ups, attached files, sound and film are not part of the page as it is seen.
_SEEN_ANNOTATIONS = {
    *(
        "/Link",
        "/Widget",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
    ),
    *("/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Ink", "/Caret", "/Watermark"),
}
_ADDRESS = re.compile(r"(https?://|mailto:)[!-~]+", re.IGNORECASE)


class Unfit(Exception):
    """A PDF that is not taken; the one argument is the word for which documents.py has words."""


def rewritten(content: bytes, *, most_pages: int) -> tuple[int, bytes]:
    """The number of pages, and a PDF of these pages alone; the same content gives the same bytes.

    Raises Unfit for a PDF that is locked, has too many pages, or shows something else than its
    pages; anything else for one that cannot be read.
    """
    with _opened(content) as source, Pdf.new() as clean:
        _refuse_what_pages_do_not_show(source.Root)
        number = len(source.pages)
        if not 0 < number <= most_pages:
            raise Unfit("pages" if number else "damaged")
        _flatten(source)
        for page in source.pages:
            page.externalize_inline_images(min_size=0)
            _keep_page(page)
            clean.pages.append(page)
        clean.remove_unreferenced_resources()
        keep_what_is_drawn(clean)
        return number, _saved(clean)


def _opened(content: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(content))
    except PasswordError as error:
        raise Unfit("locked") from error


def _refuse_what_pages_do_not_show(root: Object) -> None:
    """Portfolios and XFA forms are drawn by their program; of layers the hidden ones would show."""
    if Name.Collection in root or root.get_bool(Name.NeedsRendering, False):
        raise Unfit("wrapper")
    layers = root.get(Name.OCProperties, Dictionary())
    shown = layers.get(Name.D, Dictionary())
    states = [shown.get(Name.BaseState)]
    states += [
        layer.get(NamePath.Usage.View.ViewState)
        for layer in layers.get(Name.OCGs, Array())
        if isinstance(layer, Dictionary)
    ]
    if len(shown.get(Name.OFF, Array())) or Name.OFF in states:
        raise Unfit("layers")


def _flatten(source: Pdf) -> None:
    """Draw what forms, stamps and signatures show onto their pages; of the rest, keep links."""
    for page in source.pages:
        seen = [note for note in _annotations(page) if _subtype(note) in _SEEN_ANNOTATIONS]
        page.obj.Annots = Array(seen)
    source.generate_appearance_streams()
    source.flatten_annotations("screen")


def _annotations(page: Page) -> Iterator[Object]:
    for note in page.obj.get(Name.Annots, Array()):
        if isinstance(note, Dictionary):
            yield note


def _subtype(thing: Object) -> str:
    return str(thing.get(Name.Subtype))


def _keep_page(page: Page) -> None:
    links = [link for note in _annotations(page) if (link := _link(note)) is not None]
    for key in page.obj.keys() - _PAGE:
        del page.obj[key]
    if links:
        page.obj.Annots = Array(links)


def _link(note: Object) -> Dictionary | None:
    """A link into the web made anew; None for any other annotation and action."""
    action, place = note.get(Name.A), note.get(Name.Rect)
    if _subtype(note) != "/Link" or not isinstance(action, Dictionary):
        return None
    if not isinstance(place, Array) or not place.is_rectangle:
        return None
    address = str(action.get(Name.URI))
    if action.get(Name.S) != Name.URI or not _ADDRESS.fullmatch(address):
        return None
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=place,
        Border=[0, 0, 0],
        A=Dictionary(S=Name.URI, URI=String(address)),
    )


def _saved(clean: Pdf) -> bytes:
    # Compressed parts are packed anew: they cannot carry anything between or behind their data.
    buffer = io.BytesIO()
    clean.save(
        buffer,
        force_version="1.7",
        object_stream_mode=ObjectStreamMode.generate,
        recompress_flate=True,
        deterministic_id=True,
    )
    for warning in clean.get_warnings():
        if "limit exceeded" in warning:
            raise Unfit("heavy")
        # It would have been copied as it is.
        if "error while getting stream data" in warning:
            raise Unfit("damaged")
    return buffer.getvalue()


def _bound(kind: int, most: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> int:
    _bound(resource.RLIMIT_AS, _MAX_MEMORY)
    # Whoever waited for the answer may be gone.
    _bound(resource.RLIMIT_CPU, _MAX_SECONDS)
    # A crash leaves no copy of the document on the disk.
    _bound(resource.RLIMIT_CORE, 0)
    set_qpdf_limits(
        flate_max_memory=_MAX_STREAM,
        png_max_memory=_MAX_STREAM,
        run_length_max_memory=_MAX_STREAM,
        tiff_max_memory=_MAX_STREAM,
    )
    try:
        number, data = rewritten(sys.stdin.buffer.read(), most_pages=int(sys.argv[1]))
    except Unfit as unfit:
        answer, status = str(unfit).encode(), REFUSED
    except MemoryError:
        answer, status = b"heavy", REFUSED
    # The reader raises almost anything on a damaged file.
    except Exception:
        answer, status = b"damaged", REFUSED
    else:
        answer, status = b"%d\n" % number + data, 0
    sys.stdout.buffer.write(answer)
    return status


if __name__ == "__main__":
    sys.exit(main())
