"""Attachments: /wp/v2/media."""

import io
import re
from functools import partial
from pathlib import PurePosixPath

from PIL import Image

from tests.fake_wordpress.lists import page_of
from tests.fake_wordpress.messages import Response, RestError
from tests.fake_wordpress.site import Media, paragraphs, rendered

# What WordPress lets in: the name's ending must be known, and the content must be what it says.
KINDS = {
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG", "image/png"),
    ".webp": (b"RIFF", "image/webp"),
    ".pdf": (b"%PDF-", "application/pdf"),
}


def collection(site, request):
    if request.method == "POST":
        return upload(site, request)
    found = list(site.media.values())
    if "slug" in request.query:
        found = [x for x in found if x.slug in request.query["slug"].split(",")]
    if "include" in request.query:
        found = [x for x in found if str(x.id) in request.query["include"].split(",")]
    words = request.param("search", "").lower().split()
    found = [x for x in found if all(word in f"{x.title}\n{x.caption}".lower() for word in words)]
    return page_of(request, found, partial(as_json, site))


def item(site, request, media_id):
    media = site.media.get(media_id)
    if media is None:
        raise RestError("rest_post_invalid_id", "Invalid post ID.", 404)
    if request.method == "GET":
        return as_json(site, media)
    if request.method == "POST":
        return update(site, request, media)
    if request.param("force") != "true":
        message = "The post does not support trashing. Set 'force=true' to delete."
        raise RestError("rest_trash_not_supported", message, 501)
    del site.media[media_id]
    for post in site.posts.values():
        if post.featured_media == media_id:
            post.featured_media = 0
    return {"deleted": True, "previous": as_json(site, media)}


def update(site, request, media):
    if not request.user or "upload_files" not in site.rights:
        raise RestError("rest_cannot_edit", "Sorry, you are not allowed to edit this post.", 403)
    fields = request.fields
    media.title = fields.get("title", media.title).strip()
    media.alt_text = _plain(fields.get("alt_text", media.alt_text))
    media.caption = fields.get("caption", media.caption)
    return as_json(site, media)


def _plain(alt_text):
    """WordPress takes tags and double blanks out of an alt text."""
    return " ".join(re.sub(r"<[^>]*>", "", alt_text).split())


def upload(site, request):
    _check(site, request)
    filename, content = request.files["file"]
    path = _free_path(site, filename)
    mime_type = _mime_type(site, request, filename, content)
    fields = request.fields
    media = Media(
        id=site.next_id(),
        path=path,
        content=content,
        mime_type=mime_type,
        size=Image.open(io.BytesIO(content)).size if mime_type.startswith("image/") else (0, 0),
        # Without a title WordPress takes the file's name (or the title in the photo's EXIF).
        title=fields.get("title", "").strip() or PurePosixPath(path).stem,
        slug=site.unique_slug(fields.get("slug") or PurePosixPath(path).stem),
        alt_text=_plain(fields.get("alt_text", "")),
        caption=fields.get("caption", ""),
        post=int(fields["post"]) if fields.get("post") else None,
        date_gmt=site.now(),
    )
    site.media[media.id] = media
    return Response.json(as_json(site, media), 201, X_WP_Upload_Attachment_ID=media.id)


def _check(site, request):
    if not request.user or "upload_files" not in site.rights:
        message = "Sorry, you are not allowed to create posts as this user."
        raise RestError("rest_cannot_create", message, 403 if request.user else 401)
    post = request.fields.get("post")
    if post and int(post) not in site.posts:
        message = "Sorry, you are not allowed to upload media to this post."
        raise RestError("rest_cannot_edit", message, 403)
    if "file" not in request.files:
        message = "No Content-Disposition supplied."
        raise RestError("rest_upload_no_content_disposition", message, 400)


def _mime_type(site, request, filename, content):
    limits = [request.fields.get("MAX_FILE_SIZE"), site.upload_limit]
    if any(limit is not None and len(content) > int(limit) for limit in limits):
        message = "The uploaded file exceeds the upload_max_filesize directive in php.ini."
        raise RestError("rest_upload_unknown_error", message, 500)
    start, mime_type = KINDS.get(PurePosixPath(filename).suffix.lower(), (None, None))
    if start is None or not content.startswith(start):
        message = "Sorry, you are not allowed to upload this file type."
        raise RestError("rest_upload_unknown_error", message, 500)
    return mime_type


def _free_path(site, filename):
    """Where the file goes: a blank in its name becomes "-", a taken name gets a number."""
    name = PurePosixPath(re.sub(r"\s+", "-", filename))
    folder = f"/wp-content/uploads/{site.local(site.now()):%Y/%m}"
    taken = {media.path for media in site.media.values()}
    path, number = f"{folder}/{name.stem}{name.suffix.lower()}", 1
    while path in taken:
        path = f"{folder}/{name.stem}-{number}{name.suffix.lower()}"
        number += 1
    return path


def sizes(media):
    """The smaller copies that WordPress makes of a picture, each at an address of its own."""
    if media.size[0] <= 300:
        return []
    width, height = media.size
    path = PurePosixPath(media.path)
    small = f"{path.stem}-300x{300 * height // width}{path.suffix}"
    return [("medium", str(path.with_name(small)))]


def as_json(site, media):
    width, height = media.size
    return {
        "id": media.id,
        "date_gmt": media.date_gmt.strftime("%Y-%m-%dT%H:%M:%S"),
        "slug": media.slug,
        "status": "inherit",
        "type": "attachment",
        "title": {"raw": media.title, "rendered": rendered(media.title)},
        "caption": {"raw": media.caption, "rendered": paragraphs(media.caption)},
        "alt_text": media.alt_text,
        "media_type": "image" if media.mime_type.startswith("image/") else "file",
        "mime_type": media.mime_type,
        "media_details": {
            "width": width,
            "height": height,
            "filesize": len(media.content),
            "sizes": {name: {"source_url": site.url + path} for name, path in sizes(media)},
        },
        "post": media.post,
        "source_url": site.url + media.path,
    }
