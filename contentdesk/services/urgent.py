"""Urgent approval by one person alone, and the second look that it owes (design.md §3 rule 5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from contentdesk import permissions
from contentdesk.foundation.transitions import MOVED_ON, WrongState
from contentdesk.models import Edition, EditionEvent, State
from contentdesk.organization.models import User
from contentdesk.services.changes import snapshot
from contentdesk.services.review import classify, pin, pinned_data
from contentdesk.services.reviewers import signed
from contentdesk.workflow import EDITION


def _lock(edition: Edition) -> None:
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())


@dataclass(frozen=True)
class Classified:
    """A class of information as an officer sets it, with the reason."""

    classification: str
    reason: str
    review_by: date | None = None


def approve_urgently(
    edition: Edition,
    *,
    actor: User,
    seen_version: int,
    reason: str,
    classified: Classified | None = None,
) -> None:
    """Approve at once, alone, even one's own or an unfinished draft; a second look is owed.

    Never skips consent or classification (design.md §3 rule 5); `classified` sets the latter in
    the same step, both or neither. Raises as `approve` and `classify` do.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        _lock(edition)
        if edition.state in EDITION.rows["approve_urgently"].sources:
            snapshot(edition, actor)
            if classified:
                classify(
                    edition,
                    classified.classification,
                    actor=actor,
                    reason=classified.reason,
                    review_by=classified.review_by,
                )
        EDITION.move(
            edition,
            "approve_urgently",
            actor=actor,
            reason=reason,
            expected={"version": seen_version},
            changes=_columns(edition, actor),
            data=signed(actor, **pinned_data(edition)),
        )


def _columns(edition: Edition, actor: User) -> dict[str, Any]:
    now = timezone.now()
    columns = {
        **pin(edition),
        "publish_at": now,
        "urgent_by": actor,
        "second_look_by": None,
        "second_look_at": None,
    }
    if edition.state == State.DRAFT:
        # Nobody had sent it. If the approval is taken back, another person has to give the next.
        columns |= {"submitted_by": actor, "submitted_at": now}
    return columns


def look_second(edition: Edition, note: str, *, actor: User) -> None:
    """Another person has looked at what was approved urgently; their second click does nothing.

    Raises PermissionDenied, also for whoever approved it, and WrongState when no look is owed.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        _lock(edition)
        if edition.second_look_by_id == actor.pk:
            return
        if not edition.owes_second_look:
            raise WrongState(MOVED_ON)
        if not permissions.may_look_second(actor, edition):
            raise PermissionDenied
        edition.second_look_by, edition.second_look_at = actor, timezone.now()
        edition.save(update_fields=["second_look_by", "second_look_at"])
        data = signed(actor)
        EditionEvent.record(edition, "second_look", actor=actor, reason=note.strip(), data=data)
