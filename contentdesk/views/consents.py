"""Who agreed to be shown on a photo: the records, their proof, the paper to sign."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from contentdesk import permissions
from contentdesk.forms.consents import ConsentForm, WithdrawForm
from contentdesk.foundation import files, kept_input
from contentdesk.foundation.transitions import Refused
from contentdesk.models import Consent, Edition, Placement
from contentdesk.organization.models import Centre
from contentdesk.organization.requests import PortalRequest
from contentdesk.services import consents as records
from contentdesk.services import takedown
from contentdesk.views.access import LOOK_AGAIN, edition_or_404
from contentdesk.views.photos import placement_or_404

# Said in Indonesian like the paper itself, for that is what the person reads and signs.
USUAL_PURPOSE = "memberi tahu masyarakat tentang layanan dan kegiatan Puskesmas"
USUAL = {"purpose": USUAL_PURPOSE}


def _seen_by(request: PortalRequest, edition: Edition) -> None:
    if not permissions.may_see_consents(request.user, edition):
        raise PermissionDenied


def consents(request: PortalRequest, ulid: str, placement: str) -> HttpResponse:
    """The consents of one photo, and the form for one more; in any state of the edition."""
    shown = placement_or_404(request, ulid, placement)
    _seen_by(request, shown.edition)
    if request.method != "POST":
        kept = kept_input.restored(request, request.path)
        return _page(request, shown, ConsentForm(kept, initial=USUAL))
    form = ConsentForm(request.POST, request.FILES, initial=USUAL)
    if not form.is_valid():
        messages.error(request, LOOK_AGAIN)
        if "proof" in request.FILES:
            messages.info(request, _("Choose the photo of the paper again, please."))
        return _page(request, shown, form, status=422)
    records.record_consent(shown, form.agreement, actor=request.user)
    messages.success(request, _("The consent is recorded."))
    return redirect(request.path)


def _page(
    request: PortalRequest,
    shown: Placement,
    form: ConsentForm,
    *,
    withdrawing: WithdrawForm | None = None,
    status: int = 200,
) -> HttpResponse:
    edition = shown.edition
    rows = [
        (row, _withdraw_form(row, withdrawing))
        for row in shown.photo.consents.select_related("created_by", "withdrawn_by")
    ]
    context = {
        "placement": shown,
        "edition": edition,
        "consents": rows,
        "form": form,
        "may_edit": permissions.may_submit(request.user, edition)
        and permissions.may_edit(request.user, edition),
        "may_remove": permissions.may_remove_consents(request.user, edition),
    }
    return render(request, "contentdesk/consents.html", context, status=status)


def _withdraw_form(consent: Consent, tried: WithdrawForm | None) -> WithdrawForm:
    prefix = f"withdraw{consent.pk}"
    return tried if tried is not None and tried.prefix == prefix else WithdrawForm(prefix=prefix)


@require_POST
def remove(request: PortalRequest, ulid: str, placement: str, consent: str) -> HttpResponse:
    """Take back a record made by mistake; one that is gone already is fine."""
    shown = placement_or_404(request, ulid, placement)
    _seen_by(request, shown.edition)
    found = shown.photo.consents.select_related("photo").filter(pk=consent).first()
    page = reverse("material_consents", args=[ulid, shown.pk])
    if found is None:
        if Consent.objects.filter(pk=consent).exists():
            raise Http404
        return redirect(page)
    try:
        records.remove_consent(shown.edition, found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The record has been removed."))
    return redirect(page)


def withdraw(request: PortalRequest, ulid: str, placement: str, consent: str) -> HttpResponse:
    """The person no longer agrees: kept, and the photo leaves whatever is public."""
    shown = placement_or_404(request, ulid, placement)
    _seen_by(request, shown.edition)
    page = reverse("material_consents", args=[ulid, shown.pk])
    if request.method != "POST":
        return redirect(page)
    found = get_object_or_404(shown.photo.consents.select_related("photo"), pk=consent)
    form = WithdrawForm(request.POST, prefix=f"withdraw{found.pk}")
    if not form.is_valid():
        messages.error(request, LOOK_AGAIN)
        return _page(request, shown, ConsentForm(initial=USUAL), withdrawing=form, status=422)
    takedown.withdraw_consent(shown.edition, found, form.cleaned_data["words"], actor=request.user)
    messages.success(
        request,
        _("It is kept that they no longer agree. The photo is being taken off the website."),
    )
    # The photo may have left this edition with that.
    return redirect("material", ulid)


def proof(request: PortalRequest, ulid: str, consent: str) -> HttpResponseBase:
    """The photo of the signed paper, for those alone who work on the photo."""
    edition = edition_or_404(request, ulid)
    _seen_by(request, edition)
    of_this = Consent.objects.filter(photo__material=edition.material).exclude(proof="")
    found = get_object_or_404(of_this, pk=consent)
    return files.serve(
        request,
        found.proof,
        content_type="image/jpeg",
        download_name=f"consent-{found.pk}.jpg",
        inline=True,
    )


def paper(request: PortalRequest) -> HttpResponse:
    """The blank form to print and sign; it holds nobody's data."""
    context = {"centre": Centre.current(), "purpose": USUAL_PURPOSE}
    return render(request, "contentdesk/consent_form.html", context)
