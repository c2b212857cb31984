"""What a stranger sees of our page, held against what was approved: the proof that it is live."""

import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.utils import timezone

from contentdesk.rendering import marker
from contentdesk.wordpress.client import PublicPage

VERSION = re.compile(r"<!-- version:\w+ -->")
# What a person may say they have seen, where the portal could not. Not a photo that had to go.
CONFIRMABLE = {"not_seen", "old_version_seen", "photo_not_seen", "alt_not_seen"}


class NotSeen(Exception):
    """A stranger does not get to see what was approved; `code` says what is amiss."""

    def __init__(self, status: int, code: str = "not_seen") -> None:
        super().__init__(status, code)
        self.status, self.code = status, code


@dataclass(frozen=True)
class Expected:
    """What has to be on the page: `alts` holds each photo's alt text by its address on the site."""

    ulid: str
    title: str
    version: str
    alts: dict[str, str]


class _Images(HTMLParser):
    """The images of a page: all that their tag says in one text, and their alt text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![…>` as a browser does, as a comment; Python would give the whole page up."""
        return self.parse_bogus_comment(i, report=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A theme may keep the address in srcset or data-src, and a cache may move it elsewhere.
        if tag in {"img", "source"}:
            self.found.append((" ".join(filter(None, dict(attrs).values())), _alt(attrs)))


def _alt(attrs: list[tuple[str, str | None]]) -> str:
    return dict(attrs).get("alt") or ""


def is_shown(page: PublicPage, ulid: str, title: str) -> bool:
    """Whether this public page is our post."""
    # Some sites strip HTML comments on the way out; then the title has to be there.
    return page.status == 200 and (
        marker(ulid) in page.text or letters(title) in letters(html.unescape(page.text))
    )


def check(page: PublicPage, expected: Expected) -> dict[str, str | int]:
    """The proof of what was seen: hash and length of the page, and when (UTC).

    Raises NotSeen with a code when the page is not ours, is an older version out of a cache, lacks
    a photo or its alt text, or still shows a photo that is no longer part of it.
    """
    told = letters(expected.title) in letters(html.unescape(page.text))
    if not told or not is_shown(page, expected.ulid, expected.title):
        raise NotSeen(page.status)
    _check_gone(page, expected)
    versions = VERSION.findall(page.text)
    if versions and expected.version not in versions:
        raise NotSeen(page.status, "old_version_seen")
    _check_photos(page, expected)
    return {
        "sha256": hashlib.sha256(page.content).hexdigest(),
        "bytes": len(page.content),
        "at": timezone.now().isoformat(timespec="seconds"),
    }


def _check_gone(page: PublicPage, expected: Expected) -> None:
    """No other photo of this material may be seen: one that is left may have had to go."""
    wanted = {photo for url in expected.alts for photo in _photos_of(expected.ulid, url)}
    if any(photo not in wanted for photo in _photos_of(expected.ulid, page.text)):
        raise NotSeen(page.status, "old_photo_seen")


def _check_photos(page: PublicPage, expected: Expected) -> None:
    images = _Images(page.text).found
    for url, alt in expected.alts.items():
        alts = [said for tag, said in images if _stem(url) in tag]
        if not alts:
            raise NotSeen(page.status, "photo_not_seen")
        if letters(alt) not in map(letters, alts):
            raise NotSeen(page.status, "alt_not_seen")


def _stem(url: str) -> str:
    """The part of a photo's name that all its sizes share."""
    stem = PurePosixPath(urlsplit(url).path).stem
    return re.sub(r"-(scaled|rotated)$", "", stem)


def _photos_of(ulid: str, text: str) -> Iterable[str]:
    """The photos of this material in a text, by the part of their names that tells their bytes."""
    return re.findall(rf"\bfoto-[0-9a-f]{{16}}-{ulid[-6:].lower()}", text)


def letters(words: str) -> str:
    """Only what survives WordPress's curling of quotes and dashes."""
    return re.sub(r"[\W_]+", "", words).casefold()
