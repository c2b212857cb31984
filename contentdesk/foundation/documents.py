"""The one door for documents: a PDF becomes a new PDF of its pages, as they are seen.

Nothing else of the file goes on (pdf.py says what), and the original is not kept. An electronic
signature does not survive either, as of every change to a file; its visible stamp does.
"""

import hashlib
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20 * 1024**2
MAX_PAGES = 300
CONTENT_TYPE = "application/pdf"

# Below the 30 seconds after which gunicorn ends a request.
_MAX_SECONDS = 25
_REFUSED = 3
_ROOT = Path(__file__).parents[2]
_one_at_a_time = threading.Lock()

_SENTENCES: dict[str, str | Promise] = {
    "empty": _("The file %(name)s is empty. Choose the document again and send it once more."),
    "large": _(
        "The file %(name)s is larger than %(megabytes)d MB. "
        "Save it in a smaller size, or send only the pages that matter."
    ),
    "foreign": _(
        "The file %(name)s is not a PDF. "
        "Save it as PDF in the program it was made with, and send that file."
    ),
    "damaged": _(
        "The file %(name)s is damaged or did not arrive whole. "
        "Open it to see whether it is complete, then send it again."
    ),
    "locked": _(
        "The PDF %(name)s opens with a password only. "
        "Save it without a password and send that file."
    ),
    "pages": _("The PDF %(name)s has more than %(pages)d pages. Send only the pages that matter."),
    "wrapper": _(
        "The PDF %(name)s is a portfolio or a form that not every program can show. "
        "Print it to a PDF, and send that file."
    ),
    "layers": _(
        "The PDF %(name)s has hidden layers. "
        "Print it to a PDF, which has only what is seen, and send that file."
    ),
    "heavy": _(
        "The PDF %(name)s is too complicated to be checked. Print it to a PDF, and send that file."
    ),
}


class DocumentRefused(Exception):
    """The file is not taken. `sentence` says, in the user's language, why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class CleanDocument:
    """A PDF that holds its pages alone. `sha256` is the hex digest of `data`."""

    data: bytes
    sha256: str
    pages: int
    content_type: str = CONTENT_TYPE


def check_pdf(upload: BinaryIO, *, name: str) -> CleanDocument:
    """Make an uploaded PDF anew: at most 20 MB and 300 pages, known by its content.

    `name` is the file's name as its sender knows it; it is used in refusals alone. The same upload
    always gives the same bytes. Protection against printing or copying is lifted.

    Raises DocumentRefused for a file that is empty, too large, damaged, locked by a password, no
    PDF, or one whose pages do not show what is in it.
    """
    content = _read(upload, name)
    # It takes a moment and up to 384 MB: one at a time keeps a small server alive.
    with _one_at_a_time:
        answer = _rewritten(content, name)
    pages, _newline, data = answer.partition(b"\n")
    # Packed anew, a document keeps about its size.
    if len(data) > 2 * MAX_BYTES:
        raise _refused("heavy", name)
    return CleanDocument(data=data, sha256=hashlib.sha256(data).hexdigest(), pages=int(pages))


def _read(upload: BinaryIO, name: str) -> bytes:
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    if not content:
        raise _refused("empty", name)
    if len(content) > MAX_BYTES:
        raise _refused("large", name)
    # As readers look for it; what comes before it stays behind.
    if b"%PDF-" not in content[:1024]:
        raise _refused("foreign", name)
    # Repaired, half a document would look like a whole one.
    if content.rfind(b"%%EOF") < content.rfind(b"endobj"):
        raise _refused("damaged", name)
    return content


def _rewritten(content: bytes, name: str) -> bytes:
    """The answer of pdf.py in a process of its own, which knows no secret of the portal."""
    try:
        done = subprocess.run(  # noqa: S603 (the portal's own program)
            [sys.executable, "-m", "contentdesk.foundation.pdf", str(MAX_PAGES)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={},
            timeout=_MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refused("heavy", name) from error
    if done.returncode == 0:
        return done.stdout
    # Otherwise it was ended at a bound.
    raise _refused(done.stdout.decode() if done.returncode == _REFUSED else "heavy", name)


def _refused(word: str, name: str) -> DocumentRefused:
    facts = {"name": name, "megabytes": MAX_BYTES // 1024**2, "pages": MAX_PAGES}
    return DocumentRefused(str(_SENTENCES[word]) % facts)
