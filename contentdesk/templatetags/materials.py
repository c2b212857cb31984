"""Parts of pages that show materials."""

from typing import Any

from django import template
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.models import Edition, EditionEvent, State
from contentdesk.organization.duties import Role, holds
from contentdesk.standing import CHIPS

register = template.Library()

SHOWN = 5


@register.inclusion_tag("components/chip.html")
def edition_chip(edition: Edition) -> dict[str, str | Promise]:
    """The state of an edition as a chip."""
    tone, icon = CHIPS[edition.state]
    return {"tone": tone, "icon": icon, "label": edition.state_label}


@register.inclusion_tag("contentdesk/_waiting.html", takes_context=True)
def waiting_materials(context: dict[str, Any]) -> dict[str, Any]:
    """The materials that wait for this person: to be written on, and to be read."""
    user = context["request"].user
    mine = review = Edition.objects.none()
    if holds(user, Role.STAFF):
        mine = Edition.objects.filter(
            material__unit__in=user.duties.unit_ids,
            state__in=[State.CHANGES_REQUESTED, State.DRAFT],
        ).order_by("state", "-pk")
    if holds(user, Role.MANAGER, Role.HEAD):
        review = Edition.objects.filter(state=State.SUBMITTED).order_by(
            F("wished_day").asc(nulls_last=True), "submitted_at"
        )
    return {
        "mine": list(mine.select_related("material__unit")[:SHOWN]),
        "review": list(review.select_related("material__unit")[:SHOWN]),
        "review_count": review.count(),
        "is_reviewer": holds(user, Role.MANAGER, Role.HEAD),
        "is_staff": holds(user, Role.STAFF),
    }


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
