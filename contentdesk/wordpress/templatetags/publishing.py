"""Is it on the site, where, or why not yet and what to do."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import Edition, State
from contentdesk.permissions import may_retry
from contentdesk.wordpress.models import Delivery, Publication
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
        # While it is being tried, the trouble of the last time is no news.
        "explanation": None if is_trying(delivery) else explanation_of(delivery),
        "will_retry": delivery is not None
        and delivery.next_try is not None
        and delivery.next_try > timezone.now(),
        "may_retry": may_retry(user)
        and delivery is not None
        and delivery.state in {DeliveryState.FAILED, DeliveryState.UNCONFIRMED},
    }


def is_trying(delivery: Delivery | None) -> bool:
    """Whether a worker has it in hand, or will have it in a moment."""
    if delivery is None or delivery.state == DeliveryState.SENDING:
        return delivery is not None
    return delivery.next_try is not None and delivery.next_try <= timezone.now()
