"""The files of a post in WordPress's media library: each there once, with the words approved."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from contentdesk.content import Content, PhotoContent
from contentdesk.models import Material
from contentdesk.wordpress import services
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.finding import Differs
from contentdesk.wordpress.models import Attachment, Publication

JSON = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A stored file and what WordPress shall know of it; `words` are its media fields."""

    sha256: str
    file: str
    slug: str
    suffix: str
    content_type: str
    words: dict[str, str]


def uploads_of(material: Material, content: Content) -> list[Upload]:
    """Every file of this content, the photos first and in their order, each named by its bytes."""
    stored = {photo.sha256: photo.file for photo in material.photos.all()}
    uploads = [_photo(material, content, photo, stored) for photo in content.photos]
    if content.document:
        document = material.documents.get(sha256=content.document)
        words = {"title": content.title, "alt_text": "", "caption": ""}
        slug = f"dokumen-{_mark(material, document.sha256)}"
        uploads.append(
            Upload(document.sha256, document.file, slug, ".pdf", "application/pdf", words)
        )
    return uploads


def _photo(
    material: Material, content: Content, photo: PhotoContent, stored: dict[str, str]
) -> Upload:
    words = {
        "title": photo.caption or content.title,
        "alt_text": photo.alt,
        "caption": photo.caption,
    }
    slug = f"foto-{_mark(material, photo.sha256)}"
    return Upload(photo.sha256, stored[photo.sha256], slug, ".jpg", "image/jpeg", words)


def slugs_of(material: Material, sha256: str) -> list[str]:
    """What a file of this material with these bytes is called on the site, photo or document."""
    return [f"{prefix}-{_mark(material, sha256)}" for prefix in ("foto", "dokumen")]


def _mark(material: Material, sha256: str) -> str:
    """By this it is found again when the answer was lost."""
    return f"{sha256[:16]}-{material.ulid[-6:].lower()}"


def ensure_attachments(
    wordpress: WordPress,
    publication: Publication,
    uploads: list[Upload],
    reach: Callable[[], None],
) -> list[Attachment]:
    """The attachment of each file: the one that is there, with its words put right, or a new one.

    `reach` is called before whatever is written. Raises the client's errors, and Differs when the
    site keeps other words than were sent.
    """
    known = {attachment.sha256: attachment for attachment in publication.attachments.all()}
    there = _there(wordpress, uploads, known)
    attachments = []
    for upload in uploads:
        media = there.get(upload.sha256)
        if media is None:
            reach()
            services.expect_attachment(publication, upload.sha256)
            media = _sent(wordpress, upload)
        if not _says(media, upload.words):
            # Corrected since it was uploaded: what is public with the file is what is approved.
            reach()
            media = wordpress.update_media(media["id"], upload.words)
        if not _says(media, upload.words):
            raise Differs("read_back_words")
        attachment = known.get(upload.sha256)
        if attachment is None or not services.is_attachment(attachment, media):
            attachment = services.record_attachment(publication, upload.sha256, media)
        attachments.append(attachment)
    return attachments


def _there(
    wordpress: WordPress, uploads: Iterable[Upload], known: dict[str, Attachment]
) -> dict[str, JSON]:
    """What the site has of these files, by hash: known by number, or sent before and not noted."""
    numbers = {
        known[upload.sha256].attachment_id: upload.sha256
        for upload in uploads
        if upload.sha256 in known
    }
    ids = [number for number in numbers if number is not None]
    there = {
        numbers[media["id"]]: media
        for media in wordpress.media_with(ids)
        # Its number may be somebody else's file by now, as after a restored backup.
        if numbers[media["id"]][:16] in media["slug"]
    }
    unknown = {upload.slug: upload.sha256 for upload in uploads if upload.sha256 not in there}
    found = wordpress.media_by_slugs(list(unknown))
    return there | {unknown[slug]: media for slug, media in found.items()}


def _sent(wordpress: WordPress, upload: Upload) -> JSON:
    with default_storage.open(upload.file) as file:
        data = file.read()
    return wordpress.upload_media(
        data=data,
        filename=f"{upload.slug}{upload.suffix}",
        content_type=upload.content_type,
        slug=upload.slug,
        title=upload.words["title"],
        alt_text=upload.words["alt_text"],
        caption=upload.words["caption"],
    )


def _says(media: JSON, words: dict[str, str]) -> bool:
    """Whether an attachment says these words, as far as WordPress keeps words as they are."""
    return all(_kept(_stored(media, field)) == _kept(text) for field, text in words.items())


def _stored(media: JSON, field: str) -> str:
    return str(media[field]["raw"] if isinstance(media[field], dict) else media[field])


def _kept(text: str) -> str:
    """What sanitize_text_field of WordPress keeps: no tags, octets or double blanks."""
    without = re.sub(r"%[0-9A-Fa-f]{2}|<[^>]*>", "", html.unescape(text))
    return " ".join(without.split())
