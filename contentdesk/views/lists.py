"""Lists of materials: what one may read, and what waits for review."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contentdesk.models import Edition, State
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.requests import PortalRequest
from contentdesk.permissions import may_start

PER_PAGE = 25
# What the address may ask for: its words and the states that belong to it.
GROUPS: dict[str, tuple[Any, list[State]]] = {
    "": (_("All"), []),
    "working": (_("Being written"), [State.DRAFT, State.CHANGES_REQUESTED]),
    "waiting": (_("Waiting for review"), [State.SUBMITTED]),
    "approved": (_("Approved"), [State.APPROVED]),
    "published": (_("On the website"), [State.PUBLISHED]),
    "ended": (
        _("Ended"),
        [State.REJECTED, State.DISCARDED, State.WITHDRAWN, State.SUPERSEDED],
    ),
}


def materials(request: PortalRequest) -> HttpResponse:
    """Every material this person may read, newest first."""
    if not holds(request.user, Role.STAFF, Role.MANAGER, Role.LEAD, Role.HEAD, Role.AUDITOR):
        raise PermissionDenied
    group = request.GET.get("group", "")
    _label, states = GROUPS.get(group, GROUPS[""])
    editions = Edition.objects.visible_to(request.user).newest()
    if states:
        editions = editions.filter(state__in=states)
    editions = editions.select_related("material__unit").order_by("-pk")
    context = {
        "page_obj": Paginator(editions, PER_PAGE).get_page(request.GET.get("page")),
        "groups": {key: label for key, (label, _states) in GROUPS.items()},
        "group": group,
        "may_start": may_start(request.user),
    }
    return render(request, "contentdesk/materials.html", context)


def review(request: PortalRequest) -> HttpResponse:
    """The queue: what has waited longest, or is wished soonest, first."""
    if not holds(request.user, Role.MANAGER, Role.HEAD):
        raise PermissionDenied
    waiting = (
        Edition.objects.filter(state=State.SUBMITTED)
        .select_related("material__unit", "submitted_by")
        .order_by(F("wished_day").asc(nulls_last=True), "submitted_at")
    )
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "contentdesk/review.html", {"page_obj": page})
