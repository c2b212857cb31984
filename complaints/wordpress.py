"""Fetching comments from WordPress and answering beneath them, by the steps of design.md §5.

The one module of this app that knows WordPress. Each step looks at what is already there, so that
a run may die after any of them and the next one goes on: every comment once, one reply.
"""

import html
import logging
from collections.abc import Iterator

from django.db import DataError
from django.utils import timezone

from complaints.explanations import OWN
from complaints.models import Channel, Comment, Delivery, FeedCursor, ReplyState, Shown, Wish
from complaints.public_page import same_words, stands_beneath
from complaints.records import PageOnSite, Record, is_ours, page_address, received
from complaints.services import comments, replies
from contentdesk.foundation.delivery import LEASE, ClaimLost, DeliveryState
from contentdesk.wordpress import connection, pausing
from contentdesk.wordpress.client import (
    Refused,
    Unavailable,
    Unconfirmed,
    WordPress,
    WordPressError,
)
from contentdesk.wordpress.explanations import Explanation, explain
from contentdesk.wordpress.models import Publication
from contentdesk.wordpress.settling import settle_broken, settle_error

log = logging.getLogger(__name__)

STATUS = {Wish.SHOW: "approved", Wish.HIDE: "hold"}
OVER = {DeliveryState.DONE, DeliveryState.DROPPED}
PUT_AWAY = {"spam", "trash"}  # by somebody in WordPress itself: their word stands


class PullError(Exception):
    """The comments could not be fetched; its text says what happened and what to do."""


class UnfinishedError(Exception):
    """A run ends before its goal, for a reason of our own; it says how the job is settled."""

    def __init__(self, state: DeliveryState, code: str = "") -> None:
        super().__init__(state, code)
        self.state, self.code = state, code


def pull() -> int | None:
    """Take in what is new on the site of the settings; how many, None without a site.

    Raises PullError with a sentence when the site cannot be asked.
    """
    wordpress = connection.site()
    if wordpress is None or pausing.is_paused(timezone.now()):
        return None if wordpress is None else 0
    try:
        with wordpress:
            taken = pull_comments(wordpress)
        pausing.note(None)
        return taken
    except WordPressError as trouble:
        pausing.note(trouble)
        explanation = explain(trouble)
        raise PullError(f"{explanation.summary} {explanation.remedy}") from trouble


def pull_comments(wordpress: WordPress) -> int:
    """Take in what the site's visitors have said since the last time; how many were new.

    Twice, or on two machines, it takes in nothing twice. Raises WordPressError; what came before
    is kept, and the next run begins where this one did.
    """
    cursor, _made = FeedCursor.objects.get_or_create(site=wordpress.url)
    pages: dict[int, PageOnSite] = {}
    taken, newest, whole = 0, cursor.last_id, True
    for records, complete in _newer_than(wordpress, cursor.last_id):
        known = Comment.objects.filter(channel=Channel.WORDPRESS, external_id__in=records)
        unknown = set(records) - set(known.values_list("external_id", flat=True))
        taken += sum(_take_in(records[key], wordpress, pages) for key in sorted(unknown, key=int))
        newest = max([newest, *map(int, records)])
        whole = complete
    if whole:
        # Only forward: the other machine may have come further.
        FeedCursor.objects.filter(pk=cursor.pk, last_id__lt=newest).update(
            last_id=newest, updated_at=timezone.now()
        )
    return taken


def _newer_than(wordpress: WordPress, last_id: int) -> Iterator[tuple[dict[str, Record], bool]]:
    """Page after page the records after `last_id` by number, and whether none was missed so far.

    A comment deleted while we turn the pages moves the others up, past the page we look at.
    """
    first_total, number = None, 0
    while True:
        number += 1
        page = wordpress.comments_page(page=number, order="desc", status="all")
        first_total = page.total if first_total is None else first_total
        fresh = {str(item["id"]): item for item in page.items if int(item["id"]) > last_id}
        yield fresh, page.total >= first_total
        if len(fresh) < len(page.items) or number >= page.pages or page.total < first_total:
            return


