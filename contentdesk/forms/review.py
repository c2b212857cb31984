"""What is filled in on the page of a material: reasons, times, a class of information."""

import json
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from contentdesk.classification import MEANING, day_trouble, proposal, usual_reasons
from contentdesk.models import Classification, Edition
from contentdesk.services.review import Exactly
from contentdesk.services.urgent import Classified

NOW = "now"
PASSED = _("This time has passed. Choose a later one, or publish it now.")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DecisionForm(forms.Form):
    """Anything that is sent from the page of a material; `name` keeps apart the ids of fields."""

    def __init__(self, data: Any = None, *, edition: Edition, name: str = "", **more: Any) -> None:
        super().__init__(data, auto_id=f"id_{name}_%s", **more)
        self.edition = edition


class ReasonForm(DecisionForm):
    """A sentence that the other side will read; `label` is how it is asked for."""

    reason = forms.CharField(max_length=2000, widget=_lines(4))

    def __init__(self, *args: Any, label: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].label = label


class SeenMomentField(forms.Field):
    """A time that stood on the page, to the microsecond and aware."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = parse_datetime(value or "")
        except ValueError:
            moment = None
        if moment is None or timezone.is_naive(moment):
            raise ValidationError(_("Choose the day and hour first."))
        return moment


class MomentField(SeenMomentField):
    """When to publish, as a button brings it: None at once, or a moment still to come."""

    def to_python(self, value: Any) -> datetime | None:
        return None if value == NOW else super().to_python(value)

    def validate(self, value: datetime | None) -> None:
        if value is not None and value <= timezone.now():
            raise ValidationError(PASSED)


class ApproveForm(DecisionForm):
    """One of the buttons with a time; the version says what the person has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen_class = forms.CharField(widget=forms.HiddenInput, required=False)
    publish_at = MomentField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["version"].initial = self.edition.version
        self.fields["seen_class"].initial = self.edition.classification

    def clean_seen_class(self) -> str | None:
        """None for a form that does not say: what was read is then told by the version alone."""
        said: str = self.cleaned_data["seen_class"]
        return said if "seen_class" in self.data else None


class RescheduleForm(DecisionForm):
    """Another time for what is approved, in place of the one that was seen."""

    seen = SeenMomentField()
    publish_at = MomentField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        at = self.edition.publish_at
        self.fields["seen"].initial = at.isoformat() if at else ""


class OtherTimeForm(forms.Form):
    """A day and hour by hand; it answers with a button for that time."""

    at = forms.DateTimeField(
        label=_("Another day and hour"),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"required": _("Choose the day and hour first.")},
    )

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise ValidationError(PASSED)
        return at


class ClassificationForm(DecisionForm):
    """The class of public information; until an officer has set it, what is proposed."""

    classification = forms.ChoiceField(
        label=_("Class of information"), choices=Classification.choices, widget=forms.RadioSelect
    )
    classification_reason = forms.CharField(
        label=_("Reason for this class"), max_length=500, widget=_lines(2)
    )
    review_by = forms.DateField(
        label=_("Look at it again by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For periodic information only; at most six months from now."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        edition, proposed = self.edition, proposal(self.edition)
        field = self.fields["classification"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [
            (name, f"{label}: {MEANING[name]}") for name, label in Classification.choices
        ]
        field.initial = edition.classification or proposed.classification
        reason = self.fields["classification_reason"]
        reason.initial = edition.classification_reason or proposed.reason
        # So that the script may put another class's usual reason in (static/js/classification.js).
        reason.widget.attrs["data-reasons"] = json.dumps(usual_reasons(edition.material.kind))
        self.fields["review_by"].initial = edition.review_by or proposed.review_by

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, reason = cleaned.get("classification", ""), cleaned.get("classification_reason")
        day: date | None = cleaned.get("review_by")
        if "review_by" not in self.errors and (trouble := day_trouble(name, day)):
            self.add_error("review_by", trouble)
        if name and reason and self._is_of_another_class(name, reason):
            self.add_error(
                "classification_reason",
                _("This reason belongs to another class. Write why it is this one."),
            )
        return cleaned

    def _is_of_another_class(self, name: str, reason: str) -> bool:
        """Another class was chosen, and the words that stood there already were left."""
        usual = usual_reasons(self.edition.material.kind)
        if reason == usual.get(name):
            return False
        was = self.edition
        left = was.classification not in {"", name} and reason == was.classification_reason
        return left or reason in usual.values()

    @property
    def classified(self) -> Classified:
        """What the officer says; ask only after is_valid()."""
        said = self.cleaned_data
        return Classified(said["classification"], said["classification_reason"], said["review_by"])


class UrgentForm(ClassificationForm):
    """Why it cannot wait; with the class of information while nobody has set it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why can it not wait?"), max_length=2000, widget=_lines(3))
    field_order = ("version", "reason")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["version"].initial = self.edition.version
        self.asks_class = not self.edition.classification
        if not self.asks_class:
            for name in ("classification", "classification_reason", "review_by"):
                del self.fields[name]


class LetPassForm(ReasonForm):
    """Why one finding may stand, named exactly as it was shown."""

    code = forms.CharField(widget=forms.HiddenInput)
    place = forms.CharField(widget=forms.HiddenInput, required=False)
    fingerprint = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, label=_("Why may it stand?"), **more)

    @property
    def what(self) -> Exactly:
        """The finding that is meant; ask only after is_valid()."""
        said = self.cleaned_data
        return Exactly(said["code"], said["place"], said["fingerprint"], said["on"])


class SecondLookForm(DecisionForm):
    """A second person has looked; a note is welcome, and not demanded."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What did you see? (optional)"), max_length=2000, required=False, widget=_lines(2)
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["number"].initial = self.edition.number
