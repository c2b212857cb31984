"""Parts of pages that show materials."""

from datetime import datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contentdesk.checker.detectors import LABELS
from contentdesk.checker.rules import RULES
from contentdesk.forms.remarks import named_fields
from contentdesk.models import Edition, EditionEvent, State
from contentdesk.standing import chip_of

register = template.Library()


@register.inclusion_tag("components/chip.html")
def edition_chip(edition: Edition) -> dict[str, str | Promise]:
    """The state of an edition as a chip."""
    tone, icon = chip_of(edition)
    return {"tone": tone, "icon": icon, "label": edition.state_label}


# How the state of a newer edition is told while an older one is on the website.
WHILE_LIVE = {
    State.DRAFT: _("Changes being written"),
    State.SUBMITTED: _("Changes wait for review"),
    State.CHANGES_REQUESTED: _("Changes to be reworked"),
    State.APPROVED: _("Changes approved"),
    State.REJECTED: _("Changes rejected"),
}


@register.inclusion_tag("contentdesk/_chips.html")
def edition_chips(edition: Edition) -> dict[str, list[tuple[str, str, str | Promise]]]:
    """Everything a list says of the newest edition: its state, what is live, what is owed."""
    tone, icon = chip_of(edition)
    chips: list[tuple[str, str, str | Promise]] = []
    if edition.material.is_live and edition.state != State.PUBLISHED:
        chips.append(("done", "globe2", State.PUBLISHED.label))
        if edition.state in WHILE_LIVE:
            told = WHILE_LIVE[State(edition.state)]
            chips.append((tone, icon, edition.state_label if edition.held_at else told))
    else:
        chips.append((tone, icon, edition.state_label))
    if edition.owes_second_look and edition.state in {State.APPROVED, State.PUBLISHED}:
        chips.append(("waiting", "eye", _("Needs a second look")))
    return {"chips": chips}


# event → what the history says of it, and its icon
EVENTS = {
    "start": (_("Begun"), "plus-circle"),
    "save": (_("Saved"), "pencil"),
    "correct": (_("Corrected"), "pencil-square"),
    "submit": (_("Sent for review"), "send"),
    "take_back": (_("Taken back"), "arrow-counterclockwise"),
    "request_changes": (_("Changes requested"), "chat-left-text"),
    "reject": (_("Rejected"), "x-circle"),
    "approve": (_("Approved"), "check2"),
    "reopen": (_("Approval taken back"), "arrow-counterclockwise"),
    "discard": (_("Discarded"), "trash3"),
    "discard_approved": (_("Discarded"), "trash3"),
    "record_live": (_("Put on the website"), "globe2"),
    "withdraw": (_("Taken off the website"), "archive"),
    "restore": (_("To be put back on the website"), "arrow-counterclockwise"),
    "record_removed": (_("No longer to be seen on the website"), "eye-slash"),
    "drift_ours": (_("Sent again over a change made on WordPress"), "arrow-repeat"),
    "drift_theirs": (_("A change made on WordPress was taken as a draft"), "pencil"),
    "drift_leave": (_("A change made on WordPress was left standing"), "check2"),
    "supersede": (_("Replaced by a newer version"), "archive"),
    "approve_urgently": (_("Approved urgently"), "exclamation-triangle"),
    "second_look": (_("Looked at a second time"), "eye"),
    "claim": (_("Taken into review"), "eye"),
    "release": (_("Laid back into the queue"), "arrow-counterclockwise"),
    "remark": (_("Remark written"), "chat-left-text"),
    "resolve": (_("Remark done"), "check2"),
    "classify": (_("Class of information set"), "archive"),
    "let_pass": (_("A finding was let pass"), "check2"),
    "cover": (_("Parts of a photo covered"), "eye-slash"),
    "consent": (_("Consent recorded"), "shield-check"),
    "remove_consent": (_("Record of a consent removed"), "trash3"),
    "withdraw_consent": (_("Consent of a person withdrawn"), "exclamation-triangle"),
    "withdraw_photo": (_("Photo taken out, for a consent was withdrawn"), "trash3"),
    "record_amended": (_("The page without the photo is on the website"), "globe2"),
    "record_again": (_("Sent again, and on the website as it was approved"), "globe2"),
    "trouble": (_("Did not get through to the website"), "exclamation-triangle"),
    "record_draft_gone": (_("The draft on the website was deleted"), "trash3"),
    "record_file_gone": (_("A file was deleted from the website"), "trash3"),
    "hold": (_("Held back before publishing"), "exclamation-triangle"),
    "release_hold": (_("Released for publishing"), "check2"),
    "reschedule": (_("Time of publication changed"), "calendar-event"),
    "confirm_seen": (_("Seen on the website by the manager"), "eye"),
    "retry": (_("Another try asked for"), "arrow-repeat"),
}


@register.simple_tag
def event_label(event: EditionEvent) -> str | Promise:
    """What happened, in words."""
    if event.data.get("taken_from"):
        return _("Review taken over from a colleague")
    if event.name == "let_pass":
        return _let_pass(event)
    return EVENTS[event.name][0]


def _let_pass(event: EditionEvent) -> str | Promise:
    """Which finding it was; never the words that were found, for they may be somebody's data."""
    code, place = event.data["code"], event.data["place"]
    if code not in RULES:
        return EVENTS["let_pass"][0]
    where = dict(named_fields(event.subject.material.kind)).get(place) or _("A photo")
    said = {"where": where, "words": "…", "what": LABELS[code].label if code in LABELS else "…"}
    finding = str(RULES[code].sentence) % said
    return gettext("Let pass: %(finding)s") % {"finding": finding}


@register.simple_tag
def event_publish_at(event: EditionEvent) -> datetime | None:
    """The time to come that was decided on then; None for at once and where there is none."""
    said = event.data.get("publish_at", "now")
    return None if said == "now" else datetime.fromisoformat(said)


@register.simple_tag
def event_icon(event: EditionEvent) -> str:
    """The name of its drawing in static/icons.svg."""
    return EVENTS[event.name][1]
