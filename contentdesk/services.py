"""Every write to a material and its editions. Each raises what `Workflow.move` raises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk import permissions
from contentdesk.content import Content
from contentdesk.foundation import files
from contentdesk.foundation.photos import RedrawnPhoto
from contentdesk.foundation.transitions import Actor, Refused
from contentdesk.models import (
    Edition,
    EditionEvent,
    Material,
    Photo,
    Placement,
    Revision,
    State,
)
from contentdesk.organization.models import Program, Unit, User
from contentdesk.workflow import EDITION


class Overtaken(Refused):
    """Somebody saved or moved this edition after the person's page was made; nothing was lost."""


@dataclass(frozen=True)
class PhotoWords:
    """What is said of a photo already in the edition, or that it shall go."""

    caption: str
    alt: str
    removed: bool = False


@dataclass(frozen=True)
class Draft:
    """What one save brings: the text, the words of known photos, new photos redrawn."""

    title: str
    body: str
    wished_day: date | None
    program: Program | None = None
    photos: Mapping[int, PhotoWords] = field(default_factory=dict)
    new_photos: Sequence[RedrawnPhoto] = ()


def start(ulid: str, *, kind: str, regularity: str, unit: Unit, author: User) -> Edition:
    """Begin a material, as an empty draft of `author` in the name of `unit`.

    `ulid` was made with the form, so that the same form sent twice begins one material. Raises
    PermissionDenied for a unit that is not theirs, or for another person's ulid.
    """
    if unit not in permissions.units_to_write_for(author):
        raise PermissionDenied
    with transaction.atomic():
        material, made = Material.objects.get_or_create(
            ulid=ulid,
            defaults={
                "kind": kind,
                "regularity": regularity,
                "unit": unit,
                "created_by": author,
            },
        )
        if not made and material.created_by_id != author.pk:
            raise PermissionDenied
        if made:
            edition = Edition.objects.create(material=material)
            EditionEvent.record(edition, "start", actor=author, to_state=State.DRAFT)
    return material.latest


def save(edition: Edition, draft: Draft, *, actor: User, seen_version: int) -> None:
    """Write a draft, or the manager's correction of a submitted edition, all or nothing.

    Raises PermissionDenied, or Overtaken when another save or a transition came after
    `seen_version`; the same content once more (a double click) is no conflict.
    """
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    # The storage may be another machine's: it is written before the transaction, not in it.
    stored = [_stored(edition.material, redrawn) for redrawn in draft.new_photos]
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        if edition.version != seen_version and _already_saved(edition, draft):
            return
        if not permissions.may_edit(actor, edition):
            raise Overtaken(_("This is no longer open for changes, so your change was not saved."))
        if edition.version != seen_version:
            raise Overtaken(
                _("A colleague saved this after you had opened it, so yours was not saved yet.")
            )
        _write(edition, draft, stored, actor)
        name = "correct" if edition.state == State.SUBMITTED else "save"
        data = {"revision": snapshot(edition, actor).number} if name == "correct" else {}
        EditionEvent.record(edition, name, actor=actor, data=data)


def _already_saved(edition: Edition, draft: Draft) -> bool:
    known = {p.photo.sha256 for p in edition.placements.select_related("photo")}
    words = {p.pk: (p.caption, p.alt) for p in edition.placements.all()}
    return (
        (edition.title, edition.body, edition.wished_day)
        == (draft.title, draft.body, draft.wished_day)
        and edition.material.program == draft.program
        and all(photo.sha256 in known for photo in draft.new_photos)
        and all(
            pk not in words if said.removed else words.get(pk) == (said.caption, said.alt)
            for pk, said in draft.photos.items()
        )
    )


def _write(edition: Edition, draft: Draft, stored: list[Photo], actor: User) -> None:
    edition.title, edition.body = draft.title, draft.body
    edition.wished_day = draft.wished_day
    edition.version = edition.version + 1
    edition.save(update_fields=["title", "body", "wished_day", "version", "updated_at"])
    if edition.material.program != draft.program:
        edition.material.program = draft.program
        edition.material.save(update_fields=["program"])
    for placement in edition.placements.filter(pk__in=draft.photos):
        said = draft.photos[placement.pk]
        if said.removed:
            placement.delete()
            continue
        placement.caption, placement.alt = said.caption, said.alt
        placement.save(update_fields=["caption", "alt"])
    for photo in stored:
        photo.created_by = actor
        _place(edition, photo)


