"""What is said once for several materials: a reason, or a class of information."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contentdesk.classification import MEANING, day_trouble
from contentdesk.models import Classification
from contentdesk.services.bulk import Action

REASONS = {
    "request_changes": _("What should be changed in all of them?"),
    "reject": _("Why will none of them be published?"),
}


def form_for(action: Action, data: Any = None) -> forms.Form:
    """The form of an action; one without fields for an action that asks nothing."""
    if action.asks == "class":
        return ClassOfSeveralForm(data)
    form = ReasonForSeveralForm(data) if action.asks == "reason" else forms.Form(data)
    if action.asks == "reason":
        form.fields["reason"].label = REASONS[action.name]
    return form


class ReasonForSeveralForm(forms.Form):
    """A sentence that the units will read below each of the materials."""

    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class ClassOfSeveralForm(forms.Form):
    """One class of public information for all; its fields are what services.review.classify asks.

    Nothing is proposed here: what fits one material may not fit the next.
    """

    classification = forms.ChoiceField(
        label=_("Class of information"), choices=Classification.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason for this class"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    review_by = forms.DateField(
        label=_("Look at it again by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For periodic information only; at most six months from now."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["classification"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [
            (name, f"{label}: {MEANING[name]}") for name, label in Classification.choices
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day: date | None = cleaned.get("review_by")
        trouble = day_trouble(cleaned.get("classification", ""), day)
        if trouble and "review_by" not in self.errors:
            self.add_error("review_by", trouble)
        return cleaned
