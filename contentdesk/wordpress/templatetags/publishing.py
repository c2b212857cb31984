"""Is it on the site, where, or why not yet and what to do."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.rich_text import text_from_html
from contentdesk.foundation.word_diff import Passage, WordDiff
from contentdesk.models import Edition, State
from contentdesk.organization.duties import Role, holds
from contentdesk.permissions import may_begin_edition, may_retry
from contentdesk.wordpress import steps
from contentdesk.wordpress.mending import CHOICES
from contentdesk.wordpress.models import Delivery, Publication
from contentdesk.wordpress.sighting import CONFIRMABLE
from contentdesk.wordpress.trouble import explanation_of

register = template.Library()


@register.inclusion_tag("wordpress/_website.html", takes_context=True)
def on_the_website(context: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """The part of a material's page that speaks for the website; two queries at most."""
    shown: dict[str, Any] = {"edition": edition, "request": context["request"]}
    if edition.state not in {State.APPROVED, State.PUBLISHED, State.WITHDRAWN}:
        return shown
    user = context["request"].user
    delivery = Delivery.objects.filter(revision=edition.pinned_id).last()
    return shown | {
        "publication": Publication.objects.filter(material=edition.material_id).first(),
        "is_live": edition.state == State.PUBLISHED,
        "is_waiting": edition.state == State.APPROVED,
        "is_withdrawn": edition.state == State.WITHDRAWN,
        "is_late": edition.state == State.APPROVED and not edition.is_scheduled,
        "is_configured": bool(settings.WORDPRESS_URL),
        "delivery": delivery,
        "steps": steps.told(delivery) if delivery else [],
        # While it is being tried, the trouble of the last time is no news.
        "explanation": None if is_trying(delivery) else explanation_of(delivery),
        "will_retry": delivery is not None
        and delivery.next_try is not None
        and delivery.next_try > timezone.now(),
        "may_confirm": delivery is not None and delivery.error_code in CONFIRMABLE,
        "may_retry": may_retry(user)
        and delivery is not None
        and delivery.state in {DeliveryState.FAILED, DeliveryState.UNCONFIRMED},
    }


def is_trying(delivery: Delivery | None) -> bool:
    """Whether a worker has it in hand, or will have it in a moment."""
    if delivery is None or delivery.state == DeliveryState.SENDING:
        return delivery is not None
    return delivery.next_try is not None and delivery.next_try <= timezone.now()


@register.inclusion_tag("wordpress/_drift.html", takes_context=True)
def drift(context: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """What somebody has done to the live page on WordPress, for those who decide about it."""
    user = context["request"].user
    if not holds(user, Role.MANAGER, Role.HEAD):
        return {}
    pages = Publication.objects.filter(drifted_at__isnull=False)
    publication = pages.filter(material=edition.material_id).first()
    if publication is None:
        return {}
    found = publication.drift
    choices = CHOICES.get(found["kind"], ()) if may_retry(user) else ()
    if not may_begin_edition(user, edition):
        choices = tuple(choice for choice in choices if choice != "theirs")
    return {
        "request": context["request"],
        "publication": publication,
        "kind": found["kind"],
        "choices": dict.fromkeys(choices, True),
        "title": _changed(publication.read_back.get("title", ""), found.get("title", "")),
        "text": _changed(
            text_from_html(publication.read_back.get("content", "")),
            text_from_html(found.get("content", "")),
        ),
        "material": edition.material,
    }


def _changed(before: str, after: str) -> list[Passage]:
    return [passage for passage in WordDiff().compare(before, after) if passage.changed]
