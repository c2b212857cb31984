"""What a person can do about publishing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contentdesk.models import Material
from contentdesk.organization.requests import PortalRequest
from contentdesk.wordpress import services


@require_POST
def retry(request: PortalRequest, ulid: str) -> HttpResponse:
    """Try again at once what did not get through."""
    material = get_object_or_404(Material.objects.visible_to(request.user), ulid=ulid)
    if services.retry(material, request.user):
        messages.success(request, _("It will be tried again now. Look again in a minute."))
    else:
        messages.info(request, _("There is nothing to try again: it is under way or done."))
    return redirect("material", ulid)


@require_POST
def seen(request: PortalRequest, ulid: str) -> HttpResponse:
    """The manager has seen the page on the website, which the portal could not."""
    material = get_object_or_404(Material.objects.visible_to(request.user), ulid=ulid)
    if services.confirm_seen(material, request.user):
        messages.success(request, _("Noted: it is on the website."))
    else:
        messages.info(request, _("There is nothing to confirm any more."))
    return redirect("material", ulid)
