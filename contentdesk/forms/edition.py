"""What a unit fills in about a material: each kind asks its own facts and no more."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contentdesk.facts import Fact, facts_of
from contentdesk.forms.photos import (
    DocumentField,
    PeopleOfAllField,
    PhotosField,
    PhotosInput,
    answered,
)
from contentdesk.foundation.pasted_text import looks_pasted, tidy
from contentdesk.foundation.rich_text import RichText
from contentdesk.models import Edition, Kind, Material
from contentdesk.organization.models import Program, Unit
from contentdesk.rich_field import RichTextField, RichTextWidget
from contentdesk.services.drafts import Draft, PhotoWords
from contentdesk.services.photos import MOST

PREFIX = "fact_"
# What is folded away until somebody wants it: a material can go out without.
MORE = ["social_caption", "wished_day", "pressing", "program"]


class LinesField(forms.CharField):
    """Text of several lines; a browser sends two characters for the end of each, here it is one."""

    def to_python(self, value: Any) -> str | None:
        said: str | None = super().to_python(value)
        return said.replace("\r\n", "\n") if said else said


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _fact_field(fact: Fact) -> forms.Field:
    """The input of a fact. None is demanded here: a draft may be empty."""
    label, help_text = str(fact.label), str(fact.help_text)
    if fact.shape == "day":
        return forms.DateField(
            label=label, help_text=help_text, required=False, widget=_day_input()
        )
    lines = fact.shape == "lines"
    return (LinesField if lines else forms.CharField)(
        label=label,
        help_text=help_text,
        max_length=1000 if lines else 200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}) if lines else forms.TextInput(),
    )


class EditionForm(forms.Form):
    """The text of a material. A draft may be empty: what is missing is asked when it is sent."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        empty_label=_("Choose a unit"),
        error_messages={"required": _("Choose the unit first.")},
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = RichTextField(
        label=_("Text"),
        required=False,
        widget=RichTextWidget(attrs={"rows": 8}),
        help_text=_(
            "An empty line begins a new paragraph. A line that begins with - becomes a list item."
        ),
    )
    photos = PhotosField(
        label=_("Add photos"),
        required=False,
        widget=PhotosInput(attrs={"accept": "image/*,.heic,.heif"}),
        help_text=_("Choose several at once; describe them when they have arrived."),
    )
    people_of_all = PeopleOfAllField()
    document = DocumentField(
        label=_("The decree or rule as a PDF"),
        required=False,
        help_text=_("It is taken in when you save or send."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    document_removed = forms.BooleanField(label=_("Take the PDF out"), required=False)
    social_caption = LinesField(
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
        Program.objects.none(),
        label=_("Program"),
        required=False,
        empty_label=_("No program"),
    )
    # Names of fields whose pasted marks the person wants to keep; only a script fills it in.
    as_pasted = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    ulid = forms.RegexField(r"^[0-9A-HJKMNP-TV-Z]{26}$", widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kind: str, units: list[Unit], may_format: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.may_format = kind, may_format
        self.fields["body"].widget.editor = may_format
        for fact in facts_of(kind):
            self.fields[f"{PREFIX}{fact.name}"] = _fact_field(fact)
        if kind == Kind.ACTIVITY:
            # One tap in place of three: most activities are told on the same day.
            today = timezone.localdate().isoformat()
            self.fields[f"{PREFIX}day"].widget.attrs["data-today"] = today
        if kind != Kind.POLICY:
            del self.fields["document"], self.fields["document_removed"]
        self._offer(units)
        self._mark_needed(one_unit=len(units) == 1)
        for name in self.pastes_into:
            self.fields[name].widget.attrs["data-pasted"] = True
        for known in self.fields.values():
            # The browser would cut a longer paste without a word; the server says it is too long.
            known.widget.attrs.pop("maxlength", None)

    def _offer(self, units: list[Unit]) -> None:
        """The units and programs to choose from; a program no longer in use stays where it is."""
        field, program = self.fields["unit"], self.fields["program"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        assert isinstance(program, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if len(units) == 1:
            field.widget = forms.HiddenInput()
            field.initial = units[0]
        in_use = Q(active=True) | Q(pk=self.initial.get("program"))
        program.queryset = Program.objects.filter(in_use)

    def _mark_needed(self, *, one_unit: bool) -> None:
        """Say in words what must be there before it can be sent."""
        words = {"title": _("needed"), "body": _("needed, or a photo")}
        if not one_unit:
            words["unit"] = _("needed")
        for fact in facts_of(self.kind):
            if fact.required:
                words[f"{PREFIX}{fact.name}"] = _("needed")
        for name, word in words.items():
            field = self.fields[name]
            if field.required:
                continue  # its label says so by itself
            field.label = format_html('{} <span class="needed">{}</span>', field.label, word)

    @property
    def facts(self) -> list[forms.BoundField]:
        """The inputs of this kind's own facts, in their order."""
        return [self[f"{PREFIX}{fact.name}"] for fact in facts_of(self.kind)]

    @property
    def pastes_into(self) -> dict[str, Any]:
        """The labels, by name, of the fields that people paste messages into."""
        lines = [fact for fact in facts_of(self.kind) if fact.shape == "lines"]
        return {
            "title": _("Title"),
            "body": _("Text"),
            "social_caption": _("Caption for social media"),
            **{f"{PREFIX}{fact.name}": fact.label for fact in lines},
        }

    @property
    def more(self) -> list[forms.BoundField]:
        """What is folded away."""
        return [self[name] for name in MORE]

    @property
    def more_is_open(self) -> bool:
        """Unfolded when something is in there, or wrong in there."""
        return any(field.errors or field.value() for field in self.more)

    def mark(self, place: str, sentence: str) -> str:
        """Mark the field of a finding of the checker; the id of its input, "" for no field."""
        for name in (f"{PREFIX}{place}", place):
            if name in self.fields:
                self.add_error(name, sentence)
                return self[name].id_for_label
        return ""

    def tidy_pasted(self) -> list[str]:
        """Take the marks of a messenger out of pasted text; the labels of what was tidied."""
        kept = self.cleaned_data["as_pasted"].split()
        tidied = []
        for name, label in self.pastes_into.items():
            said = self.cleaned_data[name]
            text = said.body if isinstance(said, RichText) else said
            if name in kept or not looks_pasted(text) or tidy(text) == text:
                continue
            if isinstance(said, RichText) and said.body_html:
                continue
            clean = tidy(text)
            self.cleaned_data[name] = RichText(clean) if isinstance(said, RichText) else clean
            tidied.append(str(label))
        return tidied

    def leave_room(self, photos: int) -> None:
        """Tell the door of photos how many are in the edition already."""
        field = self.fields["photos"]
        assert isinstance(field, PhotosField)  # noqa: S101  # for the type checker
        field.room = MOST - photos

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

    @property
    def begins_nothing(self) -> bool:
        """Whether it would begin a material with nothing to tell; ask only after is_valid().

        What has begun may be emptied, even by a form that never got the answer to its beginning.
        """
        said = self.cleaned_data
        names = ["title", "social_caption", "photos", "document", *(one.name for one in self.facts)]
        told = said["body"] != RichText() or any(said.get(name) for name in names)
        return not told and not Material.objects.filter(ulid=said["ulid"]).exists()

    def draft(self, edition: Edition, photos: dict[int, PhotoWords]) -> Draft:
        """What this save brings to `edition`; ask only after is_valid().

        What the manager has formatted stays as long as its words do.
        """
        said = self.cleaned_data
        facts = {fact.name: _stored(said[f"{PREFIX}{fact.name}"]) for fact in facts_of(self.kind)}
        photos, new_photos = answered(said["people_of_all"], photos, said["photos"])
        rich: RichText = said["body"]
        formatted = edition.body_html if rich.body == edition.body else ""
        return Draft(
            title=said["title"],
            body=rich.body,
            body_html=rich.body_html if self.may_format else formatted,
            social_caption=said["social_caption"],
            facts=facts,
            wished_day=said["wished_day"],
            pressing=said["pressing"],
            program=said["program"],
            photos=photos,
            new_photos=new_photos,
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
        "body": RichText(edition.body, edition.body_html),
        "social_caption": edition.social_caption,
        "wished_day": edition.wished_day,
        "pressing": edition.pressing,
        "program": material.program_id,
        "version": edition.version,
        "ulid": material.ulid,
        **facts,
    }
