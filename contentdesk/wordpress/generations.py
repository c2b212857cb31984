"""The site set up anew, or restored from a backup: all numbers known of it mean nothing any more.

A generation is counted up by a person who says so. Whatever was kept from an earlier one is looked
for by marks that do not change (markers, file names, the words of a comment), never by number.
"""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.foundation.wakes import wake
from contentdesk.organization.models import User
from contentdesk.permissions import may_retry
from contentdesk.services.takedown import CLOCK
from contentdesk.wordpress import pausing
from contentdesk.wordpress.models import Publication, Removal, SiteEvent, SiteState


def current() -> int:
    """The generation of the site in the settings, from 1; no two sites ever share one.

    So another address in the settings is another site, whose numbers are not those known.
    """
    row = SiteState.objects.filter(site=settings.WORDPRESS_URL).values_list("generation", flat=True)
    return row.first() or pausing.next_generation()


def settled() -> int:
    """The same, held on to: from now on no other site gets this number."""
    with transaction.atomic():
        return pausing.state_of_site().generation


def begin(*, actor: User, seen: int) -> bool:
    """The site is another one now: send all live material again, and know its numbers anew.

    `seen` is the generation that the person's page showed: a second click begins no third one, and
    gives False. Raises PermissionDenied.
    """
    if not may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        state = pausing.state_of_site()
        if state.generation != seen:
            return False
        state.generation, state.doubted_at = pausing.next_generation(), None
        state.save(update_fields=["generation", "doubted_at"])
        _look_for_removed_files()
        SiteEvent.record(state, "rebuild", actor=actor, data={"generation": state.generation})
        wake("publication.changed")
    return True


def _look_for_removed_files() -> None:
    """A backup may have brought back what had to go: each file is looked for, and deleted again."""
    Removal.objects.open().update(attachment_id=None)
    gone = Removal.objects.filter(state=DeliveryState.DONE)
    under_way = Removal.objects.open().values_list("publication_id", "sha256")
    files = {*gone.values_list("publication_id", "sha256")} - {*under_way}
    Removal.objects.bulk_create(
        Removal(publication_id=publication, sha256=sha256, due_by=timezone.now() + CLOCK)
        for publication, sha256 in sorted(files)
    )


def adopt(publication: Publication) -> None:
    """Forget the numbers of an earlier site, if they are; each is found again by its mark."""
    if publication.generation == current():
        return
    with transaction.atomic():
        now = settled()
        publication.attachments.update(attachment_id=None)
        publication.post_id, publication.read_back = None, {}
        publication.drift, publication.drifted_at = {}, None
        publication.generation = now
        publication.save()


def doubt() -> None:
    """Something stands under a number where something else stood: a person has to say why."""
    with transaction.atomic():
        state = pausing.state_of_site()
        if state.doubted_at is None:
            state.doubted_at = timezone.now()
            state.save(update_fields=["doubted_at"])


def doubted_at() -> datetime | None:
    """Since when the site seems to be another one, although nobody has said so; else None."""
    state = pausing.current()
    return state.doubted_at if state else None


def keep(*, actor: User) -> None:
    """It is the same site all the same. Raises PermissionDenied."""
    if not may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        state = pausing.state_of_site()
        if state.doubted_at is None:
            return
        state.doubted_at = None
        state.save(update_fields=["doubted_at"])
        SiteEvent.record(state, "keep", actor=actor)


def extent() -> dict[str, int]:
    """How much there is: pages that are `live`, `hidden` ones to be kept so, `files` deleted."""
    pages, removed = Publication.objects, Removal.objects.filter(state=DeliveryState.DONE)
    return {
        "live": pages.filter(state=Publication.State.LIVE).count(),
        "hidden": pages.filter(state=Publication.State.REMOVED).count(),
        "files": removed.values("publication", "sha256").distinct().count(),
    }


def still_to_send() -> int:
    """How many live pages are not yet on the site as it is now; 0 when it was never another."""
    live = Publication.objects.filter(state=Publication.State.LIVE)
    return live.exclude(generation=current()).count()
