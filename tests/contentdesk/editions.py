"""Editions in each state, made the way people make them."""

from datetime import timedelta

from django.utils import timezone

from contentdesk import services
from contentdesk.models import Kind, State, new_ulid

TITLE = "Jadwal imunisasi Desember"
BODY = "Imunisasi diadakan setiap Selasa.\n- Bawa buku KIA\n- Datang pukul 08.00"


def draft(author, unit, *, title=TITLE, body=BODY, program=None, photos=()):
    """A draft with words and redrawn photos."""
    edition = services.start(
        new_ulid(), kind=Kind.ANNOUNCEMENT, regularity="", unit=unit, author=author
    )
    content = services.Draft(title, body, None, program, new_photos=list(photos))
    services.save(edition, content, actor=author, seen_version=edition.version)
    return edition


def submitted(author, unit, **content):
    edition = draft(author, unit, **content)
    services.submit(edition, actor=author)
    return edition


def approved(author, unit, manager, *, in_minutes=0, **content):
    edition = submitted(author, unit, **content)
    at = timezone.now() + timedelta(minutes=in_minutes)
    services.approve(edition, actor=manager, seen_version=edition.version, publish_at=at)
    return edition


def published(author, unit, manager, **content):
    edition = approved(author, unit, manager, **content)
    services.record_live(edition, edition.pinned, address="https://contoh.test/jadwal/")
    return edition


def in_state(state, author, unit, manager, **content):
    """An edition in any state that first light knows."""
    if state == State.DRAFT:
        return draft(author, unit, **content)
    if state == State.APPROVED:
        return approved(author, unit, manager, **content)
    if state == State.PUBLISHED:
        return published(author, unit, manager, **content)
    edition = submitted(author, unit, **content)
    verbs = {
        State.CHANGES_REQUESTED: "request_changes",
        State.REJECTED: "reject",
        State.DISCARDED: "discard",
    }
    if state in verbs:
        services.move(edition, verbs[state], actor=manager, reason="Mohon dilengkapi.")
    return edition
