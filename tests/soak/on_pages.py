"""Pages and photos: what was decided about each material, and what stands on the site."""

import html
from collections import Counter

from django.db.models import Q
from django.utils import timezone

from contentdesk.content import Content
from contentdesk.models import Edition, EditionEvent, Material, Photo, State
from contentdesk.services import takedown
from contentdesk.wordpress import queueing, removing
from contentdesk.wordpress.models import Publication, Removal
from tests.soak.seen import VERSION, of_material

PICTURE = b"\xff\xd8\xff"


def always(seen):
    """Nothing doubled, nothing public that nobody approved, nothing believed wrongly."""
    yield from _nothing_doubled(seen)
    yield from _nothing_leaked(seen)
    yield from _states_are_true(seen)


def at_rest(seen):
    """Every material stands as it was decided, and there is nothing left to be queued."""
    for material in Material.objects.order_by("pk"):
        yield from _as_decided(seen, material)
        yield from _files_as_needed(seen, material)
    yield from _withdrawn_photos_are_gone(seen)
    for publication in Publication.objects.exclude(drift={}):
        yield f"publication {publication} is said to be {publication.drift['kind']} by somebody"
    for publication in Publication.objects.filter(may_be_public=True):
        yield f"publication {publication} may be public, and nobody knows"
    now = timezone.now()
    if queued := queueing.queue_due(now) + removing.queue_removals(now):
        yield f"{queued} jobs were still to be queued"


def _nothing_doubled(seen):
    for ulid, posts in seen.posts.items():
        if len(posts) > 1:
            yield f"material {ulid} has {len(posts)} posts"
    for mark, hashes in seen.media_of.items():
        for sha256, number in Counter(hashes).items():
            if number > 1:
                yield f"photo {sha256[:12]} of {mark} is there {number} times"
    known = {of_material(material) for material in Material.objects.all()}
    for mark in seen.media_of.keys() - known:
        yield f"photos of {mark}, which is no material"


def _nothing_leaked(seen):
    brought, there = seen.site.brought, len(seen.strangers_posts)
    if there != brought:
        yield f"{there} posts are without a marker; WordPress brought {brought}"
    for ulid, posts in seen.posts.items():
        editions = Edition.objects.filter(material__ulid=ulid)
        approved = _approved_versions(editions)
        if not approved:
            yield f"material {ulid} is on the site and was never approved"
        for post in posts:
            public = post.status == "publish"
            if public and not set(VERSION.findall(post.content)) <= approved:
                yield f"material {ulid} shows visitors what nobody approved"
            if public and not any(_may_be_seen(edition) for edition in editions):
                yield f"material {ulid} is public and should not be"


def _approved_versions(editions):
    """What the history says was approved, or came of it by taking a photo out."""
    names = ["approve", "withdraw_photo"]
    events = EditionEvent.objects.filter(subject__in=editions, name__in=names)
    return {event.data["sha256"][:16] for event in events}


def _may_be_seen(edition):
    """Live; on its way to visitors or away from them; or taken off, and not yet said to be gone."""
    if edition.state == State.APPROVED:
        pages = Publication.objects.filter(material=edition.material)
        maybe = pages.filter(Q(state="live") | Q(may_be_public=True))
        return edition.flip_started_at is not None or maybe.exists()
    off = edition.state == State.WITHDRAWN and _publication(edition).state == "live"
    return edition.state == State.PUBLISHED or off


def _states_are_true(seen):
    for edition in Edition.objects.filter(state=State.PUBLISHED).select_related("material"):
        publication = _publication(edition)
        post = next(iter(seen.posts[edition.material.ulid]), None)
        if publication.state != Publication.State.LIVE:
            yield f"edition {edition.pk} is published, its publication is not live"
        if (post and (post.id, post.status)) != (publication.post_id, "publish"):
            yield f"publication {publication} is said to be live and is not"
    for edition in Edition.objects.filter(state=State.WITHDRAWN).select_related("material"):
        statuses = [post.status for post in seen.posts[edition.material.ulid]]
        removed = _publication(edition).state == Publication.State.REMOVED
        if removed and "publish" in statuses:
            yield f"edition {edition.pk} is said to be taken off and is public"


