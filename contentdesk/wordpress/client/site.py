"""A WordPress site: posts, media, comments, categories, and a stranger's look at its pages."""

import html
import re
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from contentdesk.wordpress.client import message_login, stranger
from contentdesk.wordpress.client.api import JSON, PER_PAGE, Api, Page
from contentdesk.wordpress.client.errors import Refused
from contentdesk.wordpress.client.stranger import PublicPage

EVERY_STATE = "publish,future,draft,pending,private,trash"


class WordPress:
    """One site, as one account. Close it after use, or use it in a `with`.

    `url` is the site's own address (where its home page is), `password` an application password;
    timeouts are in seconds, `read_timeout` for each wait on the site.
    """

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
    ) -> None:
        self._api = Api(
            url, user, password, connect_timeout=connect_timeout, read_timeout=read_timeout
        )
        self.url = self._api.url
        self._password = password

    def __repr__(self) -> str:
        return f"WordPress({self.url!r}, {self._api.user!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._api.close()

    def index(self) -> JSON:
        """The REST index: name, url, home, timezone_string, gmt_offset (hours), namespaces.

        `authentication` holds "application-passwords" where the site takes them.
        """
        return self._api.index()

    @property
    def clock_difference(self) -> float | None:
        """Seconds by which the site's clock was ahead of ours at the last answer, if it said."""
        return self._api.clock_difference

    @property
    def has_plain_permalinks(self) -> bool:
        """Whether the last index was found at /?rest_route= alone."""
        return self._api.has_plain_root

    @property
    def has_application_password(self) -> bool:
        """Whether the password has the form of those WordPress makes: 24 letters and digits."""
        return bool(re.fullmatch(r"[A-Za-z0-9]{24}", re.sub(r"\s", "", self._password)))

    def accepts_in_a_message(self) -> bool | None:
        """Whether name and password count where they come in a message in place of a header.

        By XML-RPC, which only reads here. None when the site does not say. Any password of the
        account counts, so ask only with an application password. Raises no error.
        """
        return message_login.accepted(self.url, self._api.user, self._password, self._api.timeout)

    def me(self) -> JSON:
        """The account the portal logs in with, with its `capabilities`."""
        return self._api.one("/wp/v2/users/me")

    def post(self, post_id: int) -> JSON | None:
        """The post, also from the trash (status "trash"); None when the site surely has none."""
        return self._api.find(f"/wp/v2/posts/{post_id}", "rest_post_invalid_id")

    def posts_with(self, ids: list[int]) -> list[JSON]:
        """The posts of these ids (at most 100) in any state, the trash too; not those missing."""
        if not ids:
            return []
        include = ",".join(map(str, ids))
        return list(
            self._api.every("/wp/v2/posts", include=include, status=EVERY_STATE, context="edit")
        )

    def posts_marked(self, marker: str) -> list[JSON]:
        """The posts in any state, the trash too, whose stored content holds exactly `marker`."""
        return [post for post in self.posts_found(marker) if marker in post["content"]["raw"]]

    def posts_found(self, words: str) -> list[JSON]:
        """The posts in any state, the trash too, with the longest of `words` in title or content.

        Within a word only letters, digits and ":" are asked for: compare the whole yourself.
        """
        # WordPress cuts a search at blanks and takes a leading "-" as "without".
        word = _longest_word(words)
        return list(
            self._api.every("/wp/v2/posts", search=word, status=EVERY_STATE, context="edit")
        )

    def newest_posts(self) -> list[JSON]:
        """The ten newest published posts, the newest first."""
        return self._api.page("/wp/v2/posts", context="edit", per_page=10).items

    def create_post(self, fields: JSON) -> JSON:
        """Create a post; the post as stored.

        A taken slug becomes "slug-2", an unknown category or photo is left out, all without an
        error: read what was stored. Send `date_gmt` alone, for `date` would win over it.
        """
        return self._api.write("/wp/v2/posts", json=fields)

    def update_post(self, post_id: int, fields: JSON) -> JSON:
        """Write `fields` of a post in one request; the post as stored."""
        return self._api.write(f"/wp/v2/posts/{post_id}", json=fields)

    def delete_post(self, post_id: int) -> None:
        """Delete the post for good, past the trash; fine if it is gone already."""
        try:
            self._api.delete(f"/wp/v2/posts/{post_id}")
        except Refused as exc:
            if exc.code != "rest_post_invalid_id":
                raise

    def media(self, media_id: int) -> JSON | None:
        """The attachment, or None when the site surely has none."""
        return self._api.find(f"/wp/v2/media/{media_id}", "rest_post_invalid_id")

    def media_by_slug(self, slug: str) -> JSON | None:
        """The attachment with exactly this slug, or None."""
        found = self._api.every("/wp/v2/media", slug=slug, context="edit")
        return next((media for media in found if media["slug"] == slug), None)

    def media_found(self, words: str) -> list[JSON]:
        """The attachments with the longest of `words` in their title, as for `posts_found`."""
        return list(self._api.every("/wp/v2/media", search=_longest_word(words), context="edit"))

    def upload_media(
        self,
        *,
        data: bytes,
        filename: str,
        content_type: str,
        slug: str,
        title: str,
        alt_text: str,
        caption: str,
        post: int | None = None,
    ) -> JSON:
        """Upload one file with all that is said about it, in one request; the attachment.

        It is public by its `source_url` from then on, whatever the state of `post`, the post it
        belongs to. Raises Refused "rest_upload_unknown_error" for a file type the site refuses.
        """
        fields = {"slug": slug, "title": title, "alt_text": alt_text, "caption": caption}
        if post is not None:
            fields["post"] = str(post)
        files = {"file": (filename, data, content_type)}
        return self._api.write("/wp/v2/media", data=fields, files=files)

    def update_media(self, media_id: int, fields: JSON) -> JSON:
        """Write `title`, `alt_text` or `caption` of an attachment; it as stored."""
        return self._api.write(f"/wp/v2/media/{media_id}", json=fields)

    def delete_media(self, media_id: int) -> None:
        """Delete the attachment and its files for good; fine if it is gone already."""
        try:
            self._api.delete(f"/wp/v2/media/{media_id}")
        except Refused as exc:
            if exc.code != "rest_post_invalid_id":
                raise

    def comments_page(
        self, *, page: int = 1, per_page: int = PER_PAGE, order: str = "desc", status: str = "all"
    ) -> Page:
        """One page of the site's comments by id; "all" is held and approved ones.

        Spam and trash need asking for by `status`. Comments on a post in the trash are in neither.
        """
        return self._api.page(
            "/wp/v2/comments",
            context="edit",
            orderby="id",
            order=order,
            status=status,
            page=page,
            per_page=per_page,
        )

    def comment(self, comment_id: int) -> JSON | None:
        """The comment in whatever state, or None when the site surely has none."""
        return self._api.find(f"/wp/v2/comments/{comment_id}", "rest_comment_invalid_id")

    def update_comment(self, comment_id: int, fields: JSON) -> JSON:
        """Write `fields` of a comment, such as status "approved" or "hold"; it as stored."""
        return self._api.write(f"/wp/v2/comments/{comment_id}", json=fields)

    def create_comment(self, *, post: int, parent: int, content: str) -> JSON:
        """Reply under `parent` (0: under the post); the comment as stored.

        Raises Refused "comment_duplicate" when the same account has said the same under the same
        parent already: then find it with `replies`.
        """
        fields = {"post": post, "parent": parent, "content": content}
        return self._api.write("/wp/v2/comments", json=fields)

    def replies(self, *, post: int, parent: int) -> list[JSON]:
        """What was said directly under `parent`, by anybody: approved, held, and taken for spam."""
        return [
            reply
            for status in ("all", "spam")
            for reply in self._api.every(
                "/wp/v2/comments", post=post, parent=parent, status=status, context="edit"
            )
        ]

    def categories(self, search: str = "") -> list[JSON]:
        """The categories, all or those WordPress finds for `search`; names as HTML."""
        params = {"search": search} if search else {}
        return list(self._api.every("/wp/v2/categories", context="edit", **params))

    def ensure_category(self, name: str) -> int:
        """The id of the category of this name, which is made if missing.

        WordPress takes names as the same whatever their case.
        """
        # It stores "&" as "&amp;", so a search for the whole name could miss it.
        word = max(re.findall(r"\w+", name), key=len, default="")
        wanted = name.casefold()
        for category in self.categories(word):
            if html.unescape(category["name"]).casefold() == wanted:
                return int(category["id"])
        try:
            return int(self._api.write("/wp/v2/categories", json={"name": name})["id"])
        except Refused as exc:
            if exc.code == "term_exists" and exc.data.get("term_id"):
                return int(exc.data["term_id"])
            raise

    def look(self, url: str) -> PublicPage:
        """What a stranger sees at `url`, which may be relative to the site.

        Any status is an answer, 404 and 410 too; WordPressError only if none arrived.
        """
        return stranger.look(urljoin(f"{self.url}/", url), self._api.timeout)


def _longest_word(words: str) -> str:
    found: list[str] = re.findall(r"\w[\w:]*", words)
    return max(found, key=len)
