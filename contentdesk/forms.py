"""What people fill in about a material."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.photos import PhotoRefused, RedrawnPhoto, redraw
from contentdesk.models import Edition, Material, Placement
from contentdesk.organization.models import Program, Unit
from contentdesk.services import PhotoWords


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos in one field, each redrawn at the door.

    Cleans to the photos that are fit; what was refused stands in `refusals`, so that one bad
    file does not cost the person the good ones.
    """

    widget = PhotosInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.refusals: list[str] = []

    def clean(self, data: Any, initial: Any = None) -> list[RedrawnPhoto]:
        uploads: list[UploadedFile[Any]] = data or []
        taken, self.refusals = [], []
        for upload in uploads:
            try:
                taken.append(redraw(upload.file, name=str(upload.name)))  # type: ignore[arg-type]
            except PhotoRefused as refusal:
                self.refusals.append(refusal.sentence)
        return taken


class EditionForm(forms.Form):
    """The text of a material. A draft may be empty: what is missing is asked when it is sent."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), empty_label=_("Choose a unit")
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "An empty line begins a new paragraph. A line that begins with - becomes a list item."
        ),
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        widget=PhotosInput(attrs={"accept": "image/*,.heic,.heif"}),
        help_text=_("Choose several at once. You can describe them after saving."),
    )
    wished_day = forms.DateField(
        label=_("When should it be on the website?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty if any day will do."),
    )
    program = forms.ModelChoiceField(
        Program.objects.filter(active=True),
        label=_("Program"),
        required=False,
        empty_label=_("No program"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    ulid = forms.RegexField(r"^[0-9A-HJKMNP-TV-Z]{26}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if len(units) == 1:
            field.widget = forms.HiddenInput()
            field.initial = units[0]

    @property
    def refused_photos(self) -> list[str]:
        """A sentence for each file that was not taken."""
        field = self.fields["photos"]
        return field.refusals if isinstance(field, PhotosField) else []


def initial_of(edition: Edition) -> dict[str, Any]:
    """The form's values for an edition as it is stored."""
    material: Material = edition.material
    return {
        "unit": material.unit_id,
        "title": edition.title,
        "body": edition.body,
        "wished_day": edition.wished_day,
        "program": material.program_id,
        "version": edition.version,
        "ulid": material.ulid,
    }


class PlacementForm(forms.Form):
    """The words of one photo."""

    caption = forms.CharField(label=_("Caption"), max_length=300, required=False)
    alt = forms.CharField(
        label=_("What can be seen, for people who cannot see it"), max_length=300, required=False
    )
    removed = forms.BooleanField(label=_("Take this photo out"), required=False)

    def __init__(self, data: QueryDict | None, *, placement: Placement) -> None:
        self.placement = placement
        initial = {"caption": placement.caption, "alt": placement.alt}
        super().__init__(data, prefix=f"photo{placement.pk}", initial=initial)

    @property
    def words(self) -> PhotoWords:
        """What was said; ask only after is_valid()."""
        return PhotoWords(**self.cleaned_data)


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
