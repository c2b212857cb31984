"""Plain text into clean HTML, and foreign HTML into clean HTML, both in the form WordPress keeps.

Every piece of HTML leaves through `clean_html`, so nothing outside its allow-list can be sent,
whatever was typed. What it gives out comes back from WordPress byte for byte: wp_kses, which
WordPress runs on what some accounts write, finds nothing to rewrite.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import nh3

_CLASS_PREFIXES = ("wp-", "size-", "align", "has-", "is-", "columns-")


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    """Of classes only those that WordPress's own blocks use."""
    if attribute != "class":
        return value
    return " ".join(name for name in value.split() if name.startswith(_CLASS_PREFIXES)) or None


_CLEANER = nh3.Cleaner(
    tags={"p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4", "a"}
    | {"figure", "figcaption", "img"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"},
    attributes={
        "a": {"href"},
        "figure": {"class"},
        "h2": {"class"},
        "h3": {"class"},
        "h4": {"class"},
        "img": {"src", "alt", "class"},
        "ol": {"class", "start"},
        "ul": {"class"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    attribute_filter=_kept_value,
    url_schemes={"http", "https", "mailto", "tel"},
    # A relative address would mean the portal to its writer and WordPress to its reader; and
    # "//evil.example" counts as relative.
    url_relative="deny",
    link_rel=None,
)

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Direction marks can disguise text. The joiners U+200C and U+200D stay: Arabic and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff0-\ufffc\ufffe\uffff]"
)
_WORD_BULLET = "\uf0b7"  # stands before each item of a list pasted from Word

# "-Foto" is an item too; "-5", "--" and WhatsApp's "*penting*" are not.
_BULLET = re.compile(r"(?:[-–*•·●▪]\s+|[-–](?=[^\W\d_])|[•●▪])(\S.*)")
_NUMBER = re.compile(r"([0-9]{1,3})[.)]\s+(\S.*)")
_ADDRESS = re.compile(r"https?://\w[^\s<>\"]*", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'*…”’»"
_OPENED_BY = {")": "(", "]": "[", "}": "{"}

_ESCAPED_IN_COMMENT = (
    ("--", r"\u002d\u002d"),
    ("<", r"\u003c"),
    (">", r"\u003e"),
    ("&", r"\u0026"),
)


@dataclass
class _Block:
    """Lines that belong together; `kind` is p, ul or ol, `start` the first number of an ol."""

    kind: str
    start: int
    lines: list[str]

    def continues_with(self, kind: str, number: int, after_gap: bool) -> bool:
        if kind != self.kind:
            return False
        if kind == "ol":
            # A number out of turn is what the writer meant: it begins a list of its own.
            return number == self.start + len(self.lines)
        return kind == "ul" or not after_gap


def html_from_text(text: str) -> str:
    """Turn what was typed in a plain field into HTML in WordPress's block form.

    An empty line parts paragraphs, a single line end becomes `<br>`. Lines that begin with "-",
    "–", "*" or "•" become a list; "1." or "1)" a numbered one that keeps its numbers. Web addresses
    become links. All else shows as it was typed: no tag and no shortcode gets through. Blank text
    gives "".
    """
    return "\n\n".join(map(_block_html, _blocks(text)))


def clean_html(foreign: str) -> str:
    """Keep of some HTML only paragraphs, emphasis, lists, headings, links, pictures and tables.

    Scripts, styles, comments (WordPress's block comments too), other tags and other attributes
    fall away; addresses must be complete and begin with http, https, mailto or tel; square
    brackets are encoded, so that WordPress finds no shortcode. Cleaning twice changes nothing.
    """
    # Afterwards once more: a character written as "&#1;" appears only now.
    cleaned = _INVISIBLE.sub("", _CLEANER.clean(_INVISIBLE.sub("", foreign)))
    # wp_kses would read "&amp;#91;" as "&#91;", and pads "&#91;" to three digits. It has to be
    # three also because do_shortcode turns "&#91;" back into a bracket.
    cleaned = cleaned.replace("&amp;#", "&amp;&#035;")
    return cleaned.replace("[", "&#091;").replace("]", "&#093;")


def wordpress_block(
    name: str, foreign: str, attributes: Mapping[str, bool | int | str] | None = None
) -> str:
    """Clean some HTML and put it between WordPress's comments for a block, such as "paragraph".

    `attributes` are the block's own, for instance {"id": 12} of an image.
    """
    return _between_comments(name, clean_html(foreign), attributes or {})


def list_block(tag: str, items: Iterable[tuple[str, str]], start: int = 1) -> str:
    """A list as WordPress's blocks; `tag` is ul or ol, `start` an ol's first number.

    Each item is its inline HTML, which is cleaned, and the list blocks below it, made by this
    function too, or "".
    """
    listed = "\n\n".join(
        _between_comments("list-item", f"<li>{clean_html(inline)}{below}</li>", {})
        for inline, below in items
    )
    attributes: dict[str, bool | int | str] = {"ordered": True} if tag == "ol" else {}
    first = ""
    if tag == "ol" and start != 1:
        attributes["start"] = start
        first = f' start="{start}"'
    inner = f'<{tag}{first} class="wp-block-list">{listed}</{tag}>'
    return _between_comments("list", inner, attributes)


def _between_comments(name: str, inner: str, attributes: Mapping[str, bool | int | str]) -> str:
    encoded = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    # As WordPress writes them itself: no value can end the comment.
    for plain, escaped in _ESCAPED_IN_COMMENT:
        encoded = encoded.replace(plain, escaped)
    opening = f"{name} {encoded}" if attributes else name
    return f"<!-- wp:{opening} -->\n{inner}\n<!-- /wp:{name} -->"


def _block_html(block: _Block) -> str:
    texts = [linked(line) for line in block.lines]
    if block.kind == "p":
        return wordpress_block("paragraph", f"<p>{'<br>'.join(texts)}</p>")
    return list_block(block.kind, [(text, "") for text in texts], block.start)


def _blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    after_gap = False
    for line in readable(text).split("\n"):
        kind, number, content = _classified(line.strip())
        if not content:
            after_gap = True
            continue
        if blocks and blocks[-1].continues_with(kind, number, after_gap):
            blocks[-1].lines.append(content)
        else:
            blocks.append(_Block(kind, number, [content]))
        after_gap = False
    return blocks


def readable(text: str) -> str:
    """The text with one kind of line end and of space, and without characters nobody sees."""
    text = _SPACE.sub(" ", _LINE_END.sub("\n", text))
    return _INVISIBLE.sub("", text).replace(_WORD_BULLET, "•")


def _classified(line: str) -> tuple[str, int, str]:
    if match := _BULLET.fullmatch(line):
        return "ul", 0, match[1]
    if match := _NUMBER.fullmatch(line):
        return "ol", int(match[1]), match[2]
    return "p", 0, line


def linked(line: str) -> str:
    """One line escaped, its web addresses as links."""
    parts = []
    position = 0
    for match in _ADDRESS.finditer(line):
        address = _without_punctuation(match[0])
        parts.append(html.escape(line[position : match.start()]))
        shown = html.escape(address)
        made = link(address, shown)
        # Not of an address that no browser could follow, such as one with port 99999.
        parts.append(made if " href=" in clean_html(made) else shown)
        position = match.start() + len(address)
    parts.append(html.escape(line[position:]))
    return "".join(parts)


def _without_punctuation(address: str) -> str:
    """The address without the sentence around it; a bracket stays when it was opened inside."""
    while (last := address[-1]) in _AFTER_ADDRESS or (
        last in _OPENED_BY and address.count(_OPENED_BY[last]) < address.count(last)
    ):
        address = address[:-1]
    return address


def link(address: str, inline: str) -> str:
    """A link; `inline` is the HTML of what it shows. The address is encoded, twice does no harm."""
    href = quote(address, safe="%/:?#@!$&()*+,;=~")
    return f'<a href="{html.escape(href)}">{inline}</a>'
