"""The versions of a material: the list, each one, any two side by side; and a new edition."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from contentdesk.forms.versions import CompareForm
from contentdesk.models import Material
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import drafts
from contentdesk.versions import Version, difference_between, stored_photos, versions_of
from contentdesk.views.access import edition_or_404
from contentdesk.views.media import post_page


def versions(request: PortalRequest, ulid: str) -> HttpResponse:
    """All versions of all editions, the newest first, and a choice of two to compare."""
    material = edition_or_404(request, ulid).material
    listed = versions_of(material)
    context = {
        "material": material,
        "versions": listed[::-1],
        "form": CompareForm(None, versions=listed),
    }
    return render(request, "contentdesk/versions.html", context)


def version(request: PortalRequest, ulid: str, key: str) -> HttpResponse:
    """One version: who made it, why, and how it looks."""
    material, before, shown = _found(request, ulid, key)
    context = {"material": material, "version": shown, "before": before}
    return render(request, "contentdesk/version.html", context)


def version_preview(request: PortalRequest, ulid: str, key: str) -> HttpResponse:
    """The HTML of one version as a page of its own; photos covered since are left out."""
    material, _before, shown = _found(request, ulid, key)
    return post_page(request, material, shown.content())


def _found(request: PortalRequest, ulid: str, key: str) -> tuple[Material, Version | None, Version]:
    """The material, the version before the one asked for, and that one; 404 without it."""
    material = edition_or_404(request, ulid).material
    before = None
    for each in versions_of(material):
        if each.key == key:
            return material, before, each
        before = each
    raise Http404(key)


def difference(request: PortalRequest, ulid: str) -> HttpResponse:
    """Two versions side by side (`old` and `new` in the address), every change marked."""
    material = edition_or_404(request, ulid).material
    form = CompareForm(request.GET, versions=versions_of(material))
    context = {"material": material, "form": form}
    if not form.is_valid():
        return render(request, "contentdesk/difference.html", context, status=422)
    before, after = form.pair
    context |= {
        "before": before,
        "after": after,
        "difference": difference_between(before, after),
        "kept": stored_photos(material),
    }
    return render(request, "contentdesk/difference.html", context)


@require_POST
def begin(request: PortalRequest, ulid: str) -> HttpResponse:
    """Begin to change what is settled; who comes second goes on with the same new edition."""
    material = edition_or_404(request, ulid).material
    edition = drafts.begin_edition(material, actor=request.user, go_on="go_on" in request.POST)
    if material.live is None:
        messages.info(request, _("You can change it now and send it again."))
    return redirect("material_edit", edition.material.ulid)
