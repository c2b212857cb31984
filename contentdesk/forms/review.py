"""What reviewers fill in: a reason, a time."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """A sentence that the other side will read."""

    reason = forms.CharField(
        label=_("What should be changed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label


class ApproveForm(forms.Form):
    """When an approved material shall go out; the version says what the person has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # Each of the two buttons brings its own.
    when = forms.ChoiceField(choices=[("now", ""), ("at", "")], widget=forms.HiddenInput)
    at = forms.DateTimeField(
        label=_("Or on a day and hour"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M"
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") != "at":
            return cleaned
        if not cleaned.get("at"):
            if "at" not in self.errors:
                self.add_error("at", _("Choose the day and hour first."))
        elif cleaned["at"] <= timezone.now():
            self.add_error("at", _("This time has passed. Choose a later one, or publish it now."))
        return cleaned

    @property
    def publish_at(self) -> datetime | None:
        """The moment to publish, None for at once; ask only after is_valid()."""
        if self.cleaned_data["when"] == "now":
            return None
        at: datetime = self.cleaned_data["at"]
        return at
