"""Where a comment stands on the site as it is now, which may be another one than it came from."""

from collections.abc import Mapping
from datetime import UTC, datetime

from complaints.models import Channel, Comment, FeedCursor
from complaints.wordpress.arrivals import ODD
from complaints.wordpress.records import Record, text_of
from contentdesk.wordpress import generations
from contentdesk.wordpress.client import Unavailable, WordPress


def stands_on_this_site(comment: Comment) -> bool:
    """Whether its number is one of the site as it is now.

    Raises Unavailable while a new site has not been read to its end: it may be found there yet.
    """
    generation = generations.current()
    if comment.generation == generation:
        return True
    if not FeedCursor.objects.filter(generation=generation, read_at__isnull=False).exists():
        raise Unavailable("comments_unread")
    return False


def record_of(comment: Comment, wordpress: WordPress) -> Record | None:
    """What the site has of the comment, in whatever state; None when it surely has nothing."""
    if not stands_on_this_site(comment):
        return None
    return wordpress.comment(int(comment.external_id))


def is_another(records: Mapping[int, Record], generation: int) -> bool:
    """Whether one of these numbers is another comment than the one that is kept under it.

    Said at another time and in other words: who edits a comment on WordPress leaves its time.
    """
    kept = Comment.objects.filter(
        channel=Channel.WORDPRESS,
        generation=generation,
        external_id__in=[str(number) for number in records],
    )
    return any(_differs(comment, records[int(comment.external_id)]) for comment in kept)


def _differs(comment: Comment, record: Record) -> bool:
    try:
        said_at = datetime.fromisoformat(record["date_gmt"]).replace(tzinfo=UTC)
        same_words = text_of(record).split() == comment.text.split()
    except ODD:
        return False
    return said_at != comment.received_at.replace(microsecond=0) and not same_words
