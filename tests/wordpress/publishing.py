"""What the publishing stories share: approved material, a run, a count of what is there."""

import io

from django.utils import timezone
from PIL import Image

from contentdesk.foundation.photos import redraw
from contentdesk.services import drafts, review
from contentdesk.wordpress import pausing, queueing, sending
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery
from tests.contentdesk import editions


def photo(colour):
    """A photo of one colour, as the door gives it."""
    file = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(file, "PNG")
    file.seek(0)
    return redraw(file, name="foto.png")


def approved_with_photos(author, unit, manager, *colours, **content):
    """An approved edition, due now, each photo captioned and described."""
    edition = editions.draft(author, unit, photos=[photo(colour) for colour in colours], **content)
    words = {
        placement.pk: drafts.PhotoWords(f"Keterangan {n}", f"Gambar ke-{n} dari kegiatan", "nobody")
        for n, placement in enumerate(edition.placements.all(), start=1)
    }
    draft = drafts.Draft(
        edition.title, edition.body, program=edition.material.program, photos=words
    )
    drafts.save(edition, draft, actor=author, seen_version=edition.version)
    drafts.submit(edition, actor=author)
    editions.classify(edition, manager)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=timezone.now())
    return edition


def run(fake, client=WordPress):
    """One run of the worker over everything due, as if every wait were over."""
    queueing.queue_due(timezone.now())
    pausing.end()
    Delivery.objects.filter(next_try__isnull=False).update(next_try=timezone.now())
    Delivery.objects.filter(state="sending").update(claimed_until=timezone.now())
    for delivery in Delivery.objects.due(timezone.now()):
        with client(fake.url, fake.user, fake.password, read_timeout=1) as wordpress:
            sending.send(delivery, wordpress)


def ours(fake, edition):
    """Every post of this material, in whatever state."""
    return [p for p in fake.posts.values() if edition.material.ulid in p.content]