def _stored(material: Material, redrawn: RedrawnPhoto) -> Photo:
    """The photo with its files kept; not yet a row."""
    folder = f"photos/{material.ulid}"
    return Photo(
        material=material,
        sha256=redrawn.sha256,
        file=files.store(redrawn.data, folder=folder, suffix=".jpg"),
        preview=files.store(redrawn.preview, folder=folder, suffix=".jpg"),
        width=redrawn.width,
        height=redrawn.height,
    )


def _place(edition: Edition, photo: Photo) -> None:
    """Put a photo at the end of the edition, unless it is there already."""
    known = Photo.objects.filter(material=edition.material, sha256=photo.sha256).first()
    if known is None:
        photo.save()
    last = edition.placements.order_by("-position").values_list("position", flat=True).first()
    Placement.objects.get_or_create(
        edition=edition, photo=known or photo, defaults={"position": (last or 0) + 1}
    )


def snapshot(edition: Edition, actor: User) -> Revision:
    """The revision of the content as it stands now: the last one if nothing has changed."""
    content = Content.of(edition)
    last = edition.revisions.last()
    if last is not None and last.sha256 == content.sha256:
        return last
    return Revision.objects.create(
        edition=edition,
        number=last.number + 1 if last else 1,
        content=content.to_json(),
        sha256=content.sha256,
        created_by=actor,
    )


def submit(edition: Edition, *, actor: User) -> None:
    """Hand the edition to the manager; its content is kept as a revision."""
    with transaction.atomic():
        EDITION.move(
            edition,
            "submit",
            actor=actor,
            changes={
                "submitted_by": actor,
                "submitted_at": timezone.now(),
                "version": F("version") + 1,
            },
        )
        snapshot(edition, actor)


def approve(
    edition: Edition, *, actor: User, seen_version: int, publish_at: datetime | None = None
) -> None:
    """Approve exactly what the person has read, to be published at `publish_at` (UTC) or now.

    Raises WrongState when the content changed after they opened the page.
    """
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        pinned = edition.revisions.last()
        EDITION.move(
            edition,
            "approve",
            actor=actor,
            expected={"version": seen_version},
            changes={
                "pinned": pinned,
                "publish_at": publish_at or timezone.now(),
                "flip_started_at": None,
            },
            data={
                "revision": pinned.number if pinned else None,
                "sha256": pinned.sha256 if pinned else "",
                "publish_at": wanted_time(publish_at),
            },
        )


def wanted_time(publish_at: datetime | None) -> str:
    """How the history keeps the time that was asked for."""
    return publish_at.isoformat() if publish_at else "now"


# Columns that a transition sets beside the state; the others set none.
CHANGES: dict[str, dict[str, Any]] = {
    "reopen": {"pinned": None, "publish_at": None},
    "discard_approved": {"pinned": None, "publish_at": None},
    "take_back": {"version": F("version") + 1},
    "request_changes": {"version": F("version") + 1},
}


def move(edition: Edition, name: str, *, actor: Actor, reason: str = "") -> None:
    """Any transition that needs nothing but a person and perhaps a reason."""
    EDITION.move(edition, name, actor=actor, reason=reason, changes=CHANGES.get(name))


def begin_flip(edition: Edition, revision: Revision) -> bool:
    """Right before WordPress is told to show it: is it still approved, and this very revision?

    From a True on, the approval can no longer be taken back. Safe to call again.
    """
    rows = Edition.objects.filter(pk=edition.pk, state=State.APPROVED, pinned=revision)
    return bool(rows.update(flip_started_at=timezone.now()))


def release_flip(edition: Edition) -> None:
    """WordPress has definitely not shown it: people may take the approval back again."""
    Edition.objects.filter(pk=edition.pk, state=State.APPROVED).update(flip_started_at=None)


def record_live(edition: Edition, revision: Revision, *, address: str) -> None:
    """The publisher reports: this revision is what the public sees at `address`."""
    with transaction.atomic():
        EDITION.move(
            edition,
            "record_live",
            actor=None,
            expected={"pinned_id": revision.pk},
            changes={"published_at": timezone.now()},
            data={"address": address, "sha256": revision.sha256},
        )
        older = edition.material.editions.filter(state=State.PUBLISHED).exclude(pk=edition.pk)
        for replaced in older:
            EDITION.move(replaced, "supersede", actor=None)
