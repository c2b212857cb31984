"""Lists of materials: what one may read, and what waits for review."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contentdesk.filters import MaterialFilter
from contentdesk.models import Edition, Material, Stage, State, scopes_of
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.requests import PortalRequest
from contentdesk.paging import PER_PAGE, page
from contentdesk.permissions import may_start
from contentdesk.services import bulk

# Long columns that no list shows.
LONG = ["body", "body_html", "social_caption", "facts", "classification_reason", "held_for"]
# Who leads a program and is none of these reads the materials of that program alone.
OTHER_READERS = (Role.STAFF, Role.MANAGER, Role.HEAD, Role.AUDITOR)
GROUPS: dict[str, Any] = {"": _("All"), **dict(Stage.choices)}


def materials(request: PortalRequest) -> HttpResponse:
    """Every material this person may read, the one that changed last first."""
    if not holds(request.user, Role.LEAD, *OTHER_READERS):
        raise PermissionDenied
    visible = Material.objects.visible_to(request.user).select_related("newest", "unit")
    visible = visible.defer(*(f"newest__{name}" for name in LONG))
    filters = MaterialFilter(request.GET, visible, request=request)
    pages = page(filters.qs, scopes_of(request.user), request.GET)
    context = {
        "pages": pages,
        "editions": [edition_of(material) for material in pages.rows],
        "filters": filters,
        "words": filters.form.cleaned_data.get("q", ""),
        "groups": GROUPS,
        "group": filters.form.cleaned_data.get("group", ""),
        "may_start": may_start(request.user),
        "only_leads": not holds(request.user, *OTHER_READERS),
        "bulk_actions": bulk.offered(request.user),
    }
    return render(request, "contentdesk/materials.html", context)


def edition_of(material: Material) -> Edition:
    """The newest edition, with the material it was read with."""
    edition = material.newest
    assert edition is not None  # noqa: S101  # every material begins with one
    edition.material = material
    return edition


def review(request: PortalRequest) -> HttpResponse:
    """The queue: what people must know at once, what is wished soonest, what has waited longest."""
    if not holds(request.user, Role.MANAGER, Role.HEAD):
        raise PermissionDenied
    waiting = Edition.objects.filter(state=State.SUBMITTED).in_review_order()
    # The order is found in an index, without the texts; then the page's own rows are read.
    page_obj = Paginator(waiting.values_list("pk", flat=True), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = Edition.objects.filter(pk__in=list(page_obj)).in_review_order().defer(*LONG)
    context = {
        "page_obj": page_obj,
        "editions": shown.select_related("material__unit", "claimed_by"),
        "bulk_actions": bulk.offered(request.user),
    }
    return render(request, "contentdesk/review.html", context)
