"""What a person decides about a page that was changed on WordPress: ours, theirs, or leave it."""

import html
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from contentdesk import permissions
from contentdesk.content import Content
from contentdesk.foundation.rich_text import RichText
from contentdesk.foundation.transitions import MOVED_ON, WrongState
from contentdesk.foundation.wakes import wake
from contentdesk.models import Edition, EditionEvent, Material
from contentdesk.organization.models import User
from contentdesk.rendering import Picture, render_post
from contentdesk.services import drafts
from contentdesk.wordpress.drift import ask_for_a_look, try_again
from contentdesk.wordpress.models import Delivery, Publication

# What may be decided about each kind of drift; about the others a person has to act in WordPress.
CHOICES: dict[str, tuple[str, ...]] = {
    "edited": ("ours", "theirs", "leave"),
    "photos": ("ours", "leave"),
    "hidden": ("ours",),
    "gone": ("ours",),
}


def overtaking(material: Material) -> Edition | None:
    """The approved edition that goes out as soon as it may: to leave the page is no choice then."""
    return Edition.objects.due(timezone.now()).filter(material=material).order_by("pk").last()


def choices(publication: Publication) -> tuple[str, ...]:
    """What a person may decide about this page as it stands."""
    offered = CHOICES.get(publication.drift.get("kind", ""), ())
    if offered and overtaking(publication.material) is not None:
        return ("ours",)
    return offered


def _settle(material: Material, choice: str, actor: User) -> tuple[Publication, Edition]:
    """Take the finding off the row, so that the next write goes on from what is there now."""
    if not permissions.may_retry(actor):
        raise PermissionDenied
    publication = Publication.objects.select_for_update().get(material=material)
    live = material.live
    found = publication.drift
    if live is None or choice not in choices(publication):
        raise WrongState(MOVED_ON)
    if found["kind"] == "gone":
        publication.post_id, publication.read_back = None, {}
        publication.state = Publication.State.ABSENT
    else:
        publication.read_back = {"title": found["title"], "content": found["content"]}
    publication.drift, publication.drifted_at = {}, None
    publication.save()
    EditionEvent.record(live, f"drift_{choice}", actor=actor, data={"kind": found["kind"]})
    return publication, live


def ours_again(material: Material, *, actor: User) -> None:
    """Send exactly what was approved, the newest of it. Raises PermissionDenied, WrongState."""
    with transaction.atomic():
        publication, live = _settle(material, "ours", actor)
        if overtaking(material) is None:
            Delivery.objects.open().get_or_create(
                revision=live.pinned,
                purpose=Delivery.Purpose.PUBLISH,
                defaults={"edition": live},
            )
        try_again(publication)
        wake("delivery.retry")


def leave_it(material: Material, *, actor: User) -> None:
    """Let it stand on the website as it is, this once; the next edition goes over it.

    Raises PermissionDenied, WrongState.
    """
    with transaction.atomic():
        publication, _live = _settle(material, "leave", actor)
        try_again(publication)


def look_again(material: Material, *, actor: User) -> None:
    """Somebody has put it right on WordPress: compare at once. Raises PermissionDenied."""
    if not permissions.may_retry(actor):
        raise PermissionDenied
    with transaction.atomic():
        publication = Publication.objects.select_for_update().get(material=material)
        ask_for_a_look(publication)
        try_again(publication)
        wake("publication.look")
        wake("delivery.retry")


def take_theirs(material: Material, *, actor: User) -> Edition:
    """A new edition that says what stands on the website now, to be reviewed like any other.

    Raises PermissionDenied, and WrongState also while another edition of it is open.
    """
    with transaction.atomic():
        if not permissions.may_begin_edition(actor, material.latest):
            raise WrongState(MOVED_ON)
        publication = Publication.objects.get(material=material)
        found = publication.drift
        _publication, live = _settle(material, "theirs", actor)
        edition = drafts.begin_edition(material, actor=actor)
        edition.material = material
        text = _text(live, publication, found["content"])
        draft = drafts.Draft(
            html.unescape(found["title"]),
            text.body,
            body_html=text.body_html,
            social_caption=edition.social_caption,
            facts=edition.facts,
            program=material.program,
        )
        drafts.save(edition, draft, actor=actor, seen_version=edition.version)
    return edition


def _text(live: Edition, publication: Publication, content: str) -> RichText:
    """The text of the page, without the facts, photos and marks that the portal adds itself."""
    said = Content.from_json(live.pinned.content) if live.pinned else Content.of(live)
    pictures = {
        attachment.sha256: Picture(attachment.url, attachment.attachment_id)
        for attachment in publication.attachments.all()
    }
    document = pictures.pop(said.document, None)
    bare = replace(said, body="", html="")
    ulid = live.material.ulid
    added = render_post(bare, pictures, ulid=ulid, document=document.url if document else "")
    ours = {block.strip() for block in added.html.split("\n\n")}
    blocks = [block for block in content.split("\n\n") if block.strip() not in ours]
    return RichText.from_html("\n\n".join(blocks))
