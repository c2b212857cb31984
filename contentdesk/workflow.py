"""The transitions of an edition (design.md §4), as rows that buttons and gate both read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contentdesk import permissions as may
from contentdesk.foundation.transitions import Refused, Transition, Workflow
from contentdesk.models import Edition, EditionEvent, State


def has_something_to_tell(edition: Edition, actor: Any) -> None:
    """A title, and text or photos: the least that can be reviewed."""
    if not edition.title.strip():
        raise Refused(_("Please write a title first. Everything else has been kept."))
    if not edition.body.strip() and not edition.placements.exists():
        raise Refused(_("Please write some text or add a photo first. The title has been kept."))


def photos_are_described(edition: Edition, actor: Any) -> None:
    """Every photo has words for those who cannot see it."""
    has_something_to_tell(edition, actor)
    for number, placement in enumerate(edition.placements.all(), start=1):
        if not placement.alt.strip():
            raise Refused(
                _(
                    "Photo %(number)s has no description for people who cannot see it. "
                    "Choose “Correct”, describe it, and approve again."
                )
                % {"number": number}
            )


def is_not_going_live(edition: Edition, actor: Any) -> None:
    """Once WordPress may be showing it, taking it back here would no longer be true there."""
    if edition.flip_started_at is not None:
        raise Refused(
            _(
                "This is on its way to visitors, so the approval cannot be taken back now. "
                "How far it has come stands below."
            )
        )


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
            guard=has_something_to_tell,
        ),
        _row("take_back", _("Take back"), {SUBMITTED}, DRAFT, may.may_take_back),
        _row(
            "request_changes",
            _("Ask for changes"),
            {SUBMITTED},
            CHANGES,
            may.may_review,
            needs_reason=True,
        ),
        _row("reject", _("Reject"), {SUBMITTED}, State.REJECTED, may.may_review, needs_reason=True),
        _row(
            "approve",
            _("Approve"),
            {SUBMITTED},
            APPROVED,
            may.may_approve,
            guard=photos_are_described,
        ),
        _row(
            "reopen",
            _("Take back the approval"),
            {APPROVED},
            SUBMITTED,
            may.may_review,
            guard=is_not_going_live,
        ),
        _row("discard", _("Discard"), {DRAFT, SUBMITTED, CHANGES}, State.DISCARDED, may.may_submit),
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
        _row("supersede", _("Replaced"), {State.PUBLISHED}, State.SUPERSEDED, may.is_system),
    ],
)
