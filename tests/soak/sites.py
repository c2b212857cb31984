"""The site of a run: what the portal writes to, what stands there, where a blow may fall.

`read()` gives all that stands there in plain rows, the same for every kind of site; `look` asks as
a stranger. `fail` and `faults` are those of the fake, for whatever passes between portal and site.
"""

import hashlib
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from tests.fake_wordpress import FakeWordPress
from tests.live.proxy import SECONDS, Proxy
from tests.live.site import SECONDS_TO_START, site_in


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
    brought = 1  # an example of a page, with an example of a comment

    def __init__(self, fake=None):
        self.fake = fake or FakeWordPress()
        self.url, self.user, self.password = self.fake.url, self.fake.user, self.fake.password
        self.faults, self.fail, self.close = self.fake.faults, self.fake.fail, self.fake.stop

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


class OnWordPress:
    """A real WordPress of this run's own, in `folder`; read over REST, past the proxy."""

    patience = 240
    brought = 0

    def __init__(self, folder):
        self.wordpress = site_in(folder)
        self.wordpress.start(SECONDS_TO_START)
        self.user, self.password = self.wordpress.user, self.wordpress.password
        self.proxy = Proxy(self.wordpress)
        self.url, self.faults, self.fail = self.proxy.url, self.proxy.faults, self.proxy.fail
        self.session = requests.Session()
        self.session.auth = (self.user, self.password)
        self.hashes = {}

    def close(self):
        self.session.close()
        self.proxy.stop()
        self.wordpress.stop()

    def read(self):
        """All that stands there; call it while nothing is being written."""
        posts = self._all("posts", status="publish,future,draft,pending,private,trash")
        return Holdings(
            [
                Post(
                    p["id"],
                    p["status"],
                    p["title"]["raw"],
                    p["content"]["raw"],
                    p["featured_media"],
                )
                for p in posts
            ],
            [self._media(m) for m in self._all("media")],
            [
                Said(c["id"], c["parent"], c["author"], c["status"], c["content"]["raw"])
                for c in self._all("comments", status="any")
            ],
        )

    def look(self, address):
        """Status and bytes that a stranger gets."""
        return look(address)

    def visitor_comments(self, post_id, name, email, text):
        """By the form of the page; WordPress wants some seconds between two of them."""
        said = {"author": name, "email": email, "comment": text}
        said |= {"comment_post_ID": post_id, "comment_parent": 0}
        for _ in range(12):
            form = f"{self.wordpress.url}/wp-comments-post.php"
            answer = requests.post(form, said, allow_redirects=False, timeout=SECONDS)
            if answer.status_code == 302:
                return
            assert answer.status_code == 429, f"{answer.status_code} {answer.text}"
            time.sleep(2)
        raise AssertionError("the site never took the comment")

    def settle(self):
        """What a dead worker had asked for is done or cut off when this returns."""
        self.proxy.stop()
        self.proxy.start()

    def _all(self, noun, **query):
        found, page, pages = [], 0, 1
        while page < pages:
            page += 1
            asked = {"context": "edit", "per_page": 100, "page": page, **query}
            address = f"{self.wordpress.url}/wp-json/wp/v2/{noun}"
            answer = self.session.get(address, params=asked, timeout=SECONDS)
            answer.raise_for_status()
            found += answer.json()
            pages = int(answer.headers["X-WP-TotalPages"])
        return found

    def _media(self, media):
        address = media["source_url"]
        if address not in self.hashes:
            self.hashes[address] = sha256(look(address)[1])
        path = urlsplit(address).path
        return Media(media["id"], media["slug"], path, self.hashes[address])


def look(address):
    answer = requests.get(address, timeout=SECONDS)
    return answer.status_code, answer.content


def sha256(content):
    return hashlib.sha256(content).hexdigest()