def _take_in(record: Record, wordpress: WordPress, pages: dict[int, PageOnSite]) -> bool:
    """Keep one record, if it is a visitor's and new."""
    try:
        if record.get("type", "comment") != "comment" or is_ours(record):
            return False
        if record["post"] not in pages:
            pages[record["post"]] = _page_of(record, wordpress)
        return comments.take_in(received(record, pages[record["post"]])) is not None
    except (AttributeError, DataError, LookupError, TypeError, ValueError):
        # It would be as odd at the next look, and must not hold up those that come after it.
        log.exception("comment %s cannot be read and is left out", record["id"])
        return False


def _page_of(record: Record, wordpress: WordPress) -> PageOnSite:
    """From our own publication, with whose it is; else as the site tells it."""
    ours = Publication.objects.filter(post_id=record["post"])
    publication = ours.select_related("material__unit", "material__program").first()
    if publication is not None:
        return PageOnSite(
            html.unescape(publication.read_back.get("title", "")),
            publication.address or page_address(record),
            publication.material.unit,
            publication.material.program,
        )
    post = wordpress.post(record["post"])
    title = html.unescape(post["title"]["raw"]) if post else ""
    return PageOnSite(title, page_address(record))


def send(delivery: Delivery, wordpress: WordPress) -> bool:
    """Claim a delivery, carry it out and settle it; True when it is done.

    What the site answers is settled on the row, never raised. A claim that another worker holds
    is left alone.
    """
    if pausing.is_paused(timezone.now()) or not delivery.claim():
        return False
    try:
        moderates = delivery.purpose == Delivery.Purpose.MODERATE
        done = _moderate(delivery, wordpress) if moderates else Replying(delivery, wordpress).run()
        pausing.note(None)
        return done
    except ClaimLost:
        log.warning("delivery %s is another worker's by now", delivery.pk)
    except UnfinishedError as end:
        delivery.settle(end.state, error_code=end.code)
    except WordPressError as error:
        pausing.note(error)
        # A lost answer is not undone by a later no.
        settle_error(delivery, error, maybe_done=replies.may_be_posted(delivery))
    except Exception:
        log.exception("delivery %s broke", delivery.pk)
        settle_broken(delivery)
    return False


def _moderate(delivery: Delivery, wordpress: WordPress) -> bool:
    """Let the site show or hold the comment, as the manager wishes."""
    comment = delivery.comment
    wish = comment.wish
    delivery.reach("look")
    record = wordpress.comment(int(comment.external_id))
    if record is None or record["status"] in PUT_AWAY:
        if wish == Wish.SHOW:
            raise UnfinishedError(DeliveryState.FAILED, "comment_gone")
    elif record["status"] != STATUS[Wish(wish)]:
        delivery.reach(wish)
        wordpress.update_comment(record["id"], {"status": STATUS[Wish(wish)]})
    shown = Shown.SHOWN if wish == Wish.SHOW else Shown.HIDDEN
    return replies.record_moderated(delivery, wish=wish, shown=shown)


