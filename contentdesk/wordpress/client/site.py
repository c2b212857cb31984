"""A WordPress site: posts, media, comments, terms, and a stranger's look at its pages."""

import html
import re
from collections.abc import Collection
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from contentdesk.wordpress.client import message_login, stranger
from contentdesk.wordpress.client.api import JSON, Api
from contentdesk.wordpress.client.comments import Comments
from contentdesk.wordpress.client.errors import Refused
from contentdesk.wordpress.client.stranger import PublicPage

EVERY_STATE = "publish,future,draft,pending,private,trash"


class WordPress(Comments):
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


def _longest_word(words: str) -> str:
    found: list[str] = re.findall(r"\w[\w:]*", words)
    return max(found, key=len)
