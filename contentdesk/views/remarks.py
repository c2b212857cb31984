"""What is said about an edition: the thread as a page of its own, and its two buttons."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from contentdesk import permissions
from contentdesk.forms.remarks import RemarkForm
from contentdesk.foundation import kept_input
from contentdesk.foundation.transitions import Refused, WrongState
from contentdesk.models import Edition, Remark
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import remarks as services
from contentdesk.views.access import LOOK_AGAIN, edition_or_404

OTHER_EDITION = _(
    "A newer version has been begun in the meantime, so your remark was not added. It stands "
    "below: copy it if it still holds."
)


def remarks(request: PortalRequest, ulid: str) -> HttpResponse:
    """The thread alone: here a remark waits that was not right yet, or outlived a login."""
    edition = edition_or_404(request, ulid)
    if request.method == "POST":
        return _write(request, edition)
    kept = kept_input.restored(request, request.path)
    return _page(request, edition, _form(edition, kept) if kept is not None else None)


def _write(request: PortalRequest, edition: Edition) -> HttpResponse:
    if not permissions.takes_part(request.user, edition):
        raise PermissionDenied
    form = _form(edition, request.POST)
    if not form.is_valid():
        messages.error(request, LOOK_AGAIN)
        return _page(request, edition, form, status=422)
    if form.cleaned_data["edition"] != edition.number:
        return _not_added(request, edition, form, OTHER_EDITION)
    try:
        said = services.write(
            edition,
            form.cleaned_data["text"],
            actor=request.user,
            field=form.cleaned_data.get("field", ""),
            parent=form.answered,
        )
    except WrongState as refusal:
        return _not_added(request, edition, form, refusal.sentence)
    messages.success(request, _("Your remark stands below."))
    return _to(edition, f"remark-{(form.answered or said).pk}")


def _form(edition: Edition, data: QueryDict) -> RemarkForm:
    """The form that was sent: of a new remark, or of the answer to a remark of this edition."""
    number = data.get("parent", "")
    parent = None
    if number.isdecimal():
        parent = Remark.objects.filter(edition=edition, parent=None, pk=int(number)).first()
    return RemarkForm(data, edition=edition, parent=parent)


def _not_added(
    request: PortalRequest, edition: Edition, form: RemarkForm, sentence: str | Promise
) -> HttpResponse:
    messages.error(request, str(sentence))
    typed = form.cleaned_data["text"]
    return _page(request, edition, None, status=409, typed=typed)


def _page(
    request: PortalRequest,
    edition: Edition,
    form: RemarkForm | None,
    *,
    status: int = 200,
    typed: str = "",
) -> HttpResponse:
    if form is not None and not permissions.may_remark(request.user, edition):
        typed, form = form["text"].value() or "", None
    context = {
        "edition": edition,
        "material": edition.material,
        "remark_form": form,
        "typed": typed,
    }
    return render(request, "contentdesk/remarks.html", context, status=status)


@require_POST
def done(request: PortalRequest, ulid: str, remark: str) -> HttpResponse:
    """Mark a remark as done."""
    edition = edition_or_404(request, ulid)
    found = get_object_or_404(edition.remarks.filter(parent=None), pk=int(remark))
    try:
        services.resolve(found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The remark is marked as done."))
    return _to(edition, "remarks")


def _to(edition: Edition, place: str) -> HttpResponseRedirect:
    page = reverse("material", args=[edition.material.ulid])
    return redirect(f"{page}#{place}")
