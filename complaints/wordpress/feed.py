"""Reading the site's comments and taking in what is new: every comment once.

The first time all of them, the oldest first; from then on the newest first, until a known one.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from django.utils import timezone

from complaints.models import FeedCursor
from complaints.services import resettling
from complaints.wordpress.arrivals import Arrivals, Batch, Knowledge
from complaints.wordpress.records import Record
from complaints.wordpress.whereabouts import others_among
from contentdesk.wordpress import generations
from contentdesk.wordpress.client import PER_PAGE, WordPress

Item = TypeVar("Item")

READING = 200  # seconds of a first reading in one run: the worker stops what takes 300


def pull_comments(wordpress: WordPress) -> int:
    """Take in what the site's visitors have said since the last time; how many were new.

    Twice, or on two machines, it takes in nothing twice. Raises WordPressError; what came before
    is kept, and the next run begins where this one did.
    """
    cursor = cursor_of(wordpress)
    if cursor.read_at is None:
        return _read_all(wordpress, cursor)
    return _read_news(wordpress, cursor)


def _read_all(wordpress: WordPress, cursor: FeedCursor) -> int:
    """All that the site has; where it ends too early, the next run goes on from there."""
    arrivals, until = Arrivals(cursor.generation), time.monotonic() + READING
    for batch, read in _ahead(_oldest_first(wordpress, cursor.read, cursor.last_id)):
        _take_in(arrivals, batch, cursor)
        arrivals.finish()  # an answer has a higher number than what it answers
        last_id = max([cursor.last_id, *batch.records])
        FeedCursor.objects.filter(pk=cursor.pk).update(
            read=read, last_id=last_id, updated_at=timezone.now()
        )
        cursor.last_id = last_id
        if time.monotonic() > until:
            return arrivals.taken
    _record_read(cursor)
    return arrivals.taken


def _read_news(wordpress: WordPress, cursor: FeedCursor) -> int:
    arrivals, newest, whole = Arrivals(cursor.generation), cursor.last_id, True
    for batch in _ahead(_newer_than(wordpress, cursor.last_id)):
        _take_in(arrivals, batch, cursor)
        newest = max([newest, *batch.records])
        whole = batch.is_whole
    arrivals.finish()
    if whole:
        # Only forward: the other machine may have come further.
        FeedCursor.objects.filter(pk=cursor.pk, last_id__lt=newest).update(
            last_id=newest, updated_at=timezone.now()
        )
    return arrivals.taken


def _take_in(arrivals: Arrivals, batch: Batch, cursor: FeedCursor) -> None:
    if batch.known and others_among(batch.known, cursor.generation):
        generations.doubt()
    arrivals.take_in(batch)


def cursor_of(wordpress: WordPress) -> FeedCursor:
    """How far this site, in its present generation, has been read."""
    cursor, _made = FeedCursor.objects.get_or_create(
        generation=generations.settled(), defaults={"site": wordpress.url}
    )
    return cursor


def _record_read(cursor: FeedCursor) -> None:
    """To its end for the first time: what an earlier site had and this one has not is gone."""
    if cursor.generation != generations.current():
        return  # the site has been said to be another one meanwhile
    resettling.record_left_behind(cursor.generation)
    resettling.record_answers_lost(cursor.generation)
    FeedCursor.objects.filter(pk=cursor.pk).update(read_at=timezone.now())


def _oldest_first(wordpress: WordPress, offset: int, last_id: int) -> Iterator[tuple[Batch, int]]:
    """The records from `offset` on, and where to go on after each batch.

    The last of a batch is asked for once more with the next: where it is not the first there, some
    were deleted, those behind them have moved up, and we go back to find them.
    """
    knowledge, going_back, gone_back_from = Knowledge(wordpress), False, 0
    while True:
        page = wordpress.comments_page(offset=offset, order="asc", status="all")
        is_gap = not page.items or page.items[0]["id"] > last_id
        # Once from each place: a site may as well keep one of them from us.
        going_back = bool(offset) and is_gap and (going_back or offset > gone_back_from)
        if going_back:
            gone_back_from = max(gone_back_from, offset)
            offset = max(0, offset - PER_PAGE)
            continue
        fresh: dict[int, Record] = {x["id"]: x for x in page.items if x["id"] > last_id}
        known = {x["id"]: x for x in page.items if x["id"] <= last_id}
        last_id = max([last_id, *fresh])
        is_last = offset + PER_PAGE >= page.total
        offset += PER_PAGE - 1
        yield replace(knowledge.of(fresh), known=known), offset
        if is_last:
            return


def _newer_than(wordpress: WordPress, last_id: int) -> Iterator[Batch]:
    """Page after page the records after `last_id` by number, and whether none was missed so far.

    A comment deleted while we turn the pages moves the others up, past the page we look at.
    """
    knowledge = Knowledge(wordpress)
    first_total, number = None, 0
    while True:
        number += 1
        page = wordpress.comments_page(page=number, order="desc", status="all")
        first_total = page.total if first_total is None else first_total
        fresh: dict[int, Record] = {x["id"]: x for x in page.items if x["id"] > last_id}
        batch = knowledge.of(fresh, is_whole=page.total >= first_total)
        if number == 1:
            # A site that has begun to count anew shows others where ours stood.
            known = {x["id"]: x for x in page.items if x["id"] <= last_id}
            batch = replace(batch, known=known)
        yield batch
        if len(fresh) < len(page.items) or number >= page.pages or page.total < first_total:
            return


def _ahead(source: Iterator[Item]) -> Iterator[Item]:
    """Each of `source`, the next one being fetched while the caller works on this one.

    `source` runs in a thread of its own, so it must leave the database alone.
    """
    with ThreadPoolExecutor(1) as fetcher:
        coming = fetcher.submit(next, source, None)
        while (item := coming.result()) is not None:
            coming = fetcher.submit(next, source, None)
            yield item
