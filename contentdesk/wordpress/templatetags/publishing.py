"""Is it on the site, where, or why not yet and what to do."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.content import Content
from contentdesk.foundation.delivery import OPEN_STATES, DeliveryState
from contentdesk.foundation.rich_text import text_from_html
from contentdesk.foundation.word_diff import Passage, WordDiff
from contentdesk.models import Edition, State
from contentdesk.organization.duties import Role, holds
from contentdesk.permissions import may_begin_edition, may_retry
from contentdesk.wordpress import mending, pausing, steps
from contentdesk.wordpress.models import Delivery, Publication
from contentdesk.wordpress.sighting import CONFIRMABLE
from contentdesk.wordpress.trouble import explanation_of

register = template.Library()

# kind of drift → what it means for visitors
AWAY_WORDS: dict[str, Promise] = {
    "hidden": _("Visitors do not see it: somebody has taken it off in WordPress."),
    "trashed": _("Visitors do not see it: somebody has put it into the trash in WordPress."),
    "gone": _("Visitors do not see it: somebody has deleted it in WordPress."),
    "replaced": _("Visitors do not see it: somebody has put something else in its place."),
}


@register.inclusion_tag("wordpress/_website.html", takes_context=True)
def on_the_website(context: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """The part of a material's page that speaks for the website; two queries at most."""
    shown: dict[str, Any] = {"edition": edition, "request": context["request"]}
    if edition.state not in {State.APPROVED, State.PUBLISHED, State.WITHDRAWN}:
        return shown
    user = context["request"].user
    delivery = Delivery.objects.filter(revision=edition.pinned_id).last()
    publication = Publication.objects.filter(material=edition.material_id).first()
    is_open = delivery is not None and delivery.state in OPEN_STATES
    return shown | {
        "publication": publication,
        "is_live": edition.state == State.PUBLISHED,
        "is_amended": edition.amended_at is not None
        and publication is not None
        and publication.revision_id != edition.pinned_id,
        # What visitors see of it: not always what was approved.
        "away": AWAY_WORDS.get(publication.drift.get("kind", "")) if publication else None,
        "is_there": publication is not None and publication.state == Publication.State.LIVE,
        "is_open": is_open,
        "is_waiting": edition.state == State.APPROVED,
        "is_withdrawn": edition.state == State.WITHDRAWN,
        "is_late": edition.state == State.APPROVED and not edition.is_scheduled,
        "is_configured": bool(settings.WORDPRESS_URL),
        "delivery": delivery,
        "steps": steps.told(delivery) if delivery else [],
        "explanation": explanation_of(delivery),
        "is_trying": is_trying(delivery),
        "will_retry": delivery is not None
        and delivery.next_try is not None
        and delivery.next_try > timezone.now(),
        "may_confirm": delivery is not None and delivery.error_code in CONFIRMABLE,
        "decides": may_retry(user),
        "may_retry": may_retry(user)
        and delivery is not None
        and delivery.state in {DeliveryState.FAILED, DeliveryState.UNCONFIRMED}
        # About this a person decides, below; another try would find the same.
        and delivery.error_code != "drifted",
    }


def is_trying(delivery: Delivery | None) -> bool:
    """Whether a worker has it in hand, or will have it in a moment: not while the site is down."""
    if delivery is None or delivery.state == DeliveryState.SENDING:
        return delivery is not None
    now = timezone.now()
    is_due = delivery.next_try is not None and delivery.next_try <= now
    return is_due and not pausing.is_paused(now)


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
    publication.material = edition.material
    choices = mending.choices(publication) if may_retry(user) else ()
    if not may_begin_edition(user, edition):
        choices = tuple(choice for choice in choices if choice != "theirs")
    return {
        "request": context["request"],
        "publication": publication,
        "kind": found["kind"],
        "choices": dict.fromkeys(choices, True),
        "may_look_again": may_retry(user),
        "overtaking": mending.overtaking(edition.material),
        "missing": _missing(found.get("files", []), edition),
        "admin": f"{settings.WORDPRESS_URL.rstrip('/')}/wp-admin/edit.php",
        "title": _changed(publication.read_back.get("title", ""), found.get("title", "")),
        "text": _changed(
            text_from_html(publication.read_back.get("content", "")),
            text_from_html(found.get("content", "")),
        ),
        "material": edition.material,
    }


def _missing(files: list[str], edition: Edition) -> list[str]:
    """The descriptions of the photos that were deleted there; empty for a document."""
    live = edition.material.live
    content = Content.from_json(live.pinned.content) if live and live.pinned else None
    photos = content.photos if content else ()
    return [photo.alt for photo in photos if photo.sha256 in files]


def _changed(before: str, after: str) -> list[Passage]:
    return [passage for passage in WordDiff().compare(before, after) if passage.changed]
