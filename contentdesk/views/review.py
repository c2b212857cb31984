"""What is done on the page of a material: each by one address, under one rule."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from contentdesk.actions import ACTIONS, Action
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import Edition
from contentdesk.organization.requests import PortalRequest
from contentdesk.views.access import LOOK_AGAIN, edition_or_404, tell_warnings
from contentdesk.views.materials import page
from contentdesk.workflow import EDITION


def act(request: PortalRequest, ulid: str, name: str) -> HttpResponse:
    """Do one of the things that the page offers.

    A no is a sentence on the fresh page with what was typed; the second click of a button is
    answered like the first.
    """
    edition = edition_or_404(request, ulid)
    if request.method != "POST":
        # A refusal stands at this address; whoever reloads it later wants the page.
        return redirect("material", ulid)
    action, person = ACTIONS.get(name), request.user
    if action is None:
        raise Http404
    if not action.may(person, edition):
        raise PermissionDenied
    form: Any = action.form(request.POST, edition=edition, name=name)
    if not form.is_valid():
        messages.error(request, LOOK_AGAIN)
        return page(request, edition, {name: form}, status=422)
    try:
        action.act(action.of(edition, form), person, form)
    except Refused as refusal:
        edition = edition_or_404(request, ulid)
        if not _just_done(action, edition, name, person, form):
            messages.error(request, refusal.sentence)
            status = 409 if isinstance(refusal, WrongState) else 422
            return page(request, edition, {name: form}, status=status)
    said = action.said(edition) if callable(action.said) else action.said
    messages.success(request, str(said))
    if name == "submit":
        tell_warnings(request, edition)
    again = ACTIONS.get(request.POST.get("again", ""))
    if again is not None and again.may(person, edition):
        # Taken over from a colleague: what the claim had kept from being sent is in its form again.
        tried = again.form(request.POST, edition=edition, name=request.POST["again"])
        return page(request, edition, {request.POST["again"]: tried})
    return redirect("material", ulid)


def _just_done(action: Action, edition: Edition, name: str, person: Any, form: Any) -> bool:
    """Whether this person's first click has done it: then the second is no mistake of theirs."""
    asked = action.asked(form)
    # Which edition was meant may no longer be told once it is done: what was live is live no more.
    editions = edition.material.editions.all()
    return any(EDITION.just_done(one, name, person, **asked) for one in editions)
