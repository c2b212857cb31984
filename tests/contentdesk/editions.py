"""Editions in each state, made the way people make them."""

from datetime import timedelta

from django.utils import timezone

from contentdesk.models import Classification, Kind, People, State, new_ulid
from contentdesk.services import drafts, live, review
from contentdesk.services.photos import NewPhoto

TITLE = "Jadwal imunisasi Desember"
BODY = "Imunisasi diadakan setiap Selasa.\n- Bawa buku KIA\n- Datang pukul 08.00"


def draft(author, unit, *, title=TITLE, body=BODY, program=None, photos=()):
    """A draft with words and redrawn photos."""
    edition = drafts.start(
        new_ulid(), kind=Kind.ANNOUNCEMENT, regularity="", unit=unit, author=author
    )
    new = [NewPhoto(redrawn) for redrawn in photos]
    content = drafts.Draft(title, body, program=program, new_photos=new)
    drafts.save(edition, content, actor=author, seen_version=edition.version)
    if photos:
        say_who_is_seen(edition, author)
    return edition


def say_who_is_seen(edition, actor, people=People.NOBODY, alt=""):
    """Answer the question below each photo; captions stay, and descriptions if none is given."""
    words = {
        placement.pk: drafts.PhotoWords(placement.caption, alt or placement.alt, people)
        for placement in edition.placements.all()
    }
    said = drafts.Draft(edition.title, edition.body, program=edition.material.program, photos=words)
    drafts.save(edition, said, actor=actor, seen_version=edition.version)


def classify(edition, officer):
    """Information that the centre gives to anybody who asks."""
    review.classify(edition, Classification.ANYTIME, actor=officer, reason="Prosedur pelayanan")


def submitted(author, unit, **content):
    edition = draft(author, unit, **content)
    drafts.submit(edition, actor=author)
    return edition


def approved(author, unit, manager, *, in_minutes=0, **content):
    edition = submitted(author, unit, **content)
    classify(edition, manager)
    at = timezone.now() + timedelta(minutes=in_minutes)
    review.approve(edition, actor=manager, seen_version=edition.version, publish_at=at)
    return edition


def published(author, unit, manager, **content):
    edition = approved(author, unit, manager, **content)
    live.record_live(edition, edition.pinned, address="https://contoh.test/jadwal/")
    return edition


def in_state(state, author, unit, manager, **content):
    """An edition in any state that first light knows."""
    if state == State.DRAFT:
        return draft(author, unit, **content)
    if state == State.APPROVED:
        return approved(author, unit, manager, **content)
    if state == State.PUBLISHED:
        return published(author, unit, manager, **content)
    if state == State.WITHDRAWN:
        edition = published(author, unit, manager, **content)
        review.move(edition, "withdraw", actor=manager, reason="Jadwalnya salah.")
        return edition
    edition = submitted(author, unit, **content)
    verbs = {
        State.CHANGES_REQUESTED: "request_changes",
        State.REJECTED: "reject",
        State.DISCARDED: "discard",
    }
    if state in verbs:
        review.move(edition, verbs[state], actor=manager, reason="Mohon dilengkapi.")
    return edition
