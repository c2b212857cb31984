"""Our post on the site: where it is, and why a run may not go on."""

from typing import Any

from contentdesk.rendering import marker
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Publication

JSON = dict[str, Any]


class NotWanted(Exception):
    """What was decided has been taken back: this is not to be done any more."""


class Differs(Exception):
    """WordPress keeps something else than what was sent; `code` says what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class StillSeen(Exception):
    """It is not proved that a stranger no longer gets to see what WordPress says is gone.

    `code` says why: it is still there, or nobody could look.
    """

    def __init__(self, status: int, code: str = "still_seen") -> None:
        super().__init__(status, code)
        self.status, self.code = status, code


def refused_a_look(status: int) -> bool:
    """Whether a page with this status tells nothing of what others are shown at its address."""
    return status >= 500 or status in {401, 403, 408, 425, 429}


def existing_post(wordpress: WordPress, publication: Publication) -> JSON | None:
    """Our post by its id, else by its marker in every state: a lost answer may have made it.

    Raises Differs "marker_gone" when the id is somebody else's by now, "trashed" for a post that a
    person has put into the trash; both are for a person to look at.
    """
    post = post_anywhere(wordpress, publication)
    if post is not None and post["status"] == "trash":
        raise Differs("trashed")
    return post


def post_anywhere(wordpress: WordPress, publication: Publication) -> JSON | None:
    """As existing_post, but one in the trash is found like any other."""
    sign = marker(publication.material.ulid)
    post = None
    if publication.post_id is not None:
        post = wordpress.post(publication.post_id)
        if post is not None and sign not in post["content"]["raw"]:
            raise Differs("marker_gone")
    if post is None:
        post = min(wordpress.posts_marked(sign), key=lambda found: int(found["id"]), default=None)
    return post
