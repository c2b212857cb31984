"""What the buttons on a photo's card ask for, once the form around them has been saved."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from contentdesk.models import Edition, Placement
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import photos

# Pages of one photo that a button of its card leads to.
PAGES = {"boxes": "material_photo_boxes", "consents": "material_consents"}
STEPS = {"up": -1, "down": 1}


def follow(request: PortalRequest, edition: Edition) -> HttpResponse | None:
    """The answer to such a button (`then`: "up:12", "boxes:12"); None when none was pressed.

    Raises what services.photos.reorder raises.
    """
    name, _colon, said = request.POST.get("then", "").partition(":")
    if name not in {*PAGES, *STEPS} or not said.isdecimal():
        return None
    placement = edition.placements.select_related("photo").filter(pk=said).first()
    if placement is None:
        return None
    ulid = edition.material.ulid
    if name in PAGES:
        return redirect(PAGES[name], ulid, placement.pk)
    photos.reorder(edition, _moved(edition, placement, STEPS[name]), actor=request.user)
    return redirect(f"{reverse('material_edit', args=[ulid])}#{placement.photo.anchor}")


def _moved(edition: Edition, placement: Placement, step: int) -> list[int]:
    order = list(edition.placements.values_list("pk", flat=True))
    here = order.index(placement.pk)
    there = min(max(here + step, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return order
