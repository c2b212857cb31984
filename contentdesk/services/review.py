"""Reviewing an edition: classify it, let a finding pass, decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk import listing, permissions
from contentdesk.checker import Finding, Gate, check
from contentdesk.classification import day_trouble
from contentdesk.foundation.transitions import MOVED_ON, Actor, Refused, WrongState
from contentdesk.models import (
    OPEN_STATES,
    Classification,
    Edition,
    EditionEvent,
    Override,
    State,
)
from contentdesk.organization.duties import Role
from contentdesk.organization.models import User
from contentdesk.services.reviewers import prolong, signed
from contentdesk.workflow import EDITION, is_free_to_decide


def _lock(edition: Edition) -> None:
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())


def _lock_to_judge(edition: Edition, actor: User) -> None:
    """Take the row, fresh; an open edition, and none that another reviewer has in hand."""
    _lock(edition)
    if edition.state not in OPEN_STATES or edition.flip_started_at:
        raise WrongState(MOVED_ON)
    if edition.state == State.SUBMITTED:
        is_free_to_decide(edition, actor)
    prolong(edition, actor)


def classify(
    edition: Edition,
    classification: str,
    *,
    actor: User,
    reason: str,
    review_by: date | None = None,
) -> None:
    """Set the class of public information, with its officer and reason (UU 14/2008).

    Periodic information needs `review_by`, at most six months away. The same once more (a double
    click) changes nothing. Raises PermissionDenied, WrongState when the edition is no longer
    open or going live, Refused without a reason or day, or while another reviewer has it in hand.
    """
    _check_reason(edition, actor, reason)
    if trouble := day_trouble(classification, review_by):
        raise Refused(trouble)
    with transaction.atomic():
        _lock_to_judge(edition, actor)
        said = {
            "classification": classification,
            "classification_reason": reason.strip(),
            "review_by": review_by if classification == Classification.PERIODIC else None,
            "classified_by": actor,
        }
        if all(getattr(edition, name) == word for name, word in said.items()):
            return
        _write_class(edition, said, actor)


def _write_class(edition: Edition, said: Mapping[str, Any], actor: User) -> None:
    classification = said["classification"]
    if edition.state == State.APPROVED and classification == Classification.EXCLUDED:
        raise Refused(_("Take back the approval first: excluded information is never approved."))
    for name, word in {**said, "classified_at": timezone.now()}.items():
        setattr(edition, name, word)
    edition.save(update_fields=[*said, "classified_at"])
    EditionEvent.record(
        edition,
        "classify",
        actor=actor,
        reason=said["classification_reason"],
        data=signed(actor, classification=classification),
    )
    listing.refresh(edition)


def _check_reason(edition: Edition, actor: User, reason: str) -> None:
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(_("Please write the reason. Nothing has been changed yet."))


@dataclass(frozen=True)
class Exactly:
    """One finding as it was shown: what, where, of which words, and for which day."""

    code: str
    place: str
    fingerprint: str
    on: date | None = None


def let_pass(edition: Edition, what: Exactly, *, reason: str, actor: User) -> None:
    """Let one finding pass, with a reason that is kept; it holds for the words found, no others.

    Raises PermissionDenied, Refused without a reason, for a finding that nobody may let pass, or
    while another reviewer has it in hand, and WrongState when it is no longer found.
    """
    _check_reason(edition, actor, reason)
    with transaction.atomic():
        _lock_to_judge(edition, actor)
        finding = _found(edition, what)
        if not finding.rule.overridable:
            raise Refused(_("This has to be mended; no reason can stand in for it."))
        if finding.override is None:
            Override.objects.create(
                edition=edition,
                code=what.code,
                place=what.place,
                fingerprint=what.fingerprint,
                reason=reason.strip(),
                by=actor,
            )
            data = signed(actor, code=what.code, place=what.place)
            EditionEvent.record(edition, "let_pass", actor=actor, reason=reason.strip(), data=data)


def _found(edition: Edition, what: Exactly) -> Finding:
    for finding in check(edition, Gate.APPROVE, on=what.on):
        if finding.named == (what.code, what.place, what.fingerprint):
            return finding
    raise WrongState(MOVED_ON)


def approve(
    edition: Edition,
    *,
    actor: User,
    seen_version: int,
    seen_class: str | None = None,
    publish_at: datetime | None = None,
) -> None:
    """Approve exactly what the person has read, to be published at `publish_at` (UTC) or now.

    Raises WrongState when the content changed after they opened the page, or the class of
    information if `seen_class` names it; NotFit for what the checker does not let through.
    """
    seen = {"version": seen_version, "classification": seen_class}
    with transaction.atomic():
        _lock(edition)
        EDITION.move(
            edition,
            "approve",
            actor=actor,
            expected={name: value for name, value in seen.items() if value is not None},
            changes={**pin(edition), "publish_at": publish_at or timezone.now()},
            data=signed(actor, **pinned_data(edition), publish_at=wanted_time(publish_at)),
        )


def pin(edition: Edition) -> dict[str, Any]:
    """The columns that an approval sets: the last revision, frozen."""
    return {"pinned": edition.revisions.last(), "flip_started_at": None}


def pinned_data(edition: Edition) -> dict[str, Any]:
    """What the history keeps of an approval: which version, and its hash."""
    pinned = edition.revisions.last()
    return {
        "revision": pinned.number if pinned else None,
        "sha256": pinned.sha256 if pinned else "",
    }


def wanted_time(publish_at: datetime | None) -> str:
    """How the history keeps the time that was asked for."""
    return publish_at.isoformat() if publish_at else "now"


# Columns that a transition sets beside the state; the others set none.
UNPINNED: dict[str, Any] = {
    "pinned": None,
    "publish_at": None,
    "held_at": None,
    "held_for": [],
    "urgent_by": None,
    "second_look_by": None,
    "second_look_at": None,
    # Whoever had it in hand before the approval is done with it.
    "claimed_by": None,
    "claimed_until": None,
}
CHANGES: dict[str, dict[str, Any]] = {
    "withdraw": {"flip_started_at": None},
    "reopen": UNPINNED,
    "discard_approved": UNPINNED,
    "take_back": {"version": F("version") + 1},
    "request_changes": {"version": F("version") + 1},
}
BACK_TO_THE_UNIT = {"take_back", "request_changes"}
# Whose right it is; the others may also belong to the unit, and are nobody's to sign.
DECIDED_BY: dict[str, list[Role]] = {
    "request_changes": [Role.MANAGER, Role.HEAD],
    "reject": [Role.MANAGER, Role.HEAD],
    "reopen": [Role.MANAGER, Role.HEAD],
    "discard_approved": [Role.MANAGER],
    "withdraw": [Role.MANAGER, Role.HEAD],
}


def move(edition: Edition, name: str, *, actor: Actor, reason: str = "") -> None:
    """Any transition that needs nothing but a person and perhaps a reason."""
    data = signed(actor, *DECIDED_BY[name]) if name in DECIDED_BY else {}
    changes = CHANGES.get(name)
    with transaction.atomic():
        EDITION.move(edition, name, actor=actor, reason=reason, changes=changes, data=data)
        if name in BACK_TO_THE_UNIT and edition.claimed_by_id:
            # Only now: its guard has asked who holds the claim.
            edition.claimed_by = edition.claimed_until = None
            edition.save(update_fields=["claimed_by", "claimed_until"])


def restore(edition: Edition, *, actor: User, reason: str) -> None:
    """Put what was withdrawn back on the website: exactly what was approved, and at once.

    Raises as `move`; Refused also while another edition of the material is open.
    """
    data = signed(actor, Role.MANAGER, Role.HEAD)
    changes: dict[str, Any] = {"publish_at": timezone.now(), "held_at": None, "held_for": []}
    try:
        with transaction.atomic():
            EDITION.move(edition, "restore", actor=actor, reason=reason, changes=changes, data=data)
    except IntegrityError as error:
        # One open edition a material, by constraint.
        raise Refused(
            _("A change of this material is being worked on. Finish it, and publish that instead.")
        ) from error
