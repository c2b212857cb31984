"""Template tags of the look: icons, chips, times, empty states, pages (docs/look.md)."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contentdesk.foundation.moments import Moment, appointment, clock, clock_of, local_day, when

register = template.Library()


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


register.filter(appointment)
register.filter(clock)
register.filter(when)


@register.simple_tag
def moment(value: Moment) -> str:
    """`when` as a <time> element; its title has the full date, and the zone's name (WIB).

    None gives an empty string.
    """
    if value is None:
        return ""
    day, local = local_day(value)
    full = date_format(day, "l j F Y", use_l10n=False)
    if local is not None:
        full = f"{full}, {clock_of(local)} {local.tzname() or ''}".strip()
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
