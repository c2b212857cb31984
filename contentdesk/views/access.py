"""How every page finds its material: through what the person may see, or not at all."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contentdesk.checker import Gate, Level, check
from contentdesk.models import Edition, Material
from contentdesk.organization.requests import PortalRequest

MOST_TOLD = 4
LOOK_AGAIN = gettext_lazy(
    "Something is missing or not right yet. See the marked fields; what you typed is kept."
)


def edition_or_404(request: PortalRequest, ulid: str) -> Edition:
    """The newest edition of a material that this person may read; 404 for any other."""
    materials = Material.objects.visible_to(request.user).select_related("unit", "program")
    material = get_object_or_404(materials.prefetch_related("editions"), ulid=ulid)
    edition = material.latest
    edition.material = material
    return edition


def tell_warnings(request: PortalRequest, edition: Edition) -> None:
    """What the checker only warns of: told after sending, for the unit knows best how it was."""
    found = [f for f in check(edition, Gate.SUBMIT) if f.level == Level.WARNS and not f.override]
    undescribed = [finding for finding in found if finding.code == "alt_missing"]
    if undescribed:
        sentence = ngettext(
            "%(number)d photo has no description yet. The website manager will write it. If you "
            "would rather do it yourself, take the material back and choose “Change”.",
            "%(number)d photos have no description yet. The website manager will write it. If you "
            "would rather do it yourself, take the material back and choose “Change”.",
            len(undescribed),
        )
        messages.info(request, sentence % {"number": len(undescribed)})
    private = [finding.sentence for finding in found if finding.is_private]
    if private:
        sentence = _(
            "Sent, although it looks like personal data: %(findings)s If it should not be public, "
            "choose “Take back” and correct it."
        )
        messages.warning(request, sentence % {"findings": " ".join(dict.fromkeys(private))})
    others = [f.sentence for f in found if f.code != "alt_missing" and not f.is_private]
    if others:
        shown = " ".join(dict.fromkeys(others[:MOST_TOLD]))
        sentence = _(
            "Whoever reviews it will ask about this: %(findings)s You can also choose “Take back” "
            "and add it yourself."
        )
        messages.warning(request, sentence % {"findings": shown})
