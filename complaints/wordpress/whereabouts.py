"""Where a comment stands on the site as it is now, which may be another one than it came from."""

from collections.abc import Mapping
from datetime import UTC, datetime

from complaints.models import Channel, Comment, FeedCursor, Shown
from complaints.wordpress.arrivals import ODD
from complaints.wordpress.records import Record, author_of, text_of
from contentdesk.wordpress import generations
from contentdesk.wordpress.client import Unavailable, WordPress


def stands_on_this_site(comment: Comment) -> bool:
    """Whether its number is one of the site as it is now.

    Raises Unavailable while a new site has not been read to its end: it may be found there yet.
    """
    generation = generations.current()
    if comment.generation == generation:
        return True
    read = FeedCursor.objects.filter(generation=generation, read_at__isnull=False)
    if comment.shown in {Shown.SPAM, Shown.TRASHED}:
        read = read.filter(spam_at__isnull=False)  # the night's look knows what lies there
    if not read.exists():
        raise Unavailable("comments_unread")
    return False


def record_of(comment: Comment, wordpress: WordPress) -> Record | None:
    """What the site has of the comment, in whatever state; None when it surely has nothing.

    Raises Unavailable when another comment stands under its number: nothing is done to that one.
    """
    if not stands_on_this_site(comment):
        return None
    record = wordpress.comment(int(comment.external_id))
    if record is not None and _differs(comment, record):
        generations.doubt()
        raise Unavailable("another_comment")
    return record


def others_among(records: Mapping[int, Record], generation: int) -> set[int]:
    """Those of these numbers that are other comments than the ones kept under them.

    Said at another time, in other words and by another: whoever edits a comment on WordPress
    leaves one of these.
    """
    kept = Comment.objects.filter(
        channel=Channel.WORDPRESS,
        generation=generation,
        external_id__in=[str(number) for number in records],
    )
    numbers = {int(comment.external_id): comment for comment in kept}
    return {number for number, comment in numbers.items() if _differs(comment, records[number])}


def _differs(comment: Comment, record: Record) -> bool:
    try:
        said_at = datetime.fromisoformat(record["date_gmt"]).replace(tzinfo=UTC)
        same_words = text_of(record).split() == comment.text.split()
        same_author = author_of(record) == (comment.author_name, comment.author_email)
    except ODD:
        return False
    same_time = said_at == comment.received_at.replace(microsecond=0)
    return not (same_time or same_words or same_author)
