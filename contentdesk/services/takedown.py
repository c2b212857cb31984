"""Somebody no longer agrees to be shown: their photos leave whatever is public, at once.

UU 27/2022: processing stops within 3 × 24 hours of the withdrawal. Here it is found by the minute,
without waiting for a reviewer; somebody looks afterwards (design.md §4, withdraw_photo). What only
lies in drafts, or is approved for later, is stopped by the checker.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contentdesk import listing, permissions
from contentdesk.content import Content
from contentdesk.foundation.transitions import Refused
from contentdesk.foundation.wakes import wake
from contentdesk.models import (
    Consent,
    Edition,
    EditionEvent,
    Material,
    People,
    Photo,
    Placement,
    Revision,
    State,
)
from contentdesk.organization.models import User
from contentdesk.workflow import EDITION

# UU 27/2022 articles 8, 40 and 44, in hours.
CLOCK = timedelta(hours=72)


def withdraw_consent(edition: Edition, consent: Consent, words: str, *, actor: User) -> None:
    """Keep that this person no longer agrees, for every copy of the photo in every material.

    `words` say how it was told. Twice is once. Raises PermissionDenied, or Refused without words.
    """
    if not permissions.may_keep_consents(actor, edition):
        raise PermissionDenied
    if consent.photo.material_id != edition.material_id:
        raise PermissionDenied
    if not words.strip():
        raise Refused(_("Please write how the person told you. Nothing has been changed yet."))
    with transaction.atomic():
        photos = _copies(consent.photo)
        person = consent.person.strip().casefold()
        given = Consent.objects.select_for_update().filter(photo__in=photos, withdrawn_at=None)
        theirs = [one.pk for one in given if one.person.strip().casefold() == person]
        said = {"withdrawn_by": actor, "withdrawn_words": words.strip()}
        Consent.objects.filter(pk__in=theirs).update(withdrawn_at=timezone.now(), **said)
        for material in Material.objects.filter(photos__consents__in=theirs).distinct():
            latest = material.latest
            # A change: what is approved for later, or was taken off, is looked at again.
            latest.save(update_fields=["updated_at"])
            EditionEvent.record(latest, "withdraw_consent", actor=actor, data={"consents": theirs})
            listing.refresh(latest)
    take_out_withdrawn()


def _copies(photo: Photo) -> set[int]:
    """The photo wherever it was uploaded, and each with black boxes that was made of it."""
    found, new = set[int](), {photo.pk}
    while new:
        found |= new
        rows = Photo.objects.filter(pk__in=new)
        same = Q(sha256__in=rows.values("sha256"))
        made = Q(covered_by__in=new) | Q(pk__in=rows.values("covered_by"))
        new = set(Photo.objects.filter(same | made).values_list("pk", flat=True)) - found
    return found


def take_out_withdrawn() -> int:
    """Every live page without the photos of those who no longer agree; how many were changed.

    Found again each minute, for a page may have gone live in the very moment of the withdrawal.
    """
    shown = _with_somebody_on_them(Placement.objects.all()).filter(
        edition__state=State.PUBLISHED, photo__consents__withdrawn_at__isnull=False
    )
    pages = Edition.objects.filter(pk__in=shown.values("edition"))
    return sum(_take_out(edition) for edition in pages)


def _take_out(edition: Edition) -> bool:
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        gone = [one for one in _consented(edition) if _is_withdrawn(one.photo.consents.all())]
        if edition.state != State.PUBLISHED or not gone or edition.pinned is None:
            return False
        actor = _who_told(gone)
        shas = {one.photo.sha256 for one in gone}
        before = Content.from_json(edition.pinned.content)
        left = replace(before, photos=tuple(p for p in before.photos if p.sha256 not in shas))
        if not left.photos and not left.body.strip():
            reason = _("A person on its photos no longer agrees to be shown, and it had no text.")
            EDITION.move(edition, "withdraw", actor=None, reason=reason)
        else:
            _amend(edition, left, shas, actor)
    return True


def _who_told(gone: Iterable[Placement]) -> User:
    return next(
        consent.withdrawn_by
        for placement in gone
        for consent in placement.photo.consents.all()
        if consent.withdrawn_by
    )


def forbidden_since(material: Material, sha256: str) -> datetime | None:
    """When somebody on this photo of the material said that they no longer agree; None if none."""
    photo = material.photos.filter(sha256=sha256).prefetch_related("consents").first()
    if photo is None or not _is_withdrawn(photo.consents.all()):
        return None
    return min(one.withdrawn_at for one in photo.consents.all() if one.withdrawn_at)


def _consented(edition: Edition) -> Iterable[Placement]:
    shown = _with_somebody_on_them(edition.placements.all()).select_related("photo")
    return shown.prefetch_related("photo__consents__withdrawn_by")


def _with_somebody_on_them(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    """Those on which a person who gave a consent can be known.

    Whatever an edition says of it: a later one may have known better who is on it. Only black
    boxes take a person out of a photo, where it is said that nobody can be known on it now.
    """
    covered = Photo.objects.filter(covered_by=OuterRef("photo"))
    return placements.filter(Q(people=People.CONSENTED) | ~Exists(covered))


def _is_withdrawn(consents: Iterable[Consent]) -> bool:
    """Of some person on it every consent was withdrawn; a newer one stands for them again."""
    by_person: dict[str, bool] = {}
    for consent in consents:
        person = consent.person.strip().casefold()
        by_person[person] = by_person.get(person, False) or consent.withdrawn_at is None
    return not all(by_person.values())


def _amend(edition: Edition, left: Content, shas: set[str], actor: User) -> None:
    """The live edition with a revision that only lacks the photos; a second look is owed."""
    last = edition.revisions.last()
    revision = Revision.objects.create(
        edition=edition,
        number=last.number + 1 if last else 1,
        content=left.to_json(),
        sha256=left.sha256,
        created_by=actor,
    )
    edition.placements.filter(photo__sha256__in=shas).delete()
    edition.pinned, edition.amended_at = revision, timezone.now()
    edition.urgent_by, edition.second_look_by, edition.second_look_at = actor, None, None
    edition.version += 1
    edition.save()
    data = {"photos": sorted(shas), "revision": revision.number, "sha256": revision.sha256}
    EditionEvent.record(edition, "withdraw_photo", actor=None, data=data)
    listing.refresh(edition)
    wake("edition.withdraw_photo")
