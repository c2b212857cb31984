"""Reading the site's comments, newest first, and taking in what is new: every comment once."""

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
from contentdesk.wordpress.client import WordPress

Item = TypeVar("Item")


def pull_comments(wordpress: WordPress) -> int:
    """Take in what the site's visitors have said since the last time; how many were new.

    Twice, or on two machines, it takes in nothing twice. Raises WordPressError; what came before
    is kept, and the next run begins where this one did.
    """
    cursor = cursor_of(wordpress)
    arrivals, newest, whole = Arrivals(cursor.generation), cursor.last_id, True
    for batch in _ahead(_newer_than(wordpress, cursor.last_id)):
        if batch.known and others_among(batch.known, cursor.generation):
            generations.doubt()
        arrivals.take_in(batch)
        newest = max([newest, *batch.records])
        whole = batch.is_whole
    arrivals.finish()
    if whole:
        # Only forward: the other machine may have come further.
        FeedCursor.objects.filter(pk=cursor.pk, last_id__lt=newest).update(
            last_id=newest, updated_at=timezone.now()
        )
        if cursor.read_at is None:
            _record_read(cursor)
    return arrivals.taken


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
