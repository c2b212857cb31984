"""What stands on the site, sorted by whose it is."""

import re
from collections import defaultdict

MARKER = re.compile(r"<!-- portal:(\w{26}) -->")
VERSION = re.compile(r"<!-- version:(\w+) -->")
PHOTO = re.compile(r"^foto-[0-9a-f]{16}-(\w{6})(?:-\d+)?$")


class Seen:
    """The site at one moment; `site` is there for what only a stranger's look can tell."""

    def __init__(self, site):
        self.site = site
        held = site.read()
        self.posts = defaultdict(list)
        for post in held.posts:
            for ulid in MARKER.findall(post.content):
                self.posts[ulid].append(post)
        self.strangers_posts = [post for post in held.posts if not MARKER.search(post.content)]
        self.media = {media.id: media for media in held.media}
        self.photos = {media.path: media.sha256 for media in held.media}
        self.media_of = defaultdict(list)
        for media in held.media:
            found = PHOTO.match(media.slug)
            self.media_of[found[1] if found else media.slug].append(media.sha256)
        self.said = {c.id: c for c in held.comments if c.author == 0}
        self.ours = {c.id: c for c in held.comments if c.author != 0}
        self.answers = defaultdict(list)
        for comment in self.ours.values():
            self.answers[comment.parent].append(comment)

    def photos_in(self, post):
        """The hashes of the photos that a post shows, in their order; None for one not there."""
        shown = re.findall(r'src="https?://[^/"]+(/[^"]+)"', post.content)
        return [self.photos.get(path) for path in shown]


def of_material(material):
    """By what its photos are known on the site: the end of their names."""
    return material.ulid[-6:].lower()
