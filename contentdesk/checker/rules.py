"""The checker's one table: what is found × {submit, approve, publish} → blocks, warns, nothing."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.personal_data import PersonalData


class Gate(StrEnum):
    """Where the checker runs."""

    SUBMIT = "submit"
    APPROVE = "approve"
    PUBLISH = "publish"


class Level(StrEnum):
    """What a finding does at a gate."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Rule:
    """A row of the table.

    `sentence` says what is wrong, `remedy` what mends it; both may name %(where)s and %(words)s.
    A reviewer may let it pass with a reason if `overridable`; an urgent approval skips all that
    is not `even_urgent` (design.md §4: never consent, never classification).
    """

    sentence: str | Promise
    remedy: str | Promise
    submit: Level
    approve: Level
    publish: Level
    overridable: bool = False
    even_urgent: bool = False

    def level(self, gate: Gate) -> Level:
        """What a finding of this rule does at `gate`."""
        at_gate: Level = getattr(self, gate.value)
        return at_gate


B, W, N = Level.BLOCKS, Level.WARNS, Level.NOTHING

PRIVATE = Rule(
    _("%(where)s: “%(words)s” looks like %(what)s."),
    _("Take it out, or say in general words what is meant."),
    W,
    B,
    B,
    overridable=True,
    even_urgent=True,
)

RULES: dict[str, Rule] = {
    # what the public would read
    "title_missing": Rule(
        _("It has no title."), _("Write a title first."), B, B, B, even_urgent=True
    ),
    "nothing_to_tell": Rule(
        _("It has neither text nor photos."),
        _("Write some text or add a photo."),
        B,
        B,
        B,
        even_urgent=True,
    ),
    "captions_missing": Rule(
        _("There is no text, and no photo says what it shows."),
        _("Write some text, or a caption below a photo."),
        W,
        B,
        N,
        overridable=True,
    ),
    "too_short": Rule(
        _("The text is very short."),
        _("Say what, when, where and for whom, if that is not said yet."),
        W,
        W,
        N,
    ),
    "fact_missing": Rule(_("“%(where)s” is empty."), _("Fill it in."), B, B, N, overridable=True),
    "days_out_of_order": Rule(
        _("The last day lies before the first."), _("Correct one of the two days."), B, B, N
    ),
    "over": Rule(
        _("%(where)s: this day will have passed when it is published."),
        _("Correct the day, or do not publish it any more."),
        W,
        B,
        B,
        overridable=True,
    ),
    "validity_missing": Rule(
        _("It does not say until when this is right."),
        _("Fill in “This is right until”, so that it does not stay on the website too long."),
        W,
        B,
        N,
        overridable=True,
    ),
    "document_missing": Rule(
        _("The decree or rule itself is missing."),
        _("Add it as a PDF, so that people can read it."),
        W,
        B,
        N,
        overridable=True,
    ),
    "contact_phone": Rule(
        _("%(where)s: “%(words)s” will be public."),
        _("Make sure that it is a number of the office, not somebody's own."),
        W,
        W,
        N,
    ),
    # photos and their words
    "alt_missing": Rule(
        _("%(where)s has no description for people who cannot see it."),
        _("Write what can be seen on it."),
        W,
        B,
        B,
    ),
    "alt_like_file_name": Rule(
        _("%(where)s: the description “%(words)s” is the name of a file."),
        _("Write what can be seen on it."),
        W,
        B,
        B,
    ),
    "alt_equals_caption": Rule(
        _("%(where)s: description and caption say the same."),
        _("Let the description say what can be seen; the caption may tell the rest."),
        W,
        B,
        N,
        overridable=True,
    ),
    "alt_too_short": Rule(
        _("%(where)s: the description has fewer than three words."),
        _("Say who does what, and where."),
        W,
        W,
        N,
    ),
    "alt_repeated": Rule(
        _("%(where)s has the same description as another photo."),
        _("Say what is different on this one."),
        W,
        W,
        N,
    ),
    # the law
    "people_unsaid": Rule(
        _("%(where)s: it does not say who can be seen."),
        _("Choose one of the answers below the photo."),
        B,
        B,
        B,
        even_urgent=True,
    ),
    "consent_missing": Rule(
        _("%(where)s shows a patient or a child, and no consent is recorded."),
        _("Record the consent, cover the face, or take the photo out."),
        W,
        B,
        B,
        even_urgent=True,
    ),
    "consent_withdrawn": Rule(
        _("%(where)s: somebody on it no longer agrees to be shown."),
        _("Take the photo out, or cover the face and record that they agree to that."),
        B,
        B,
        B,
        even_urgent=True,
    ),
    "consent_run_out": Rule(
        _("%(where)s: the consent has run out by the day of publication."),
        _("Record a new consent, cover the face, or take the photo out."),
        W,
        B,
        B,
        even_urgent=True,
    ),
    "consent_elsewhere": Rule(
        _("%(where)s: the consent is not for the website."),
        _("Record a consent for the website, cover the face, or take the photo out."),
        W,
        B,
        B,
        even_urgent=True,
    ),
    "private_file_name": Rule(
        _("%(where)s: its file name contained %(what)s, so it may show a card or a record."),
        _("Look at it closely. Cover what is private, or take it out."),
        W,
        B,
        N,
        overridable=True,
    ),
    "late": Rule(
        _("It should have been published on %(where)s, which was not possible then."),
        _("If it still counts, let it go out now; else take back the approval."),
        N,
        N,
        B,
        even_urgent=True,
    ),
    "classification_missing": Rule(
        _("The class of information is not set."),
        _("Set it under “Class of information”."),
        N,
        B,
        B,
        even_urgent=True,
    ),
    "excluded": Rule(
        _("It is classified as excluded information, which is never published."),
        _("If that is wrong, set another class, with your reason."),
        N,
        B,
        B,
        even_urgent=True,
    ),
    "review_day_missing": Rule(
        _("It is periodic information, and no day to come is set on which it is looked at again."),
        _("Set the day under “Class of information”."),
        N,
        B,
        N,
    ),
    **{kind.value: PRIVATE for kind in PersonalData},
}
