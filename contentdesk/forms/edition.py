"""What a unit fills in about a material: each kind asks its own facts and no more."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contentdesk.facts import Fact, facts_of
from contentdesk.forms.photos import DocumentField, PhotosField, PhotosInput
from contentdesk.models import Edition, Kind, Material
from contentdesk.organization.models import Program, Unit
from contentdesk.services.drafts import Draft, PhotoWords

PREFIX = "fact_"


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _fact_field(fact: Fact) -> forms.Field:
    """The input of a fact. None is demanded here: a draft may be empty."""
    if fact.shape == "day":
        return forms.DateField(
            label=fact.label, help_text=fact.help_text, required=False, widget=_day_input()
        )
    widget = forms.Textarea(attrs={"rows": 3}) if fact.shape == "lines" else forms.TextInput()
    return forms.CharField(
        label=fact.label,
        help_text=fact.help_text,
        max_length=1000 if fact.shape == "lines" else 200,
        required=False,
        widget=widget,
    )


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
    document = DocumentField(
        label=_("The decree or rule as a PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    document_removed = forms.BooleanField(label=_("Take the PDF out"), required=False)
    social_caption = forms.CharField(
        label=_("Caption for social media"),
        required=False,
        max_length=2200,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": "2200"}),
        help_text=_("At most 2,200 characters, as Instagram allows."),
    )
    wished_day = forms.DateField(
        label=_("When should it be on the website?"),
        required=False,
        widget=_day_input(),
        help_text=_("Leave it empty if any day will do."),
    )
    pressing = forms.BooleanField(
        label=_("People have to know this at once"),
        required=False,
        help_text=_("Danger to health or safety, such as an outbreak. It is then read first."),
    )
    program = forms.ModelChoiceField(
        Program.objects.filter(active=True),
        label=_("Program"),
        required=False,
        empty_label=_("No program"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    ulid = forms.RegexField(r"^[0-9A-HJKMNP-TV-Z]{26}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for fact in facts_of(kind):
            self.fields[f"{PREFIX}{fact.name}"] = _fact_field(fact)
        if kind != Kind.POLICY:
            del self.fields["document"], self.fields["document_removed"]
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if len(units) == 1:
            field.widget = forms.HiddenInput()
            field.initial = units[0]

    @property
    def facts(self) -> list[forms.BoundField]:
        """The inputs of this kind's own facts, in their order."""
        return [self[f"{PREFIX}{fact.name}"] for fact in facts_of(self.kind)]

    @property
    def refused_files(self) -> list[str]:
        """A sentence for each file that was not taken."""
        fields = (self.fields.get("photos"), self.fields.get("document"))
        return [
            sentence
            for field in fields
            if isinstance(field, PhotosField | DocumentField)
            for sentence in field.refusals
        ]

    def draft(self, photos: dict[int, PhotoWords]) -> Draft:
        """What this save brings; ask only after is_valid()."""
        said = self.cleaned_data
        facts = {fact.name: _stored(said[f"{PREFIX}{fact.name}"]) for fact in facts_of(self.kind)}
        return Draft(
            title=said["title"],
            body=said["body"],
            social_caption=said["social_caption"],
            facts=facts,
            wished_day=said["wished_day"],
            pressing=said["pressing"],
            program=said["program"],
            photos=photos,
            new_photos=said["photos"],
            document=said.get("document"),
            document_removed=said.get("document_removed", False),
        )


def _stored(said: str | date | None) -> str:
    if isinstance(said, date):
        return said.isoformat()
    return (said or "").strip()


def initial_of(edition: Edition) -> dict[str, Any]:
    """The form's values for an edition as it is stored."""
    material: Material = edition.material
    facts = {f"{PREFIX}{name}": said for name, said in edition.facts.items()}
    return {
        "unit": material.unit_id,
        "title": edition.title,
        "body": edition.body,
        "social_caption": edition.social_caption,
        "wished_day": edition.wished_day,
        "pressing": edition.pressing,
        "program": material.program_id,
        "version": edition.version,
        "ulid": material.ulid,
        **facts,
    }
