"""The files of a post in WordPress's media library: each there once, with the words approved."""

import html
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from contentdesk.content import Content, PhotoContent
from contentdesk.models import Material
from contentdesk.wordpress import services
from contentdesk.wordpress.client import WordPress
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


def photo_upload(material: Material, content: Content, photo: PhotoContent) -> Upload:
    """A photo of this content, named by its bytes and its material."""
    words = {
        "title": photo.caption or content.title,
        "alt_text": photo.alt,
        "caption": photo.caption,
    }
    stored = material.photos.get(sha256=photo.sha256)
    slug = _slug("foto", material, photo.sha256)
    return Upload(photo.sha256, stored.file, slug, ".jpg", "image/jpeg", words)


def document_upload(material: Material, content: Content) -> Upload:
    """The PDF of this content."""
    stored = material.documents.get(sha256=content.document)
    words = {"title": content.title, "alt_text": "", "caption": ""}
    slug = _slug("dokumen", material, stored.sha256)
    return Upload(stored.sha256, stored.file, slug, ".pdf", "application/pdf", words)


def _slug(prefix: str, material: Material, sha256: str) -> str:
    """By this it is found again when the answer was lost."""
    return f"{prefix}-{sha256[:16]}-{material.ulid[-6:].lower()}"


def ensure_attachment(wordpress: WordPress, publication: Publication, upload: Upload) -> Attachment:
    """The attachment of this file: the one that is there, with its words put right, or a new one.

    Raises the client's errors.
    """
    known = publication.attachments.filter(sha256=upload.sha256).first()
    media = wordpress.media(known.attachment_id) if known else None
    media = media or wordpress.media_by_slug(upload.slug) or _sent(wordpress, upload)
    if any(_said(media, field) != text for field, text in upload.words.items()):
        # Corrected since it was uploaded: what is public with the file is what is approved.
        media = wordpress.update_media(media["id"], upload.words)
    return services.record_attachment(publication, upload.sha256, media)


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


def _said(media: JSON, field: str) -> str:
    """A text of an attachment as a person wrote it."""
    stored = media[field]["raw"] if isinstance(media[field], dict) else media[field]
    return html.unescape(stored)