def _as_decided(seen, material):
    editions = {edition.state: edition for edition in material.editions.select_related("pinned")}
    posts = seen.posts[material.ulid]
    statuses = [post.status for post in posts]
    open_ones = [State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED, State.APPROVED]
    for edition in material.editions.filter(state__in=open_ones, held_at=None):
        yield f"edition {edition.pk} is {edition.state}"
    held = State.APPROVED in editions
    publication = Publication.objects.filter(material=material).first()
    if State.PUBLISHED in editions:
        wanted = [["publish"]]
    elif State.WITHDRAWN in editions or (publication and publication.state == "removed"):
        wanted = [["draft"]]
    else:
        wanted = [[], ["draft"]] if held else [[]]
    if statuses not in wanted:
        yield f"material {material.ulid} has the posts {statuses} and not {wanted[0]}"
    elif State.PUBLISHED in editions:
        yield from _shows(seen, posts[0], editions[State.PUBLISHED])
        yield from _is_seen(seen, material, publication, True)
    elif publication and publication.address:
        yield from _is_seen(seen, material, publication, False)


def _shows(seen, post, edition):
    """The pinned revision, word for word, and nothing else."""
    content, name = Content.from_json(edition.pinned.content), f"edition {edition.pk}"
    if VERSION.findall(post.content) != [content.sha256[:16]]:
        yield f"{name} shows another version than the pinned one"
    lines = [line.removeprefix("- ") for line in content.body.splitlines()]
    words = html.unescape(post.content)
    if html.unescape(post.title) != content.title or not all(line in words for line in lines):
        yield f"{name} does not say what was approved"
    wanted = [photo.sha256 for photo in content.photos]
    if seen.photos_in(post) != wanted:
        yield f"{name} does not show its photos"
    featured = seen.media.get(post.featured_media)
    if (featured.sha256 if featured else None) != (wanted[0] if wanted else None):
        yield f"{name} has the wrong featured photo"
    if _publication(edition).revision_id != edition.pinned_id:
        yield f"{name} is believed to show another revision"


def _is_seen(seen, material, publication, wanted):
    status, page = seen.site.look(publication.address)
    if (status == 200 and f"portal:{material.ulid}".encode() in page) != wanted:
        yield f"material {material.ulid} is {'not ' if wanted else ''}seen by a stranger"


def _files_as_needed(seen, material):
    """Each file of what is shown or may be put back; what the checker holds may have some too."""
    there = set(seen.media_of.get(of_material(material), []))
    needed, allowed = set(), set()
    for edition in material.editions.select_related("pinned"):
        files = (
            {photo["sha256"] for photo in edition.pinned.content["photos"]}
            if edition.pinned
            else set()
        )
        files = {sha256 for sha256 in files if not takedown.forbidden_since(material, sha256)}
        if edition.state in {State.PUBLISHED, State.WITHDRAWN}:
            needed |= files
        elif edition.state == State.APPROVED:
            allowed |= files
    for sha256 in needed - there:
        yield f"photo {sha256[:12]} of {of_material(material)} is missing"
    for sha256 in there - needed - allowed:
        yield f"photo {sha256[:12]} of {of_material(material)} is there and nothing needs it"


def _withdrawn_photos_are_gone(seen):
    gone = Photo.objects.exclude(consents__withdrawn_at=None).distinct()
    for photo in gone.filter(consents__isnull=False):
        if photo.sha256 in seen.photos.values():
            yield f"photo {photo.sha256[:12]} had to go and is there"
        name = f"foto-{photo.sha256[:16]}-"
        for posts in seen.posts.values():
            if any(name in post.content for post in posts if post.status == "publish"):
                yield f"photo {photo.sha256[:12]} had to go and is named in a page"
    for removal in Removal.objects.filter(state="done"):
        for address in removal.addresses:
            status, content = seen.site.look(address)
            if status == 200 and content.startswith(PICTURE):
                yield f"the file at {address} can still be fetched"


def _publication(edition):
    return Publication.objects.get(material=edition.material_id)
