"""A WordPress site: posts, media, comments, terms, and a stranger's look at its pages."""

import html
import re
from collections.abc import Collection
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from contentdesk.wordpress.client import stranger
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
        """The REST index: name, url, home, timezone_string, gmt_offset (hours), namespaces."""
        return self._api.index()

    @property
    def clock_difference(self) -> float | None:
        """Seconds by which the site's clock was ahead of ours at the last answer, if it said."""
        return self._api.clock_difference

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

    def titles(self, ids: Collection[int]) -> dict[int, str]:
        """The titles of the posts and pages of these ids (at most 100), in any state, as text.

        What is of another kind, or not there, is missing.
        """
        found: dict[int, str] = {}
        for kind in ("posts", "pages"):
            missing = sorted(set(ids) - set(found))
            if missing:
                items = self._api.every(
                    f"/wp/v2/{kind}",
                    include=",".join(map(str, missing)),
                    status=EVERY_STATE,
                    context="edit",
                    _fields="id,title",
                )
                found |= {item["id"]: html.unescape(item["title"]["raw"]) for item in items}
        return found

    def posts_marked(self, marker: str) -> list[JSON]:
        """The posts in any state, the trash too, whose stored content holds exactly `marker`."""
        # WordPress cuts a search at blanks and takes a leading "-" as "without", so only the
        # marker's longest plain word is asked for; the whole marker is compared here.
        word = max(re.findall(r"\w[\w:]*", marker), key=len)
        found = self._api.every("/wp/v2/posts", search=word, status=EVERY_STATE, context="edit")
        return [post for post in found if marker in post["content"]["raw"]]

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

    def media_with(self, ids: list[int]) -> list[JSON]:
        """The attachments of these ids (at most 100); not those missing."""
        if not ids:
            return []
        include = ",".join(map(str, ids))
        return list(self._api.every("/wp/v2/media", include=include, context="edit"))

    def media_by_slugs(self, slugs: list[str]) -> dict[str, JSON]:
        """The attachments with exactly these slugs (at most 100), by their slug."""
        if not slugs:
            return {}
        found = self._api.every("/wp/v2/media", slug=",".join(slugs), context="edit")
        return {media["slug"]: media for media in found if media["slug"] in slugs}

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

    def comments_with(self, ids: list[int]) -> list[JSON]:
        """The comments of these ids (at most 100) in whatever state; not those missing.

        WordPress's own word for every state, spam, trash and that of a trashed post too, is "any".
        """
        if not ids:
            return []
        include = ",".join(map(str, ids))
        return list(
            self._api.every("/wp/v2/comments", include=include, status="any", context="edit")
        )

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

    def writers(self) -> list[JSON]:
        """Everybody who may write for the site, from contributors up, by `id` and `name`.

        WordPress tells an Editor no more about others: no role, and no right to moderate.
        """
        return list(self._api.every("/wp/v2/users", who="authors", _fields="id,name"))

    def terms(self, taxonomy: str, search: str = "") -> list[JSON]:
        """The "categories" or "tags", all or those found for `search`; names as HTML."""
        params = {"search": search} if search else {}
        return list(self._api.every(f"/wp/v2/{taxonomy}", context="edit", **params))

    def ensure_term(self, taxonomy: str, name: str) -> int:
        """The id of the category or tag of this name, which is made if missing.

        WordPress takes names as the same whatever their case.
        """
        # It stores "&" as "&amp;", so a search for the whole name could miss it.
        word = max(re.findall(r"\w+", name), key=len, default="")
        wanted = name.casefold()
        for term in self.terms(taxonomy, word):
            if html.unescape(term["name"]).casefold() == wanted:
                return int(term["id"])
        try:
            return int(self._api.write(f"/wp/v2/{taxonomy}", json={"name": name})["id"])
        except Refused as exc:
            if exc.code == "term_exists" and exc.data.get("term_id"):
                return int(exc.data["term_id"])
            raise

    def look(self, url: str) -> PublicPage:
        """What a stranger sees at `url`, which may be relative to the site.

        Any status is an answer, 404 and 410 too; WordPressError only if none arrived.
        """
        return stranger.look(urljoin(f"{self.url}/", url), self._api.timeout)
