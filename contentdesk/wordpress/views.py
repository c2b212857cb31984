"""What a person can do about publishing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contentdesk.foundation import kept_input
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Material
from contentdesk.organization.duties import Role, holds
from contentdesk.organization.requests import PortalRequest
from contentdesk.permissions import may_check_connection, may_retry
from contentdesk.wordpress import checking, generations, mending, services, terms
from contentdesk.wordpress.forms import TermsForm
from contentdesk.wordpress.models import Removal
from contentdesk.wordpress.overview import overview


@require_POST
def retry(request: PortalRequest, ulid: str) -> HttpResponse:
    """Try again at once what did not get through."""
    material = get_object_or_404(Material.objects.visible_to(request.user), ulid=ulid)
    if services.retry(material, request.user):
        messages.success(request, _("It will be tried again now. Look again in a minute."))
    else:
        messages.info(request, _("There is nothing to try again: it is under way or done."))
    # From the list of all that is on its way one goes back there.
    return redirect("website") if "list" in request.POST else redirect("material", ulid)


@require_POST
def seen(request: PortalRequest, ulid: str) -> HttpResponse:
    """The manager has seen the page on the website, which the portal could not."""
    material = get_object_or_404(Material.objects.visible_to(request.user), ulid=ulid)
    if services.confirm_seen(material, request.user):
        messages.success(request, _("Noted: it is on the website."))
    else:
        messages.info(request, _("There is nothing to confirm any more."))
    return redirect("material", ulid)


@require_POST
def settle_drift(request: PortalRequest, ulid: str, choice: str) -> HttpResponse:
    """What is done about a page that somebody has changed on WordPress."""
    materials = Material.objects.visible_to(request.user).prefetch_related("editions")
    material = get_object_or_404(materials, ulid=ulid)
    try:
        if choice == "theirs":
            mending.take_theirs(material, actor=request.user)
            messages.success(request, _("What stands on the website is a draft of yours now."))
            return redirect("material_edit", ulid)
        if choice == "ours":
            mending.ours_again(material, actor=request.user)
            messages.success(request, _("What was approved is sent again."))
        elif choice == "look":
            mending.look_again(material, actor=request.user)
            messages.success(request, _("The portal looks again now. Open this page in a minute."))
        else:
            mending.leave_it(material, actor=request.user)
            messages.success(request, _("It stays on the website as it is there now."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("material", ulid)


def website(request: PortalRequest) -> HttpResponse:
    """All that is on its way to the website, for the manager and the head."""
    if not holds(request.user, Role.MANAGER, Role.HEAD):
        raise PermissionDenied
    context = {**overview(), "may_retry": may_retry(request.user)}
    return render(request, "wordpress/website.html", context)


def website_connection(request: PortalRequest) -> HttpResponse:
    """What the last check of the connection found, and how each thing is mended."""
    if not may_check_connection(request.user):
        raise PermissionDenied
    return render(request, "wordpress/connection.html", checking.standing())


@require_POST
def check_now(request: PortalRequest) -> HttpResponse:
    """Have the worker look at the connection anew."""
    if checking.ask(request.user):
        messages.success(request, _("The check begins now. It takes about a minute."))
    else:
        messages.info(request, _("A check is under way already."))
    return redirect("website_connection")


@require_POST
def retry_removal(request: PortalRequest, pk: int) -> HttpResponse:
    """Another try at once of one file that has to leave the website."""
    removal = get_object_or_404(Removal, pk=pk)
    if services.retry_removal(removal, request.user):
        messages.success(request, _("It will be tried again now. Look again in a minute."))
    else:
        messages.info(request, _("There is nothing to try again: it is under way or done."))
    return redirect("website")


def filed(request: PortalRequest) -> HttpResponse:
    """Under which categories and tags the website files what the portal sends."""
    if not may_retry(request.user):
        raise PermissionDenied
    if request.method != "POST":
        form = TermsForm(kept_input.restored(request, request.path))
        return render(request, "wordpress/terms.html", {"form": form})
    form = TermsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Something is not right yet. What you typed is kept."))
        return render(request, "wordpress/terms.html", {"form": form}, status=422)
    changed = sum(
        terms.decide(subject, taxonomy=taxonomy, name=name, actor=request.user)
        for subject, taxonomy, name in form.decisions()
    )
    if changed:
        messages.success(request, _("Saved. It counts for every page from its next sending on."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("website_terms")


def rebuild(request: PortalRequest) -> HttpResponse:
    """The website was set up anew or restored: send everything that is live again."""
    if not may_retry(request.user):
        raise PermissionDenied
    if request.method != "POST":
        context = {
            "generation": generations.current(),
            "doubted_at": generations.doubted_at(),
            "to_send_again": generations.still_to_send(),
            **generations.extent(),
        }
        return render(request, "wordpress/rebuild.html", context)
    if "same" in request.POST:
        generations.keep(actor=request.user)
        messages.success(request, _("Noted: it is the same website. Nothing is sent again."))
        return redirect("website")
    seen = request.POST.get("generation", "")
    if seen.isdecimal() and generations.begin(actor=request.user, seen=int(seen)):
        messages.success(request, _("Everything that is live is sent again now, page after page."))
    else:
        messages.info(request, _("That has been said already; it is under way or done."))
    return redirect("website")
