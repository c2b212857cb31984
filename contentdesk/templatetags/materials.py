"""Parts of pages that show materials."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.models import Edition, EditionEvent
from contentdesk.standing import CHIPS

register = template.Library()


@register.inclusion_tag("components/chip.html")
def edition_chip(edition: Edition) -> dict[str, str | Promise]:
    """The state of an edition as a chip."""
    tone, icon = CHIPS[edition.state]
    return {"tone": tone, "icon": icon, "label": edition.state_label}


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
    "supersede": (_("Replaced by a newer version"), "archive"),
    "confirm_seen": (_("Seen on the website by the manager"), "eye"),
    "retry": (_("Another try asked for"), "arrow-repeat"),
}


@register.simple_tag
def event_label(event: EditionEvent) -> str | Promise:
    """What happened, in words."""
    return EVENTS[event.name][0]


@register.simple_tag
def event_icon(event: EditionEvent) -> str:
    """The name of its drawing in static/icons.svg."""
    return EVENTS[event.name][1]
