"""Bringing an approved revision to the site, by the steps of design.md §5.

Each step looks at what is already there, so that a run may die after any of them and the next
one goes on: one post, each photo once, nothing public before the last look at the approval.
"""

import html
import re
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from contentdesk import services as desk
from contentdesk.content import Content, PhotoContent
from contentdesk.foundation.delivery import DeliveryState
from contentdesk.models import Kind, State
from contentdesk.rendering import Picture, RenderedPost, marker, render_post
from contentdesk.wordpress import services
from contentdesk.wordpress.client import Refused, Unavailable, Unconfirmed, WordPress
from contentdesk.wordpress.models import Attachment, Delivery

JSON = dict[str, Any]


class NotWanted(Exception):
    """The approval is gone: nothing may be shown."""


class Differs(Exception):
    """WordPress keeps something else than what was sent; `code` says what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSeen(Exception):
    """WordPress says it is published, but a stranger does not get to see it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def send(delivery: Delivery, wordpress: WordPress) -> bool:
    """Claim a delivery, carry it out and settle it; True when it is live.

    What the site answers is settled on the row, never raised. A claim that another worker holds
    is left alone.
    """
    if not delivery.claim():
        return False
    try:
        return Publishing(delivery, wordpress).run()
    except NotWanted:
        delivery.settle(DeliveryState.DROPPED)
    except Differs as difference:
        delivery.settle(DeliveryState.FAILED, error_code=difference.code)
    except NotSeen as unseen:
        delivery.later(DeliveryState.UNCONFIRMED, "not_seen", unseen.status)
    except Refused as no:
        delivery.settle(DeliveryState.FAILED, error_code=no.code, error_status=no.status)
    except Unavailable as trouble:
        wait = trouble.retry_after or 0
        delivery.later(DeliveryState.FAILED, trouble.code, trouble.status, wait)
    except Unconfirmed as lost:
        delivery.later(DeliveryState.UNCONFIRMED, lost.code, lost.status)
    return False


class Publishing:
    """One run over the steps for one claimed delivery."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None:
        self.delivery = delivery
        self.wordpress = wordpress
        self.edition = delivery.edition
        self.revision = delivery.revision
        self.material = self.edition.material
        self.content = Content.from_json(self.revision.content)
        self.publication = services.publication_of(self.material, self.content.title)

    def run(self) -> bool:
        self.delivery.reach("look")
        if self.edition.state != State.APPROVED or self.edition.pinned_id != self.revision.pk:
            raise NotWanted
        post = self._existing_post()
        self.delivery.reach("photos")
        attachments = [self._attachment(photo) for photo in self.content.photos]
        self.delivery.reach("draft")
        wanted = self._fields(attachments)
        post = self._write(post, wanted)
        services.record_post(self.publication, post)
        self.delivery.reach("read_back")
        post = self._read_back(post["id"], wanted)
        if post["status"] != "publish":
            self.delivery.reach("flip")
            post = self._flip(post["id"])
        self.delivery.reach("stranger")
        seen = self._as_stranger(post["link"])
        return services.record_published(
            self.delivery, self.publication, post, seen, timezone.now()
        )

    def _existing_post(self) -> JSON | None:
        """By its id, else by its marker in every state: a lost answer may have made it."""
        if self.publication.post_id is not None:
            post = self.wordpress.post(self.publication.post_id)
            if post is not None:
                # Without our marker it may be another's by now; a person has to look.
                if marker(self.material.ulid) not in post["content"]["raw"]:
                    raise Differs("marker_gone")
                return post
        marked = self.wordpress.posts_marked(marker(self.material.ulid))
        return min(marked, key=lambda post: int(post["id"]), default=None)

    def _attachment(self, photo: PhotoContent) -> Attachment:
        known = self.publication.attachments.filter(sha256=photo.sha256).first()
        if known is not None:
            return known
        # Named by its bytes and its material: found again when the answer was lost.
        name = f"foto-{photo.sha256[:16]}-{self.material.ulid[-6:].lower()}"
        media = self.wordpress.media_by_slug(name) or self._upload(photo, name)
        return services.record_attachment(self.publication, photo.sha256, media)

    def _upload(self, photo: PhotoContent, name: str) -> JSON:
        stored = self.material.photos.get(sha256=photo.sha256)
        with default_storage.open(stored.file) as file:
            data = file.read()
        return self.wordpress.upload_media(
            data=data,
            filename=f"{name}.jpg",
            content_type="image/jpeg",
            slug=name,
            title=photo.caption or self.content.title,
            alt_text=photo.alt,
            caption=photo.caption,
        )

    def _fields(self, attachments: list[Attachment]) -> JSON:
        """Everything of the post, for one request."""
        pictures = {
            attachment.sha256: Picture(attachment.url, attachment.attachment_id)
            for attachment in attachments
        }
        post: RenderedPost = render_post(self.content, pictures, ulid=self.material.ulid)
        return {
            "title": post.title,
            "content": post.html,
            "featured_media": attachments[0].attachment_id if attachments else 0,
            "categories": [self.wordpress.ensure_category(self._category())],
        }

    def _category(self) -> str:
        """The kind, in the language of the centre: it is read by the public."""
        with translation.override(settings.LANGUAGE_CODE):
            return str(Kind(self.content.kind).label)

    def _write(self, post: JSON | None, wanted: JSON) -> JSON:
        if post is None:
            return self.wordpress.create_post(
                {**wanted, "status": "draft", "slug": self.publication.slug}
            )
        if difference(post, wanted) is None and post["status"] != "trash":
            return post
        trashed = {"status": "draft", "slug": self.publication.slug}
        return self.wordpress.update_post(
            post["id"], {**wanted, **(trashed if post["status"] == "trash" else {})}
        )

    def _read_back(self, post_id: int, wanted: JSON) -> JSON:
        post = self.wordpress.post(post_id)
        found = "read_back_gone" if post is None else difference(post, wanted)
        if post is None or found is not None:
            raise Differs(found or "read_back_gone")
        return post

    def _flip(self, post_id: int) -> JSON:
        """Show it, if at this very moment it is still approved."""
        if not desk.begin_flip(self.edition, self.revision):
            raise NotWanted
        try:
            post = self.wordpress.update_post(post_id, {"status": "publish"})
        except (Refused, Unavailable):
            desk.release_flip(self.edition)
            raise
        if post["status"] != "publish":
            desk.release_flip(self.edition)
            raise Differs("not_published")
        return post

    def _as_stranger(self, address: str) -> bytes:
        page = self.wordpress.look(address)
        shown = marker(self.material.ulid) in page.text
        # Some sites strip HTML comments on the way out; then the title has to be there.
        if page.status != 200 or not (
            shown or _letters(self.content.title) in _letters(html.unescape(page.text))
        ):
            raise NotSeen(page.status)
        return page.content


def difference(post: JSON, wanted: JSON) -> str | None:
    """A code for the first thing in which the stored post is not what was sent, or None."""
    if html.unescape(post["title"]["raw"]) != html.unescape(wanted["title"]):
        return "read_back_title"
    if post["content"]["raw"].strip() != wanted["content"].strip():
        return "read_back_content"
    if post["featured_media"] != wanted["featured_media"]:
        return "read_back_photo"
    if not set(wanted["categories"]) <= set(post["categories"]):
        return "read_back_category"
    return None


def _letters(words: str) -> str:
    """Only what survives WordPress's curling of quotes and dashes."""
    return re.sub(r"[\W_]+", "", words).casefold()
