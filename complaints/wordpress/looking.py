"""A second look at comments that were taken in: what people did to them on WordPress since.

WordPress has no "changed since", so what is open or recent is asked for again, a hundred in one
request, each comment once a night.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from complaints.models import Comment, FeedCursor, Shown
from complaints.services import noticing, resettling
from complaints.wordpress.arrivals import ODD, Arrivals, Knowledge, unknown
from complaints.wordpress.feed import cursor_of
from complaints.wordpress.records import Record, shown_of, text_of
from complaints.wordpress.whereabouts import others_among
from contentdesk.wordpress import generations
from contentdesk.wordpress.client import Refused, WordPress

log = logging.getLogger(__name__)

FEWEST = 5
BATCH = 100  # the most comments that WordPress gives at once
ON_HOLD = {Shown.HELD, Shown.HIDDEN}  # the same on WordPress
SPAM_PAGES = 2  # of a hundred, each night: a flood of spam must not bury what is real


@dataclass(frozen=True)
class Looked:
    """How many comments were looked at, how many had changed, how many came in late."""

    looked: int = 0
    changed: int = 0
    late: int = 0


def look_at_comments(wordpress: WordPress) -> Looked:
    """Look at every comment whose time has come, and once a night at what the feed cannot see.

    A comment that a job is working on is left for the next look. Raises WordPressError; what was
    noticed before is kept.
    """
    looked = changed = 0
    generation = generations.current()
    while due := list(noticing.due(timezone.now(), generation)[:BATCH]):
        asked_at = timezone.now()
        found = {record["id"]: record for record in wordpress.comments_with(_numbers(due))}
        others = others_among(found, generation)
        lost = len(due) >= FEWEST and len(found) * 4 < len(due)
        if others or (lost and not generations.was_kept_lately()):
            generations.doubt()
        if lost and generations.doubted_at():
            break  # nearly all gone at once: it is the site that is another one
        for comment in due:
            if int(comment.external_id) in others:
                continue  # what was done to another comment says nothing about ours
            record = found.get(int(comment.external_id))
            changed += _compare(comment, record, wordpress, asked_at)
        noticing.record_looked(due)
        looked += len(due)
    return Looked(looked, changed, _late_ones(wordpress))


def _numbers(comments: list[Comment]) -> list[int]:
    return [int(comment.external_id) for comment in comments]


def _compare(
    comment: Comment, record: Record | None, wordpress: WordPress, asked_at: datetime
) -> bool:
    """Whether it has changed; only what a single request confirms is gone."""
    try:
        if record is None and comment.shown != Shown.GONE:
            record = wordpress.comment(int(comment.external_id))
        shown = shown_of(record, decided=bool(comment.wish))
        text = text_of(record) if record is not None else None
    except Refused as no:
        log.warning("comment %s may not be looked at: %s", comment.external_id, no.code)
        return False
    except ODD:
        log.exception("comment %s cannot be read and is left as it was", comment.external_id)
        return False
    if {shown, comment.shown} <= ON_HOLD:
        shown = Shown(comment.shown)
    if shown == comment.shown and noticing.says_the_same(comment, text):
        return False
    return noticing.record_found(comment, shown=shown, text=text, asked_at=asked_at)


def _late_ones(wordpress: WordPress) -> int:
    """Take in what the feed passes by: what is taken for spam, and what was taken out of it.

    Once a night, and of the spam only the newest since the last time.
    """
    cursor = cursor_of(wordpress)
    now = timezone.now()
    if cursor.spam_at is not None and cursor.spam_at > now - noticing.EACH:
        return 0
    arrivals, knowledge, newest = Arrivals(cursor.generation), Knowledge(wordpress), cursor.spam_id
    for number in range(1, SPAM_PAGES + 1):
        page = wordpress.comments_page(page=number, status="spam")
        fresh = {item["id"]: item for item in page.items if item["id"] > cursor.spam_id}
        arrivals.take_in(knowledge.of(unknown(fresh, cursor.generation)))
        newest = max([newest, *fresh])
        if len(fresh) < len(page.items) or number >= page.pages:
            break
    else:
        log.warning("there is more spam than is taken in at a time; the older is left out")
    if resettling.of_other_sites(cursor.generation).filter(shown=Shown.TRASHED).exists():
        page = wordpress.comments_page(status="trash")
        arrivals.find(knowledge.of(unknown({x["id"]: x for x in page.items}, cursor.generation)))
    # An older number among the newest that the feed has passed: it was in the spam or the trash.
    page = wordpress.comments_page(status="all")
    passed = {item["id"]: item for item in page.items if item["id"] <= cursor.last_id}
    arrivals.take_in(knowledge.of(unknown(passed, cursor.generation)))
    arrivals.finish()
    FeedCursor.objects.filter(pk=cursor.pk).update(spam_id=newest, spam_at=now)
    return arrivals.taken
