"""Every write of the publisher: its jobs, and what it has seen on the site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from contentdesk.foundation.delivery import Delivery as BaseDelivery
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.wakes import wake
from contentdesk.models import EditionEvent, Material, State
from contentdesk.organization.models import User
from contentdesk.permissions import may_retry
from contentdesk.rendering import slug
from contentdesk.services import live
from contentdesk.wordpress import generations, pausing
from contentdesk.wordpress.models import Attachment, Delivery, Publication, Removal
from contentdesk.wordpress.sighting import CONFIRMABLE

JSON = dict[str, Any]


def publication_of(material: Material, title: str) -> Publication:
    """The material's publication; its address is made of the first title and stays for life."""
    known = Publication.objects.filter(material=material).first()
    if known is not None:
        return known
    defaults = {"slug": slug(title, material.ulid), "generation": generations.settled()}
    return Publication.objects.get_or_create(material=material, defaults=defaults)[0]


def record_post(publication: Publication, post: dict[str, Any]) -> None:
    """Remember which post is ours, as soon as it is known."""
    if publication.post_id != post["id"]:
        publication.post_id = post["id"]
        publication.save(update_fields=["post_id"])


def expect_attachment(publication: Publication, sha256: str) -> None:
    """Right before a file is sent: it may be on the site from now on, though nobody hears of it."""
    Attachment.objects.get_or_create(publication=publication, sha256=sha256)


def is_attachment(attachment: Attachment, media: JSON) -> bool:
    """Whether this is what is noted of the attachment already."""
    return (attachment.attachment_id, attachment.url) == (media["id"], media["source_url"])


def record_attachment(publication: Publication, sha256: str, media: dict[str, Any]) -> Attachment:
    """Remember which attachment holds a photo."""
    found = {"attachment_id": media["id"], "url": media["source_url"]}
    attachment = Attachment(publication=publication, sha256=sha256, **found)
    Attachment.objects.bulk_create(
        [attachment],
        update_conflicts=True,
        unique_fields=["publication", "sha256"],
        update_fields=list(found),
    )
    return attachment


def record_writing(publication: Publication, post: JSON, wanted: JSON) -> None:
    """Right before `post` is written over: from now on `wanted` is ours too, if it gets through."""
    publication.read_back = {**_given_back(post), "writing": wanted}
    publication.save(update_fields=["read_back"])


def record_showing(publication: Publication, is_told: bool) -> None:
    """Right before WordPress is told to show it: whoever finds it not wanted has to take it off.

    Not `is_told` when it has definitely not been heard.
    """
    publication.may_be_public = is_told
    publication.save(update_fields=["may_be_public"])


def record_read_back(publication: Publication, post: JSON) -> None:
    """Keep what WordPress has given back, and where the page is."""
    publication.address = post["link"]
    publication.read_back = _given_back(post)
    publication.drift, publication.drifted_at = {}, None
    publication.save(update_fields=["address", "read_back", "drift", "drifted_at"])


def _given_back(post: JSON) -> JSON:
    return {
        "title": post["title"]["raw"],
        "content": post["content"]["raw"],
        "featured_media": post["featured_media"],
        "categories": post["categories"],
        "tags": post["tags"],
        "modified_gmt": post["modified_gmt"],
    }


def record_published(delivery: Delivery, publication: Publication, proof: JSON) -> bool:
    """It is live and a stranger has seen it: publication, edition and job, all or nothing.

    `proof` is what sighting.check gives; it stays in the history of the edition.

    False when this claim had run out and another worker has the job.
    """
    with transaction.atomic():
        if not delivery.settle(DeliveryState.DONE):
            return False
        _go_live(delivery, publication, proof)
    return True


def record_removed(delivery: Delivery, publication: Publication) -> bool:
    """It is a draft, and a stranger no longer sees it; False when another worker has the job."""
    with transaction.atomic():
        if not delivery.settle(DeliveryState.DONE):
            return False
        was_live = publication.state == Publication.State.LIVE
        publication.state, publication.tidied_at = Publication.State.REMOVED, None
        # Whatever was done to it there: nobody is shown it, and nothing is left to decide.
        publication.drift, publication.drifted_at = {}, None
        publication.may_be_public = False
        publication.save()
        wake("publication.changed")
        if was_live:
            live.record_removed(delivery.edition, address=publication.address)
    return True


