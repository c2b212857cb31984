"""How every page finds its material: through what the person may see, or not at all."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contentdesk.models import Edition, Material
from contentdesk.organization.requests import PortalRequest

LOOK_AGAIN = _(
    "Something is missing or not right yet. See the marked fields; what you typed is kept."
)


def edition_or_404(request: PortalRequest, ulid: str) -> Edition:
    """The newest edition of a material that this person may read; 404 for any other."""
    materials = Material.objects.visible_to(request.user).select_related("unit", "program")
    material = get_object_or_404(materials.prefetch_related("editions"), ulid=ulid)
    edition = material.latest
    edition.material = material
    return edition


def remind_of_descriptions(request: PortalRequest, edition: Edition) -> None:
    """Whoever took the photos knows best what is on them, so they are told what is missing."""
    missing = edition.placements.filter(alt="").count()
    if missing:
        sentence = gettext(
            "Photos without a description: %(number)s. The website manager will write it. If you "
            "would rather do it yourself, take the material back and choose “Change”."
        )
        messages.info(request, sentence % {"number": missing})
