"""Who reviews: in what capacity, and who has an edition in hand right now."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from contentdesk import permissions
from contentdesk.foundation.transitions import MOVED_ON, WrongState
from contentdesk.models import Edition, EditionEvent, State
from contentdesk.organization.duties import Role, capacity
from contentdesk.organization.models import User
from contentdesk.workflow import is_free_to_decide

LEASE = timedelta(minutes=30)


def signed(actor: Any, *roles: Role, **data: Any) -> dict[str, Any]:
    """The data of a decision, and under "as" for whom the person stood in, if they did.

    `roles` are those that may decide it; the manager and the head if none are named.
    """
    acting = capacity(actor, *(roles or (Role.MANAGER, Role.HEAD)))
    return {**data, "as": acting} if acting else data


def claim(edition: Edition, *, actor: User, take_over: bool = False) -> None:
    """Take an edition into review for 30 minutes; again prolongs it.

    Raises PermissionDenied, WrongState when it no longer waits, Refused while another reviewer
    has it and `take_over` was not asked for.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        if edition.state != State.SUBMITTED:
            raise WrongState(MOVED_ON)
        holder = edition.claimed_by_id if edition.is_claimed else None
        if not take_over:
            is_free_to_decide(edition, actor)
        edition.claimed_by, edition.claimed_until = actor, timezone.now() + LEASE
        edition.save(update_fields=["claimed_by", "claimed_until"])
        if holder != actor.pk:
            data = {"taken_from": holder} if holder else {}
            EditionEvent.record(edition, "claim", actor=actor, data=signed(actor, **data))


def release(edition: Edition, *, actor: User) -> None:
    """Lay it back into the queue, where it may be already.

    Raises WrongState when another reviewer has it in hand by now.
    """
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        if edition.is_claimed:
            if edition.claimed_by_id != actor.pk:
                raise WrongState(MOVED_ON)
            edition.claimed_by = edition.claimed_until = None
            edition.save(update_fields=["claimed_by", "claimed_until"])
            EditionEvent.record(edition, "release", actor=actor, data=signed(actor))


def prolong(edition: Edition, actor: User) -> None:
    """Whoever has it in hand goes on working on it; call it inside the change's transaction."""
    now = timezone.now()
    mine = Edition.objects.filter(pk=edition.pk, claimed_by=actor, claimed_until__gt=now)
    if mine.update(claimed_until=now + LEASE):
        edition.claimed_until = now + LEASE
