"""The photos of an edition: taken in, put in order, covered with black boxes, agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.foundation import files
from contentdesk.foundation.photos import Box, RedrawnPhoto, cover
from contentdesk.foundation.transitions import Refused
from contentdesk.models import (
    Consent,
    Edition,
    EditionEvent,
    Material,
    Photo,
    Placement,
    Revision,
    State,
)
from contentdesk.organization.models import User
from contentdesk.services.changes import Overtaken, lock_for_change, record_change

MOST = 30
# Editions whose pinned photos the website shows, or is about to.
NEEDED_BY = [State.APPROVED, State.PUBLISHED, State.WITHDRAWN]


@dataclass(frozen=True)
class NewPhoto:
    """A redrawn photo, and what kinds of personal data its file name showed."""

    redrawn: RedrawnPhoto
    name_hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """What is said when a consent is recorded; `proof` is a redrawn photo of the signed paper."""

    person: str
    purpose: str
    is_child: bool = False
    guardian: str = ""
    on_website: bool = True
    on_social_media: bool = False
    valid_until: date | None = None
    proof: RedrawnPhoto | None = None
    proof_kept_at: str = ""


def stored(material: Material, new: NewPhoto, actor: User) -> Photo:
    """The photo with its files kept; not yet a row. Call it outside a transaction."""
    folder, redrawn = f"photos/{material.ulid}", new.redrawn
    return Photo(
        material=material,
        sha256=redrawn.sha256,
        file=files.store(redrawn.data, folder=folder, suffix=".jpg"),
        preview=files.store(redrawn.preview, folder=folder, suffix=".jpg"),
        width=redrawn.width,
        height=redrawn.height,
        name_hints=list(new.name_hints),
        created_by=actor,
    )


def place(edition: Edition, photo: Photo) -> Placement:
    """Put a stored photo at the end of the edition, unless it is there already.

    Raises Refused when the edition has as many photos as it may have.
    """
    known = _kept(photo)
    last = edition.placements.order_by("-position").values_list("position", flat=True).first()
    placement, made = Placement.objects.get_or_create(
        edition=edition, photo=known, defaults={"position": (last or 0) + 1}
    )
    if made and edition.placements.count() > MOST:
        raise Refused(
            _("A material holds at most %(number)d photos. Take one out first.") % {"number": MOST}
        )
    return placement


def _kept(photo: Photo) -> Photo:
    """The row of this picture; one that was covered before and is sent again comes back."""
    known = Photo.objects.filter(material=photo.material, sha256=photo.sha256).first()
    if known is None:
        photo.save()
        return photo
    known.file, known.preview, known.covered_by = photo.file, photo.preview, None
    known.save(update_fields=["file", "preview", "covered_by"])
    return known


def add(edition: Edition, new: NewPhoto, *, actor: User) -> Placement:
    """Add one photo; the same photo sent twice is there once.

    Raises PermissionDenied, Overtaken, or Refused (too many; another reviewer has it in hand).
    """
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    photo = stored(edition.material, new, actor)
    with transaction.atomic():
        lock_for_change(edition, actor)
        before = set(edition.placements.values_list("pk", flat=True))
        placement = place(edition, photo)
        if placement.pk not in before:
            record_change(edition, actor)
    return placement


def reorder(edition: Edition, order: Sequence[int], *, actor: User) -> None:
    """Put the placements into the order of `order` (their ids); those not named come last."""
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        lock_for_change(edition, actor)
        placements = {placement.pk: placement for placement in edition.placements.all()}
        wanted = [pk for pk in dict.fromkeys(order) if pk in placements]
        wanted += [pk for pk in placements if pk not in wanted]
        if wanted == list(placements):
            return
        for position, pk in enumerate(wanted, start=1):
            placements[pk].position = position
        Placement.objects.bulk_update(placements.values(), ["position"])
        record_change(edition, actor)


def cover_up(placement: Placement, boxes: Sequence[Box], *, actor: User) -> Placement:
    """Burn black boxes into a photo that is already here; the uncovered one is not kept.

    Where it is still on the website, its file goes when nothing shows it any more.
    """
    edition, old = placement.edition, placement.photo
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    with default_storage.open(old.file) as file:
        redrawn = cover(file.read(), boxes)
    photo = stored(edition.material, NewPhoto(redrawn, tuple(old.name_hints)), actor)
    with transaction.atomic():
        lock_for_change(edition, actor)
        if not edition.placements.filter(pk=placement.pk, photo=old).exists():
            raise Overtaken(_("This photo has changed in the meantime, so nothing was covered."))
        covered = _kept(photo)
        placement.photo = covered
        placement.save(update_fields=["photo"])
        _copy_consents(old, covered)
        Photo.objects.filter(pk=old.pk).update(covered_by=covered)
        record_change(edition, actor)
        transaction.on_commit(lambda: forget_covered(edition.material), robust=True)
    return placement


def _copy_consents(old: Photo, covered: Photo) -> None:
    for consent in old.consents.all():
        consent.pk, consent.photo = None, covered
        consent._state.adding = True
        consent.save()


def forget_covered(material: Material) -> int:
    """Delete the files of photos that were covered and that nothing shows; how many went.

    Safe at any time: a photo that an approved or live edition needs stays until it does not.
    """
    pinned = Revision.objects.filter(
        edition__material=material, edition__state__in=NEEDED_BY, pk__in=_pins(material)
    )
    needed = {photo["sha256"] for revision in pinned for photo in revision.content["photos"]}
    gone = 0
    for photo in material.photos.exclude(covered_by=None).exclude(file=""):
        if photo.sha256 in needed or photo.placements.exists():
            continue
        for name in (photo.file, photo.preview):
            files.forget(name)
        Photo.objects.filter(pk=photo.pk).update(file="", preview="")
        gone += 1
    return gone


def _pins(material: Material) -> list[int]:
    return [e.pinned_id for e in material.editions.all() if e.pinned_id is not None]


def record_consent(placement: Placement, agreement: Agreement, *, actor: User) -> Consent:
    """Keep that a person, or a child's guardian, agreed to this photo (UU 27/2022)."""
    edition = placement.edition
    if not permissions.may_keep_consents(actor, edition):
        raise PermissionDenied
    proof = agreement.proof
    folder = f"consents/{edition.material.ulid}"
    name = files.store(proof.data, folder=folder, suffix=".jpg") if proof else ""
    with transaction.atomic():
        consent = Consent.objects.create(
            photo=placement.photo,
            proof=name,
            created_by=actor,
            **{key: said for key, said in vars(agreement).items() if key != "proof"},
        )
        EditionEvent.record(edition, "consent", actor=actor, data={"consent": consent.pk})
    return consent


def remove_consent(edition: Edition, consent: Consent, *, actor: User) -> None:
    """Take back a record made by mistake, while the edition can still be changed."""
    if not permissions.may_keep_consents(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        lock_for_change(edition, actor)
        if consent.photo.material_id != edition.material_id:
            raise PermissionDenied
        data = {"consent": consent.pk}
        deleted, _rows = Consent.objects.filter(pk=consent.pk).delete()
        if deleted:
            EditionEvent.record(edition, "remove_consent", actor=actor, data=data)
    if deleted and not Consent.objects.filter(proof=consent.proof).exists():
        files.forget(consent.proof)
