"""The page of one material: what stands, what can be done, its history."""

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from contentdesk import permissions, services
from contentdesk.forms import ApproveForm, ReasonForm
from contentdesk.foundation import kept_input
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import Edition, EditionEvent, State
from contentdesk.organization.requests import PortalRequest
from contentdesk.standing import standing
from contentdesk.views.access import LOOK_AGAIN, edition_or_404, remind_of_descriptions
from contentdesk.workflow import EDITION

# Transitions that ask for a sentence, and how they ask.
REASONS = {
    "request_changes": _("What should be changed?"),
    "reject": _("Why will it not be published?"),
}
# What a person may start by a button of this page, and what the page says afterwards.
DONE = {
    "submit": _("Sent. It waits to be read now."),
    "approve": _("Approved. When it goes to the website stands below."),
    "take_back": _("Taken back. You can change it again."),
    "request_changes": _("The unit has been asked."),
    "reject": _("Rejected. The unit can read your reason."),
    "reopen": _("The approval has been taken back."),
    "discard": _("Put aside."),
    "discard_approved": _("Put aside. It will not be published."),
}


def material(request: PortalRequest, ulid: str) -> HttpResponse:
    """The page as it stands; text that a lost login kept is back in its form."""
    edition = edition_or_404(request, ulid)
    forms: dict[str, Any] = {}
    for name, label in REASONS.items():
        kept = kept_input.restored(request, reverse("material_move", args=[ulid, name]))
        if kept is not None:
            forms[name] = ReasonForm(kept, label=label)
    return _page(request, edition, forms)


@require_POST
def move(request: PortalRequest, ulid: str, name: str) -> HttpResponse:
    """Start a transition that needs a person and perhaps a reason."""
    edition = edition_or_404(request, ulid)
    if name not in DONE or name == "approve":
        raise Http404
    person = request.user
    if name == "submit":
        return _try(request, edition, name, lambda: services.submit(edition, actor=person), {})
    if name not in REASONS:
        act = partial(services.move, edition, name, actor=person)
        return _try(request, edition, name, act, {})
    form = ReasonForm(request.POST, label=REASONS[name])
    if not EDITION.rows[name].may(person, edition):
        raise PermissionDenied
    if not form.is_valid():
        messages.error(request, LOOK_AGAIN)
        return _page(request, edition, {name: form}, status=422)
    act = partial(services.move, edition, name, actor=person, reason=form.cleaned_data["reason"])
    asked = {"reason": form.cleaned_data["reason"]}
    return _try(request, edition, name, act, {name: form}, asked)


@require_POST
def approve(request: PortalRequest, ulid: str) -> HttpResponse:
    """Approve what was read, to go out at once or at a time."""
    edition = edition_or_404(request, ulid)
    if not permissions.may_approve(request.user, edition):
        raise PermissionDenied
    form = ApproveForm(request.POST)
    if not form.is_valid():
        messages.error(request, LOOK_AGAIN)
        return _page(request, edition, {"approve": form}, status=422)
    act = partial(
        services.approve,
        edition,
        actor=request.user,
        seen_version=form.cleaned_data["version"],
        publish_at=form.publish_at,
    )
    asked = {"data": {"publish_at": services.wanted_time(form.publish_at)}}
    return _try(request, edition, "approve", act, {"approve": form}, asked)


def _try(
    request: PortalRequest,
    edition: Edition,
    name: str,
    act: Callable[[], None],
    forms: dict[str, Any],
    asked: dict[str, Any] | None = None,
) -> HttpResponse:
    """Act; a no of the workflow is a sentence on the fresh page, with what was typed.

    `asked` is what tells a second click from another decision (Workflow.just_done).
    """
    try:
        act()
    except Refused as refusal:
        edition.refresh_from_db()
        if not EDITION.just_done(edition, name, request.user, **(asked or {})):
            messages.error(request, refusal.sentence)
            status = 409 if isinstance(refusal, WrongState) else 422
            return _page(request, edition, forms, status=status)
    messages.success(request, DONE[name])
    if name == "submit":
        remind_of_descriptions(request, edition)
    return redirect("material", edition.material.ulid)


def _page(
    request: PortalRequest, edition: Edition, forms: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    person = request.user
    offered = EDITION.offered(edition, person)
    # Words for a decision that a colleague has made meanwhile: still there to be copied.
    typed = [
        form["reason"].value()
        for name, form in forms.items()
        if name in REASONS and name not in offered and form.is_bound
    ]
    for name, label in REASONS.items():
        forms.setdefault(name, ReasonForm(label=label))
    initial = {"version": edition.version, "at": _wished(edition)}
    forms.setdefault("approve", ApproveForm(initial=initial))
    events = told(list(edition.events.select_related("actor")))
    context = {
        "edition": edition,
        "material": edition.material,
        "standing": standing(edition, person),
        "offered": offered,
        "forms": forms,
        "may_edit": permissions.may_edit(person, edition),
        "may_review": permissions.may_review(person, edition),
        "typed": typed,
        "events": events,
        "request_to_unit": _last_request(edition, events),
    }
    return render(request, "contentdesk/material.html", context, status=status)


def _wished(edition: Edition) -> datetime | None:
    """Eight in the morning of the wished day, when that is still to come."""
    if edition.wished_day is None:
        return None
    morning = timezone.make_aware(datetime.combine(edition.wished_day, time(8)))
    return morning if morning > timezone.now() else None


def told(events: list[EditionEvent]) -> list[EditionEvent]:
    """The history as it is told: of several saves in a row by one person, the last."""
    return [
        event
        for event, later in zip(events, [*events[1:], None], strict=True)
        if later is None
        or (event.name, event.actor_id) != ("save", later.actor_id)
        or later.name != "save"
    ]


def _last_request(edition: Edition, events: list[EditionEvent]) -> EditionEvent | None:
    """What was asked of the unit, while it is still asked; why it was rejected."""
    if edition.state not in {State.CHANGES_REQUESTED, State.REJECTED}:
        return None
    return next(event for event in reversed(events) if event.to_state == edition.state)
