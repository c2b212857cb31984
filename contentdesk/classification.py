"""The class of public information of a material: what each means, and what is proposed.

Source: UU 14/2008 (KIP) articles 9, 10, 11 and 17. The officer decides; a proposal saves typing.
"""

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contentdesk.models import Classification, Edition, Kind

# Article 9 (3): what is periodic is told anew at least every six months.
MONTHS = 6

MEANING: dict[str, str | Promise] = {
    Classification.PERIODIC: gettext_lazy(
        "The centre itself, its activities and results; told anew at least every six months "
        "(art. 9)."
    ),
    Classification.IMMEDIATE: gettext_lazy(
        "People could come to harm, so they are told without delay (art. 10)."
    ),
    Classification.ANYTIME: gettext_lazy(
        "Ready for anybody who asks, such as policies and how to get a service (art. 11)."
    ),
    Classification.EXCLUDED: gettext_lazy(
        "Closed by law, such as health data of a person; it is never published (art. 17)."
    ),
}


@dataclass(frozen=True)
class Proposal:
    """What an officer would most likely say of this edition."""

    classification: str
    reason: str
    review_by: date


def latest_review_day(today: date) -> date:
    """The last day on which periodic information may be told anew: six months from `today`."""
    years, month = divmod(today.month - 1 + MONTHS, 12)
    last = calendar.monthrange(today.year + years, month + 1)[1]
    return date(today.year + years, month + 1, min(today.day, last))


def proposal(edition: Edition) -> Proposal:
    """By what the unit has said: pressing, or the kind of the material."""
    day = latest_review_day(timezone.localdate())
    if edition.pressing:
        reason = _("People have to know it at once for their health or safety (art. 10).")
        return Proposal(Classification.IMMEDIATE, reason, day)
    kind = edition.material.kind
    if kind == Kind.SERVICE:
        return Proposal(Classification.ANYTIME, _("How to get a service (art. 11)."), day)
    if kind == Kind.POLICY:
        return Proposal(Classification.ANYTIME, _("A policy of the centre (art. 11)."), day)
    if kind == Kind.ANNOUNCEMENT:
        reason = _("News about the centre itself (art. 9).")
    else:
        reason = _("Activities and results of the centre (art. 9).")
    return Proposal(Classification.PERIODIC, reason, day)


def day_trouble(classification: str, review_by: date | None) -> str | None:
    """What is wrong with the day on which it is looked at again, in a sentence, or None."""
    if classification != Classification.PERIODIC:
        return None
    today = timezone.localdate()
    if review_by is None:
        return _("Periodic information needs a day on which it is looked at again.")
    if review_by <= today:
        return _("This day has passed. Choose a later one.")
    if review_by > latest_review_day(today):
        return _("That is more than six months away. The law wants it looked at sooner (art. 9).")
    return None
