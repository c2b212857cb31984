"""Fetching comments from WordPress and answering beneath them, by the steps of design.md §5.

The one module of this app that knows WordPress. Each step looks at what is already there, so that
a run may die after any of them and the next one goes on: every comment once, one reply.
"""

import html
import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.explanations import OWN
from complaints.models import Delivery, FeedCursor, ReplyState, Shown, Wish
from complaints.public_page import same_words, stands_beneath
from complaints.records import PageOnSite, Record, is_ours, page_address, received
from complaints.services import comments, replies
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.wordpress import connection
from contentdesk.wordpress.client import (
    Refused,
    Unavailable,
    Unconfirmed,
    WordPress,
    WordPressError,
)
from contentdesk.wordpress.explanations import Explanation, explain
from contentdesk.wordpress.models import Publication

log = logging.getLogger(__name__)

STATUS = {Wish.SHOW: "approved", Wish.HIDE: "hold"}
OVER = {DeliveryState.DONE, DeliveryState.DROPPED}
PUT_AWAY = {"spam", "trash"}  # by somebody in WordPress itself: their word stands


class PullError(Exception):
    """The comments could not be fetched; its text says what happened and what to do."""


class UnfinishedError(Exception):
    """A run ends before its goal, for a reason of our own; it says how the job is settled."""

    def __init__(self, state: DeliveryState, code: str = "", status: int | None = None) -> None:
        super().__init__(state, code, status)
        self.state, self.code, self.status = state, code, status


def pull() -> int | None:
    """Take in what is new on the site of the settings; how many, None without a site.

    Raises PullError with a sentence when the site cannot be asked.
    """
    wordpress = connection.site()
    if wordpress is None:
        return None
    try:
        with wordpress:
            return pull_comments(wordpress)
    except WordPressError as trouble:
        explanation = explain(trouble)
        raise PullError(f"{explanation.summary} {explanation.remedy}") from trouble


def pull_comments(wordpress: WordPress) -> int:
    """Take in what the site's visitors have said since the last time; how many were new.

    Twice, or on two machines, it takes in nothing twice. Raises WordPressError; the next run
    then begins where this one did.
    """
    cursor, _made = FeedCursor.objects.get_or_create(site=wordpress.url)
    fresh, whole = _newer_than(wordpress, cursor.last_id)
    pages: dict[int, PageOnSite] = {}
    taken = 0
    for record in sorted(fresh.values(), key=lambda record: int(record["id"])):
        if record.get("type", "comment") != "comment" or is_ours(record):
            continue
        if record["post"] not in pages:
            pages[record["post"]] = _page_of(record, wordpress)
        try:
            taken += comments.take_in(received(record, pages[record["post"]])) is not None
        except (KeyError, TypeError, ValueError):
            # One odd record keeps the cursor where it is, but not the others out.
            log.exception("comment %s cannot be read", record["id"])
            whole = False
    if fresh and whole:
        # Only forward: the other machine may have come further.
        FeedCursor.objects.filter(pk=cursor.pk, last_id__lt=max(fresh)).update(
            last_id=max(fresh), updated_at=timezone.now()
        )
    return taken


def _newer_than(wordpress: WordPress, last_id: int) -> tuple[dict[int, Record], bool]:
    """The records after `last_id` by number, and whether surely none was missed.

    A comment deleted while we turn the pages moves the others up, past the page we look at.
    """
    fresh: dict[int, Record] = {}
    first_total, number = None, 0
    while True:
        number += 1
        page = wordpress.comments_page(page=number, order="desc", status="all")
        first_total = page.total if first_total is None else first_total
        fresh |= {int(item["id"]): item for item in page.items if int(item["id"]) > last_id}
        reached = any(int(item["id"]) <= last_id for item in page.items)
        if reached or number >= page.pages or page.total < first_total:
            return fresh, page.total >= first_total


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
    if not delivery.claim():
        return False
    try:
        if delivery.purpose == Delivery.Purpose.MODERATE:
            return _moderate(delivery, wordpress)
        return Replying(delivery, wordpress).run()
    except UnfinishedError as end:
        _settle_unfinished(delivery, end)
    except WordPressError as trouble:
        _settle_trouble(delivery, trouble)
    return False


