"""The photos of a material, one by one: sent by themselves, put in order, covered with boxes."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from contentdesk import permissions
from contentdesk.forms.photos import PlacementForm, taken_in
from contentdesk.foundation.photos import MAX_BOXES, PhotoRefused, boxes_from_json
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition, Material, People, Placement
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import drafts, photos
from contentdesk.services.changes import Overtaken
from contentdesk.views.access import edition_or_404
from contentdesk.views.editing import choice_and_units
from contentdesk.workflow import EDITION

COVERED = _("Covered. The photo as it was is not kept, unless the website still shows it.")
NOT_YOURS = _("Somebody else has logged in here since. The photo waits for its owner.")
CHOOSE_UNIT = _("Choose the unit first. The photo is kept here until then.")


def placement_or_404(request: PortalRequest, ulid: str, pk: str) -> Placement:
    """A photo of the newest edition of a material that this person may read."""
    edition = edition_or_404(request, ulid)
    placement = get_object_or_404(edition.placements.select_related("photo"), pk=pk)
    placement.edition = edition
    return placement


def _in_json(act: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer for a script, which shows a refusal's sentence at the file it concerns."""
    try:
        return act()
    except Overtaken as refusal:
        return JsonResponse({"sentence": str(refusal.sentence)}, status=409)
    except (PhotoRefused, Refused) as refusal:
        return JsonResponse({"sentence": str(refusal.sentence)}, status=422)


@require_POST
def add(request: PortalRequest, ulid: str) -> HttpResponse:
    """Take in one photo; its card is the answer. The first may begin the material."""
    if request.POST.get("owner", str(request.user.pk)) != str(request.user.pk):
        # It waited on the phone of one person, and another has logged in there since.
        return JsonResponse({"sentence": str(NOT_YOURS)}, status=401)
    return _in_json(lambda: _added(request, ulid))


def _added(request: PortalRequest, ulid: str) -> HttpResponse:
    edition = _known(request, ulid)
    upload = request.FILES.get("photo")
    if upload is None:
        raise PhotoRefused(str(_("No photo arrived. Choose it again.")))
    said = request.POST.get("people", "")
    people = said if said in People.values else ""
    new = taken_in(upload, boxes=request.POST.get("boxes", ""), people=people)
    edition = edition or _begun(request, ulid)
    placement, before = photos.add(edition, new, actor=request.user)
    words = PlacementForm(None, placement=placement)
    context = {"words": words, "edition": edition, "number": edition.placements.count()}
    response = render(request, "contentdesk/_photo.html", context)
    response.headers["Edition-Before"] = str(before)
    response.headers["Edition-Version"] = str(edition.version)
    response.headers["Edition-Address"] = reverse("material_edit", args=[ulid])
    return response


def _known(request: PortalRequest, ulid: str) -> Edition | None:
    """The edition that a photo goes to; None for a material that is still to begin."""
    if not Material.objects.filter(ulid=ulid).exists():
        choice_and_units(request, request.POST.get("kind", ""))
        return None
    edition = edition_or_404(request, ulid)
    if not permissions.may_submit(request.user, edition):
        raise PermissionDenied
    return edition


def _begun(request: PortalRequest, ulid: str) -> Edition:
    """A material's first draft: its photo names the kind and the unit."""
    choice, units = choice_and_units(request, request.POST.get("kind", ""))
    unit = {str(unit.pk): unit for unit in units}.get(request.POST.get("unit", ""))
    if unit is None:
        raise Refused(CHOOSE_UNIT)
    return drafts.start(
        ulid, kind=choice.kind, regularity=choice.regularity, unit=unit, author=request.user
    )


@require_POST
def order(request: PortalRequest, ulid: str) -> HttpResponse:
    """Put the photos into the order of their placements' ids, parted by commas."""
    edition = edition_or_404(request, ulid)
    wanted = [int(pk) for pk in request.POST.get("order", "").split(",") if pk.isdecimal()]
    return _in_json(lambda: _changed(edition, photos.reorder(edition, wanted, actor=request.user)))


@require_POST
def take_out(request: PortalRequest, ulid: str, placement: str) -> HttpResponse:
    """Take one photo out of the edition; one that is out already is fine."""
    edition = edition_or_404(request, ulid)
    return _in_json(
        lambda: _changed(edition, photos.take_out(edition, int(placement), actor=request.user))
    )


def _changed(edition: Edition, before: int) -> HttpResponse:
    return JsonResponse({"before": before, "version": edition.version})


def boxes(request: PortalRequest, ulid: str, placement: str) -> HttpResponse:
    """Draw black boxes over a photo that is already here."""
    shown = placement_or_404(request, ulid, placement)
    if not permissions.may_submit(request.user, shown.edition):
        raise PermissionDenied
    if not permissions.may_edit(request.user, shown.edition):
        return redirect("material", ulid)
    if request.method == "POST":
        return _cover(request, shown)
    return _boxes_page(request, shown)


def _cover(request: PortalRequest, shown: Placement) -> HttpResponse:
    edition, ulid = shown.edition, shown.edition.material.ulid
    drawn_on, drawn = request.POST.get("photo", ""), []
    try:
        drawn = boxes_from_json(request.POST.get("boxes", ""))
        if not drawn:
            raise PhotoRefused(str(_("No box was drawn yet. Draw one first.")))
        shown = photos.cover_up(shown, drawn, drawn_on=drawn_on, actor=request.user)
    except PhotoRefused as refusal:
        messages.error(request, refusal.sentence)
        return _boxes_page(request, shown, status=422)
    except Refused as refusal:
        edition.refresh_from_db()
        data = photos.covering(drawn_on, drawn)
        if not EDITION.just_done(edition, "cover", request.user, data=data):
            messages.error(request, refusal.sentence)
            if not permissions.may_edit(request.user, edition):
                return redirect("material", ulid)
            return _boxes_page(request, placement_or_404(request, ulid, str(shown.pk)), status=409)
        shown = placement_or_404(request, ulid, str(shown.pk))
    messages.success(request, COVERED)
    return redirect(f"{reverse('material_edit', args=[ulid])}#{shown.photo.anchor}")


def _boxes_page(request: PortalRequest, shown: Placement, *, status: int = 200) -> HttpResponse:
    context = {"placement": shown, "edition": shown.edition, "most": MAX_BOXES}
    return render(request, "contentdesk/boxes.html", context, status=status)
