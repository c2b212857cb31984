"""What the fake WordPress knows: its posts, attachments, comments and terms."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

EDITOR_RIGHTS = (
    "moderate_comments",
    "manage_categories",
    "upload_files",
    "unfiltered_html",
    "edit_posts",
    "edit_others_posts",
    "edit_published_posts",
    "publish_posts",
    "delete_posts",
    "read",
)


@dataclass
class Post:
    id: int
    title: str = ""
    content: str = ""
    excerpt: str = ""
    slug: str = ""
    status: str = "draft"
    date_gmt: datetime | None = None  # None floats: it becomes the moment of publishing
    modified_gmt: datetime | None = None
    featured_media: int = 0
    categories: list[int] = field(default_factory=lambda: [1])
    tags: list[int] = field(default_factory=list)
    comment_status: str = "open"
    kind: str = "post"


@dataclass
class Media:
    id: int
    path: str
    content: bytes
    mime_type: str
    title: str
    slug: str
    size: tuple[int, int]
    alt_text: str = ""
    caption: str = ""
    post: int | None = None
    date_gmt: datetime | None = None


@dataclass
class Comment:
    id: int
    post: int
    parent: int
    content: str
    author_name: str
    author_email: str
    author: int = 0
    status: str = "hold"
    date_gmt: datetime | None = None
    author_ip: str = "203.0.113.7"
    author_user_agent: str = "Mozilla/5.0"


@dataclass
class Account:
    id: int
    name: str
    role: str


@dataclass
class Term:
    id: int
    name: str  # as stored and answered: with "&amp;" for "&"
    slug: str


class Site:
    """A fresh WordPress: one example post with one example comment, one category, one Editor."""

    def __init__(self):
        self.url = ""
        self.name = "Situs contoh"
        self.user, self.password = "portal", "abcd EFGH 1234 ijkl MNOP 5678"
        self.rights = set(EDITOR_RIGHTS)
        self.timezone_string, self.gmt_offset = "Asia/Jakarta", 7
        self.namespaces = ["oembed/1.0", "wp/v2"]
        self.clock_ahead = timedelta(0)
        self.pretty_permalinks = True
        self.version, self.tells_version = "6.5.5", True
        self.application_passwords = True
        self.strips_authorization = False  # as some hosts do, before PHP sees it
        self.xmlrpc = True
        self.strips_markup = False  # as a plugin does, or an account without unfiltered_html
        self.upload_limit = None  # bytes; what is larger PHP refuses
        self.default_comment_status = "open"
        self.comments_need_login = False
        self.flood_seconds = 15
        self.posts, self.media, self.comments = {}, {}, {}
        self.newest_comment = 1
        people = [("admin", "administrator"), ("Puskesmas", "editor")]
        people += [("Penulis", "contributor"), ("Warga", "subscriber")]
        self.accounts = {n: Account(n, *who) for n, who in enumerate(people, 1)}
        self.categories = {1: Term(1, "Uncategorized", "uncategorized")}
        self.tags = {}
        once = datetime(2024, 6, 26, 8, 47, 16, tzinfo=UTC)
        self.posts[1] = Post(
            1, "Hello world!", "<p>Welcome.</p>", "", "hello-world", "publish", once, once
        )
        self.comments[1] = Comment(
            1, 1, 0, "Hi.", "A WordPress Commenter", "wapuu@example.org", 0, "approved", once
        )

    def now(self):
        return datetime.now(UTC).replace(microsecond=0) + self.clock_ahead

    def local(self, moment):
        """A UTC moment as the site's own clock shows it."""
        return moment + timedelta(hours=self.gmt_offset)

    def next_id(self):
        """Posts and attachments share one row of numbers."""
        return max([3, *self.posts, *self.media]) + 1

    def unique_slug(self, wanted, own_id=None):
        """`wanted` made a slug that no other post or attachment has: X, X-2, X-3, …"""
        slug = slugify(wanted)
        taken = {x.slug for x in (*self.posts.values(), *self.media.values()) if x.id != own_id}
        number, unique = 2, slug
        while unique in taken:
            unique = f"{slug}-{number}"
            number += 1
        return unique

    def link(self, post):
        if post.status == "publish":
            return f"{self.url}/{post.slug}/"
        return f"{self.url}/?p={post.id}"

    def marked(self, marker):
        """The posts in any state whose content holds `marker`."""
        return [post for post in self.posts.values() if marker in post.content]

    def visitor_comment(self, post_id, author, email, text, parent=0):
        """A visitor's comment by the form: held, unless one of theirs was approved before."""
        known = any(
            (c.author_name, c.author_email, c.status) == (author, email, "approved")
            for c in self.comments.values()
        )
        return self.add_comment(
            post=post_id,
            parent=parent,
            content=visitors_html(text),
            author_name=author,
            author_email=email,
            status="approved" if known else "hold",
        )

    def add_comment(self, **fields):
        self.newest_comment += 1
        comment = Comment(self.newest_comment, date_gmt=self.now(), **fields)
        self.comments[comment.id] = comment
        return comment


def slugify(text):
    text = re.sub(r"<[^>]*>|&\w+;|&", "", text.lower())
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", text)).strip("-")


def visitors_html(text):
    """Text of somebody without `unfiltered_html`: scripts lose their tags, "&" becomes "&amp;"."""
    without_scripts = re.sub(r"(?i)</?(?!(?:a|b|em|i|strong|blockquote)\b)\w[^>]*>", "", text)
    return re.sub(r"&(?!\w+;|#\d+;)", "&amp;", without_scripts).strip()


def rendered(text):
    """Text as WordPress shows it, roughly: curly quotes and "&#038;" outside of tags."""
    parts = re.split(r"(<[^>]*>)", text)
    for number in range(0, len(parts), 2):
        part = re.sub(r"&(?!\w+;|#\d+;)", "&#038;", parts[number])
        parts[number] = re.sub(r'"([^"]*)"', "&#8220;\\1&#8221;", part)
    return "".join(parts)


def paragraphs(text):
    """Rendered text in paragraphs, roughly: a line that is no block of its own gets a <p>."""
    lines = [line.strip() for line in rendered(text).splitlines() if line.strip()]
    blocks = ("<p", "<ul", "<ol", "<li", "</", "<fig", "<h", "<div", "<block")
    return "".join(f"{x}\n" if x.startswith(blocks) else f"<p>{x}</p>\n" for x in lines)


def stored_name(name):
    """The name of a category or tag as WordPress stores it."""
    return html.escape(html.unescape(name.strip()), quote=False)
