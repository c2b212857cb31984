"""Our post on the site: where it is, whether a stranger sees it, and why a run may not go on."""

import html
import re
from typing import Any

from contentdesk.rendering import marker
from contentdesk.wordpress.client import PublicPage, WordPress
from contentdesk.wordpress.models import Publication

JSON = dict[str, Any]


class NotWanted(Exception):
    """What was decided has been taken back: this is not to be done any more."""


class Differs(Exception):
    """WordPress keeps something else than what was sent; `code` says what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSeen(Exception):
    """A stranger does not get to see what WordPress says they do."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class StillSeen(Exception):
    """A stranger still gets to see what WordPress says is gone."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def existing_post(wordpress: WordPress, publication: Publication) -> JSON | None:
    """Our post by its id, else by its marker in every state: a lost answer may have made it.

    Raises Differs "marker_gone" when the id is somebody else's by now, "trashed" for a post that a
    person has put into the trash; both are for a person to look at.
    """
    sign = marker(publication.material.ulid)
    post = None
    if publication.post_id is not None:
        post = wordpress.post(publication.post_id)
        if post is not None and sign not in post["content"]["raw"]:
            raise Differs("marker_gone")
    if post is None:
        post = min(wordpress.posts_marked(sign), key=lambda found: int(found["id"]), default=None)
    if post is not None and post["status"] == "trash":
        raise Differs("trashed")
    return post


def is_shown(page: PublicPage, ulid: str, title: str) -> bool:
    """Whether this public page is our post."""
    # Some sites strip HTML comments on the way out; then the title has to be there.
    return page.status == 200 and (
        marker(ulid) in page.text or _letters(title) in _letters(html.unescape(page.text))
    )


def _letters(words: str) -> str:
    """Only what survives WordPress's curling of quotes and dashes."""
    return re.sub(r"[\W_]+", "", words).casefold()
