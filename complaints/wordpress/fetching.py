"""What the worker and the command fetch from the site of the settings."""

from collections.abc import Callable
from typing import TypeVar

from django.utils import timezone

from complaints.wordpress.feed import pull_comments
from complaints.wordpress.looking import Looked, look_at_comments
from contentdesk.wordpress import connection, pausing
from contentdesk.wordpress.client import WordPress, WordPressError
from contentdesk.wordpress.explanations import explain

Found = TypeVar("Found")


class FetchError(Exception):
    """The comments could not be fetched; its text says what happened and what to do."""


def pull() -> int | None:
    """Take in what is new on the site of the settings; how many, None without a site.

    Raises FetchError with a sentence when the site cannot be asked.
    """
    return _ask(pull_comments, 0)


def look_again() -> Looked | None:
    """Look once more at what was taken in, each comment once a night; None without a site.

    Raises FetchError with a sentence when the site cannot be asked.
    """
    return _ask(look_at_comments, Looked())


def _ask(work: Callable[[WordPress], Found], nothing: Found) -> Found | None:
    wordpress = connection.site()
    if wordpress is None:
        return None
    if pausing.is_paused(timezone.now()):
        return nothing
    try:
        with wordpress:
            found = work(wordpress)
        pausing.note(None)
        return found
    except WordPressError as trouble:
        pausing.note(trouble)
        explanation = explain(trouble)
        raise FetchError(f"{explanation.summary} {explanation.remedy}") from trouble
