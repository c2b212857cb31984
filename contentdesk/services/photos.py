"""The photos of an edition: taken in, put in order, taken out, covered with black boxes."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.foundation import files
from contentdesk.foundation.photos import Box, RedrawnPhoto, cover
from contentdesk.foundation.transitions import Refused
from contentdesk.models import (
    OPEN_STATES,
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

TOO_MANY = _("A material holds at most %(number)d photos. Take one out first.")
NOT_COVERED = _(
    "This photo has changed in the meantime, so nothing was covered. Look at it as it is now."
)


@dataclass(frozen=True)
class NewPhoto:
    """A redrawn photo, what kinds of personal data its file name showed, and who is on it."""

    redrawn: RedrawnPhoto
    name_hints: tuple[str, ...] = ()
    people: str = ""


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


def place(edition: Edition, photo: Photo, people: str = "") -> Placement:
    """Put a stored photo at the end of the edition, unless it is there already.

    `people` says who can be seen on it, if that is known. Raises Refused when the edition has as
    many photos as it may have.
    """
    covered = _covered_here(edition, photo)
    if covered is not None:
        return covered
    known = _kept(photo)
    last = edition.placements.order_by("-position").values_list("position", flat=True).first()
    placement, made = Placement.objects.get_or_create(
        edition=edition, photo=known, defaults={"position": (last or 0) + 1, "people": people}
    )
    if made and edition.placements.count() > MOST:
        raise Refused(TOO_MANY % {"number": MOST})
    return placement


def _covered_here(edition: Edition, photo: Photo) -> Placement | None:
    """Where this picture stands with black boxes: a phone that lost the answer sends it again."""
    return edition.placements.filter(
        photo__covers__sha256=photo.sha256, photo__material=photo.material
    ).first()


def _kept(photo: Photo) -> Photo:
    """The row of this picture; one that was covered before and is sent again comes back."""
    known = Photo.objects.filter(material=photo.material, sha256=photo.sha256).first()
    if known is None:
        photo.save()
        return photo
    known.file, known.preview, known.covered_by = photo.file, photo.preview, None
    # What one of its names showed is not undone by another name.
    known.name_hints = list(dict.fromkeys([*known.name_hints, *photo.name_hints]))
    known.save(update_fields=["file", "preview", "covered_by", "name_hints"])
    return known


def add(edition: Edition, new: NewPhoto, *, actor: User) -> tuple[Placement, int]:
    """Add one photo; the same photo sent twice is there once.

    Gives the placement, and the version that the edition had before; `edition` is fresh. Raises
    PermissionDenied, Overtaken, or Refused (too many; another reviewer has it in hand).
    """
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    photo = stored(edition.material, new, actor)
    with transaction.atomic():
        lock_for_change(edition, actor)
        seen = edition.version
        before = set(edition.placements.values_list("pk", flat=True))
        placement = place(edition, photo, new.people)
        if placement.pk not in before:
            record_change(edition, actor)
    return placement, seen


def reorder(edition: Edition, order: Sequence[int], *, actor: User) -> int:
    """Put the placements into the order of `order` (their ids); those not named come last.

    Gives the version before. Raises PermissionDenied, Overtaken or Refused.
    """
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        lock_for_change(edition, actor)
        seen = edition.version
        placements = {placement.pk: placement for placement in edition.placements.all()}
        wanted = [pk for pk in dict.fromkeys(order) if pk in placements]
        wanted += [pk for pk in placements if pk not in wanted]
        if wanted != list(placements):
            for position, pk in enumerate(wanted, start=1):
                placements[pk].position = position
            Placement.objects.bulk_update(placements.values(), ["position"])
            record_change(edition, actor)
    return seen


def take_out(edition: Edition, pk: int, *, actor: User) -> int:
    """Take one placement out; one that is gone already is fine.

    Gives the version before. Raises PermissionDenied, Overtaken or Refused.
    """
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    with transaction.atomic():
        lock_for_change(edition, actor)
        seen = edition.version
        gone, _rows = edition.placements.filter(pk=pk).delete()
        if gone:
            record_change(edition, actor)
    return seen


def cover_up(
    placement: Placement, boxes: Sequence[Box], *, drawn_on: str, actor: User
) -> Placement:
    """Burn black boxes into a photo that is already here; the uncovered one is not kept.

    `drawn_on` is the hash of the photo that the person saw. Where the uncovered one is still on
    the website, its file goes when nothing shows it any more. Raises PermissionDenied, Overtaken
    or Refused.
    """
    edition, old = placement.edition, placement.photo
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    photo = stored(edition.material, NewPhoto(_covered(old, boxes, drawn_on)), actor)
    with transaction.atomic():
        lock_for_change(edition, actor)
        if not edition.placements.filter(pk=placement.pk, photo=old).exists():
            raise Overtaken(NOT_COVERED)
        covered = _kept(photo)
        _copy_consents(old, covered)
        placement = _shown_instead(placement, covered)
        Photo.objects.filter(pk=old.pk).update(covered_by=covered)
        record_change(edition, actor)
        EditionEvent.record(edition, "cover", actor=actor, data=covering(drawn_on, boxes))
        transaction.on_commit(lambda: forget_covered(edition.material), robust=True)
    return placement


def covering(drawn_on: str, boxes: Sequence[Box]) -> dict[str, object]:
    """What the history keeps of a covering: which photo, and where the boxes lie."""
    return {"photo": drawn_on, "boxes": [list(astuple(box)) for box in boxes]}


def _covered(old: Photo, boxes: Sequence[Box], drawn_on: str) -> RedrawnPhoto:
    if old.sha256 != drawn_on:
        raise Overtaken(NOT_COVERED)
    try:
        with default_storage.open(old.file) as file:
            return cover(file.read(), boxes)
    except FileNotFoundError as error:
        # Somebody covered it in this very moment.
        raise Overtaken(NOT_COVERED) from error


def _shown_instead(placement: Placement, covered: Photo) -> Placement:
    """The placement with the covered photo; the one that is there, if this very one is."""
    there = placement.edition.placements.filter(photo=covered).first()
    if there is not None:
        placement.delete()
        return there
    placement.photo = covered
    placement.save(update_fields=["photo"])
    return placement


def _copy_consents(old: Photo, covered: Photo) -> None:
    known = {consent.words for consent in covered.consents.all()}
    for consent in old.consents.all():
        if consent.words in known:
            continue
        since = consent.created_at
        consent.pk, consent.photo = None, covered
        consent._state.adding = True
        consent.save()
        Consent.objects.filter(pk=consent.pk).update(created_at=since)


def forget_covered(material: Material) -> int:
    """Delete the files of photos that were covered and that nothing shows; how many went.

    Safe at any time: what an approved, live or open edition needs stays until it does not.
    """
    needed = _needed(material)
    gone = 0
    for photo in material.photos.exclude(covered_by=None).exclude(file=""):
        row = Photo.objects.exclude(covered_by=None).exclude(file="").filter(pk=photo.pk)
        if photo.sha256 in needed or not row.exists():
            continue
        # The files first: as long as the row names them, the sweep tries again.
        others = Photo.objects.exclude(pk=photo.pk)
        for name in (photo.file, photo.preview):
            if not others.filter(Q(file=name) | Q(preview=name)).exists():
                files.forget(name)
        gone += row.update(file="", preview="")
    return gone


def _needed(material: Material) -> set[str]:
    """The hashes of what the website shows or is about to, and of what is being worked on."""
    editions = Edition.objects.filter(material=material)
    pins = editions.filter(state__in=NEEDED_BY).values("pinned")
    shown = {
        photo["sha256"]
        for revision in Revision.objects.filter(pk__in=pins)
        for photo in revision.content["photos"]
    }
    open_ones = Placement.objects.filter(edition__in=editions.filter(state__in=OPEN_STATES))
    return shown | set(open_ones.values_list("photo__sha256", flat=True))


def forget_all_covered() -> int:
    """The same for every material: what a process that died in between has left behind."""
    left = Photo.objects.exclude(covered_by=None).exclude(file="")
    materials = Material.objects.filter(pk__in=left.values("material"))
    return sum(forget_covered(material) for material in materials)
