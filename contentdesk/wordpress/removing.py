"""Files that nothing shows any more leave the site: photos taken out, covered, or withdrawn.

Unpublishing a post leaves its files public at their addresses (measured), so each is deleted by
itself, and every address it had is asked for as a stranger.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import Edition, State
from contentdesk.services import live, takedown
from contentdesk.wordpress import pausing
from contentdesk.wordpress.client import PublicPage, WordPress
from contentdesk.wordpress.drift import files_of
from contentdesk.wordpress.finding import Differs, NotWanted, StillSeen, refused_a_look
from contentdesk.wordpress.models import Attachment, Delivery, Publication, Removal
from contentdesk.wordpress.settling import carry_out
from contentdesk.wordpress.uploading import slugs_of

JSON = dict[str, Any]

SHOWN_OR_SOON = [State.APPROVED, State.PUBLISHED, State.WITHDRAWN]


def queue_removals(now: datetime) -> int:
    """Make a job for each file on the site that nothing needs; the number of new ones.

    Looks only at publications that changed since the last look, and at none that a job is working
    on: what a page still shows must not vanish under it.
    """
    busy = Delivery.objects.open().filter(edition__material=OuterRef("material"))
    changed = Publication.objects.filter(
        ~Exists(busy),
        Q(tidied_at=None) | Q(tidied_at__lt=F("material__changed_at")),
        Exists(Attachment.objects.filter(publication=OuterRef("pk"))),
    )
    return sum(
        _tidy(publication, now) for publication in changed.select_related("material", "revision")
    )


def _tidy(publication: Publication, now: datetime) -> int:
    with transaction.atomic():
        made = sum(
            Removal.objects.open().get_or_create(
                publication=publication,
                sha256=attachment.sha256,
                defaults={"attachment_id": attachment.attachment_id, "due_by": due_by},
            )[1]
            for attachment, due_by in _unwanted(publication)
        )
        Publication.objects.filter(pk=publication.pk).update(tidied_at=now)
    return made


def _unwanted(publication: Publication) -> Iterator[tuple[Attachment, datetime | None]]:
    needed, on_the_page = _needed(publication), _on_the_page(publication)
    for attachment in publication.attachments.all():
        if attachment.sha256 in on_the_page:
            continue  # first the page has to go on without it
        told_at = takedown.forbidden_since(publication.material, attachment.sha256)
        if told_at is not None:
            yield attachment, told_at + takedown.CLOCK
        elif attachment.sha256 not in needed:
            yield attachment, None


def _needed(publication: Publication) -> set[str]:
    """The files of what is shown, is to be shown, or may be put back."""
    editions = Edition.objects.filter(
        material=publication.material_id, state__in=SHOWN_OR_SOON
    ).select_related("pinned")
    contents = [edition.pinned.content for edition in editions if edition.pinned]
    return {sha256 for content in contents for sha256 in files_of(content)}


def _on_the_page(publication: Publication) -> set[str]:
    """The files of what visitors see at this moment."""
    if publication.state != Publication.State.LIVE or publication.revision is None:
        return set()
    return set(files_of(publication.revision.content))


def send(removal: Removal, wordpress: WordPress) -> bool:
    """Claim a removal, carry it out and settle it; True when the file is gone for everybody."""
    if pausing.is_paused(timezone.now()) or not removal.claim():
        return False
    return carry_out(removal, lambda: _Removing(removal, wordpress).run())


class _Removing:
    def __init__(self, removal: Removal, wordpress: WordPress) -> None:
        self.removal = removal
        self.wordpress = wordpress
        self.publication = removal.publication
        self.material = removal.publication.material

    def run(self) -> bool:
        self.removal.reach("look")
        self._still_unwanted()
        media = self._media()
        if media is not None:
            if self.removal.sha256[:16] not in media["slug"]:
                # Its number is somebody else's file by now, as after a restored backup.
                raise Differs("file_not_ours")
            self._note_addresses(media)
            self.removal.reach("delete")
            self.wordpress.delete_media(media["id"])
        self._note_known_address()
        self.removal.reach("stranger")
        for address in self.removal.addresses:
            page = self.wordpress.look(address)
            if _is_the_file(page, self.removal.sha256):
                raise StillSeen(page.status)
            if refused_a_look(page.status):
                raise StillSeen(page.status, "not_looked")
        return self._record()

    def _still_unwanted(self) -> None:
        """It may have been approved anew since the job was made."""
        if self.removal.sha256 in _on_the_page(self.publication):
            raise NotWanted
        forbidden = takedown.forbidden_since(self.material, self.removal.sha256) is not None
        if not forbidden and self.removal.sha256 in _needed(self.publication):
            raise NotWanted

    def _media(self) -> JSON | None:
        """By its number, else by its name: a backup that was restored brings it back as another."""
        if self.removal.attachment_id is not None:
            return self.wordpress.media(self.removal.attachment_id)
        found = self.wordpress.media_by_slugs(slugs_of(self.material, self.removal.sha256))
        return next(iter(found.values()), None)

    def _note_addresses(self, media: JSON) -> None:
        sizes = (media.get("media_details") or {}).get("sizes") or {}
        found = [media["source_url"], *(size.get("source_url", "") for size in sizes.values())]
        self.removal.addresses = sorted({*self.removal.addresses, *filter(None, found)})
        self.removal.save(update_fields=["addresses"])

    def _note_known_address(self) -> None:
        """Where WordPress says that it has no such file, its address is asked for all the same."""
        known = self.publication.attachments.filter(sha256=self.removal.sha256).first()
        if known is not None and known.url and known.url not in self.removal.addresses:
            self.removal.addresses = sorted({*self.removal.addresses, known.url})
            self.removal.save(update_fields=["addresses"])

    def _record(self) -> bool:
        with transaction.atomic():
            if not self.removal.settle(DeliveryState.DONE):
                return False
            self.publication.attachments.filter(sha256=self.removal.sha256).delete()
            if self.removal.addresses:  # else it had never arrived
                live.record_file_gone(self.material, self.removal.sha256)
        return True


def _is_the_file(page: PublicPage, sha256: str) -> bool:
    """A deleted file's address may lead to the home page with 200 (measured): bytes tell."""
    picture = page.content.startswith((b"\xff\xd8\xff", b"%PDF"))
    return page.status == 200 and (picture or hashlib.sha256(page.content).hexdigest() == sha256)


def send_one(pk: int, wordpress: WordPress) -> bool:
    """Carry out one removal by its number."""
    rows = Removal.objects.select_related("publication__material")
    return send(rows.get(pk=pk), wordpress)


def due(now: datetime) -> list[int]:
    """The removals to be carried out now, those with a clock first."""
    rows = Removal.objects.due(now).order_by(F("due_by").asc(nulls_last=True), "pk")
    return list(rows.values_list("pk", flat=True))


def overdue() -> int:
    """How many files are still there although the law wanted them gone by now."""
    return Removal.objects.open().filter(due_by__lt=timezone.now()).count()
