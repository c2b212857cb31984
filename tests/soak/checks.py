"""What must hold: counted on the site itself, then held against what the portal believes.

Each check gives sentences about what is wrong; none is the only good answer.
"""

import hashlib
import re
from collections import Counter, defaultdict

from complaints.models import Channel, Comment, CommentEvent, Reply, ReplyState, Snapshot
from complaints.models import Delivery as CommentDelivery
from complaints.models import State as CommentState
from contentdesk.models import Edition, EditionEvent, Placement, State
from contentdesk.wordpress.models import Delivery, Publication

MARKER = re.compile(r"<!-- portal:(\w{26}) -->")


class Site:
    """What stands on the fake, sorted by whose it is."""

    def __init__(self, fake):
        self.posts = defaultdict(list)
        for post in fake.posts.values():
            for ulid in MARKER.findall(post.content):
                self.posts[ulid].append(post)
        self.unmarked = [p for p in fake.posts.values() if not MARKER.search(p.content)]
        self.photos = {m.path: _sha256(m.content) for m in fake.media.values()}
        self.media = {m.id: m for m in fake.media.values()}
        self.said = {c.id: c for c in fake.comments.values() if c.author == 0}
        self.ours = {c.id: c for c in fake.comments.values() if c.author != 0}
        self.answers = defaultdict(list)
        for comment in self.ours.values():
            self.answers[comment.parent].append(comment)


def always(fake):
    """At any moment, the one right after a kill too: nothing doubled, nothing believed wrongly."""
    site = Site(fake)
    return [*_nothing_doubled(site), *_nothing_leaked(site), *_states_are_true(site)]


def at_rest(fake):
    """When there is nothing more to do: all of it there, once, with the right photos."""
    site = Site(fake)
    return [*always(fake), *_materials_there(site), *_comments_there(site), *_jobs_done()]


def counts(fake):
    """The numbers of a run, for its summary."""
    site = Site(fake)
    return {
        "materials_approved": Edition.objects.count(),
        "posts_with_marker_in_any_state": sum(len(posts) for posts in site.posts.values()),
        "photos_in_materials": sum(_photos_wanted().values()),
        "media_on_the_site": len(site.media),
        "comments_said": len(site.said),
        "comments_taken_in": Comment.objects.count(),
        "answers_sent": Reply.objects.filter(state=ReplyState.SENT).count(),
        "answers_on_the_site": len(site.ours),
    }


def _nothing_doubled(site):
    for ulid, posts in site.posts.items():
        if len(posts) > 1:
            yield f"material {ulid} has {len(posts)} posts"
    for parent, answers in site.answers.items():
        if len(answers) > 1:
            yield f"comment {parent} has {len(answers)} answers"
    for sha256, number in (Counter(site.photos.values()) - _photos_wanted()).items():
        yield f"photo {sha256[:12]} is there {number} times too often"
    taken = set(Comment.objects.values_list("external_id", flat=True))
    for number in site.ours.keys() & {int(external) for external in taken}:
        yield f"our own answer {number} was taken in as a comment"


def _nothing_leaked(site):
    allowed = Edition.objects.filter(state__in=[State.APPROVED, State.PUBLISHED])
    ulids = set(allowed.values_list("material__ulid", flat=True))
    for ulid in site.posts.keys() - ulids:
        yield f"material {ulid} is on the site and not approved"
    if len(site.unmarked) != 1:
        yield f"{len(site.unmarked)} posts are without a marker; WordPress brought 1"


def _states_are_true(site):
    for publication in Publication.objects.filter(state=Publication.State.LIVE):
        post = next(iter(site.posts[publication.material.ulid]), None)
        if (post and (post.id, post.status)) != (publication.post_id, "publish"):
            yield f"publication {publication} is said to be live and is not"
    for edition in Edition.objects.filter(state=State.PUBLISHED).select_related("material"):
        if edition.material.publication.state != Publication.State.LIVE:
            yield f"edition {edition.pk} is published, its publication is not live"
    for reply in Reply.objects.filter(state=ReplyState.SENT).select_related("comment"):
        answer = site.ours.get(reply.remote_id)
        parent = site.said.get(int(reply.comment.external_id))
        if not answer or not parent or {answer.status, parent.status} != {"approved"}:
            yield f"answer {reply.pk} is said to be sent and cannot be read"
        elif (answer.parent, answer.content) != (parent.id, reply.text):
            yield f"answer {reply.pk} stands in the wrong place or says something else"


def _materials_there(site):
    for edition in Edition.objects.select_related("material"):
        name = f"edition {edition.pk}"
        posts = site.posts[edition.material.ulid]
        if [post.status for post in posts] != ["publish"] or edition.state != State.PUBLISHED:
            yield f"{name} is {edition.state}, its posts {[post.status for post in posts]}"
            continue
        wanted = list(edition.placements.values_list("photo__sha256", flat=True))
        shown = re.findall(r'src="https?://[^/"]+(/[^"]+)"', posts[0].content)
        if [site.photos.get(path) for path in shown] != wanted:
            yield f"{name} does not show its photos"
        featured = site.media.get(posts[0].featured_media)
        if (featured and _sha256(featured.content)) != (wanted[0] if wanted else None):
            yield f"{name} has the wrong featured photo"
        events = EditionEvent.objects.filter(subject=edition, name="record_live")
        if events.count() != 1:
            yield f"{name} was recorded live {events.count()} times"
    for sha256 in _photos_wanted() - Counter(site.photos.values()):
        yield f"photo {sha256[:12]} is missing"


def _comments_there(site):
    comments = Comment.objects.filter(channel=Channel.WORDPRESS)
    if sorted(int(comment.external_id) for comment in comments) != sorted(site.said):
        yield f"{len(site.said)} comments were said, {len(comments)} taken in"
    if Snapshot.objects.count() != len(comments):
        yield "a comment has no snapshot"
    for comment in comments.exclude(state=CommentState.NEW):
        number = len(site.answers[int(comment.external_id)])
        told = CommentEvent.objects.filter(subject=comment, name="answer").count()
        if (comment.state, number, told) != (CommentState.ANSWERED, 1, 1):
            yield f"comment {comment.pk} is {comment.state}, answers {number}, recorded {told}"


def _jobs_done():
    for jobs in (Delivery.objects, CommentDelivery.objects):
        for job in jobs.exclude(state="done"):
            yield f"delivery {job.pk} is {job.state} {job.error_code} at {job.step}"


def _photos_wanted():
    placements = Placement.objects.filter(edition__pinned__isnull=False)
    return Counter(placements.values_list("photo__sha256", flat=True))


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