def _settle_unfinished(delivery: Delivery, end: UnfinishedError) -> None:
    if end.state == DeliveryState.UNCONFIRMED:
        delivery.later(end.state, end.code, end.status)
        return
    if end.state == DeliveryState.FAILED and delivery.reply is not None:
        replies.release_posting(delivery.reply)
    delivery.settle(end.state, error_code=end.code)


def _settle_trouble(delivery: Delivery, trouble: WordPressError) -> None:
    """A definite no, a passing one, or not known. A lost answer is not undone by a later no."""
    reply = delivery.reply
    if reply is not None:
        reply.refresh_from_db()
    wait = trouble.retry_after or 0
    if isinstance(trouble, Unconfirmed) or (reply and reply.post_started_at):
        delivery.later(DeliveryState.UNCONFIRMED, trouble.code, trouble.status, wait)
    elif isinstance(trouble, Unavailable):
        delivery.later(DeliveryState.FAILED, trouble.code, trouble.status, wait)
    else:
        delivery.settle(DeliveryState.FAILED, error_code=trouble.code, error_status=trouble.status)


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
        self._show_parent()
        self.delivery.reach("find")
        ours = self._standing()
        if ours is None:
            if self.reply.remote_id is not None:
                raise UnfinishedError(DeliveryState.FAILED, "reply_gone")
            self.delivery.reach("post")
            ours = self._post()
        replies.record_posted(self.reply, remote_id=ours["id"], address=ours["link"])
        if ours["status"] != "approved":
            self.delivery.reach("show")
            self.wordpress.update_comment(ours["id"], {"status": "approved"})
        self.delivery.reach("stranger")
        self._as_stranger(ours["content"]["rendered"])
        return replies.record_reply_sent(self.delivery, self.reply)

    def _show_parent(self) -> None:
        """A reply under a held comment is not public until its parent is."""
        record = self.wordpress.comment(self.parent)
        if record is None or record["status"] in PUT_AWAY:
            raise UnfinishedError(DeliveryState.FAILED, "comment_gone")
        if record["status"] != "approved":
            self.delivery.reach("approve")
            self.wordpress.update_comment(self.parent, {"status": "approved"})
        comments.record_shown(self.comment, Shown.SHOWN)

    def _standing(self) -> Record | None:
        """Our reply under its parent, by its number, else by its words: the answer may be lost."""
        there = self.wordpress.replies(post=self.post, parent=self.parent)
        for record in there:
            if record["id"] == self.reply.remote_id or (
                record["author"] and same_words(record["content"]["raw"], self.reply.text)
            ):
                return record
        return None

    def _post(self) -> Record:
        """Post it, once; a duplicate that WordPress knows of is our own lost one."""
        if not replies.begin_posting(self.reply):
            raise UnfinishedError(DeliveryState.DROPPED)
        try:
            return self.wordpress.create_comment(
                post=self.post,
                parent=self.parent,
                content=html.escape(self.reply.text, quote=False),
            )
        except (Refused, Unavailable) as no:
            found = self._standing() if no.code == "comment_duplicate" else None
            if found is not None:
                return found
            replies.release_posting(self.reply)
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
            raise UnfinishedError(DeliveryState.UNCONFIRMED, "reply_not_seen", page.status)


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
    """Carry out everything due in this process; for each job whether it is over, and a line on it.

    One that breaks is logged and does not stop the rest.
    """
    lines: list[tuple[bool, str]] = []
    for pk in Delivery.objects.due(timezone.now()).values_list("pk", flat=True):
        try:
            delivery = send_one(pk)
        except Exception:
            log.exception("delivery %s broke", pk)
            lines.append((False, _("Job %(number)s broke; the log says why.") % {"number": pk}))
            continue
        if delivery is not None:
            lines.append((delivery.state in OVER, str(delivery)))
    return lines


def explanation_of(delivery: Delivery) -> Explanation | None:
    """What went wrong with a job the last time, in words, or None."""
    if not delivery.error_code:
        return None
    if delivery.error_code in OWN:
        return Explanation(*OWN[delivery.error_code])
    return explain(WordPressError(delivery.error_code, delivery.error_status))
