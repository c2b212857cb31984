"""Writing a material: begin it, save it, send it. Each raises what `Workflow.move` raises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contentdesk import listing, permissions
from contentdesk.foundation import files
from contentdesk.foundation.documents import CleanDocument
from contentdesk.models import Document, Edition, EditionEvent, Material, Photo, Presence, State
from contentdesk.organization.models import Program, Unit, User
from contentdesk.services.changes import Overtaken, lock_for_change, record_change, snapshot
from contentdesk.services.photos import NewPhoto, place, stored
from contentdesk.workflow import EDITION

HERE = timedelta(minutes=2)
# While it is here, saving is not yet telling anybody anything: it may be done while one types.
WITH_THE_UNIT = {State.DRAFT, State.CHANGES_REQUESTED}
# What a new edition takes over from the one before.
COPIED = [
    "title",
    "body",
    "body_html",
    "social_caption",
    "facts",
    "document",
    "classification",
    "classification_reason",
    "classified_by",
    "classified_at",
    "review_by",
]


@dataclass(frozen=True)
class PhotoWords:
    """What is said of a photo already in the edition, or that it shall go."""

    caption: str
    alt: str
    people: str = ""
    removed: bool = False


@dataclass(frozen=True)
class NewDocument:
    """A PDF rewritten at the door, and what kinds of personal data its file name showed."""

    clean: CleanDocument
    name_hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What one save brings: the text and facts, the words of known photos, new files redrawn.

    `facts` by name, days as ISO text; `document` a PDF that takes the place of the one there.
    """

    title: str
    body: str
    wished_day: date | None = None
    body_html: str = ""
    social_caption: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    pressing: bool = False
    program: Program | None = None
    photos: Mapping[int, PhotoWords] = field(default_factory=dict)
    new_photos: Sequence[NewPhoto] = ()
    document: NewDocument | None = None
    document_removed: bool = False

    @property
    def columns(self) -> dict[str, object]:
        """The columns of the edition that it sets."""
        return {
            "title": self.title,
            "body": self.body,
            "body_html": self.body_html,
            "social_caption": self.social_caption,
            "facts": {name: said for name, said in self.facts.items() if said},
            "wished_day": self.wished_day,
            "pressing": self.pressing,
        }


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
            listing.refresh(edition)
    return material.latest


def begin_edition(material: Material, *, actor: User, go_on: bool = False) -> Edition:
    """Begin to change a material whose last edition is settled; what is live stays as it is.

    The new draft begins with what is on the website, or else with the last edition; with `go_on`
    in any case with the last one, though it came to nothing. Gives the open one when a colleague
    was quicker. Raises PermissionDenied.
    """
    if not permissions.may_submit(actor, material.latest):
        raise PermissionDenied
    before = material.latest if go_on else material.live or material.latest
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                material=material,
                number=max(edition.number for edition in material.editions.all()) + 1,
                **{name: getattr(before, name) for name in COPIED},
            )
            _copy_photos(before, edition)
            EditionEvent.record(
                edition, "start", actor=actor, to_state=State.DRAFT, data={"of": before.number}
            )
            listing.refresh(edition)
    except IntegrityError:
        # One open edition a material, by constraint: a double click or a colleague made it.
        return material.editions.latest("number")
    return edition


def _copy_photos(before: Edition, edition: Edition) -> None:
    """The photos with their words; one that was covered since comes with its black boxes."""
    there = set()
    for placement in before.placements.select_related("photo"):
        photo = placement.photo
        met = {photo.pk}
        while photo.covered_by is not None and photo.covered_by.pk not in met:
            photo = photo.covered_by
            met.add(photo.pk)
        if photo.pk not in there:
            there.add(photo.pk)
            placement.pk, placement.edition, placement.photo = None, edition, photo
            placement._state.adding = True
            placement.save()


