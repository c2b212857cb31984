"""The site of a run: what the portal writes to, what stands there, where a blow may fall.

`read()` gives all that stands there in plain rows, the same for every kind of site; `look` asks as
a stranger. `fail` and `faults` are those of the fake, for whatever passes between portal and site.
"""

import hashlib
from dataclasses import dataclass

import requests

from tests.fake_wordpress import FakeWordPress


@dataclass(frozen=True)
class Post:
    id: int
    status: str
    title: str
    content: str
    featured_media: int


@dataclass(frozen=True)
class Media:
    id: int
    slug: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Said:
    """A comment; `author` is 0 for a visitor."""

    id: int
    parent: int
    author: int
    status: str
    content: str


@dataclass(frozen=True)
class Holdings:
    posts: list[Post]
    media: list[Media]
    comments: list[Said]


class OnTheFake:
    """The fake WordPress, read in its memory."""

    patience = 30  # seconds for one worker to do all there is

    def __init__(self, fake=None):
        self.fake = fake or FakeWordPress()
        self.url, self.user, self.password = self.fake.url, self.fake.user, self.fake.password
        self.faults, self.fail, self.stop = self.fake.faults, self.fake.fail, self.fake.stop

    def read(self):
        """All that stands there; call it while nothing is being written."""
        fake = self.fake
        return Holdings(
            [
                Post(p.id, p.status, p.title, p.content, p.featured_media)
                for p in fake.posts.values()
            ],
            [Media(m.id, m.slug, m.path, sha256(m.content)) for m in fake.media.values()],
            [Said(c.id, c.parent, c.author, c.status, c.content) for c in fake.comments.values()],
        )

    def look(self, address):
        """Status and bytes that a stranger gets."""
        return look(address)

    def visitor_comments(self, post_id, name, email, text):
        self.fake.visitor_comments(post_id, name, email, text)

    def settle(self):
        """What a dead worker had asked for is done or cut off when this returns."""
        self.fake.stop()
        self.fake.start()


def look(address):
    answer = requests.get(address, timeout=60)
    return answer.status_code, answer.content


def sha256(content):
    return hashlib.sha256(content).hexdigest()
