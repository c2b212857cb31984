"""What each kind of material asks beside its text: its own facts and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.models import Kind


@dataclass(frozen=True)
class Fact:
    """One thing asked. `shape` is text, lines (several of them) or day.

    `label` is how the unit is asked, `public_label` what the public reads before it.
    """

    name: str
    label: str | Promise
    public_label: str | Promise
    shape: str = "text"
    required: bool = False
    help_text: str | Promise = ""


FACTS: dict[str, list[Fact]] = {
    Kind.SERVICE: [
        Fact("hours", _("Days and hours"), _("Hours"), "text", required=True),
        Fact("place", _("Where"), _("Place")),
        Fact("requirements", _("What to bring"), _("What to bring"), "lines"),
        Fact("cost", _("Cost"), _("Cost"), help_text=_("Write “free” if it costs nothing.")),
        Fact("valid_until", _("This is right until"), _("Valid until"), "day"),
    ],
    Kind.POLICY: [
        Fact("number", _("Number of the decree or rule"), _("Number"), required=True),
        Fact("day", _("Date of the decree or rule"), _("Date"), "day", required=True),
    ],
    Kind.ANNOUNCEMENT: [
        Fact("from_day", _("From"), _("From"), "day"),
        Fact("until_day", _("Until"), _("Until"), "day"),
    ],
    Kind.INNOVATION: [
        Fact("problem", _("Which problem does it solve?"), _("The problem"), "lines"),
        Fact("benefit", _("What do people gain?"), _("The benefit"), "lines", required=True),
        Fact("contact", _("Whom can people ask?"), _("Contact")),
    ],
    Kind.ACTIVITY: [
        Fact("day", _("Date of the activity"), _("Date"), "day", required=True),
        Fact("place", _("Where"), _("Place"), required=True),
        Fact("attendance", _("Who came"), _("Who came")),
    ],
}


def facts_of(kind: str) -> list[Fact]:
    """The facts that this kind of material asks, in the order of its form."""
    return FACTS[kind]


def day_of(facts: Mapping[str, str], name: str) -> date | None:
    """A fact that is a day; None while it is not known."""
    stored = facts.get(name)
    return date.fromisoformat(stored) if stored else None
