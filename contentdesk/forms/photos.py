"""What people fill in about photos and documents; every file passes its door here."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.documents import DocumentRefused, check_pdf
from contentdesk.foundation.personal_data import find
from contentdesk.foundation.photos import PhotoRefused, redraw
from contentdesk.models import People, Placement
from contentdesk.services.drafts import NewDocument, PhotoWords
from contentdesk.services.photos import NewPhoto


def name_hints(upload: "UploadedFile[Any]") -> tuple[str, ...]:
    """What kinds of personal data a file's name shows; the name itself is kept nowhere."""
    return tuple(dict.fromkeys(hit.kind.value for hit in find(str(upload.name))))


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

    def clean(self, data: Any, initial: Any = None) -> list[NewPhoto]:
        uploads: list[UploadedFile[Any]] = data or []
        taken, self.refusals = [], []
        for upload in uploads:
            try:
                redrawn = redraw(upload.file, name=str(upload.name))  # type: ignore[arg-type]
            except PhotoRefused as refusal:
                self.refusals.append(refusal.sentence)
            else:
                taken.append(NewPhoto(redrawn, name_hints(upload)))
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


class PlacementForm(forms.Form):
    """The words of one photo, and who can be seen on it."""

    caption = forms.CharField(label=_("Caption"), max_length=300, required=False)
    alt = forms.CharField(
        label=_("What can be seen, for people who cannot see it"), max_length=300, required=False
    )
    people = forms.ChoiceField(
        label=_("Who can be seen?"),
        choices=[("", _("Please choose")), *People.choices],
        required=False,
    )
    removed = forms.BooleanField(label=_("Take this photo out"), required=False)

    def __init__(self, data: QueryDict | None, *, placement: Placement) -> None:
        self.placement = placement
        initial = {
            "caption": placement.caption,
            "alt": placement.alt,
            "people": placement.people,
        }
        super().__init__(data, prefix=f"photo{placement.pk}", initial=initial)

    @property
    def words(self) -> PhotoWords:
        """What was said; ask only after is_valid()."""
        return PhotoWords(**self.cleaned_data)
