"""What people fill in about a comment."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.models import REPLY_LENGTH, ArchiveKind, Classification, Comment, Shown, Wish
from complaints.services.comments import Sorting, last_move
from contentdesk.organization.duties import Role
from contentdesk.organization.models import Assignment, Program, Unit, User

WORDS = 2000  # characters: what one writes about a comment on a phone
FIRST_DUE = timedelta(days=7)


def _text(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=WORDS, widget=widget, **more)


REQUIRED: dict[type[forms.Field], Any] = {
    forms.CharField: _("Please write something here."),
    forms.ChoiceField: _("Choose one."),  # a ModelChoiceField is one too
}


class CommentForm(forms.Form):
    """A form about one comment; `for_comment` fills in what is known already."""

    def __init__(self, data: Any = None, *, comment: Comment, **kwargs: Any) -> None:
        # Several forms share a page, so each needs ids of its own.
        kwargs["auto_id"] = f"id_{type(self).__name__.removesuffix('Form').lower()}_%s"
        super().__init__(data, initial=self.known(comment), **kwargs)
        for field in self.fields.values():
            for kind, sentence in REQUIRED.items():
                if isinstance(field, kind):
                    field.error_messages["required"] = sentence

    def known(self, comment: Comment) -> dict[str, Any]:
        """What the form begins with."""
        return {}


class EmptyForm(CommentForm):
    """A button alone."""


class TriageForm(CommentForm):
    classification = forms.ChoiceField(
        label=_("What is it?"), choices=Classification.choices, widget=forms.RadioSelect
    )
    unit = forms.ModelChoiceField(
        Unit.objects.filter(active=True),
        label=_("Unit"),
        required=False,
        empty_label=_("No particular unit"),
    )
    program = forms.ModelChoiceField(
        Program.objects.filter(active=True),
        label=_("Program"),
        required=False,
        empty_label=_("No program"),
    )
    urgent = forms.BooleanField(
        label=_("Urgent: somebody may come to harm, or is in need"), required=False
    )
    wish = forms.ChoiceField(
        label=_("On the website"),
        choices=[(wish.value, wish.label) for wish in (Wish.SHOW, Wish.HIDE)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, comment=comment, **kwargs)
        if comment.shown == Shown.GONE:
            del self.fields["wish"]  # there is nothing left to show

    def known(self, comment: Comment) -> dict[str, Any]:
        return {
            "classification": comment.classification,
            "unit": comment.unit_id,
            "program": comment.program_id,
            "urgent": comment.urgent,
            "wish": comment.wish or (Wish.SHOW if comment.shown == Shown.SHOWN else ""),
        }

    @property
    def sorting(self) -> Sorting:
        """What was chosen; ask only after is_valid()."""
        names = ("classification", "unit", "program", "urgent")
        wish = self.cleaned_data.get("wish", Wish.HIDE)
        return Sorting(**{name: self.cleaned_data[name] for name in names}, wish=wish)


class VisibilityForm(CommentForm):
    wish = forms.ChoiceField(
        label=_("On the website"),
        widget=forms.RadioSelect,
        help_text=_(
            "WordPress deletes what lies in its trash after some weeks. What was said is kept here."
        ),
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, comment=comment, **kwargs)
        field = self.fields["wish"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        # Spam is decided in archiving; what was decided so can be carried there once more.
        spam = [Wish.SPAM] if comment.wish == Wish.SPAM else []
        offered = [Wish.SHOW, Wish.HIDE, Wish.TRASH, *spam]
        if comment.shown == Shown.GONE:
            offered = [Wish.HIDE]  # there is nothing left to show
        field.choices = [(wish.value, wish.label) for wish in offered]

    def known(self, comment: Comment) -> dict[str, Any]:
        return {"wish": comment.wish}


class ReclassifyForm(TriageForm):
    reason = _text(_("Why is it sorted again?"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def known(self, comment: Comment) -> dict[str, Any]:
        return {**super().known(comment), "seen": last_move(comment)}


class ArchiveForm(CommentForm):
    kind = forms.ChoiceField(
        label=_("Why does it need no answer?"),
        choices=ArchiveKind.choices,
        widget=forms.RadioSelect,
    )
    note = _text(
        _("Where it belongs, or more about it"),
        rows=2,
        required=False,
        help_text=_("Needed when it is not for us: name who it should go to."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == ArchiveKind.NOT_OURS and not cleaned.get("note"):
            self.add_error("note", _("Write who it should go to."))
        return cleaned


class RouteForm(CommentForm):
    program = forms.ModelChoiceField(
        Program.objects.filter(active=True), label=_("Program"), empty_label=_("Choose a program")
    )

    def known(self, comment: Comment) -> dict[str, Any]:
        return {"program": comment.program_id}


class ReturnForm(CommentForm):
    reason = _text(_("Why is it not for your program?"))


def colleagues() -> Any:
    """Those who can be given a follow-up: everybody who does more today than read or administer."""
    today = timezone.localdate()
    working = Assignment.objects.on(today).exclude(role__in=[Role.AUDITOR, Role.ADMIN])
    return User.objects.filter(is_active=True, pk__in=working.values("user"))


class FollowUpForm(CommentForm):
    plan = _text(_("What will be done?"))
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Who does it?"), empty_label=_("Choose a person")
    )
    due = forms.DateField(
        label=_("Until when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    done = _text(
        _("What has been done already?"),
        required=False,
        help_text=_("Leave it empty if it is still to be done. You can add it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset = colleagues()

    def known(self, comment: Comment) -> dict[str, Any]:
        return {"due": timezone.localdate() + FIRST_DUE}

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return due


class DoneForm(CommentForm):
    done = _text(_("What has been done?"))


class AnswerElsewhereForm(CommentForm):
    reason = _text(_("How, when and where was the person answered?"))


class SeenForm(CommentForm):
    reason = _text(
        _("Where and how did you see it?"),
        rows=2,
        help_text=_("The portal could not see it there itself, so your word stands in its place."),
    )


class NoteForm(CommentForm):
    text = _text(
        _("Note for colleagues"), rows=2, help_text=_("Only people in the portal read it.")
    )


class ReplyForm(CommentForm):
    text = forms.CharField(
        label=_("Your answer, as visitors will read it"),
        max_length=REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    send = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def known(self, comment: Comment) -> dict[str, Any]:
        draft = comment.replies.filter(state="draft").first()
        return {"text": draft.text if draft else ""}
