"""Writing a material: the form, saving it, sending it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from contentdesk import permissions
from contentdesk.checker import Finding
from contentdesk.forms.edition import EditionForm, initial_of
from contentdesk.forms.photos import PlacementForm, placement_forms
from contentdesk.forms.posted import as_posted, stored_beside
from contentdesk.foundation import kept_input
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Edition, EditionEvent, State, new_ulid
from contentdesk.organization.models import Unit
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import drafts
from contentdesk.services.changes import Overtaken
from contentdesk.views.access import LOOK_AGAIN, edition_or_404, tell_warnings
from contentdesk.views.cards import follow
from contentdesk.views.doubts import Doubts
from contentdesk.views.kinds import BY_ADDRESS, Choice
from contentdesk.workflow import EDITION, NotFit


def choice_and_units(request: PortalRequest, address: str) -> tuple[Choice, list[Unit]]:
    """What may be begun here, and for which units; 404 or 403 when nothing."""
    choice = BY_ADDRESS.get(address)
    if choice is None:
        raise Http404
    units = permissions.units_to_write_for(request.user)
    if not permissions.may_start(request.user) or not units:
        raise PermissionDenied
    return choice, units


def begin(request: PortalRequest, choice: Choice, form: EditionForm) -> Edition:
    """The material of a valid form; the same form sent again finds the one it has begun."""
    return drafts.start(
        form.cleaned_data["ulid"],
        kind=choice.kind,
        regularity=choice.regularity,
        unit=form.cleaned_data["unit"],
        author=request.user,
    )


def new(request: PortalRequest, address: str) -> HttpResponse:
    """An empty form; the material begins with its first save."""
    choice, units = choice_and_units(request, address)
    may_format = permissions.may_format(request.user)
    if request.method == "POST":
        form = EditionForm(
            request.POST, request.FILES, kind=choice.kind, units=units, may_format=may_format
        )
        if form.is_valid() and form.begins_nothing:
            return _nothing_yet(request, choice, form)
        if form.is_valid():
            edition = begin(request, choice, form)
            placements = placement_forms(edition, request.POST)
            if all(words.is_valid() for words in placements):
                return _save(request, edition, form, placements)
        messages.error(request, LOOK_AGAIN)
        return _page(request, form, [], status=422, choice=choice, typed=True)
    kept = kept_input.restored(request, request.path)
    initial = {"ulid": new_ulid(), "version": 1}
    form = EditionForm(kept, kind=choice.kind, units=units, may_format=may_format, initial=initial)
    return _page(request, form, [], choice=choice, typed=kept is not None)


def _nothing_yet(request: PortalRequest, choice: Choice, form: EditionForm) -> HttpResponse:
    """The form again with what was chosen; not `typed`, since it holds no words to be kept."""
    messages.error(
        request,
        _("Nothing has been written yet, so nothing was saved. Write a title or some text first."),
    )
    for sentence in form.refused_files:
        messages.warning(request, sentence)
    return _page(request, form, [], status=422, choice=choice)


def edit(request: PortalRequest, ulid: str) -> HttpResponse:
    """The form of an edition that is with the unit, or under review with the manager."""
    edition = edition_or_404(request, ulid)
    if not permissions.may_submit(request.user, edition):
        raise PermissionDenied
    if request.method == "POST":
        form, placements = forms_of(request, edition, request.POST, request.FILES)
        if form.is_valid() and all(words.is_valid() for words in placements):
            return _save(request, edition, form, placements)
        messages.error(request, LOOK_AGAIN)
        return _page(request, form, placements, edition=edition, status=422, typed=True)
    if not permissions.may_edit(request.user, edition):
        return redirect("material", ulid)
    if permissions.is_anothers(request.user, edition):
        messages.warning(
            request,
            _("%(name)s is reviewing it. Take over the review first, then correct it.")
            % {"name": edition.claimed_by},
        )
        return redirect("material", ulid)
    kept = kept_input.restored(request, request.path)
    form, placements = forms_of(request, edition, kept)
    return _page(request, form, placements, edition=edition, typed=kept is not None)


def forms_of(
    request: PortalRequest,
    edition: Edition,
    data: QueryDict | None,
    uploads: MultiValueDict[str, Any] | None = None,
) -> tuple[EditionForm, list[PlacementForm]]:
    """The form of an edition, and one for the words of each of its photos."""
    material = edition.material
    form = EditionForm(
        data,
        uploads,
        kind=material.kind,
        units=[material.unit],
        may_format=permissions.may_format(request.user),
        initial=initial_of(edition),
    )
    if uploads:
        form.leave_room(edition.placements.count())
    return form, placement_forms(edition, data)


def _save(
    request: PortalRequest, edition: Edition, form: EditionForm, placements: list[PlacementForm]
) -> HttpResponse:
    tidied = form.tidy_pasted()
    draft = form.draft(edition, {words.placement.pk: words.words for words in placements})
    seen = form.cleaned_data["version"]
    try:
        drafts.save(edition, draft, actor=request.user, seen_version=seen)
    except Overtaken as refusal:
        edition.refresh_from_db()
        stored, words_stored = forms_of(request, edition, None)
        beside = stored_beside(request.POST, stored, *words_stored)
        # Saving once more is now a decision taken in sight of the other text.
        form.data = {**dict(form.data.items()), "version": str(edition.version)}
        page: dict[str, Any] = {"status": 409, "overtaken": refusal.sentence, "stored": beside}
        page["files_dropped"] = bool(request.FILES)
        return _page(request, form, placements, edition=edition, typed=True, **page)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return _page(request, form, placements, edition=edition, status=422, typed=True)
    for sentence in form.refused_files:
        messages.warning(request, sentence)
    if tidied:
        sentence = _("Marks of a pasted message were taken out. Look again at: %(fields)s")
        messages.info(request, sentence % {"fields": ", ".join(tidied)})
    response = _after_saving(request, edition, whole=not form.refused_files)
    # The phone may forget what this form held (static/js/store.js).
    receipt = f"{edition.material.ulid}.{seen}"
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie("saved", receipt, max_age=86_400, samesite="Lax", secure=secure)
    return response


def _after_saving(request: PortalRequest, edition: Edition, *, whole: bool) -> HttpResponse:
    """What the pressed button asks for besides; everything is saved by now, but a refused file."""
    try:
        if answer := follow(request, edition):
            return answer
        if "submit" in request.POST and whole:
            return _send(request, edition)
    except NotFit as refusal:
        edition.refresh_from_db()
        return _not_sent(request, edition, refusal.findings)
    except Refused as refusal:
        if EDITION.just_done(edition, "submit", request.user):
            return _sent(request, edition)
        messages.error(request, refusal.sentence)
        return redirect("material_edit", edition.material.ulid)
    messages.success(request, _("Saved.") if whole else _("Everything else is saved."))
    return redirect("material_edit", edition.material.ulid)


def _send(request: PortalRequest, edition: Edition) -> HttpResponse:
    asked = Doubts.about(edition)
    if asked and asked.mark != request.POST["submit"]:
        return _ask_first(request, edition, asked)
    drafts.submit(edition, actor=request.user)
    return _sent(request, edition)


def _sent(request: PortalRequest, edition: Edition) -> HttpResponse:
    messages.success(request, _("Sent. It waits to be read now."))
    tell_warnings(request, edition)
    return redirect("material", edition.material.ulid)


def _ask_first(request: PortalRequest, edition: Edition, asked: Doubts) -> HttpResponse:
    """The form as it is stored, with what speaks against sending it; a button sends it anyway."""
    edition.refresh_from_db()
    form, placements = forms_of(request, edition, None)
    return _page(request, form, placements, edition=edition, status=422, asked=asked)


def _not_sent(request: PortalRequest, edition: Edition, findings: list[Finding]) -> HttpResponse:
    """The form as it is stored, with what is missing told at the top and at each field."""
    stored, words_stored = forms_of(request, edition, None)
    data = as_posted(stored, *words_stored)
    data["as_pasted"] = request.POST.get("as_pasted", "")
    form, placements = forms_of(request, edition, data)
    missing = []
    for finding in findings:
        sentence = f"{finding.sentence} {finding.remedy}"
        target = form.mark(finding.place, sentence)
        for words in placements:
            if words.placement.photo.anchor == finding.place:
                words.add_error("people", sentence)
                target = finding.place
        missing.append({"sentence": sentence, "target": target})
    return _page(request, form, placements, edition=edition, status=422, missing=missing)


def _request_to_unit(edition: Edition | None) -> EditionEvent | None:
    """What was asked of the unit, while it is still asked."""
    if edition is None or edition.state != State.CHANGES_REQUESTED:
        return None
    asked = edition.events.select_related("actor").filter(to_state=State.CHANGES_REQUESTED)
    return asked.last()


def _page(
    request: PortalRequest,
    form: EditionForm,
    placements: list[PlacementForm],
    *,
    edition: Edition | None = None,
    choice: Choice | None = None,
    status: int = 200,
    typed: bool = False,
    **more: Any,
) -> HttpResponse:
    """The form; `typed` when it holds words that are saved nowhere."""
    person = request.user
    open_to_me = edition is None or permissions.may_edit(person, edition)
    context = {
        "form": form,
        "placements": placements,
        "edition": edition,
        "choice": choice,
        "closed": not open_to_me,
        "typed": typed,
        "may_submit": edition is None or "submit" in EDITION.offered(edition, person),
        "saves_while_typing": edition is None or edition.state in drafts.WITH_THE_UNIT,
        "request_to_unit": _request_to_unit(edition),
        "others": drafts.note_presence(edition, person) if edition and open_to_me else [],
        "action": reverse("material_edit", args=[edition.material.ulid])
        if edition
        else request.path,
        **more,
    }
    return render(request, "contentdesk/edit.html", context, status=status)
