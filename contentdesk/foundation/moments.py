"""Moments in words, in the active language and the current time zone: "tomorrow 10:00 WIB"."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Moment = datetime | date | None


def local_day(value: datetime | date) -> tuple[date, datetime | None]:
    """The day of a moment in the current time zone, and the moment itself if it has an hour."""
    if not isinstance(value, datetime):
        return value, None
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.date(), local


def clock_of(moment: datetime) -> str:
    """The hour of a moment that is local already: "16.20" in Indonesian, "16:20" in English."""
    # Indonesian writes 16.20. Django's English format would be "4:20 p.m.", which nobody here uses.
    indonesian = (get_language() or "").startswith("id")
    return date_format(moment, "H.i" if indonesian else "H:i", use_l10n=False)


def _near_day(days: int, clock: str) -> str | None:
    """The word for a day `days` away, with its hour; None when the day is not near."""
    words = {
        0: _("today %(clock)s"),
        -1: _("yesterday %(clock)s"),
        1: _("tomorrow %(clock)s"),
    }
    return words[days] % {"clock": clock} if days in words else None


def when(value: Moment) -> str:
    """A moment as people say it, in the active language and the current time zone.

    "today 10:00", "yesterday 16:20", "tomorrow 10:00", else "Mon 23 Nov", with the year when it
    is not this year's. A day still to come keeps its hour ("Fri 27 Nov 10:00"): that is an
    appointment. A date has no hour; None gives an empty string.
    """
    if value is None:
        return ""
    day, moment = local_day(value)
    today = timezone.localdate()
    clock = clock_of(moment) if moment else ""
    near = _near_day((day - today) // timedelta(days=1), clock)
    if near is not None:
        return near.strip()
    words = date_format(day, "D j M" if day.year == today.year else "D j M Y", use_l10n=False)
    return f"{words} {clock}".strip() if day > today else words


def appointment(value: datetime) -> str:
    """A moment as a button promises it, to the minute and with the name of the zone.

    "today 10:00 WIB", "tomorrow 10:00 WIB", within a week "Monday 10:00 WIB", else with its date.
    """
    local = timezone.localtime(value)
    today = timezone.localdate()
    days = (local.date() - today) // timedelta(days=1)
    clock = f"{clock_of(local)} {local.tzname() or ''}".strip()
    near = _near_day(days, clock)
    if near is not None:
        return near
    words = "l j F" if local.year == today.year else "l j F Y"
    day = date_format(local, "l" if 0 < days < 7 else words, use_l10n=False)
    return f"{day} {clock}"


def clock(value: datetime) -> str:
    """The hour of a moment that is near, in the current time zone: "10:30"."""
    return clock_of(timezone.localtime(value))
