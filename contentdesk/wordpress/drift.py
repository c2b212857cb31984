"""What people have done to our pages on WordPress: found, kept, never written over unseen.

WordPress has no way to write only if nothing has changed (no ETag; measured). So the post is
compared with what it gave back after our last write: before each write, and all pages each night.
"""

import html
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from contentdesk.rendering import marker
from contentdesk.wordpress import generations
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Delivery, Publication

JSON = dict[str, Any]

EACH = timedelta(hours=20)  # a night's look at every page
FEWEST = 3  # pages that are all gone at once: it is the site that is another one
BATCH = 100  # the most posts that WordPress gives at once


def of(publication: Publication, post: JSON | None) -> JSON:
    """What is otherwise on the site than after our last write; empty when nothing is.

    `kind` is edited, replaced (our marker is gone), hidden, trashed or gone; `title` and
    `content` are what is there now.
    """
    if post is None:
        return {"kind": "gone"}
    there = {"title": post["title"]["raw"], "content": post["content"]["raw"]}
    if marker(publication.material.ulid) not in there["content"]:
        return {"kind": "replaced", **there}
    if post["status"] == "trash":
        return {"kind": "trashed", **there}
    shown = publication.state == Publication.State.LIVE
    if shown and post["status"] != "publish":
        return {"kind": "hidden", **there}
    before = publication.read_back
    # A write of ours may have come to its end without anybody hearing of it.
    ours = (before, before.get("writing", {}))
    return {} if any(_is_so(post, said) for said in ours) else {"kind": "edited", **there}


def _is_so(post: JSON, said: JSON) -> bool:
    """Whether the post says this, as far as WordPress keeps what it is sent."""
    return (
        html.unescape(post["title"]["raw"]) == html.unescape(said.get("title", ""))
        and post["content"]["raw"].strip() == said.get("content", "").strip()
        and said.get("featured_media", post["featured_media"]) == post["featured_media"]
    )


def keep(publication: Publication, found: JSON) -> None:
    """Note what was found, or that all is as it was; the time of the first finding stays."""
    now = timezone.now()
    publication.drift = found
    publication.drifted_at = (publication.drifted_at or now) if found else None
    publication.compared_at = now
    publication.save(update_fields=["drift", "drifted_at", "compared_at"])


def compare_all(wordpress: WordPress) -> tuple[int, int]:
    """Compare every live page that was not compared tonight; how many, and how many drifted.

    A page that a job is working on is left for the next look. Raises WordPressError.
    """
    looked = drifted = lost = 0
    while pages := _due(timezone.now()):
        found = _posts(wordpress, pages)
        for page in pages:
            difference = of(page, found.get(page.post_id or 0))
            keep(page, difference)
            looked, drifted = looked + 1, drifted + bool(difference)
            lost += difference.get("kind") in {"gone", "replaced"}
    if looked >= FEWEST and lost == looked:
        generations.doubt()
    return looked, drifted


def _due(now: datetime) -> list[Publication]:
    busy = Delivery.objects.open().values("edition__material")
    never = Q(compared_at=None) | Q(compared_at__lt=now - EACH)
    live = Publication.objects.filter(
        never, state=Publication.State.LIVE, generation=generations.current()
    )
    rows = live.exclude(material__in=busy).select_related("material")
    return list(rows.order_by("pk")[:BATCH])


def _posts(wordpress: WordPress, pages: Iterable[Publication]) -> dict[int, JSON]:
    ids = [page.post_id for page in pages if page.post_id]
    return {post["id"]: post for post in wordpress.posts_with(ids)}
