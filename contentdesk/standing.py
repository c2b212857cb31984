"""Where an edition stands, in words: the tone, the reason and the next step of its page."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.checker.detectors import consent_trouble
from contentdesk.models import Edition, People, Remark, State

# state → tone and icon of its chip (look.md)
CHIPS: dict[str, tuple[str, str]] = {
    State.DRAFT: ("neutral", "pencil"),
    State.SUBMITTED: ("waiting", "hourglass-split"),
    State.CHANGES_REQUESTED: ("waiting", "chat-left-text"),
    State.APPROVED: ("information", "check2"),
    State.PUBLISHED: ("done", "globe2"),
    State.SUPERSEDED: ("neutral", "archive"),
    State.WITHDRAWN: ("neutral", "archive"),
    State.REJECTED: ("trouble", "x-circle"),
    State.DISCARDED: ("neutral", "trash3"),
}

OURS: dict[str, str | Promise] = {
    State.DRAFT: _("Nobody else is working on it yet. Send it for review when it is ready."),
    State.CHANGES_REQUESTED: _("Please change what is asked below, then send it again."),
    State.SUBMITTED: _("The website manager will read it. You need do nothing now."),
}
REVIEWERS: dict[str, str | Promise] = {
    State.DRAFT: _("It is still being written."),
    State.CHANGES_REQUESTED: _("The unit has been asked to change it."),
    State.SUBMITTED: _("Read it as it will appear, then approve it or ask for changes."),
}
EVERYONE: dict[str, str | Promise] = {
    State.DRAFT: _("It is still being written."),
    State.SUBMITTED: _("It waits for the website manager."),
    State.CHANGES_REQUESTED: _("The unit has been asked to change it."),
    State.SUPERSEDED: _("A newer version is on the website."),
    State.WITHDRAWN: _("It is not to be on the website. The reason stands in its history."),
    State.REJECTED: _("It will not be published. The reason stands below."),
    State.DISCARDED: _("It was put aside and will not be published."),
}


ALONE = _(
    "You approved it alone, because it could not wait. "
    "Another manager or the head has to look at it, too."
)
AMENDED = _(
    "A person on a photo no longer agrees, so the photo goes out without review. "
    "Another manager or the head has to look at the page, too."
)


@dataclass(frozen=True)
class Standing:
    """The head of a material's page."""

    tone: str
    icon: str
    label: str | Promise
    next_step: str | Promise


def chip_of(edition: Edition) -> tuple[str, str]:
    """The tone and icon of its state (look.md)."""
    if edition.state == State.APPROVED and edition.held_at:
        return "trouble", "exclamation-triangle"
    tone, icon = CHIPS[edition.state]
    if edition.state == State.APPROVED and edition.is_scheduled:
        icon = "calendar-event"
    return tone, icon


def standing(edition: Edition, person: Any) -> Standing:
    """What to tell this person; approved and published speak through the website's own part."""
    return Standing(*chip_of(edition), edition.state_label, _next_step(edition, person))


def _next_step(edition: Edition, person: Any) -> str | Promise:
    if edition.state == State.APPROVED and edition.held_at:
        return _held(edition, person)
    if permissions.may_review(person, edition):
        if edition.state == State.SUBMITTED and not permissions.may_approve(person, edition):
            return _("You sent this yourself, so somebody else has to approve it.")
        if permissions.is_anothers(person, edition):
            return _("Somebody else has it in hand. Wait, or take over the review.")
        if edition.owes_second_look and not permissions.may_look_second(person, edition):
            return AMENDED if edition.amended_at else ALONE
        words = REVIEWERS
    elif permissions.of_the_unit(person, edition):
        if edition.state == State.SUBMITTED and (meanwhile := _meanwhile(edition, person)):
            return meanwhile
        words = OURS
    else:
        words = EVERYONE
    return words.get(edition.state) or EVERYONE.get(edition.state, "")


def _meanwhile(edition: Edition, person: Any) -> str | Promise:
    """What the unit can already do while it is read; "" when nothing."""
    if Remark.objects.waiting_for(person).filter(edition=edition).exists():
        return _("The website manager is reading it. There are remarks for you below.")
    shown = edition.placements.filter(people=People.CONSENTED).select_related("photo")
    today = timezone.localdate()
    if any(
        consent_trouble(placement.photo.consents.all(), today)
        for placement in shown.prefetch_related("photo__consents")
    ):
        return _(
            "The website manager will read it. Until then please record the consent for the "
            "photos; without it they cannot be published."
        )
    return ""


def _held(edition: Edition, person: Any) -> str | Promise:
    if permissions.may_review(person, edition):
        return _(
            "It was approved, but something is not right any more, so it was not published. "
            "Mend what stands below, then let it be looked at again; "
            "or take back the approval to change the text."
        )
    if permissions.of_the_unit(person, edition):
        return _(
            "It was approved, but something is not right any more, so it was not published yet. "
            "You can help with what stands below."
        )
    return _("It was approved, but is held back until something has been mended.")
