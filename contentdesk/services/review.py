"""Reviewing an edition: claim it, speak about it, classify it, decide."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.checker import Gate, check
from contentdesk.foundation.transitions import MOVED_ON, Actor, Refused, WrongState
from contentdesk.models import (
    OPEN_STATES,
    Classification,
    Edition,
    EditionEvent,
    Override,
    Remark,
    State,
)
from contentdesk.organization.models import User
from contentdesk.services.changes import snapshot
from contentdesk.workflow import EDITION, is_free_to_decide

LEASE = timedelta(minutes=30)


def _lock(edition: Edition) -> None:
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())


def claim(edition: Edition, *, actor: User, take_over: bool = False) -> None:
    """Take an edition into review for 30 minutes; again prolongs it.

    Raises PermissionDenied, WrongState when it no longer waits, Refused while another reviewer
    has it and `take_over` was not asked for.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        _lock(edition)
        if edition.state != State.SUBMITTED:
            raise WrongState(MOVED_ON)
        mine = edition.is_claimed and edition.claimed_by_id == actor.pk
        if not take_over:
            is_free_to_decide(edition, actor)
        taken_from = edition.claimed_by_id if edition.is_claimed and not mine else None
        edition.claimed_by, edition.claimed_until = actor, timezone.now() + LEASE
        edition.save(update_fields=["claimed_by", "claimed_until"])
        if not mine:
            data = {"taken_from": taken_from} if taken_from else {}
            EditionEvent.record(edition, "claim", actor=actor, data=data)


def release(edition: Edition, *, actor: User) -> None:
    """Lay it back into the queue; nothing happens when this person has not claimed it."""
    with transaction.atomic():
        _lock(edition)
        if edition.is_claimed and edition.claimed_by_id == actor.pk:
            edition.claimed_by = edition.claimed_until = None
            edition.save(update_fields=["claimed_by", "claimed_until"])
            EditionEvent.record(edition, "release", actor=actor)


