"""What people have done to our pages on WordPress: found, kept, never written over unseen.

WordPress has no way to write only if nothing has changed (no ETag; measured). So the post is
compared with what it gave back after our last write: before each write, and all pages each night.
"""

import html
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contentdesk.foundation.delivery import DeliveryState
from contentdesk.rendering import marker
from contentdesk.wordpress import generations
from contentdesk.wordpress.client import WordPress
from contentdesk.wordpress.models import Attachment, Delivery, Publication

JSON = dict[str, Any]

EACH = timedelta(hours=20)  # a night's look at every page
FEWEST = 3  # pages that are all gone at once: it is the site that is another one
BATCH = 100  # the most posts that WordPress gives at once
# Found by a run that then left the page alone.
HELD_UP = {"drifted", "trashed", "marker_gone"}
# kind → what somebody has done there
TOLD: dict[str, Promise] = {
    "edited": _("Changed there"),
    "photos": _("A photo or document of it was deleted there"),
    "hidden": _("Taken off there"),
    "trashed": _("Put into the trash there"),
    "gone": _("Deleted there"),
    "replaced": _("Something else stands in its place there"),
}
# With these, visitors do not see what was approved.
AWAY = {"hidden", "trashed", "gone", "replaced"}


def of(publication: Publication, post: JSON | None) -> JSON:
    """What is otherwise on the site than after our last write; empty when nothing is.

    `kind` is edited, replaced (our marker is gone), hidden, trashed or gone; `title` and
    `content` are what is there now. Only the nightly look finds photos that are gone.
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
        found, missing = _posts(wordpress, pages), _missing_files(wordpress, pages)
        for page in pages:
            post = found.get(page.post_id or 0)
            difference = of(page, post)
            if not difference and post is not None and page.pk in missing:
                difference = {
                    "kind": "photos",
                    "title": post["title"]["raw"],
                    "content": post["content"]["raw"],
                    "files": missing[page.pk],
                }
            keep(page, difference)
            if not difference:
                try_again(page)
            looked, drifted = looked + 1, drifted + bool(difference)
            lost += difference.get("kind") in {"gone", "replaced"}
    if looked >= FEWEST and lost == looked:
        generations.doubt()
    return looked, drifted


def try_again(publication: Publication) -> None:
    """What was held up by what somebody did there may go on now."""
    waiting = Delivery.objects.open().filter(edition__material=publication.material_id)
    waiting.filter(error_code__in=HELD_UP).update(next_try=timezone.now())


def ask_for_a_look(publication: Publication) -> None:
    """Let the page be compared at once, by the worker."""
    Publication.objects.filter(pk=publication.pk).update(compared_at=None)


def drifted() -> QuerySet[Publication]:
    """The pages that somebody has changed there, the longest known first."""
    found = Publication.objects.filter(drifted_at__isnull=False).order_by("drifted_at")
    return found.select_related("material__newest", "material__unit")


def _due(now: datetime) -> list[Publication]:
    # What waits for a person works on nothing.
    working = Q(state=DeliveryState.SENDING) | Q(next_try__isnull=False)
    busy = Delivery.objects.open().filter(working).values("edition__material")
    never = Q(compared_at=None) | Q(compared_at__lt=now - EACH)
    live = Publication.objects.filter(
        never, state=Publication.State.LIVE, generation=generations.current()
    )
    rows = live.exclude(material__in=busy).select_related("material")
    return list(rows.order_by("pk")[:BATCH])


def _posts(wordpress: WordPress, pages: Iterable[Publication]) -> dict[int, JSON]:
    ids = [page.post_id for page in pages if page.post_id]
    return {post["id"]: post for post in wordpress.posts_with(ids)}


def _missing_files(wordpress: WordPress, pages: Iterable[Publication]) -> dict[int, list[str]]:
    """The hashes of the files on these pages that the media library no longer has, by page."""
    on_page = [
        row
        for row in Attachment.objects.filter(
            publication__in=[page.pk for page in pages], attachment_id__isnull=False
        ).select_related("publication__revision")
        if row.publication.revision and row.sha256 in files_of(row.publication.revision.content)
    ]
    numbers = sorted({row.attachment_id for row in on_page if row.attachment_id})
    there: set[int] = set()
    for first in range(0, len(numbers), BATCH):
        there |= {media["id"] for media in wordpress.media_with(numbers[first : first + BATCH])}
    missing: dict[int, list[str]] = {}
    for row in on_page:
        if row.attachment_id not in there:
            missing.setdefault(row.publication_id, []).append(row.sha256)
    return missing


def files_of(content: JSON) -> list[str]:
    """The hashes of the files that belong to a pinned content."""
    return [*(photo["sha256"] for photo in content["photos"]), content.get("document", "")]
