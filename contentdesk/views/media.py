"""What is shown inside a page: photos, and the post as exactly the HTML that will be sent."""

from html import escape

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from contentdesk.content import Content
from contentdesk.foundation import files
from contentdesk.models import Material
from contentdesk.organization.requests import PortalRequest
from contentdesk.rendering import Picture, render_post
from contentdesk.versions import stored_photos
from contentdesk.views.access import edition_or_404

DOCUMENT = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{style}"></head>
<body><main aria-labelledby="title"><article><h1 id="title">{title}</h1>
{html}
</article></main></body></html>
"""


def photo(request: PortalRequest, ulid: str, sha256: str, size: str) -> HttpResponseBase:
    """A photo of a material that this person may read, whole or as its preview."""
    edition = edition_or_404(request, ulid)
    found = get_object_or_404(edition.material.photos, sha256=sha256)
    if not found.file:
        # Covered and forgotten; an older version still names it.
        return redirect(static("photo-gone.svg"))
    return files.serve(
        request,
        found.preview if size == "preview" else found.file,
        content_type="image/jpeg",
        download_name=f"{sha256[:12]}.jpg",
        inline=True,
    )


def document(request: PortalRequest, ulid: str, sha256: str) -> HttpResponseBase:
    """A PDF of a material that this person may read, to be saved and never shown as a page."""
    edition = edition_or_404(request, ulid)
    found = get_object_or_404(edition.material.documents, sha256=sha256)
    return files.serve(
        request,
        found.file,
        content_type="application/pdf",
        download_name=f"{sha256[:12]}.pdf",
        inline=False,
    )


def preview(request: PortalRequest, ulid: str) -> HttpResponse:
    """A page of its own, made of the HTML that WordPress will get; only photo addresses differ."""
    edition = edition_or_404(request, ulid)
    content = (
        Content.of(edition) if edition.pinned is None else Content.from_json(edition.pinned.content)
    )
    return post_page(request, edition.material, content)


def post_page(request: PortalRequest, material: Material, content: Content) -> HttpResponse:
    """A version of a material as a page of its own; a photo covered since is left out."""
    ulid = material.ulid
    kept = stored_photos(material)
    pictures = {}
    for shown in content.photos:
        if shown.sha256 in kept:
            address = reverse("material_photo", args=[ulid, shown.sha256, "full"])
            pictures[shown.sha256] = Picture(request.build_absolute_uri(address))
    document = content.document and request.build_absolute_uri(
        reverse("material_document", args=[ulid, content.document])
    )
    post = render_post(content, pictures, ulid=ulid, document=document)
    page = DOCUMENT.format(
        language=escape(get_language() or "id"),
        style=escape(static("css/preview.css")),
        title=post.title,
        html=post.html,
    )
    return HttpResponse(page)
