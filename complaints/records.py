"""Reading a comment's REST record, as WordPress gives it to an editor (`context=edit`)."""

import html
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag

from django.db.models import Q

from complaints.models import Channel, Reply, ReplyState, Shown
from complaints.public_page import same_words
from complaints.services.comments import Received
from contentdesk.organization.models import Program, Unit

Record = dict[str, Any]


@dataclass(frozen=True)
class PageOnSite:
    """The page that a comment stands on, as far as it is known."""

    title: str
    url: str
    unit: Unit | None = None
    program: Program | None = None


def received(record: Record, page: PageOnSite) -> Received:
    """What a record says, as it is taken in; texts as the visitor typed them."""
    return Received(
        channel=Channel.WORDPRESS,
        external_id=str(record["id"]),
        text=html.unescape(record["content"]["raw"]),
        received_at=datetime.fromisoformat(record["date_gmt"]).replace(tzinfo=UTC),
        record=canonical(record),
        author_name=html.unescape(record["author_name"])[:250],
        author_email=record.get("author_email", "")[:254],
        remote_post=record["post"],
        remote_parent=record["parent"] or None,
        page_title=page.title[:300],
        page_url=page.url[:500],
        shown=Shown.SHOWN if record["status"] == "approved" else Shown.HELD,
        unit=page.unit,
        program=page.program,
    )


def canonical(record: Record) -> str:
    """One text for one record, whatever the order in which its keys came."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def page_address(record: Record) -> str:
    """The address of the page, without the part that points at the comment."""
    return urldefrag(record["link"]).url


def is_ours(record: Record) -> bool:
    """Whether this is a reply that the portal itself has sent, or is just sending."""
    number = record["id"]
    # Its history remembers every number, also of one that was put away there and sent anew.
    posted = Q(events__name="posted", events__data__remote_id=number)
    if Reply.objects.filter(Q(remote_id=number) | posted).exists():
        return True
    if not record["author"] or not record["parent"]:
        return False
    # Posted a moment ago, and the worker has not come to writing its number down yet.
    under_way = Reply.objects.filter(
        comment__channel=Channel.WORDPRESS,
        comment__external_id=str(record["parent"]),
        state=ReplyState.READY,
    )
    return any(same_words(reply.text, record["content"]["raw"]) for reply in under_way)
