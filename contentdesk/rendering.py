"""The one renderer of a post: the preview shows exactly what will be sent (design.md §2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.utils.text import slugify

from contentdesk.content import Content
from contentdesk.foundation.markup import clean_html, html_from_text, wordpress_block


@dataclass(frozen=True)
class Picture:
    """Where a photo stands: its address, and its WordPress attachment where it has one."""

    url: str
    attachment_id: int | None = None


@dataclass(frozen=True)
class RenderedPost:
    """What is sent to WordPress: the title as text, the content as block markup."""

    title: str
    html: str


def marker(ulid: str) -> str:
    """The comment by which a post of ours is found again, whatever happens to its address."""
    return f"<!-- portal:{ulid} -->"


def slug(title: str, ulid: str) -> str:
    """The address of the page, made once: the title in plain letters and a short id."""
    return f"{slugify(title)[:80].strip('-')}-{ulid[-6:].lower()}".lstrip("-")


def render_post(content: Content, pictures: Mapping[str, Picture], *, ulid: str) -> RenderedPost:
    """The post of this content; `pictures` holds each photo by its SHA-256."""
    blocks = [html_from_text(content.body)]
    for photo in content.photos:
        blocks.append(_figure(pictures[photo.sha256], photo.caption, photo.alt))
    blocks.append(f"<!-- wp:html -->\n{marker(ulid)}\n<!-- /wp:html -->")
    return RenderedPost(_text(content.title), "\n\n".join(block for block in blocks if block))


def _text(words: str) -> str:
    """Plain words for a place where HTML stands; the cleaning sees to WordPress's brackets."""
    return clean_html(escape(words, quote=False))


def _figure(picture: Picture, caption: str, alt: str) -> str:
    attributes: dict[str, bool | int | str] = {"sizeSlug": "full", "linkDestination": "none"}
    css = ""
    if picture.attachment_id is not None:
        attributes = {"id": picture.attachment_id, **attributes}
        css = f' class="wp-image-{picture.attachment_id}"'
    words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    figure = (
        '<figure class="wp-block-image size-full">'
        f'<img src="{escape(picture.url)}" alt="{escape(alt)}"{css}>{words}</figure>'
    )
    return wordpress_block("image", figure, attributes)
