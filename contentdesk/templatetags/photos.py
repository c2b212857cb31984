"""Parts of pages that show photos: what was agreed to, and what is still missing."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.checker.detectors import LABELS, consent_trouble
from contentdesk.models import Edition, People, Photo

register = template.Library()

# what keeps the photo off the website → tone, icon, words
STATES = {
    "consent_missing": ("waiting", "exclamation-triangle", _("Consent missing")),
    "consent_withdrawn": ("trouble", "exclamation-triangle", _("Consent withdrawn")),
    "consent_run_out": ("trouble", "exclamation-triangle", _("Consent has run out")),
    "consent_elsewhere": ("trouble", "exclamation-triangle", _("Consent is not for the website")),
    "": ("done", "shield-check", _("Consent recorded")),
}


@register.inclusion_tag("contentdesk/_consent_state.html")
def consent_state(photo: Photo) -> dict[str, Any]:
    """Whether the photo may be shown as of today, by whose leave, and until when."""
    given = list(photo.consents.all())
    tone, icon, label = STATES[consent_trouble(given, timezone.localdate())]
    today = timezone.localdate()
    days = [c.valid_until for c in given if c.valid_until and c.valid_until >= today]
    return {
        "tone": tone,
        "icon": icon,
        "label": label,
        "persons": sorted({consent.person for consent in given}),
        "until": min(days, default=None),
    }


@register.inclusion_tag("contentdesk/_consents.html", takes_context=True)
def consents(context: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """`{% consents edition %}`: the photos that need a consent; nothing for whoever only reads."""
    placements = []
    if permissions.may_see_consents(context["user"], edition):
        placements = [
            (number, placement)
            for number, placement in enumerate(
                edition.placements.select_related("photo").prefetch_related("photo__consents"), 1
            )
            if placement.people == People.CONSENTED
        ]
    return {"placements": placements, "ulid": edition.material.ulid}


@register.filter
def hinted(photo: Photo) -> list[str | Promise]:
    """What kinds of personal data the name of its file showed, in words."""
    return [LABELS[hint].label for hint in photo.name_hints if hint in LABELS]
