"""The transitions of an edition (design.md §4), as rows that buttons and gate both read."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from contentdesk import listing
from contentdesk import permissions as may
from contentdesk.checker import Finding, Gate, blocking
from contentdesk.foundation.transitions import Refused, Transition, Workflow
from contentdesk.models import Edition, EditionEvent, State


class NotFit(Refused):
    """The checker stops it; `findings` says where and how to mend each."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(_sentence(findings))
        self.findings = findings


def _sentence(findings: list[Finding]) -> str:
    """What mends a single one; of several what each is, for each has its own place to be mended."""
    if len(findings) == 1:
        return f"{findings[0].sentence} {findings[0].remedy}"
    all_of_them = " ".join(finding.sentence for finding in findings)
    return _("%(number)d things are not right yet: %(findings)s") % {
        "number": len(findings),
        "findings": all_of_them,
    }


def _publication_day(edition: Edition) -> date:
    """The day it would be published, in the centre's zone."""
    return timezone.localdate(edition.publish_at) if edition.publish_at else timezone.localdate()


def is_fit_to_submit(edition: Edition, actor: Any) -> None:
    """The checker, submit column."""
    if findings := blocking(edition, Gate.SUBMIT):
        raise NotFit(findings)


def is_fit_to_approve(edition: Edition, actor: Any) -> None:
    """The checker, approve column, for the day it will be published."""
    is_free_to_decide(edition, actor)
    if findings := blocking(edition, Gate.APPROVE, on=_publication_day(edition)):
        raise NotFit(findings)


def is_fit_urgently(edition: Edition, actor: Any) -> None:
    """What even an urgent approval may not skip: consent and classification."""
    is_free_to_decide(edition, actor)
    if findings := blocking(edition, Gate.APPROVE, on=_publication_day(edition), urgent=True):
        raise NotFit(findings)


def is_free_to_decide(edition: Edition, actor: Any) -> None:
    """No other reviewer has it in hand; a claim runs out, and can be taken over."""
    if edition.is_claimed and edition.claimed_by_id != actor.pk:
        raise Refused(
            _(
                "%(name)s is reviewing this until %(time)s, so nothing was done. Wait, or choose "
                "“Take over the review”."
            )
            % {"name": edition.claimed_by, "time": _clock(edition.claimed_until)}
        )


def is_not_under_review(edition: Edition, actor: Any) -> None:
    """Nothing is pulled away from under another reviewer's eyes."""
    if edition.is_claimed and edition.claimed_by_id != actor.pk:
        raise Refused(
            _(
                "%(name)s is reviewing this right now, so it stays there. Write a remark below if "
                "something has to be changed."
            )
            % {"name": edition.claimed_by}
        )


def _clock(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "H.i") if moment else ""


def is_not_going_live(edition: Edition, actor: Any) -> None:
    """Once WordPress may be showing it, taking it back here would no longer be true there."""
    if edition.flip_started_at is not None:
        raise Refused(
            _(
                "This is on its way to visitors, so the approval cannot be taken back now. "
                "How far it has come stands below."
            )
        )


def is_fit_to_restore(edition: Edition, actor: Any) -> None:
    """The checker again: much may have happened since it was approved."""
    if findings := blocking(edition, Gate.PUBLISH):
        raise NotFit(findings)


def is_pinned(edition: Edition, actor: Any) -> None:
    """What went live is what was approved."""
    if edition.pinned_id is None:
        raise Refused(_("No approved version is known."))


DRAFT, SUBMITTED, CHANGES, APPROVED = (
    State.DRAFT,
    State.SUBMITTED,
    State.CHANGES_REQUESTED,
    State.APPROVED,
)


def _row(name: str, label: Any, sources: set[State], target: State, who: Any, **more: Any) -> Any:
    return Transition(name, label, frozenset(sources), target, who, **more)


EDITION = Workflow(
    "edition",
    EditionEvent,
    [
        _row(
            "submit",
            _("Send for review"),
            {DRAFT, CHANGES},
            SUBMITTED,
            may.may_submit,
            guard=is_fit_to_submit,
        ),
        _row(
            "take_back",
            _("Take back"),
            {SUBMITTED},
            DRAFT,
            may.may_take_back,
            guard=is_not_under_review,
        ),
        _row(
            "request_changes",
            _("Ask for changes"),
            {SUBMITTED},
            CHANGES,
            may.may_review,
            needs_reason=True,
            guard=is_free_to_decide,
        ),
        _row(
            "reject",
            _("Reject"),
            {SUBMITTED},
            State.REJECTED,
            may.may_review,
            needs_reason=True,
            guard=is_free_to_decide,
        ),
        _row(
            "approve",
            _("Approve"),
            {SUBMITTED},
            APPROVED,
            may.may_approve,
            guard=is_fit_to_approve,
        ),
        _row(
            "approve_urgently",
            _("Approve urgently"),
            {DRAFT, SUBMITTED},
            APPROVED,
            may.may_review,
            needs_reason=True,
            guard=is_fit_urgently,
        ),
        _row(
            "reopen",
            _("Take back the approval"),
            {APPROVED},
            SUBMITTED,
            may.may_review,
            needs_reason=True,
            guard=is_not_going_live,
        ),
        _row(
            "discard",
            _("Discard"),
            {DRAFT, SUBMITTED, CHANGES},
            State.DISCARDED,
            may.may_submit,
            guard=is_not_under_review,
        ),
        _row(
            "discard_approved",
            _("Discard"),
            {APPROVED},
            State.DISCARDED,
            may.may_discard_approved,
            guard=is_not_going_live,
        ),
        _row(
            "record_live",
            _("Put on the website"),
            {APPROVED},
            State.PUBLISHED,
            may.is_system,
            guard=is_pinned,
        ),
        _row(
            "supersede",
            _("Replaced"),
            {State.PUBLISHED, State.WITHDRAWN},
            State.SUPERSEDED,
            may.is_system,
        ),
        _row(
            "withdraw",
            _("Take it off the website"),
            {State.PUBLISHED},
            State.WITHDRAWN,
            may.may_withdraw,
            needs_reason=True,
        ),
        _row(
            "restore",
            _("Put it back on the website"),
            {State.WITHDRAWN},
            APPROVED,
            may.may_review,
            needs_reason=True,
            guard=is_fit_to_restore,
        ),
    ],
    after=listing.refresh,
)
