"""The site set up anew, or restored from a backup: all numbers known of it mean nothing any more.

A generation is counted up by a person who says so. Whatever was kept from an earlier one is looked
for by marks that do not change (markers, file names, the words of a comment), never by number.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit

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
    """The generation of the site in the settings, from 1: the latest there is.

    So another address in the settings is another site, whose numbers are not those known; and so
    is an address that was left and is come back to.
    """
    row = SiteState.objects.filter(site=settings.WORDPRESS_URL).values_list("generation", flat=True)
    latest = pausing.next_generation() - 1
    return latest if latest and row.first() == latest else latest + 1


def settled() -> int:
    """The same, held on to: from now on no other site gets this number."""
    with transaction.atomic():
        state = pausing.state_of_site()
        latest = pausing.next_generation() - 1
        if state.generation != latest or not latest:
            _begin(state, latest + 1)
    return state.generation


def _begin(state: SiteState, generation: int) -> None:
    state.generation, state.doubted_at = generation, None
    state.save(update_fields=["generation", "doubted_at"])
    _look_for_removed_files()


def begin(*, actor: User, seen: int) -> bool:
    """The site is another one now: send all live material again, and know its numbers anew.

    `seen` is the generation that the person's page showed: a second click begins no third one, and
    gives False. Raises PermissionDenied.
    """
    if not may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        state = pausing.state_of_site()
        if current() != seen:
            return False
        # The first one may not have been held on to yet.
        _begin(state, max(pausing.next_generation(), seen + 1))
        SiteEvent.record(state, "rebuild", actor=actor, data={"generation": state.generation})
        wake("publication.changed")
    return True


def _look_for_removed_files() -> None:
    """A backup may have brought back what had to go: each file is looked for, and deleted again."""
    Removal.objects.open().update(attachment_id=None)
    gone = Removal.objects.filter(state=DeliveryState.DONE)
    paths: dict[tuple[int, str], set[str]] = defaultdict(set)
    for removal in gone:
        # Whatever the site is called now: its files lie where they lay.
        places = {urlsplit(address).path for address in removal.addresses}
        paths[removal.publication_id, removal.sha256] |= places
    Removal.objects.bulk_create(
        (
            Removal(
                publication_id=publication,
                sha256=sha256,
                addresses=sorted(places),
                due_by=timezone.now() + CLOCK,
                again=True,
            )
            for (publication, sha256), places in sorted(paths.items())
        ),
        ignore_conflicts=True,  # one that is under way already
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
        state.doubted_at, state.kept_at = None, timezone.now()
        state.save(update_fields=["doubted_at", "kept_at"])
        SiteEvent.record(state, "keep", actor=actor)


def was_kept_lately() -> bool:
    """Whether somebody has just said that it is the same site: then what is gone is gone."""
    state = pausing.current()
    kept_at = state.kept_at if state else None
    return kept_at is not None and kept_at > timezone.now() - timedelta(days=1)


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
