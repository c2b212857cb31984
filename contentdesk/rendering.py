"""The one renderer of a post: the preview shows exactly what will be sent (design.md §2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contentdesk.content import Content
from contentdesk.facts import Fact, day_of, facts_of
from contentdesk.foundation.markup import clean_html, html_from_text, wordpress_block
from contentdesk.foundation.rich_text import blocks_from_html


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


def version_mark(content: Content) -> str:
    """The comment by which a page tells which version it is: a cache may show an older one."""
    return f"<!-- version:{content.sha256[:16]} -->"


def slug(title: str, ulid: str) -> str:
    """The address of the page, made once: the title in plain letters and a short id."""
    return f"{slugify(title)[:80].strip('-')}-{ulid[-6:].lower()}".lstrip("-")


def render_post(
    content: Content, pictures: Mapping[str, Picture], *, ulid: str, document: str = ""
) -> RenderedPost:
    """The post of this content, in the language of the centre's public.

    `pictures` holds each photo by its SHA-256; one that is not in it is left out, as in an old
    version whose photo was covered since. `document` is the address of the PDF, if there is one.
    """
    blocks = [blocks_from_html(content.html) if content.html else html_from_text(content.body)]
    # Read by the public: whoever presses the button may have chosen another language.
    with translation.override(settings.LANGUAGE_CODE):
        blocks = [*_facts(content), *blocks]
        for photo in content.photos:
            if photo.sha256 in pictures:
                blocks.append(_figure(pictures[photo.sha256], photo.caption, photo.alt))
        if content.document and document:
            blocks.append(_download(document))
    marks = f"{marker(ulid)}\n{version_mark(content)}"
    blocks.append(f"<!-- wp:html -->\n{marks}\n<!-- /wp:html -->")
    return RenderedPost(_text(content.title), "\n\n".join(block for block in blocks if block))


def _text(words: str) -> str:
    """Plain words for a place where HTML stands; the cleaning sees to WordPress's brackets."""
    return clean_html(escape(words, quote=False))


def _facts(content: Content) -> Iterator[str]:
    """The short facts together in one paragraph, each longer one in its own."""
    told = [fact for fact in facts_of(content.kind) if content.facts.get(fact.name)]
    short = [_fact(content, fact) for fact in told if fact.shape != "lines"]
    if short:
        yield wordpress_block("paragraph", f"<p>{'<br>'.join(short)}</p>")
    for fact in told:
        if fact.shape == "lines":
            yield wordpress_block("paragraph", f"<p>{_fact(content, fact)}</p>")


def _fact(content: Content, fact: Fact) -> str:
    day = day_of(content.facts, fact.name) if fact.shape == "day" else None
    said = date_format(day, "j F Y", use_l10n=False) if day else content.facts[fact.name]
    lines = "<br>".join(escape(line, quote=False) for line in said.splitlines())
    between = "<br>" if "<br>" in lines else " "
    return f"<strong>{escape(str(fact.public_label))}:</strong>{between}{lines}"


def _download(address: str) -> str:
    words = _("Download the document (PDF)")
    return wordpress_block("paragraph", f'<p><a href="{escape(address)}">{words}</a></p>')


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