def save(
    edition: Edition, draft: Draft, *, actor: User, seen_version: int, while_typing: bool = False
) -> None:
    """Write a draft, or the manager's correction of a submitted edition, all or nothing.

    `while_typing` saves only what is still with the unit: a correction is made by a button.
    Raises PermissionDenied, Refused while another reviewer has it in hand, or Overtaken when
    another save or a transition came after `seen_version`; the same content once more (a double
    click) is no conflict.
    """
    if not permissions.may_submit(actor, edition):
        raise PermissionDenied
    # The storage may be another machine's: it is written before the transaction, not in it.
    photos = [stored(edition.material, new, actor) for new in draft.new_photos]
    document = _stored_document(edition.material, draft.document, actor)
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        if _already_saved(edition, draft):
            return
        lock_for_change(edition, actor)
        if while_typing and edition.state not in WITH_THE_UNIT:
            raise Overtaken(_("This has been sent meanwhile, so what you typed was not saved."))
        if edition.version != seen_version:
            raise Overtaken(
                _(
                    "This was saved from another page after you had opened it, so yours was not "
                    "saved yet."
                )
            )
        _write(edition, draft, photos, document)
        record_change(edition, actor)


def _already_saved(edition: Edition, draft: Draft) -> bool:
    known = {p.photo.sha256 for p in edition.placements.select_related("photo")}
    words = {p.pk: (p.caption, p.alt, p.people) for p in edition.placements.all()}
    return (
        all(getattr(edition, name) == said for name, said in draft.columns.items())
        and edition.material.program == draft.program
        and (draft.document is None or _holds(edition, draft.document))
        and not (draft.document_removed and edition.document)
        and all(photo.redrawn.sha256 in known for photo in draft.new_photos)
        and all(
            pk not in words if said.removed else words.get(pk) == _words(said)
            for pk, said in draft.photos.items()
        )
    )


def _holds(edition: Edition, document: NewDocument) -> bool:
    return edition.document is not None and edition.document.sha256 == document.clean.sha256


def _words(said: PhotoWords) -> tuple[str, str, str]:
    return said.caption, said.alt, said.people


def _write(edition: Edition, draft: Draft, photos: list[Photo], document: Document | None) -> None:
    for name, said in draft.columns.items():
        setattr(edition, name, said)
    if document is not None:
        edition.document = _kept(document)
    elif draft.document_removed:
        edition.document = None
    edition.save()
    if edition.material.program != draft.program:
        edition.material.program = draft.program
        edition.material.save(update_fields=["program"])
    for placement in edition.placements.filter(pk__in=draft.photos):
        said = draft.photos[placement.pk]
        if said.removed:
            placement.delete()
            continue
        if _words(said) != (placement.caption, placement.alt, placement.people):
            placement.caption, placement.alt, placement.people = _words(said)
            placement.save(update_fields=["caption", "alt", "people"])
    for photo, new in zip(photos, draft.new_photos, strict=True):
        place(edition, photo, new.people)


def _stored_document(material: Material, new: NewDocument | None, actor: User) -> Document | None:
    """The PDF with its file kept; not yet a row."""
    if new is None:
        return None
    data = new.clean.data
    return Document(
        material=material,
        sha256=new.clean.sha256,
        file=files.store(data, folder=f"documents/{material.ulid}", suffix=".pdf"),
        pages=new.clean.pages,
        size=len(data),
        name_hints=list(new.name_hints),
        created_by=actor,
    )


def _kept(document: Document) -> Document:
    known = Document.objects.filter(material=document.material, sha256=document.sha256).first()
    if known is None:
        document.save()
    return known or document


def submit(edition: Edition, *, actor: User) -> None:
    """Hand the edition to the manager; its content is kept as a revision."""
    with transaction.atomic():
        edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
        sent = snapshot(edition, actor)
        EDITION.move(
            edition,
            "submit",
            actor=actor,
            changes={
                "submitted_by": actor,
                "submitted_at": timezone.now(),
                "claimed_by": None,
                "claimed_until": None,
                "version": F("version") + 1,
            },
            data={"revision": sent.number},
        )


def note_presence(edition: Edition, user: User) -> list[User]:
    """This person has the form open now; the others who have had it open in the last minutes."""
    now = timezone.now()
    Presence.objects.update_or_create(edition=edition, user=user, defaults={"seen_at": now})
    others = Presence.objects.filter(edition=edition, seen_at__gt=now - HERE).exclude(user=user)
    return [presence.user for presence in others.select_related("user")]