class Replying:
    """One run over the steps for one claimed delivery of a reply."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None:
        assert delivery.reply is not None  # noqa: S101  # by constraint
        self.delivery = delivery
        self.wordpress = wordpress
        self.reply = delivery.reply
        self.comment = delivery.comment
        self.parent = int(self.comment.external_id)
        self.post = self.comment.remote_post or 0

    def run(self) -> bool:
        if self.reply.state != ReplyState.READY:
            raise UnfinishedError(DeliveryState.DROPPED)
        self.delivery.reach("look")
        above = self.wordpress.comment(self.parent)
        self.delivery.reach("find")
        ours = self._ours()
        if ours is not None:
            replies.record_posted(self.reply, remote_id=ours["id"], address=ours["link"])
        self._check(above, ours)
        # A reply under a held comment is not public until its parent is.
        if above is not None and above["status"] != "approved":
            self.delivery.reach("approve")
            self.wordpress.update_comment(self.parent, {"status": "approved"})
        comments.record_shown(self.comment, Shown.SHOWN)
        if ours is None:
            ours = self._post()
            replies.record_posted(self.reply, remote_id=ours["id"], address=ours["link"])
        if ours["status"] != "approved":
            self.delivery.reach("show")
            self.wordpress.update_comment(ours["id"], {"status": "approved"})
        self.delivery.reach("stranger")
        self._as_stranger(ours["content"]["rendered"])
        return replies.record_reply_sent(self.delivery, self.reply)

    def _ours(self) -> Record | None:
        """Our reply by its number, else by its words under its parent: the answer may be lost."""
        if self.reply.remote_id is not None:
            known = self.wordpress.comment(self.reply.remote_id)
            return None if known is None or known["status"] == "trash" else known
        there = self.wordpress.replies(post=self.post, parent=self.parent)
        text = self.reply.text
        ours = (r for r in there if r["author"] and same_words(r["content"]["raw"], text))
        return next(ours, None)

    def _check(self, above: Record | None, ours: Record | None) -> None:
        """Stop where a person has to decide: the comment or our reply was put away on the site."""
        gone = above is None or above["status"] in PUT_AWAY
        if not gone and (ours is not None or self.reply.remote_id is None):
            return
        if ours is None and not self._release():
            raise Unconfirmed("comment_gone")
        put_away = "comment_gone" if ours is None else "answer_alone"
        raise UnfinishedError(DeliveryState.FAILED, put_away if gone else "reply_gone")

    def _release(self) -> bool:
        """The site has just been asked and has none of it: its text may be changed again.

        False if one whose answer was lost was posted so lately that it may still arrive.
        """
        self.delivery.reach(self.delivery.step)
        lost_at = None if self.reply.remote_id else self.reply.post_started_at
        if lost_at is not None and lost_at > timezone.now() - LEASE:
            return False
        replies.release_posting(self.reply)
        return True

    def _post(self) -> Record:
        """Post it, once; a duplicate that WordPress knows of is our own lost one."""
        self.delivery.reach("post")
        if not replies.begin_posting(self.reply):
            raise UnfinishedError(DeliveryState.DROPPED)
        try:
            return self.wordpress.create_comment(
                post=self.post,
                parent=self.parent,
                content=html.escape(self.reply.text, quote=False),
            )
        except (Refused, Unavailable) as no:
            if no.code != "comment_duplicate":
                self._release()
            elif (found := self._ours()) is not None:
                return found
            raise

    def _as_stranger(self, dressed: str) -> None:
        page = self.wordpress.look(self.reply.address)
        if page.status != 200 or not stands_beneath(
            page.text,
            parent=self.parent,
            reply=self.reply.remote_id or 0,
            text=self.reply.text,
            dressed=dressed,
        ):
            raise Unconfirmed("reply_not_seen", page.status)


def insist() -> None:
    """A person wants another try at once, although the site was down a moment ago."""
    pausing.end()


def send_one(pk: int) -> Delivery | None:
    """Carry out one job; None when there is no site to send to, else the job as it ended."""
    wordpress = connection.site()
    if wordpress is None:
        return None
    with wordpress:
        delivery = Delivery.objects.select_related("comment", "reply").get(pk=pk)
        send(delivery, wordpress)
    return delivery


def send_due() -> list[tuple[bool, str]]:
    """Carry out all that is due in this process; for each whether it is over, and a line on it."""
    due = Delivery.objects.due(timezone.now()).values_list("pk", flat=True)
    ended = [delivery for pk in due if (delivery := send_one(pk)) is not None]
    return [(delivery.state in OVER, str(delivery)) for delivery in ended]


def explanation_of(delivery: Delivery) -> Explanation | None:
    """What went wrong with a job the last time, in words, or None."""
    if not delivery.error_code:
        return None
    if delivery.error_code in OWN:
        return Explanation(*OWN[delivery.error_code])
    return explain(WordPressError(delivery.error_code, delivery.error_status))