def remark(
    edition: Edition, text: str, *, actor: User, field: str = "", parent: Remark | None = None
) -> Remark:
    """Say something about a field of the form, or "" for the whole; or answer a remark."""
    if not permissions.may_remark(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        said = Remark.objects.create(
            edition=edition,
            parent=parent,
            field=parent.field if parent else field,
            text=text.strip(),
            by=actor,
        )
        EditionEvent.record(edition, "remark", actor=actor, data={"remark": said.pk})
    return said


def resolve(remark: Remark, *, actor: User) -> bool:
    """Mark a remark as done; False when somebody has done so already."""
    if not permissions.may_remark(actor, remark.edition):
        raise PermissionDenied
    with transaction.atomic():
        open_ones = Remark.objects.filter(pk=remark.pk, resolved_at=None)
        if not open_ones.update(resolved_at=timezone.now(), resolved_by=actor):
            return False
        EditionEvent.record(remark.edition, "resolve", actor=actor, data={"remark": remark.pk})
    return True


def classify(
    edition: Edition,
    classification: str,
    *,
    actor: User,
    reason: str,
    review_by: date | None = None,
) -> None:
    """Set the class of public information, with its officer and reason (UU 14/2008).

    Periodic information needs `review_by`. Raises PermissionDenied, WrongState when the edition
    is no longer open, Refused without a reason or day, or while it is going live.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(_("Please write the reason. Nothing has been changed yet."))
    if classification == Classification.PERIODIC and review_by is None:
        raise Refused(_("Periodic information needs a day on which it is looked at again."))
    with transaction.atomic():
        _lock(edition)
        if edition.state not in OPEN_STATES or edition.flip_started_at:
            raise WrongState(MOVED_ON)
        if edition.state == State.APPROVED and classification == Classification.EXCLUDED:
            raise Refused(
                _("Take back the approval first: excluded information is never approved.")
            )
        edition.classification, edition.classification_reason = classification, reason.strip()
        edition.classified_by, edition.classified_at = actor, timezone.now()
        edition.review_by = review_by if classification == Classification.PERIODIC else None
        edition.save()
        EditionEvent.record(
            edition,
            "classify",
            actor=actor,
            reason=reason.strip(),
            data={"classification": classification},
        )


def let_pass(
    edition: Edition, *, code: str, place: str, fingerprint: str, reason: str, actor: User
) -> None:
    """Let one finding pass, with a reason that is kept; it holds for the words found, no others.

    Raises PermissionDenied, Refused without a reason, for a finding that nobody may let pass, and
    when it is no longer found.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(_("Please write the reason. Nothing has been changed yet."))
    with transaction.atomic():
        _lock(edition)
        wanted = (code, place, fingerprint)
        findings = {(f.code, f.place, f.fingerprint): f for f in check(edition, Gate.APPROVE)}
        finding = findings.get(wanted)
        if finding is None or edition.state not in OPEN_STATES:
            raise WrongState(MOVED_ON)
        if not finding.rule.overridable:
            raise Refused(_("This has to be mended; no reason can stand in for it."))
        if finding.override is None:
            Override.objects.create(
                edition=edition,
                code=code,
                place=place,
                fingerprint=fingerprint,
                reason=reason.strip(),
                by=actor,
            )
            EditionEvent.record(
                edition, "let_pass", actor=actor, reason=reason.strip(), data={"code": code}
            )


def approve(
    edition: Edition, *, actor: User, seen_version: int, publish_at: datetime | None = None
) -> None:
    """Approve exactly what the person has read, to be published at `publish_at` (UTC) or now.

    Raises WrongState when the content changed after they opened the page, NotFit for what the
    checker does not let through.
    """
    with transaction.atomic():
        _lock(edition)
        EDITION.move(
            edition,
            "approve",
            actor=actor,
            expected={"version": seen_version},
            changes={**_pin(edition), "publish_at": publish_at or timezone.now()},
            data={**_pinned_data(edition), "publish_at": wanted_time(publish_at)},
        )


def approve_urgently(edition: Edition, *, actor: User, seen_version: int, reason: str) -> None:
    """Approve at once, alone, even one's own or an unfinished draft; a second look is owed.

    Never skips consent or classification (design.md §3 rule 5). Raises as `approve` does.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        _lock(edition)
        if edition.state in EDITION.rows["approve_urgently"].sources:
            snapshot(edition, actor)
        EDITION.move(
            edition,
            "approve_urgently",
            actor=actor,
            reason=reason,
            expected={"version": seen_version},
            changes={
                **_pin(edition),
                "publish_at": timezone.now(),
                "urgent_by": actor,
                "second_look_by": None,
                "second_look_at": None,
            },
            data=_pinned_data(edition),
        )


def _pin(edition: Edition) -> dict[str, Any]:
    """What approval sets: the last revision, frozen."""
    return {"pinned": edition.revisions.last(), "flip_started_at": None}


def _pinned_data(edition: Edition) -> dict[str, Any]:
    pinned = edition.revisions.last()
    return {
        "revision": pinned.number if pinned else None,
        "sha256": pinned.sha256 if pinned else "",
    }


def wanted_time(publish_at: datetime | None) -> str:
    """How the history keeps the time that was asked for."""
    return publish_at.isoformat() if publish_at else "now"


def look_second(edition: Edition, note: str, *, actor: User) -> bool:
    """Another person has looked at what was approved urgently; False when that is done already."""
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        _lock(edition)
        if not edition.owes_second_look:
            return False
        if not permissions.may_look_second(actor, edition):
            raise PermissionDenied
        edition.second_look_by, edition.second_look_at = actor, timezone.now()
        edition.save(update_fields=["second_look_by", "second_look_at"])
        EditionEvent.record(edition, "second_look", actor=actor, reason=note.strip())
    return True


# Columns that a transition sets beside the state; the others set none.
UNPINNED: dict[str, Any] = {
    "pinned": None,
    "publish_at": None,
    "held_at": None,
    "held_for": [],
    "urgent_by": None,
}
CHANGES: dict[str, dict[str, Any]] = {
    "reopen": UNPINNED,
    "discard_approved": UNPINNED,
    "take_back": {"version": F("version") + 1},
    "request_changes": {"version": F("version") + 1},
}


def move(edition: Edition, name: str, *, actor: Actor, reason: str = "") -> None:
    """Any transition that needs nothing but a person and perhaps a reason."""
    EDITION.move(edition, name, actor=actor, reason=reason, changes=CHANGES.get(name))
