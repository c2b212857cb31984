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


def usual_reasons(kind: str) -> dict[str, str]:
    """The usual reason of each class for this kind; the excluded has none, an officer says why."""
    anytime = {
        Kind.SERVICE: _("How to get a service (art. 11)."),
        Kind.POLICY: _("A policy of the centre (art. 11)."),
    }
    periodic = {Kind.ANNOUNCEMENT: _("News about the centre itself (art. 9).")}
    activities = _("Activities and results of the centre (art. 9).")
    return {
        Classification.PERIODIC: periodic.get(Kind(kind), activities),
        Classification.IMMEDIATE: _(
            "People have to know it at once for their health or safety (art. 10)."
        ),
        Classification.ANYTIME: anytime.get(
            Kind(kind), _("Ready for anybody who asks for it (art. 11).")
        ),
    }


def proposal(edition: Edition) -> Proposal:
    """By what the unit has said: pressing, or the kind of the material."""
    kind = edition.material.kind
    if edition.pressing:
        name = Classification.IMMEDIATE
    elif kind in {Kind.SERVICE, Kind.POLICY}:
        name = Classification.ANYTIME
    else:
        name = Classification.PERIODIC
    day = latest_review_day(timezone.localdate())
    return Proposal(name, usual_reasons(kind)[name], day)


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
