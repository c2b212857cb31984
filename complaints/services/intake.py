"""Taking in what the public said: each comment once, with its evidence and its first event."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.models import Channel, Comment, CommentEvent, Shown, Snapshot, State
from contentdesk.organization.models import Program, Unit


@dataclass(frozen=True)
class Received:
    """A comment as a channel delivered it; `record` is its evidence, canonical JSON text."""

    channel: Channel
    external_id: str
    text: str
    received_at: datetime
    record: str
    author_name: str = ""
    author_email: str = ""
    remote_post: int | None = None
    remote_parent: int | None = None
    page_title: str = ""
    page_url: str = ""
    shown: Shown = Shown.HELD
    # What the page belongs to, as a suggestion for whoever sorts it.
    unit: Unit | None = None
    program: Program | None = None
    # Of the site: on another one its numbers are other comments'.
    generation: int = 1

    @property
    def key(self) -> dict[str, Any]:
        """What there is only one comment of."""
        return {
            "channel": self.channel,
            "generation": self.generation,
            "external_id": self.external_id,
        }

    @property
    def columns(self) -> dict[str, Any]:
        """The other columns of the comment."""
        return {
            name: getattr(self, name)
            for name in (
                "text", "received_at", "author_name", "author_email", "remote_post",
                "remote_parent", "page_title", "page_url", "shown", "unit", "program",
            )
        }  # fmt: skip


def take_in(received: Received) -> Comment | None:
    """Keep a comment and its evidence; None when it had been taken in before, by whomever."""
    with transaction.atomic():
        comment, made = Comment.objects.get_or_create(**received.key, defaults=received.columns)
        if not made:
            return None
        snapshot = _evidence(comment, received)
        snapshot.save()
        _taken_in(snapshot).save()
    return comment


def take_in_all(several: Sequence[Received]) -> int:
    """Keep many at once, all or none, in a fixed number of queries; how many.

    Raises IntegrityError when one of them has been taken in before, DataError or ValueError when
    one cannot be kept: then `take_in` each by itself.
    """
    with transaction.atomic():
        comments = Comment.objects.bulk_create(
            [Comment(**received.key, **received.columns) for received in several]
        )
        pairs = zip(comments, several, strict=True)
        snapshots = [_evidence(comment, received) for comment, received in pairs]
        Snapshot.objects.bulk_create(snapshots)
        CommentEvent.objects.bulk_create([_taken_in(snapshot) for snapshot in snapshots])
    return len(several)


def _evidence(comment: Comment, received: Received) -> Snapshot:
    salt = secrets.token_hex(16)
    return Snapshot.of(comment, text=received.record, salt=salt, at=timezone.now())


def _taken_in(snapshot: Snapshot) -> CommentEvent:
    data = {"sha256": snapshot.sha256}
    return CommentEvent.of(snapshot.comment, "take_in", to_state=State.NEW, data=data)
