"""What the portal knows of a material that a check complains about, for whoever reads it later."""

import re

from contentdesk.models import Material
from contentdesk.wordpress.models import Delivery, Publication

ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")
LAST = 14  # events


def told_of(sentence):
    """Rows as lines of text, at this moment; empty when the sentence names no material."""
    found = ULID.search(sentence)
    material = Material.objects.filter(ulid=found.group()).first() if found else None
    return [] if material is None else [*_lines(material)]


def _lines(material):
    for page in Publication.objects.filter(material=material):
        known = page.state, page.post_id, page.revision_id, page.may_be_public, page.drift
        yield f"publication {known}"
    for edition in material.editions.order_by("pk"):
        known = edition.state, edition.pinned_id, edition.held_at, edition.flip_started_at
        yield f"edition {edition.pk} {known} {edition.held_for}"
        yield from (
            f"  {event.at:%H:%M:%S.%f} {event.name} {event.data}"
            for event in list(edition.events.order_by("pk"))[-LAST:]
        )
    for job in Delivery.objects.filter(edition__material=material).order_by("pk"):
        known = job.purpose, job.state, job.revision_id, job.attempts, job.error_code, job.steps
        yield f"job {job.pk} {job.created_at:%H:%M:%S.%f} {known}"
