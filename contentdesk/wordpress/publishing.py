"""Bringing an approved revision to the site, by the steps of design.md §5.

Each step looks at what is already there, so that a run may die after any of them and the next
one goes on: one post, each photo once, nothing public before the last look at the approval.
"""

import html
from functools import cached_property
from typing import Any

from contentdesk.content import Content
from contentdesk.foundation.delivery import ClaimLost
from contentdesk.models import State
from contentdesk.rendering import Picture, RenderedPost, render_post, version_mark
from contentdesk.services import live
from contentdesk.wordpress import drift, generations, services, sighting, terms
from contentdesk.wordpress.client import Refused, Unavailable, WordPress
from contentdesk.wordpress.finding import Differs, NotWanted, existing_post
from contentdesk.wordpress.models import Attachment, Delivery, Publication
from contentdesk.wordpress.uploading import ensure_attachments, uploads_of

JSON = dict[str, Any]

TERMS = ("categories", "tags")


class Publishing:
    """One run over the steps for one claimed delivery."""

    def __init__(self, delivery: Delivery, wordpress: WordPress) -> None:
        self.delivery = delivery
        self.wordpress = wordpress
        self.edition = delivery.edition
        self.revision = delivery.revision
        self.material = self.edition.material
        self.content = Content.from_json(self.revision.content)
        # Of an earlier run it is not known whether visitors see its work.
        self.resumed = self.edition.flip_started_at is not None
        # What is live is sent again: without a photo, or over what somebody did on WordPress.
        self.again = self.edition.state == State.PUBLISHED

    @cached_property
    def publication(self) -> Publication:
        """Made once the checker has passed it: the address is made of the title and stays."""
        publication = services.publication_of(self.material, self.content.title)
        generations.adopt(publication)
        return publication

    def run(self) -> bool:
        self.delivery.reach("look")
        approved = self.edition.state == State.APPROVED or self.again
        if not approved or self.edition.pinned_id != self.revision.pk:
            raise NotWanted
        if self.content.sha256 != self.revision.sha256:
            raise Differs("broke")
        if not self.resumed and not self.again:
            self._check()
        post = self._existing_post()
        if post is not None and post["status"] == "publish":
            # Public already: from here on the approval must stand, or it would be rewritten.
            self._hold_approval()
        attachments, wanted = self._prepared()
        self._check_drift(post, wanted)
        self.delivery.reach("draft")
        post = self._write(post, wanted)
        services.record_post(self.publication, post)
        self.delivery.reach("read_back")
        post = self._read_back(post["id"], wanted)
        if post["status"] != "publish":
            post = self._flip(post["id"])
        services.record_read_back(self.publication, post)
        self.delivery.reach("stranger")
        proof = self._as_stranger(post["link"], attachments)
        return services.record_published(self.delivery, self.publication, proof)

    def _check(self) -> None:
        """The checker's last word, for what visitors do not see yet."""
        if not live.is_fit(self.edition, self.revision):
            raise NotWanted

    def _existing_post(self) -> JSON | None:
        """What is there already; where it must not be touched, nothing of ours is shown."""
        try:
            return existing_post(self.wordpress, self.publication)
        except Differs as found:
            raise self._not_public(found.code) from found

    def _check_drift(self, post: JSON | None, wanted: JSON) -> None:
        """What people did on WordPress is not written over unseen; a photo that must go is."""
        known = self.publication.state != Publication.State.ABSENT and self.publication.read_back
        ours = post is not None and difference(post, wanted) is None
        if not known or ours or self.edition.amended_at:
            return
        if found := drift.of(self.publication, post):
            drift.keep(self.publication, found)
            raise self._not_public("drifted")

    def _not_public(self, code: str) -> Differs:
        """Nothing of ours is shown, so people may take the approval back again."""
        live.release_flip(self.edition)
        return Differs(code)

    def _hold_approval(self) -> None:
        self.delivery.reach("flip")
        if not live.begin_flip(self.edition, self.revision):
            raise NotWanted

    def _prepared(self) -> tuple[list[Attachment], JSON]:
        """Its files, sent, and everything of the post; a failure here has shown nothing."""
        try:
            attachments = self._attachments()
            return attachments, self._fields(attachments)
        except ClaimLost:
            raise
        except Exception:
            if not self.resumed:
                live.release_flip(self.edition)
            raise

    def _attachments(self) -> list[Attachment]:
        """Every file of the post in the media library, photos first, in their order."""
        return ensure_attachments(
            self.wordpress,
            self.publication,
            uploads_of(self.material, self.content),
            lambda: self.delivery.reach("photos"),
        )

    def _fields(self, attachments: list[Attachment]) -> JSON:
        """Everything of the post, for one request."""
        pictures = {
            attachment.sha256: Picture(attachment.url, attachment.attachment_id)
            for attachment in attachments
        }
        document = pictures.pop(self.content.document, None)
        post: RenderedPost = render_post(
            self.content,
            pictures,
            ulid=self.material.ulid,
            document=document.url if document else "",
        )
        return {
            "title": post.title,
            "content": post.html,
            "featured_media": attachments[0].attachment_id if self.content.photos else 0,
            **terms.filed_under(self.wordpress, self.material, self.publication.generation),
        }

    def _write(self, post: JSON | None, wanted: JSON) -> JSON:
        if post is None:
            return self.wordpress.create_post(
                {**wanted, "status": "draft", "slug": self.publication.slug}
            )
        if difference(post, wanted) is None and is_filed_so(post, wanted):
            return post
        if self.resumed and post["status"] == "publish" and not self.again:
            # The update that an earlier run began has not got through.
            self._check()
        services.record_writing(self.publication, post, wanted)
        try:
            return self.wordpress.update_post(post["id"], wanted)
        except (Refused, Unavailable):
            live.release_flip(self.edition)
            raise

    def _read_back(self, post_id: int, wanted: JSON) -> JSON:
        post = self.wordpress.post(post_id)
        found = "read_back_gone" if post is None else difference(post, wanted)
        if found == "read_back_terms":
            # Deleted there since they were found; by their names they are found or made again.
            terms.forget(self.material)
            raise Unavailable(found)
        if post is None or found is not None:
            raise Differs(found or "read_back_gone")
        return post

    def _flip(self, post_id: int) -> JSON:
        """Show it, if at this very moment it is still approved."""
        if self.resumed and not self.again:
            self._check()
        self._hold_approval()
        services.record_showing(self.publication, True)
        try:
            post = self.wordpress.update_post(post_id, {"status": "publish"})
        except (Refused, Unavailable):
            services.record_showing(self.publication, False)
            live.release_flip(self.edition)
            raise
        if post["status"] != "publish":
            raise self._not_public("not_published")
        return post

    def _as_stranger(self, address: str, attachments: list[Attachment]) -> JSON:
        """The proof that a stranger sees what was approved."""
        urls = {attachment.sha256: attachment.url for attachment in attachments}
        expected = sighting.Expected(
            self.material.ulid,
            self.content.title,
            version_mark(self.content),
            {urls[photo.sha256]: photo.alt for photo in self.content.photos},
        )
        return sighting.check(self.wordpress.look(address), expected)


def difference(post: JSON, wanted: JSON) -> str | None:
    """A code for the first thing in which the stored post is not what was sent, or None."""
    if html.unescape(post["title"]["raw"]) != html.unescape(wanted["title"]):
        return "read_back_title"
    if post["content"]["raw"].strip() != wanted["content"].strip():
        return "read_back_content"
    if post["featured_media"] != wanted["featured_media"]:
        return "read_back_photo"
    if any(not set(wanted[kind]) <= set(post[kind]) for kind in TERMS):
        return "read_back_terms"
    return None


def is_filed_so(post: JSON, wanted: JSON) -> bool:
    """Whether it stands under these categories and tags and no others; none is the site's own."""
    return all(not wanted[kind] or set(wanted[kind]) == set(post[kind]) for kind in TERMS)
