"""What people fill in about photos and documents; every file passes its door here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contentdesk.checker.detectors import consent_trouble
from contentdesk.foundation.documents import DocumentRefused, check_pdf
from contentdesk.foundation.personal_data import find
from contentdesk.foundation.photos import PhotoRefused, boxes_from_json, redraw
from contentdesk.models import Edition, People, Placement
from contentdesk.services.drafts import NewDocument, PhotoWords
from contentdesk.services.photos import MOST, NewPhoto

# What can be true of every photo at once; a consent belongs to one.
OF_ALL = [People.NOBODY, People.STAFF, People.CROWD]


def name_hints(upload: "UploadedFile[Any]") -> tuple[str, ...]:
    """What kinds of personal data a file's name shows; the name itself is kept nowhere."""
    return tuple(dict.fromkeys(hit.kind.value for hit in find(str(upload.name))))


def taken_in(upload: "UploadedFile[Any]", *, boxes: str = "", people: str = "") -> NewPhoto:
    """An uploaded photo through its door; `boxes` is the JSON of boxes_from_json.

    Raises PhotoRefused. Boxes say that somebody has looked: then its name is no hint any more.
    """
    drawn = boxes_from_json(boxes)
    redrawn = redraw(upload.file, name=str(upload.name), boxes=drawn)  # type: ignore[arg-type]
    return NewPhoto(redrawn, () if drawn else name_hints(upload), people)


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos in one field, each redrawn at the door.

    Cleans to the photos that are fit; what was refused stands in `refusals`, so that one bad
    file does not cost the person the good ones. `room` is how many the edition can still take.
    """

    widget = PhotosInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.refusals: list[str] = []
        self.room = MOST

    def clean(self, data: Any, initial: Any = None) -> list[NewPhoto]:
        uploads: list[UploadedFile[Any]] = data or []
        taken: list[NewPhoto] = []
        self.refusals = []
        for upload in uploads:
            if len(taken) >= self.room:
                sentence = _(
                    "The photo %(name)s was not taken: a material holds at most %(number)d photos."
                )
                self.refusals.append(str(sentence) % {"name": upload.name, "number": MOST})
                continue
            try:
                taken.append(taken_in(upload))
            except PhotoRefused as refusal:
                self.refusals.append(refusal.sentence)
        return taken


class DocumentField(forms.FileField):
    """One PDF, rewritten at the door; cleans to a NewDocument or None.

    What was refused stands in `refusals` and not in the errors: the text beside it is saved.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.refusals: list[str] = []

    def clean(self, data: Any, initial: Any = None) -> NewDocument | None:
        self.refusals = []
        if not data:
            return None
        try:
            return NewDocument(check_pdf(data.file, name=str(data.name)), name_hints(data))
        except DocumentRefused as refusal:
            self.refusals.append(refusal.sentence)
            return None


class PeopleOfAllField(forms.ChoiceField):
    """One answer for all photos whose own question is left open; never preselected."""

    widget = forms.RadioSelect

    def __init__(self) -> None:
        super().__init__(
            label=_("Who can be seen on the photos?"),
            help_text=_(
                "One answer for all of them. Where a photo shows somebody else, answer below it."
            ),
            choices=[(people.value, people.label) for people in OF_ALL],
            required=False,
        )


def answered(
    everyone: str, words: Mapping[int, PhotoWords], new: Sequence[NewPhoto]
) -> tuple[dict[int, PhotoWords], list[NewPhoto]]:
    """Words and new photos, `everyone` put in where it was not said who can be seen."""
    filled = {pk: replace(said, people=said.people or everyone) for pk, said in words.items()}
    return filled, [replace(photo, people=photo.people or everyone) for photo in new]


class PlacementForm(forms.Form):
    """The words of one photo, and who can be seen on it."""

    caption = forms.CharField(label=_("Caption"), max_length=300, required=False)
    alt = forms.CharField(
        label=_("What can be seen, for people who cannot see it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    people = forms.ChoiceField(
        label=_("Who can be seen?"),
        choices=People.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    # A button of the card brings it.
    removed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, placement: Placement, remarked: bool = False
    ) -> None:
        self.placement, self.remarked = placement, remarked
        initial = {
            "caption": placement.caption,
            "alt": placement.alt,
            "people": placement.people,
        }
        super().__init__(data, prefix=f"photo{placement.pk}", initial=initial)
        people = self.fields["people"]
        people.label = format_html('{} <span class="needed">{}</span>', people.label, _("needed"))

    def clean_alt(self) -> str:
        """One line, however it was typed: it becomes an attribute."""
        return " ".join(self.cleaned_data["alt"].split())

    @property
    def is_settled(self) -> bool:
        """Whether its fields may be folded: all is stored; nothing is wrong, asked or unsaved."""
        placement = self.placement
        if self.remarked or not placement.alt or not placement.people:
            return False
        if self.is_bound and (self.errors or self.has_changed()):
            return False
        return placement.people != People.CONSENTED or not consent_trouble(
            placement.photo.consents.all(), timezone.localdate()
        )

    @property
    def words(self) -> PhotoWords:
        """What was said; ask only after is_valid()."""
        return PhotoWords(**self.cleaned_data)


def placement_forms(edition: Edition, data: QueryDict | None) -> list[PlacementForm]:
    """One for each photo of the edition, or for each that `data` speaks of.

    A photo that a colleague has added since is not in what was sent: it keeps its words.
    """
    placements = edition.placements.select_related("photo").prefetch_related("photo__consents")
    unsettled = edition.remarks.filter(parent=None, resolved_at=None)
    remarked = set(unsettled.values_list("field", flat=True))
    return [
        PlacementForm(data, placement=placement, remarked=f"photo{placement.pk}" in remarked)
        for placement in placements
        if data is None or f"photo{placement.pk}-caption" in data
    ]
