"""Reading a comment's REST record, as WordPress gives it to an editor (`context=edit`)."""

import html
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag

from django.db.models import Q

from complaints.models import Channel, Comment, Reply, ReplyEvent, ReplyState, Shown
from complaints.public_page import same_words
from complaints.services.intake import Received
from contentdesk.organization.models import Program, Unit

Record = dict[str, Any]


@dataclass(frozen=True)
class PageOnSite:
    """The page that a comment stands on, as far as it is known."""

    title: str
    url: str = ""  # where it is not known, the comment's own link tells it
    unit: Unit | None = None
    program: Program | None = None


def received(record: Record, page: PageOnSite, generation: int = 1) -> Received:
    """What a record says, as it is taken in; texts as the visitor typed them."""
    name, email = author_of(record)
    return Received(
        channel=Channel.WORDPRESS,
        external_id=str(record["id"]),
        text=text_of(record),
        received_at=datetime.fromisoformat(record["date_gmt"]).replace(tzinfo=UTC),
        record=canonical(record),
        author_name=name,
        author_email=email,
        remote_post=record["post"],
        remote_parent=record["parent"] or None,
        page_title=page.title[:300],
        page_url=(page.url or page_address(record))[:500],
        shown=shown_of(record),
        unit=page.unit,
        program=page.program,
        generation=generation,
    )


def author_of(record: Record) -> tuple[str, str]:
    """The name and the e-mail address that the author gave."""
    return html.unescape(record["author_name"])[:250], record.get("author_email", "")[:254]


def canonical(record: Record) -> str:
    """One text for one record, whatever the order in which its keys came."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def page_address(record: Record) -> str:
    """The address of the page, without the part that points at the comment."""
    return urldefrag(record["link"]).url


def shown_of(record: Record | None, *, decided: bool = False) -> Shown:
    """What the site does with a comment, by its record (None: it has none any more).

    One on hold waits there until it is decided here what becomes of it.
    """
    on_hold = Shown.HIDDEN if decided else Shown.HELD
    by_status = {
        "approved": Shown.SHOWN,
        "spam": Shown.SPAM,
        "trash": Shown.TRASHED,
        "post-trashed": Shown.NO_PAGE,
    }
    return Shown.GONE if record is None else by_status.get(record["status"], on_hold)


def text_of(record: Record) -> str:
    """The words, as they were typed."""
    return html.unescape(record["content"]["raw"])


def ours_among(records: Collection[Record], generation: int) -> set[int]:
    """The numbers of those that the portal itself has sent as replies, or is just sending."""
    # The portal writes as an account; without one it is a visitor's.
    written = [record for record in records if record.get("author")]
    if not written:
        return set()
    numbers = [record["id"] for record in written]
    ours: set[int] = set()
    known = Reply.objects.filter(remote_id__in=numbers, comment__generation=generation)
    ours.update(number for number in known.values_list("remote_id", flat=True) if number)
    # The history remembers every number, also of one that was put away there and sent anew.
    posted = ReplyEvent.objects.filter(name="posted", data__remote_id__in=numbers)
    here = Q(data__generation=generation)
    if generation == 1:
        here |= Q(data__generation__isnull=True)  # written before there were generations
    posted = posted.filter(here)
    ours |= {data["remote_id"] for data in posted.values_list("data", flat=True)}
    # Posted a moment ago, and the worker has not come to writing its number down yet, or died.
    said = [record for record in written if record["parent"] and record["id"] not in ours]
    under_way = Reply.objects.filter(
        comment__channel=Channel.WORDPRESS,
        comment__generation=generation,
        comment__external_id__in={str(record["parent"]) for record in said},
        state=ReplyState.READY,
    )
    texts: dict[str, list[str]] = defaultdict(list)
    for parent, text in under_way.values_list("comment__external_id", "text"):
        texts[parent].append(text)
    return ours | {
        record["id"]
        for record in said
        if any(same_words(text, record["content"]["raw"]) for text in texts[str(record["parent"])])
    }


def sent_as(record: Record, answered: Comment) -> Reply | None:
    """The answer of ours to this comment that the record is, sent on an earlier site; or None."""
    sent = answered.replies.filter(state=ReplyState.SENT, remote_id=None)
    words = record["content"]["raw"]
    return next((reply for reply in sent if same_words(reply.text, words)), None)
