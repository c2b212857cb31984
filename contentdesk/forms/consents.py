"""What is filled in when somebody agrees that a photo of them is shown."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.photos import PhotoRefused, RedrawnPhoto, redraw
from contentdesk.services.consents import Agreement

# No law names a term; a consent that never ends is one nobody remembers having given.
PROPOSED = timedelta(days=365)


class ProofField(forms.FileField):
    """A photo of the signed paper, redrawn at the door; cleans to a RedrawnPhoto or None."""

    def clean(self, data: Any, initial: Any = None) -> RedrawnPhoto | None:
        upload: UploadedFile[Any] | None = super().clean(data, initial)
        if not upload:
            return None
        try:
            return redraw(upload.file, name=str(upload.name))  # type: ignore[arg-type]
        except PhotoRefused as refusal:
            raise ValidationError(refusal.sentence) from refusal


def proposed_end() -> date:
    """A year from today, in the centre's zone."""
    return timezone.localdate() + PROPOSED


class ConsentForm(forms.Form):
    """Who agreed to what, until when, and how that can be shown later (UU 27/2022)."""

    person = forms.CharField(
        label=_("Who agreed to be shown?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_child = forms.BooleanField(label=_("This is a child"), required=False)
    guardian = forms.CharField(
        label=_("Parent or guardian who signed, for a child"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    purpose = forms.CharField(label=_("What for?"), max_length=200)
    on_website = forms.BooleanField(
        label=_("May be shown on the website"), required=False, initial=True
    )
    on_social_media = forms.BooleanField(label=_("May be shown on social media"), required=False)
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        initial=proposed_end,
        help_text=_("One year is proposed. Leave it empty if the paper names no end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    proof = ProofField(
        label=_("Photo of the signed paper"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif", "data-shrink": ""}),
        help_text=_("Only your unit, the website manager and the head can see it."),
    )
    proof_kept_at = forms.CharField(
        label=_("Or where the paper is kept"),
        max_length=200,
        required=False,
        help_text=_("For example: folder “Consents 2026”, cupboard in the office."),
    )

    def clean_valid_until(self) -> date | None:
        """A day that is over would hold the photo at once."""
        until: date | None = self.cleaned_data["valid_until"]
        if until and until < timezone.localdate():
            raise ValidationError(_("This day has passed. Choose a later one."))
        return until

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_child") and not said.get("guardian"):
            self.add_error("guardian", _("For a child, a parent or guardian has to sign."))
        if not said.get("on_website") and not said.get("on_social_media"):
            self.add_error("on_website", _("Choose at least one place where it may be shown."))
        if not (said.get("proof") or said.get("proof_kept_at") or "proof" in self.errors):
            self.add_error(
                "proof", _("Add a photo of the signed paper, or write below where it is kept.")
            )
        return said

    @property
    def agreement(self) -> Agreement:
        """What was said; ask only after is_valid()."""
        return Agreement(**self.cleaned_data)


class WithdrawForm(forms.Form):
    """How a person told that they no longer agree to be shown."""

    words = forms.CharField(
        label=_("How did they tell you?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: came to the counter this morning. No reason has to be given."),
    )