def record_draft_gone(delivery: Delivery, publication: Publication) -> bool:
    """Nothing of it is on the site any more; False when another worker has the job."""
    with transaction.atomic():
        if not delivery.settle(DeliveryState.DONE):
            return False
        if publication.post_id is not None:
            publication.post_id, publication.tidied_at = None, None
            publication.may_be_public = False
            publication.save(update_fields=["post_id", "tidied_at", "may_be_public"])
            live.record_draft_gone(delivery.edition)
        wake("publication.changed")
    return True


def record_trouble(job: BaseDelivery, before: str) -> None:
    """Into the history, once for each new reason: a site that is down a week is one event.

    `before` is the error that the job had when it was taken up.
    """
    if not job.error_code or job.error_code == before:
        return
    edition = job.edition if isinstance(job, Delivery) else None
    if isinstance(job, Removal):
        edition = job.publication.material.latest
    if edition is not None:
        live.record_trouble(edition, code=job.error_code, status=job.error_status, step=job.step)


def confirm_seen(material: Material, actor: User) -> bool:
    """The manager has seen the page, which the portal's own look does not get to see.

    False when there is nothing to confirm: only a job that waits for that look alone.
    """
    if not may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        waiting = Delivery.objects.filter(
            edition__material=material,
            state=DeliveryState.UNCONFIRMED,
            error_code__in=CONFIRMABLE,
        )
        delivery = waiting.select_for_update(of=("self",)).first()
        now = timezone.now()
        if delivery is None or not waiting.filter(pk=delivery.pk).update(
            state=DeliveryState.DONE, next_try=None, finished_at=now
        ):
            return False
        EditionEvent.record(delivery.edition, "confirm_seen", actor=actor)
        _go_live(delivery, Publication.objects.get(material=material), {})
    return True


def _go_live(delivery: Delivery, publication: Publication, proof: JSON) -> None:
    publication.state, publication.may_be_public = Publication.State.LIVE, False
    publication.revision = delivery.revision
    publication.seen_at = timezone.now()
    publication.seen_sha256 = proof.get("sha256", "")
    publication.tidied_at = None
    publication.save()
    if delivery.edition.state == State.PUBLISHED:
        live.record_amended(
            delivery.edition, delivery.revision, address=publication.address, seen=proof
        )
        # A file may have to go by law now; what is merely no longer used can wait for the sweep.
        wake("publication.changed")
    else:
        live.record_live(
            delivery.edition, delivery.revision, address=publication.address, seen=proof
        )


def retry(material: Material, actor: User) -> bool:
    """The manager wants another try at once; False when nothing waits for one."""
    if not may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        delivery = Delivery.objects.filter(edition__material=material).open().last()
        if delivery is None or not delivery.retry():
            return False
        pausing.end()
        EditionEvent.record(delivery.edition, "retry", actor=actor)
        wake("delivery.retry")
    return True


def retry_removal(removal: Removal, actor: User) -> bool:
    """The manager wants a file tried again at once; False when it is under way or gone."""
    if not may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        if not removal.retry():
            return False
        pausing.end()
        wake("delivery.retry")
    return True


def retry_all(actor: User) -> int:
    """Everything that did not get through is tried again at once; how many that were.

    Each leaves its event, as when it is asked for alone. Raises PermissionDenied.
    """
    if not may_retry(actor):
        raise PermissionDenied
    pausing.end()
    wake("delivery.retry")
    stuck = [DeliveryState.FAILED, DeliveryState.UNCONFIRMED]
    jobs = Delivery.objects.filter(state__in=stuck).select_related("edition__material")
    tried = sum(retry(job.edition.material, actor) for job in jobs)
    return tried + sum(
        retry_removal(removal, actor) for removal in Removal.objects.filter(state__in=stuck)
    )
