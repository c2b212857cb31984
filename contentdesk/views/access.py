"""How every page finds its material: through what the person may see, or not at all."""

from django.shortcuts import get_object_or_404

from contentdesk.models import Edition, Material
from contentdesk.organization.requests import PortalRequest


def edition_or_404(request: PortalRequest, ulid: str) -> Edition:
    """The newest edition of a material that this person may read; 404 for any other."""
    materials = Material.objects.visible_to(request.user).select_related("unit", "program")
    material = get_object_or_404(materials.prefetch_related("editions"), ulid=ulid)
    edition = material.latest
    edition.material = material
    return edition
