"""The site set up anew, or restored from a backup: all numbers known of it mean nothing any more.

A generation is counted up by a person who says so. Whatever was kept from an earlier one is looked
for by marks that do not change (markers, file names, the words of a comment), never by number.
"""

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
        state.generation = pausing.next_generation()
        state.save(update_fields=["generation"])
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
