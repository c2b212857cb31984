"""From the approval to the website: when, what the publisher asks first, and what it reports."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contentdesk import listing, permissions
from contentdesk.checker import Gate, blocking
from contentdesk.foundation.transitions import MOVED_ON, WrongState
from contentdesk.foundation.wakes import wake
from contentdesk.models import Edition, EditionEvent, Material, Revision, State
from contentdesk.organization.models import User
from contentdesk.services import photos
from contentdesk.services.review import wanted_time
from contentdesk.services.reviewers import signed
from contentdesk.workflow import EDITION, NotFit


def is_fit(edition: Edition, revision: Revision) -> bool:
    """The checker, publish column, on the day itself; what stops it holds the edition.

    The approval stays: a person mends what is said, and releases it (design.md §4, reopen). Ask
    only while visitors do not see this revision: what is held is no longer on its way to them.
    """
    findings = blocking(edition, Gate.PUBLISH, urgent=edition.urgent_by_id is not None)
    if not findings:
        return True
    held_for: list[dict[str, Any]] = [{"code": f.code, "place": f.place} for f in findings]
    with transaction.atomic():
        rows = Edition.objects.filter(
            pk=edition.pk, state=State.APPROVED, pinned=revision, held_at=None
        )
        if rows.update(held_at=timezone.now(), held_for=held_for, flip_started_at=None):
            EditionEvent.record(edition, "hold", actor=None, data={"findings": held_for})
    return False


def release_hold(edition: Edition, *, actor: User) -> None:
    """What held it has been mended: look once more, and let it go out.

    Raises PermissionDenied, WrongState when it is not held, NotFit when something still holds it.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        if edition.state != State.APPROVED or edition.held_at is None:
            raise WrongState(MOVED_ON)
        # Whoever lets it go out now has decided that it still counts, however late it is.
        edition.held_at, edition.held_for, edition.publish_at = None, [], timezone.now()
        if findings := blocking(edition, Gate.PUBLISH, urgent=edition.urgent_by_id is not None):
            raise NotFit(findings)
        edition.save(update_fields=["held_at", "held_for", "publish_at", "updated_at"])
        EditionEvent.record(edition, "release_hold", actor=actor, data=signed(actor))
        listing.refresh(edition)
        wake("edition.release_hold")


def reschedule(
    edition: Edition, publish_at: datetime | None, *, seen: datetime | None, actor: User
) -> None:
    """Move what is approved to another time (UTC), None at once; `seen` is the time it replaces.

    Raises PermissionDenied, WrongState when it is no longer approved for that time, is held or
    already being shown, and NotFit when it would not be fit to publish on that day.
    """
    if not permissions.may_review(actor, edition):
        raise PermissionDenied
    at = publish_at or timezone.now()
    with transaction.atomic():
        waiting = Edition.objects.filter(
            pk=edition.pk, state=State.APPROVED, held_at=None, flip_started_at=None
        )
        # Compare-and-set: the publisher asks the same row before it shows anything.
        if not waiting.filter(publish_at=seen).update(publish_at=at, updated_at=timezone.now()):
            raise WrongState(MOVED_ON)
        edition.refresh_from_db()
        urgent = edition.urgent_by_id is not None
        if findings := blocking(edition, Gate.APPROVE, on=timezone.localdate(at), urgent=urgent):
            raise NotFit(findings)
        data = signed(actor, publish_at=wanted_time(publish_at))
        EditionEvent.record(edition, "reschedule", actor=actor, data=data)
        listing.refresh(edition)
        wake("edition.reschedule")


def begin_flip(edition: Edition, revision: Revision) -> bool:
    """Right before WordPress is told to show it: is it still approved, and this very revision?

    And has its time come, which a person may have moved? From a True on, the approval can no
    longer be taken back. Safe to call again.
    """
    now = timezone.now()
    approved = Q(state=State.APPROVED, held_at=None, publish_at__lte=now)
    again = Q(state=State.PUBLISHED)
    rows = Edition.objects.filter(approved | again, pk=edition.pk, pinned=revision)
    return bool(rows.update(flip_started_at=now))


def release_flip(edition: Edition) -> None:
    """WordPress has definitely not shown it: people may take the approval back again."""
    Edition.objects.filter(pk=edition.pk, state=State.APPROVED).update(flip_started_at=None)


def record_removed(edition: Edition, *, address: str) -> None:
    """The publisher reports: a stranger no longer gets to see it at `address`."""
    EditionEvent.record(edition, "record_removed", actor=None, data={"address": address})


def record_trouble(edition: Edition, *, code: str, status: int | None, step: str) -> None:
    """The publisher reports: at `step` it did not get through, with this error."""
    data = {"code": code, "status": status, "step": step}
    EditionEvent.record(edition, "trouble", actor=None, data=data)


def record_draft_gone(edition: Edition) -> None:
    """The publisher reports: the draft that was made on the site for it has been deleted."""
    EditionEvent.record(edition, "record_draft_gone", actor=None)


def record_amended(
    edition: Edition, revision: Revision, *, address: str, seen: dict[str, Any]
) -> None:
    """The publisher reports: the live page is this revision again.

    After a photo went out, or, where nothing was taken out, over what somebody did on WordPress.
    """
    told = edition.events.filter(name__in=["withdraw_photo", "record_amended"]).last()
    name = "record_amended" if told and told.name == "withdraw_photo" else "record_again"
    data = {"address": address, "sha256": revision.sha256, "seen": seen}
    EditionEvent.record(edition, name, actor=None, data=data)


def record_file_gone(material: Material, sha256: str) -> None:
    """The publisher reports: this file, and its sizes, can no longer be fetched from the site."""
    EditionEvent.record(material.latest, "record_file_gone", actor=None, data={"file": sha256})


def record_live(
    edition: Edition, revision: Revision, *, address: str, seen: dict[str, Any] | None = None
) -> None:
    """The publisher reports: this revision is what the public sees at `address`.

    `seen` is its proof: SHA-256 and length of the page that a stranger was given, and when (UTC);
    none where a person has seen it in the portal's place.
    """
    with transaction.atomic():
        EDITION.move(
            edition,
            "record_live",
            actor=None,
            expected={"pinned_id": revision.pk},
            changes={"published_at": timezone.now()},
            data={"address": address, "sha256": revision.sha256, "seen": seen or {}},
        )
        shown = [State.PUBLISHED, State.WITHDRAWN]
        older = edition.material.editions.filter(state__in=shown).exclude(pk=edition.pk)
        for replaced in older:
            EDITION.move(replaced, "supersede", actor=None)
        transaction.on_commit(lambda: photos.forget_covered(edition.material), robust=True)
