"""What has arrived on the site: who said it, where, and how it is taken in, a page at a time."""

import html
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db import DataError, IntegrityError

from complaints.models import Channel, Comment
from complaints.services import intake, noticing, resettling
from complaints.services.intake import Received
from complaints.wordpress.records import (
    PageOnSite,
    Record,
    ours_among,
    received,
    sent_as,
)
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Publication

log = logging.getLogger(__name__)

# An odd record would be as odd at the next look, and must not hold up those that come after it.
ODD = (AttributeError, DataError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class Batch:
    """Records by number, with what the site says about their pages and about who wrote them.

    titles: of the pages that posts and pages are, by their number. office: the numbers of the
    accounts that write for the site. is_whole: no record was missed up to here. known: what stands
    under numbers that were read before.
    """

    records: Mapping[int, Record]
    titles: Mapping[int, str]
    office: frozenset[int]
    is_whole: bool = True
    known: Mapping[int, Record] = field(default_factory=dict)


class Knowledge:
    """What the site says about pages and accounts, asked for once in one run."""

    def __init__(self, wordpress: WordPress) -> None:
        self._wordpress = wordpress
        self._titles: dict[int, str] = {}
        self._office: frozenset[int] | None = None

    def of(self, records: Mapping[int, Record], *, is_whole: bool = True) -> Batch:
        """These records with what is needed to understand them. Raises WordPressError."""
        unknown = _posts_of(records.values()) - set(self._titles)
        if unknown:
            # A new one: whoever has the batch before may still be reading the old one.
            found = self._wordpress.titles(unknown)
            self._titles = {**self._titles, **dict.fromkeys(unknown, ""), **found}
        if self._office is None and any(record.get("author") for record in records.values()):
            self._office = frozenset(account["id"] for account in self._wordpress.writers())
        return Batch(records, self._titles, self._office or frozenset(), is_whole)


class Arrivals:
    """Taking in batch after batch; `taken` counts the comments that were new.

    `generation` is that of the site: what an earlier one had may stand there again.
    """

    def __init__(self, generation: int) -> None:
        self.taken = 0
        self._generation = generation
        self._pages: dict[int, PageOnSite | None] = {}
        self._later: list[tuple[Record, Received, bool]] = []

    def take_in(self, batch: Batch) -> None:
        """Keep what visitors say in it and is not known yet, in a fixed number of queries."""
        new = unknown(batch.records, self._generation)
        read = self._read(new.values(), batch.titles)
        ours = ours_among([record for record, _one in read], self._generation)
        theirs = [(record, one) for record, one in read if record["id"] not in ours]
        at_once = []
        for record, one in theirs:
            by_office = _is_by_office(record, batch.office)
            # An import may have put an answer of ours under nobody's account.
            if by_office or (self._may_be_found_again and _is_beneath(record)):
                self._later.append((record, one, by_office))
            else:
                at_once.append(one)
        self.taken += _keep(self._new_among(at_once))

    def find(self, batch: Batch) -> None:
        """Know again what an earlier site had, in what is put away there; nothing new is kept."""
        new = unknown(batch.records, self._generation)
        self._new_among([one for _record, one in self._read(new.values(), batch.titles)])

    def _new_among(self, several: list[Received]) -> list[Received]:
        if several and self._may_be_found_again:
            return resettling.found_again(several, self._generation)
        return several

    @cached_property
    def _may_be_found_again(self) -> bool:
        return resettling.of_other_sites(self._generation).exists()

    def _read(
        self, records: Iterable[Record], titles: Mapping[int, str]
    ) -> list[tuple[Record, Received]]:
        """What the records say, without those that say it in a way that cannot be read."""
        records = [record for record in records if record.get("type", "comment") == "comment"]
        posts = _posts_of(records) - set(self._pages)
        self._pages |= _pages_of_ours(posts, self._generation) if posts else {}
        read = []
        for record in records:
            try:
                post = record["post"]
                page = self._pages.get(post) or PageOnSite("")
                page = page if page.title else replace(page, title=titles.get(post, ""))
                read.append((record, received(record, page, self._generation)))
            except ODD:
                log.exception("comment %s cannot be read and is left out", record["id"])
        return read

    def finish(self) -> None:
        """Put the answers that people of the office wrote on WordPress to what they answer.

        After the last batch: the newest come first, so an answer comes before its comment. What
        answers nothing that is known here is taken in, so that nothing is lost.
        """
        self._later.sort(key=lambda entry: int(entry[0]["id"]))
        for record, one, by_office in self._later:
            answered = noticing.comment_above(record["parent"], self._generation)
            reply = sent_as(record, answered) if answered is not None else None
            if reply is not None:
                number, address = record["id"], record["link"]
                resettling.record_answer_found(reply, remote_id=number, address=address)
            elif answered is None or not by_office:
                self.taken += _keep(self._new_among([one]))
            else:
                noticing.record_answered_there(
                    answered,
                    remote_id=record["id"],
                    name=one.author_name,
                    text=one.text,
                    shown=one.shown,
                )
        self._later.clear()


def _is_by_office(record: Record, office: frozenset[int]) -> bool:
    author = record.get("author")
    return isinstance(author, int) and author in office and _is_beneath(record)


def _is_beneath(record: Record) -> bool:
    parent = record["parent"]
    return isinstance(parent, int) and parent > 0


def _posts_of(records: Iterable[Record]) -> set[int]:
    return {post for record in records if isinstance(post := record.get("post"), int)}


def unknown(records: Mapping[int, Record], generation: int) -> dict[int, Record]:
    """Those of these records that were not taken in yet, the oldest first."""
    known = Comment.objects.filter(
        channel=Channel.WORDPRESS,
        generation=generation,
        external_id__in=[str(number) for number in records],
    )
    keys = set(known.values_list("external_id", flat=True)) if records else set()
    return {number: records[number] for number in sorted(records) if str(number) not in keys}


def _pages_of_ours(posts: set[int], generation: int) -> dict[int, PageOnSite | None]:
    """Those of these posts that the portal has published, with whose they are; None for others."""
    publications = Publication.objects.filter(post_id__in=posts, generation=generation)
    none: dict[int, PageOnSite | None] = dict.fromkeys(posts)
    return none | {
        publication.post_id or 0: PageOnSite(
            html.unescape(publication.read_back.get("title", "")),
            publication.address,
            publication.material.unit,
            publication.material.program,
        )
        for publication in publications.select_related("material__unit", "material__program")
    }


def _keep(several: list[Received]) -> int:
    """All at once; where another machine has just been quicker, or one is odd, each by itself."""
    if not several:
        return 0
    try:
        return intake.take_in_all(several)
    except (IntegrityError, *ODD):
        return sum(_keep_one(one) for one in several)


def _keep_one(one: Received) -> bool:
    try:
        return intake.take_in(one) is not None
    except ODD:
        log.exception("comment %s cannot be read and is left out", one.external_id)
        return False
