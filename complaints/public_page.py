"""Recognising words on a public page, where WordPress has curled the quotes and dashes."""

import html
import re
from html.parser import HTMLParser

from django.utils.html import strip_tags

COMMENT_ID = re.compile(r"comment-(\d+)")
UNREAD = {"script", "style", "template"}


def letters(words: str) -> str:
    """Only what survives WordPress's dressing: no quotes, dashes, blanks, emoji or entities.

    Words made of nothing else come back as they are, so that they equal no others.
    """
    plain = html.unescape(words)
    return re.sub(r"[\W_]+", "", plain).casefold() or plain.strip()


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, however a site has dressed them."""
    return letters(one) == letters(other)


class Comments(HTMLParser):
    """The comments of a page, in their order: number → text up to the start of the next one.

    Themes differ in everything but this: the element of comment 12 has the id `comment-12`.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[int, list[str]] = {}
        self._current: list[str] = []
        self._skipping = 0
        self.feed(page)
        self.close()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![…>` as a browser does, as a comment; Python would give the whole page up."""
        return self.parse_bogus_comment(i, report=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipping += tag in UNREAD
        found = COMMENT_ID.fullmatch(dict(attrs).get("id") or "")
        if found:
            self._current = self.texts.setdefault(int(found[1]), [])

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag in UNREAD and self._skipping > 0

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._current.append(data)


def stands_beneath(page: str, *, parent: int, reply: int, text: str, dressed: str = "") -> bool:
    """Whether a stranger reads `text` as comment `reply`, after the comment `parent`.

    `dressed` is the HTML that the site itself says it makes of the text; where a theme turns
    signs into pictures ("8)" becomes one, eight included), only that can be found.
    """
    texts = Comments(page).texts
    order = list(texts)
    if parent not in texts or reply not in texts or order.index(parent) > order.index(reply):
        return False
    shown = letters(" ".join(texts[reply]))
    wanted = [letters(text), letters(strip_tags(dressed))]
    return any(words and words in shown for words in wanted)
