"""What the form asks of the server while one types (static/js/drafts.js); answers are JSON."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contentdesk import permissions
from contentdesk.forms.edition import EditionForm
from contentdesk.forms.photos import PlacementForm
from contentdesk.forms.posted import as_posted
from contentdesk.foundation import kept_input
from contentdesk.foundation.pasted_text import tidy as tidied
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import drafts
from contentdesk.services.changes import Overtaken
from contentdesk.views.access import LOOK_AGAIN, edition_or_404
from contentdesk.views.editing import begin, choice_and_units, forms_of
from contentdesk.workflow import EDITION

LONGEST_PASTE = 100_000  # characters


@require_POST
def draft(request: PortalRequest, ulid: str) -> JsonResponse:
    """Save a draft while its author types; photos and the PDF go their own way."""
    edition = edition_or_404(request, ulid)
    if not permissions.may_submit(request.user, edition):
        raise PermissionDenied
    form, placements = forms_of(request, edition, request.POST)
    if not form.is_valid() or not all(words.is_valid() for words in placements):
        return _not_valid([form, *placements])
    return _save(request, edition, form, placements)


@require_POST
def new_draft(request: PortalRequest, address: str) -> JsonResponse:
    """The same for a material that this save may begin; one that says nothing is not begun."""
    choice, units = choice_and_units(request, address)
    may_format = permissions.may_format(request.user)
    form = EditionForm(request.POST, kind=choice.kind, units=units, may_format=may_format)
    if not form.is_valid():
        return _not_valid([form])
    if form.begins_nothing:
        return JsonResponse(
            {"sentence": _("Write a title or some text first."), "fields": {}}, status=422
        )
    return _save(request, begin(request, choice, form), form, [])


def _not_valid(forms: list[Any]) -> JsonResponse:
    fields = {
        form.add_prefix(name): list(errors)
        for form in forms
        for name, errors in form.errors.items()
    }
    return JsonResponse({"sentence": LOOK_AGAIN, "fields": fields}, status=422)


def _save(
    request: PortalRequest, edition: Edition, form: EditionForm, placements: list[PlacementForm]
) -> JsonResponse:
    # What takes something away waits for a button.
    form.cleaned_data["document_removed"] = False
    for words in placements:
        words.cleaned_data["removed"] = False
    said = form.draft(edition, {words.placement.pk: words.words for words in placements})
    seen = form.cleaned_data["version"]
    try:
        drafts.save(edition, said, actor=request.user, seen_version=seen, while_typing=True)
    except Overtaken as refusal:
        edition.refresh_from_db()
        stored = _stored(request, edition)
        return JsonResponse({"sentence": refusal.sentence, "stored": stored}, status=409)
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence, "fields": {}}, status=422)
    address = reverse("material_edit", args=[edition.material.ulid])
    clock = _clock(timezone.now())
    return JsonResponse({**_here(request, edition), "saved_at": clock, "address": address})


def _stored(request: PortalRequest, edition: Edition) -> dict[str, Any]:
    """What is there now, as values of the form; whose it is, and whether it is still open."""
    form, placements = forms_of(request, edition, None)
    last = edition.events.select_related("actor").last()
    return {
        "version": edition.version,
        "fields": as_posted(form, *placements).dict(),
        "by": str(last.actor) if last and last.actor else "",
        "at": _clock(edition.updated_at),
        "closed": not permissions.may_edit(request.user, edition)
        or "submit" not in EDITION.offered(edition, request.user),
    }


@require_POST
def presence(request: PortalRequest, ulid: str) -> JsonResponse:
    """This person still has the form open: who else has, and which version is stored."""
    edition = edition_or_404(request, ulid)
    if not permissions.may_edit(request.user, edition):
        raise PermissionDenied
    page = reverse("material_edit", args=[ulid])
    return JsonResponse({**_here(request, edition), "kept": kept_input.token_for(request, page)})


def _here(request: PortalRequest, edition: Edition) -> dict[str, Any]:
    others = drafts.note_presence(edition, request.user)
    return {"version": edition.version, "others": [str(person) for person in others]}


@require_POST
def tidy(request: PortalRequest) -> JsonResponse:
    """Pasted text without the marks of its messenger; nothing is stored."""
    text = request.POST.get("text", "")
    return JsonResponse({"text": tidied(text) if len(text) <= LONGEST_PASTE else text})


def _clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H.i")
