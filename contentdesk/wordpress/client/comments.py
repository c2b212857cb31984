"""The comments of a site: listing, one, writing its state, and replying."""

from contentdesk.wordpress.client.api import JSON, PER_PAGE, Api, Page


class Comments:
    """What a WordPress site does with comments; part of `WordPress`, which brings the API."""

    _api: Api

    def comments_page(
        self,
        *,
        page: int = 1,
        per_page: int = PER_PAGE,
        order: str = "desc",
        status: str = "all",
        offset: int = 0,
    ) -> Page:
        """One page of the site's comments by id; "all" is held and approved ones.

        `offset` leaves that many out, and then `page` says nothing.
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
            offset=offset or None,
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
