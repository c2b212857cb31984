"""A remark on an edition: what it is about, and the words."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contentdesk.facts import facts_of
from contentdesk.forms.edition import PREFIX
from contentdesk.models import Edition, Kind, Remark

WHOLE = gettext_lazy("The whole")


def named_fields(kind: str) -> list[tuple[str, str | Promise]]:
    """The fields of this kind's form that a remark can be about, and the whole."""
    named: list[tuple[str, str | Promise]] = [
        ("", WHOLE),
        ("title", gettext_lazy("Title")),
        ("body", gettext_lazy("Text")),
        *[(f"{PREFIX}{fact.name}", fact.label) for fact in facts_of(kind)],
    ]
    if kind == Kind.POLICY:
        named.append(("document", gettext_lazy("The PDF")))
    named.append(("social_caption", gettext_lazy("Caption for social media")))
    named.append(("wished_day", gettext_lazy("Wished day")))
    return named


def fields_of(edition: Edition) -> list[tuple[str, str | Promise]]:
    """All that a remark on this edition can be about, each photo too: names, and words."""
    placements = edition.placements.values_list("pk", flat=True)
    photos = [
        (f"photo{pk}", _("Photo %(number)s") % {"number": number})
        for number, pk in enumerate(placements, start=1)
    ]
    return [*named_fields(edition.material.kind), *photos]


class RemarkForm(forms.Form):
    """A new remark, or the answer to `parent`, kept in `answered`."""

    # The number of the edition that the person read.
    edition = forms.IntegerField(widget=forms.HiddenInput)
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        edition: Edition,
        parent: Remark | None = None,
        fields: list[tuple[str, str | Promise]] | None = None,
    ) -> None:
        self.answered = parent
        number = parent.pk if parent else None
        super().__init__(
            data,
            auto_id=f"remark{number or ''}_%s",
            initial={"edition": edition.number, "parent": number},
        )
        if parent is not None:
            del self.fields["field"]
            self.fields["text"].label = _("Answer")
            return
        choice = self.fields["field"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # for the type checker
        choice.choices = fields or fields_of(edition)
