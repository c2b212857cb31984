"""Stored files: kept by the hash of their content, given out only by a view that asked first.

Nothing under MEDIA has an address of its own. A view decides who may see a file, each time, and
only then calls `serve`.
"""

import hashlib
import logging
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.text import get_valid_filename

logger = logging.getLogger(__name__)


def store(content: bytes, *, folder: str, suffix: str) -> str:
    """Keep `content` in the default storage and return its name there.

    The name is made of the folder, the SHA-256 of the content and the suffix (with its dot), so
    that the same content always has the same name and is kept once. The sender's file name is not
    part of it: such names carry dates and persons.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = f"{folder}/{digest[:2]}/{digest}{suffix}"
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            return name
        # Whoever wrote it was killed half way.
        default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        # Another process stored the same content in this moment, and its copy has the name.
        default_storage.delete(saved)
    return name


def forget(name: str) -> None:
    """Delete the stored file `name`; one that is gone already is fine.

    Call it on commit, once no row names the file: the same content has one file in its folder,
    however often it was stored.

    Raises SuspiciousFileOperation for a name outside the storage.
    """
    default_storage.delete(name)


def serve(
    request: HttpRequest, name: str, *, content_type: str, download_name: str, inline: bool
) -> HttpResponseBase:
    """Answer with the stored file `name`; the calling view has already asked for permission.

    `download_name` is what a person's computer will call it, with its suffix; unsafe characters
    are taken out. With `inline` the browser shows the file, otherwise it saves it. Answers 304
    when the browser already holds this content.

    Raises Http404 when the file is not in the storage; the log then says which.
    """
    try:
        stored = default_storage.open(name)
    except FileNotFoundError as error:
        logger.error("stored file is missing: %s", name)
        raise Http404(name) from error
    etag = f'"{PurePosixPath(name).stem}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = FileResponse(
            stored,
            as_attachment=not inline,
            filename=get_valid_filename(download_name),
            content_type=content_type,
        )
    else:
        stored.close()
    _guard(response)
    response["ETag"] = etag
    return response


def _guard(response: HttpResponseBase) -> None:
    """Headers with which a file can neither act as a page nor stay open to the next person."""
    response["X-Content-Type-Options"] = "nosniff"
    # Set here, it stays: the policy for pages is only added where there is none.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # A browser may keep its copy, which helps on a slow network, but has to ask before each use:
    # the view decides anew, and a 304 costs a few bytes.
    response["Cache-Control"] = "private, no-cache"
