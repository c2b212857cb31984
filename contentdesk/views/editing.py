"""Writing a material: choosing its kind, the form, its photos."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions, services
from contentdesk.forms import EditionForm, PlacementForm, initial_of
from contentdesk.foundation import kept_input
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition, Kind, Regularity, new_ulid
from contentdesk.organization.requests import PortalRequest
from contentdesk.views.access import LOOK_AGAIN, edition_or_404, remind_of_descriptions
from contentdesk.workflow import EDITION


class Choice(NamedTuple):
    """One of the things one can begin; the first tap."""

    address: str
    kind: Kind
    regularity: str
    icon: str
    label: Any
    example: Any


CHOICES = [
    Choice(
        "announcement",
        Kind.ANNOUNCEMENT,
        "",
        "megaphone",
        _("Announcement"),
        _("Changed hours, a closed day, a new schedule"),
    ),
    Choice(
        "routine",
        Kind.ACTIVITY,
        Regularity.ROUTINE,
        "arrow-repeat",
        _("Routine activity"),
        _("Posyandu, exercise, a class that takes place regularly"),
    ),
    Choice(
        "incidental",
        Kind.ACTIVITY,
        Regularity.INCIDENTAL,
        "calendar-event",
        _("Incidental activity"),
        _("A visit, a campaign, an event that happened once"),
    ),
    Choice(
        "service",
        Kind.SERVICE,
        "",
        "heart-pulse",
        _("Service"),
        _("What we offer, when, where, what to bring"),
    ),
    Choice(
        "policy",
        Kind.POLICY,
        "",
        "file-earmark-text",
        _("Policy"),
        _("A decree or rule that people should know"),
    ),
    Choice(
        "innovation",
        Kind.INNOVATION,
        "",
        "lightbulb",
        _("Innovation"),
        _("Something new that makes a service better"),
    ),
]
BY_ADDRESS = {choice.address: choice for choice in CHOICES}


def choose_kind(request: PortalRequest) -> HttpResponse:
    """The first page of a new material."""
    if not permissions.may_start(request.user):
        raise PermissionDenied
    return render(request, "contentdesk/choose_kind.html", {"choices": CHOICES})


def new(request: PortalRequest, address: str) -> HttpResponse:
    """An empty form; the material begins with its first save."""
    choice = BY_ADDRESS.get(address)
    if choice is None:
        raise Http404
    units = permissions.units_to_write_for(request.user)
    if not permissions.may_start(request.user) or not units:
        raise PermissionDenied
    if request.method == "POST":
        form = EditionForm(request.POST, request.FILES, units=units)
        if form.is_valid():
            unit = form.cleaned_data["unit"]
            ulid = form.cleaned_data["ulid"]
            edition = services.start(
                ulid,
                kind=choice.kind,
                regularity=choice.regularity,
                unit=unit,
                author=request.user,
            )
            return _save(request, edition, form, [])
        messages.error(request, LOOK_AGAIN)
        return _page(request, form, [], status=422, heading=choice.label)
    kept = kept_input.restored(request, request.path)
    initial = {"ulid": new_ulid(), "version": 1}
    form = EditionForm(kept, units=units, initial=initial)
    return _page(request, form, [], heading=choice.label)


def edit(request: PortalRequest, ulid: str) -> HttpResponse:
    """The form of an edition that is with the unit, or under review with the manager."""
    edition = edition_or_404(request, ulid)
    if not permissions.may_submit(request.user, edition):
        raise PermissionDenied
    if request.method == "POST":
        form, placements = _forms(edition, request.POST, request.FILES)
        if form.is_valid() and all(words.is_valid() for words in placements):
            return _save(request, edition, form, placements)
        messages.error(request, LOOK_AGAIN)
        return _page(request, form, placements, edition=edition, status=422)
    if not permissions.may_edit(request.user, edition):
        return redirect("material", ulid)
    form, placements = _forms(edition, kept_input.restored(request, request.path))
    return _page(request, form, placements, edition=edition)


def _forms(
    edition: Edition, data: QueryDict | None, uploads: MultiValueDict[str, Any] | None = None
) -> tuple[EditionForm, list[PlacementForm]]:
    form = EditionForm(data, uploads, units=[edition.material.unit], initial=initial_of(edition))
    placements = edition.placements.select_related("photo")
    # A photo that a colleague has added since is not in this form: it keeps its words.
    posted = [p for p in placements if data is None or f"photo{p.pk}-caption" in data]
    return form, [PlacementForm(data, placement=placement) for placement in posted]


def _save(
    request: PortalRequest, edition: Edition, form: EditionForm, placements: list[PlacementForm]
) -> HttpResponse:
    said = form.cleaned_data
    draft = services.Draft(
        title=said["title"],
        body=said["body"],
        wished_day=said["wished_day"],
        program=said["program"],
        photos={words.placement.pk: words.words for words in placements},
        new_photos=said["photos"],
    )
    try:
        services.save(edition, draft, actor=request.user, seen_version=said["version"])
        for sentence in form.refused_photos:
            messages.warning(request, sentence)
        if "submit" in request.POST and not form.refused_photos:
            services.submit(edition, actor=request.user)
            return _sent(request, edition)
    except services.Overtaken as refusal:
        edition.refresh_from_db()
        return _page(
            request, form, placements, edition=edition, status=409, overtaken=refusal.sentence
        )
    except Refused as refusal:
        if EDITION.just_done(edition, "submit", request.user):
            return _sent(request, edition)
        messages.error(request, refusal.sentence)
        return redirect("material_edit", edition.material.ulid)
    messages.success(request, _("Saved."))
    return redirect("material_edit", edition.material.ulid)


def _sent(request: PortalRequest, edition: Edition) -> HttpResponse:
    messages.success(request, _("Sent. It waits to be read now."))
    remind_of_descriptions(request, edition)
    return redirect("material", edition.material.ulid)


def _page(
    request: PortalRequest,
    form: EditionForm,
    placements: list[PlacementForm],
    *,
    edition: Edition | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    if "overtaken" in context and edition is not None:
        # Sending once more is now a decision taken in sight of the other text.
        form.data = {**dict(form.data.items()), "version": str(edition.version)}
    context = {
        "form": form,
        "placements": placements,
        "edition": edition,
        "closed": edition is not None and not permissions.may_edit(request.user, edition),
        "heading": _("Write and send"),
        "may_submit": edition is None or "submit" in EDITION.offered(edition, request.user),
        "action": request.path
        if edition is None
        else reverse("material_edit", args=[edition.material.ulid]),
        **context,
    }
    return render(request, "contentdesk/edit.html", context, status=status)
