"""Remarks on an edition: write one, answer one, mark one as done."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.foundation.transitions import SECOND_CLICK, Refused, WrongState
from contentdesk.models import OPEN_STATES, Edition, EditionEvent, Remark
from contentdesk.organization.models import User
from contentdesk.services.reviewers import prolong

CLOSED = _("This is no longer open for remarks, so nothing was added.")


def write(
    edition: Edition, text: str, *, actor: User, field: str = "", parent: Remark | None = None
) -> Remark:
    """Say something about a field of the form, or "" for the whole; or answer a remark.

    `parent` is a remark of this edition that answers nothing itself. The same words once more
    within a minute (a double click) are one remark. Raises PermissionDenied, Refused without
    words, WrongState when the edition is closed.
    """
    if not permissions.takes_part(actor, edition):
        raise PermissionDenied
    if not text.strip():
        raise Refused(_("Please write something first."))
    with transaction.atomic():
        _lock_open(edition)
        said = {
            "parent": parent,
            "field": parent.field if parent else field,
            "text": text.strip(),
            "by": actor,
        }
        just_now = timezone.now() - SECOND_CLICK
        known = edition.remarks.filter(**said, at__gt=just_now).first()
        if known is not None:
            return known
        remark = Remark.objects.create(edition=edition, **said)
        EditionEvent.record(edition, "remark", actor=actor, data={"remark": remark.pk})
        prolong(edition, actor)
    return remark


def resolve(remark: Remark, *, actor: User) -> bool:
    """Mark a remark as done; False when somebody has done so already.

    Raises PermissionDenied, WrongState when the edition is closed.
    """
    edition = remark.edition
    if not permissions.takes_part(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        _lock_open(edition)
        open_ones = Remark.objects.filter(pk=remark.pk, resolved_at=None)
        if not open_ones.update(resolved_at=timezone.now(), resolved_by=actor):
            return False
        EditionEvent.record(edition, "resolve", actor=actor, data={"remark": remark.pk})
    return True


def _lock_open(edition: Edition) -> None:
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    if edition.state not in OPEN_STATES:
        raise WrongState(CLOSED)
