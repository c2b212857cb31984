"""What people fill in about stand-ins."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contentdesk.organization.models import Assignment, User
from contentdesk.organization.services import Naming

REASON_LENGTH = 500  # characters: a sentence and the number of a letter

ACTING = [
    (
        Assignment.Acting.PLH,
        _("Plh. – the holder is away for a time and comes back: leave, travel, illness"),
    ),
    (
        Assignment.Acting.PLT,
        _("Plt. – the post has lost its holder, until there is a new one: moved, retired"),
    ),
]


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Holders with their role and scope."""

    def label_from_instance(self, obj: Any) -> str:
        ended = obj.ends is not None and obj.ends < timezone.localdate()
        words = gettext("%(who)s – %(role)s (no longer)") if ended else "%(who)s – %(role)s"
        return words % {"who": obj.user, "role": obj}


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class NameForm(forms.Form):
    """Who stands in for whom; `posts` are those that this person may hand on."""

    post = PostField(
        Assignment.objects.none(),
        label=_("For whom?"),
        empty_label=_("Choose a person and role"),
        error_messages={
            "invalid_choice": _(
                "This role is not yours to hand on, or it is held by somebody else by now. "
                "Choose again."
            )
        },
    )
    person = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label=_("Who stands in?"),
        empty_label=_("Choose a person"),
        error_messages={
            "invalid_choice": _("This account is not in use any more. Choose somebody else.")
        },
    )
    acting = forms.ChoiceField(label=_("As what?"), choices=ACTING, widget=forms.RadioSelect)
    starts = _day(_("First day"))
    ends = _day(_("Last day"), help_text=_("This day is included. At most three months at once."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For example: annual leave, and the number of the letter. "
            "The head and the two people concerned can read it."
        ),
    )

    def __init__(self, *args: Any, posts: QuerySet[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        assert isinstance(field, PostField)  # noqa: S101  # for the type checker
        field.queryset = posts
        only = list(posts[:2])
        if len(only) == 1:
            field.empty_label = None
            field.initial = only[0]

    @property
    def naming(self) -> Naming:
        """What was filled in; ask only after is_valid()."""
        return Naming(**self.cleaned_data)


class EndForm(forms.Form):
    """From when on it is not needed any more."""

    last_day = _day(_("Last day"), required=False, help_text=_("This day is included."))
