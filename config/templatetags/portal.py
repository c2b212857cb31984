"""Template tags of the look: icons, chips, times, empty states, pages (docs/look.md)."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

Moment = datetime | date | None


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside words, hidden from screen readers; `name` is an id in static/icons.svg."""
    return format_html(
        '<svg class="icon" width="18" height="18" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("components/chip.html")
def chip(tone: str, icon: str, label: object) -> dict[str, object]:
    """A state as icon and word; `tone` is waiting, trouble, information, done or neutral."""
    return {"tone": tone, "icon": icon, "label": label}


def _local(value: datetime | date) -> tuple[date, datetime | None]:
    """The day of a moment in the current time zone, and the moment itself if it has an hour."""
    if not isinstance(value, datetime):
        return value, None
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.date(), local


def _clock(moment: datetime) -> str:
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


@register.filter
def when(value: Moment) -> str:
    """A moment as people say it, in the active language and the current time zone.

    "today 10:00", "yesterday 16:20", "tomorrow 10:00", else "Mon 23 Nov", with the year when it
    is not this year's. A day still to come keeps its hour ("Fri 27 Nov 10:00"): that is an
    appointment. A date has no hour; None gives an empty string.
    """
    if value is None:
        return ""
    day, moment = _local(value)
    today = timezone.localdate()
    clock = _clock(moment) if moment else ""
    near = _near_day((day - today) // timedelta(days=1), clock)
    if near is not None:
        return near.strip()
    words = date_format(day, "D j M" if day.year == today.year else "D j M Y", use_l10n=False)
    return f"{words} {clock}".strip() if day > today else words


@register.filter
def appointment(value: datetime) -> str:
    """A moment as a button promises it, to the minute and with the name of the zone.

    "today 10:00 WIB", "tomorrow 10:00 WIB", within a week "Monday 10:00 WIB", else with its date.
    """
    local = timezone.localtime(value)
    today = timezone.localdate()
    days = (local.date() - today) // timedelta(days=1)
    clock = f"{_clock(local)} {local.tzname() or ''}".strip()
    near = _near_day(days, clock)
    if near is not None:
        return near
    words = "l j F" if local.year == today.year else "l j F Y"
    day = date_format(local, "l" if 0 < days < 7 else words, use_l10n=False)
    return f"{day} {clock}"


@register.filter
def clock(value: datetime) -> str:
    """The hour of a moment that is near, in the current time zone: "10:30"."""
    return _clock(timezone.localtime(value))


@register.simple_tag
def moment(value: Moment) -> str:
    """`when` as a <time> element; its title has the full date, and the zone's name (WIB).

    None gives an empty string.
    """
    if value is None:
        return ""
    day, local = _local(value)
    full = date_format(day, "l j F Y", use_l10n=False)
    if local is not None:
        full = f"{full}, {_clock(local)} {local.tzname() or ''}".strip()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', (local or day).isoformat(), full, when(value)
    )


@register.inclusion_tag("components/empty.html")
def empty_state(
    icon: str, title: object, text: object = "", url: str = "", action: object = ""
) -> dict[str, object]:
    """What stands where a list is empty: what that means, and the one thing to do, if any."""
    return {"icon": icon, "title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/pages.html", takes_context=True)
def paginate(context: Context, page_obj: Page[Any]) -> dict[str, object]:
    """Links to the pages before and after; the address keeps its other query parameters.

    Needs `request` in the context. One page alone gives nothing.
    """
    return {"page_obj": page_obj, "query": context["request"].GET}
