"""The page of one material: where it stands, what can be done, its history."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from contentdesk import permissions, versions
from contentdesk.actions import ACTIONS, offered, owing_second_look
from contentdesk.checker import Gate
from contentdesk.forms.review import DecisionForm, OtherTimeForm
from contentdesk.foundation import kept_input
from contentdesk.models import Edition, EditionEvent, Remark, State
from contentdesk.organization.requests import PortalRequest
from contentdesk.standing import standing
from contentdesk.views.access import edition_or_404
from contentdesk.views.findings import Panel, gate_for, panel
from contentdesk.workflow import EDITION

MORNING = time(8)
# Fields whose words are a person's own work.
WORDS = ("reason", "note", "classification_reason")
# Of these the gate of an approval has to speak, whatever the state.
ASK_TO_APPROVE = {"reschedule", "approve_urgently", "let_pass"}
# How wide the preview may be shown; static/css/review.css says what that is in pixels.
WIDTHS = ["phone", "desktop"]

Tried = dict[str, Any]


def material(request: PortalRequest, ulid: str) -> HttpResponse:
    """The page as it stands; text that a lost login kept is back in its form."""
    edition = edition_or_404(request, ulid)
    tried: Tried = {}
    for name, action in ACTIONS.items():
        kept = kept_input.restored(request, reverse("material_move", args=[ulid, name]))
        if kept is not None:
            tried[name] = action.form(kept, edition=edition, name=name)
    return page(request, edition, tried)


def page(
    request: PortalRequest, edition: Edition, tried: Tried, *, status: int = 200
) -> HttpResponse:
    """The page of an edition; `tried` holds forms that came back, by the name of their action."""
    person = request.user
    names = offered(edition, person)
    owing = owing_second_look(edition, person)
    other_time = OtherTimeForm(request.GET if "at" in request.GET else None)
    checks = _checks(edition, person, names, tried, other_time)
    events = told(list(edition.events.select_related("actor")))
    context = {
        "edition": edition,
        "material": edition.material,
        "standing": standing(edition, person),
        "rows": EDITION.rows,
        "offered": dict.fromkeys(names, True),
        "forms": _forms(edition, owing, names, tried),
        "owing": owing,
        "checks": checks,
        "unsent": _unsent(names, tried, checks),
        "carried": _carried(tried),
        "remarks_open": _remarks_open(edition) if "approve" in names else 0,
        "times": _times(edition, other_time),
        "other_time": other_time,
        "may_edit": permissions.may_edit(person, edition)
        and not permissions.is_anothers(person, edition),
        "may_review": permissions.may_review(person, edition),
        "is_mine": edition.is_claimed and edition.claimed_by_id == person.pk,
        "width": request.GET["width"] if request.GET.get("width") in WIDTHS else WIDTHS[0],
        "events": events,
        "earlier": told(list(_earlier(edition))),
        "request_to_unit": _last_request(edition, events),
        "unchanged": checks is not None
        and checks.gate == Gate.SUBMIT
        and versions.is_unchanged(edition),
    }
    return render(request, "contentdesk/material.html", context, status=status)


def _forms(
    edition: Edition, owing: Edition | None, names: set[str], tried: Tried
) -> dict[str, DecisionForm]:
    """An empty form for each thing that can be done, or the one that came back."""
    of = {"second_look": owing or edition}
    return {
        name: tried.get(name) or ACTIONS[name].form(edition=of.get(name, edition), name=name)
        for name in names - {"let_pass"}
    }


def _unsent(names: set[str], tried: Tried, checks: Panel | None) -> list[str]:
    """Words for what a colleague has settled meanwhile: still there to be copied."""
    shown = names if checks and checks.shows(tried.get("let_pass")) else names - {"let_pass"}
    gone = [form for name, form in tried.items() if name not in shown]
    return [form.data[word] for form in gone for word in WORDS if form.data.get(word)]


def _remarks_open(edition: Edition) -> int:
    return Remark.objects.unsettled().filter(edition=edition).count()


def _carried(tried: Tried) -> list[tuple[str, str]]:
    """What was typed for an action that a colleague's claim forbids: taken over, it comes back."""
    for name, form in tried.items():
        if any(form.data.get(word) for word in WORDS):
            typed = [(key, form.data[key]) for key in form.fields if key in form.data]
            return [("again", name), *typed]
    return []


def _times(edition: Edition, other: OtherTimeForm) -> list[datetime]:
    """The times that have a button: the one asked for, or the morning of a day."""
    if other.is_bound and other.is_valid():
        return [other.cleaned_data["at"]]
    days = [edition.wished_day, timezone.localdate() + timedelta(days=1)]
    mornings = [timezone.make_aware(datetime.combine(day, MORNING)) for day in days if day]
    ahead = [m for m in mornings if m > timezone.now() and m != edition.publish_at]
    return ahead[:1]


def _checks(
    edition: Edition, person: Any, names: set[str], tried: Tried, other: OtherTimeForm
) -> Panel | None:
    """What the checker says, for the day that was asked for, or else for today."""
    gate = gate_for(edition, person)
    if gate in {None, Gate.SUBMIT} and not ASK_TO_APPROVE.isdisjoint(tried):
        gate = Gate.APPROVE
    if gate is None:
        return None
    scheduled = gate == Gate.PUBLISH and not edition.held_at
    found = panel(
        edition,
        person,
        gate,
        on=timezone.localdate(edition.publish_at) if scheduled else _day(tried, other),
        urgent=edition.urgent_by_id is not None or "approve_urgently" in tried,
        tried=tried.get("let_pass"),
        may_pass="let_pass" in names,
    )
    # What is only scheduled has a panel when something will stop it on its day.
    return found if found.stops or not scheduled else None


def _day(tried: Tried, other: OtherTimeForm) -> date:
    forms = [tried[name] for name in ("let_pass", "approve", "reschedule") if name in tried]
    for form in [*forms, other]:
        if not form.is_bound or not form.is_valid():
            continue
        said = form.cleaned_data
        at: datetime | None = said.get("publish_at", said.get("at"))
        day: date | None = timezone.localdate(at) if at else said.get("on")
        if day:
            return day
    return timezone.localdate()


def _earlier(edition: Edition) -> QuerySet[EditionEvent]:
    """The history of the material's other editions: why an earlier change was rejected, too."""
    others = EditionEvent.objects.filter(subject__material=edition.material).exclude(
        subject=edition
    )
    return others.select_related("actor", "subject__material")


def told(events: list[EditionEvent]) -> list[EditionEvent]:
    """The history as it is told: of several saves in a row by one person, the last."""
    if not events:
        return []
    return [
        event
        for event, later in zip(events, [*events[1:], None], strict=True)
        if later is None
        or (event.name, event.actor_id, event.subject_id)
        != ("save", later.actor_id, later.subject_id)
        or later.name != "save"
    ]


def _last_request(edition: Edition, events: list[EditionEvent]) -> EditionEvent | None:
    """What was asked of the unit, while it is still asked; why it was rejected."""
    if edition.state not in {State.CHANGES_REQUESTED, State.REJECTED}:
        return None
    return next(event for event in reversed(events) if event.to_state == edition.state)
