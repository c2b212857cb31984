"""What is shown inside a page: photos, and the post as exactly the HTML that will be sent."""

from html import escape

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from contentdesk.content import Content
from contentdesk.foundation import files
from contentdesk.organization.requests import PortalRequest
from contentdesk.rendering import Picture, render_post
from contentdesk.views.access import edition_or_404

DOCUMENT = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{style}"></head>
<body><main><article><h1>{title}</h1>
{html}
</article></main></body></html>
"""


def photo(request: PortalRequest, ulid: str, sha256: str, size: str) -> HttpResponseBase:
    """A photo of a material that this person may read, whole or as its preview."""
    edition = edition_or_404(request, ulid)
    found = get_object_or_404(edition.material.photos, sha256=sha256)
    return files.serve(
        request,
        found.preview if size == "preview" else found.file,
        content_type="image/jpeg",
        download_name=f"{sha256[:12]}.jpg",
        inline=True,
    )


def preview(request: PortalRequest, ulid: str) -> HttpResponse:
    """A page of its own, made of the HTML that WordPress will get; only photo addresses differ."""
    edition = edition_or_404(request, ulid)
    content = (
        Content.of(edition) if edition.pinned is None else Content.from_json(edition.pinned.content)
    )
    pictures = {}
    for shown in content.photos:
        address = reverse("material_photo", args=[ulid, shown.sha256, "full"])
        pictures[shown.sha256] = Picture(request.build_absolute_uri(address))
    post = render_post(content, pictures, ulid=ulid)
    document = DOCUMENT.format(
        language=escape(get_language() or "id"),
        style=escape(static("css/preview.css")),
        title=post.title,
        html=post.html,
    )
    return HttpResponse(document)
